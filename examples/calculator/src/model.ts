// The question a reader asks, and its form in the address after "#". Whatever stands there becomes a question and a list of problems.
import { isoDate, isoTime, plainDate, type Lang } from "./format";

export const CHANNELS = ["counter", "online", "post"] as const;
export const HOURS = ["h0700", "h0730", "h0800", "saturday", "own"] as const;
export const COUNTINGS = ["by_date", "by_clock"] as const;
export const CUTOFFS = ["", "interlinked", "civil_status", "certification"] as const;
export const EFFECTS = ["day_0", "day_1"] as const;
export const ROLLS = ["forward", "none"] as const;
export const SWITCHES = ["yes", "no"] as const;

export interface Question {
  source: "procedure" | "limit";
  /** A code of the catalogue, empty when none is chosen. */
  procedure: string;
  /** The place of a special case in the procedure's list, -1 for the ordinary case. */
  variant: number;
  limit: string;
  /** As typed, so that a slip of the finger stays where it can be mended. */
  date: string;
  time: string;
  channel: (typeof CHANNELS)[number];
  hours: (typeof HOURS)[number];
  ownHours: string;
  ownSaturday: string;
  counting: (typeof COUNTINGS)[number];
  cutoff: (typeof CUTOFFS)[number];
  effect: (typeof EFFECTS)[number];
  /** Empty for what the law says of the unit. */
  roll: "" | (typeof ROLLS)[number];
  cultureDay: (typeof SWITCHES)[number];
  workedSaturday: (typeof SWITCHES)[number];
}

/** A part of the address that could not be read. Only names of this list are shown, never the hostile text itself. */
export type Problem = "address" | "procedure" | "variant" | "limit" | "moment" | "channel" | "hours" | "option";

export const LONGEST_TEXT = 120;
const LONGEST_ADDRESS = 2000;

export function emptyQuestion(now: string): Question {
  return {
    source: "procedure", procedure: "", variant: -1, limit: "",
    date: plainDate(now, "vi"), time: now.slice(11, 16),
    channel: "counter", hours: "h0700", ownHours: "07:00-11:30,13:30-17:00", ownSaturday: "",
    counting: "by_date", cutoff: "", effect: "day_0", roll: "", cultureDay: "no", workedSaturday: "yes",
  };
}

export const momentOf = (question: Question): string => `${isoDate(question.date)}T${isoTime(question.time)}`;

/** The address of a question. What is as by default is left out, the moment never: a link must mean the same tomorrow. */
export function toFragment(question: Question, lang: Lang): string {
  const plain = emptyQuestion("2026-01-01T00:00");
  const pairs = new URLSearchParams();
  if (question.source === "procedure") {
    if (question.procedure !== "") pairs.set("p", question.procedure);
    if (question.variant >= 0) pairs.set("v", String(question.variant));
  } else pairs.set("l", question.limit);
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
  put("n", question.counting, plain.counting);
  if (question.source === "limit") put("k", question.cutoff, plain.cutoff);
  put("e", question.effect, plain.effect);
  put("r", question.roll, plain.roll);
  put("d", question.cultureDay, plain.cultureDay);
  put("s", question.workedSaturday, plain.workedSaturday);
  put("lang", lang, "vi");
  return pairs.toString().replace(/%3A/g, ":").replace(/%2C/g, ",");
}

export interface FromFragment {
  question: Question;
  lang: Lang | null;
  problems: Problem[];
}

/** Reads an address. Never throws; whatever cannot be read keeps its default and is named in `problems`. */
export function fromFragment(fragment: string, now: string, isProcedure: (id: string) => boolean): FromFragment {
  const question = emptyQuestion(now);
  const problems = new Set<Problem>();
  const text = fragment.replace(/^#/, "");
  if (text.length > LONGEST_ADDRESS) return { question, lang: null, problems: ["address"] };
  const pairs = new URLSearchParams(text);

  const short = (name: string, problem: Problem): string | null => {
    const value = pairs.get(name);
    if (value === null) return null;
    // Control characters and "bidi" marks could show something else than what is computed.
    if (value.length <= LONGEST_TEXT && !/[\p{Cc}\p{Cf}\uFFFD]/u.test(value)) return value;
    problems.add(problem);
    return null;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[], problem: Problem): T | null => {
    const value = short(name, problem);
    const found = allowed.find((one) => one === value);
    if (value !== null && found === undefined) problems.add(problem);
    return found ?? null;
  };

  const procedure = short("p", "procedure");
  if (procedure !== null) {
    if (isProcedure(procedure)) question.procedure = procedure;
    else problems.add("procedure");
  }
  const variant = short("v", "variant");
  if (variant !== null) {
    if (/^\d{1,2}$/.test(variant)) question.variant = Number(variant);
    else problems.add("variant");
  }
  const limit = short("l", "limit");
  if (limit !== null) {
    question.source = "limit";
    question.limit = limit;
  }
  const at = short("at", "moment");
  if (at !== null) {
    const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(at);
    if (match === null) problems.add("moment");
    else {
      question.date = plainDate(match[1] ?? "", "vi");
      question.time = match[2] ?? "";
    }
  }
  question.channel = oneOf("ch", CHANNELS, "channel") ?? question.channel;
  question.hours = oneOf("h", HOURS, "hours") ?? question.hours;
  question.ownHours = short("hw", "hours") ?? question.ownHours;
  question.ownSaturday = short("hs", "hours") ?? question.ownSaturday;
  question.counting = oneOf("n", COUNTINGS, "option") ?? question.counting;
  question.cutoff = oneOf("k", CUTOFFS, "option") ?? question.cutoff;
  question.effect = oneOf("e", EFFECTS, "option") ?? question.effect;
  question.roll = oneOf("r", ROLLS, "option") ?? question.roll;
  question.cultureDay = oneOf("d", SWITCHES, "option") ?? question.cultureDay;
  question.workedSaturday = oneOf("s", SWITCHES, "option") ?? question.workedSaturday;
  const lang = oneOf("lang", ["vi", "en"] as const, "option");
  return { question, lang, problems: [...problems] };
}
