// Due dates of a whole file, away from the page's own thread. To cancel, the page ends this worker.
import init, { batch, Calendar, parseLimit, type DueColumnOptions, type Unit } from "motcua/columns";
import { NAMES, plain } from "./analysts/columns";
import { csvLines, parseCsv, type Row } from "./csv";
import { decode, NotText } from "./decode";
import { hasTime, momentText } from "./format";
import { calendarOptions, codeOf, hoursOf } from "./office";
import { LARGEST_FILE, type PileError, type PileReport, type PileRequest } from "./pile";

const CHUNK = 5000;
const PREVIEW = 20;
const PROBED = 200;
// A column of moments says more than one of days, where a file has both.
const RECEIVED = ["nhan_luc", "received_at", "thoi_diem_tiep_nhan", ...NAMES.received];
const LIMIT = ["thoi_han", "limit", "time_limit", "thoi_han_giai_quyet", "thoi_gian_giai_quyet", "thoi_han_xu_ly", "thoi_han_tra_ket_qua"];
/** Units that count from the time of day; of the others a day alone is enough. */
const FROM_TIME: readonly Unit[] = ["minute", "hour", "working_hour"];
const ADDED = ["hen_tra_ngay", "hen_tra_luc", "do_chac_chan", "loi"];

const tell = (report: PileReport): void => postMessage(report);

class Failed extends Error {
  constructor(readonly error: PileError, readonly row: number | null = null) {
    super(error);
  }
}

interface Limit {
  amount: string | null;
  unit: Unit | null;
  error: string | null;
}

const limits = new Map<string, Limit>();

/** Files repeat a few limits many times, so each text is read once. */
function limitOf(text: string): Limit {
  let limit = limits.get(text);
  if (limit === undefined) {
    try {
      const read = parseLimit(text);
      limit = read.undetermined ? { amount: null, unit: null, error: "limit_undetermined" } : { ...read, error: null };
    } catch (error) {
      limit = { amount: null, unit: null, error: codeOf(error) };
    }
    limits.set(text, limit);
  }
  return limit;
}

function momentNumber(text: string): { at: number; error: string | null } {
  try {
    return { at: batch.momentNumber(momentText(text)), error: null };
  } catch (error) {
    return { at: NaN, error: codeOf(error) };
  }
}

/** What keeps a row from being counted, before the library is asked. */
function errorOf(row: Row, received: string, moment: { error: string | null }, limit: Limit): string | null {
  const isTimeMissing = limit.unit !== null && FROM_TIME.includes(limit.unit) && !hasTime(received);
  return row.error ?? moment.error ?? limit.error ?? (isTimeMissing ? "time_missing" : null);
}

async function run({ file, question }: PileRequest): Promise<void> {
  if (file.size > LARGEST_FILE) throw new Failed("too_large");
  let decoded: ReturnType<typeof decode>;
  try {
    decoded = decode(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    throw new Failed(error instanceof NotText && error.kind === "spreadsheet" ? "spreadsheet" : "encoding_invalid");
  }
  const { text, encoding } = decoded;
  const { delimiter, head, rows, openQuote } = parseCsv(text);
  if (openQuote !== null) throw new Failed("quote_open", openQuote);
  // Bytes of any kind are letters of that old encoding, so it is only believed where it makes sense.
  const isDoubtful = encoding === "windows-1258";
  if (rows.length === 0) throw new Failed(isDoubtful ? "encoding_invalid" : "empty");
  const names = head.map(plain);
  const find = (known: readonly string[]): number => names.indexOf(known.find((name) => names.includes(name)) ?? "\0");
  const received = find(RECEIVED);
  const limit = find(LIMIT);
  if (received < 0 || limit < 0) throw new Failed(isDoubtful ? "encoding_invalid" : "column_missing");

  await init();
  if (isDoubtful && !rows.slice(0, PROBED).some((row) => limitOf(row.cells[limit] ?? "").error === null)) throw new Failed("encoding_invalid");
  const options: DueColumnOptions & { errors: "column" } = { calendar: Calendar.vietnam(calendarOptions(question)), hours: hoursOf(question), errors: "column" };
  if (question.counting !== "by_date") options.counting = question.counting;
  // The page shows a cut-off only for a typed limit; one that stayed chosen behind a procedure is no choice for the file.
  if (question.source === "limit" && question.cutoff !== "") options.cutoff = question.cutoff;
  if (question.effect !== "day_0") options.cutoffEffect = question.effect;
  if (question.roll !== "") options.roll = question.roll;
  const certainties = batch.certainties();
  const parts: string[] = ["\uFEFF", csvLines([[...head, ...ADDED]], delimiter)];
  // In the preview the answers stand beside the first column, in sight on a narrow screen.
  const preview: string[][] = [[...head.slice(0, 1), ...ADDED, ...head.slice(1)]];
  let wrong = 0;
  const codes = new Set<string>();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK);
    const moments = some.map((row) => momentNumber(row.cells[received] ?? ""));
    const asked = some.map((row) => limitOf(row.cells[limit] ?? ""));
    const before = some.map((row, i) => errorOf(row, row.cells[received] ?? "", moments[i] ?? { error: null }, asked[i] ?? { amount: null, unit: null, error: null }));
    const due = batch.deadlines(
      Float64Array.from(moments, (one) => one.at),
      asked.map((one) => one.amount),
      asked.map((one) => one.unit),
      options,
    );
    const on = batch.dateOf(due.dueOn);
    const at = batch.momentOf(due.dueAt);
    const lines = some.map((row, i) => {
      const error = before[i] ?? due.errors[i] ?? "";
      if (error !== "") {
        wrong++;
        codes.add(error);
      }
      // Short rows are filled up, or the answers would stand under other heads.
      const cells = head.map((_, place) => row.cells[place] ?? "");
      const answer = error !== "" ? ["", "", "", error] : [on[i] ?? "", at[i] ?? "", certainties[due.certainty[i] ?? 0] ?? "", ""];
      if (preview.length <= PREVIEW) preview.push([...cells.slice(0, 1), ...answer, ...cells.slice(1)]);
      // Cells beyond the head stay, behind the answers, which would else stand under no head.
      return [...cells, ...answer, ...(row.error === "cells_too_many" ? row.cells.slice(head.length) : [])];
    });
    parts.push(csvLines(lines, delimiter));
    tell({ kind: "progress", done: Math.min(from + CHUNK, rows.length), all: rows.length });
  }
  tell({ kind: "done", file: new Blob(parts, { type: "text/csv;charset=utf-8" }), rows: rows.length, errors: wrong, codes: [...codes], preview, encoding });
}

addEventListener("message", (event: MessageEvent<PileRequest>) => {
  run(event.data).catch((error: unknown) => tell({
    kind: "failed",
    error: error instanceof Failed ? error.error : "broken",
    row: error instanceof Failed ? error.row : null,
  }));
});
