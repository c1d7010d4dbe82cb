// The columns of a report. Their names are those the library gives its tables.
import type { ReportCountsAnswer, ReportRatesAnswer } from "motcua";

export const COUNTS = [
  ["to_handle", "toHandle"], ["received", "received"], ["carried_over", "carriedOver"], ["resolved", "resolved"], ["early", "early"], ["on_time", "onTime"],
  ["late", "late"], ["open", "open"], ["within_term", "withinTerm"], ["overdue", "overdue"], ["unmeasured", "unmeasured"],
] as const satisfies readonly (readonly [string, keyof ReportCountsAnswer])[];

export const RATES = [
  ["on_time_rate", "onTimeRate"], ["kept_rate", "keptRate"], ["late_rate", "lateRate"], ["overdue_rate", "overdueRate"],
] as const satisfies readonly (readonly [string, keyof ReportRatesAnswer])[];
export type RateKey = (typeof RATES)[number][1];
