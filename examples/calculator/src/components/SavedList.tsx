import { useMemo } from "preact/hooks";
import { procedures } from "../catalogue";
import { answer, isRefusal, left, type Answer, type Refusal } from "../engine";
import { longMoment } from "../format";
import { fromFragment } from "../model";
import type { Saved, StoreProblem } from "../store";
import { errorText, useWords } from "../words";
import { storeMessage } from "./Actions";

const known = new Set(procedures.map(({ id }) => id));

interface Entry {
  one: Saved;
  result: Answer | Refusal;
}

/** What is due first stands first; what cannot be answered stands last. */
const byDue = (a: Entry, b: Entry): number => {
  const due = ({ result }: Entry): string => (isRefusal(result) ? "9999" : result.deadline.dueAt);
  return due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0;
};

/** A saved address names its moment, so its answer does not depend on the clock; one that is spoilt has none. */
function entryOf(one: Saved): Entry {
  const { question, problems } = fromFragment(one.fragment, "2026-01-01T00:00", (id) => known.has(id));
  return { one, result: problems.length === 0 && one.fragment.includes("at=") ? answer(question) : { field: "result", code: "broken" } };
}

function Row({ entry: { one, result }, now, onOpen, onRemove }: { entry: Entry; now: string; onOpen: () => void; onRemove: () => void }) {
  const { lang, w } = useWords();
  const rest = isRefusal(result) ? null : left(result, now);
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>{isRefusal(result) ? errorText(result.code, w) : longMoment(result.deadline.dueAt, lang)}</td>
      <td class={rest?.isPast ? "past" : ""}>
        {rest !== null && `${rest.isPast ? w.over : w.left} ${w.leftDays(Math.abs(rest.workingDays))}`}
      </td>
      <td class="row-buttons">
        <button type="button" aria-label={`${w.open}: ${one.name}`} onClick={onOpen}>{w.open}</button>
        <button type="button" class="plain" aria-label={`${w.remove}: ${one.name}`} onClick={onRemove}>{w.remove}</button>
      </td>
    </tr>
  );
}

export function SavedList({ saved, problem, now, onOpen, onRemove }: {
  saved: readonly Saved[];
  problem: StoreProblem | null;
  now: string;
  onOpen: (fragment: string) => void;
  onRemove: (id: string) => void;
}) {
  const { w } = useWords();
  const entries = useMemo(() => saved.map(entryOf).sort(byDue), [saved]);
  return (
    <section class="saved" aria-labelledby="saved-title">
      <h2 id="saved-title">{w.savedTitle}</h2>
      {problem !== null && <p class="error" role="alert">{storeMessage(problem, w)}</p>}
      {saved.length === 0
        ? <p class="hint">{w.savedNone}</p>
        : (
          <table>
            <tbody>
              {entries.map((entry) => <Row key={entry.one.id} entry={entry} now={now} onOpen={() => onOpen(entry.one.fragment)} onRemove={() => onRemove(entry.one.id)} />)}
            </tbody>
          </table>
        )}
    </section>
  );
}
