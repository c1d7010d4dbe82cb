// The file and the whole library, away from the page's own thread. To cancel, the page ends this worker.
import { columnsOf } from "./columns";
import { dossiersOf } from "./dossiers";
import type { FromWorker, ToWorker } from "./protocol";
import { parse, read, Unreadable, type Table } from "./read";
import { scoresOf } from "./scores";

const PREVIEW = 5;

const tell = (message: FromWorker): void => postMessage(message);

async function start(): Promise<typeof import("motcua")> {
  const library = await import("motcua");
  await library.default();
  tell({ kind: "library", version: library.version(), dataVersion: library.dataVersion() });
  return library;
}

const library = start();
// The failure is told when something is asked.
library.catch(() => undefined);

let table: Table | null = null;

async function open(file: Blob): Promise<void> {
  table = null;
  tell({ kind: "progress", stage: "reading" });
  const { text, encoding } = read(await file.arrayBuffer());
  tell({ kind: "progress", stage: "rows" });
  table = parse(text);
  const { columns, kind } = columnsOf(table.head, table.rows);
  tell({ kind: "opened", opened: { encoding, head: table.head, rows: table.rows.length, preview: table.rows.slice(0, PREVIEW), columns, kind } });
}

async function run(message: ToWorker): Promise<void> {
  if (message.kind === "open") return open(message.file);
  if (table === null) return;
  let loaded: typeof import("motcua");
  try {
    loaded = await library;
  } catch {
    throw new Unreadable("no_library");
  }
  tell({ kind: "progress", stage: "counting" });
  try {
    if (message.kind === "dossiers") tell({ kind: "dossiers", answer: dossiersOf(loaded, table, message.ask) });
    else tell({ kind: "scores", answer: scoresOf(loaded, table, message.ask) });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "MotcuaError") throw error;
    const { code, path } = error as import("motcua").MotcuaError;
    tell({ kind: "refused", code, path: path ?? "" });
  }
}

addEventListener("message", (event: MessageEvent<ToWorker>) => {
  run(event.data).catch((error: unknown) => tell({ kind: "failed", error: error instanceof Unreadable ? error.error : "broken" }));
});
