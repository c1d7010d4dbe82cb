import { DOSSIER_ROLES, SCORE_ROLES, type Columns, type Kind, type Opened, type Role } from "../protocol";
import { useWords } from "../words";
import { Fold } from "./Fold";

/** What the page took each column for, to be mended by the reader. */
export function ColumnPicker({ opened, kind, columns, isMissing, onChange }: {
  opened: Opened;
  kind: Kind;
  columns: Columns;
  isMissing: boolean;
  onChange: (columns: Columns) => void;
}) {
  const { w } = useWords();
  const set = (role: Role, text: string): void => {
    const roles = { ...columns.roles };
    if (text === "") delete roles[role];
    else roles[role] = Number(text);
    onChange({ ...columns, roles });
  };
  return (
    <Fold name="picker-box" isNeeded={isMissing} summary={w.columns}>
      <p class="hint">{w.columnsHint}</p>
      <div class="picks">
        {(kind === "dossiers" ? DOSSIER_ROLES : SCORE_ROLES).map((role) => (
          <div class="field" key={role}>
            <label for={`role-${role}`}>{w.roles[role]}</label>
            <select id={`role-${role}`} value={String(columns.roles[role] ?? "")} onChange={(event) => set(role, event.currentTarget.value)}>
              <option value="">{w.none}</option>
              {opened.head.map((head, place) => <option key={place} value={String(place)}>{head}</option>)}
            </select>
          </div>
        ))}
      </div>
      {kind === "scores" && (
        <fieldset class="ticks">
          <legend>{w.indicators}</legend>
          {opened.head.map((head, place) => (
            <label key={place}>
              <input
                type="checkbox"
                checked={columns.indicators.includes(place)}
                onChange={(event) => onChange({
                  ...columns,
                  indicators: event.currentTarget.checked
                    ? [...columns.indicators, place].sort((a, b) => a - b)
                    : columns.indicators.filter((one) => one !== place),
                })}
              />
              <span>{head}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label={w.preview}>
        <table class="small">
          <caption>{w.preview}</caption>
          <thead><tr>{opened.head.map((head, place) => <th key={place} scope="col">{head}</th>)}</tr></thead>
          <tbody>{opened.preview.map((row, number) => <tr key={number}>{opened.head.map((_, place) => <td key={place}>{row[place]}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </Fold>
  );
}
