// Groups of interlinked procedures as a module: the library is asked when the page is built, so that the page knows them without the large package.
import { interlinkedGroups } from "motcua";
import type { Plugin } from "vite";
import { asModule, rows } from "./tables.mts";

const NAME = "virtual:groups";
const { entries } = interlinkedGroups({});

/** The group of a procedure of the catalogue, by the code the library has of it or by the page's own table. */
export function groupsOfCatalogue(): Map<string, string> {
  const found = new Map(entries.flatMap(({ code, id }) => (code === null ? [] : [[code, id] as const])));
  for (const { procedure = "", group = "" } of rows(new URL("../data/interlinked.csv", import.meta.url))) {
    if (!entries.some(({ id }) => id === group)) throw new Error(`interlinked.csv: no group ${group}`);
    found.set(procedure, group);
  }
  return found;
}

export function groups(): Plugin {
  return {
    name: "groups",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      return asModule(entries.map((group) => ({
        id: group.id,
        name: group.name,
        law: group.citation?.text ?? { vi: "", en: "" },
        from: group.inForceFromOn ?? "",
        until: group.inForceUntilOn ?? "",
        cutoff: group.cutoff ?? "",
        cases: group.cases,
        stages: group.stages.map(({ id, unit, after }) => ({ id, unit, after })),
      })));
    },
  };
}
