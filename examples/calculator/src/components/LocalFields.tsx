import { useState } from "preact/hooks";
import type { Refusal } from "../engine";
import { LONGEST_TEXT, MOST_LOCAL, WEEKDAYS, type LocalRow, type Question } from "../model";
import { errorText, useWords } from "../words";
import { describedBy, FieldBox } from "./parts";

function Row({ row, place, error, onRow, onRemove }: { row: LocalRow; place: number; error: string | null; onRow: (part: Partial<LocalRow>) => void; onRemove: () => void }) {
  const { w } = useWords();
  const id = `local-${place}`;
  const text = (name: "from" | "to" | "reason" | "decision") => (
    <FieldBox id={`${id}-${name}`} label={w.local[name]}>
      <input
        id={`${id}-${name}`}
        type="text"
        autocomplete="off"
        maxLength={name === "from" || name === "to" ? 20 : LONGEST_TEXT}
        value={row[name]}
        aria-invalid={error !== null && (name === "from" || name === "to")}
        aria-describedby={describedBy(id, false, error !== null) || undefined}
        onInput={(event) => onRow({ [name]: event.currentTarget.value })}
      />
    </FieldBox>
  );
  return (
    <fieldset class={error === null ? "local-row" : "local-row wrong"}>
      <legend>{row.kind === "closed" ? w.local.closed : w.local.open}</legend>
      {text("from")}
      {text("to")}
      {text("reason")}
      {text("decision")}
      {error !== null && <p class="error" id={`${id}-error`} role="alert">{error}</p>}
      <button type="button" class="plain" onClick={onRemove}>{w.local.remove}</button>
    </fieldset>
  );
}

/** What the agency does otherwise than the State's calendar: weekly rest, days closed, days worked. */
export function LocalFields({ rest, localDays, date, refusal, onChange }: Pick<Question, "rest" | "localDays" | "date"> & {
  refusal: Refusal | null;
  onChange: (part: Partial<Question>) => void;
}) {
  const { w } = useWords();
  const isUsed = localDays.length > 0 || rest.join() !== "sat,sun";
  // Once open it stays so, even when the last row goes.
  const [isOpen, setOpen] = useState(isUsed);
  const errorAt = (field: Refusal["field"]): string | null => (refusal?.field === field ? errorText(refusal.code, w) : null);
  const put = (place: number, part: Partial<LocalRow>): void =>
    onChange({ localDays: localDays.map((row, number) => (number === place ? { ...row, ...part } : row)) });
  const add = (kind: LocalRow["kind"]): void => onChange({ localDays: [...localDays, { kind, from: date, to: "", reason: w.local.reasons[kind], decision: "" }] });
  const restError = errorAt("rest");
  return (
    <details class="local" open={isOpen || isUsed} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.local.title}</summary>
      <fieldset class="checks days" aria-describedby={restError === null ? undefined : "rest-error"}>
        <legend>{w.local.rest}</legend>
        {WEEKDAYS.map((day, place) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={rest.includes(day)}
              onChange={(event) => onChange({ rest: WEEKDAYS.filter((one) => (one === day ? event.currentTarget.checked : rest.includes(one))) })}
            />
            <span><span aria-hidden="true">{w.days[place]}</span><span class="hidden">{w.dayNames[place]}</span></span>
          </label>
        ))}
      </fieldset>
      {restError !== null && <p class="error" id="rest-error" role="alert">{restError}</p>}
      {localDays.map((row, place) => (
        <Row
          key={place}
          row={row}
          place={place}
          error={errorAt(`local-${place}`)}
          onRow={(part) => put(place, part)}
          onRemove={() => onChange({ localDays: localDays.filter((_, number) => number !== place) })}
        />
      ))}
      {localDays.length < MOST_LOCAL && (
        <div class="buttons">
          <button type="button" onClick={() => add("closed")}>{w.local.addClosed}</button>
          <button type="button" onClick={() => add("open")}>{w.local.addOpen}</button>
        </div>
      )}
      <p class="hint">{w.local.hint}</p>
    </details>
  );
}
