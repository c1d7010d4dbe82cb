// Bytes to rows: encodings and CSV. Nothing of a file is trusted, and nothing in it is run.
import Papa from "papaparse";
import { LARGEST_FILE, type Encoding, type FileError, type RowProblem } from "./protocol";

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

/** Every second byte nought, as Latin letters have it in UTF-16 without a mark at the beginning. */
function isUtf16(bytes: Uint8Array, odd: 0 | 1): boolean {
  const some = bytes.subarray(0, 2000);
  let noughts = 0;
  for (let i = odd; i < some.length; i += 2) if (some[i] === 0) noughts++;
  return noughts > some.length / 6;
}

export function decode(buffer: ArrayBuffer): { text: string; encoding: Encoding } {
  if (buffer.byteLength > LARGEST_FILE) throw new Unreadable("too_large");
  const bytes = new Uint8Array(buffer);
  const [first, second] = bytes;
  if (first === 0x50 && second === 0x4b) throw new Unreadable("spreadsheet");
  if (first === 0xd0 && second === 0xcf) throw new Unreadable("spreadsheet");
  if ((first === 0xff && second === 0xfe) || isUtf16(bytes, 1)) return { text: new TextDecoder("utf-16le").decode(buffer), encoding: "utf-16le" };
  if ((first === 0xfe && second === 0xff) || isUtf16(bytes, 0)) return { text: new TextDecoder("utf-16be").decode(buffer), encoding: "utf-16be" };
  if (bytes.subarray(0, 100_000).includes(0)) throw new Unreadable("not_text");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(buffer), encoding: "utf-8" };
  } catch {
    // What Vietnamese Windows wrote before; its tone marks stand by themselves.
    return { text: new TextDecoder("windows-1258").decode(buffer).normalize("NFC"), encoding: "windows-1258" };
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
