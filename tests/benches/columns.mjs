// Columns in JavaScript against hand-written rank and select over an Int32Array: `node tests/benches/columns.mjs [rows]`, after
// `cargo xtask wasm`. Medians of interleaved rounds in one process; only the ratios mean anything.

import * as full from "../../target/npm/motcua/node.js";
import * as light from "../../target/npm/motcua/light/node.js";

const ROWS = Number(process.argv[2] ?? 10_000_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const NULL = -2147483648;

// Tables from the calendar itself, which no hand-written program gets for nothing: rank and select over every day covered.
const calendar = full.Calendar.vietnam();
const { first, last } = full.Calendar.coverage();
const FIRST = full.batch.dayNumber(first), COUNT = full.batch.dayNumber(last) - FIRST + 1;
const rank = new Int32Array(COUNT + 1);
const every = Int32Array.from({ length: COUNT }, (_, day) => FIRST + day);
const ranks = full.batch.countWorkingDays(first, every, { calendar });
const works = Int32Array.from(ranks, (r, day) => day === 0 ? Number(calendar.day(first).isWorking) : r - ranks[day - 1]);
const select = new Int32Array(works.reduce((sum, one) => sum + one, 0));
for (let day = 0, before = 0; day < COUNT; day += 1) {
    rank[day] = before;
    if (works[day] === 1) select[before++] = FIRST + day;
    rank[day + 1] = before;
}

function addByHand(dates, days, out) {
    const { length } = dates;
    const sum = select.length;
    for (let i = 0; i < length; i += 1) {
        const day = dates[i] - FIRST, n = days[i], later = n > 0 ? 1 : 0;
        if (day < 0 || day >= COUNT) { out[i] = NULL; continue; }
        const place = rank[day + later] + n - later;
        out[i] = n === 0 ? dates[i] : place >= 0 && place < sum ? select[place] : NULL;
    }
    return out;
}

function countByHand(after, until, out) {
    const { length } = after;
    for (let i = 0; i < length; i += 1) {
        const a = after[i] - FIRST, b = until[i] - FIRST;
        out[i] = a < 0 || a >= COUNT || b < 0 || b >= COUNT ? NULL : rank[b + 1] - rank[a + 1];
    }
    return out;
}

const HOURS = [[25_200, 41_400], [48_600, 61_200]];
const A_DAY = HOURS.reduce((sum, [from, to]) => sum + to - from, 0);

function within(second) {
    const [[a, b], [c, d]] = HOURS;
    return (second <= a ? 0 : second >= b ? b - a : second - a) + (second <= c ? 0 : second >= d ? d - c : second - c);
}

function secondsBefore(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000), day = Math.floor(seconds / 86_400) - FIRST;
    if (!(day >= 0 && day < COUNT)) return NaN;
    return rank[day] * A_DAY + (rank[day + 1] > rank[day] ? within(seconds - (day + FIRST) * 86_400) : 0);
}

function betweenByHand(from, to, out) {
    const { length } = from;
    for (let i = 0; i < length; i += 1) out[i] = secondsBefore(to[i]) - secondsBefore(from[i]);
    return out;
}

function addSecondsByHand(at, seconds, out) {
    const { length } = at;
    const [[a, b], [c]] = HOURS, morning = b - a;
    for (let i = 0; i < length; i += 1) {
        const n = seconds[i], done = secondsBefore(at[i]) + n;
        // The second before the end, so that an end at closing time stays there.
        const place = Math.floor((done - 1) / A_DAY), rest = done - place * A_DAY;
        const day = place >= 0 && place < select.length ? select[place] : NaN;
        out[i] = n === 0 ? at[i] : (day * 86_400 + (rest <= morning ? a + rest : c + rest - morning)) * 1000;
    }
    return out;
}

let state = 88_172_645;
function random(below) {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
}

const from = full.batch.dayNumber("2018-01-01"), spread = full.batch.dayNumber("2027-12-31") - from;
const dates = new Int32Array(ROWS), days = new Int32Array(ROWS), until = new Int32Array(ROWS);
const at = new Float64Array(ROWS), to = new Float64Array(ROWS), seconds = new Int32Array(ROWS);
for (let i = 0; i < ROWS; i += 1) {
    dates[i] = from + random(spread);
    days[i] = 1 + random(60);
    until[i] = dates[i] + random(120);
    at[i] = (dates[i] * 86_400 + random(86_400)) * 1000;
    to[i] = (until[i] * 86_400 + random(86_400)) * 1000;
    seconds[i] = 1 + random(400_000);
}

const day = () => new Int32Array(ROWS), moment = () => new Float64Array(ROWS);
const cases = [
    ["add working days", day, (out) => addByHand(dates, days, out), (b, out) => b.addWorkingDays(dates, days, out)],
    ["count working days", day, (out) => countByHand(dates, until, out), (b, out) => b.countWorkingDays(dates, until, out)],
    ["add working seconds", moment, (out) => addSecondsByHand(at, seconds, out), (b, out) => b.addWorkingSeconds(at, seconds, out)],
    ["working seconds between", moment, (out) => betweenByHand(at, to, out), (b, out) => b.workingSecondsBetween(at, to, out)],
];

function nanoseconds(run) {
    const started = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - started) / ROWS;
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
console.log(`${ROWS} rows, medians of ${ROUNDS} rounds, Node ${process.version}; ns per row, and by how much hand-written code is slower`);
for (const [name, fresh, byHand, ours] of cases) {
    const reused = fresh(), mine = fresh();
    const runs = {
        "by hand, fresh": () => byHand(fresh()),
        "motcua, fresh": () => ours(full.batch),
        "light, fresh": () => ours(light.batch),
        "by hand, out": () => byHand(reused),
        "motcua, out": () => ours(full.batch, { out: mine }),
        "light, out": () => ours(light.batch, { out: mine }),
    };
    byHand(reused);
    ours(full.batch, { out: mine });
    const differ = mine.findIndex((value, row) => !Object.is(value, reused[row]));
    if (differ >= 0) throw new Error(`${name}: row ${differ} is ${mine[differ]}, by hand ${reused[differ]}`);
    const times = Object.fromEntries(Object.keys(runs).map((key) => [key, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
        for (const [key, run] of Object.entries(runs)) times[key].push(nanoseconds(run));
    }
    for (const [key, list] of Object.entries(times)) {
        const hand = median(times[key.endsWith("fresh") ? "by hand, fresh" : "by hand, out"]);
        console.log(`${name.padEnd(24)} ${key.padEnd(16)} ${median(list).toFixed(2).padStart(8)}  ${(hand / median(list)).toFixed(2)}x`);
    }
}
const units = new Uint8Array(ROWS).fill(full.batch.units().indexOf("working_day"));
for (const [name, { batch }] of [["motcua", full], ["light", light]]) {
    console.log(`deadlines, ${name}: ${nanoseconds(() => batch.deadlines(at, days, units)).toFixed(1)} ns per row`);
}
