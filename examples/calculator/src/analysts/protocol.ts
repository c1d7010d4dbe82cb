// What the page and its worker say to each other. The worker has the file and the whole library; the page only shows.
import type { OnTimeReportAnswer } from "motcua";
import type { Encoding } from "../decode";

export const LARGEST_FILE = 100_000_000;

export type Kind = "dossiers" | "scores";

export const DOSSIER_ROLES = ["received", "due", "finished", "unit", "field", "procedure", "officer", "channel", "firstDue"] as const;
export const SCORE_ROLES = ["name", "code", "total", "rank", "error", "satisfied", "asked"] as const;
export type DossierRole = (typeof DOSSIER_ROLES)[number];
export type ScoreRole = (typeof SCORE_ROLES)[number];
export type Role = DossierRole | ScoreRole;

/** Which column is what, by its place. */
export interface Columns {
  roles: Partial<Record<Role, number>>;
  indicators: number[];
}

export const GROUPINGS = ["unit", "field", "procedure", "officer", "channel", "month", "quarter", "year"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type { Encoding } from "../decode";

export type FileError = "too_large" | "empty" | "spreadsheet" | "not_text" | "network" | "broken" | "no_library";

/** A row that is left out, and why; the others are answered. */
export interface RowProblem {
  /** The line of the file it begins in, from 1. */
  line: number;
  /** The head of the column, where one is to blame. */
  column: string;
  /** A code of the library, or `cells_too_many` or `quotes_invalid`. */
  code: string;
  value: string;
}

export interface Opened {
  encoding: Encoding;
  head: string[];
  rows: number;
  preview: string[][];
  columns: Columns;
  kind: Kind;
}

export interface DossierAsk {
  columns: Columns;
  by: Grouping;
  timeOf: "received" | "finished";
  /** The day the report is made on, `YYYY-MM-DD`; the last day the file speaks of, but no later than `today`, if empty. */
  asOf: string;
  from: string;
  until: string;
  today: string;
}

export interface ScoreAsk {
  columns: Columns;
  year: string;
  parent: string;
  ruleSet: string;
}

export interface Dossiers {
  report: OnTimeReportAnswer;
  by: Grouping;
  asOf: string;
  isAsOfOurs: boolean;
  from: string;
  until: string;
  problems: RowProblem[];
}

/** Where the interval of a rank comes from. */
export type Sureness = "estimates" | "answers" | "weights" | "none";

export interface RankedRow {
  id: string;
  name: string;
  rank: number;
  size: number;
  short: string;
  statement: { vi: string; en: string };
  value: string;
  percentile: string;
  tied: number;
  low: number | null;
  high: number | null;
  median: number | null;
  /** The rank the file states. */
  published: string;
}

export interface Ranking {
  rows: RankedRow[];
  sureness: Sureness;
  draws: number;
  seed: number;
  /** Whether the total was added up from the indicators. */
  isAdded: boolean;
  /** Heads of the columns whose weights were moved. */
  criteria: string[];
  /** How many units have another rank by the columns whose weights were moved than by the total. */
  otherwise: number;
  /** A refusal of the draws by the library; the ranks stand without them. */
  refused: string | null;
  problems: RowProblem[];
}

export type ToWorker =
  | { kind: "open"; file: Blob }
  | { kind: "dossiers"; ask: DossierAsk }
  | { kind: "scores"; ask: ScoreAsk };

export type Stage = "reading" | "rows" | "counting";

export type FromWorker =
  | { kind: "library"; version: string; dataVersion: string }
  | { kind: "progress"; stage: Stage }
  | { kind: "opened"; opened: Opened }
  | { kind: "dossiers"; answer: Dossiers }
  | { kind: "scores"; answer: Ranking }
  | { kind: "refused"; code: string; path: string }
  | { kind: "failed"; error: FileError };
