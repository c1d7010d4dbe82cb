// What is particular to the JavaScript package: its types at run time, its errors, and that a calendar is lent and not given away.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as motcua from "../target/npm/motcua/node.js";

const { Calendar, addWorkingSeconds, deadline, handOverBy, latestReceipt, lunar, lunarToSolar, parseLimit, remaining } = motcua;
const { workingSecondsBetween } = motcua;
const RECEIVED_AT = "2026-04-24T10:00:00";
const DECLARED = readFileSync(new URL("../target/npm/motcua/motcua.d.ts", import.meta.url), "utf8");

/** The members of a string union in the declared types. */
function union(name) {
    const declared = new RegExp(`type ${name} =([^;]*);`).exec(DECLARED)?.[1] ?? "";
    return [...declared.matchAll(/"([^"]+)"/g)].map(([, member]) => member);
}

/** The fields of a declared interface. */
function fields(name) {
    const declared = new RegExp(`interface ${name}\\b[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(DECLARED)?.[1] ?? "";
    return [...declared.matchAll(/^ {4}(\w+)\??:/gm)].map(([, field]) => field);
}

function refused(code, ask, message = /./) {
    assert.throws(ask, (error) => {
        assert.ok(error instanceof Error, String(error));
        assert.equal(error.name, "MotcuaError", error.stack);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, message);
        assert.ok(union("ErrorCode").includes(error.code));
        return true;
    });
}

test("every export is declared, and the reverse", () => {
    const declared = [...DECLARED.matchAll(/^export (?:function|class|namespace) (\w+)/gm)].map(([, name]) => name);
    const internal = ["default", "initSync"];
    const exported = Object.keys(motcua).filter((name) => !internal.includes(name)).sort();
    assert.deepEqual(exported, declared.filter((name) => !internal.includes(name)).sort());
});

test("a calendar is lent, not given away", () => {
    const calendar = Calendar.vietnam({ weeklyRest: ["sun"] });
    const options = { calendar };
    for (let i = 0; i < 3; i += 1) {
        assert.equal(deadline("2026-01-09T10:00:00", "1 working_day", options).dueOn, "2026-01-10");
        assert.equal(workingSecondsBetween("2026-01-09T16:00:00", "2026-01-09T17:00:00", options), 3600);
        // Saturday works there; without hours of its own it has those of the standard day.
        assert.equal(handOverBy("2026-01-09T16:00:00", options), "2026-01-10T07:00:00");
    }
    assert.equal(calendar.addWorkingDays("2026-01-09", 1), "2026-01-10");
    calendar.free();
    refused("option_unknown", () => deadline(RECEIVED_AT, "1 working_day", options), /calendar/);
    assert.throws(() => calendar.day("2026-01-09"));
    // The module still answers.
    assert.equal(deadline(RECEIVED_AT, "3 working_day").dueOn, "2026-05-04");
});

test("thousands of calendars do not pile up", () => {
    for (let i = 0; i < 3000; i += 1) {
        const calendar = Calendar.vietnam(i % 100 === 0 ? { announcedOnly: true } : undefined);
        deadline(RECEIVED_AT, "1 hour", { calendar });
        calendar.free();
    }
});

test("what is passed as a calendar must be one", () => {
    const impostor = { __share: () => ({}) };
    const thrower = { __share() { throw new TypeError("no"); } };
    for (const calendar of [{}, 5, "vietnam", [], () => 0, impostor, thrower, Object.create(Calendar.prototype), Symbol("x"), 1n, true]) {
        refused("option_unknown", () => deadline(RECEIVED_AT, "1 day", { calendar }), /calendar/);
    }
    for (const calendar of [null, undefined]) {
        assert.equal(deadline(RECEIVED_AT, "1 day", { calendar }).dueOn, "2026-04-28");
    }
    const proxied = new Proxy(Calendar.vietnam(), {});
    assert.equal(deadline(RECEIVED_AT, "1 day", { calendar: proxied }).dueOn, "2026-04-28");
});

test("days", () => {
    const calendar = Calendar.vietnam();
    const day = calendar.day("2026-04-27");
    assert.deepEqual(Object.keys(day), fields("Day"));
    assert.deepEqual(Object.keys(day.citations[0]), fields("Citation"));
    assert.equal(day.kind, "compensatory_day_off");
    assert.equal(day.linkedDate, "2026-04-26");
    assert.equal(day.holidayId, "hung_kings");
    assert.equal(day.isWorking, false);
    assert.deepEqual(day.citations[0], {
        instrument: "Bộ luật Lao động 2019",
        number: "45/2019/QH14",
        article: "111.3",
        confidence: "seen",
        textVi: "khoản 3 Điều 111 Bộ luật Lao động 2019",
        textEn: "Labour Code 2019, Art. 111.3",
    });
    const plain = calendar.day("2026-03-10");
    assert.equal(plain.holidayId, null);
    assert.equal(plain.linkedDate, null);
    assert.deepEqual(plain.citations, []);
    assert.deepEqual(Calendar.coverage(), { first: "2007-01-01", last: "2199-12-31" });
    assert.match(Calendar.announced().first, /^2010-01-01$/);
    const [kinds, holidays, certainties, confidences] = ["DayKind", "HolidayId", "Certainty", "Confidence"].map(union);
    const local = Calendar.vietnam({
        closures: [{ from: "2026-10-19", to: "2026-10-20", reasonVi: "Nghỉ do lũ lụt", reasonEn: "Flood", citation: "12/TB-UBND" }],
        openings: [{ from: "2026-10-24", to: "2026-10-24", reasonVi: "Làm thêm", reasonEn: "Extra", citation: "13/TB-UBND" }],
    });
    const seen = { kinds: new Set(), holidays: new Set(), certainties: new Set() };
    for (let at = Date.UTC(2007, 0, 1); at < Date.UTC(2035, 0, 1); at += 86_400_000) {
        const { kind, holidayId, certainty, citations } = local.day(new Date(at).toISOString().slice(0, 10));
        seen.kinds.add(kind);
        seen.holidays.add(holidayId);
        seen.certainties.add(certainty);
        citations.forEach(({ confidence }) => assert.ok(confidences.includes(confidence)));
    }
    seen.holidays.delete(null);
    assert.deepEqual([...seen.kinds].sort(), kinds.sort());
    assert.deepEqual([...seen.holidays].sort(), holidays.sort());
    assert.deepEqual([...seen.certainties].sort(), certainties.sort());
    assert.equal(local.day("2026-10-19").nameVi, "Nghỉ do lũ lụt");
    assert.equal(local.day("2026-10-19").citations[0].textVi, "12/TB-UBND");
    assert.equal(local.day("2026-10-19").citations[0].instrument, null);
});

test("calendar options", () => {
    const six = Calendar.vietnam({ weeklyRest: ["sun"], closures: undefined, openings: null });
    assert.equal(six.addWorkingDays("2026-01-09", 1), "2026-01-10");
    refused("not_announced", () => Calendar.vietnam({ announcedOnly: true }).addWorkingDays(Calendar.announced().last, 1));
    assert.equal(Calendar.vietnam({ workedSaturdayCounts: false }).day("2026-08-22").isWorking, false);
    // 24 November 2029 is a Saturday.
    assert.equal(Calendar.vietnam({ cultureDayMadeUp: true }).day("2029-11-26").isWorking, false);
    assert.equal(Calendar.vietnam({ cultureDayMadeUp: false }).day("2029-11-26").isWorking, true);
    refused("calendar_empty", () => Calendar.vietnam({ weeklyRest: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }));
    const closed = { from: "2026-01-01", to: "2026-01-02", reasonVi: "a", reasonEn: "b", citation: "c" };
    refused("date_invalid", () => Calendar.vietnam({ closures: [{ ...closed, from: "2026-02-30" }] }));
    refused("date_invalid", () => Calendar.vietnam({ closures: [{ ...closed, from: undefined }] }));
    refused("date_invalid", () => Calendar.vietnam({ closures: [{ ...closed, to: "2025-01-01" }] }));
    refused("option_unknown", () => Calendar.vietnam({ closures: [{ ...closed, reason: "x" }] }), /`reason` .*reasonVi/);
    refused("option_unknown", () => Calendar.vietnam({ closures: [{ ...closed, reasonVi: 5 }] }), /reasonVi: 5/);
    refused("option_unknown", () => Calendar.vietnam({ closures: [{ ...closed, citation: undefined }] }), /citation: undefined/);
    refused("option_unknown", () => Calendar.vietnam({ closures: closed }), /closures: object/);
    refused("option_unknown", () => Calendar.vietnam({ closures: "x" }));
    refused("option_unknown", () => Calendar.vietnam({ closures: [1, null] }));
    refused("option_unknown", () => Calendar.vietnam({ weeklyRest: ["sunday"] }), /mon, tue/);
    refused("option_unknown", () => Calendar.vietnam({ weeklyRest: [0] }));
    refused("option_unknown", () => Calendar.vietnam({ weeklyRest: "sun" }));
    refused("option_unknown", () => Calendar.vietnam({ announced_only: true }), /announcedOnly/);
    refused("option_unknown", () => Calendar.vietnam({ announcedOnly: 1 }), /announcedOnly: 1/);
    refused("option_unknown", () => Calendar.vietnam({ announcedOnly: "true" }), /"true"/);
    refused("option_unknown", () => Calendar.vietnam({ [Symbol("x")]: 1 }));
    for (const options of [5, "x", true, [], () => 0, 1n, Symbol("x")]) {
        refused("option_unknown", () => Calendar.vietnam(options));
    }
    refused("option_unknown", () => Calendar.vietnam({ ["x".repeat(10_000)]: 1 }), /^.{0,300}$/);
});

test("counts are whole numbers", () => {
    const calendar = Calendar.vietnam();
    assert.equal(calendar.addWorkingDays("2026-05-04", -1), "2026-04-29");
    assert.equal(calendar.addWorkingDays("2026-05-03", 0), "2026-05-03");
    assert.equal(calendar.addWorkingDays("2026-05-03", -0), "2026-05-03");
    assert.equal(calendar.countWorkingDays("2026-05-04", "2026-04-24"), -3);
    assert.ok(Object.is(calendar.countWorkingDays("2026-05-04", "2026-05-04"), 0));
    for (const n of [1.5, NaN, Infinity, -Infinity, "3", 3n, null, undefined, {}, [3], true, Symbol("3"), Number.MIN_VALUE]) {
        refused("amount_invalid", () => calendar.addWorkingDays("2026-04-24", n));
        refused("amount_invalid", () => addWorkingSeconds(RECEIVED_AT, n));
    }
    for (const n of [1e10, -1e10, 2 ** 53, 2 ** 63, -(2 ** 63), 1e30, -1e300, Number.MAX_VALUE]) {
        refused("amount_out_of_range", () => calendar.addWorkingDays("2026-04-24", n));
    }
    refused("amount_out_of_range", () => addWorkingSeconds(RECEIVED_AT, 1e300));
    refused("date_out_of_range", () => addWorkingSeconds(RECEIVED_AT, 2 ** 62));
    refused("date_out_of_range", () => calendar.addWorkingDays("2026-04-24", 1e6));
    refused("amount_negative", () => addWorkingSeconds(RECEIVED_AT, -1));
});

test("dates are text, and only text", () => {
    const calendar = Calendar.vietnam();
    const wrong = ["", "2026-4-24", "2026-02-30", "24/04/2026", "x".repeat(100_000), "２０２６-04-24", "\ud800", 20260424, new Date(), [
        "2026-04-24",
    ], { toString: () => "2026-04-24" }, null, undefined, true, 1n, Symbol("x"), new String("2026-04-24"), () => "2026-04-24"];
    for (const date of wrong) {
        refused("date_invalid", () => calendar.day(date), /^.{0,200}$/);
        refused("date_invalid", () => calendar.addWorkingDays(date, 1));
        refused("date_invalid", () => calendar.countWorkingDays("2026-04-24", date));
        refused("date_invalid", () => lunar(date));
        refused("date_invalid", () => deadline(date, "1 day"));
        refused("date_invalid", () => handOverBy(date));
        refused("date_invalid", () => latestReceipt(date, "1 day"));
        refused("date_invalid", () => remaining(RECEIVED_AT, "1 day", date));
        refused("date_invalid", () => workingSecondsBetween(date, RECEIVED_AT));
        refused("date_invalid", () => addWorkingSeconds(date, 1));
    }
    refused("date_invalid", () => deadline("2026-04-24T10:00:00+07:00", "1 day"));
    refused("date_out_of_range", () => calendar.day("2006-12-31"));
    assert.equal(deadline("2026-04-24T10:00", "1 day").receivedAt, RECEIVED_AT);
});

test("limits", () => {
    assert.deepEqual(parseLimit("Không quá 03 ngày làm việc"), { undetermined: false, amount: "3", unit: "working_day" });
    assert.deepEqual(parseLimit("theo dự án"), { undetermined: true, text: "theo dự án" });
    for (const limit of ["3 working_day", { amount: "3", unit: "working_day" }, { amount: 3, unit: "working_day" }, parseLimit("3 working_day")]) {
        const due = deadline(RECEIVED_AT, limit);
        assert.equal(due.dueOn, "2026-05-04");
        assert.deepEqual(due.limit, { undetermined: false, amount: "3", unit: "working_day" });
        assert.equal(deadline(RECEIVED_AT, due.limit).dueAt, due.dueAt);
    }
    assert.equal(deadline(RECEIVED_AT, { amount: 4.75, unit: "working_day" }).limit.amount, "4.75");
    assert.equal(deadline(RECEIVED_AT, { amount: 1e-7, unit: "working_hour" }).limit.amount, "0.0000001");
    refused("limit_undetermined", () => deadline(RECEIVED_AT, "theo dự án"));
    refused("limit_undetermined", () => deadline(RECEIVED_AT, parseLimit("theo dự án")));
    refused("amount_invalid", () => parseLimit(""));
    refused("amount_negative", () => deadline(RECEIVED_AT, { amount: -3, unit: "day" }));
    refused("amount_out_of_range", () => deadline(RECEIVED_AT, { amount: 1.5, unit: "month" }));
    refused("amount_out_of_range", () => deadline(RECEIVED_AT, { amount: 1e21, unit: "day" }));
    for (const amount of [NaN, Infinity, null, undefined, {}, [3], true, 3n, "three"]) {
        refused("amount_invalid", () => deadline(RECEIVED_AT, { amount, unit: "day" }));
    }
    for (const unit of ["days", 5, null, undefined, {}, Symbol("day")]) {
        refused("unit_unknown", () => deadline(RECEIVED_AT, { amount: "3", unit }));
    }
    for (const limit of [3, null, undefined, [], true, () => 0, { amount: 3, unit: "day", days: 1 }, { text: "3 day", amount: 3 }, { undetermined: true, text: 5 }]) {
        refused("option_unknown", () => deadline(RECEIVED_AT, limit));
        refused("option_unknown", () => latestReceipt("2026-05-04", limit));
        refused("option_unknown", () => remaining(RECEIVED_AT, limit, RECEIVED_AT));
        refused("option_unknown", () => parseLimit(limit));
    }
});

test("deadline", () => {
    const due = deadline(RECEIVED_AT, "03 ngày làm việc");
    assert.deepEqual(Object.keys(due), fields("Deadline"));
    assert.equal(due.dueAt, "2026-05-04T17:00:00");
    assert.equal(due.certainty, "announced");
    assert.deepEqual(due.flags, []);
    assert.match(due.explanation.vi, /Hẹn trả kết quả: 17:00 thứ Hai 04\/05\/2026/);
    assert.match(due.explanation.en, /Hung Kings/);
    for (const step of due.steps) {
        assert.deepEqual(Object.keys(step), fields("Step"));
        assert.ok(union("Operation").includes(step.operation));
        assert.match(step.from, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
        step.days.forEach((run) => assert.deepEqual(Object.keys(run), fields("DayRun")));
        step.citations.forEach((citation) => assert.deepEqual(Object.keys(citation), fields("Citation")));
    }
    assert.deepEqual(due.steps.map(({ operation }) => operation), [
        "receive",
        "leave_out_first_day",
        "skip_days",
        "skip_days",
        "count_working_days",
        "due",
    ]);
    assert.deepEqual(JSON.parse(JSON.stringify(due)), due);
    assert.deepEqual(structuredClone(due), due);
    const clock = deadline(RECEIVED_AT, "1 working_day", { counting: "by_clock", hours: "07:30-11:30,13:30-17:00" });
    assert.equal(clock.dueAt, "2026-04-28T10:00:00");
    assert.equal(clock.steps.find(({ operation }) => operation === "count_working_time").unit, "working_second");
    assert.equal(deadline(RECEIVED_AT, "20 hour").dueAt, "2026-04-25T06:00:00");
    assert.equal(deadline(RECEIVED_AT, "20 hour", { roll: "forward" }).dueOn, "2026-04-28");
    assert.equal(deadline(RECEIVED_AT, "1 day", { roll: "none" }).dueOn, "2026-04-25");
    assert.equal(deadline("2026-09-07T16:00:00", "3 working_day", { cutoff: "15:30" }).dueOn, "2026-09-11");
    assert.equal(deadline("2026-09-07T16:00:00", "3 working_day", { cutoff: "15:30", cutoffEffect: "day_1" }).dueOn, "2026-09-10");
    const interlinked = deadline("2026-09-07T16:00:00", "3 working_day", { cutoff: "interlinked" });
    assert.equal(interlinked.flags[0].code, "cutoff_effect");
    assert.deepEqual(Object.keys(interlinked.flags[0]), fields("Flag"));
    assert.equal(deadline("2026-09-07T16:00:00", "3 working_day", { cutoff: null, roll: undefined }).dueOn, "2026-09-10");
});

test("options of a deadline", () => {
    const ask = (options) => () => deadline(RECEIVED_AT, "3 working_day", options);
    refused("option_unknown", ask({ counting: "by_moon" }), /by_date, by_clock/);
    refused("option_unknown", ask({ counting: 1 }));
    refused("option_unknown", ask({ counting: {} }));
    refused("option_unknown", ask({ cutoff: "noon" }));
    refused("hours_invalid", ask({ cutoff: 15 }));
    refused("hours_invalid", ask({ cutoff: "25:00" }));
    refused("option_unknown", ask({ cutoff: "15:00", cutoffEffect: "day_2" }));
    refused("option_unknown", ask({ cutoffEffect: true }));
    refused("option_unknown", ask({ roll: false }), /forward, none/);
    refused("option_unknown", ask({ cutoff_effect: "day_0" }), /cutoffEffect/);
    refused("option_unknown", ask({ holidays: undefined }), /holidays/);
    refused("option_unknown", ask(Calendar.vietnam()));
    refused("option_unknown", () => handOverBy(RECEIVED_AT, { counting: "by_date" }), /calendar, hours/);
    refused("option_unknown", () => workingSecondsBetween(RECEIVED_AT, RECEIVED_AT, { cutoff: "15:00" }));
    for (const options of [5, "x", true, [], () => 0, 1n, Symbol("x")]) {
        refused("option_unknown", ask(options));
        refused("option_unknown", () => handOverBy(RECEIVED_AT, options));
    }
    assert.equal(ask(null)().dueOn, "2026-05-04");
    const own = new RangeError("mine");
    const thrower = { get hours() { throw own; } };
    assert.throws(ask(thrower), (error) => error === own);
    const keys = new Proxy({}, { ownKeys() { throw own; } });
    assert.throws(ask(keys), (error) => error === own);
    assert.equal(ask({})().dueOn, "2026-05-04");
});

test("hours", () => {
    const seconds = (hours, from = "2026-07-06T00:00:00", to = "2026-07-11T23:00:00") => workingSecondsBetween(from, to, { hours });
    assert.equal(seconds(undefined), 5 * 8 * 3600);
    assert.equal(seconds("08:00-12:00"), 5 * 4 * 3600);
    assert.equal(seconds({ "mon-fri": "08:00-12:00", sat: "08:00-09:00", sun: undefined, seasons: null }), 21 * 3600);
    const summer = { from: "2026-04-16", to: "2026-10-15", hours: "06:30-07:30", citation: "10/QĐ-UBND" };
    assert.equal(seconds({ "mon-fri": "08:00-12:00", seasons: [summer] }), 5 * 3600);
    assert.equal(seconds({ "mon-fri": "08:00-12:00", seasons: [{ ...summer, hours: { mon: "06:00-07:00" } }] }), 3600);
    const round = { "mon-fri": "08:00-12:00" };
    round.seasons = [{ ...summer, hours: round }];
    assert.equal(seconds(round), 5 * 4 * 3600);
    for (const hours of ["", "07:00-", "12:00-08:00", 5, true, {}, [], { mon: 5 }, { mon: {} }, { fun: "08:00-12:00" }, { mon: "x" },
        { "mon-fri": "08:00-12:00", fri: "08:00-12:00" }, { sat: "08:00-12:00" }, () => 0, new Map([["mon", "08:00-12:00"]])]) {
        refused("hours_invalid", () => seconds(hours), /^.{0,200}$/);
    }
    refused("hours_invalid", () => seconds({ "mon-fri": "08:00-12:00", seasons: [{ ...summer, hours: undefined }] }));
    refused("hours_invalid", () => seconds({ "mon-fri": "08:00-12:00", seasons: [summer, summer] }));
    refused("option_unknown", () => seconds({ "mon-fri": "08:00-12:00", seasons: [{ ...summer, name: "x" }] }));
    refused("option_unknown", () => seconds({ "mon-fri": "08:00-12:00", seasons: [{ ...summer, citation: 5 }] }));
    refused("option_unknown", () => seconds({ "mon-fri": "08:00-12:00", seasons: summer }));
    refused("option_unknown", () => seconds({ "mon-fri": "08:00-12:00", seasons: [5] }));
    refused("date_invalid", () => seconds({ "mon-fri": "08:00-12:00", seasons: [{ ...summer, from: 5 }] }));
    assert.equal(workingSecondsBetween("2026-07-07T08:00:00", "2026-07-06T08:00:00"), -8 * 3600);
    assert.equal(addWorkingSeconds("2026-04-24T16:00:00", 7200), "2026-04-28T08:00:00");
    assert.equal(addWorkingSeconds("2026-04-24T16:00:00", 3600, { hours: "08:00-12:00" }), "2026-04-28T09:00:00");
});

test("backwards", () => {
    const latest = latestReceipt("2026-02-13", "5 ngày làm việc");
    assert.deepEqual(Object.keys(latest), fields("LatestReceipt"));
    assert.equal(latest.receivedAt, "2026-02-08T23:59:59");
    assert.equal(latest.atCounter, "2026-02-06T17:00:00");
    assert.equal(latest.deadline.dueOn, "2026-02-13");
    assert.deepEqual(Object.keys(latest.deadline), fields("Deadline"));
    refused("date_out_of_range", () => latestReceipt("2007-01-02", "5 working_day"));
    assert.deepEqual(remaining(RECEIVED_AT, "3 working_day", "2026-05-04T16:00:00"), {
        workingDays: 0,
        workingSeconds: 3600,
        clockSeconds: 3600,
        isPast: false,
    });
    assert.deepEqual(remaining(RECEIVED_AT, "3 working_day", "2026-05-05T08:00:00"), {
        workingDays: -1,
        workingSeconds: -3600,
        clockSeconds: -15 * 3600,
        isPast: true,
    });
    assert.equal(handOverBy("2026-09-07T15:00:00"), "2026-09-07T17:00:00");
    assert.equal(handOverBy("2026-09-07T15:00:01"), "2026-09-08T07:00:00");
    assert.equal(handOverBy("2026-09-07T15:00:01", { hours: "08:00-12:00" }), "2026-09-08T08:00:00");
});

test("lunar", () => {
    const date = lunar("2026-04-26");
    assert.deepEqual(Object.keys(date), fields("LunarDate"));
    assert.deepEqual(date, {
        year: 2026,
        month: 3,
        day: 10,
        leap: false,
        proleptic: false,
        ambiguous: false,
        nameVi: "mùng 10 tháng 3",
        nameEn: "day 10 of lunar month 3",
    });
    assert.equal(lunarToSolar(date), "2026-04-26");
    assert.equal(lunarToSolar({ year: 2033, month: 11, day: 1, leap: true }), "2033-12-22");
    assert.equal(lunar("1950-01-01").proleptic, true);
    for (const wrong of [{ month: 13 }, { month: 0 }, { month: 300 }, { month: -1 }, { day: 31 }, { day: 1.5 }, { year: NaN }, { year: "2026" },
        { day: undefined }, { leap: true }, { year: 1e300 }, { month: {} }]) {
        refused("date_invalid", () => lunarToSolar({ year: 2026, month: 3, day: 10, ...wrong }));
    }
    refused("date_out_of_range", () => lunarToSolar({ year: 3000, month: 3, day: 10 }));
    refused("option_unknown", () => lunarToSolar({ year: 2026, month: 3, day: 10, leap: 1 }));
    refused("option_unknown", () => lunarToSolar({ year: 2026, month: 3, day: 10, leapMonth: true }));
    refused("option_unknown", () => lunarToSolar("2026-03-10"));
    refused("option_unknown", () => lunarToSolar());
    refused("date_out_of_range", () => lunar("1900-01-30"));
});

test("versions", () => {
    assert.match(motcua.version(), /^\d+\.\d+\.\d+$/);
    assert.match(motcua.dataVersion(), /^\d{4}-\d\d-\d\d/);
});

const SUBMITTED = { at: "2026-07-06T08:00:00", kind: "submitted", channel: "counter" };
const ACCEPTED = { at: "2026-07-06T08:10:00", kind: "accepted" };
const LOG = { limit: "5 working_day", events: [SUBMITTED, ACCEPTED], asOf: "2026-07-08T08:00:00" };
const standing = (changed) => motcua.dossier({ ...LOG, ...changed });

/** As `refused`, with the place. */
function refusedAt(code, path, index, ask, message = /./) {
    refused(code, ask, message);
    assert.throws(ask, (error) => {
        assert.deepEqual([error.path, error.index], [path, index], error.message);
        return true;
    });
}

test("dossiers", () => {
    const now = standing();
    assert.deepEqual(Object.keys(now).sort(), fields("DossierAnswer").sort());
    assert.deepEqual(Object.keys(now.duties[0]).sort(), fields("DutyAnswer").sort());
    assert.deepEqual(Object.keys(now.holder).sort(), fields("HoldingAnswer").sort());
    assert.deepEqual([now.state, now.dueOn, now.firstDueAt], ["in_process", "2026-07-13", "2026-07-13T17:00:00"]);
    assert.deepEqual(now.owes, ["appointment_slip"]);
    assert.ok(union("OperationName").includes("dossier"));
    assert.deepEqual(union("OperationName").sort(), motcua.operations().sort());
    assert.equal(standing({ events: [SUBMITTED, ACCEPTED, { at: "2026-07-06T09:00:00", kind: "handed_over", to: "địa_chính" }] }).holder.unit, "địa_chính");
    assert.equal(standing({ hours: { "mon-fri": "08:00-12:00", sat: "08:00-09:00" } }).dueAt, "2026-07-13T12:00:00");
    assert.equal(standing({ regime: undefined, whatIf: null, calendar: {} }).dueOn, now.dueOn);
    assert.equal(motcua.dossierCode({ code: "000.17.22.H56-210531-0001" }).receivedOn, "2021-05-31");
    assert.deepEqual(motcua.duplicateCodes({ codes: [] }), { duplicates: [], invalid: [] });
    const regime = motcua.regime({ on: "2025-06-30" });
    assert.equal(regime.inForceUntilOn, "2025-06-30");
    assert.deepEqual(Object.keys(regime.provisions[0]).sort(), fields("ProvisionAnswer").sort());
    assert.equal(regime.provisions.find(({ id }) => id === "max_reschedules").value, 1);
});

test("a calendar goes into a request as its options", () => {
    const calendar = Calendar.vietnam({
        weeklyRest: ["sun"],
        closures: [{ from: "2026-07-09", to: "2026-07-10", reasonVi: "Nghỉ do lũ lụt", reasonEn: "Flood", citation: "12/TB-UBND" }],
    });
    assert.equal(standing({ calendar }).dueOn, "2026-07-14");
    assert.equal(standing({ calendar: calendar.toJSON() }).dueOn, "2026-07-14");
    assert.equal(Calendar.vietnam(calendar.toJSON()).day("2026-07-09").kind, "local_closure");
    assert.equal(standing({ calendar: Calendar.vietnam() }).dueOn, "2026-07-13");
});

test("a refusal says where, in the caller's spelling", () => {
    refusedAt("field_unknown", "as_of", undefined, () => motcua.dossier({ limit: "5 day", events: [], as_of: RECEIVED_AT }), /`as_of`/);
    refusedAt("field_unknown", "asOff", undefined, () => standing({ asOff: RECEIVED_AT }), /`asOff`/);
    refusedAt("field_unknown", "events[1].newDue", undefined, () => standing({ events: [SUBMITTED, { ...ACCEPTED, newDue: 1 }] }));
    refusedAt("field_unknown", "events[1].new_due_on", undefined, () => standing({ events: [SUBMITTED, { ...ACCEPTED, new_due_on: 1 }] }));
    refusedAt("field_unknown", "events[1].newDueOn", 1, () => standing({ events: [SUBMITTED, { ...ACCEPTED, newDueOn: "2026-07-20" }] }), /newDueOn/);
    refusedAt("field_unknown", "calendar.weekly_rest", undefined, () => standing({ calendar: { weekly_rest: ["sun"] } }));
    refusedAt("request_invalid", "asOf", undefined, () => motcua.dossier({ limit: "5 day", events: [] }), /`asOf`: is missing/);
    refusedAt("request_invalid", "maxSupplements", undefined, () => standing({ maxSupplements: -1 }), /`maxSupplements`/);
    refusedAt("event_out_of_order", "events[1]", 1, () => standing({ events: [SUBMITTED, { ...ACCEPTED, at: "2026-07-05T08:00:00" }] }));
    refusedAt("value_missing", undefined, undefined, () => motcua.dossierCode({ unit: "H56.17", serial: 1 }), /`receivedOn` is missing/);
    refused("date_invalid", () => standing({ asOf: new Date(0) }));
    refused("hours_invalid", () => standing({ hours: { monFri: "08:00-12:00" } }), /monFri/);
    const round = {};
    round.events = [round];
    let deep = [];
    for (let i = 0; i < 1000; i += 1) {
        deep = [deep];
    }
    for (const request of [undefined, null, 5, "x", true, 1n, Symbol("x"), [], () => 0, { toJSON: () => undefined }]) {
        refusedAt("request_invalid", "request", undefined, () => motcua.dossier(request), /^.{0,300}$/);
    }
    // What JSON would drop or turn into something else is refused where it is.
    const search = { csv: "code,name\n1.001193,A\n", query: "a" };
    const interlinked = { group: "nd63_2024_birth", receivedAt: "2026-09-07T08:00:00" };
    for (const [path, ask] of [
        ["code", () => motcua.dossier({ code: 1n })],
        ["events[0].events[0].events", () => motcua.dossier(round)],
        ["events[0][0][0]", () => motcua.dossier({ events: deep })],
        ["limit", () => motcua.search({ ...search, limit: NaN })],
        ["limit", () => motcua.search({ ...search, limit: -Infinity })],
        ["limit", () => motcua.search({ ...search, limit: () => 3 })],
        ["limit", () => motcua.search({ ...search, limit: Symbol("3") })],
        ["limits", () => motcua.interlinked({ ...interlinked, limits: new Map([["civil_status", "5 working_day"]]) })],
        ["events", () => motcua.dossier({ ...LOG, events: new Set(LOG.events) })],
        ["csv", () => motcua.search({ ...search, csv: new Uint8Array(3) })],
        ["limits.civil_status", () => motcua.interlinked({ ...interlinked, limits: { civil_status: 5 } })],
        ["catalogue.procedures[0].versions[0]", () => motcua.search({ query: "a", catalogue: { procedures: [{ code: "1.001193", name: "A", versions: [[]] }] } })],
    ]) {
        assert.throws(ask, (error) => error.code === "request_invalid" && error.path.startsWith(path) && error.message.length < 300, path);
    }
    const own = new RangeError("mine");
    assert.throws(() => motcua.dossier({ get events() { throw own; } }), (error) => error === own);
});

test("messages", () => {
    const question = { operation: "lunar", given: { date: "2026-02-17" } };
    const answer = { expect: { year: 2026, month: 1, day: 1, leap: false } };
    assert.deepEqual(motcua.evaluate(question), answer);
    assert.deepEqual(JSON.parse(motcua.evaluate(JSON.stringify(question))), answer);
    assert.deepEqual(motcua.evaluate([question, { ...question, given: { date: new Date(0) } }]).map(({ error }) => error), [undefined, "date_invalid"]);
    assert.equal(motcua.evaluate({ operation: "dossier", given: LOG }).path, "given.asOf");
    const round = {};
    round.given = round;
    assert.equal(motcua.evaluate(round).error, "request_invalid");
    assert.equal(motcua.evaluate({ operation: "lunar", given: { date: 1n } }).path, "given.date");
    assert.equal(motcua.evaluate([{ operation: "lunar", given: new Map() }]).path, "[0].given");
    assert.equal(JSON.parse(motcua.evaluate("\ud800")).error, "request_invalid");
    for (const request of [undefined, null, 5, true, 1n, Symbol("x")]) {
        assert.throws(() => motcua.evaluate(request), TypeError);
    }
});
