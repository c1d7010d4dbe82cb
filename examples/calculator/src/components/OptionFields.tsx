import type { Option } from "../detail";
import { COUNTINGS, CUTOFFS, EFFECTS, ROLLS, SWITCHES, type Question } from "../model";
import { useWords } from "../words";
import { FieldBox } from "./parts";

function Select<T extends string>({ id, label, options, value, onPick }: {
  id: string;
  label: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onPick: (value: T) => void;
}) {
  return (
    <FieldBox id={id} label={label}>
      <select id={id} value={value} onChange={(event) => {
        const found = options.find(([one]) => one === event.currentTarget.value);
        if (found !== undefined) onPick(found[0]);
      }}>
        {options.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
      </select>
    </FieldBox>
  );
}

/** The ways of counting, of which only those are shown that would move this due moment. */
export function OptionFields({ question, matters, onChange }: {
  question: Question;
  matters: Option[];
  onChange: (part: Partial<Question>) => void;
}) {
  const { w } = useWords();
  const named = <T extends string>(list: readonly T[], texts: Record<T, string>): (readonly [T, string])[] => list.map((one) => [one, texts[one]] as const);
  const fields: Record<Option, preact.JSX.Element> = {
    counting: <Select id="counting" label={w.counting.name} options={named(COUNTINGS, w.counting)} value={question.counting} onPick={(counting) => onChange({ counting })} />,
    cutoff: <Select id="cutoff" label={w.cutoff.name} options={named(CUTOFFS, { ...w.cutoff, "": w.cutoff.none })} value={question.cutoff} onPick={(cutoff) => onChange({ cutoff })} />,
    effect: <Select id="effect" label={w.effect.name} options={named(EFFECTS, w.effect)} value={question.effect} onPick={(effect) => onChange({ effect })} />,
    roll: <Select id="roll" label={w.roll.name} options={[["", w.roll.law], ...named(ROLLS, w.roll)]} value={question.roll} onPick={(roll) => onChange({ roll })} />,
    cultureDay: <Select id="culture-day" label={w.cultureDay.name} options={named(SWITCHES, w.cultureDay)} value={question.cultureDay} onPick={(cultureDay) => onChange({ cultureDay })} />,
    workedSaturday: <Select id="worked-saturday" label={w.workedSaturday.name} options={named(SWITCHES, w.workedSaturday)} value={question.workedSaturday} onPick={(workedSaturday) => onChange({ workedSaturday })} />,
  };
  return (
    <fieldset class="options">
      <legend>{w.options}</legend>
      <p class="hint">{w.optionsHint}</p>
      {matters.map((one) => <div key={one}>{fields[one]}</div>)}
    </fieldset>
  );
}
