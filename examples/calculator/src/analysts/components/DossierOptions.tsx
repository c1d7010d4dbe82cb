import { useEffect, useState } from "preact/hooks";
import { Choices, describedBy, FieldBox } from "../../components/parts";
import { isoDate, plainDate } from "../../format";
import { GROUPINGS, type DossierAsk, type Dossiers, type Grouping } from "../protocol";
import { codeText, useWords } from "../words";
import { periodText } from "./DossierView";
import { Fold } from "./Fold";

export type DossierChoice = Pick<DossierAsk, "by" | "timeOf" | "asOf" | "from" | "until">;

const TIMES: readonly Grouping[] = ["month", "quarter", "year"];

/** The field a refusal of the library belongs to. */
const fieldOf = (path: string): "asOf" | "from" | "until" => (path.includes("from") ? "from" : path.startsWith("as") ? "asOf" : "until");

/** A day as text; taken over when the reader leaves the field or presses Enter. */
function DayField({ id, label, hint, error, day, onDay }: {
  id: string;
  label: string;
  hint?: string | undefined;
  error: string | null;
  day: string;
  onDay: (day: string) => void;
}) {
  const { lang } = useWords();
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(/^\d{4}-\d\d-\d\d$/.test(day) ? day.split("-").reverse().join("/") : day), [day]);
  return (
    <FieldBox id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        placeholder={lang === "vi" ? "ngày/tháng/năm" : "dd/mm/yyyy"}
        value={typed}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint !== undefined, error !== null) || undefined}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => onDay(isoDate(event.currentTarget.value))}
      />
    </FieldBox>
  );
}

export function DossierOptions({ choice, answer, has, refused, onChange }: {
  choice: DossierChoice;
  answer: Dossiers | null;
  has: (grouping: Grouping) => boolean;
  refused: { code: string; path: string } | null;
  onChange: (choice: DossierChoice) => void;
}) {
  const { lang, w } = useWords();
  const day = (name: "asOf" | "from" | "until", label: string, hint?: string) => (
    <DayField
      id={`choice-${name}`}
      label={label}
      hint={hint}
      error={refused !== null && fieldOf(refused.path) === name ? codeText(refused.code, w) : null}
      day={choice[name]}
      onDay={(value) => onChange({ ...choice, [name]: value })}
    />
  );
  return (
    <form class="choices-box" aria-label={w.options} onSubmit={(event) => event.preventDefault()}>
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
      <Fold
        isNeeded={refused !== null}
        summary={answer === null ? w.asOf : `${w.days(plainDate(answer.asOf, lang))}${periodText(answer, lang, w)}`}
      >
        <div class="dates">
          {day("asOf", w.asOf, answer?.isAsOfOurs ? w.asOfHint(plainDate(answer.asOf, lang)) : undefined)}
          {day("from", w.from, w.periodHint)}
          {day("until", w.until)}
          <button type="submit">{w.apply}</button>
        </div>
      </Fold>
    </form>
  );
}
