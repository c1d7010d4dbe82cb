// The procedures of the catalogue, and how they are searched.
import list from "virtual:catalogue";
import { fold } from "./fold";

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
}

export const procedures: readonly Procedure[] = list;

export const versionsOf = (id: string): Procedure[] => procedures.filter((one) => one.id === id);

/** The version for a day of receipt; `null` when the catalogue has none for that day. */
export const versionOn = (id: string, date: string): Procedure | null =>
  versionsOf(id).find((one) => (one.from === "" || one.from <= date) && (one.until === "" || date <= one.until)) ?? null;

let folded: { one: Procedure; name: string; all: string }[] | null = null;

/** Made at the first search, not before the first answer. */
const index = (): NonNullable<typeof folded> => folded ??= procedures.map((one) => ({
  one,
  name: fold(one.name.vi),
  all: fold(`${one.id} ${one.name.vi} ${one.name.en} ${one.field.vi} ${one.field.en}`),
}));

/** Procedures in which every word occurs, those whose name begins with the query first; one line for all versions of one. */
export function search(query: string): Procedure[] {
  const wanted = fold(query).trim();
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  const found = index().filter(({ all }) => words.every((word) => all.includes(word)));
  const rank = (name: string): number => (name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2);
  found.sort((a, b) => rank(a.name) - rank(b.name));
  const latest = new Map<string, Procedure>();
  for (const { one } of found) latest.set(one.id, one);
  return [...latest.values()];
}
