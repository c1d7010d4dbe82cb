// What people do with an answer: calendar file, print, copy, link, saved dossiers, a whole CSV file.
import assert from "node:assert/strict";
import { readFile, rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { ask, open } from "./browser.mjs";
import { browser, site } from "./stage.mjs";

const TET = ask({ p: "1.004194", at: "2027-02-03T15:20" });
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "calculator-"));
});
after(() => rm(folder, { recursive: true }));

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return { name: download.suggestedFilename(), text: await readFile(path, "utf8") };
}

test("the calendar file is read by another parser, at the right moment", async () => {
  const { page, context } = await open(browser, site.url, { fragment: TET });
  await page.locator("#save-name").fill("Hồ sơ; số 1, \\ lần 2");
  const { name, text } = await saved(page, () => page.getByRole("button", { name: "Thêm vào lịch" }).click());
  assert.equal(name, "hen-tra-2027-02-15.ics");
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\r\n]/);
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
  // 17:00 in Viet Nam is 10:00 UTC.
  assert.equal(event.startDate.toJSDate().toISOString(), "2027-02-15T10:00:00.000Z");
  assert.equal(event.summary, "Hẹn trả kết quả: Hồ sơ; số 1, \\ lần 2 – Đăng ký tạm trú");
  assert.match(event.description, /khoản 2 Điều 147 Bộ luật Dân sự 2015/);
  assert.ok(event.uid.length > 5);
  await context.close();
});

test("every slip prints on one page of A5", async () => {
  for (const [name, fragment, part] of [
    ["Tết", TET, ".steps"],
    ["17 steps", ask({ l: "60 ngày làm việc", at: "2026-12-20T16:10", k: "interlinked" }), ".steps li:nth-child(17)"],
    ["flags and swapped days", ask({ l: "45 ngày làm việc", at: "2026-07-20T16:10", k: "interlinked" }), ".steps"],
    ["stages", ask({ g: "nd63_2024_birth", at: "2026-09-07T16:00", c: "identity_card,vneid_consent" }), ".stage:nth-child(5)"],
  ]) {
    const { page, context } = await open(browser, site.url, { fragment });
    await page.locator(part).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, name);
    const [width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf).slice(1).map(Number);
    assert.ok(Math.abs(width - 420) < 2 && Math.abs(height - 595) < 2, `${width} x ${height}`);
    await context.close();
  }
});

test("copy and link; the link opens the same answer", async () => {
  const { page, context } = await open(browser, site.url, { fragment: TET });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Sao chép" }).click();
  await page.locator(".actions .message", { hasText: "Đã sao chép" }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /17:00 thứ Hai 15\/02\/2027/);
  await page.getByRole("button", { name: "Chép liên kết" }).click();
  await page.locator(".actions .message", { hasText: "Đã chép liên kết" }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await context.close();
  const other = await open(browser, site.url, { fragment: link.slice(link.indexOf("#")), at: "2028-01-01T00:00" });
  assert.match(await other.page.locator(".due .date").innerText(), /15\/02\/2027/);
  await other.context.close();
});

test("without a clipboard the text is shown to be copied by hand", async () => {
  const { page, context } = await open(browser, site.url, { fragment: TET });
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
  await page.getByRole("button", { name: "Sao chép" }).click();
  assert.match(await page.locator("textarea").inputValue(), /15\/02\/2027/);
  await context.close();
});

test("dossiers are saved, survive a reload, open and are deleted", async () => {
  const { page, context } = await open(browser, site.url, { fragment: TET });
  await page.locator("#save-name").fill("<b>H99</b>");
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  await page.locator(".saved th", { hasText: "<b>H99</b>" }).waitFor();
  await page.goto(site.url);
  await page.reload();
  assert.match(await page.locator(".saved tr").innerText(), /15\/02\/2027[\s\S]*3 ngày làm việc/);
  await page.getByRole("button", { name: "Mở: <b>H99</b>" }).click();
  await page.locator(".due .date", { hasText: "15/02/2027" }).waitFor();
  await page.getByRole("button", { name: "Xóa: <b>H99</b>" }).click();
  await page.locator(".saved", { hasText: "Chưa lưu" }).waitFor();
  await context.close();
});

test("full, refused or spoilt storage is a message and loses nothing", async () => {
  for (const [name, text] of [["QuotaExceededError", /đã đầy/], ["SecurityError", /không cho lưu/]]) {
    const { page, context, faults } = await open(browser, site.url, { fragment: TET });
    await page.evaluate((kind) => { Storage.prototype.setItem = () => { throw new DOMException("no", kind); }; }, name);
    await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
    assert.match(await page.locator(".saved .error").innerText(), text);
    assert.equal(await page.locator(".saved tr").count(), 1);
    assert.deepEqual(faults, []);
    await context.close();
  }
  const { page, context, faults } = await open(browser, site.url);
  for (const value of ["{", "7", '[{"id":"a","name":"Giữ lại","fragment":"l=1 ngày&at=2026-11-23T09:00"},{"id":3},null]', '[{"id":"x","name":"y","fragment":"p=__proto__&at=<"}]']) {
    await page.evaluate((text) => localStorage.setItem("motcua-calculator-saved", text), value);
    await page.reload();
    await page.locator("h1").waitFor();
  }
  await page.evaluate(() => localStorage.setItem("motcua-calculator-saved", "{spoilt"));
  await page.goto(site.url + TET);
  await page.reload();
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  // What could not be read is kept aside before anything is written over it.
  assert.equal(await page.evaluate(() => localStorage.getItem("motcua-calculator-unread")), "{spoilt");
  assert.deepEqual(faults, []);
  await context.close();
});

const choose = (page, name, buffer) => page.locator(".pile input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(buffer) });

test("a CSV of receipts comes back with due dates, formulas disarmed", async () => {
  const { page, context, faults } = await open(browser, site.url);
  const rows = [
    "\uFEFFMã hồ sơ;Nhận lúc;Thời hạn;Ghi chú",
    '"=HYPERLINK(""http://x"")";24/04/2026 10:00;3 ngày làm việc;<img src=x onerror=alert(1)>',
    "+84;2026-08-03T09:00;30 ngày;-5",
    "@sum;13/02/2026;03 ngày làm việc;\"hai\ndòng\"",
    "d;31/02/2026;1 ngày;",
    "e;01/01/2300;1 ngày;",
    "f;24/04/2026;theo dự án;",
    "g;24/04/2026",
    "=1+1;24/04/2026;1 ngày;\t=2",
  ];
  await choose(page, "pile.csv", rows.join("\r\n"));
  await page.locator(".pile .message", { hasText: "Xong 8 dòng, 4 dòng" }).waitFor();
  const { name, text } = await saved(page, () => page.getByRole("button", { name: "Tải kết quả" }).click());
  assert.equal(name, "pile-hen-tra.csv");
  // Facts T1, T3 and T5 of the law.
  assert.match(text, /^"'=HYPERLINK\(""http:\/\/x""\)";24\/04\/2026 10:00;3 ngày làm việc;<img src=x onerror=alert\(1\)>;2026-05-04;2026-05-04T17:00:00;announced;\r$/m);
  assert.match(text, /^"?'\+84"?;.*;-5;2026-09-03;/m);
  assert.match(text, /^"?'@sum"?;13\/02\/2026;03 ngày làm việc;"hai\ndòng";2026-02-25;/m);
  assert.match(text, /^d;.*;date_invalid\r$/m);
  assert.match(text, /^e;.*;date_out_of_range\r$/m);
  assert.match(text, /^f;.*;limit_undetermined\r$/m);
  assert.match(text, /^g;24\/04\/2026;;;;;;amount_invalid\r$/m);
  assert.match(text, /^"'=1\+1";24\/04\/2026;1 ngày;"'\t=2";/m);
  assert.equal(await page.locator(".pile img").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("times as people and spreadsheets write them are read whole or refused, and no cell is lost", async () => {
  const { page, context, faults } = await open(browser, site.url);
  // What was received, the limit, and what stands behind them. Hours run on the clock, so the due moment shows how the time was read.
  const at = (moment) => `${moment.slice(0, 10)};${moment}:00;announced;`;
  const rows = [
    ["23/11/2026 4:15 chiều", "2 giờ", at("2026-11-23T18:15")], ["02/03/2026 3:20 PM", "1 giờ", at("2026-03-02T16:20")],
    ["23/11/2026 4:15:00 CH", "2 giờ", at("2026-11-23T18:15")], ["23/11/2026 12:05 SA", "1 giờ", at("2026-11-23T01:05")],
    ["23/11/2026 12:05 CH", "1 giờ", at("2026-11-23T13:05")], ["23/11/2026 9:15AM", "1 giờ", at("2026-11-23T10:15")],
    ["23/11/2026 7:30 tối", "1 giờ", at("2026-11-23T20:30")], ["23/11/2026 8 giờ 30 sáng", "1 giờ", at("2026-11-23T09:30")],
    ["23/11/2026 00:00", "4 giờ", at("2026-11-23T04:00")],
    ["23/11/2026 09:15 (sáng)", "1 giờ", ";;;date_invalid"], ["23/11/2026 15:20 SA", "1 giờ", ";;;date_invalid"],
    ["23/11/2026 9:15 chiều", "1 giờ", ";;;date_invalid"], ["23/11/2026 12:15 tối", "1 giờ", ";;;date_invalid"],
    ["23/11/2026 09:15 hoặc muộn hơn", "1 giờ", ";;;date_invalid"],
    ["23/11/2026", "4 giờ", ";;;time_missing"], ["23/11/2026", "30 phút", ";;;time_missing"], ["23/11/2026", "8 giờ làm việc", ";;;time_missing"],
    // Fact T1 of the law; blank cells at the end are none.
    ["24/04/2026", "3 ngày làm việc", "2026-05-04;2026-05-04T17:00:00;announced;", ";;"],
    ["23/11/2026 08:00", "3 ngày", ";;;cells_too_many;thừa;ô", ";thừa;ô"],
  ];
  const lines = rows.map(([received, limit, , beyond = ""], i) => `H${i};${received};${limit}${beyond}`);
  await choose(page, "excel.csv", ["sep=;", "# ghi chú, có dấu phẩy, của người xuất tệp", "", "Mã;Ngày tiếp nhận;Thời hạn giải quyết", ...lines].join("\r\n"));
  await page.locator(".pile .message", { hasText: "Xong 19 dòng, 9 dòng" }).waitFor();
  const { text } = await saved(page, () => page.getByRole("button", { name: "Tải kết quả" }).click());
  const written = text.replace(/^\uFEFF/, "").trimEnd().split("\r\n");
  assert.equal(written[0], "Mã;Ngày tiếp nhận;Thời hạn giải quyết;hen_tra_ngay;hen_tra_luc;do_chac_chan;loi");
  assert.deepEqual(written.slice(1), rows.map(([received, limit, answer], i) => `H${i};${received};${limit};${answer}`));
  const codes = await page.locator(".pile .codes").innerText();
  for (const words of [/time_missing: .*cần cả giờ nhận/, /cells_too_many: .*nhiều ô hơn/, /date_invalid: /]) assert.match(codes, words);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a cut-off counts only where it is shown, and what counts is said above the file", async () => {
  const file = "nhan_luc,thoi_han\n07/09/2026 16:10,1 ngày làm việc\n";
  // A Monday after 15:00: one working day ends on Tuesday, or on Wednesday where counting begins on Tuesday.
  for (const [fields, due, said] of [
    [{ p: "1.004194", h: "h0730" }, "2026-09-08", /7:30–12:00, 13:30–17:00;.*Theo ngày.*Nhận sau 15 giờ: Không có mốc giờ;/],
    [{ l: "1 ngày làm việc" }, "2026-09-09", /7:00–11:30, 13:30–17:00;.*Nhận sau 15 giờ: Liên thông: tính từ ngày làm việc sau;/],
  ]) {
    const { page, context } = await open(browser, site.url, { fragment: ask({ ...fields, at: "2026-09-07T16:10", k: "interlinked" }) });
    assert.match(await page.locator(".pile .ways").innerText(), said);
    await choose(page, "a.csv", file);
    await page.locator(".pile tbody", { hasText: due }).waitFor();
    assert.equal(await page.locator(".pile .hint.warn").count(), 0);
    await page.locator("#hours").selectOption("h0800");
    await page.locator(".pile .hint.warn", { hasText: "đã đổi sau khi tính" }).waitFor();
    await context.close();
  }
});

/** Text as Windows-1258 writes it: letters with their tone beside them where there is no letter for both. */
function windows1258(text) {
  const letters = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder("windows-1258").decode(Uint8Array.of(byte)), byte]));
  const bytes = [];
  for (const char of text.normalize("NFC")) {
    const parts = char.normalize("NFD");
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(parts)?.[0] ?? "";
    for (const one of letters.has(char) ? [char] : [parts.replace(tone, "").normalize("NFC"), tone]) bytes.push(letters.get(one));
  }
  return Buffer.from(bytes);
}

test("encodings of older programs are read, and said", async () => {
  const { page, context, faults } = await open(browser, site.url);
  const text = "Mã hồ sơ,Nhận lúc,Thời hạn\r\nSở Tư pháp,24/04/2026,3 ngày làm việc\r\n";
  const little = Buffer.from(`\uFEFF${text}`, "utf16le");
  for (const [name, buffer] of [
    ["UTF-16LE", little],
    ["UTF-16BE", Buffer.from(little).swap16()],
    ["UTF-16LE", Buffer.from(text.replace("Mã hồ sơ", "Ma ho so"), "utf16le")],
    ["WINDOWS-1258", windows1258(text)],
  ]) {
    await choose(page, "old.csv", buffer);
    await page.locator(".pile .hint.warn", { hasText: name }).waitFor();
    // Fact T1 of the law.
    assert.match(await page.locator(".pile tbody").innerText(), /2026-05-04[\s\S]*3 ngày làm việc/);
    const { text: written } = await saved(page, () => page.getByRole("button", { name: "Tải kết quả" }).click());
    assert.match(written, /Sở Tư pháp|Ma ho so/);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("files that cannot be read are named as such", async () => {
  const { page, context } = await open(browser, site.url);
  for (const [buffer, text] of [
    [Buffer.from([0x6e, 0x68, 0xe3, 0x2c, 0xff, 0x0a]), /bảng mã không đọc được/],
    // A font encoding of old offices: the heads can be read, the limits cannot.
    [Buffer.from("nhan_luc,thoi_han\n24/04/2026,3 ng\xb5y l\xb5m vi\xd6c\n", "latin1"), /bảng mã không đọc được/],
    ["nhan_luc,thoi_han\n24/04/2026,\"3 ngày\n24/04/2026,1 ngày\n", /nháy kép.*Dòng 2/],
    ["a,b\n1,2\n", /Không thấy cột/],
    ["", /không có dòng/],
    ["nhan_luc,thoi_han\n", /không có dòng/],
    ["sep=;\nnhan_luc;thoi_han\n24/04/2026;1 ngày\n24/04/2026;\"3 ngày\n", /nháy kép.*Dòng 4/],
    // How .xlsx and .xls begin.
    [Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /Đây là tệp bảng tính/],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /Đây là tệp bảng tính/],
  ]) {
    await choose(page, "bad.csv", buffer);
    await page.locator(".pile .error").filter({ hasText: text }).waitFor();
  }
  await context.close();
});

test("100,000 rows with progress, and the page stays awake; a stop stops", async () => {
  const { page, context } = await open(browser, site.url);
  const limits = ["3 ngày làm việc", "30 ngày", "8 giờ làm việc", "trong ngày"];
  const lines = ["ma,nhan_luc,thoi_han"];
  for (let i = 0; i < 100_000; i++) lines.push(`H${i},${String(1 + (i % 28)).padStart(2, "0")}/${String(1 + (i % 12)).padStart(2, "0")}/2026 09:${String(i % 60).padStart(2, "0")},${limits[i % 4]}`);
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const beat = () => {
      window.longest = Math.max(window.longest, performance.now() - last);
      last = performance.now();
      requestAnimationFrame(beat);
    };
    beat();
  });
  const begun = Date.now();
  await choose(page, "big.csv", lines.join("\n"));
  // The test hands the file over through the page's own thread; what counts begins after that.
  await page.locator(".pile progress").waitFor();
  await page.evaluate(() => { window.longest = 0; });
  await page.locator(".pile .message", { hasText: "Xong 100000 dòng." }).waitFor({ timeout: 60_000 });
  const frame = await page.evaluate(() => window.longest);
  console.log(`100,000 rows in ${Date.now() - begun} ms, longest frame ${Math.round(frame)} ms`);
  await choose(page, "big.csv", lines.concat(lines.slice(1), lines.slice(1), lines.slice(1)).join("\n"));
  await page.getByRole("button", { name: "Dừng" }).click();
  await page.locator(".pile .message", { hasText: "Đã dừng" }).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("button", { name: "Tải kết quả" }).count(), 0);
  await context.close();
});
