// Scores to the library's ranks. Totals are added up, ranked and drawn by the library; here cells are handed on.
import type { MotcuaError, RankCandidate, SensitiveUnitOptions, UncertainUnitOptions } from "motcua";
import { decimal } from "./columns";
import type { Ranking, RowProblem, ScoreAsk, ScoreRole, Sureness } from "./protocol";
import type { Table } from "./read";

type Library = typeof import("motcua");

export const SEED = 766;
/** More points than any indicator has; a set must name a bound. */
const MOST_POINTS = "1000000";

interface Drawn {
  id: string;
  low: number;
  high: number;
  median: number;
}

interface Unit {
  id: string;
  name: string;
  cells: readonly string[];
  line: number;
}

/** A set of indicators made of the columns as they stand: the points are added up. */
function setOf(keys: readonly string[]): object {
  return {
    schema: 1,
    id: "columns",
    title: { vi: "Các cột của tệp", en: "The columns of the file" },
    status: "template",
    citations: [{ name: { vi: "Tệp của người đọc", en: "The reader's file" }, confidence: "uncertain" }],
    decimals: 9,
    missing: "refuse",
    variables: keys.map((name) => ({ name, title: name, kind: "amount" })),
    areas: keys.map((name) => ({ id: name, title: name, max: MOST_POINTS, rule: { kind: "given", value: name } })),
  };
}

export function scoresOf(library: Library, table: Table, ask: ScoreAsk): Ranking {
  const { roles, indicators } = ask.columns;
  const problems: RowProblem[] = [...table.problems];
  const cellOf = (unit: Unit, place: number | undefined): string | null => {
    const cell = place === undefined ? "" : decimal(unit.cells[place] ?? "");
    return cell === "" ? null : cell;
  };
  const role = (unit: Unit, name: ScoreRole): string | null => cellOf(unit, roles[name]);
  const units = table.rows.map((cells, row): Unit => {
    const name = (roles.name === undefined ? "" : cells[roles.name] ?? "").trim().normalize("NFC");
    const code = (roles.code === undefined ? "" : cells[roles.code] ?? "").trim();
    return { id: code || name, name: name || code, cells, line: table.lines[row] ?? 0 };
  });
  const told = new Set<number>();
  const blame = (unit: Unit | undefined, place: number | undefined, code: string): void => {
    if (unit === undefined || told.has(unit.line)) return;
    told.add(unit.line);
    const value = place === undefined ? unit.name : unit.cells[place] ?? "";
    problems.push({ line: unit.line, column: place === undefined ? "" : table.head[place] ?? "", code, value: value.slice(0, 100) });
  };
  const keys = indicators.map((_, number) => `c${number}`);
  /** The column a path such as `units[3].values.c1` or `units[3].score` speaks of. */
  const placeOf = (path: string, message: string): number | undefined => {
    const key = /\b(c\d+)\b/.exec(`${path} ${message}`)?.[1];
    const field = path.slice(path.lastIndexOf(".") + 1);
    if (key !== undefined && keys.includes(key)) return indicators[keys.indexOf(key)];
    const own: Record<string, ScoreRole> = { score: "total", se: "error", successes: "satisfied", trials: "asked", id: "name" };
    const name = own[field];
    return name === undefined ? undefined : roles[name];
  };
  const values = (unit: Unit): Record<string, string | null> => Object.fromEntries(keys.map((key, number) => [key, cellOf(unit, indicators[number])]));

  const isAdded = roles.total === undefined && keys.length > 0;
  let scored: { unit: Unit; score: string | null }[] = units.map((unit) => ({ unit, score: role(unit, "total") }));
  let sureness: Sureness = "none";
  if (roles.total !== undefined && roles.error !== undefined) sureness = "estimates";
  else if (roles.total === undefined && roles.satisfied !== undefined && roles.asked !== undefined) sureness = "answers";
  else if (keys.length > 1) sureness = "weights";

  let drawn: Drawn[] = [];
  let draws = 0;
  let otherwise = 0;
  let refused: string | null = null;
  const uncertain = (options: (unit: Unit) => UncertainUnitOptions): void => {
    const answer = library.rankUncertainty({ units: units.map((unit) => ({ id: unit.id, name: unit.name, ...options(unit) })), seed: SEED });
    drawn = answer.units;
    draws = answer.draws;
    for (const { index, path, message, code } of answer.problems) blame(units[index ?? -1], placeOf(path, message), code);
    if (sureness === "answers") {
      const byId = new Map(answer.units.map((one) => [one.id, one.score]));
      scored = units.filter(({ line }) => !told.has(line)).map((unit) => ({ unit, score: byId.get(unit.id) ?? null }));
    }
  };
  if (sureness === "answers") uncertain((unit) => ({ successes: role(unit, "satisfied"), trials: role(unit, "asked") }));
  else if (isAdded) {
    const added = library.scoreUnits({ ruleSet: setOf(keys), units: units.map((unit) => ({ id: unit.id, values: values(unit) })) });
    for (const { index, path, message, code } of added.problems) blame(units[index ?? -1], placeOf(path, message), code);
    const left = units.filter(({ line }) => !told.has(line));
    scored = left.map((unit, place) => ({ unit, score: added.units[place]?.total ?? null }));
  }

  const candidates = scored.map(({ unit, score }): RankCandidate => ({ id: unit.id, name: unit.name, score }));
  const year = Number(ask.year.trim());
  const ranks = library.rankUnits({
    units: candidates,
    decimals: 9,
    year: ask.year.trim() === "" ? null : year,
    parent: ask.parent.trim() || null,
    ruleSet: ask.ruleSet.trim() || null,
  });
  for (const { index, path, code } of ranks.problems) blame(scored[index ?? -1]?.unit, placeOf(path, ""), code);

  try {
    if (sureness === "estimates") uncertain((unit) => ({ score: role(unit, "total"), se: role(unit, "error") }));
    if (sureness === "weights") {
      const ranked = new Set(ranks.units.map(({ id }) => id));
      const known = units.filter(({ id, line }) => ranked.has(id) && !told.has(line));
      const asked = known.map((unit): SensitiveUnitOptions => ({ id: unit.id, values: values(unit) }));
      const answer = library.rankSensitivity({ criteria: keys.map((id) => ({ id, weight: 1 })), units: asked, seed: SEED });
      drawn = answer.units;
      draws = answer.draws;
      const stated = new Map(ranks.units.map(({ id, rank }) => [id, rank]));
      otherwise = answer.units.filter(({ id, rank }) => stated.get(id) !== rank).length;
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "MotcuaError") throw error;
    refused = (error as MotcuaError).code;
  }

  const sure = new Map(drawn.map((one) => [one.id, one]));
  // Of two rows with one id the library ranks the first.
  const byId = new Map([...scored].reverse().map(({ unit }) => [unit.id, unit]));
  return {
    rows: ranks.units.map((one) => {
      const interval = sure.get(one.id);
      const unit = byId.get(one.id);
      return {
        id: one.id,
        name: one.name ?? one.id,
        rank: Number(one.rank),
        size: one.size,
        short: one.statement.short,
        statement: { vi: one.statement.text.vi, en: one.statement.text.en },
        value: one.value,
        percentile: one.percentile,
        tied: one.tied,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        median: interval?.median ?? null,
        published: unit === undefined ? "" : role(unit, "rank") ?? "",
      };
    }),
    sureness: refused === null ? sureness : "none",
    draws,
    seed: SEED,
    isAdded,
    criteria: sureness === "weights" ? indicators.map((place) => table.head[place] ?? "") : [],
    otherwise,
    refused,
    problems: problems.sort((a, b) => a.line - b.line),
  };
}
