// Interlinked procedures, supplements and an office's own days. Expected dates come from the law and the library's vectors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ask, open } from "./browser.mjs";
import { browser, site } from "./stage.mjs";

const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/interlinked.json", import.meta.url), "utf8")).cases;
const vietnamese = (date) => date.slice(0, 10).split("-").reverse().join("/");
const moment = (text) => `${text.slice(11, 16)} `;
const fieldsOf = ({ group, received_at: at, cases = [], cutoff_effect: effect }) =>
  ({ g: group, at: at.slice(0, 16), ...(cases.length > 0 ? { c: cases.join(",") } : {}), ...(effect === undefined ? {} : { e: effect }) });

test("vectors of the groups of law give their total and their stages on the page", async () => {
  const cases = vectors.filter(({ given, expect }) => expect !== undefined && given.group !== undefined && given.received_at.endsWith(":00")
    && Object.keys(given).every((name) => ["group", "received_at", "cases", "cutoff_effect"].includes(name)));
  assert.ok(cases.length > 15, `${cases.length} cases`);
  const { page, context, faults } = await open(browser, site.url, { at: "2026-11-23T08:00" });
  for (const { id, given, expect } of cases) {
    await page.evaluate((fragment) => { location.hash = fragment; }, ask(fieldsOf(given)));
    await page.locator(".stages").waitFor();
    await page.waitForFunction((date) => document.querySelector("#date").value === date, vietnamese(given.received_at));
    await page.waitForFunction(
      (on) => document.querySelector(".stages .axis span")?.textContent === on, vietnamese(given.received_at), { timeout: 5000 },
    );
    await page.waitForTimeout(50);
    const total = await page.locator(".stages .total .stage-due").innerText();
    if (expect.total_due_on) assert.ok(total.includes(vietnamese(expect.total_due_on)), `${id}: ${total}`);
    if (expect.total_due_on === null) assert.match(total, /Chưa rõ/, id);
    if (expect.total_due_on ?? expect.due_on) assert.equal(await page.locator(".due .date strong").innerText(), vietnamese(expect.total_due_on ?? expect.due_on), id);
    if (expect.due_on === null && expect.known_due_on === null && expect.total_due_on === null) assert.equal(await page.locator(".result > .due").count(), 0, id);
    if (expect.over_total === true) assert.match(await page.locator(".result > .due").innerText(), new RegExp(`muộn hơn tổng thời hạn ${expect.over_by_working_days} ngày`), id);
    for (const stage of expect.stages ?? []) {
      const shown = await page.locator(".stage", { has: page.locator(".stage-name strong", { hasText: new RegExp(`^${stage.name_vi}$`) }) }).innerText();
      assert.ok(shown.includes(stage.unit), `${id}: ${shown}`);
      assert.ok(stage.due_at === null ? /Chưa rõ thời hạn/.test(shown) : shown.includes(moment(stage.due_at)) && shown.includes(vietnamese(stage.due_at)), `${id}: ${shown}`);
    }
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("each stage says what it waits for and its legal basis; what no text confirms is said", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: ask({ g: "nd63_2024_birth", at: "2026-09-07T10:00", c: "vneid_consent" }), at: "2026-09-08T09:00" });
  const stage = (name) => page.locator(".stage", { hasText: name }).first();
  await page.locator(".stages").waitFor();
  assert.match(await stage("Đăng ký khai sinh").innerText(), /Bắt đầu ngay khi tiếp nhận/);
  // `after` of the stage in the library's data of law.
  assert.match(await stage("Đăng ký thường trú").innerText(), /Chờ: Đăng ký khai sinh, Ý kiến đồng ý qua VNeID/);
  assert.match(await stage("Ý kiến đồng ý").innerText(), /Không tính vào tổng/);
  assert.match(await page.locator(".stages .total").innerText(), /khoản 2 Điều 7 Nghị định 63\/2024\/NĐ-CP/);
  assert.match(await page.locator(".unconfirmed").innerText(), /Thứ tự các công đoạn là cách mô hình hóa/);
  assert.equal(await page.locator(".stage svg").count(), 4);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a group is chosen by hand, by procedure, with its cases; a late receipt offers both readings", async () => {
  const { page, context } = await open(browser, site.url, { at: "2026-09-07T16:00" });
  await page.getByRole("radio", { name: "Liên thông" }).check();
  await page.locator("#group").selectOption("nd63_2024_birth");
  await page.locator(".due .date", { hasText: "11/09/2026" }).waitFor();
  // Fact T14: day 0 gives Friday, day 1 Thursday.
  await page.locator("#effect").selectOption("day_1");
  await page.locator(".due .date", { hasText: "10/09/2026" }).waitFor();
  await page.getByLabel("Phải xác minh").check();
  await page.waitForURL(/g=nd63_2024_birth&c=verification/);
  await page.getByRole("radio", { name: "Thủ tục" }).check();
  await page.locator("#procedure").click();
  await page.keyboard.type("2.000986");
  await page.keyboard.press("Enter");
  await page.locator(".stages .total", { hasText: "Thông tư liên tịch 05/2015" }).waitFor();
  await context.close();
});

test("whatever was chosen and moves a group is seen, and can be undone", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: ask({ g: "nd63_2024_birth", at: "2026-11-20T10:00", n: "by_clock", r: "forward", d: "yes", s: "no" }) });
  await page.locator(".stages").waitFor();
  for (const id of ["roll", "culture-day", "worked-saturday"]) assert.ok(await page.locator(`#${id}`).isVisible(), id);
  await page.locator("#counting").selectOption("by_date");
  await page.locator("#culture-day").selectOption("no");
  // By date, 2 working days from Friday: Monday, and Wednesday after Culture Day; the choice is gone when it is as by default.
  await page.locator(".stage", { hasText: "Đăng ký thường trú" }).locator(".stage-due", { hasText: "17:00" }).waitFor();
  await page.locator("#counting").waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
  await context.close();
});

test("a cut-off chosen for a typed limit does not go on, hidden, with another question", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "3 ngày làm việc", at: "2026-09-07T16:00", k: "interlinked" }) });
  // Fact T14: with the cut-off Friday; without it Tuesday, Wednesday and Thursday are counted.
  await page.locator(".due .date", { hasText: "11/09/2026" }).waitFor();
  for (const name of ["Liên thông", "Thủ tục", "Thời hạn"]) await page.getByRole("radio", { name, exact: true }).check();
  await page.locator(".due .date", { hasText: "10/09/2026" }).waitFor();
  assert.equal(await page.locator("#cutoff").inputValue(), "");
  await context.close();
});

test("stages whose time is not counted are named at the total, with their end", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ g: "nd63_2024_birth", at: "2026-11-20T10:00", c: "vneid_consent" }) });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".stages").waitFor();
  // Five working days from Friday 20 November 2026, with Culture Day off on the 24th: 23, 25, 26, 27 and 30; then three of the total.
  const line = /Không tính thời gian của công đoạn “Ý kiến đồng ý qua VNeID”, kết thúc chậm nhất 17:00 thứ Hai 30\/11\/2026/;
  assert.match(await page.locator(".stages .total").innerText(), line);
  assert.match(await page.locator(".stages .total").innerText(), /03\/12\/2026/);
  await page.getByRole("button", { name: "Sao chép" }).click();
  await page.locator(".actions .message", { hasText: "Đã sao chép" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), line);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".stages .total .stage-waits").isVisible());
  await context.close();
});

test("that the cut-off moves the total and no stage is said when it happened", async () => {
  for (const [time, count] of [["16:00", 1], ["10:00", 0]]) {
    const { page, context } = await open(browser, site.url, { fragment: ask({ g: "nd63_2024_birth", at: `2026-09-07T${time}` }) });
    await page.locator(".stages").waitFor();
    assert.equal(await page.locator(".stages", { hasText: "chỉ lùi tổng thời hạn" }).count(), count, time);
    await context.close();
  }
});

test("a group before its time, unknown groups and cases are messages", async () => {
  for (const [fields, text] of [
    [{ g: "nd63_2024_birth", at: "2024-06-28T10:00" }, /không đoán/],
    [{ g: "nd63", at: "2026-09-07T10:00" }, /Không có lựa chọn/],
    [{ g: "nd63_2024_birth", at: "2026-09-07T10:00", c: "remote" }, /Không có lựa chọn/],
  ]) {
    const { page, context, faults } = await open(browser, site.url, { fragment: ask(fields) });
    await page.locator(".result .empty").filter({ hasText: text }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test("a group is saved, opened again, and goes to the calendar", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ g: "nd63_2024_death", at: "2026-09-07T10:00" }), at: "2026-09-08T09:00" });
  await page.locator(".stages").waitFor();
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  // Vector death_registration_and_residence_only.
  await page.locator(".saved tr", { hasText: "09/09/2026" }).waitFor();
  await page.reload();
  assert.match(await page.locator(".saved tr", { hasText: "09/09/2026" }).innerText(), /1 ngày làm việc/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Thêm vào lịch" }).click()]);
  assert.equal(download.suggestedFilename(), "hen-tra-2026-09-09.ics");
  await context.close();
});

test("papers asked for: the limit runs again or pauses, by the regime of the day", async () => {
  // Fact T8: received on 6 July 2026, asked on Wednesday 8, complete on Tuesday 14; again gives Tuesday 21, a pause Friday 17.
  const fragment = ask({ l: "5 ngày làm việc", at: "2026-07-06T08:00" });
  const { page, context, faults } = await open(browser, site.url, { fragment, at: "2026-07-14T10:00" });
  assert.match(await page.locator(".due .date").innerText(), /13\/07\/2026/);
  const supplement = page.locator(".supplement");
  assert.match(await supplement.innerText(), /hẹn trả 17:00 thứ Ba 21\/07\/2026/);
  await supplement.getByRole("button").click();
  await page.locator("#asked-date").fill("08/07/2026");
  await page.locator("#asked-time").fill("10h00");
  await supplement.locator(".policies").waitFor();
  const policies = await supplement.locator(".policies li").allInnerTexts();
  assert.match(policies[0], /17:00 thứ Ba 21\/07\/2026[\s\S]*chưa có văn bản xác nhận[\s\S]*Nghị định 118\/2025/);
  assert.match(policies[1], /17:00 thứ Sáu 17\/07\/2026/);
  await page.waitForURL(/q=2026-07-08T10:00/);
  await page.locator("#asked-date").fill("05/07/2026");
  await page.locator("#asked-error", { hasText: "sau lúc tiếp nhận" }).waitFor();
  await page.locator("#asked-date").fill("32/07/2026");
  await page.locator("#asked-error", { hasText: "Không có ngày này" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
  // The older decree has the rule in Art. 19.4.
  const older = await open(browser, site.url, { fragment: ask({ l: "5 ngày làm việc", at: "2024-07-08T08:00", q: "2024-07-10T10:00" }), at: "2024-07-12T10:00" });
  await older.page.locator(".policies").waitFor();
  assert.match(await older.page.locator(".policies .rule").innerText(), /Theo nghị định[\s\S]*khoản 4 Điều 19 Nghị định 61\/2018/);
  assert.equal(await older.page.locator(".policies .tag.warn").count(), 0);
  await older.context.close();
});

test("days of the agency's own move the due date, stand in the link and are refused beside their fields", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: ask({ l: "2 ngày làm việc", at: "2026-10-16T09:00" }), at: "2026-10-16T09:00" });
  // Received on a Friday: Monday and Tuesday are counted.
  await page.locator(".due .date", { hasText: "20/10/2026" }).waitFor();
  await page.locator(".local summary").click();
  await page.getByRole("button", { name: "Thêm ngày nghỉ" }).click();
  await page.locator("#local-0-from").fill("19/10/2026");
  await page.locator("#local-0-to").fill("20/10/2026");
  await page.locator("#local-0-reason").fill("Nghỉ do lũ <b>lụt</b>");
  await page.locator("#local-0-decision").fill("12/TB-UBND");
  // With Monday and Tuesday closed, Wednesday and Thursday are counted.
  await page.locator(".due .date", { hasText: "22/10/2026" }).waitFor();
  await page.locator(".steps", { hasText: "Nghỉ do lũ <b>lụt</b>" }).waitFor();
  await page.getByRole("button", { name: "Thêm ngày làm bù" }).click();
  await page.locator("#local-1-from").fill("17/10/2026");
  // Days without a decision named have a reason all the same, and no empty brackets.
  assert.match(await page.locator("#local-1-reason").inputValue(), /làm bù/);
  // And the Saturday worked is one of them.
  await page.locator(".due .date", { hasText: "21/10/2026" }).waitFor();
  assert.doesNotMatch(await page.locator(".steps").innerText(), /\[\]|; *$/m);
  await page.waitForURL(/o=2026-10-17/);
  const link = page.url();
  await page.locator("#local-0-to").fill("18/10/2026");
  // A day is what both are, in the wrong order.
  assert.match(await page.locator("#local-0-error").innerText(), /đứng trước ngày đầu/);
  await page.locator("#local-0-to").fill("31/11/2026");
  assert.match(await page.locator("#local-0-error").innerText(), /Không có ngày này/);
  assert.equal(await page.locator("#local-1-error").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
  const other = await open(browser, site.url, { fragment: link.slice(link.indexOf("#")) });
  assert.match(await other.page.locator(".due .date").innerText(), /21\/10\/2026/);
  assert.equal(await other.page.locator("#local-0-reason").inputValue(), "Nghỉ do lũ <b>lụt</b>");
  await other.context.close();
});

test("weekly rest of the agency's own: Saturdays count, and a week without a day of work is refused", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "2 ngày làm việc", at: "2026-10-16T09:00", w: "sun" }) });
  // Saturday 17 and Monday 19 October.
  await page.locator(".due .date", { hasText: "19/10/2026" }).waitFor();
  for (const day of ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"]) await page.getByRole("checkbox", { name: day }).check();
  assert.match(await page.locator("#rest-error").innerText(), /ít nhất một ngày/);
  await context.close();
});

test("the agency's own calendar stays open while it is being filled in", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "2 ngày làm việc", at: "2026-10-16T09:00" }) });
  await page.locator(".local summary").click();
  await page.getByRole("button", { name: "Thêm ngày nghỉ" }).click();
  await page.getByRole("button", { name: "Bỏ ngày này" }).click();
  await page.locator("#local-0-from").waitFor({ state: "detached" });
  assert.ok(await page.getByRole("button", { name: "Thêm ngày nghỉ" }).isVisible());
  await context.close();
});

test("office hours to choose from change the hour of the result, and hostile days do nothing", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "8 giờ làm việc", at: "2026-11-26T07:10" }) });
  await page.locator(".due .time", { hasText: "07:10" }).waitFor();
  await page.locator("#hours").selectOption("h0730");
  // 7:30 to 12:00 and 13:30 to 17:00 are the 8 hours, and all of them lie after receipt.
  await page.locator(".due .time", { hasText: "17:00" }).waitFor();
  await page.locator("#hours").selectOption("h0800");
  // 8:00 to 12:00 and 13:00 to 17:00 likewise; but nobody has seen a decision that says so.
  assert.match(await page.locator("#hours-hint").innerText(), /chưa đối chiếu/);
  await context.close();
  for (const fragment of ["#l=1 ngày&w=xyz", "#l=1 ngày&w=sun,sun", `#l=1 ngày&${"x=2026-01-01&".repeat(40)}`, "#l=1 ngày&x=%00|||", "#l=1 ngày&x=|||||", "#g=%3Cb%3E&c=__proto__", "#l=1 ngày&q=abc"]) {
    const hostile = await open(browser, site.url, { fragment, at: "2026-11-23T09:00" });
    assert.ok(await hostile.page.locator(".problems").isVisible(), fragment);
    assert.deepEqual(hostile.faults, [], fragment);
    await hostile.context.close();
  }
});

test("without the large part the page says so, and tries again", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "5 ngày làm việc", at: "2026-07-06T08:00" }), at: "2026-07-14T10:00", serviceWorkers: "block" });
  await page.route(/full-.*\.js/, (route) => route.abort());
  await page.locator(".supplement button").click();
  const again = page.getByRole("button", { name: "Thử lại" });
  await again.waitFor();
  await page.unroute(/full-.*\.js/);
  assert.match(await page.locator(".due .date").innerText(), /13\/07\/2026/);
  await context.close();
});
