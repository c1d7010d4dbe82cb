import { useEffect, useRef, useState } from "preact/hooks";
import type { Lang } from "../format";
import { WEEKDAYS, type Question } from "../model";
import { presets } from "../office";
import { SAMPLE, type PileReport } from "../pile";
import { errorText, inLang, useWords, type Words } from "../words";
import { download } from "./parts";

type State =
  | { kind: "idle" }
  | { kind: "running"; done: number; all: number }
  | { kind: "stopped" }
  | Extract<PileReport, { kind: "done" | "failed" }>;

/** Office hours and ways of counting of a file, all of them: some are shown above only where they would move the one due moment there. */
function waysOf(question: Question, lang: Lang, w: Words): string {
  const preset = presets.find(({ id }) => id === question.hours);
  const own = [question.ownHours, question.ownSaturday].filter((text) => text.trim() !== "").join("; ");
  const hasCutoff = question.source === "limit" && question.cutoff !== "";
  const ways = [
    [w.hours, preset === undefined ? own : inLang(preset.name, lang)],
    [w.counting.name, w.counting[question.counting]],
    [w.cutoff.name, hasCutoff && question.cutoff !== "" ? w.cutoff[question.cutoff] : w.cutoff.none],
    ...(hasCutoff ? [[w.effect.name, w.effect[question.effect]]] : []),
    [w.roll.name, question.roll === "" ? w.roll.law : w.roll[question.roll]],
    [w.cultureDay.name, w.cultureDay[question.cultureDay]],
    [w.workedSaturday.name, w.workedSaturday[question.workedSaturday]],
    [w.local.rest, question.rest.map((day) => w.dayNames[WEEKDAYS.indexOf(day)]).join(", ")],
    ...(question.localDays.length > 0 ? [[w.local.title, w.pileLocal(question.localDays.length)]] : []),
  ];
  return ways.map(([name = "", value = ""]) => `${name}: ${value}`).join("; ");
}

/** Receipts in, due dates out, for a whole file; the work is done by a worker, which can be stopped. */
export function Pile({ question }: { question: Question }) {
  const { lang, w } = useWords();
  const [state, setState] = useState<State>({ kind: "idle" });
  const [name, setName] = useState("");
  const [counted, setCounted] = useState(question);
  const worker = useRef<Worker | null>(null);
  const stop = (): void => {
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => stop, []);

  const run = (file: File): void => {
    stop();
    setName(file.name);
    setCounted(question);
    setState({ kind: "running", done: 0, all: 0 });
    const fresh = new Worker(new URL("../pile.worker.ts", import.meta.url), { type: "module" });
    worker.current = fresh;
    fresh.addEventListener("message", (event: MessageEvent<PileReport>) => {
      const report = event.data;
      setState(report.kind === "progress" ? { ...report, kind: "running" } : report);
      if (report.kind !== "progress") stop();
    });
    fresh.addEventListener("error", () => {
      setState({ kind: "failed", error: "broken", row: null });
      stop();
    });
    fresh.postMessage({ file, question });
  };

  const ways = waysOf(question, lang, w);
  return (
    <section class="pile" aria-labelledby="pile-title">
      <h2 id="pile-title">{w.pile}</h2>
      <p class="hint">{w.pileHint}</p>
      <p class="hint ways">{w.pileWays(ways)}</p>
      <div class="buttons">
        <label class="file">
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) run(file);
              // The same file may be chosen again after it was mended.
              event.currentTarget.value = "";
            }}
          />
          <span>{w.pileChoose}</span>
        </label>
        <button type="button" class="plain" onClick={() => download(new Blob(["\uFEFF", ...SAMPLE.map((row) => `${row.join(",")}\r\n`)], { type: "text/csv" }), "mau.csv")}>{w.pileSample}</button>
        {state.kind === "running" && (
          <button type="button" onClick={() => {
            stop();
            setState({ kind: "stopped" });
          }}>{w.pileStop}</button>
        )}
        {state.kind === "done" && <button type="button" class="main" onClick={() => download(state.file, name.replace(/(\.csv)?$/i, "-hen-tra.csv"))}>{w.pileSave}</button>}
      </div>
      {state.kind === "running" && <progress max={Math.max(state.all, 1)} value={state.done} aria-label={w.pileRunning(state.done, state.all)} />}
      <p role="status" class="message">
        {state.kind === "running" && w.pileRunning(state.done, state.all)}
        {state.kind === "stopped" && w.pileStopped}
        {state.kind === "done" && w.pileDone(state.rows, state.errors)}
      </p>
      {state.kind === "failed" && <p class="error" role="alert">{w.pileErrors[state.error]}{state.row !== null && ` ${w.pileRow(state.row)}`}</p>}
      {state.kind === "done" && waysOf(counted, lang, w) !== ways && <p class="hint warn">{w.pileStale}</p>}
      {state.kind === "done" && state.encoding !== "utf-8" && <p class="hint warn">{w.pileEncoding(state.encoding.toUpperCase())}</p>}
      {state.kind === "done" && state.codes.length > 0 && (
        <ul class="codes hint">
          {state.codes.map((code) => <li key={code}><code>{code}</code>: {w.pileCodes[code] ?? errorText(code, w)}</li>)}
        </ul>
      )}
      {state.kind === "done" && (
        <div class="scroll" tabIndex={0} role="region" aria-label={w.pilePreview}>
          <table>
            <caption>{w.pilePreview}</caption>
            <thead><tr>{state.preview[0]?.map((head, place) => <th key={place} scope="col">{head}</th>)}</tr></thead>
            <tbody>
              {state.preview.slice(1).map((row, number) => <tr key={number}>{row.map((cell, place) => <td key={place}>{cell}</td>)}</tr>)}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
