// The office of a question: its days and its hours, as every package of the library takes them.
import type { CalendarOptions, LocalDays, MotcuaError, OfficeHours } from "motcua/light";
import list from "virtual:hours";
import type { Text } from "./catalogue";
import { isoDate } from "./format";
import type { LocalRow, Question } from "./model";

export interface Preset {
  id: string;
  week: string;
  saturday: string;
  name: Text;
  confidence: string;
}

export const presets: readonly Preset[] = list;
export const isPreset = (id: string): boolean => presets.some((one) => one.id === id);

export const codeOf = (error: unknown): string =>
  error instanceof Error && error.name === "MotcuaError" ? (error as MotcuaError).code : "broken";

/** A row as the library takes it; a row of one day may leave its end empty. */
export function localDays({ from, to, reason, decision }: LocalRow): LocalDays {
  const first = isoDate(from);
  return { from: first, to: to.trim() === "" ? first : isoDate(to), reasonVi: reason, reasonEn: reason, citation: decision };
}

export type OfficeQuestion = Pick<Question, "cultureDay" | "workedSaturday" | "rest" | "localDays">;

/** What departs from the State's calendar, for any package of the library. */
export function calendarOptions(question: OfficeQuestion): CalendarOptions {
  const options: CalendarOptions = {};
  if (question.cultureDay === "yes") options.cultureDayMadeUp = true;
  if (question.workedSaturday === "no") options.workedSaturdayCounts = false;
  if (question.rest.join() !== "sat,sun") options.weeklyRest = question.rest;
  const rows = (kind: LocalRow["kind"]): LocalDays[] => question.localDays.filter((row) => row.kind === kind).map(localDays);
  const [closures, openings] = [rows("closed"), rows("open")];
  if (closures.length > 0) options.closures = closures;
  if (openings.length > 0) options.openings = openings;
  return options;
}

export function hoursOf(question: Pick<Question, "hours" | "ownHours" | "ownSaturday">): OfficeHours {
  const preset = presets.find(({ id }) => id === question.hours);
  const clean = (text: string): string => text.replace(/[–—]/g, "-").replace(/\s/g, "");
  const week = preset?.week ?? clean(question.ownHours);
  const saturday = preset?.saturday ?? clean(question.ownSaturday);
  return saturday === "" ? week : { "mon-fri": week, sat: saturday };
}
