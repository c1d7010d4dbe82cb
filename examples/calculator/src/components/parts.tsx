// Small parts used in several places.
import type { ComponentChildren } from "preact";
import type { Text } from "../catalogue";
import type { Answer } from "../engine";
import type { Lang } from "../format";
import type { Loading } from "../hooks";
import { inLang, limitText, useWords, type Words } from "../words";

/** A text of the catalogue, marked as Vietnamese where it has no translation, so that a screen reader reads it rightly. */
export function Named({ text }: { text: Text }) {
  const { lang } = useWords();
  if (lang === "vi") return <>{text.vi}</>;
  return text.en !== "" ? <>{text.en}</> : <span lang="vi">{text.vi}</span>;
}

export const pick = (both: { textVi: string; textEn: string }, lang: Lang): string => (lang === "vi" ? both.textVi : both.textEn);
export const nameOf = (both: { nameVi: string; nameEn: string }, lang: Lang): string => (lang === "vi" ? both.nameVi : both.nameEn);

/** The limit counted, as the catalogue writes it; in English as the library reads it. */
export const limitNamed = ({ procedure, variant, limit }: Answer, lang: Lang, w: Words): string =>
  lang === "vi" ? variant?.limit ?? procedure?.limit ?? "" : limitText(`${limit.amount} ${limit.unit}`, w);

/** What sets a special case apart from the ordinary one, whose name is the same. */
export const caseNamed = (result: Answer, lang: Lang, w: Words): string =>
  result.variant === null ? "" : ` – ${inLang(result.variant.name, lang)} (${limitNamed(result, lang, w)})`;

/** The library puts the basis of a day in brackets; for a day of the agency's own that names no decision they are empty. */
export const withoutEmpty = (text: string): string => text.replaceAll("; ]", "]").replaceAll(" []", "");

/** A field with its label, a hint and what is wrong with it, all said by a screen reader. */
export function FieldBox({ id, label, hint, error, children }: {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}

export const describedBy = (id: string, hint: boolean, error: boolean): string =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((one) => one !== "").join(" ");

/** A row of choices of which one is taken. */
export function Choices<T extends string>({ name, legend, options, value, onPick }: {
  name: string;
  legend: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onPick: (value: T) => void;
}) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      <div>
        {options.map(([one, label]) => (
          <label key={one}>
            <input type="radio" name={name} value={one} checked={one === value} onChange={() => onPick(one)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Hands a file to the reader. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What is said while the whole package is on its way, or when it does not come. */
export function Waiting({ loading }: { loading: Loading }) {
  const { w } = useWords();
  if (loading.state === "coming") return <p class="hint" role="status">{w.coming}</p>;
  if (loading.state !== "failed") return null;
  return (
    <div class="problems" role="alert">
      <p>{w.notCome}</p>
      <button type="button" onClick={loading.again}>{w.again}</button>
    </div>
  );
}
