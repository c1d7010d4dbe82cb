// What the page answers. Expected dates come from the library's vectors, which come from the law, and from the announcements of days off.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ICAL from "ical.js";
import { ask, open } from "./browser.mjs";
import { browser, site } from "./stage.mjs";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), "utf8")).cases;
const vietnamese = (date) => date.slice(0, 10).split("-").reverse().join("/");
const dueOf = async (page) => (await page.locator(".due .date").innerText()).replace(/\s+/g, " ");

const UNITS = { working_day: "ngày làm việc", working_hour: "giờ làm việc", day: "ngày", week: "tuần", month: "tháng", year: "năm", hour: "giờ", minute: "phút" };

test("vectors of the law give their dates on the page", async () => {
  const files = ["deadline_by_date", "deadline_calendar_units", "deadline_reasons", "deadline_by_clock"];
  const cases = files.flatMap(vectors).filter(({ given, expect }) =>
    expect !== undefined && given.received_at !== undefined && given.limit?.unit in UNITS && given.calendar === undefined && given.hours === undefined
    && Object.keys(given).every((name) => ["received_at", "limit", "counting"].includes(name)));
  assert.ok(cases.length > 20, `${cases.length} cases`);
  const { page, context, faults } = await open(browser, site.url, { at: "2026-11-23T08:00" });
  for (const { id, given, expect } of cases) {
    const limit = `${given.limit.amount.replace(".", ",")} ${UNITS[given.limit.unit]}`;
    const fields = { l: limit, at: given.received_at.slice(0, 16) };
    if (given.received_at.slice(17) !== "00") continue;
    if (given.counting !== undefined) fields.n = given.counting;
    await page.evaluate((fragment) => { location.hash = fragment; }, ask(fields));
    await page.locator(".due .what", { hasText: limit }).waitFor();
    const wanted = vietnamese(expect.due_on ?? expect.due_at);
    await page.waitForFunction((date) => document.querySelector(".due .date strong")?.textContent === date, wanted, { timeout: 3000 })
      .catch(async () => assert.fail(`${id}: ${await dueOf(page)}, wanted ${wanted}`));
    if (expect.due_at !== undefined) assert.equal(await page.locator(".due .time").innerText(), `lúc ${expect.due_at.slice(11, 16)}`, id);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("a Tết deadline says why it is that date", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: ask({ p: "1.004194", at: "2027-02-03T15:20" }) });
  // 4 to 8 February holiday and 9 to 10 in lieu: vector reasons_one_over_tet_2027; then Thursday, Friday and Monday.
  assert.equal(await dueOf(page), "Thứ Hai 15/02/2027");
  const steps = await page.locator(".steps").innerText();
  assert.match(steps, /Tết Âm lịch/);
  assert.match(steps, /nghỉ bù/);
  assert.match(steps, /khoản 2 Điều 147 Bộ luật Dân sự 2015/);
  assert.match(steps, /khoản 3 Điều 111 Bộ luật Lao động 2019/);
  assert.match(await page.locator("#day-2027-02-09 .hidden").textContent(), /thứ Ba 09\/02\/2027.*[Nn]ghỉ bù/i);
  assert.match(await page.locator("#day-2027-02-11 .hidden").textContent(), /Ngày thứ 1/);
  assert.match(await page.locator("#day-2027-02-15 .hidden").textContent(), /Ngày thứ 3, Hẹn trả/);
  assert.match(await page.locator(".left").innerText(), /3 ngày làm việc/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a birth registered after 15:00 before Culture Day waits for two days", async () => {
  // Law on Civil Status Art. 5.3, Resolution 28/2026/QH16: 24 November 2026 is a holiday.
  const { page, context } = await open(browser, site.url, { fragment: ask({ p: "1.001193", at: "2026-11-23T15:20" }) });
  assert.equal(await dueOf(page), "Thứ Tư 25/11/2026");
  await page.locator("#time").fill("15h00");
  await page.waitForFunction(() => document.querySelector(".due .date strong")?.textContent === "23/11/2026");
  await context.close();
});

test("a hand-over that lies after the due moment is not told", async () => {
  // Received and due on the day before Tết, while the hand-over may wait until the first working day after it.
  const { page, context } = await open(browser, site.url, { fragment: ask({ p: "2.001159", at: "2027-02-03T15:20" }) });
  await page.locator(".due .date", { hasText: "03/02/2027" }).waitFor();
  await page.locator(".facts").waitFor();
  assert.doesNotMatch(await page.locator(".facts").innerText(), /chuyển hồ sơ/);
  await page.evaluate((fragment) => { location.hash = fragment; }, ask({ p: "1.004194", at: "2027-02-03T15:20" }));
  await page.locator(".facts", { hasText: "chuyển hồ sơ" }).waitFor();
  await context.close();
});

test("overdue by no time of work is said without a zero", async () => {
  // Due on Friday 13 November 2026 at closing time; now it is Saturday, and then Monday at nine.
  const fragment = ask({ l: "1 ngày làm việc", at: "2026-11-12T09:00" });
  const { page, context } = await open(browser, site.url, { fragment, at: "2026-11-14T10:00" });
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  assert.match(await page.locator(".left").innerText(), /^Đã quá hạn tính đến/);
  assert.equal(await page.locator(".saved td.past").innerText(), "Đã quá hạn");
  await context.close();
  const monday = await open(browser, site.url, { fragment, at: "2026-11-16T09:00" });
  // The office opens at seven.
  assert.match(await monday.page.locator(".left").innerText(), /^Đã quá hạn 1 ngày làm việc \(2 giờ trong giờ làm việc\)/);
  await monday.context.close();
});

test("a special case the catalogue does not have is named", async () => {
  for (const v of ["99", "7"]) {
    const { page, context } = await open(browser, site.url, { fragment: ask({ p: "1.013225", v, at: "2026-11-20T10:00" }) });
    assert.match(await page.locator(".problems").innerText(), /trường hợp không đọc được/);
    await context.close();
  }
});

test("a special case is named wherever the answer goes, and the slip names the limit", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ p: "1.013225", at: "2026-11-20T10:00" }), at: "2026-11-20T10:00" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".due .of-limit", { hasText: "10 ngày làm việc" }).waitFor();
  await page.locator("#variant").selectOption({ label: "nhà ở riêng lẻ: 7 ngày làm việc" });
  const named = /công trình cấp III, cấp IV và nhà ở riêng lẻ – nhà ở riêng lẻ \(7 ngày làm việc\)/;
  await page.locator(".due .what").filter({ hasText: named }).waitFor();
  await page.locator("#variant").selectOption("-1");
  await page.locator(".due .of-limit").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".due .of-limit").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.locator("#variant").selectOption({ label: "nhà ở riêng lẻ: 7 ngày làm việc" });
  await page.waitForURL(/v=0/);
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  assert.match(await page.locator(".saved th").innerText(), named);
  await page.getByRole("button", { name: "Sao chép" }).click();
  await page.locator(".actions .message", { hasText: "Đã sao chép" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), named);
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".due .what", { hasText: "(7 working days)" }).waitFor();
  await context.close();
});

test("two dossiers of the same minute are two events, and a saved name stays in the title", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ p: "1.004194", at: "2027-02-03T15:20" }) });
  const file = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Thêm vào lịch" }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const eventOf = (text) => new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
  const plain = await file();
  // RFC 5545: an end has to lie after the start, and a published calendar needs an organizer; neither is here.
  assert.doesNotMatch(plain, /^(DTEND|METHOD)/m);
  const uids = [eventOf(plain).uid];
  for (const name of ["H99.1", "H99/1"]) {
    await page.locator("#save-name").fill(name);
    await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
    await page.locator(".saved th", { hasText: name }).waitFor();
    const event = eventOf(await file());
    assert.equal(event.summary, `Hẹn trả kết quả: ${name} – Đăng ký tạm trú`);
    uids.push(event.uid);
  }
  assert.equal(new Set(uids).size, 3);
  await page.getByRole("button", { name: "Mở: H99.1" }).click();
  assert.equal(eventOf(await file()).uid, uids[1]);
  // Another question is another dossier.
  await page.locator("#time").fill("08:00");
  await page.waitForURL(/08:00/);
  assert.doesNotMatch(await file(), /H99/);
  await context.close();
});

test("a receipt nobody dated follows the clock, and one that was dated stays", async () => {
  const { page, context } = await open(browser, site.url, { at: "2026-11-20T08:00" });
  const clockAt = (moment) => page.clock.setFixedTime(new Date(`${moment}:00+07:00`));
  const choose = async (code) => {
    await page.locator("#procedure").click();
    await page.keyboard.type(code);
    await page.locator("#procedure-0").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`p=${code}`));
  };
  await clockAt("2026-11-20T16:00");
  await choose("1.004194");
  assert.equal(await page.locator("#time").inputValue(), "16:00");
  // The page is left open until the next day.
  await clockAt("2026-11-21T07:30");
  await page.waitForFunction(() => document.querySelector("#date").value === "21/11/2026", undefined, { timeout: 30_000 });
  await page.locator("#time").fill("09:15");
  await clockAt("2026-11-21T10:00");
  await choose("1.001193");
  assert.equal(await page.locator("#time").inputValue(), "09:15");
  // From an address.
  await page.evaluate((fragment) => { location.hash = fragment; }, ask({ p: "1.004194", at: "2026-11-19T08:00" }));
  await page.waitForFunction(() => document.querySelector("#time").value === "08:00");
  await page.getByRole("radio", { name: "Thời hạn", exact: true }).check();
  await page.locator("#limit").fill("3 ngày làm việc");
  assert.equal(await page.locator("#date").inputValue(), "19/11/2026");
  await context.close();
});

test("a year not announced is marked as projected", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "3 ngày làm việc", at: "2030-01-30T09:00" }) });
  assert.match(await page.locator(".certainty").innerText(), /Dự kiến/);
  await context.close();
});

test("options are shown only when they move the due moment", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ l: "3 ngày làm việc", at: "2026-09-07T14:00" }) });
  assert.equal(await page.locator("#cutoff").count(), 0);
  await page.locator("#time").fill("16:00");
  await page.locator("#cutoff").selectOption("interlinked");
  // Fact T14: received after 15:00, day 0 gives Friday 11 September, day 1 gives Thursday.
  await page.waitForFunction(() => document.querySelector(".due .date strong")?.textContent === "11/09/2026");
  await page.locator("#effect").selectOption("day_1");
  await page.waitForFunction(() => document.querySelector(".due .date strong")?.textContent === "10/09/2026");
  await context.close();
});

test("a procedure is found without diacritics and chosen with the keyboard", async () => {
  const { page, context } = await open(browser, site.url, { at: "2026-11-23T08:00" });
  await page.locator("#procedure").click();
  await page.keyboard.type("dang ky tam tru");
  await page.locator("#procedure-0").waitFor();
  assert.match(await page.locator("#procedure-0").innerText(), /Đăng ký tạm trú/);
  await page.keyboard.press("Enter");
  await page.locator(".due .date").waitFor();
  await page.waitForURL(/p=1\.004194/);
  await context.close();
});

test("a limit that ended with the old law is not guessed", async () => {
  const { page, context } = await open(browser, site.url, { fragment: ask({ p: "1.001193", at: "2027-03-01T09:00" }) });
  assert.match(await page.locator("#procedure-error").innerText(), /không đoán/);
  assert.equal(await page.locator(".due").count(), 0);
  await context.close();
});

test("what is wrong is said beside its field", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: ask({ l: "3 ngày làm việc", at: "2026-11-23T09:00" }) });
  const said = async (field, text, id = field) => {
    await page.locator(`#${field}`).fill(text);
    return page.locator(`#${id}-error`).innerText();
  };
  assert.match(await said("date", "30/02/2026"), /Không có ngày này/);
  assert.match(await said("date", "01/01/2300"), /Ngoài những năm/);
  await page.locator("#date").fill("23/11/2026");
  assert.match(await said("time", "25:00"), /Giờ viết như/);
  await page.locator("#time").fill("9:00");
  assert.match(await said("limit", "theo dự án được phê duyệt"), /duy nhất/);
  assert.match(await said("limit", "-3 ngày"), /không thể âm/);
  await page.locator("#limit").fill("3 ngày làm việc");
  await page.locator("#hours").selectOption("own");
  assert.match(await said("own-hours", "17:00-07:00"), /Giờ làm việc viết như/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("hostile addresses become messages", async () => {
  const long = `#l=${"3".repeat(20000)}`;
  const hostile = [
    "#p=__proto__&at=2026-11-23T09:00", "#p=<img src=x onerror=alert(1)>", "#l=%E0%A4%A", "#at=2026-99-99T99:99&l=3 ngày", "#h=own&hw=<b>&l=1 ngày",
    "#n=constructor&l=1 ngày", "#v=-1&p=1.001193", "#v=99&p=1.001193", "#l=3%00ngày", "#lang=xx&k=__proto__", "#%%%&&&===", long, "#at=", "#l=%E2%80%AE3 ngày",
  ];
  for (const fragment of hostile) {
    const { page, context, faults } = await open(browser, site.url, { fragment, at: "2026-11-23T09:00" });
    assert.ok(await page.locator("h1").isVisible());
    assert.deepEqual(faults, [], fragment);
    assert.equal(await page.locator("img").count(), 0, fragment);
    await context.close();
  }
  const { page, context } = await open(browser, site.url, { fragment: long });
  assert.match(await page.locator(".problems").innerText(), /quá dài/);
  await context.close();
});
