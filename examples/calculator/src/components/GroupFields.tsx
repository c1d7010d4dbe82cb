import { isoDate } from "../format";
import { groupNamed, groupOn, groupsOn } from "../groups";
import type { Question } from "../model";
import { inLang, useWords } from "../words";
import { describedBy, FieldBox } from "./parts";

/** Which group of interlinked procedures, unless a procedure of the catalogue names it, and which of its cases apply. */
export function GroupFields({ question, group, error, onChange }: {
  question: Question;
  /** The group asked about, chosen here or by a procedure; may be empty. */
  group: string;
  error: string | null;
  onChange: (part: Partial<Question>) => void;
}) {
  const { lang, w } = useWords();
  const date = isoDate(question.date);
  const offered = groupsOn(date);
  const chosen = groupOn(group, date);
  // A group that is not in force on the day stays in the list while it is chosen, or the list would show another one.
  const kept = chosen === null ? groupNamed(group) : null;
  return (
    <>
      {question.source === "group" && (
        <FieldBox id="group" label={w.group} hint={w.groupHint} error={error ?? (kept === null ? null : w.errors["not_in_force"])}>
          <select
            id="group"
            value={group}
            aria-invalid={error !== null || kept !== null}
            aria-describedby={describedBy("group", true, error !== null || kept !== null)}
            onChange={(event) => onChange({ group: event.currentTarget.value, cases: [] })}
          >
            <option value="">{w.groupNone}</option>
            {[...offered, ...(kept === null ? [] : [kept])].map((one) => <option key={one.id} value={one.id}>{inLang(one.name, lang)} – {inLang(one.law, lang)}</option>)}
          </select>
        </FieldBox>
      )}
      {chosen !== null && chosen.cases.length > 0 && (
        <fieldset class="checks">
          <legend>{w.groupCases}</legend>
          {chosen.cases.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={question.cases.includes(id)}
                onChange={(event) => onChange({ cases: event.currentTarget.checked ? [...question.cases, id] : question.cases.filter((one) => one !== id) })}
              />
              <span>{inLang(name, lang)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
