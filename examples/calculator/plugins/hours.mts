// Office hours to choose from, out of data/hours.csv.
import type { Plugin } from "vite";
import { asModule, rows } from "./tables.mts";

const NAME = "virtual:hours";

export function hours(): Plugin {
  return {
    name: "hours",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id !== `\0${NAME}` ? null : asModule(rows(new URL("../data/hours.csv", import.meta.url)).map((row) => ({
      id: row["id"] ?? "",
      week: row["week"] ?? "",
      saturday: row["saturday"] ?? "",
      name: { vi: row["name_vi"] ?? "", en: row["name_en"] ?? "" },
      confidence: row["confidence"] ?? "",
    })))),
  };
}
