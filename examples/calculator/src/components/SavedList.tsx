import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fromFragment } from "../address";
import * as catalogue from "../catalogue";
import { left, leftUntil, type Left } from "../detail";
import { answer, isInterlinked, isRefusal } from "../engine";
import { longMoment } from "../format";
import { useFull, type Loading } from "../hooks";
import { hoursOf } from "../office";
import { headline } from "../stages";
import type { Saved, StoreProblem } from "../store";
import { errorText, useWords } from "../words";
import { storeMessage } from "./Actions";
import { overdueDays } from "./Later";

interface Entry {
  one: Saved;
  /** Empty while it is not known. */
  dueAt: string;
  /** The code of what is wrong; `coming` while the whole package is on its way. */
  error: string;
  left: (now: string) => Left | null;
}

/** What is due first stands first; what cannot be answered stands last. */
const byDue = (a: Entry, b: Entry): number => {
  const due = ({ dueAt }: Entry): string => dueAt || "9999";
  return due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0;
};

/** A saved address names its moment, so its answer does not depend on the clock; one that is spoilt has none. */
function entryOf(one: Saved, loading: Loading): Entry {
  const none = (error: string): Entry => ({ one, dueAt: "", error, left: () => null });
  const { question, problems } = fromFragment(one.fragment, "2026-01-01T00:00", catalogue);
  if (problems.length > 0 || !one.fragment.includes("at=")) return none("broken");
  const outcome = answer(question);
  if (isRefusal(outcome)) return none(outcome.code);
  if (!isInterlinked(outcome)) return { one, dueAt: outcome.deadline.dueAt, error: "", left: (now) => left(outcome, now) };
  if (loading.state !== "there") return none("coming");
  const plan = loading.full.plan(outcome, question);
  if (typeof plan === "string") return none(plan);
  const head = headline(plan);
  if (head.kind === "none") return none("no_limit");
  return { one, dueAt: head.dueAt, error: "", left: (now) => leftUntil(head.dueAt, now, outcome.calendar, { hours: hoursOf(question) }) };
}

/** A group of interlinked procedures among them needs the whole package. */
const isOfGroup = ({ fragment }: Saved): boolean => {
  const outcome = answer(fromFragment(fragment, "2026-01-01T00:00", catalogue).question);
  return !isRefusal(outcome) && isInterlinked(outcome);
};

function Row({ entry: { one, dueAt, error, left: leftAt }, now, onOpen, onRemove }: { entry: Entry; now: string; onOpen: () => void; onRemove: () => void }) {
  const { lang, w } = useWords();
  const rest = leftAt(now);
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>{error === "coming" ? w.coming : error !== "" ? errorText(error, w) : longMoment(dueAt, lang)}</td>
      <td class={rest?.isPast ? "past" : ""}>
        {rest !== null && `${rest.isPast ? w.over : w.left} ${overdueDays(rest, w)}`.trim()}
      </td>
      <td class="row-buttons">
        <button type="button" aria-label={`${w.open}: ${one.name}`} onClick={onOpen}>{w.open}</button>
        <button type="button" class="plain" aria-label={`${w.remove}: ${one.name}`} onClick={onRemove}>{w.remove}</button>
      </td>
    </tr>
  );
}

export function SavedList({ saved, problem, now, onOpen, onRemove, onRestore }: {
  saved: readonly Saved[];
  problem: StoreProblem | null;
  now: string;
  onOpen: (one: Saved) => void;
  onRemove: (id: string) => void;
  onRestore: (one: Saved) => void;
}) {
  const { w } = useWords();
  const loading = useFull(useMemo(() => saved.some(isOfGroup), [saved]));
  const entries = useMemo(() => saved.map((one) => entryOf(one, loading)).sort(byDue), [saved, loading.state]);
  const [removed, setRemoved] = useState<Saved | null>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone; without this the keyboard would begin again at the top of the page.
  useEffect(() => { if (removed !== null) undo.current?.focus(); }, [removed]);
  return (
    <section class="saved" aria-labelledby="saved-title">
      <h2 id="saved-title" tabIndex={-1} ref={heading}>{w.savedTitle}</h2>
      <div role="status">
        {removed !== null && (
          <p class="removed">
            {w.removed(removed.name)}{" "}
            <button type="button" ref={undo} onClick={() => {
              onRestore(removed);
              setRemoved(null);
              heading.current?.focus();
            }}>{w.undo}</button>
          </p>
        )}
      </div>
      {problem !== null && <p class="error" role="alert">{storeMessage(problem, w)}</p>}
      {saved.length === 0
        ? <p class="hint">{w.savedNone}</p>
        : (
          <table>
            <tbody>
              {entries.map((entry) => <Row key={entry.one.id} entry={entry} now={now} onOpen={() => onOpen(entry.one)} onRemove={() => {
                onRemove(entry.one.id);
                setRemoved(entry.one);
              }} />)}
            </tbody>
          </table>
        )}
    </section>
  );
}
