import { useMemo, useRef } from "preact/hooks";
import { versionOn } from "../catalogue";
import type { Outcome, Refusal } from "../engine";
import { isInterlinked, isRefusal } from "../engine";
import { capital, isoDate, plainDate, weekday } from "../format";
import { CHANNELS, LONGEST_TEXT, SOURCES, type Question } from "../model";
import { presets } from "../office";
import { errorText, inLang, useWords } from "../words";
import { Choices, describedBy, FieldBox } from "./parts";
import { ProcedureSearch } from "./ProcedureSearch";

export interface FormProps {
  question: Question;
  refusal: Refusal | null;
  /** The answer of the frame before, with its question; `null` where there is none. */
  answer: { question: Question; outcome: Outcome } | null;
  /** Fields that come after the first answer. */
  rest: typeof import("../rest") | null;
  onChange: (part: Partial<Question>) => void;
  onNow: () => void;
}

/** An older browser has no way to open its calendar; there the date is typed. */
function openPicker(input: HTMLInputElement | null): void {
  try {
    input?.showPicker();
  } catch {
    document.getElementById("date")?.focus();
  }
}

function TextField({ id, label, hint, value, error, mode, onText }: {
  id: string;
  label: string;
  hint?: string;
  value: string;
  error: string | null;
  mode?: "numeric" | "text";
  onText: (text: string) => void;
}) {
  return (
    <FieldBox id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        type="text"
        inputmode={mode ?? "text"}
        autocomplete="off"
        spellcheck={false}
        maxLength={LONGEST_TEXT}
        value={value}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint !== undefined, error !== null) || undefined}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </FieldBox>
  );
}

export function QuestionForm({ question, refusal, answer, rest, onChange, onNow }: FormProps) {
  const { lang, w } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const iso = isoDate(question.date);
  const procedure = question.source === "procedure" ? versionOn(question.procedure, iso) : null;
  const errorAt = (field: Refusal["field"]): string | null =>
    refusal !== null && refusal.field === field && refusal.code !== "nothing_asked" ? errorText(refusal.code, w) : null;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(iso) && errorAt("date") === null;
  const isGroup = question.source === "group" || (procedure !== null && procedure.group !== "");
  const matters = useMemo(
    () => (rest === null || answer === null || isRefusal(answer.outcome) || isInterlinked(answer.outcome) ? [] : rest.matters(answer.outcome, answer.question)),
    [rest, answer],
  );
  const local = useMemo(
    () => rest !== null && <rest.LocalFields rest={question.rest} localDays={question.localDays} date={question.date} refusal={refusal} onChange={onChange} />,
    [rest, question.rest, question.localDays, question.date, refusal, onChange, lang],
  );
  const isRead = presets.find(({ id }) => id === question.hours)?.confidence !== "uncertain";
  const withLimit = procedure?.cases.map((one, place) => ({ one, place })).filter(({ one }) => one.limit !== "") ?? [];
  const added = procedure?.cases.filter((one) => one.added !== "") ?? [];

  return (
    <form class="question" aria-labelledby="question-title" onSubmit={(event) => event.preventDefault()}>
      <h2 id="question-title">{w.ask}</h2>
      <Choices
        name="source"
        legend={w.source.legend}
        options={SOURCES.map((one) => [one, w.source[one]] as const)}
        value={question.source}
        // A cut-off is asked about for a typed limit only: hidden, it must not go on.
        onPick={(source) => onChange(source === "limit" ? { source } : { source, cutoff: "" })}
      />
      {question.source === "limit" && <TextField id="limit" label={w.limit} hint={w.limitHint} value={question.limit} error={errorAt("limit")} onText={(limit) => onChange({ limit })} />}
      {question.source === "procedure"
        && (
          <>
            <ProcedureSearch
              search={rest?.search ?? null}
              chosen={question.procedure}
              error={refusal?.field === "procedure" && refusal.code !== "nothing_asked" ? refusal.code : null}
              onPick={(id) => onChange({ procedure: id, variant: -1, cases: [] })}
            />
            {!isGroup && withLimit.length > 0 && (
              <FieldBox id="variant" label={w.variant}>
                <select id="variant" value={question.variant} onChange={(event) => onChange({ variant: Number(event.currentTarget.value) })}>
                  <option value={-1}>{w.ordinary}: {procedure?.limit}</option>
                  {withLimit.map(({ one, place }) => <option key={place} value={place}>{inLang(one.name, lang)}: {one.limit}</option>)}
                </select>
              </FieldBox>
            )}
            {!isGroup && added.length > 0 && (
              <p class="hint">{w.added} {added.map((one) => `${inLang(one.name, lang)} (+${one.added})`).join("; ")}.</p>
            )}
          </>
        )}
      {isGroup && rest !== null && (
        <rest.GroupFields
          question={question}
          group={question.source === "group" ? question.group : procedure?.group ?? ""}
          error={errorAt("group")}
          onChange={onChange}
        />
      )}

      <div class="moment">
        <FieldBox
          id="date"
          label={w.date}
          hint={isDate ? capital(weekday(iso, lang)) : w.dateHint}
          error={errorAt("date")}
        >
          <div class="with-button">
            <input
              id="date"
              type="text"
              inputmode="text"
              autocomplete="off"
              maxLength={20}
              value={question.date}
              aria-invalid={errorAt("date") !== null}
              aria-describedby={describedBy("date", true, errorAt("date") !== null)}
              onInput={(event) => onChange({ date: event.currentTarget.value })}
            />
            {/* The browser's own calendar writes dates its own way, so it only helps to choose one. */}
            <input
              ref={picker}
              class="picker"
              type="date"
              tabIndex={-1}
              aria-hidden="true"
              min="2007-01-01"
              max="2199-12-31"
              value={isDate ? iso : ""}
              onInput={(event) => event.currentTarget.value !== "" && onChange({ date: plainDate(event.currentTarget.value, "vi") })}
            />
            <button type="button" class="icon" aria-label={w.pick} title={w.pick} onClick={() => openPicker(picker.current)}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5" /></svg>
            </button>
          </div>
        </FieldBox>
        <TextField id="time" label={w.time} value={question.time} error={errorAt("time")} onText={(time) => onChange({ time })} />
        <button type="button" class="now" onClick={onNow}>{w.now}</button>
      </div>

      <Choices
        name="channel"
        legend={w.channel}
        options={CHANNELS.map((one) => [one, w.channels[one]] as const)}
        value={question.channel}
        onPick={(channel) => onChange({ channel })}
      />
      <p class="hint">{w.channelHints[question.channel]}</p>
      {procedure !== null && procedure.channels.length > 0 && !procedure.channels.includes(question.channel) && <p class="hint warn">{w.channelUnlisted}</p>}

      <FieldBox id="hours" label={w.hours} hint={isRead ? w.hoursHint : `${w.hoursUnread} ${w.hoursHint}`}>
        <select id="hours" value={question.hours} aria-describedby={describedBy("hours", true, false)} onChange={(event) => onChange({ hours: event.currentTarget.value })}>
          {presets.map(({ id, name }) => <option key={id} value={id}>{inLang(name, lang)}</option>)}
          <option value="own">{w.ownHoursChoice}</option>
        </select>
      </FieldBox>
      {question.hours === "own" && (
        <div class="own">
          <TextField id="own-hours" label={w.ownHours} value={question.ownHours} error={errorAt("hours")} onText={(ownHours) => onChange({ ownHours })} />
          <TextField id="own-saturday" label={w.ownSaturday} value={question.ownSaturday} error={errorAt("saturday")} onText={(ownSaturday) => onChange({ ownSaturday })} />
        </div>
      )}
      {local}
      {rest !== null && matters.length > 0 && <rest.OptionFields question={question} matters={matters} onChange={onChange} />}
    </form>
  );
}
