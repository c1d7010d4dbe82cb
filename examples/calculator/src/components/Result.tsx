import type { ComponentChildren } from "preact";
import type { Answer } from "../engine";
import { capital, clock, longDate, plainDate, weekday } from "../format";
import type { Question } from "../model";
import { errorText, useWords } from "../words";
import { caseNamed, limitNamed, Named, pick } from "./parts";

export function Empty({ code }: { code: string }) {
  const { w } = useWords();
  if (code !== "nothing_asked") {
    return (
      <div class="empty">
        <p class="big">{w.cannotAnswer}</p>
        <p>{errorText(code, w)}</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p class="big">{w.emptyTitle}</p>
      <p class="hint">{w.empty}</p>
    </div>
  );
}

const SIGNS = { announced: "✓", derived: "≈", projected: "!" };

/** A due moment in large type, with what it is called and how sure it is. */
export function Due({ what, label, dueAt, certainty, children }: {
  what: ComponentChildren;
  label: string;
  dueAt: string;
  certainty: keyof typeof SIGNS;
  children?: ComponentChildren;
}) {
  const { lang, w } = useWords();
  return (
    <div class="due" aria-live="polite" aria-atomic="true">
      <p class="what">{what}</p>
      <p class="label">{label}</p>
      <p class="date">
        <span>{capital(weekday(dueAt, lang))}</span>{" "}
        <strong>{plainDate(dueAt, lang)}</strong>
      </p>
      <p class="time">{w.dueAt(clock(dueAt))}</p>
      <p class={`certainty ${certainty}`}><span aria-hidden="true">{SIGNS[certainty]}</span> {w.certainty[certainty]}</p>
      {children}
    </div>
  );
}

export function SlipFoot({ now }: { now: string }) {
  const { lang, w } = useWords();
  return <p class="slip-foot">{w.slip}. {w.legal} {capital(longDate(now, lang))} {clock(now)}.</p>;
}

/** The due moment; what belongs to it follows a frame later. */
export function Result({ result, question }: { result: Answer; question: Question }) {
  const { lang, w } = useWords();
  const { deadline, procedure, variant } = result;
  return (
    <Due
      what={procedure === null ? <span lang="vi">{question.limit}</span> : <><Named text={procedure.name} />{caseNamed(result, lang, w)}</>}
      label={w.due}
      dueAt={deadline.dueAt}
      certainty={deadline.certainty}
    >
      {procedure !== null && variant === null && <p class="of-limit">{w.limit}: {limitNamed(result, lang, w)}</p>}
      {procedure !== null && (procedure.confidence === "known" || procedure.confidence === "uncertain") && (
        <p class="certainty projected"><span aria-hidden="true">!</span> {w.limitConfidence[procedure.confidence]}</p>
      )}
      {deadline.flags.map((flag) => <p key={flag.code} class="certainty derived"><span aria-hidden="true">?</span> {pick(flag, lang)}</p>)}
    </Due>
  );
}
