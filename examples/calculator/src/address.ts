// A question as it stands in the address after "#". Whatever stands there becomes a question and a list of problems.
import { isoDate, isoTime, plainDate, type Lang } from "./format";
import {
  CHANNELS, COUNTINGS, CUTOFFS, EFFECTS, emptyQuestion, LONGEST_TEXT, momentOf, MOST_LOCAL, ROLLS, SWITCHES, WEEKDAYS,
  type LocalRow, type Question,
} from "./model";
import { isPreset } from "./office";

/** A part of the address that could not be read. Only names of this list are shown, never the hostile text itself. */
export type Problem = "address" | "procedure" | "variant" | "limit" | "group" | "moment" | "channel" | "hours" | "days" | "option";

export const LONGEST_ADDRESS = 6000;

const isoOr = (typed: string): string => isoDate(typed).replace(/[|]/g, " ");

/** The address of a question. What is as by default is left out, the moment never: a link must mean the same tomorrow. */
export function toFragment(question: Question, lang: Lang): string {
  const plain = emptyQuestion("2026-01-01T00:00");
  const pairs = new URLSearchParams();
  if (question.source === "procedure") {
    if (question.procedure !== "") pairs.set("p", question.procedure);
    if (question.variant >= 0) pairs.set("v", String(question.variant));
  } else if (question.source === "group") pairs.set("g", question.group);
  else pairs.set("l", question.limit);
  if (question.cases.length > 0 && question.source !== "limit") pairs.set("c", question.cases.join(","));
  pairs.set("at", momentOf(question));
  const put = (name: string, value: string, usual: string): void => {
    if (value !== usual) pairs.set(name, value);
  };
  put("ch", question.channel, plain.channel);
  put("h", question.hours, plain.hours);
  if (question.hours === "own") {
    pairs.set("hw", question.ownHours);
    if (question.ownSaturday !== "") pairs.set("hs", question.ownSaturday);
  }
  put("w", question.rest.join(","), plain.rest.join(","));
  for (const { kind, from, to, reason, decision } of question.localDays) {
    const texts = [reason, decision].map((text) => text.replace(/[|]/g, " "));
    pairs.append(kind === "closed" ? "x" : "o", [isoOr(from), isoOr(to), ...texts].join("|"));
  }
  put("n", question.counting, plain.counting);
  if (question.source === "limit") put("k", question.cutoff, plain.cutoff);
  put("e", question.effect, plain.effect);
  put("r", question.roll, plain.roll);
  put("d", question.cultureDay, plain.cultureDay);
  put("s", question.workedSaturday, plain.workedSaturday);
  if (question.askedDate !== "" && question.askedTime !== "") pairs.set("q", `${isoDate(question.askedDate)}T${isoTime(question.askedTime)}`);
  put("lang", lang, "vi");
  return pairs.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%7C/g, "|");
}

export interface FromFragment {
  question: Question;
  /** Whether the moment of receipt stands in the address, and is not that of now. */
  isDated: boolean;
  lang: Lang | null;
  problems: Problem[];
}

/** Control characters and "bidi" marks could show something else than what is computed. */
const isHonest = (text: string, most: number): boolean => text.length <= most && !/[\p{Cc}\p{Cf}\uFFFD]/u.test(text);

function localRow(kind: LocalRow["kind"], text: string): LocalRow | null {
  const parts = text.split("|");
  const [from = "", to = "", reason = "", decision = ""] = parts;
  if (parts.length > 4 || !isHonest(text, 4 * LONGEST_TEXT) || parts.some((part) => part.length > LONGEST_TEXT)) return null;
  const typed = (date: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? plainDate(date, "vi") : date);
  return { kind, from: typed(from), to: typed(to), reason, decision };
}

/** What only the catalogue can say of an address. */
export interface Known {
  isProcedure: (id: string) => boolean;
  isCase: (id: string, date: string, place: number) => boolean;
}

/** Reads an address. Never throws; whatever cannot be read keeps its default and is named in `problems`. */
export function fromFragment(fragment: string, now: string, known: Known): FromFragment {
  const question = emptyQuestion(now);
  const problems = new Set<Problem>();
  const text = fragment.replace(/^#/, "");
  if (text.length > LONGEST_ADDRESS) return { question, isDated: false, lang: null, problems: ["address"] };
  const pairs = new URLSearchParams(text);

  const short = (name: string, problem: Problem): string | null => {
    const value = pairs.get(name);
    if (value === null) return null;
    if (isHonest(value, LONGEST_TEXT)) return value;
    problems.add(problem);
    return null;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[], problem: Problem): T | null => {
    const value = short(name, problem);
    const found = allowed.find((one) => one === value);
    if (value !== null && found === undefined) problems.add(problem);
    return found ?? null;
  };
  const moment = (name: string): [string, string] | null => {
    const value = short(name, "moment");
    if (value === null) return null;
    const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(value);
    if (match === null) problems.add("moment");
    return match === null ? null : [plainDate(match[1] ?? "", "vi"), match[2] ?? ""];
  };

  const procedure = short("p", "procedure");
  if (procedure !== null) {
    if (known.isProcedure(procedure)) question.procedure = procedure;
    else problems.add("procedure");
  }
  const variant = short("v", "variant");
  if (variant !== null) {
    if (/^\d{1,2}$/.test(variant)) question.variant = Number(variant);
    else problems.add("variant");
  }
  const group = short("g", "group");
  if (group !== null) {
    question.source = "group";
    // Whether there is such a group, the library says.
    if (/^[a-z0-9_]*$/.test(group)) question.group = group;
    else problems.add("group");
  }
  const cases = short("c", "group");
  if (cases !== null) {
    if (/^[a-z_]+(,[a-z_]+)*$/.test(cases)) question.cases = [...new Set(cases.split(","))];
    else problems.add("group");
  }
  const limit = short("l", "limit");
  if (limit !== null) {
    question.source = "limit";
    question.limit = limit;
  }
  const receipt = moment("at");
  [question.date, question.time] = receipt ?? [question.date, question.time];
  // Another case than the link names would be another limit.
  if (question.procedure !== "" && question.variant >= 0 && !known.isCase(question.procedure, isoDate(question.date), question.variant)) {
    problems.add("variant");
    question.variant = -1;
  }
  [question.askedDate, question.askedTime] = moment("q") ?? ["", ""];
  question.channel = oneOf("ch", CHANNELS, "channel") ?? question.channel;
  const hours = short("h", "hours");
  if (hours !== null) {
    if (hours === "own" || isPreset(hours)) question.hours = hours;
    else problems.add("hours");
  }
  question.ownHours = short("hw", "hours") ?? question.ownHours;
  question.ownSaturday = short("hs", "hours") ?? question.ownSaturday;
  const rest = short("w", "days");
  if (rest !== null) {
    const named = rest === "" ? [] : rest.split(",");
    const days = WEEKDAYS.filter((one) => named.includes(one));
    if (days.length === named.length) question.rest = days;
    else problems.add("days");
  }
  const rows = [...pairs].flatMap(([name, value]) => (name === "x" || name === "o" ? [localRow(name === "x" ? "closed" : "open", value)] : []));
  if (rows.length > MOST_LOCAL || rows.includes(null)) problems.add("days");
  question.localDays = rows.filter((row) => row !== null).slice(0, MOST_LOCAL);
  question.counting = oneOf("n", COUNTINGS, "option") ?? question.counting;
  const cutoff = oneOf("k", CUTOFFS, "option");
  if (cutoff !== null && question.source === "limit") question.cutoff = cutoff;
  question.effect = oneOf("e", EFFECTS, "option") ?? question.effect;
  question.roll = oneOf("r", ROLLS, "option") ?? question.roll;
  question.cultureDay = oneOf("d", SWITCHES, "option") ?? question.cultureDay;
  question.workedSaturday = oneOf("s", SWITCHES, "option") ?? question.workedSaturday;
  const lang = oneOf("lang", ["vi", "en"] as const, "option");
  return { question, isDated: receipt !== null, lang, problems: [...problems] };
}
