// What is shown of a plan of interlinked stages: which due moment stands in large type, and where the bars of the picture lie.
import { deadline, type Calendar, type Deadline, type DeadlineOptions } from "motcua/light";
import { orNull, type Interlinked } from "./engine";
import type { InterlinkedAnswer } from "./full";
import type { Group } from "./groups";
import type { Question } from "./model";
import { hoursOf } from "./office";

/** The stated total, or the end of the last stage, or that of the last one known; `none` where no limit is known at all. */
export type Headline = { kind: "total" | "all" | "known"; dueAt: string } | { kind: "none" };

export function headline({ totalDueAt, dueAt, knownDueOn, stages }: InterlinkedAnswer): Headline {
  if (totalDueAt !== null) return { kind: "total", dueAt: totalDueAt };
  if (dueAt !== null) return { kind: "all", dueAt };
  const last = stages.filter((one) => one.dueOn === knownDueOn).map((one) => one.dueAt ?? "").sort().at(-1);
  return last === undefined || last === "" ? { kind: "none" } : { kind: "known", dueAt: last };
}

/** The total day by day, where it is one limit and counting it gives the very moment of the plan. */
export function stepsOfTotal(asked: Interlinked, plan: InterlinkedAnswer, group: Group | null, question: Question): Deadline | null {
  const [total, ...more] = plan.total;
  if (total === undefined || more.length > 0) return null;
  const options: DeadlineOptions = { calendar: asked.calendar, hours: hoursOf(question), counting: question.counting, cutoffEffect: question.effect };
  if (question.roll !== "") options.roll = question.roll;
  if (group !== null && group.cutoff !== "") options.cutoff = group.cutoff as NonNullable<DeadlineOptions["cutoff"]>;
  const counted = orNull(() => deadline(asked.at, total, options));
  return counted?.dueAt === plan.totalDueAt ? counted : null;
}

/** Days of the picture, from the day of receipt to the last end. */
export interface Axis {
  first: string;
  last: string;
  days: number;
  /** Places of the days off. */
  off: number[];
}

const DAY = 86_400_000;
/** With more, a day is thinner than a line. */
const MOST_DAYS = 120;
const number = (moment: string): number => Date.parse(`${moment.slice(0, 19)}Z`);

export function axisOf(plan: InterlinkedAnswer, receivedAt: string, calendar: Calendar): Axis {
  const ends = [receivedAt, plan.totalDueAt, ...plan.stages.flatMap((one) => [one.startsAt, one.dueAt])].filter((end) => end !== null).sort();
  const [first, last] = [receivedAt.slice(0, 10), (ends.at(-1) ?? receivedAt).slice(0, 10)];
  const days = Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1;
  const off: number[] = [];
  for (let place = 0; place < days && days <= MOST_DAYS; place++) {
    const date = new Date(Date.parse(first) + place * DAY).toISOString().slice(0, 10);
    if (!calendar.day(date).isWorking) off.push(place);
  }
  return { first, last, days, off };
}

/** Where a moment lies, in days from the left. */
export const placeOf = (axis: Axis, moment: string): number =>
  Math.min(Math.max((number(moment.length === 16 ? `${moment}:00` : moment) - Date.parse(axis.first)) / DAY, 0), axis.days);
