// Everything that is counted comes from the library: this file asks, and says beside which field a refusal belongs.
import { Calendar, deadline, parseLimit, workingSecondsBetween, type CountedLimit, type Deadline, type DeadlineOptions } from "motcua/light";
import { calendarOf } from "./calendars";
import { versionOn, type Procedure, type Variant } from "./catalogue";
import { isoDate, isoTime } from "./format";
import type { Question } from "./model";
import { codeOf, hoursOf, localDays } from "./office";

export type Field = "procedure" | "limit" | "group" | "date" | "time" | "hours" | "saturday" | "rest" | `local-${number}` | "result";

export interface Refusal {
  field: Field;
  /** A code of the library, or one of the page's own: `nothing_asked`, `not_in_force`, `no_limit`, `time_invalid`, `end_before_begin`, `broken`. */
  code: string;
}

/** What is counted: one limit from one moment. */
export interface Asked {
  at: string;
  limit: CountedLimit;
  procedure: Procedure | null;
  /** The special case of the procedure whose limit is counted; `null` for the ordinary one. */
  variant: Variant | null;
}

export interface Answer extends Asked {
  deadline: Deadline;
  calendar: Calendar;
  options: DeadlineOptions;
}

/** A group of interlinked procedures: only the whole package answers for it. */
export interface Interlinked {
  group: string;
  at: string;
  procedure: Procedure | null;
  calendar: Calendar;
}

export type Outcome = Answer | Interlinked | Refusal;

export const isRefusal = (outcome: Outcome): outcome is Refusal => "code" in outcome;
export const isInterlinked = (outcome: Outcome): outcome is Interlinked => "group" in outcome;

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Runs one call of the library; a refusal belongs to `field`. */
function ask<T>(field: Field, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new Refused({ field, code: codeOf(error) });
  }
}

export const orNull = <T,>(call: () => T | null): T | null => {
  try {
    return call();
  } catch {
    return null;
  }
};

export function optionsOf(question: Question, procedure: Procedure | null): DeadlineOptions {
  const options: DeadlineOptions = { calendar: calendarOf(question), hours: hoursOf(question) };
  if (question.counting !== "by_date") options.counting = question.counting;
  const cutoff = procedure === null ? question.cutoff : procedure.cutoff;
  // The catalogue is data, so the library is the judge of what it names.
  if (cutoff !== "") options.cutoff = cutoff as NonNullable<DeadlineOptions["cutoff"]>;
  if (question.effect !== "day_0") options.cutoffEffect = question.effect;
  if (question.roll !== "") options.roll = question.roll;
  return options;
}

/** The calendar of the office. A refusal names no row, so on one each row is tried by itself. */
function office(question: Question): Calendar {
  try {
    return calendarOf(question);
  } catch (error) {
    question.localDays.forEach((row, place) => {
      const field = `local-${place}` as const;
      const days = localDays(row);
      const check = (from: string, to: string): void => ask(field, () => Calendar.vietnam({ closures: [{ ...days, from, to }] }).free());
      check(days.from, days.from);
      check(days.to, days.to);
      // Both are days, so only their order can be wrong.
      if (days.to < days.from) throw new Refused({ field, code: "end_before_begin" });
      check(days.from, days.to);
    });
    throw new Refused({ field: "rest", code: codeOf(error) });
  }
}

/** The moment of receipt and the office's calendar, each refused beside its field. */
function receipt(question: Question): { at: string; date: string; calendar: Calendar } {
  const date = isoDate(question.date);
  const calendar = office(question);
  ask("date", () => calendar.day(date));
  const time = isoTime(question.time);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new Refused({ field: "time", code: "time_invalid" });
  const at = `${date}T${time}`;
  if (question.hours === "own") {
    const { ownSaturday, ...week } = question;
    ask("hours", () => workingSecondsBetween(at, at, { hours: hoursOf({ ...week, ownSaturday: "" }) }));
    ask("saturday", () => workingSecondsBetween(at, at, { hours: hoursOf({ ...week, ownSaturday }) }));
  }
  return { at, date, calendar };
}

function read(question: Question): Asked | Interlinked {
  const { at, date, calendar } = receipt(question);
  const field = question.source;
  if (question[field].trim() === "") throw new Refused({ field, code: "nothing_asked" });
  if (field === "group") return { group: question.group, at, procedure: null, calendar };
  let procedure: Procedure | null = null;
  let variant: Variant | null = null;
  let text = question.limit;
  if (field === "procedure") {
    procedure = versionOn(question.procedure, date);
    if (procedure === null) throw new Refused({ field, code: "not_in_force" });
    if (procedure.group !== "") return { group: procedure.group, at, procedure, calendar };
    const special = procedure.cases[question.variant];
    variant = special === undefined || special.limit === "" ? null : special;
    text = variant?.limit ?? procedure.limit;
  }
  const limit = ask(field, () => parseLimit(text));
  if (limit.undetermined) throw new Refused({ field, code: field === "procedure" ? "no_limit" : "limit_undetermined" });
  return { at, limit, procedure, variant };
}

export function answer(question: Question): Outcome {
  try {
    const asked = read(question);
    if ("group" in asked) return asked;
    const options = optionsOf(question, asked.procedure);
    return { ...asked, deadline: ask("result", () => deadline(asked.at, asked.limit, options)), calendar: calendarOf(question), options };
  } catch (error) {
    return error instanceof Refused ? error.refusal : { field: "result", code: codeOf(error) };
  }
}
