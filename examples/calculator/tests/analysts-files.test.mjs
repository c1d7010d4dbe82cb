// Files as they come: other encodings, wrong rows, formulas and markup, nothing at all, 100,000 rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, site } from "./stage.mjs";
import { counted, csv, give, saved, table, visit } from "./analysts.mjs";

const HEADS = "Đơn vị,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả\n";
const GOOD = `${HEADS}Xã Mẫu,05/01/2026,08/01/2026,08/01/2026\n`;
const first = (page) => page.locator(".numbers tbody tr").first();

test("UTF-16 and Windows-1258 are read, the last with a word of caution", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  const utf16 = Buffer.from(GOOD, "utf16le");
  // Tone marks stand by themselves in Windows-1258: ơ F5, ị i F2, ẫ â DE, ã a DE, Đ D0.
  const old = Buffer.concat([
    Buffer.from([0xd0, 0xf5, 0x6e, 0x20, 0x76, 0x69, 0xf2]), Buffer.from(",received,due,resolved\nXa"), Buffer.from([0xde]), Buffer.from(" M"), Buffer.from([0xe2, 0xde]),
    Buffer.from("u,05/01/2026,08/01/2026,08/01/2026\n"),
  ]);
  const cases = [["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])], ["UTF-16", utf16], ["UTF-16", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])], ["Windows-1258", old]];
  for (const [place, [name, bytes]] of cases.entries()) {
    await give(page, bytes, `${place}.csv`);
    await page.locator(".message", { hasText: `${place}.csv: 1 dòng, ${name}` }).waitFor();
    await page.locator(".numbers th[scope=row]", { hasText: "Xã Mẫu" }).waitFor();
  }
  assert.match(await page.locator(".source").innerText(), /không phải UTF-8/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a workbook, a picture, an empty file and heads alone are told apart", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  const cases = [
    [Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /Excel/], [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 9, 9, 9, 9, 9, 9]), /không phải tệp văn bản/], [Buffer.from(""), /không có dòng dữ liệu/],
    [Buffer.from(HEADS), /không có dòng dữ liệu/], [Buffer.from("\n\n , \n"), /không có dòng dữ liệu/],
  ];
  for (const [bytes, message] of cases) {
    await give(page, bytes);
    await page.locator(".source .error", { hasText: message }).waitFor();
  }
  await give(page, GOOD);
  await first(page).waitFor();
  assert.equal(await page.locator(".source .error").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("bad rows are named by line and code, and the others are counted", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  const lines = [
    "don_vi,tiep nhan,HAN TRA,ngay_tra,ghi_chu",
    "A,05/01/2026 09:15,2026-01-08T17:00:00,2026-01-07,ok",
    'A,05/01/2026,08/01/2026,09/01/2026,"hai\ndòng, trong ""nháy"""',
    "A,31/02/2026,08/01/2026,,",
    "",
    "A,,08/01/2026,,",
    "A,05/01/1990,08/01/1990,08/01/1990,",
    "A,05/01/2026,08/01/2026,08/01/2026,x,y,z",
    "A,05/01/2026,08/01/2026,hôm qua,",
    "A,05/01/2026,08/01/2026,12/01/2026,",
  ];
  await give(page, lines.join("\n"), "sai.csv");
  await page.locator(".problem-rows").waitFor();
  const shown = await page.locator(".problem-rows li").allInnerTexts();
  // The third row fills two lines, and one line is blank.
  const expected = [[5, "date_invalid"], [7, "value_missing"], [8, "date_out_of_range"], [9, "cells_too_many"], [10, "date_invalid"]];
  assert.deepEqual(shown.map((one) => [Number(/Dòng (\d+)/.exec(one)[1]), /([a-z_]+)$/.exec(one.trim())[1]]), expected);
  assert.match(shown[0], /tiep nhan.*31\/02\/2026/s);
  // The dossier of 1990 is counted; only its working days early or late cannot be.
  const rows = await table(page);
  const cell = (head) => rows.at(-1)[rows[0].indexOf(head)];
  assert.deepEqual(["Phải giải quyết", "Giải quyết trước hạn", "Giải quyết quá hạn"].map(cell), ["4", "1", "2"]);
  const list = await saved(page, "Tải danh sách dòng lỗi");
  assert.equal(list.name, "sai-dong-loi.csv");
  assert.deepEqual(csv(list.text.replace(/^\uFEFF/, "")).slice(1).map((row) => [Number(row[0]), row[4]]), expected);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a quote that never closes is named, and takes nothing before it", async () => {
  const { page, context } = await visit(browser, site.url);
  await give(page, `${GOOD}B,"05/01/2026,08/01/2026,\nC,05/01/2026,08/01/2026,08/01/2026\n`);
  await first(page).waitFor();
  assert.match(await page.locator(".problem-rows li").first().innerText(), /Dòng 3.*quotes_invalid/s);
  assert.deepEqual((await table(page)).slice(1, -1).map(([name]) => name), ["Xã Mẫu"]);
  await context.close();
});

test("a column that is missing is asked for, and a wrong guess is mended", async () => {
  const { page, context } = await visit(browser, site.url);
  await give(page, "phường,bắt đầu,hẹn,kết thúc\nP1,05/01/2026,08/01/2026,07/01/2026\nP2,05/01/2026,08/01/2026,\n");
  // Nothing says these are dossiers.
  await page.getByRole("radio", { name: "Hồ sơ" }).check();
  await page.locator(".asked .error", { hasText: "Ngày tiếp nhận, Ngày hẹn trả" }).waitFor();
  await page.locator("#role-received").selectOption("bắt đầu");
  await page.locator("#role-due").selectOption("hẹn");
  await page.locator("#role-finished").selectOption("kết thúc");
  await page.locator("#role-unit").selectOption("phường");
  await page.getByRole("radio", { name: "Đơn vị", exact: true }).check();
  await page.locator(".numbers th[scope=row]", { hasText: "P2" }).waitFor();
  // The choice stays open where it was made.
  assert.equal(await page.locator(".picker-box").getAttribute("open"), "");
  const rows = await table(page);
  assert.equal(rows.at(-1)[rows[0].indexOf("Giải quyết trước hạn")], "1");
  await context.close();
});

test("markup and formulas stay text, on the page and in what is downloaded", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  const units = ['<img src=x onerror="window.ran=1">', "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)", "\u202e=1", "\tTab", "</script><script>window.ran=1</script>", "x".repeat(5000), "constructor", "__proto__"];
  const quoted = units.map((unit) => `"${unit.replaceAll('"', '""')}",05/01/2026,08/01/2026,08/01/2026`);
  await give(page, `${HEADS}${quoted.join("\n")}\n`, "=evil.csv");
  await first(page).waitFor();
  assert.equal((await table(page)).length, units.length + 2);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  const names = csv((await saved(page, "Tải bảng (CSV)")).text.replace(/^\uFEFF/, "")).slice(1, -1).map(([name]) => name);
  assert.equal(names.length, units.length);
  for (const name of names) assert.doesNotMatch(name, /^[\s\p{Cf}]*[=+\-@]/u, name);
  assert.ok(names.includes("'=HYPERLINK(\"http://x\",\"y\")"));
  await give(page, `don_vi,diem\n${units.map((unit, place) => `"${unit.replaceAll('"', '""')}",${place}`).join("\n")}\n`);
  await page.locator(".statement").waitFor();
  assert.equal((await table(page)).length, units.length + 1);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(faults, []);
  await context.close();
});

/** 100,000 dossiers of 40 units, in a way that needs no library. */
function many() {
  const day = (number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
  return Array.from({ length: 100_000 }, (_, i) => {
    const received = i % 250;
    return { unit: `Đơn vị ${i % 40}`, received: day(received), due: day(received + 5), finished: i % 37 === 0 ? "" : day(received + 1 + ((i * 7) % 9)) };
  });
}

test("100,000 rows: the page goes on painting, they can be stopped, and are counted in the end", async () => {
  const rows = many();
  const file = `unit,received,due,resolved\n${rows.map((row) => Object.values(row).join(",")).join("\n")}\n`;
  const { page, context, faults } = await visit(browser, site.url);
  await page.locator("footer", { hasText: "motcua" }).waitFor();
  await give(page, file, "nhieu.csv");
  await page.getByRole("button", { name: "Dừng" }).click();
  await page.locator(".message", { hasText: "Đã dừng" }).waitFor();
  assert.equal(await page.locator(".numbers").count(), 0);
  // Frames painted and keys answered while the worker counts.
  await page.evaluate(() => {
    window.frames0 = 0;
    const count = () => {
      if (document.querySelector("progress") !== null) window.frames0++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await give(page, file, "nhieu.csv");
  const begun = Date.now();
  await page.locator("progress").waitFor();
  await page.getByRole("button", { name: "English" }).click();
  assert.ok(await page.locator("progress").isVisible(), "the language was switched while rows were counted");
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  await first(page).waitFor();
  console.log(`100,000 rows after ${Date.now() - begun} ms, ${await page.evaluate(() => window.frames0)} frames meanwhile`);
  assert.ok(await page.evaluate(() => window.frames0) > 5);
  const shown = await table(page);
  const all = counted(rows, () => "", "2026-09-15").get("");
  assert.equal(rows.flatMap(({ received, finished }) => [received, finished]).sort().at(-1), "2026-09-16");
  const last = counted(rows, () => "", "2026-09-16").get("");
  const cell = (head) => Number(shown.at(-1)[shown[0].indexOf(head)].replaceAll(".", ""));
  assert.deepEqual([cell("Giải quyết trước hạn"), cell("Giải quyết đúng hạn"), cell("Giải quyết quá hạn"), cell("Đang giải quyết quá hạn")], [last.early, last.onTime, last.late, last.overdue]);
  assert.ok(all.all <= last.all);
  assert.deepEqual(faults, []);
  await context.close();
});
