// What the tests of the second page share: files as people have them, and counts made the slow way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { open } from "./browser.mjs";

const data = new URL("../../data/", import.meta.url);
export const text = (name) => readFileSync(new URL(name, data), "utf8");

/** The page for analysts. */
export const visit = (browser, url, { lang = "vi", ...options } = {}) =>
  open(browser, url, { at: "2026-11-23T09:00", name: "analysts.html", last: "footer", fragment: `#lang=${lang}`, ...options });

export async function give(page, content, name = "a.csv") {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) });
}

/** The one or other example, until its table stands. */
export async function sample(page, number) {
  await page.locator(".samples button").nth(number).click();
  await page.locator(".numbers tbody tr").first().waitFor();
}

export const settled = (page) => page.locator(".answer[aria-busy=false]").waitFor();

/** The table as rows of texts, heads first. */
export const table = (page) => page.locator(".numbers tr").evaluateAll((rows) =>
  rows.map((row) => [...row.children].map((cell) => (cell.querySelector(".head")?.firstChild ?? cell).textContent.trim())));

export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** CSV by the letter of RFC 4180, one character at a time. */
export function csv(source) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < source.length; i++) {
    const row = rows.at(-1);
    if (quoted) {
      if (source[i] !== '"') row[row.length - 1] += source[i];
      else if (source[i + 1] === '"') row[row.length - 1] += source[++i];
      else quoted = false;
    } else if (source[i] === '"') quoted = true;
    else if (source[i] === ",") row.push("");
    else if (source[i] === "\n") rows.push([""]);
    else if (source[i] !== "\r") row[row.length - 1] += source[i];
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

const iso = (day) => day.split("/").reverse().join("-");

export const dossiers = () => csv(text("dossiers_made_up.csv")).slice(1).map(([, unit, field, officer, channel, received, due, finished]) =>
  ({ unit, field, officer, channel, received: iso(received), due: iso(due), finished: finished === "" ? "" : iso(finished) }));

/** Classes of dossiers, one by one, as of the end of a day and of a period. */
export function counted(rows, keyOf, asOf, from = "") {
  const groups = new Map();
  for (const row of rows) {
    if (row.received > asOf) continue;
    const isDone = row.finished !== "" && row.finished <= asOf;
    if (from !== "" && row.received < from && isDone && row.finished < from) continue;
    const group = groups.get(keyOf(row)) ?? { all: 0, received: 0, carried: 0, early: 0, onTime: 0, late: 0, within: 0, overdue: 0 };
    groups.set(keyOf(row), group);
    group.all++;
    group[row.received < from ? "carried" : "received"]++;
    if (isDone) group[row.finished < row.due ? "early" : row.finished === row.due ? "onTime" : "late"]++;
    else group[asOf <= row.due ? "within" : "overdue"]++;
  }
  return groups;
}

const Z = 1.959963984540054;

/** Wilson's interval by its formula of 1927, in percent. */
export function wilson(successes, trials) {
  const share = successes / trials;
  const middle = share + (Z * Z) / (2 * trials);
  const half = Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
  return [middle - half, middle + half].map((bound) => Math.min(100, Math.max(0, (100 * bound) / (1 + (Z * Z) / trials))));
}

/** A share in percent with two decimals, half up, in whole numbers. */
export function percent(part, all) {
  const hundredths = Number((BigInt(part) * 200_00n + BigInt(all)) / (2n * BigInt(all)));
  return `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")} %`;
}

/** Compares the table of the page with counts of one's own. */
export function compare(rows, groups, order) {
  const [heads] = rows;
  const at = (name) => {
    const place = heads.indexOf(name);
    assert.ok(place >= 0, `${name} in ${heads}`);
    return place;
  };
  const body = rows.slice(1, -1);
  assert.equal(body.length, groups.size);
  for (const [name, group] of groups) {
    const row = body.find(([first]) => first === order(name));
    assert.ok(row !== undefined, name);
    const number = (column) => Number(row[at(column)].replaceAll(".", ""));
    const done = group.early + group.onTime + group.late;
    const found = {
      all: number("Phải giải quyết"), received: number("Tiếp nhận trong kỳ"), early: number("Giải quyết trước hạn"), onTime: number("Giải quyết đúng hạn"),
      late: number("Giải quyết quá hạn"), within: number("Đang giải quyết trong hạn"), overdue: number("Đang giải quyết quá hạn"),
    };
    const { carried, ...expected } = group;
    assert.deepEqual(found, expected, name);
    if (heads.includes("Từ kỳ trước chuyển sang")) assert.equal(number("Từ kỳ trước chuyển sang"), carried, name);
    if (done === 0) continue;
    assert.equal(row[at("Tỷ lệ giải quyết trước hạn, đúng hạn")], percent(group.early + group.onTime, done), name);
    const shown = row[at("Khoảng tin cậy 95 %")].split("–").map((bound) => Number(bound.replace(",", ".")));
    wilson(group.early + group.onTime, done).forEach((bound, side) => assert.ok(Math.abs(bound - shown[side]) <= 0.0501, `${name}: ${bound} ${shown}`));
  }
}
