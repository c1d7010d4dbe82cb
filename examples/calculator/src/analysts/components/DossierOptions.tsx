import { useEffect, useState } from "preact/hooks";
import { Choices, describedBy, FieldBox } from "../../components/parts";
import { isoDate, plainDate } from "../../format";
import { GROUPINGS, type DossierAsk, type Dossiers, type Grouping } from "../protocol";
import { codeText, useWords } from "../words";

export type DossierChoice = Pick<DossierAsk, "by" | "timeOf" | "asOf" | "from" | "until">;

const TIMES: readonly Grouping[] = ["month", "quarter", "year"];

/** The field a refusal of the library belongs to. */
const fieldOf = (path: string): "asOf" | "from" | "until" => (path.includes("from") ? "from" : path.startsWith("as") ? "asOf" : "until");

export function DossierOptions({ choice, answer, has, refused, onChange }: {
  choice: DossierChoice;
  answer: Dossiers | null;
  has: (grouping: Grouping) => boolean;
  refused: { code: string; path: string } | null;
  onChange: (choice: DossierChoice) => void;
}) {
  const { lang, w } = useWords();
  const [draft, setDraft] = useState({ asOf: "", from: "", until: "" });
  useEffect(() => setDraft({ asOf: choice.asOf, from: choice.from, until: choice.until }), [choice.asOf, choice.from, choice.until]);
  const apply = (): void => onChange({ ...choice, asOf: isoDate(draft.asOf), from: isoDate(draft.from), until: isoDate(draft.until) });
  const date = (name: "asOf" | "from" | "until", label: string, hint?: string) => {
    const id = `choice-${name}`;
    const isWrong = refused !== null && fieldOf(refused.path) === name;
    return (
      <FieldBox id={id} label={label} hint={hint} error={isWrong ? codeText(refused.code, w) : null}>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          placeholder={lang === "vi" ? "ngày/tháng/năm" : "dd/mm/yyyy"}
          value={/^\d{4}-\d\d-\d\d$/.test(draft[name]) ? draft[name].split("-").reverse().join("/") : draft[name]}
          aria-invalid={isWrong}
          aria-describedby={describedBy(id, hint !== undefined, isWrong) || undefined}
          onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
          onBlur={apply}
        />
      </FieldBox>
    );
  };
  return (
    <form
      class="choices-box"
      aria-label={w.options}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Choices
        name="by"
        legend={w.by}
        options={GROUPINGS.filter(has).map((one) => [one, w.groupings[one]] as const)}
        value={choice.by}
        onPick={(by) => onChange({ ...choice, by })}
      />
      {TIMES.includes(choice.by) && (
        <Choices
          name="time-of"
          legend={w.timeOf}
          options={[["received", w.timesOf.received], ["finished", w.timesOf.finished]] as const}
          value={choice.timeOf}
          onPick={(timeOf) => onChange({ ...choice, timeOf })}
        />
      )}
      <div class="dates">
        {date("asOf", w.asOf, answer?.isAsOfOurs ? w.asOfHint(plainDate(answer.asOf, lang)) : undefined)}
        {date("from", w.from, w.periodHint)}
        {date("until", w.until)}
        <button type="submit">{w.apply}</button>
      </div>
    </form>
  );
}
