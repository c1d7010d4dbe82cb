// What the page and the worker of the pile say to each other.
import type { Encoding } from "./decode";
import type { Question } from "./model";

export interface PileRequest {
  file: File;
  question: Question;
}

export type PileError = "encoding_invalid" | "spreadsheet" | "quote_open" | "column_missing" | "empty" | "too_large" | "broken";

export type PileReport =
  | { kind: "progress"; done: number; all: number }
  | { kind: "done"; file: Blob; rows: number; errors: number; codes: string[]; preview: string[][]; encoding: Encoding }
  | { kind: "failed"; error: PileError; row: number | null };

export const LARGEST_FILE = 100_000_000;

export const SAMPLE = [
  ["ma_ho_so", "nhan_luc", "thoi_han"],
  ["HS-0001", "03/02/2027 15:20", "3 ngày làm việc"],
  ["HS-0002", "2026-08-03T09:00", "30 ngày"],
  ["HS-0003", "23/11/2026 09:15", "trong ngày"],
  ["HS-0004", "24/04/2026", "theo dự án được phê duyệt"],
];
