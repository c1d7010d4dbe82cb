// How procedures are searched.
import { procedures, type Procedure } from "./catalogue";
import { fold } from "./fold";

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
