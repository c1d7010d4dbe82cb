import { useState } from "preact/hooks";
import { count } from "../numbers";
import { SAMPLES, type Sample } from "../samples";
import type { SessionState } from "../session";
import { useWords } from "../words";

/** Where a file comes in: dropped, chosen, or one to try. */
export function FilePanel({ state, sample, onFile, onSample, onStop }: {
  state: SessionState;
  sample: Sample | null;
  onFile: (file: File) => void;
  onSample: (sample: Sample) => void;
  onStop: () => void;
}) {
  const { lang, w } = useWords();
  const [isOver, setOver] = useState(false);
  const { progress, opened, error } = state;
  return (
    <section class="source" aria-labelledby="file-title">
      <h2 id="file-title">{w.fileTitle}</h2>
      <div
        class={`drop${isOver ? " over" : ""}${opened === null ? "" : " done"}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer?.files[0];
          if (file !== undefined) onFile(file);
        }}
      >
        <p>{w.drop}</p>
        <label class="file">
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            aria-describedby={opened === null ? "file-hint" : undefined}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) onFile(file);
              // The same file may be chosen again after it was mended.
              event.currentTarget.value = "";
            }}
          />
          <span>{w.choose}</span>
        </label>
      </div>
      {opened === null && <p class="hint" id="file-hint">{w.fileHint}</p>}
      <div class="samples">
        <span>{w.samples}</span>
        {SAMPLES.map((one) => <button key={one.id} type="button" class="chip" onClick={() => onSample(one)}>{w.sampleNames[one.id]}</button>)}
      </div>
      {progress !== null && (
        <div class="running">
          <progress aria-label={w.stages[progress]} />
          <button type="button" onClick={onStop}>{w.stop}</button>
        </div>
      )}
      <p role="status" class="message">
        {progress !== null ? w.stages[progress] : state.isStopped ? w.stopped : opened !== null && w.opened(state.file, count(opened.rows, lang), w.encodings[opened.encoding])}
      </p>
      {opened?.encoding === "windows-1258" && <p class="hint warn">{w.oldEncoding}</p>}
      {opened !== null && sample !== null && sample.id !== "provinces" && <p class="hint warn">{w.madeUp}</p>}
      {error !== null && <p class="error" role="alert">{w.fileErrors[error]}</p>}
    </section>
  );
}
