// Calendars of offices. The worker of the pile has those of its own package.
import { Calendar } from "motcua/light";
import { calendarOptions, type OfficeQuestion } from "./office";

/** Enough for the options tried on one question, few enough while a reason is being typed. */
const MOST_KEPT = 8;
const calendars = new Map<string, Calendar>();

/** A calendar with options takes milliseconds to make, so each is made once. */
export function calendarOf(question: OfficeQuestion): Calendar {
  const options = calendarOptions(question);
  const key = JSON.stringify(options);
  let calendar = calendars.get(key);
  if (calendar === undefined) {
    calendar = key === "{}" ? Calendar.vietnam() : Calendar.vietnam(options);
    // The oldest goes; the collector frees it when no answer on the page uses it any more.
    if (calendars.size >= MOST_KEPT) calendars.delete(calendars.keys().next().value ?? "");
    calendars.set(key, calendar);
  }
  return calendar;
}
