import { useMemo } from "preact/hooks";
import { procedures } from "../catalogue";
import { answer, isRefusal, left } from "../engine";
import { longMoment } from "../format";
import { fromFragment } from "../model";
import type { Saved, StoreProblem } from "../store";
import { errorText, useWords } from "../words";
import { storeMessage } from "./Actions";

const known = new Set(procedures.map(({ id }) => id));

function Row({ one, now, onOpen, onRemove }: { one: Saved; now: string; onOpen: () => void; onRemove: () => void }) {
  const { lang, w } = useWords();
  const result = useMemo(() => {
    const { question } = fromFragment(one.fragment, now, (id) => known.has(id));
    return answer(question);
    // A saved address names its moment, so the answer does not depend on the clock.
  }, [one.fragment]);
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
  return (
    <section class="saved" aria-labelledby="saved-title">
      <h2 id="saved-title">{w.savedTitle}</h2>
      {problem !== null && <p class="error" role="alert">{storeMessage(problem, w)}</p>}
      {saved.length === 0
        ? <p class="hint">{w.savedNone}</p>
        : (
          <table>
            <tbody>
              {saved.map((one) => <Row key={one.id} one={one} now={now} onOpen={() => onOpen(one.fragment)} onRemove={() => onRemove(one.id)} />)}
            </tbody>
          </table>
        )}
    </section>
  );
}
