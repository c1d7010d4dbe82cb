// CSV as spreadsheets write it. Only the worker of the pile reads and writes such files.
import Papa from "papaparse";

/** A text whose bytes were one of these. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1258";

/** The delimiter is taken from the head: rows below may hold other marks in their texts. */
export function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/));
  const count = (char: string): number => head.split(char).length;
  return [",", ";", "\t"].reduce((best, char) => (count(char) > count(best) ? char : best));
}

/** UTF-16 by its mark or by the zero bytes of its ASCII letters; else UTF-8, or what older Vietnamese programs write. */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && third !== 0 && fourth === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0 && fourth !== 0);
  const read = (encoding: Encoding, fatal: boolean): { text: string; encoding: Encoding } =>
    ({ text: new TextDecoder(encoding, { fatal }).decode(bytes).normalize("NFC"), encoding });
  if (little || big) return read(little ? "utf-16le" : "utf-16be", true);
  try {
    return read("utf-8", true);
  } catch {
    return read("windows-1258", false);
  }
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
