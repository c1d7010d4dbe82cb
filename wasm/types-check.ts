// Uses the package as a program in TypeScript would; compiling it checks the types. The lines that must not compile say so.

import init, { Calendar, addWorkingSeconds, dataVersion, deadline, handOverBy, latestReceipt, lunar, lunarToSolar } from "motcua";
import { dossier, dossierCode, duplicateCodes, evaluate, operations, parseLimit, regime, remaining, version } from "motcua";
import { batch, workingSecondsBetween } from "motcua";
import * as columns from "motcua/columns";
import * as light from "motcua/light";
import type { Certainty, DateRange, Day, Deadline, DeadlineOptions, ErrorCode, LatestReceipt, LunarDate } from "motcua";
import type { MotcuaError, OfficeHours, Remaining, Step, TimeLimit, Unit } from "motcua";
import type { Checked, DueColumns, ErrorColumn } from "motcua";
import type { Answer, DossierAnswer, DossierRequest, DutyAnswer, EventShape, OperationName, ProvisionValue } from "motcua";

await init();
await init({ module_or_path: new URL("motcua_bg.wasm", import.meta.url) });

const flooded = { from: "2026-10-19", to: "2026-10-20", reasonVi: "Lũ lụt", reasonEn: "Flood", citation: "12/TB-UBND" };
const calendar: Calendar = Calendar.vietnam({ weeklyRest: ["sun"], closures: [flooded], announcedOnly: true });
const coverage: DateRange = Calendar.coverage();
const announced: string = Calendar.announced().last;
const day: Day = calendar.day("2026-04-27");
const basis: string | undefined = day.citations[0]?.textVi;
const nextDay: string = calendar.addWorkingDays(day.date, -1);
const count: number = calendar.countWorkingDays(coverage.first, nextDay);

const hours: OfficeHours = {
    "mon-fri": "07:00-11:30,13:30-17:00",
    sat: "07:00-11:30",
    seasons: [{ from: "2026-04-16", to: "2026-10-15", hours: "06:30-11:00,13:30-17:00", citation: "10/QĐ-UBND" }],
};
const options: DeadlineOptions = { calendar, hours, counting: "by_clock", cutoff: "15:30", cutoffEffect: "day_1", roll: "none" };
const absent: DeadlineOptions = { calendar: undefined, hours: undefined, cutoff: "civil_status" };
const due: Deadline = deadline("2026-04-24T10:00:00", "03 ngày làm việc", options);
deadline("2026-04-24T10:00:00", { amount: 4.75, unit: "working_hour" }, absent);
deadline("2026-04-24T10:00", due.limit);
const step: Step | undefined = due.steps.find(({ operation }) => operation === "skip_days");
const certainty: Certainty = due.certainty;
const flags: readonly string[] = due.flags.map(({ code, textEn }) => `${code}: ${textEn}`);

const limit: TimeLimit = parseLimit("trong ngày");
const unit: Unit | string = limit.undetermined ? limit.text : limit.unit;
const latest: LatestReceipt = latestReceipt("2026-05-04", limit, options);
const left: Remaining = remaining(due.receivedAt, limit, latest.atCounter ?? latest.receivedAt);
const handedOver: string = handOverBy(due.receivedAt, { calendar });
const seconds: number = workingSecondsBetween(due.receivedAt, due.dueAt, { hours });
const at: string = addWorkingSeconds(due.receivedAt, seconds);

const tet: LunarDate = lunar("2026-02-17");
const solar: string = lunarToSolar(tet) + lunarToSolar({ year: 2033, month: 11, day: 1, leap: true });
const versions: string = `${version()} ${dataVersion()}`;

const accepted: EventShape = { at: "2026-07-06T08:10:00", kind: "accepted", officer: undefined };
const log: DossierRequest = {
    limit: { amount: "5", unit: "working_day" },
    events: [{ at: "2026-07-06T08:00:00", kind: "submitted", channel: "counter" }, accepted],
    asOf: "2026-07-08T08:00:00",
    supplementPolicy: "pause",
    calendar,
    hours,
    whatIf: null,
};
const standing: DossierAnswer = dossier(log);
const overdue: boolean = standing.timeliness === "overdue";
const duty: DutyAnswer | undefined = standing.duties[0];
const code: string = dossierCode({ unit: "H56.17", receivedOn: "2026-07-06", serial: 1 }).code;
const places: number[] | undefined = duplicateCodes({ codes: [code, code] }).duplicates[0]?.places;
const value: ProvisionValue | null | undefined = regime({ on: "2026-07-06" }).provisions[0]?.value;
const names: OperationName[] = operations();
const text: string = evaluate("{}");
const reply: Answer = evaluate({ operation: "lunar", given: { date: "2026-02-17" } });
const replies: Answer[] = evaluate([{ operation: "lunar", given: {} }]);
const year: unknown = reply.error === undefined ? reply.expect["year"] : reply.message;

const received: Int32Array = batch.dayNumber(["2026-04-24", null]);
const dueDays: Int32Array = batch.addWorkingDays(received, 3, { calendar, out: received, errors: "null" });
const checked: Checked<Int32Array> = batch.countWorkingDays("2026-04-24", dueDays, { errors: "column" });
const moments: Float64Array = batch.addWorkingSeconds(batch.momentNumber(["2026-04-24T10:00"]), 3600, { hours });
const elapsed: Float64Array = batch.workingSecondsBetween("2026-04-24T10:00", moments, {});
const dues: DueColumns = batch.deadlines(received, [3, "4.5", null], "working_hour", { counting: "by_clock", out: { dueAt: elapsed } });
const codes: ErrorColumn = batch.deadlines(moments, elapsed, new Uint8Array(1), { errors: "column" }).errors;
const weakest: Certainty | null | undefined = batch.certainties()[dues.certainty[0] ?? 0];
const lightly: string | null = columns.batch.dateOf(columns.batch.addWorkingDays(light.deadline("2026-04-24T10:00", "1 day").dueOn, 3)[0] ?? 0);
const texts: (string | null)[] = batch.momentOf(moments);

try {
    calendar.free();
} catch (error) {
    const { name, code, path, index }: MotcuaError = error as MotcuaError;
    const known: ErrorCode = code;
    console.error(name, known, path?.length, index?.toFixed());
}

// @ts-expect-error: a calendar is made by Calendar.vietnam
new Calendar();
// @ts-expect-error: dates are text, without a zone
calendar.day(new Date());
// @ts-expect-error: no such unit
deadline("2026-04-24T10:00:00", { amount: "3", unit: "fortnight" });
// @ts-expect-error: no such option
deadline("2026-04-24T10:00:00", "3 day", { holidays: [] });
// @ts-expect-error: names are spelt as in JavaScript
dossier({ limit: "5 day", events: [], as_of: "2026-07-08T08:00:00" });
// @ts-expect-error: a log is needed
dossier({ limit: "5 day", asOf: "2026-07-08T08:00:00" });
// @ts-expect-error: no such policy
dossier({ ...log, supplementPolicy: "stop" });
// @ts-expect-error: no such operation
evaluate({ operation: "moon", given: {} });
// @ts-expect-error: dates come as days, moments as milliseconds
batch.addWorkingDays(moments, 1);
// @ts-expect-error: no such choice
batch.addWorkingDays(received, 1, { errors: "raise" });
// @ts-expect-error: the errors stand beside the values
batch.addWorkingDays(received, 1, { errors: "column" }).length;
// @ts-expect-error: no operations of the one-stop shop in the light build
light.dossier(log);
// @ts-expect-error: nor in that with columns
columns.dossier(log);
// @ts-expect-error: no columns in the light build
light.batch;
// @ts-expect-error: an undetermined limit has no amount
parseLimit("theo dự án").amount;

console.log(checked.errors, codes, weakest, lightly, texts);
console.log(overdue, duty?.dueAt, places, value, names, text, replies, year);
console.log(announced, basis, count, step, certainty, flags, unit, left.isPast, handedOver, at, solar, versions);
