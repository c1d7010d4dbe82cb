// CSV as spreadsheets write it: read and written by the workers of both pages.
import Papa from "papaparse";

const DELIMITERS = [",", ";", "\t", "|"];

/** What stands before the head: blank lines, comments, and Excel's word on the delimiter. A column may still be called "#". */
const BEFORE_HEAD = /^(?:[\s,;|"]*|"?#(?!"?\s*[,;\t|]).*|"?sep=(.?).*)$/i;

/** Where the head begins, how many lines stand before it, and the delimiter: as "sep=" has it, or the one most seen in the head, as rows below may hold other marks. */
function begin(text: string): { from: number; skipped: number; delimiter: string } {
  let stated = "";
  for (let from = 0, skipped = 0; ; skipped++) {
    const length = text.slice(from).search(/\r|\n|$/);
    const line = text.slice(from, from + length);
    const found = BEFORE_HEAD.exec(line);
    if (found === null || from + length >= text.length) {
      const count = (mark: string): number => line.split(mark).length;
      const most = DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
      return { from, skipped, delimiter: stated !== "" && line.includes(stated) ? stated : most };
    }
    if (DELIMITERS.includes(found[1] ?? "")) stated = found[1] ?? "";
    from += length + (text.startsWith("\r\n", from + length) ? 2 : 1);
  }
}

export interface Row {
  cells: string[];
  /** The line of the file it begins in, from 1. */
  line: number;
  /** What is wrong with it as a row: cells beyond the head would else be lost without a word. */
  error: "quotes_invalid" | "cells_too_many" | null;
}

export interface Table {
  delimiter: string;
  head: string[];
  rows: Row[];
  /** The line with a quote that never ends, which swallows all below it. */
  openQuote: number | null;
}

const breaks = (cell: string): number => (/[\r\n]/.test(cell) ? cell.split(/\r\n|\r|\n/).length - 1 : 0);
const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Head and rows of a file; blank lines are passed over. */
export function parseCsv(text: string): Table {
  const { from, skipped, delimiter } = begin(text);
  const { data: [head = [], ...below], errors } = Papa.parse<string[]>(text.slice(from), { delimiter });
  const broken = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  const open = errors.find(({ code }) => code === "MissingQuotes")?.row;
  const linesOf = (cells: readonly string[]): number => 1 + cells.reduce((sum, cell) => sum + breaks(cell), 0);
  let line = skipped + 1 + linesOf(head);
  const table: Table = { delimiter, head, rows: [], openQuote: open === 0 ? skipped + 1 : null };
  below.forEach((cells, place) => {
    const begun = line;
    line += linesOf(cells);
    if (open === place + 1) table.openQuote = begun;
    if (isBlank(cells)) return;
    table.rows.push({ cells, line: begun, error: broken.has(place + 1) ? "quotes_invalid" : isBlank(cells.slice(head.length)) ? null : "cells_too_many" });
  });
  return table;
}

/** What a spreadsheet takes for a formula, unless it is only a number. */
const FORMULA = /^(?!-?\d+([.,]\d+)?$)[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u;

/** Lines of a file; fields that begin like a formula get an apostrophe. */
export const csvLines = (rows: string[][], delimiter: string): string =>
  `${Papa.unparse(rows, { delimiter, newline: "\r\n", escapeFormulae: FORMULA })}\r\n`;
