// The office of a question: its calendar and its hours. Apart from the catalogue, which the worker does not need.
import { Calendar, type CalendarOptions, type MotcuaError, type OfficeHours } from "motcua/light";
import type { Question } from "./model";

export const PRESETS: Record<Exclude<Question["hours"], "own">, OfficeHours> = {
  h0700: "07:00-11:30,13:30-17:00",
  h0730: "07:30-11:30,13:30-17:00",
  h0800: "08:00-12:00,13:00-17:00",
  saturday: { "mon-fri": "07:00-11:30,13:30-17:00", sat: "07:00-11:30" },
};

export const codeOf = (error: unknown): string =>
  error instanceof Error && error.name === "MotcuaError" ? (error as MotcuaError).code : "broken";

const calendars = new Map<string, Calendar>();

/** A calendar with options takes milliseconds to make, so each is made once. */
export function calendarOf(question: Pick<Question, "cultureDay" | "workedSaturday">): Calendar {
  const key = `${question.cultureDay} ${question.workedSaturday}`;
  let calendar = calendars.get(key);
  if (calendar === undefined) {
    const options: CalendarOptions = {};
    if (question.cultureDay === "yes") options.cultureDayMadeUp = true;
    if (question.workedSaturday === "no") options.workedSaturdayCounts = false;
    calendar = Object.keys(options).length === 0 ? Calendar.vietnam() : Calendar.vietnam(options);
    calendars.set(key, calendar);
  }
  return calendar;
}

export function hoursOf(question: Question): OfficeHours {
  if (question.hours !== "own") return PRESETS[question.hours];
  const week = question.ownHours.replace(/[–—]/g, "-").replace(/\s/g, "");
  const saturday = question.ownSaturday.replace(/[–—]/g, "-").replace(/\s/g, "");
  return saturday === "" ? week : { "mon-fri": week, sat: saturday };
}
