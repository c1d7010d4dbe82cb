// What the reader takes along; loaded when something is taken.
import type { OnTimeReportAnswer } from "motcua";
import { csvLines } from "../csv";
import type { Lang } from "../format";
import { COUNTS, RATES } from "./measures";
import type { Grouping, RankedRow } from "./protocol";

/** With the mark by which spreadsheets know UTF-8; what they would take for a formula gets an apostrophe. */
export const csvFile = (rows: readonly (readonly string[])[]): Blob => new Blob(["\uFEFF", csvLines(rows.map((row) => [...row]), ",")], { type: "text/csv;charset=utf-8" });

const number = (value: number | null): string => (value === null ? "" : String(value));

/** A bound in percent with two decimals, as the library writes the rate beside it. */
const bound = (share: number | null): string => (share === null ? "" : (share * 100).toFixed(2));

/** `total` is what the page calls all groups together. */
export function dossierFile(report: OnTimeReportAnswer, by: Grouping, total: string): Blob {
  const ends = RATES.map(([id]) => id.replace(/_rate$/, ""));
  return csvFile([
    [by, ...COUNTS.map(([id]) => id), ...ends.flatMap((end) => [`${end}_rate`, `${end}_low`, `${end}_high`]), "lateness_mean", "lateness_median"],
    ...[...report.lines, report.total].map((line) => [
      line === report.total ? total : line.key[0] ?? "",
      ...COUNTS.map(([, key]) => String(line.counts[key])),
      ...RATES.flatMap(([, key]) => [line.rates[key].percent ?? "", bound(line.rates[key].low), bound(line.rates[key].high)]),
      line.lateness?.mean ?? "",
      number(line.lateness?.median ?? null),
    ]),
  ]);
}

/** The statement in words: a spreadsheet takes a bare 4/18 for a day in April. */
export const rankFile = (rows: readonly RankedRow[], lang: Lang): Blob => csvFile([
  ["rank", "size", "statement", "id", "name", "score", "low", "high", "percentile", "rank_published"],
  ...rows.map((row) => [
    String(row.rank), String(row.size), row.statement[lang], row.id, row.name, row.value, number(row.low), number(row.high), row.percentile, row.published,
  ]),
]);
