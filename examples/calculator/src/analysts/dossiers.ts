// Dossiers to the library's report: which cell goes where, and back from a refused row to its line.
import type { LatenessOptions, OnTimeReportRequest, ReportRow } from "motcua";
import { isoDate } from "../format";
import type { DossierAsk, DossierRole, Dossiers, RowProblem } from "./protocol";
import type { Table } from "./read";

type Library = typeof import("motcua");

const FIELDS: Record<string, DossierRole> = { receivedOn: "received", received_on: "received", due_on: "due", finished_on: "finished", first_due_on: "firstDue" };

const read = new Map<string, string>();
const MOST_READ = 100_000;

/** The day of `23/11/2026 09:15` or `2026-11-23T09:15:00`. Other text stays as it is: the library says what is wrong. */
function dayOf(cell: string): string {
  let day = read.get(cell);
  if (day === undefined) {
    day = isoDate(cell.trim().replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, ""));
    if (read.size < MOST_READ) read.set(cell, day);
  }
  return day;
}

/** The last day a dossier came in or went out, but no later than today: then the file was most likely made. */
function lastDay(library: Library, rows: readonly ReportRow[], today: string): string {
  const days = new Set<string>();
  for (const { receivedOn, finishedOn } of rows) {
    for (const day of [receivedOn, finishedOn]) {
      if (day != null && day <= today && /^\d{4}-\d\d-\d\d$/.test(day)) days.add(day);
    }
  }
  const exists = (day: string): boolean => {
    try {
      library.batch.dayNumber(day);
      return true;
    } catch {
      return false;
    }
  };
  return [...days].sort().reverse().find(exists) ?? today;
}

export function dossiersOf(library: Library, table: Table, ask: DossierAsk): Dossiers {
  const { roles } = ask.columns;
  const rows = table.rows.map((cells): ReportRow => {
    const day = (role: DossierRole): string | null => {
      const place = roles[role];
      const cell = place === undefined ? "" : cells[place] ?? "";
      return cell === "" || cell.trim() === "" ? null : dayOf(cell);
    };
    const row: ReportRow = { receivedOn: day("received"), dueOn: day("due"), finishedOn: day("finished") };
    if (roles.firstDue !== undefined) row.firstDueOn = day("firstDue") ?? row.dueOn;
    // Only what is grouped by: a message with every column takes twice as long.
    if (ask.by === "unit" || ask.by === "field" || ask.by === "procedure" || ask.by === "officer" || ask.by === "channel") {
      const place = roles[ask.by];
      row[ask.by] = (place === undefined ? "" : cells[place] ?? "").trim().normalize("NFC") || null;
    }
    return row;
  });
  const asOf = ask.asOf === "" ? lastDay(library, rows, ask.today) : ask.asOf;
  const lateness: LatenessOptions = {};
  const request: OnTimeReportRequest = { rows, by: [ask.by], asOfOn: asOf, timeOf: ask.timeOf, lateness };
  if (ask.from !== "" || ask.until !== "") request.period = { fromOn: ask.from || null, untilOn: ask.until || null };
  const report = library.onTimeReport(request);
  const problems: RowProblem[] = report.problems.map(({ index, path, code }) => {
    const role = FIELDS[path.slice(path.lastIndexOf(".") + 1)] ?? (code === "value_missing" ? "received" : undefined);
    const place = role === undefined ? undefined : roles[role];
    const cells = table.rows[index ?? -1] ?? [];
    return {
      line: table.lines[index ?? -1] ?? 0,
      column: place === undefined ? "" : table.head[place] ?? "",
      code,
      value: place === undefined ? "" : (cells[place] ?? "").slice(0, 100),
    };
  });
  return {
    // The page has the problems by line.
    report: { ...report, problems: [] },
    by: ask.by,
    asOf,
    isAsOfOurs: ask.asOf === "",
    from: ask.from,
    until: ask.until,
    problems: [...table.problems, ...problems].sort((a, b) => a.line - b.line),
  };
}
