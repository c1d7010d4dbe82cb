// CSV files at build time.
import { readFileSync } from "node:fs";
import Papa from "papaparse";

/** Rows by the names in the head; lines that begin with # are comments. */
export function rows(file: URL): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(file, "utf8"), { header: true, comments: "#", skipEmptyLines: true });
  const [first] = errors;
  if (first !== undefined) throw new Error(`${file.pathname}: row ${first.row ?? 0}: ${first.message}`);
  return data;
}

/** A module that the page imports, with data as text: read faster than a literal. */
export const asModule = (data: unknown): string => `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
