import type { Certainty } from "motcua/light";
import { useState } from "preact/hooks";
import { toFragment } from "../address";
import { capital, longMoment } from "../format";
import { calendarFile } from "../ics";
import { LONGEST_TEXT, type Question } from "../model";
import type { StoreProblem } from "../store";
import { useWords } from "../words";
import { download } from "./parts";

export const storeMessage = (problem: StoreProblem | null, w: ReturnType<typeof useWords>["w"]): string =>
  problem === null ? w.saved : { full: w.storageFull, refused: w.storageRefused, broken: w.storageBroken, too_many: w.storageTooMany }[problem];

/** A due moment, whatever it was counted from. */
export interface Promised {
  title: string;
  dueAt: string;
  certainty: Certainty;
  explanation: string;
}

export function Actions({ promise, question, now, savedName, onSave }: {
  promise: Promised;
  question: Question;
  now: string;
  /** Under which this question has just been saved or opened; may be empty. */
  savedName: string;
  onSave: (name: string) => StoreProblem | null;
}) {
  const { lang, w } = useWords();
  const [message, setMessage] = useState("");
  const [byHand, setByHand] = useState("");
  const [name, setName] = useState("");
  const { title, dueAt } = promise;
  /** What this dossier is called, typed or saved; two received in the same minute differ in nothing else. */
  const called = name.trim() || (savedName === title ? "" : savedName);
  const link = (): string => `${location.origin}${location.pathname}#${toFragment(question, lang)}`;
  const text = (): string => [
    title,
    `${w.due}: ${longMoment(dueAt, lang)}`,
    w.certainty[promise.certainty],
    "",
    promise.explanation,
    "",
    w.legal,
  ].join("\n");

  const copy = async (what: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(what);
      setByHand("");
      setMessage(done);
    } catch {
      setByHand(what);
      setMessage(w.notCopied);
    }
  };
  const addToCalendar = (): void => {
    const file = calendarFile({
      uid: `${toFragment(question, "vi").replace(/[^A-Za-z0-9]+/g, "-")}${called === "" ? "" : `-${encodeURIComponent(called)}`}@motcua`,
      title: w.calendarTitle(called === "" ? title : `${called} – ${title}`),
      description: `${text()}\n\n${link()}`,
      dueAt,
      now,
    });
    download(new Blob([file], { type: "text/calendar;charset=utf-8" }), `hen-tra-${dueAt.slice(0, 10)}.ics`);
  };

  return (
    <section class="actions" aria-labelledby="actions-title">
      <h3 id="actions-title" class="hidden">{w.actions}</h3>
      <div class="buttons">
        <button type="button" onClick={addToCalendar}>{w.calendar}</button>
        <button type="button" onClick={() => window.print()}>{w.print}</button>
        <button type="button" onClick={() => void copy(text(), w.copied)}>{w.copy}</button>
        <button type="button" onClick={() => void copy(link(), w.shared)}>{w.share}</button>
      </div>
      <form class="save" onSubmit={(event) => {
        event.preventDefault();
        setByHand("");
        setMessage(storeMessage(onSave(name.trim() === "" ? title : name.trim()), w));
        setName("");
      }}>
        <label for="save-name">{w.saveName}</label>
        <span class="with-button">
          <input id="save-name" type="text" autocomplete="off" maxLength={LONGEST_TEXT} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          <button type="submit">{w.save}</button>
        </span>
      </form>
      <p class="message" role="status">{capital(message)}</p>
      {byHand !== "" && <textarea readOnly rows={6} aria-label={w.notCopied} value={byHand} onFocus={(event) => event.currentTarget.select()} />}
    </section>
  );
}
