import { useEffect, useMemo } from "preact/hooks";
import { departures, leftUntil, spanOf, type Option, type Span } from "../detail";
import type { Interlinked } from "../engine";
import type { InterlinkedAnswer } from "../full";
import { groupNamed, groupOn, type Group } from "../groups";
import { useFull } from "../hooks";
import type { Question } from "../model";
import { hoursOf } from "../office";
import { headline, stepsOfTotal } from "../stages";
import type { StoreProblem } from "../store";
import { errorText, inLang, useWords } from "../words";
import { Actions } from "./Actions";
import { ProcedureFacts, Remaining } from "./Later";
import { MonthView } from "./MonthView";
import { OptionFields } from "./OptionFields";
import { Waiting } from "./parts";
import { Due, Empty } from "./Result";
import { notInTotal, Stages } from "./Stages";
import { Steps } from "./Steps";

export interface GroupProps {
  asked: Interlinked;
  question: Question;
  now: string;
  savedName: string;
  onChange: (part: Partial<Question>) => void;
  /** The due moment in large type, `null` when there is none: a narrow screen keeps it in sight. */
  onDue: (dueAt: string | null) => void;
  onSave: (name: string) => StoreProblem | null;
}

/** When a group of interlinked procedures is due, stage by stage. */
export function GroupResult(props: GroupProps) {
  const { asked, question } = props;
  const { w } = useWords();
  const loading = useFull(true);
  const plan = useMemo(() => (loading.state === "there" ? loading.full.plan(asked, question) : null), [loading.state, asked, question]);
  const { onDue } = props;
  useEffect(() => {
    const head = plan === null || typeof plan === "string" ? null : headline(plan);
    onDue(head === null || head.kind === "none" ? null : head.dueAt);
  }, [plan, onDue]);
  const group = groupOn(asked.group, asked.at.slice(0, 10)) ?? groupNamed(asked.group);
  if (loading.state !== "there") return <Waiting loading={loading} />;
  if (plan === null) return null;
  if (typeof plan === "string") return plan === "value_out_of_range" ? <p class="empty big">{errorText("not_in_force", w)}</p> : <Empty code={plan} />;
  return <Plan {...props} plan={plan} group={group} />;
}

function Plan({ asked, question, now, savedName, onChange, onSave, plan, group }: Omit<GroupProps, "onDue"> & { plan: InterlinkedAnswer; group: Group | null }) {
  const { lang, w } = useWords();
  const head = useMemo(() => headline(plan), [plan]);
  const counted = useMemo(() => stepsOfTotal(asked, plan, group, question), [asked, plan, group, question]);
  const { procedure, calendar, at } = asked;
  const title = procedure !== null ? inLang(procedure.name, lang) : group === null ? asked.group : inLang(group.name, lang);
  const last = plan.knownDueOn;
  // The group's own rule says whether there is a cut-off.
  const choices = useMemo((): Option[] => {
    const chosen = departures(question).filter((option) => option !== "cutoff");
    return plan.flags.includes("cutoff_effect") && !chosen.includes("effect") ? [...chosen, "effect"] : chosen;
  }, [plan, question]);
  const dueAt = head.kind === "none" ? null : head.dueAt;
  // The month shows every day any stage needs, and marks the day promised.
  const span = useMemo((): Span | null => {
    if (dueAt === null) return null;
    return counted !== null ? spanOf({ at, limit: counted.limit, procedure, variant: null, deadline: counted, calendar, options: {} })
      : { receivedAt: at, dueOn: dueAt.slice(0, 10), steps: [], calendar };
  }, [counted, dueAt, at, procedure, calendar]);
  const rest = useMemo(() => (dueAt === null ? null : leftUntil(dueAt, now, calendar, { hours: hoursOf(question) })), [dueAt, now, calendar, question]);
  return (
    <>
      {head.kind === "none"
        ? <div class="empty"><p class="big">{w.stages.nothingKnown}</p><p>{title}</p></div>
        : (
          <Due what={title} label={w.stages.labels[head.kind]} dueAt={head.dueAt} certainty={plan.certainty}>
            {plan.overTotal === true && last !== null && (
              <p class="certainty projected"><span aria-hidden="true">!</span> {w.stages.over(plan.overByWorkingDays ?? 0)}</p>
            )}
            {plan.undetermined.length > 0 && <p class="certainty projected"><span aria-hidden="true">!</span> {w.stages.undetermined(plan.undetermined.length)}</p>}
            {plan.flags.map((code) => <p key={code} class="certainty derived"><span aria-hidden="true">?</span> {w.stages.flags[code] ?? code}</p>)}
          </Due>
        )}
      {choices.length > 0 && <OptionFields question={question} matters={choices} onChange={onChange} />}
      {head.kind !== "none" && (
        <>
          <Remaining receivedAt={at} rest={rest} now={now} />
          <Actions promise={{ title, dueAt: head.dueAt, certainty: plan.certainty, explanation: [...notInTotal(plan, lang, w), lang === "vi" ? plan.explanationVi : plan.explanationEn].join("\n") }} question={question} now={now} savedName={savedName} onSave={onSave} />
        </>
      )}
      <Stages plan={plan} group={group} receivedAt={at} calendar={calendar} now={now} />
      {span !== null && <MonthView key={`${span.receivedAt.slice(0, 10)} ${span.dueOn}`} span={span} />}
      {counted !== null && <Steps deadline={counted} title={w.stages.whyTotal} />}
      {procedure !== null && <section class="facts"><h3>{w.facts}</h3><dl><ProcedureFacts procedure={procedure} /></dl></section>}
    </>
  );
}
