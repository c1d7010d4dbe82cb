// What is told beside the due moment. It comes a frame later, so it may ask the library more.
import { deadline, handOverBy, latestReceipt, remaining, workingSecondsBetween, type Calendar, type Day, type Deadline, type Step } from "motcua/light";
import { optionsOf, orNull, type Answer } from "./engine";
import type { Question } from "./model";

const OPTIONS = ["counting", "cutoff", "effect", "roll", "cultureDay", "workedSaturday"] as const;
export type Option = (typeof OPTIONS)[number];

/** From receipt to due moment on the clock: asked without reasons, which take ten times as long. */
const length = ({ at, limit, procedure }: Answer, question: Question): number | null =>
  orNull(() => remaining(at, limit, at, optionsOf(question, procedure)).clockSeconds);

/** The choices that depart from the default. What is sent to the library has to be seen, so that it can be undone. */
export function departures(question: Question): Option[] {
  const departs: Record<Option, boolean> = {
    counting: question.counting !== "by_date",
    cutoff: question.cutoff !== "",
    effect: question.effect !== "day_0",
    roll: question.roll !== "",
    cultureDay: question.cultureDay !== "no",
    workedSaturday: question.workedSaturday !== "yes",
  };
  return OPTIONS.filter((option) => departs[option]);
}

/** The options worth showing: those already chosen, and those that would move the due moment. */
export function matters(result: Answer, question: Question): Option[] {
  const usual = length(result, question);
  const { unit } = result.limit;
  const chosen = departures(question);
  const others: Record<Option, Partial<Question>> = {
    counting: { counting: "by_clock" },
    cutoff: { cutoff: "interlinked" },
    effect: { effect: "day_1" },
    roll: { roll: unit === "hour" || unit === "minute" ? "forward" : "none" },
    cultureDay: { cultureDay: "yes" },
    workedSaturday: { workedSaturday: "no" },
  };
  return OPTIONS
    .filter((option) => option !== "cutoff" || result.procedure === null)
    .filter((option) => chosen.includes(option) || length(result, { ...question, ...others[option] }) !== usual);
}

/** By when the dossier is handed over, and the latest moment at the counter that still gives this due day. */
export function moments({ deadline: due, limit, options }: Answer): { handOver: string | null; latest: string | null } {
  return {
    handOver: orNull(() => {
      const by = handOverBy(due.receivedAt, { calendar: options.calendar, hours: options.hours });
      // A short limit ends before: nobody may take the later moment for allowed.
      return by < due.dueAt ? by : null;
    }),
    latest: orNull(() => {
      const last = latestReceipt(due.dueOn, limit, options);
      return last.deadline.dueOn === due.dueOn ? last.atCounter : null;
    }),
  };
}

export interface Left {
  workingDays: number;
  workingSeconds: number;
  isPast: boolean;
}

export const left = (result: Answer, now: string): Left | null =>
  orNull(() => remaining(result.deadline.receivedAt, result.limit, now, result.options));

/** The same for a due moment that no single limit leads to. */
export const leftUntil = (dueAt: string, now: string, calendar: Calendar, options: Answer["options"]): Left | null =>
  orNull(() => ({
    workingDays: calendar.countWorkingDays(now.slice(0, 10), dueAt.slice(0, 10)),
    workingSeconds: workingSecondsBetween(now, dueAt, { calendar, hours: options.hours }),
    isPast: dueAt < `${now}:00`.slice(0, 19),
  }));

/** The due moment if papers asked for are complete now and the whole limit runs again; `null` before receipt. */
export function restarted(result: Answer, now: string): Deadline | null {
  if (now < result.deadline.receivedAt.slice(0, now.length)) return null;
  return orNull(() => deadline(now, result.limit, result.options));
}

/** The days to draw, and what the month view says of each. */
export interface Span {
  receivedAt: string;
  dueOn: string;
  calendar: Calendar;
  steps: readonly Step[];
}

export const spanOf = ({ deadline: { receivedAt, dueOn, steps }, calendar }: Answer): Span => ({ receivedAt, dueOn, steps, calendar });

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

const DAY = 86_400_000;

/** The number of a day among those counted, where the chain counts days. */
function ordinalOf({ steps, calendar }: Span, day: Day): number | null {
  const { date } = day;
  for (const step of steps) {
    const first = step.from.slice(0, 10);
    if (date < first || date > step.to.slice(0, 10)) continue;
    if (step.operation === "count_working_days" && day.isWorking) return calendar.countWorkingDays(first, date) + 1;
    if (step.operation === "count_calendar" && step.unit === "day" && date > first) return Math.round((Date.parse(date) - Date.parse(first)) / DAY);
  }
  return null;
}

/** The months from receipt to due day, at most `most` of them. */
export function months(span: Span, most: number): { shown: Month[]; more: number } {
  const { receivedAt, dueOn, calendar } = span;
  const received = receivedAt.slice(0, 10);
  const names: string[] = [];
  for (let [year, month] = [Number(received.slice(0, 4)), Number(received.slice(5, 7))]; ;) {
    const name = `${year}-${String(month).padStart(2, "0")}`;
    if (name > dueOn.slice(0, 7)) break;
    names.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  const shown = names.slice(0, most).map((name) => {
    const days: MarkedDay[] = [];
    for (let date = `${name}-01`; date.startsWith(name); date = new Date(Date.parse(date) + DAY).toISOString().slice(0, 10)) {
      const day = calendar.day(date);
      const isWithin = received <= date && date <= dueOn;
      days.push({ day, isReceived: date === received, isDue: date === dueOn, ordinal: isWithin ? ordinalOf(span, day) : null, isWithin });
    }
    return { month: name, days };
  });
  return { shown, more: names.length - shown.length };
}
