// CSV as spreadsheets write it. Only the worker of the pile reads and writes such files.
import Papa from "papaparse";

/** The delimiter is taken from the head: rows below may hold other marks in their texts. */
export function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/));
  const count = (char: string): number => head.split(char).length;
  return [",", ";", "\t"].reduce((best, char) => (count(char) > count(best) ? char : best));
}

export interface Table {
  rows: string[][];
  /** The row with a quote that never ends, which swallows all below it. */
  openQuote: number | null;
}

export function parseCsv(text: string, delimiter: string): Table {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  return { rows: data, openQuote: errors.find(({ code }) => code === "MissingQuotes")?.row ?? null };
}

/** What a spreadsheet takes for a formula, unless it is only a number. */
const FORMULA = /^(?!-?\d+([.,]\d+)?$)[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u;

/** Lines of a file; fields that begin like a formula get an apostrophe. */
export const csvLines = (rows: string[][], delimiter: string): string =>
  `${Papa.unparse(rows, { delimiter, newline: "\r\n", escapeFormulae: FORMULA })}\r\n`;
