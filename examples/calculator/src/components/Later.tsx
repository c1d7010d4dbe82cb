// Below the due moment: what to do next, the days, the steps, and what else to know.
import { useMemo } from "preact/hooks";
import { left, moments, spanOf, type Left } from "../detail";
import type { Answer } from "../engine";
import { duration, longMoment } from "../format";
import type { Question } from "../model";
import type { StoreProblem } from "../store";
import { inLang, useWords, type Words } from "../words";
import { Actions } from "./Actions";
import { MonthView } from "./MonthView";
import { caseNamed, Named, withoutEmpty } from "./parts";
import { Steps } from "./Steps";
import { Supplement } from "./Supplement";

/** After closing time and over a weekend no time of work has passed: nothing to count, and yet it is overdue. */
export const overdueDays = ({ isPast, workingDays }: Left, w: Words): string => (isPast && workingDays === 0 ? "" : w.leftDays(Math.abs(workingDays)));

export function Remaining({ receivedAt, rest, now }: { receivedAt: string; rest: Left | null; now: string }) {
  const { lang, w } = useWords();
  if (now < receivedAt.slice(0, 16)) return <p class="left">{w.notYet}</p>;
  if (rest === null) return null;
  const hours = w.leftHours(duration(rest.workingSeconds, lang, false));
  const days = overdueDays(rest, w);
  return (
    <p class={rest.isPast ? "left past" : "left"}>
      <span>{rest.isPast ? w.over : w.left}</span>{" "}
      {days !== "" && <><strong>{days}</strong>{" "}</>}
      {!(rest.isPast && Math.abs(rest.workingSeconds) < 60) && <><span>{days === "" ? hours : `(${hours})`}</span>{" "}</>}
      <small>{w.asOf(longMoment(now, lang))}</small>
    </p>
  );
}

export function ProcedureFacts({ procedure }: { procedure: Answer["procedure"] }) {
  const { w } = useWords();
  if (procedure === null) return null;
  return (
    <>
      {procedure.legalBasis.vi !== "" && (
        <>
          <dt>{w.procedureBasis}</dt>
          <dd><Named text={procedure.legalBasis} /></dd>
        </>
      )}
      {procedure.note.vi !== "" && (
        <>
          <dt>{w.note}</dt>
          <dd><Named text={procedure.note} /></dd>
        </>
      )}
    </>
  );
}

function Facts({ result }: { result: Answer }) {
  const { lang, w } = useWords();
  const { procedure } = result;
  const { handOver, latest } = useMemo(() => moments(result), [result]);
  return (
    <section class="facts">
      <h3>{w.facts}</h3>
      <dl>
        {(latest !== null || handOver !== null) && (
          <>
            <dt>{w.moments}</dt>
            {latest !== null && <dd>{w.latest(longMoment(latest, lang))}</dd>}
            {handOver !== null && <dd>{w.handOver(longMoment(handOver, lang))}</dd>}
          </>
        )}
        <ProcedureFacts procedure={procedure} />
      </dl>
    </section>
  );
}

export interface LaterProps {
  result: Answer;
  question: Question;
  now: string;
  savedName: string;
  onChange: (part: Partial<Question>) => void;
  onSave: (name: string) => StoreProblem | null;
}

export function Later({ result, question, now, savedName, onChange, onSave }: LaterProps) {
  const { lang, w } = useWords();
  const { deadline, procedure } = result;
  const rest = useMemo(() => left(result, now), [result, now]);
  const span = useMemo(() => spanOf(result), [result]);
  const title = procedure === null ? w.limitName(question.limit) : `${inLang(procedure.name, lang)}${caseNamed(result, lang, w)}`;
  const { dueAt, dueOn } = deadline;
  return (
    <>
      <Remaining receivedAt={deadline.receivedAt} rest={rest} now={now} />
      <Actions promise={{ title, dueAt, certainty: deadline.certainty, explanation: withoutEmpty(deadline.explanation[lang]) }} question={question} now={now} savedName={savedName} onSave={onSave} />
      <MonthView key={`${deadline.receivedAt.slice(0, 10)} ${dueOn}`} span={span} />
      <Steps deadline={deadline} />
      <Supplement result={result} question={question} now={now} onChange={onChange} />
      <Facts result={result} />
    </>
  );
}
