import type { Calendar } from "motcua/light";
import { useMemo } from "preact/hooks";
import type { InterlinkedAnswer, StageAnswer } from "../full";
import type { Group } from "../groups";
import { longMoment, plainDate, type Lang } from "../format";
import { axisOf, placeOf, type Axis } from "../stages";
import { limitText, useWords, type Words } from "../words";
import { nameOf } from "./parts";

/** Why the total ends later than its limit says: the time of some stages is not counted, and each has its end. */
export const notInTotal = (plan: InterlinkedAnswer, lang: Lang, w: Words): string[] =>
  plan.totalDueAt === null ? [] : plan.stages.filter((one) => !one.countsInTotal)
    .map((one) => w.stages.notInTotal(nameOf(one, lang), one.dueAt === null ? null : longMoment(one.dueAt, lang)));

/** One bar on the days it covers; a screen reader has the same in words. */
function Bar({ axis, from, to, kind, now }: { axis: Axis; from: string; to: string | null; kind: string; now: string }) {
  const start = placeOf(axis, from);
  const end = to === null ? axis.days : placeOf(axis, to);
  const today = placeOf(axis, now);
  return (
    <svg class="bar-of-days" viewBox={`0 0 ${axis.days} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="ground" x="0" y="0" width={axis.days} height="10" />
      {axis.off.map((place) => <rect key={place} class="off" x={place} y="0" width="1" height="10" />)}
      {to === null
        ? <line class="open-end" x1={start} x2={end} y1="5" y2="5" />
        : <rect class={kind} x={start} y="2" width={Math.max(end - start, axis.days / 200)} height="6" />}
      {today > 0 && today < axis.days && <line class="today" x1={today} x2={today} y1="0" y2="10" />}
    </svg>
  );
}

function Basis({ basis }: { basis: StageAnswer["basis"] }) {
  const { lang, w } = useWords();
  if (basis === null) return null;
  return (
    <p class="basis">
      {w.basis}: <cite>{basis[lang]}</cite>
      {basis.confidence === "known" && ` (${w.unread})`}
      {basis.confidence === "uncertain" && ` (${w.unclear})`}
    </p>
  );
}

function Stage({ one, plan, group, axis, now }: { one: StageAnswer; plan: InterlinkedAnswer; group: Group | null; axis: Axis; now: string }) {
  const { lang, w } = useWords();
  const told = group?.stages.find(({ id }) => id === one.id);
  const before = plan.stages.filter(({ id }) => told?.after.includes(id)).map((stage) => nameOf(stage, lang));
  const isCritical = plan.criticalPath.includes(one.id);
  return (
    <li class={isCritical ? "stage critical" : "stage"}>
      <p class="stage-name"><strong>{nameOf(one, lang)}</strong> <span>{lang === "en" && told !== undefined ? told.unit.en : one.unit}</span></p>
      <p class="stage-due">
        {one.dueAt === null ? <strong class="unknown">{w.stages.noLimit}</strong> : <strong>{longMoment(one.dueAt, lang)}</strong>}
        {one.limit !== null && <small>{limitText(one.limit, w)}</small>}
      </p>
      {one.startsAt !== null && <Bar axis={axis} from={one.startsAt} to={one.dueAt} kind={isCritical ? "run critical" : "run"} now={now} />}
      <p class="stage-waits">
        {before.length === 0 ? w.stages.atOnce : w.stages.waitsFor(before.join(", "))}
        {one.startsAt !== null && before.length > 0 && ` ${w.stages.startsAt(longMoment(one.startsAt, lang))}`}
      </p>
      {(isCritical || !one.countsInTotal || (one.slackWorkingDays ?? 0) > 0) && (
        <p class="marks">
          {isCritical && <span class="tag strong">{w.stages.critical}</span>}
          {!one.countsInTotal && <span class="tag">{w.stages.outside}</span>}
          {!isCritical && (one.slackWorkingDays ?? 0) > 0 && <span class="tag">{w.stages.slack(one.slackWorkingDays ?? 0)}</span>}
        </p>
      )}
      <Basis basis={one.basis} />
    </li>
  );
}

/** The stages of a group as a list that is a picture too: each with its unit, due moment, what it waits for, and its legal basis. */
export function Stages({ plan, group, receivedAt, calendar, now }: { plan: InterlinkedAnswer; group: Group | null; receivedAt: string; calendar: Calendar; now: string }) {
  const { lang, w } = useWords();
  const axis = useMemo(() => axisOf(plan, receivedAt, calendar), [plan, receivedAt, calendar]);
  return (
    <section class="stages" aria-labelledby="stages-title">
      <h3 id="stages-title">{w.stages.title}</h3>
      {plan.totalDueAt !== null && plan.flags.includes("cutoff_effect") && <p class="hint warn">{w.stages.cutoff}</p>}
      <p class="axis" aria-hidden="true"><span>{plainDate(axis.first, lang)}</span><span>{axis.last === axis.first ? "" : plainDate(axis.last, lang)}</span></p>
      <ol>
        {plan.stages.map((one) => <Stage key={one.id} one={one} plan={plan} group={group} axis={axis} now={now} />)}
      </ol>
      <div class="total">
        <p class="stage-name"><strong>{w.stages.total}</strong></p>
        <p class="stage-due">
          {plan.totalDueAt === null ? <strong class="unknown">{w.stages.noTotal}</strong> : <strong>{longMoment(plan.totalDueAt, lang)}</strong>}
          {plan.total.length > 0 && <small>{plan.total.map((one) => limitText(one, w)).join(" + ")}</small>}
        </p>
        {notInTotal(plan, lang, w).map((line) => <p key={line} class="stage-waits">{line}</p>)}
        {plan.totalDueAt !== null && <Bar axis={axis} from={receivedAt} to={plan.totalDueAt} kind="run whole" now={now} />}
        <Basis basis={plan.basis} />
      </div>
      <p class="legend-of-bars" aria-hidden="true">
        <span class="key critical" /> {w.stages.critical} <span class="key run" /> {w.stages.other} <span class="key off" /> {w.stages.off}
      </p>
      {plan.unconfirmed.length > 0 && (
        <div class="unconfirmed">
          <h4>{w.stages.unconfirmed}</h4>
          <ul>{plan.unconfirmed.map((one) => <li key={one.vi}>{one[lang]}</li>)}</ul>
        </div>
      )}
    </section>
  );
}
