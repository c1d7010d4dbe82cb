// The second page: rates counted again in another way, ranks as published, files as they come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, site } from "./stage.mjs";
import { compare, counted, csv, dossiers, give, percent, sample, saved, settled, table, text, visit, wilson } from "./analysts.mjs";

const group = async (page, name) => {
  await page.getByRole("radio", { name, exact: true }).check();
  await settled(page);
  await page.locator(".numbers thead th", { hasText: name }).first().waitFor();
};
const plainMonth = (month) => `Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`;

test("on-time rates by unit, field, officer and month are those of a naive count", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  await sample(page, 0);
  const rows = dossiers();
  // The last receipt or result of the file, before today.
  const asOf = rows.flatMap(({ received, finished }) => [received, finished]).sort().at(-1);
  assert.match(await page.locator(".choices-box summary").innerText(), new RegExp(asOf.split("-").reverse().join("/")));
  compare(await table(page), counted(rows, ({ unit }) => unit, asOf), (name) => name);
  await group(page, "Lĩnh vực");
  compare(await table(page), counted(rows, ({ field }) => field, asOf), (name) => name);
  await group(page, "Cán bộ");
  compare(await table(page), counted(rows, ({ officer }) => officer, asOf), (name) => name);
  await group(page, "Tháng");
  compare(await table(page), counted(rows, ({ received }) => received.slice(0, 7), asOf), plainMonth);
  assert.match(await page.locator(".source").innerText(), /giả định/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("as of an earlier day, and for a period with what was carried over", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  await sample(page, 0);
  await page.locator(".choices-box summary").click();
  await page.getByLabel("Tính đến hết ngày").fill("30/06/2026");
  await page.getByLabel("Kỳ báo cáo từ").fill("01/04/2026");
  await page.getByLabel("Kỳ báo cáo từ").press("Enter");
  await page.locator(".findings", { hasText: "30/06/2026 còn" }).waitFor();
  await page.locator(".findings", { hasText: "kỳ 01/04/2026" }).waitFor();
  compare(await table(page), counted(dossiers(), ({ unit }) => unit, "2026-06-30", "2026-04-01"), (name) => name);
  await page.getByLabel("Tính đến hết ngày").fill("31/06/2026");
  await page.getByLabel("Tính đến hết ngày").press("Enter");
  await page.locator("#choice-asOf-error").waitFor();
  assert.match(await page.locator("#choice-asOf-error").innerText(), /Không có ngày này/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the ranks of the 34 provinces are those published, and each is stated with its size", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  await sample(page, 1);
  const published = csv(text("provinces_2025.csv")).slice(1);
  const rows = (await table(page)).slice(1);
  assert.deepEqual(rows.map(([name, rank]) => [name, rank]), published.map((row) => [row[0], `${row[9]}/34`]));
  assert.deepEqual(rows.map((row) => Number(row[2].replace(",", "."))), published.map((row) => Number(row[8])));
  await page.getByLabel("Đơn vị cần xem").selectOption({ label: "UBND tỉnh Quảng Trị" });
  assert.match(await page.locator(".statement").innerText(), /5\/34\s+UBND tỉnh Quảng Trị: xếp thứ 5\/34 \(năm 2025;/);
  assert.match(await page.locator(".findings").innerText(), /Khớp thứ hạng đã công bố: 34\/34/);
  assert.match(await page.locator(".intervals figcaption").innerText(), /2\.000 lượt.*766.*không phải sai số/);
  // The sentence is of one language, whichever it was loaded in.
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".statement", { hasText: "34 provinces and cities" }).waitFor();
  assert.match(await page.locator(".statement").innerText(), /\(2025; 34 provinces and cities; rule set: Decision 766\/QĐ-TTg, ten months\)/);
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  await page.locator(".statement", { hasText: "34 tỉnh, thành phố" }).waitFor();
  // One rank for each line of the picture, in the order of the table.
  assert.deepEqual(await page.locator(".intervals .label").allInnerTexts(), rows.map(([name]) => name));
  assert.deepEqual(faults, []);
  await context.close();
});

test("without a total the points are added up, exactly, and rank the same", async () => {
  const { page, context } = await visit(browser, site.url);
  const published = csv(text("provinces_2025.csv"));
  const lines = published.map((row) => [row[0], ...row.slice(2, 8).map((cell) => cell.replace(".", ","))].join(";"));
  await give(page, lines.join("\n"));
  await page.locator(".numbers tbody tr").first().waitFor();
  const found = new Map((await table(page)).slice(1).map(([name, rank, score]) => [name, [rank, Number(score.replace(",", "."))]]));
  for (const row of published.slice(1)) assert.deepEqual(found.get(row[0]), [`${row[9]}/34`, Number(row[8])], row[0]);
  assert.match(await page.locator(".answer").innerText(), /được cộng từ các cột: TDGQ, MDHL, MDSH, TTTT, CLGQ, CKMB/);
  await context.close();
});

test("shares of a survey are ranked with intervals, the same each time", async () => {
  const { page, context } = await visit(browser, site.url);
  await sample(page, 2);
  const first = await table(page);
  const shares = csv(text("satisfaction_made_up.csv")).slice(1).map(([name, satisfied, asked]) => ({ name, satisfied: Number(satisfied), asked: Number(asked) }));
  for (const { name, satisfied, asked } of shares) {
    const better = shares.filter((other) => other.satisfied * asked > satisfied * other.asked).length;
    assert.equal(first.find((row) => row[0] === name)[1], `${better + 1}/18`, name);
  }
  // A share is no number of points: in percent with two decimals, and called what it is.
  assert.equal(first[0][2], "Tỷ lệ hài lòng");
  for (const [name, , share] of first.slice(1)) {
    const one = shares.find((other) => other.name === name);
    assert.equal(share, percent(one.satisfied, one.asked), name);
  }
  assert.match(await page.locator(".findings").innerText(), new RegExp(`Đứng đầu: ${first[1][0]}, tỷ lệ hài lòng ${first[1][2]}\\.`));
  assert.doesNotMatch(await page.locator(".findings").innerText(), /điểm/);
  await sample(page, 0);
  await page.locator(".tiles").waitFor();
  await sample(page, 2);
  await page.locator(".statement").waitFor();
  assert.deepEqual(await table(page), first);
  // As in the vector rank_uncertainty_three_communes: two that cannot be told apart, and a third that can.
  await give(page, "unit,satisfied,asked\na,28,30\nb,26,30\nc,3,30\n");
  await page.locator(".statement", { hasText: "1/3" }).waitFor();
  assert.deepEqual((await table(page)).slice(1).map((row) => [row[0], row[1], row[3]]), [["a", "1/3", "1–2"], ["b", "2/3", "1–2"], ["c", "3/3", "3–3"]]);
  await context.close();
});

test("totals alone: a rank, a tie, and that nobody knows how sure it is", async () => {
  const { page, context } = await visit(browser, site.url);
  await give(page, "Đơn vị,Tổng điểm\nXã 1,80\nXã 2,91.5\nXã 3,91.50\nXã 4,x\nXã 1,7\n");
  await page.locator(".statement").waitFor();
  const rows = (await table(page)).slice(1);
  assert.deepEqual(rows.map((row) => row.slice(0, 3)), [["Xã 2", "1/3", "91,5"], ["Xã 3", "1/3", "91,5"], ["Xã 1", "3/3", "80,0"]].map((row) => row));
  assert.match(await page.locator(".intervals figcaption").innerText(), /chỉ có tổng điểm/);
  const problems = await page.locator(".problem-rows li").allInnerTexts();
  assert.match(problems[0], /Dòng 5.*Tổng điểm.*Không phải số.*x.*amount_invalid/s);
  assert.match(problems[1], /Dòng 6.*Xã 1.*code_duplicate/s);
  await context.close();
});

test("tables are sorted by any head, the picture follows, and the file holds what is shown", async () => {
  const { page, context } = await visit(browser, site.url);
  await sample(page, 0);
  const late = page.locator(".numbers thead th", { hasText: "Giải quyết quá hạn" }).first();
  await late.getByRole("button").click();
  assert.equal(await late.getAttribute("aria-sort"), "ascending");
  const column = (await table(page))[0].indexOf("Giải quyết quá hạn");
  const values = async () => (await table(page)).slice(1, -1).map((row) => Number(row[column]));
  assert.deepEqual(await values(), (await values()).toSorted((a, b) => a - b));
  await late.getByRole("button").press("Enter");
  assert.deepEqual(await values(), (await values()).toSorted((a, b) => b - a));
  assert.deepEqual(await page.locator(".intervals .label").allInnerTexts(), (await table(page)).slice(1, -1).map(([name]) => name));
  const { name, text: source } = await saved(page, "Tải bảng (CSV)");
  assert.equal(name, "dossiers_made_up-unit.csv");
  const [heads, ...rows] = csv(source.replace(/^\uFEFF/, ""));
  const own = counted(dossiers(), ({ unit }) => unit, "2026-10-30");
  for (const [unit, one] of own) {
    const row = rows.find(([first]) => first === unit);
    const cell = (head) => Number(row[heads.indexOf(head)]);
    assert.deepEqual([cell("to_handle"), cell("early"), cell("on_time"), cell("late"), cell("within_term"), cell("overdue")], [one.all, one.early, one.onTime, one.late, one.within, one.overdue]);
    // Wilson's bounds in percent, with two decimals like the rate between them.
    wilson(one.early + one.onTime, one.early + one.onTime + one.late).forEach((bound, side) => {
      const written = row[heads.indexOf(["on_time_low", "on_time_high"][side])];
      assert.match(written, /^\d+\.\d\d$/);
      assert.ok(Math.abs(bound - Number(written)) <= 0.00501, `${unit}: ${bound} ${written}`);
    });
  }
  assert.equal(rows.at(-1)[0], "Tất cả");
  await context.close();
});

test("what was resolved on a day off after its due day is late by 0 working days, and the picture says so", async () => {
  const { page, context } = await visit(browser, site.url);
  // Due on a Friday and resolved on the Saturday after it: late, with no working day between.
  await give(page, "unit,received,due,resolved\nA,05/10/2026,09/10/2026,10/10/2026\n");
  await page.locator(".histogram").waitFor();
  assert.match(await page.locator(".composition").innerText(), /Giải quyết quá hạn:\s+1/);
  const bar = page.locator(".histogram li", { has: page.locator(".text", { hasText: /^1$/ }) });
  assert.match(await bar.innerText(), /^0 ngày làm việc\s+1$/);
  assert.match(await page.locator(".histogram + .hint").innerText(), /ngày nghỉ sau ngày hẹn.*quá hạn 0 ngày làm việc/);
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".histogram + .hint", { hasText: "late by 0 working days" }).waitFor();
  assert.match(await bar.innerText(), /^0 working days\s+1$/);
  await context.close();
});

test("the other rates change picture and column", async () => {
  const { page, context } = await visit(browser, site.url);
  await sample(page, 0);
  await page.getByRole("radio", { name: "Tỷ lệ hồ sơ đúng tiến độ" }).check();
  const rows = await table(page);
  const all = counted(dossiers(), () => "", "2026-10-30").get("");
  const kept = ((100 * (all.early + all.onTime + all.within)) / all.all).toFixed(2).replace(".", ",");
  assert.equal(rows.at(-1)[rows[0].indexOf("Tỷ lệ hồ sơ đúng tiến độ")], `${kept} %`);
  assert.match(await page.locator(".intervals figcaption").innerText(), /Phải giải quyết/);
  await context.close();
});

test("both pages lead to one another, in the reader's language", async () => {
  const { page, context, faults } = await visit(browser, site.url, { lang: "en" });
  await page.getByRole("link", { name: "Due date calculator" }).click();
  await page.locator(".pile").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.getByRole("link", { name: "On time, and ranks" }).click();
  await page.locator("h1", { hasText: "On time, and ranks" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
