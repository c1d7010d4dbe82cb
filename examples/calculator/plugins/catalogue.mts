// The catalogue of procedures as two modules: what the first answer needs, and what is read or searched later.
import type { Plugin } from "vite";
import { groupsOfCatalogue } from "./groups.mts";
import { asModule, rows } from "./tables.mts";

const CORE = "virtual:catalogue";
const MORE = "virtual:catalogue-more";
const data = new URL("../../data/", import.meta.url);

/** `name|limit` of lists; an entry `name||more` adds to the limit and has no due date of its own. */
function variants(list: string): { name: string; limit: string; added: string }[] {
  return list.split(";").map((one) => one.trim()).filter((one) => one !== "").map((one) => {
    const [name = "", limit = "", added = ""] = one.split("|");
    return { name, limit, added };
  });
}

export function catalogue(): Plugin {
  return {
    name: "catalogue",
    resolveId: (id) => (id === CORE || id === MORE ? `\0${id}` : null),
    load(id) {
      if (id !== `\0${CORE}` && id !== `\0${MORE}`) return null;
      const english = new Map(rows(new URL("english.csv", data)).map((row) => [row["vi"] ?? "", row["en"] ?? ""]));
      const groups = groupsOfCatalogue();
      const list = rows(new URL("catalogue.csv", data)).map((row) => {
        const text = (name: string): string => row[name] ?? "";
        const both = (vi: string): { vi: string; en: string } => ({ vi, en: english.get(vi) ?? "" });
        const cases = [...variants(text("cases")), ...variants(text("areas"))];
        const code = text("code") || text("id");
        return {
          core: {
            id: code,
            name: text("name"),
            limit: text("limit"),
            cutoff: text("cutoff"),
            from: text("in_force_from"),
            until: text("in_force_until"),
            channels: text("channels").split(";").map((one) => one.trim().split("|")[0] ?? "").filter((one) => one !== ""),
            cases,
            confidence: text("confidence"),
            group: groups.get(code) ?? "",
          },
          more: {
            name: english.get(text("name")) ?? "",
            cases: cases.map(({ name }) => english.get(name) ?? ""),
            field: both(text("field")),
            legalBasis: both(text("legal_basis")),
            note: both(text("note")),
          },
        };
      });
      return asModule(list.map(({ core, more }) => (id === `\0${CORE}` ? core : more)));
    },
  };
}
