// The procedures of the catalogue. What the first answer does not need comes a moment later, with `complete`.
import list from "virtual:catalogue";

export interface Text {
  vi: string;
  en: string;
}

/** A special case or area of a procedure. With `limit` it has a limit of its own; `added` is only told, not computed. */
export interface Variant {
  name: Text;
  limit: string;
  added: string;
}

/** One version of a procedure, for dossiers received from `from` to `until`, where these are known. */
export interface Procedure {
  id: string;
  name: Text;
  field: Text;
  limit: string;
  cutoff: string;
  from: string;
  until: string;
  channels: string[];
  cases: Variant[];
  legalBasis: Text;
  note: Text;
  confidence: string;
  /** The group of interlinked procedures it is; empty for a procedure by itself. */
  group: string;
}

export type CoreRow = Omit<Procedure, "name" | "field" | "cases" | "legalBasis" | "note"> & {
  name: string;
  cases: { name: string; limit: string; added: string }[];
};

/** The rest of the row at the same place. */
export interface MoreRow {
  name: string;
  cases: string[];
  field: Text;
  legalBasis: Text;
  note: Text;
}

const untold = { vi: "", en: "" };

export const procedures: readonly Procedure[] = list.map((row) => ({
  ...row,
  name: { vi: row.name, en: "" },
  cases: row.cases.map((one) => ({ ...one, name: { vi: one.name, en: "" } })),
  field: untold,
  legalBasis: untold,
  note: untold,
}));

export const isProcedure = (id: string): boolean => procedures.some((one) => one.id === id);

/** Whether a special case with a limit of its own stands at that place of the version for that day; without a version there is nothing to judge by. */
export function isCase(id: string, date: string, place: number): boolean {
  const version = versionOn(id, date);
  return version === null || (version.cases[place]?.limit ?? "") !== "";
}

export function complete(rows: readonly MoreRow[]): void {
  procedures.forEach((procedure, place) => {
    const row = rows[place];
    if (row === undefined) return;
    procedure.name.en = row.name;
    procedure.cases.forEach((one, number) => { one.name.en = row.cases[number] ?? ""; });
    procedure.field = row.field;
    procedure.legalBasis = row.legalBasis;
    procedure.note = row.note;
  });
}

export const versionsOf = (id: string): Procedure[] => procedures.filter((one) => one.id === id);

/** The version for a day of receipt; `null` when the catalogue has none for that day. */
export const versionOn = (id: string, date: string): Procedure | null =>
  versionsOf(id).find((one) => (one.from === "" || one.from <= date) && (one.until === "" || date <= one.until)) ?? null;
