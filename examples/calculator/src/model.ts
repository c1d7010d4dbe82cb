// The question a reader asks.
import { isoDate, isoTime, plainDate } from "./format";

export const CHANNELS = ["counter", "online", "post"] as const;
export const COUNTINGS = ["by_date", "by_clock"] as const;
export const CUTOFFS = ["", "interlinked", "civil_status", "certification"] as const;
export const EFFECTS = ["day_0", "day_1"] as const;
export const ROLLS = ["forward", "none"] as const;
export const SWITCHES = ["yes", "no"] as const;

export const SOURCES = ["procedure", "limit", "group"] as const;
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const LOCAL_KINDS = ["closed", "open"] as const;

/** Days of the agency's own, as typed. */
export interface LocalRow {
  kind: (typeof LOCAL_KINDS)[number];
  from: string;
  to: string;
  reason: string;
  /** The decision it rests on. */
  decision: string;
}

export interface Question {
  source: (typeof SOURCES)[number];
  /** A code of the catalogue, empty when none is chosen. */
  procedure: string;
  /** The place of a special case in the procedure's list, -1 for the ordinary case. */
  variant: number;
  limit: string;
  /** The id of a group of interlinked procedures, empty when none is chosen. */
  group: string;
  /** Ids of the cases of a group that apply. */
  cases: readonly string[];
  /** As typed, so that a slip of the finger stays where it can be mended. */
  date: string;
  time: string;
  channel: (typeof CHANNELS)[number];
  /** The id of a preset, or `own`. */
  hours: string;
  ownHours: string;
  ownSaturday: string;
  rest: readonly (typeof WEEKDAYS)[number][];
  localDays: readonly LocalRow[];
  counting: (typeof COUNTINGS)[number];
  cutoff: (typeof CUTOFFS)[number];
  effect: (typeof EFFECTS)[number];
  /** Empty for what the law says of the unit. */
  roll: "" | (typeof ROLLS)[number];
  cultureDay: (typeof SWITCHES)[number];
  workedSaturday: (typeof SWITCHES)[number];
  /** When papers were asked for, as typed; both empty when they were not. */
  askedDate: string;
  askedTime: string;
}

export const LONGEST_TEXT = 120;
/** So many days of its own fit a link that people still can send. */
export const MOST_LOCAL = 12;

export function emptyQuestion(now: string): Question {
  return {
    source: "procedure", procedure: "", variant: -1, limit: "", group: "", cases: [],
    date: plainDate(now, "vi"), time: now.slice(11, 16),
    channel: "counter", hours: "h0700", ownHours: "07:00-11:30,13:30-17:00", ownSaturday: "",
    rest: ["sat", "sun"], localDays: [],
    counting: "by_date", cutoff: "", effect: "day_0", roll: "", cultureDay: "no", workedSaturday: "yes",
    askedDate: "", askedTime: "",
  };
}

/** As `2026-11-24T08:30` where what was typed can be read; other text stays for the library to refuse. */
export const momentOf = (question: Question): string => `${isoDate(question.date)}T${isoTime(question.time)}`;
