// Groups of interlinked procedures: the library computes them but lists neither them nor their cases, so both come from its own data file.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import type { Plugin } from "vite";
import { asModule, rows } from "./tables.mts";

const NAME = "virtual:groups";
const data = new URL("../../../core/data/", import.meta.url);

interface Named {
  id: string;
  name_vi: string;
  name_en: string;
}

interface Group extends Named {
  code?: string;
  from?: Date;
  until?: Date;
  instrument?: string;
  cutoff?: string;
  practice_vi?: string;
  practice_en?: string;
  case?: Named[];
  stage: (Named & { unit_vi: string; unit_en: string; after?: string[] })[];
}

const toml = (file: string): Record<string, unknown> => parse(readFileSync(new URL(file, data), "utf8"));
const groupList = (): Group[] => toml("interlinked.toml")["group"] as Group[];

/** The group of a procedure of the catalogue, by the code in the library's data or by the page's own table. */
export function groupsOfCatalogue(): Map<string, string> {
  const list = groupList();
  const found = new Map(list.flatMap(({ code, id }) => (code === undefined ? [] : [[code, id] as const])));
  for (const { procedure = "", group = "" } of rows(new URL("../data/interlinked.csv", import.meta.url))) {
    if (!list.some(({ id }) => id === group)) throw new Error(`interlinked.csv: no group ${group}`);
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
      const instruments = toml("instruments.toml")["instrument"] as Named[];
      const day = (date: Date | undefined): string => date?.toISOString().slice(0, 10) ?? "";
      return asModule(groupList().map((group) => {
        const law = instruments.find((one) => one.id === group.instrument);
        return {
          id: group.id,
          name: { vi: group.name_vi, en: group.name_en },
          law: { vi: law?.name_vi ?? group.practice_vi ?? "", en: law?.name_en ?? group.practice_en ?? "" },
          from: day(group.from),
          until: day(group.until),
          cutoff: group.cutoff ?? "",
          cases: (group.case ?? []).map((one) => ({ id: one.id, name: { vi: one.name_vi, en: one.name_en } })),
          stages: group.stage.map((one) => ({ id: one.id, unit: { vi: one.unit_vi, en: one.unit_en }, after: one.after ?? [] })),
        };
      }));
    },
  };
}
