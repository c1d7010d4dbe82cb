import type { Citation, Deadline, Step } from "motcua/light";
import { useWords } from "../words";
import { pick, withoutEmpty } from "./parts";

/** The library writes citations into the text in brackets; here they stand on a line of their own, where they can be marked. */
const withoutCitations = (text: string, lines: readonly string[]): string =>
  lines.reduce((rest, line) => rest.replaceAll(` [${line}]`, ""), withoutEmpty(text));

const unique = (citations: readonly Citation[]): Citation[] =>
  [...new Map(citations.filter(({ textVi }) => textVi !== "").map((one) => [one.textVi, one])).values()];

/** Nothing but weekends: a long slip leaves it to the months, where they are marked. */
const isWeekend = (step: Step): boolean => step.days.length > 0 && step.days.every(({ kind }) => kind === "weekend");

export function Steps({ deadline, title }: { deadline: Deadline; title?: string }) {
  const { lang, w } = useWords();
  return (
    <section class="steps">
      <h3>{title ?? w.why}</h3>
      <ol>
        {deadline.steps.map((step, place) => {
          const citations = unique(step.citations);
          const joined = [step, ...step.days].map((part) => part.citations.map((one) => pick(one, lang)).filter((line) => line !== "").join("; "));
          const text = withoutCitations(pick(step, lang), joined.filter((line) => line !== ""));
          const isShort = text !== withoutEmpty(pick(step, lang));
          return (
            <li key={place} class={isWeekend(step) ? `${step.operation} plain` : step.operation}>
              <p>{text}</p>
              {isShort && (
                <p class="basis">
                  {w.basis}:{" "}
                  {citations.map((one, number) => (
                    <span key={one.textVi}>
                      {number > 0 && "; "}
                      <cite>{pick(one, lang)}</cite>
                      {one.confidence === "known" && one.instrument !== null && ` (${w.unread})`}
                      {one.confidence === "uncertain" && ` (${w.unclear})`}
                    </span>
                  ))}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
