// A CSV file as rows. Nothing of it is trusted, and nothing in it is run.
import { parseCsv } from "../csv";
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

/** The rows of a table that can be counted, and what is wrong with the others. */
export function parse(text: string): Table {
  const { head, rows } = parseCsv(text);
  const table: Table = { head: head.map((cell, column) => cell.trim() || `#${column + 1}`), rows: [], lines: [], problems: [] };
  for (const { cells, line, error } of rows) {
    if (error === null) {
      table.rows.push(cells);
      table.lines.push(line);
    } else {
      const value = (error === "cells_too_many" ? cells.slice(head.length) : cells).join(" ");
      table.problems.push({ line, column: "", code: error, value: value.slice(0, 100) });
    }
  }
  if (table.rows.length === 0 && table.problems.length === 0) throw new Unreadable("empty");
  return table;
}
