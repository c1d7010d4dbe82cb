import { useMemo, useState } from "preact/hooks";
import { restarted } from "../detail";
import type { Answer } from "../engine";
import { longMoment } from "../format";
import type { Supplements } from "../full";
import { useFull } from "../hooks";
import type { Question } from "../model";
import { errorText, useWords } from "../words";
import { describedBy, FieldBox, Waiting } from "./parts";

function Policies({ told, isFirst }: { told: Supplements; isFirst: (dueAt: string) => boolean }) {
  const { lang, w } = useWords();
  const { regime, policy } = told;
  return (
    <>
      <ul class="policies">
        {told.either.map((one) => {
          const isRule = policy?.value === one.policy;
          return (
            <li key={one.policy} class={isRule ? "rule" : ""}>
              <p>{w.supplement.policies[one.policy]}</p>
              {/* Only this is read aloud when it changes: the texts around it name the present minute. */}
              <p aria-live="polite">{one.dueAt !== null && <strong>{longMoment(one.dueAt, lang)}</strong>}</p>
              <p class="marks">
                {isRule && policy !== null && (
                  <>
                    <span class="tag strong">{policy.isConfirmed ? w.supplement.rule : w.supplement.usual}</span>
                    {!policy.isConfirmed && <span class="tag warn">{w.supplement.unconfirmed}</span>}
                  </>
                )}
                {!isRule && <span class="tag">{w.supplement.other}</span>}
                {one.dueAt !== null && isFirst(one.dueAt) && <span class="tag">{w.supplement.unmoved}</span>}
              </p>
              {isRule && policy !== null && <p class="basis">{w.basis}: <cite>{policy.citation.text[lang]}</cite></p>}
              {one.notes.map((note) => <p key={note.vi} class="hint warn">{note[lang]}</p>)}
              <p class="hint">{one.explanation[lang]}</p>
            </li>
          );
        })}
      </ul>
      <p class="hint">{w.supplement.regime(regime.instrument.name[lang])}</p>
      <ul class="rules">
        {told.rules.map((rule) => (
          <li key={rule.id}>
            {w.supplement.rules[rule.id]?.(rule.value === null ? null : String(rule.value)) ?? rule.id}{" "}
            <span class="basis">{w.basis}: <cite>{rule.citation.text[lang]}</cite>{!rule.isConfirmed && ` (${w.supplement.unconfirmed})`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What papers asked for and complete now would do. That the limit runs again is known at once; a pause needs the log, so the whole package. */
export function Supplement({ result, question, now, onChange }: { result: Answer; question: Question; now: string; onChange: (part: Partial<Question>) => void }) {
  const { lang, w } = useWords();
  const [isAsked, setAsked] = useState(question.askedDate !== "");
  const isOpen = isAsked || question.askedDate !== "";
  const isReceived = now >= result.deadline.receivedAt.slice(0, 16);
  const loading = useFull(isOpen && isReceived);
  const again = useMemo(() => restarted(result, now), [result, now]);
  const isTyped = question.askedDate.trim() !== "" && question.askedTime.trim() !== "";
  const told = useMemo(
    () => (loading.state === "there" && isTyped ? loading.full.supplements(result, question, now) : null),
    [loading.state, isTyped, result, question, now],
  );
  const error = typeof told === "string" ? errorText(told, w) : null;
  const field = (id: string, label: string, value: string, onText: (text: string) => void) => (
    <FieldBox id={id} label={label}>
      <input
        id={id}
        type="text"
        autocomplete="off"
        maxLength={20}
        value={value}
        aria-invalid={error !== null}
        aria-describedby={describedBy("asked", false, error !== null) || undefined}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </FieldBox>
  );
  return (
    <section class="supplement" aria-labelledby="supplement-title">
      <h3 id="supplement-title">{w.supplement.title}</h3>
      {!isReceived && <p>{w.notYet}</p>}
      {isReceived && again !== null && !(isOpen && isTyped) && <p>{w.supplement.again(longMoment(again.dueAt, lang))}</p>}
      {isReceived && !isOpen && <p><button type="button" onClick={() => setAsked(true)}>{w.supplement.open}</button></p>}
      {isReceived && isOpen && (
        <>
          <div class={error === null ? "asked" : "asked wrong"}>
            {field("asked-date", w.supplement.askedDate, question.askedDate, (askedDate) => onChange({ askedDate }))}
            {field("asked-time", w.time, question.askedTime, (askedTime) => onChange({ askedTime }))}
          </div>
          {error !== null && <p class="error" id="asked-error" role="alert">{error}</p>}
          {!isTyped && <p class="hint">{w.supplement.hint}</p>}
          <Waiting loading={loading} />
          {told !== null && typeof told !== "string" && (
            <>
              <p>{w.supplement.completeAt(longMoment(now, lang))}</p>
              <Policies told={told} isFirst={(dueAt) => dueAt === result.deadline.dueAt} />
            </>
          )}
        </>
      )}
    </section>
  );
}
