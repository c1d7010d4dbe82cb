// A CSV file as rows. Nothing of it is trusted, and nothing in it is run.
import Papa from "papaparse";
import { decode, NotText } from "../decode";
import { LARGEST_FILE, type FileError, type RowProblem } from "./protocol";

export class Unreadable extends Error {
  constructor(readonly error: FileError) {
    super(error);
  }
}

export interface Table {
  head: string[];
  rows: string[][];
  /** The line of the file each row begins in, from 1. */
  lines: number[];
  problems: RowProblem[];
}

/** The text of a file, within what a browser can hold. */
export function read(buffer: ArrayBuffer): ReturnType<typeof decode> {
  if (buffer.byteLength > LARGEST_FILE) throw new Unreadable("too_large");
  try {
    return decode(new Uint8Array(buffer));
  } catch (error) {
    throw error instanceof NotText ? new Unreadable(error.kind) : error;
  }
}

const breaks = (cell: string): number => (/[\r\n]/.test(cell) ? cell.split(/\r\n|\r|\n/).length - 1 : 0);

/** The rows of a table; blank lines, and comments (#) or a "sep=;" before the head, are passed over. */
export function parse(text: string): Table {
  const table: Table = { head: [], rows: [], lines: [], problems: [] };
  const { data, errors } = Papa.parse<string[]>(text);
  const broken = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  let line = 1;
  let width = -1;
  data.forEach((cells, place) => {
    const begun = line;
    line += 1 + cells.reduce((sum, cell) => sum + breaks(cell), 0);
    if (cells.every((cell) => cell.trim() === "")) return;
    if (width < 0) {
      if (/^(#|sep=)/i.test(cells[0] ?? "")) return;
      table.head = cells.map((cell, column) => cell.trim() || `#${column + 1}`);
      width = cells.length;
      return;
    }
    const blame = (code: string, value: string): void => void table.problems.push({ line: begun, column: "", code, value: value.slice(0, 100) });
    if (broken.has(place)) blame("quotes_invalid", cells.join(" "));
    else if (cells.slice(width).some((cell) => cell.trim() !== "")) blame("cells_too_many", cells.slice(width).join(" "));
    else {
      table.rows.push(cells);
      table.lines.push(begun);
    }
  });
  if (table.rows.length === 0 && table.problems.length === 0) throw new Unreadable("empty");
  return table;
}
