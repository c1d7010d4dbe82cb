// Everything that is counted comes from the library: this file asks, and says beside which field a refusal belongs.
import {
  batch, deadline, handOverBy, latestReceipt, parseLimit, remaining, workingSecondsBetween,
  type Calendar, type CountedLimit, type Day, type Deadline, type DeadlineOptions, type Remaining,
} from "motcua/light";
import { versionOn, type Procedure } from "./catalogue";
import { isoDate, isoTime } from "./format";
import type { Question } from "./model";
import { calendarOf, codeOf, hoursOf } from "./office";

export type Field = "procedure" | "limit" | "date" | "time" | "hours" | "saturday" | "result";

export interface Refusal {
  field: Field;
  /** A code of the library, or one of the page's own: `nothing_asked`, `not_in_force`, `no_limit`, `time_invalid`, `broken`. */
  code: string;
}

export type Option = "counting" | "cutoff" | "effect" | "roll" | "cultureDay" | "workedSaturday";

export interface Answer {
  deadline: Deadline;
  limit: CountedLimit;
  procedure: Procedure | null;
  calendar: Calendar;
  options: DeadlineOptions;
}

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

function optionsOf(question: Question, procedure: Procedure | null): DeadlineOptions {
  const options: DeadlineOptions = { calendar: calendarOf(question), hours: hoursOf(question) };
  if (question.counting !== "by_date") options.counting = question.counting;
  const cutoff = procedure === null ? question.cutoff : procedure.cutoff;
  // The catalogue is data, so the library is the judge of what it names.
  if (cutoff !== "") options.cutoff = cutoff as NonNullable<DeadlineOptions["cutoff"]>;
  if (question.effect !== "day_0") options.cutoffEffect = question.effect;
  if (question.roll !== "") options.roll = question.roll;
  return options;
}

interface Asked {
  at: string;
  limit: CountedLimit;
  procedure: Procedure | null;
}

function read(question: Question): Asked {
  const date = isoDate(question.date);
  ask("date", () => calendarOf(question).day(date));
  const time = isoTime(question.time);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new Refused({ field: "time", code: "time_invalid" });
  const at = `${date}T${time}`;
  if (question.hours === "own") {
    const { ownSaturday, ...week } = question;
    ask("hours", () => workingSecondsBetween(at, at, { hours: hoursOf({ ...week, ownSaturday: "" }) }));
    ask("saturday", () => workingSecondsBetween(at, at, { hours: hoursOf({ ...week, ownSaturday }) }));
  }
  let procedure: Procedure | null = null;
  let text = question.limit;
  const field = question.source;
  if (field === "procedure") {
    if (question.procedure === "") throw new Refused({ field, code: "nothing_asked" });
    procedure = versionOn(question.procedure, date);
    if (procedure === null) throw new Refused({ field, code: "not_in_force" });
    text = procedure.cases[question.variant]?.limit || procedure.limit;
  } else if (text.trim() === "") throw new Refused({ field, code: "nothing_asked" });
  const limit = ask(field, () => parseLimit(text));
  if (limit.undetermined) throw new Refused({ field, code: field === "procedure" ? "no_limit" : "limit_undetermined" });
  return { at, limit, procedure };
}

const dueOf = (asked: Asked, question: Question): string | null =>
  orNull(() => deadline(asked.at, asked.limit, optionsOf(question, asked.procedure)).dueAt);

/** The options worth showing: those already chosen, and those that would move the due moment. */
export function matters(result: Answer, question: Question): Option[] {
  const asked: Asked = { at: result.deadline.receivedAt, limit: result.limit, procedure: result.procedure };
  const { dueAt } = result.deadline;
  const others: [Option, boolean, Partial<Question>][] = [
    ["counting", question.counting !== "by_date", { counting: "by_clock" }],
    ["cutoff", question.cutoff !== "", { cutoff: "interlinked" }],
    ["effect", question.effect !== "day_0", { effect: "day_1" }],
    ["roll", question.roll !== "", { roll: asked.limit.unit === "hour" || asked.limit.unit === "minute" ? "forward" : "none" }],
    ["cultureDay", question.cultureDay !== "no", { cultureDay: "yes" }],
    ["workedSaturday", question.workedSaturday !== "yes", { workedSaturday: "no" }],
  ];
  return others
    .filter(([option]) => option !== "cutoff" || asked.procedure === null)
    .filter(([, chosen, change]) => chosen || dueOf(asked, { ...question, ...change }) !== dueAt)
    .map(([option]) => option);
}

export function answer(question: Question): Answer | Refusal {
  try {
    const asked = read(question);
    const options = optionsOf(question, asked.procedure);
    const due = ask("result", () => deadline(asked.at, asked.limit, options));
    return { deadline: due, limit: asked.limit, procedure: asked.procedure, calendar: calendarOf(question), options };
  } catch (error) {
    return error instanceof Refused ? error.refusal : { field: "result", code: codeOf(error) };
  }
}

export const isRefusal = (result: Answer | Refusal): result is Refusal => "code" in result;

const orNull = <T,>(call: () => T | null): T | null => {
  try {
    return call();
  } catch {
    return null;
  }
};

/** By when the dossier is handed over, and the latest moment at the counter that still gives this due day. */
export function moments({ deadline: due, limit, options }: Answer): { handOver: string | null; latest: string | null } {
  return {
    handOver: orNull(() => handOverBy(due.receivedAt, { calendar: options.calendar, hours: options.hours })),
    latest: orNull(() => {
      const last = latestReceipt(due.dueOn, limit, options);
      return last.deadline.dueOn === due.dueOn ? last.atCounter : null;
    }),
  };
}

export function left(result: Answer, now: string): Remaining | null {
  return orNull(() => remaining(result.deadline.receivedAt, result.limit, now, result.options));
}

/** The due moment if papers asked for are complete now and the whole limit runs again; `null` before receipt. */
export function restarted(result: Answer, now: string): Deadline | null {
  if (now < result.deadline.receivedAt.slice(0, now.length)) return null;
  return orNull(() => deadline(now, result.limit, result.options));
}

export interface MarkedDay {
  day: Day;
  isReceived: boolean;
  isDue: boolean;
  /** Its number among the days counted. */
  ordinal: number | null;
  /** Between receipt and due day, both included. */
  isWithin: boolean;
}

export interface Month {
  month: string;
  days: MarkedDay[];
}

/** The number of a day among those counted, where the chain counts days. */
function ordinalOf(result: Answer, date: string): number | null {
  for (const step of result.deadline.steps) {
    const first = step.from.slice(0, 10);
    if (date < first || date > step.to.slice(0, 10)) continue;
    if (step.operation === "count_working_days" && result.calendar.day(date).isWorking) return result.calendar.countWorkingDays(first, date) + 1;
    if (step.operation === "count_calendar" && step.unit === "day" && date > first) return batch.dayNumber(date) - batch.dayNumber(first);
  }
  return null;
}

/** The months from receipt to due day, at most `most` of them. */
export function months(result: Answer, most: number): { shown: Month[]; more: number } {
  const { receivedAt, dueOn } = result.deadline;
  const received = receivedAt.slice(0, 10);
  const names: string[] = [];
  for (let [year, month] = [Number(received.slice(0, 4)), Number(received.slice(5, 7))]; ;) {
    const name = `${year}-${String(month).padStart(2, "0")}`;
    if (name > dueOn.slice(0, 7)) break;
    names.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  const shown = names.slice(0, most).map((name) => {
    const first = batch.dayNumber(`${name}-01`);
    const days: MarkedDay[] = [];
    for (let number = first; ; number++) {
      const date = batch.dateOf(number);
      if (date === null || !date.startsWith(name)) break;
      days.push({
        day: result.calendar.day(date),
        isReceived: date === received,
        isDue: date === dueOn,
        ordinal: ordinalOf(result, date),
        isWithin: received <= date && date <= dueOn,
      });
    }
    return { month: name, days };
  });
  return { shown, more: names.length - shown.length };
}
