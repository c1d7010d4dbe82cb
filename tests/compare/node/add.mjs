// JavaScript on the rows of the comparison: `node add.mjs ROWS NODE_FOLDER ROUNDS`.
//
// ROWS holds the columns as files of 32-bit integers; NODE_FOLDER is where the libraries are installed, with the npm package of
// motcua beside it. Prints one JSON array: for each side its name, rows, the nanoseconds of each round, and its file of answers.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, packages, rounds] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const require = createRequire(join(resolve(packages), "package.json"));
const DAY = 86_400_000;

const column = (name) => {
  const bytes = readFileSync(join(folder, name));
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
};
const received = column("received.i32");
const days = column("days.i32");
const rank = column("rank.i32");
const select = column("select.i32");
const first = Number(readFileSync(join(folder, "first.txt"), "utf8"));
const daysOff = new Set(readFileSync(join(folder, "days_off.txt"), "utf8").trim().split("\n"));

/** The first rows of the columns. */
const head = (rows) => [received.subarray(0, rows), days.subarray(0, rows)];

function byHand(dates, amounts, out) {
  for (let i = 0; i < dates.length; i++) out[i] = select[rank[dates[i] - first] + amounts[i]];
  return out;
}

/** The same with the checks a program needs that must give no wrong date. */
function byHandChecked(dates, amounts, out) {
  for (let i = 0; i < dates.length; i++) {
    const day = dates[i] - first;
    const place = day >= 0 && day < rank.length ? rank[day] + amounts[i] : -1;
    out[i] = amounts[i] > 0 && place >= 0 && place < select.length ? select[place] : -2147483648;
  }
  return out;
}

/** A walk day by day, the way scripts are written around a library that knows holidays. */
function walk(isDayOff) {
  return (dates, amounts) =>
    dates.map((start, i) => {
      let day = start;
      for (let left = amounts[i]; left > 0; ) {
        day += 1;
        const date = new Date(day * DAY);
        const weekday = date.getUTCDay();
        if (weekday !== 0 && weekday !== 6 && !isDayOff(date)) left -= 1;
      }
      return day;
    });
}

function dateHolidays() {
  const Holidays = require("date-holidays");
  const calendar = new (Holidays.default ?? Holidays)("VN", { timezone: "UTC" });
  return walk((date) => {
    const found = calendar.isHoliday(date);
    return Boolean(found) && found.some((holiday) => holiday.type === "public");
  });
}

/** Weekends only: the library has no holidays. */
function dateFns() {
  const { addBusinessDays } = require("date-fns");
  return (dates, amounts) =>
    // Noon of the local zone: no change of summer time can move the date.
    dates.map((start, i) => {
      const date = new Date(start * DAY);
      const local = new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
      const due = addBusinessDays(local, amounts[i]);
      return Date.UTC(due.getFullYear(), due.getMonth(), due.getDate()) / DAY;
    });
}

/** The npm package as built here, whole or a part of it. */
const entry = (part) => resolve(packages, "..", "..", "npm", "motcua", part, "node.js");

async function motcua(part) {
  if (!existsSync(entry(part))) throw new Error("the npm package is not built");
  const { batch } = await import(pathToFileURL(entry(part)).href);
  if (!batch?.addWorkingDays) throw new Error("the npm package has no batch.addWorkingDays yet");
  return batch;
}

const sides = [];
/** Adds a side; one that cannot be made says why in its note. */
async function side(name, rows, make, { out = false, note = "" } = {}) {
  const entry = { name, rows: Math.min(rows, received.length), out, note, times: [], answers: `node-${sides.length}.i32` };
  sides.push(entry);
  try {
    entry.run = await make();
  } catch (error) {
    entry.note = `skipped: ${error.message}`;
  }
}

const all = received.length;
const given = new Int32Array(all);
for (const [name, part] of [["motcua", ""], ["motcua/columns", "columns"]]) {
  if (part && !existsSync(entry(part))) continue;
  await side(name, all, async () => {
    const batch = await motcua(part);
    return (dates, amounts) => batch.addWorkingDays(dates, amounts);
  });
  await side(name, all, async () => {
    const batch = await motcua(part);
    return (dates, amounts) => batch.addWorkingDays(dates, amounts, { out: given });
  }, { out: true });
}
for (const [name, fill] of [["rank/select, by hand", byHand], ["rank/select, by hand, checked", byHandChecked]]) {
  await side(name, all, () => (dates, amounts) => fill(dates, amounts, new Int32Array(dates.length)));
  await side(name, all, () => (dates, amounts) => fill(dates, amounts, given), { out: true });
}
await side("day loop, list of days off", 200_000, () => walk((date) => daysOff.has(date.toISOString().slice(0, 10))));
await side("date-fns addBusinessDays", 200_000, dateFns, { note: "weekends only, it knows no holidays" });
await side("date-holidays day loop", 60, dateHolidays, { note: "its own table of Vietnam" });

const ready = sides.filter((entry) => entry.run);
for (let round = 0; round <= rounds; round++) {
  for (const entry of ready) {
    if (round > 3 && entry.times.reduce((a, b) => a + b) > 3e9) continue;
    const rows = head(entry.rows);
    const begin = process.hrtime.bigint();
    const answers = entry.run(...rows);
    const took = Number(process.hrtime.bigint() - begin);
    // The first round compiles.
    if (round > 0) entry.times.push(took);
    else writeFileSync(join(folder, entry.answers), Buffer.from(Int32Array.from(answers).buffer));
  }
}
console.log(JSON.stringify(sides.map(({ run, ...entry }) => entry)));
