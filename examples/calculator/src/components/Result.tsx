import { useMemo } from "preact/hooks";
import type { Answer } from "../engine";
import { left, moments, restarted } from "../engine";
import { capital, clock, duration, longDate, longMoment, plainDate, weekday } from "../format";
import type { Question } from "../model";
import type { StoreProblem } from "../store";
import { errorText, useWords } from "../words";
import { Actions } from "./Actions";
import { MonthView } from "./MonthView";
import { Named, pick } from "./parts";
import { Steps } from "./Steps";

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

function Remaining({ result, now }: { result: Answer; now: string }) {
  const { lang, w } = useWords();
  if (now < result.deadline.receivedAt.slice(0, 16)) return <p class="left">{w.notYet}</p>;
  const rest = left(result, now);
  if (rest === null) return null;
  return (
    <p class={rest.isPast ? "left past" : "left"}>
      <span>{rest.isPast ? w.over : w.left}</span>{" "}
      <strong>{w.leftDays(Math.abs(rest.workingDays))}</strong>{" "}
      <span>({w.leftHours(duration(rest.workingSeconds, lang, false))})</span>{" "}
      <small>{w.asOf(longMoment(now, lang))}</small>
    </p>
  );
}

function Facts({ result, now }: { result: Answer; now: string }) {
  const { lang, w } = useWords();
  const { deadline, procedure } = result;
  const again = restarted(result, now);
  const { handOver, latest } = useMemo(() => moments(result), [result]);
  return (
    <section class="facts">
      <h3>{w.facts}</h3>
      <dl>
        {again !== null && again.dueAt !== deadline.dueAt && (
          <>
            <dt>{w.supplement}</dt>
            <dd>{w.supplementText(longMoment(again.dueAt, lang))} <small>{w.supplementNote}</small></dd>
          </>
        )}
        {(latest !== null || handOver !== null) && (
          <>
            <dt>{w.moments}</dt>
            {latest !== null && <dd>{w.latest(longMoment(latest, lang))}</dd>}
            {handOver !== null && <dd>{w.handOver(longMoment(handOver, lang))}</dd>}
          </>
        )}
        {procedure !== null && procedure.legalBasis.vi !== "" && (
          <>
            <dt>{w.procedureBasis}</dt>
            <dd><Named text={procedure.legalBasis} /></dd>
          </>
        )}
        {procedure !== null && procedure.note.vi !== "" && (
          <>
            <dt>{w.note}</dt>
            <dd><Named text={procedure.note} /></dd>
          </>
        )}
      </dl>
    </section>
  );
}

export function Result({ result, question, now, isWhole, onSave }: {
  result: Answer;
  question: Question;
  now: string;
  /** The due moment alone at first, everything else a frame later. */
  isWhole: boolean;
  onSave: (name: string) => StoreProblem | null;
}) {
  const { lang, w } = useWords();
  const { deadline, procedure } = result;
  const sign = { announced: "✓", derived: "≈", projected: "!" }[deadline.certainty];
  return (
    <>
      <div class="due" aria-live="polite" aria-atomic="true">
        <p class="what">{procedure === null ? <span lang="vi">{question.limit}</span> : <Named text={procedure.name} />}</p>
        <p class="label">{w.due}</p>
        <p class="date">
          <span>{capital(weekday(deadline.dueOn, lang))}</span>{" "}
          <strong>{plainDate(deadline.dueOn, lang)}</strong>
        </p>
        <p class="time">{w.dueAt(clock(deadline.dueAt))}</p>
        <p class={`certainty ${deadline.certainty}`}><span aria-hidden="true">{sign}</span> {w.certainty[deadline.certainty]}</p>
        {procedure !== null && (procedure.confidence === "known" || procedure.confidence === "uncertain") && (
          <p class="certainty projected"><span aria-hidden="true">!</span> {w.limitConfidence[procedure.confidence]}</p>
        )}
        {deadline.flags.map((flag) => <p key={flag.code} class="certainty derived"><span aria-hidden="true">?</span> {pick(flag, lang)}</p>)}
      </div>
      {isWhole && (
        <>
          <Remaining result={result} now={now} />
          <Actions result={result} question={question} now={now} onSave={onSave} />
          <MonthView key={`${deadline.receivedAt} ${deadline.dueOn}`} result={result} />
          <Steps deadline={deadline} />
          <Facts result={result} now={now} />
        </>
      )}
      <p class="slip-foot">{w.slip}. {w.legal} {capital(longDate(now, lang))} {clock(now)}.</p>
    </>
  );
}
