// The catalogue of procedures as a module: the CSV files of examples/data, cut down to what the page shows.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const NAME = "virtual:catalogue";
const data = new URL("../../data/", import.meta.url);

/** Rows of a CSV file with quotes; lines that begin with # are comments. */
function rows(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(file, data), "utf8").replace(/^#.*\n/gm, "");
  const table: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") {
      row.push(field);
      field = "";
    } else if (char === "\n") {
      row.push(field.replace(/\r$/, ""));
      table.push(row);
      row = [];
      field = "";
    } else field += char;
  }
  if (field !== "" || row.length > 0) table.push([...row, field]);
  const [head = [], ...body] = table;
  return body.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}

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
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const english = new Map(rows("english.csv").map((row) => [row["vi"] ?? "", row["en"] ?? ""]));
      const list = rows("catalogue.csv").map((row) => {
        const text = (name: string): string => row[name] ?? "";
        const both = (vi: string): { vi: string; en: string } => ({ vi, en: english.get(vi) ?? "" });
        return {
          id: text("code") || text("id"),
          name: both(text("name")),
          field: both(text("field")),
          limit: text("limit"),
          cutoff: text("cutoff"),
          from: text("in_force_from"),
          until: text("in_force_until"),
          channels: text("channels").split(";").map((one) => one.trim().split("|")[0] ?? "").filter((one) => one !== ""),
          cases: [...variants(text("cases")), ...variants(text("areas"))].map((one) => ({ ...one, name: both(one.name) })),
          legalBasis: both(text("legal_basis")),
          note: both(text("note")),
          confidence: text("confidence"),
        };
      });
      return `export default ${JSON.stringify(list)};`;
    },
  };
}
