// Columns in JavaScript: row by row the answers of the scalar functions, and a typed error for whatever cannot be a column.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";

import * as full from "../target/npm/motcua/node.js";
import * as columns from "../target/npm/motcua/columns/node.js";
import * as light from "../target/npm/motcua/light/node.js";

const NULL = -2147483648;
const DAY = 86_400_000;

let state = 20_261_122;
function random(below) {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
}

/** The days and milliseconds that Date counts are those of the columns. */
const number = (date) => Date.parse(`${date}T00:00:00Z`) / DAY;
const text = (days) => new Date(days * DAY).toISOString().slice(0, 10);
const momentText = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19);

const FIRST = number("2007-01-01"), LAST = number("2199-12-31");

/** The answer, or the code of the error. */
function answer(ask) {
    try {
        return { value: ask() };
    } catch (error) {
        assert.equal(error.name, "MotcuaError", error.stack);
        return { code: error.code };
    }
}

function refused(code, ask, message = /./) {
    assert.throws(ask, (error) => {
        assert.ok(!(error instanceof WebAssembly.RuntimeError), error.stack);
        assert.equal(error.name, "MotcuaError", error.stack);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, message);
        return true;
    });
}

/** Asserts that a column with its errors has the answers of a scalar function. */
function sameRows({ values, errors }, scalar, isNull) {
    assert.equal(values.length, errors.length);
    let faults = 0;
    values.forEach((value, row) => {
        const expected = scalar(row);
        if (expected === null) {
            assert.ok(isNull(value), `row ${row} is ${value}`);
            assert.equal(errors[row], null, `row ${row}`);
            return;
        }
        const { value: scalarValue, code } = answer(expected);
        assert.equal(errors[row], code ?? null, `row ${row}`);
        faults += code ? 1 : 0;
        if (code) assert.ok(isNull(value), `row ${row} is ${value}`);
        else assert.ok(Object.is(value, scalarValue), `row ${row}: ${value}, alone ${scalarValue}`);
    });
    return faults;
}

const ROWS = 10_000;
const isNullDay = (value) => value === NULL;

for (const [name, motcua] of Object.entries({ full, columns })) {
    const { Calendar, batch } = motcua;
    const vietnam = Calendar.vietnam();
    const sixDays = Calendar.vietnam({
        weeklyRest: ["sun"],
        closures: [{ from: "2026-10-19", to: "2026-10-20", reasonVi: "Lũ lụt", reasonEn: "Flood", citation: "12/TB-UBND" }],
    });
    const announced = Calendar.vietnam({ announcedOnly: true });
    const hours = { "mon-fri": "07:00-11:30,13:30-17:00", sat: "07:00-11:30" };

    test(`${name}: numbers of days and moments are those of Date`, () => {
        for (let i = 0; i < 1000; i += 1) {
            const days = FIRST + random(LAST - FIRST), milliseconds = days * DAY + random(86_400) * 1000;
            assert.equal(batch.dayNumber(text(days)), days);
            assert.equal(batch.dateOf(days), text(days));
            assert.equal(batch.momentNumber(momentText(milliseconds)), milliseconds);
            assert.equal(batch.momentOf(milliseconds), momentText(milliseconds));
        }
        assert.equal(batch.momentOf(999), "1970-01-01T00:00:00");
        assert.equal(batch.momentOf(-1), "1969-12-31T23:59:59");
        assert.deepEqual(batch.dayNumber(["1970-01-01", null, "2026-11-23"]), Int32Array.of(0, NULL, number("2026-11-23")));
        assert.deepEqual(batch.momentNumber([null, "1970-01-01T00:01"]), Float64Array.of(NaN, 60_000));
        assert.deepEqual(batch.dateOf(Int32Array.of(0, NULL, -1)), ["1970-01-01", null, "1969-12-31"]);
        assert.deepEqual(batch.momentOf(Float64Array.of(NaN, 0)), [null, "1970-01-01T00:00:00"]);
        assert.deepEqual([batch.dayNumber(null), batch.dateOf(NULL), batch.momentOf(NaN), batch.momentOf(null)], [NULL, null, null, null]);
        assert.ok(Number.isNaN(batch.momentNumber(null)));
        const many = Int32Array.from({ length: 9999 }, (_, row) => row);
        assert.deepEqual(batch.dayNumber(batch.dateOf(many)), many);
        assert.throws(() => batch.dayNumber(["2026-01-01", "2026-02-30"]), { name: "MotcuaError", code: "date_invalid", index: 1 });
        for (const date of [undefined, 5, new Date(), {}, "hôm nay", true, 5n]) {
            assert.throws(() => batch.dayNumber(date), { name: "MotcuaError" }, String(date));
        }
        for (const days of [2 ** 31, 0.5, Infinity]) refused("date_out_of_range", () => batch.dateOf(days));
        refused("date_out_of_range", () => batch.dateOf(2_147_483_647));
        refused("date_out_of_range", () => batch.momentOf(Infinity));
        refused("date_out_of_range", () => batch.momentOf(8.64e15));
        for (const days of ["2026-01-01", [1], new Float64Array(1), undefined]) refused("column_invalid", () => batch.dateOf(days));
    });

    test(`${name}: working days, row by row`, () => {
        const dates = Int32Array.from({ length: ROWS }, (_, row) => (row % 97 === 5 ? NULL : FIRST - 400 + random(LAST - FIRST + 800)));
        const days = Int32Array.from({ length: ROWS }, (_, row) => (row % 89 === 7 ? NULL : random(row % 11 === 0 ? 90_000 : 200) - 80));
        const until = dates.map((date, row) => (row % 83 === 1 ? NULL : date === NULL ? FIRST : date + random(4000) - 2000));
        days.set([NULL + 1, 2_147_483_647, 0], 100);
        dates.set([NULL + 1, 2_147_483_647], 200);
        for (const calendar of [undefined, vietnam, sixDays, announced]) {
            const scalar = calendar ?? vietnam;
            const options = { calendar, errors: "column" };
            const add = (row) => (dates[row] === NULL || days[row] === NULL ? null
                : () => (Math.abs(dates[row]) > 1e8 ? scalar.day("9999-01-01") : number(scalar.addWorkingDays(text(dates[row]), days[row]))));
            assert.ok(sameRows(batch.addWorkingDays(dates, days, options), add, isNullDay) > 100);
            const count = (row) => (dates[row] === NULL || until[row] === NULL ? null
                : () => (Math.abs(dates[row]) > 1e8 ? scalar.day("9999-01-01") : scalar.countWorkingDays(text(dates[row]), text(until[row]))));
            assert.ok(sameRows(batch.countWorkingDays(dates, until, options), count, isNullDay) > 5);
        }
        const one = (row) => (dates[row] === NULL ? null : () => number(vietnam.addWorkingDays(text(dates[row]), 5)));
        const few = dates.slice(0, 150);
        sameRows(batch.addWorkingDays(few, 5, { errors: "column" }), one, isNullDay);
        const back = (row) => (dates[row] === NULL ? null : () => vietnam.countWorkingDays(text(dates[row]), "2026-11-23"));
        sameRows(batch.countWorkingDays(few, "2026-11-23", { errors: "column" }), back, isNullDay);
    });

    test(`${name}: working time, row by row`, () => {
        const at = Float64Array.from({ length: ROWS }, (_, row) => (
            row % 97 === 5 ? NaN : (FIRST - 40 + random(row % 3 ? 8000 : LAST - FIRST + 80)) * DAY + random(86_400) * 1000));
        const to = at.map((milliseconds, row) => (row % 89 === 3 ? NaN : milliseconds + (random(8_000_000) - 4_000_000) * 1000));
        const seconds = Int32Array.from(at, (_, row) => (row % 83 === 3 ? NULL : random(2_000_000) - (row % 41 === 0 ? 1_000_000 : 0)));
        for (const options of [{}, { hours, calendar: sixDays }, { calendar: announced, hours: "07:30-12:00,13:00-16:30" }]) {
            const add = (row) => (Number.isNaN(at[row]) || seconds[row] === NULL ? null
                : () => Date.parse(`${motcua.addWorkingSeconds(momentText(at[row]), seconds[row], options)}Z`));
            const between = (row) => (Number.isNaN(at[row]) || Number.isNaN(to[row]) ? null
                : () => motcua.workingSecondsBetween(momentText(at[row]), momentText(to[row]), options));
            const checked = { ...options, errors: "column" };
            assert.ok(sameRows(batch.addWorkingSeconds(at, seconds, checked), add, Number.isNaN) > 10);
            assert.ok(sameRows(batch.workingSecondsBetween(at, to, checked), between, Number.isNaN) > 10);
        }
        const fractions = Float64Array.of(60, 0.5, NaN, Infinity, -Infinity, 1e300);
        const { values, errors } = batch.addWorkingSeconds("2026-04-24T10:00:00", fractions, { errors: "column" });
        assert.equal(batch.momentOf(values[0]), "2026-04-24T10:01:00");
        assert.deepEqual(errors, [null, "amount_invalid", null, "amount_invalid", "amount_invalid", "amount_out_of_range"]);
        assert.deepEqual([...values.subarray(1)], [NaN, NaN, NaN, NaN, NaN]);
        assert.throws(() => batch.addWorkingSeconds("2026-04-24T10:00", fractions), { code: "amount_invalid", index: 1 });
        const wild = Float64Array.of(Infinity, -Infinity, NaN, 1e300, -1e300);
        const outside = ["date_out_of_range", "date_out_of_range", null, "date_out_of_range", "date_out_of_range"];
        assert.deepEqual(batch.workingSecondsBetween(wild, 0, { errors: "column" }).errors, outside);
        assert.deepEqual(batch.addWorkingSeconds(wild, 0.0, { errors: "column" }).errors, outside);
    });

    test(`${name}: due dates, row by row`, () => {
        const names = batch.units();
        assert.deepEqual(names.map((unit) => motcua.parseLimit(`0 ${unit}`).unit), names);
        const certainties = batch.certainties();
        assert.deepEqual(certainties, [null, "projected", "derived", "announced"]);
        const rows = 3000;
        const at = Float64Array.from({ length: rows }, (_, row) => (
            row % 97 === 5 ? NaN : (FIRST - 20 + random(row % 4 ? 8000 : LAST - FIRST + 40)) * DAY + random(86_400) * 1000));
        const amounts = Float64Array.from(at, (_, row) => (row % 89 === 4 ? NaN : row % 7 === 0 ? random(400) / 8 : random(60) - (row % 31 ? 0 : 30)));
        const places = Uint8Array.from(at, (_, row) => (row % 79 === 2 ? 255 : row % 53 === 9 ? 77 : random(names.length)));
        const amountList = Array.from(amounts, (amount, row) => (Number.isNaN(amount) ? null : row % 2 ? String(amount) : amount));
        const nameList = Array.from(places, (place) => (place === 255 ? null : names[place] ?? String(place)));
        for (const options of [{}, { hours, calendar: sixDays, counting: "by_clock", cutoff: "15:30", roll: "none" }, { calendar: announced }]) {
            const expected = Array.from(at, (moment, row) => (Number.isNaN(moment) || amountList[row] === null || nameList[row] === null ? null
                : answer(() => motcua.deadline(momentText(moment), { amount: amountList[row], unit: nameList[row] }, options))));
            for (const [given, units] of [[amounts, places], [amountList, nameList], [amounts, nameList]]) {
                const due = batch.deadlines(at, given, units, { ...options, errors: "column" });
                assert.deepEqual(Object.keys(due), ["dueOn", "dueAt", "certainty", "errors"]);
                assert.deepEqual(due.errors, expected.map((row) => row?.code ?? null));
                assert.deepEqual(batch.dateOf(due.dueOn), expected.map((row) => row?.value?.dueOn ?? null));
                assert.deepEqual(batch.momentOf(due.dueAt), expected.map((row) => row?.value?.dueAt ?? null));
                assert.deepEqual(Array.from(due.certainty, (place) => certainties[place]), expected.map((row) => row?.value?.certainty ?? null));
            }
        }
        const dates = Int32Array.of(number("2026-04-24"), NULL);
        const due = batch.deadlines(dates, 3, "working_day");
        assert.deepEqual(batch.dateOf(due.dueOn), ["2026-05-04", null]);
        assert.deepEqual(batch.momentOf(due.dueAt), ["2026-05-04T17:00:00", null]);
        assert.equal(batch.dateOf(batch.deadlines("2026-04-24T10:00:00", "3", "working_day").dueOn[0]), "2026-05-04");
        const hours24 = batch.deadlines(dates, Int32Array.of(24, NULL), "hour");
        assert.deepEqual(batch.momentOf(hours24.dueAt), [motcua.deadline("2026-04-24T00:00:00", "24 hour").dueAt, null]);
        refused("unit_unknown", () => batch.deadlines(dates, 3, "fortnight"));
        refused("amount_invalid", () => batch.deadlines(dates, "ba", "day"));
        assert.throws(() => batch.deadlines("2026-04-24T10:00:00", [1, -1], "day"), { code: "amount_negative", index: 1 });
        // More limits than are kept from one block to the next.
        const many = Float64Array.from({ length: 60_000 }, (_, row) => row / 8);
        const minutes = batch.deadlines("2026-04-24T10:00:00", many, "minute");
        for (const row of [1, 17_000, 59_999]) {
            assert.equal(batch.momentOf(minutes.dueAt[row]), motcua.deadline("2026-04-24T10:00:00", { amount: many[row], unit: "minute" }).dueAt);
        }
    });

    test(`${name}: what becomes of bad rows`, () => {
        const dates = new Int32Array(9000).fill(number("2026-04-24"));
        dates[8500] = NULL;
        dates[8600] = 1_000_000;
        dates[8700] = -1;
        assert.throws(() => batch.addWorkingDays(dates, 1), { name: "MotcuaError", code: "date_out_of_range", index: 8600, path: "rows[8600]" });
        assert.throws(() => batch.addWorkingDays(dates, 1, { errors: "throw" }), { index: 8600 });
        const nulls = batch.addWorkingDays(dates, 1, { errors: "null" });
        assert.equal(nulls.findIndex(isNullDay), 8500);
        assert.equal(nulls.filter(isNullDay).length, 3);
        const { values, errors } = batch.addWorkingDays(dates, 1, { errors: "column" });
        assert.deepEqual(values, nulls);
        assert.deepEqual(errors.flatMap((code, row) => (code ? [[row, code]] : [])), [[8600, "date_out_of_range"], [8700, "date_out_of_range"]]);
        assert.throws(() => batch.addWorkingDays(Int32Array.of(20_000), 1, { calendar: announced, errors: "throw" }).at(0)
            + batch.addWorkingDays(Int32Array.of(40_000), 1, { calendar: announced }).at(0), { code: "not_announced", index: 0 });
        for (const choice of ["raise", 5, {}, [], true, ""]) refused("option_unknown", () => batch.addWorkingDays(dates, 1, { errors: choice }), /throw, null, column/);
        refused("option_unknown", () => batch.addWorkingDays(dates, 1, { hours }));
        refused("option_unknown", () => batch.addWorkingDays(dates, 1, 5));
        refused("option_unknown", () => batch.deadlines(dates, 1, "day", { counting: "by_moon" }));
        refused("hours_invalid", () => batch.workingSecondsBetween(0, 0, { hours: "25:00-26:00" }));
    });

    test(`${name}: answers go where they are wanted`, () => {
        const dates = Int32Array.from({ length: 5000 }, (_, row) => number("2026-01-01") + row % 300);
        const expected = batch.addWorkingDays(dates, 7);
        const out = new Int32Array(5000);
        assert.equal(batch.addWorkingDays(dates, 7, { out }), out);
        assert.deepEqual(out, expected);
        assert.equal(batch.addWorkingDays(dates, 7, { out, errors: "column" }).values, out);
        // Part of a buffer, and nothing beyond it.
        const wide = new Int32Array(6000).fill(-5), part = wide.subarray(123, 5123);
        wide.set(dates, 123);
        assert.equal(batch.addWorkingDays(part, 7, { out: part }), part);
        assert.deepEqual(part, expected);
        assert.ok(wide.subarray(0, 123).every((value) => value === -5) && wide.subarray(5123).every((value) => value === -5));
        wide.set(dates, 0);
        refused("column_invalid", () => batch.addWorkingDays(wide.subarray(0, 5000), 7, { out: wide.subarray(1, 5001) }), /overlaps/);
        refused("column_invalid", () => batch.addWorkingDays(wide.subarray(1, 5001), 7, { out: wide.subarray(0, 5000) }), /overlaps/);
        refused("column_invalid", () => batch.addWorkingDays(dates, wide.subarray(0, 5000), { out: wide.subarray(1000) }), /overlaps/);
        const buffer = new ArrayBuffer(80);
        const [on, at, certainty] = [new Int32Array(buffer, 64, 4), new Float64Array(buffer, 0, 4), new Uint8Array(buffer, 32, 4)];
        const due = batch.deadlines("2026-04-24T10:00:00", Int32Array.of(1, 2, 3, 4), "day", { out: { dueOn: on, dueAt: at, certainty } });
        assert.ok(due.dueOn === on && due.dueAt === at && due.certainty === certainty);
        assert.equal(batch.dateOf(on)[3], "2026-04-28");
        const clash = { dueOn: new Int32Array(buffer, 0, 4), dueAt: at };
        refused("column_invalid", () => batch.deadlines("2026-04-24T10:00:00", Int32Array.of(1, 2, 3, 4), "day", { out: clash }), /overlaps/);
        refused("option_unknown", () => batch.deadlines("2026-04-24T10:00:00", 1, "day", { out: { due: on } }));
        assert.equal(batch.deadlines("2026-04-24T10:00:00", 1, "day", { out: { dueAt: new Float64Array(1) } }).dueOn.length, 1);
    });

    test(`${name}: what is a column`, () => {
        const dates = Int32Array.of(20_567, 20_568), expected = batch.addWorkingDays(dates, 3);
        const shared = new Int32Array(new SharedArrayBuffer(8)), sharedOut = new Int32Array(new SharedArrayBuffer(8));
        shared.set(dates);
        assert.equal(batch.addWorkingDays(shared, 3, { out: sharedOut }), sharedOut);
        assert.deepEqual([...sharedOut], [...expected]);
        const resizable = new Int32Array(new ArrayBuffer(8, { maxByteLength: 64 }));
        resizable.set(dates);
        assert.deepEqual(batch.addWorkingDays(resizable, 3), expected);
        const memory = new Int32Array(new WebAssembly.Memory({ initial: 1 }).buffer, 8, 2);
        memory.set(dates);
        assert.deepEqual(batch.addWorkingDays(memory, 3), expected);
        // Of another realm, as in a frame or a test runner; and of a subclass.
        assert.deepEqual(batch.addWorkingDays(vm.runInNewContext("Int32Array.of(20567, 20568)"), 3), expected);
        class Column extends Int32Array { constructor() { throw new Error("no copies"); } }
        assert.deepEqual(batch.addWorkingDays(Object.setPrototypeOf(dates.slice(), Column.prototype), 3), expected);
        // Single values, and no rows.
        assert.deepEqual(batch.addWorkingDays("2026-04-24", 3), Int32Array.of(number("2026-05-04")));
        assert.deepEqual(batch.addWorkingDays(number("2026-04-24"), Int32Array.of(3, 0, NULL)), Int32Array.of(number("2026-05-04"), number("2026-04-24"), NULL));
        assert.deepEqual(batch.addWorkingDays(dates, null), Int32Array.of(NULL, NULL));
        assert.deepEqual(batch.countWorkingDays(null, dates), Int32Array.of(NULL, NULL));
        assert.deepEqual(batch.workingSecondsBetween(null, Float64Array.of(0)), Float64Array.of(NaN));
        const none = new Int32Array(0);
        assert.deepEqual(batch.addWorkingDays(none, 3), none);
        assert.deepEqual(batch.addWorkingDays(none, 3, { errors: "column" }), { values: none, errors: [] });
        assert.deepEqual(batch.deadlines(none, 3, "day"), { dueOn: none, dueAt: new Float64Array(0), certainty: new Uint8Array(0) });
        assert.deepEqual(batch.deadlines(none, [], []).dueOn, none);
        assert.deepEqual(batch.workingSecondsBetween(new Float64Array(0), "2026-04-24T10:00"), new Float64Array(0));
    });

    test(`${name}: what is no column`, () => {
        const dates = Int32Array.of(20_567, 20_568), moments = Float64Array.of(0, 0);
        const fake = { [Symbol.toStringTag]: "Int32Array", buffer: 5, byteOffset: -8, length: 2 };
        const proxied = new Proxy(dates, {});
        const wrong = [new Float64Array(2), new BigInt64Array(2), new Uint32Array(2), new Int16Array(2), [20_567, 20_568], new ArrayBuffer(8),
            new DataView(new ArrayBuffer(8)), {}, () => 0, new Date(), new Set(), Object.create(Int32Array.prototype), proxied];
        for (const value of wrong) {
            refused("column_invalid", () => batch.addWorkingDays(dates, 1, { out: value }), /out/);
            refused("column_invalid", () => batch.addWorkingDays(value, 1), /dates/);
            refused("column_invalid", () => batch.countWorkingDays(dates, value), /until/);
            refused("column_invalid", () => batch.addWorkingDays(dates, value), /days/);
            if (!(value instanceof Float64Array)) refused("column_invalid", () => batch.workingSecondsBetween(moments, value), /to/);
        }
        refused("column_invalid", () => batch.workingSecondsBetween(dates, moments), /from/);
        refused("column_invalid", () => batch.addWorkingSeconds(dates, 1), /receivedAt/);
        for (const value of [undefined, Symbol("x"), true, 5n, "hôm qua", 1.5, Infinity, -Infinity, NaN, 2 ** 31]) {
            assert.throws(() => batch.addWorkingDays(value, 1), { name: "MotcuaError" });
            if (typeof value !== "number" || value < 2 ** 31) assert.throws(() => batch.addWorkingDays(dates, value), { name: "MotcuaError" });
        }
        assert.throws(() => batch.addWorkingDays(), { name: "MotcuaError" });
        for (const ask of [() => batch.addWorkingDays(fake, 1), () => batch.addWorkingDays(dates, 1, { out: fake })]) {
            assert.throws(ask, (error) => !(error instanceof WebAssembly.RuntimeError));
        }
        // Lengths that differ.
        const three = new Int32Array(3);
        refused("column_invalid", () => batch.addWorkingDays(dates, three), /`days` has 3 rows where the others have 2/);
        refused("column_invalid", () => batch.addWorkingDays(dates, 1, { out: three }), /`out` has 3 rows/);
        refused("column_invalid", () => batch.addWorkingDays(1, 1, { out: new Int32Array(0), errors: "throw" }).length
            + batch.countWorkingDays(dates, new Int32Array(0)), /until/);
        refused("column_invalid", () => batch.deadlines(dates, [1, 2, 3], "day"), /`amounts` has 3 rows/);
        refused("column_invalid", () => batch.deadlines(dates, 1, ["day"]), /`units` has 1 rows/);
        refused("column_invalid", () => batch.deadlines(dates, 1, new Uint8Array(5)), /`units` has 5 rows/);
        refused("column_invalid", () => batch.deadlines(dates, 1, new Int8Array(2)), /units/);
        refused("column_invalid", () => batch.deadlines(dates, 1, "day", { out: { dueAt: new Float64Array(1) } }), /dueAt/);
        // Detached, before the call and by a getter in the middle of it.
        const gone = Int32Array.of(1, 2);
        structuredClone(gone.buffer, { transfer: [gone.buffer] });
        refused("column_invalid", () => batch.addWorkingDays(gone, 1), /detached/);
        refused("column_invalid", () => batch.addWorkingDays(dates, 1, { out: gone }), /detached/);
        const going = Int32Array.of(1, 2);
        const trap = { get out() { structuredClone(going.buffer, { transfer: [going.buffer] }); return undefined; } };
        refused("column_invalid", () => batch.addWorkingDays(going, 1, trap), /detached/);
        const later = Int32Array.of(20_567, 20_568);
        class Late extends String { toString() { structuredClone(later.buffer, { transfer: [later.buffer] }); return "day"; } }
        assert.throws(() => batch.deadlines(later, 1, new Late("day")), { name: "MotcuaError" });
        assert.throws(() => batch.addWorkingDays(dates, 1, { get out() { throw new RangeError("mine"); } }), RangeError);
        // The module still answers.
        assert.deepEqual(batch.dateOf(batch.addWorkingDays(dates, 0)), ["2026-04-24", "2026-04-25"]);
    });

    test(`${name}: thousands of refused calls leave nothing behind`, () => {
        const gone = Int32Array.of(1, 2), three = new Int32Array(3);
        structuredClone(gone.buffer, { transfer: [gone.buffer] });
        for (let i = 0; i < 20_000; i += 1) {
            assert.throws(() => batch.addWorkingDays(i % 2 ? gone : three, three, { out: gone }), { code: "column_invalid" });
        }
        assert.equal(batch.addWorkingDays("2026-04-24", 3)[0], number("2026-05-04"));
    });
}

test("the smaller builds have what the full one has, but for the operations of the one-stop shop, and for columns", () => {
    const shared = ["Calendar", "addWorkingSeconds", "dataVersion", "deadline", "default", "handOverBy", "initSync", "latestReceipt",
        "lunar", "lunarToSolar", "parseLimit", "remaining", "version", "workingSecondsBetween"];
    assert.deepEqual(Object.keys(light).sort(), shared.sort());
    assert.deepEqual(Object.keys(columns).sort(), [...shared, "batch"].sort());
    assert.deepEqual(Object.keys(columns.batch), Object.keys(full.batch));
    const [least, less, all] = [light, columns, full].map((motcua) => JSON.stringify(motcua.deadline("2026-04-24T10:00:00", "03 ngày làm việc")));
    assert.equal(least, all);
    assert.equal(less, all);
});
