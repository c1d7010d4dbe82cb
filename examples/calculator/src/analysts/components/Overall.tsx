// Two small pictures of all dossiers together; every number stands beside its bar.
import type { LatenessAnswer, ReportCountsAnswer } from "motcua";
import { count, exact } from "../numbers";
import { useWords } from "../words";

const PARTS = [
  ["early", "early"], ["on_time", "onTime"], ["late", "late"], ["within_term", "withinTerm"], ["overdue", "overdue"], ["unmeasured", "unmeasured"],
] as const satisfies readonly (readonly [string, keyof ReportCountsAnswer])[];

/** How all dossiers to handle stand. */
export function Composition({ counts, title }: { counts: ReportCountsAnswer; title: (id: string) => string }) {
  const { lang, w } = useWords();
  const all = Math.max(counts.toHandle, 1);
  let begun = 0;
  return (
    <figure class="composition">
      <figcaption>{w.composition}: {count(counts.toHandle, lang)}</figcaption>
      <svg width="100%" height="28" aria-hidden="true">
        {PARTS.map(([id, key]) => {
          const at = begun;
          begun += counts[key];
          return <rect key={id} class={`of-${id}`} x={`${(at / all) * 100}%`} y="0" width={`${(counts[key] / all) * 100}%`} height="28" />;
        })}
      </svg>
      <ul>
        {PARTS.filter(([, key]) => counts[key] > 0).map(([id, key]) => (
          <li key={id}>
            <svg width="14" height="14" aria-hidden="true"><rect class={`of-${id}`} width="14" height="14" rx="3" /></svg>
            {title(id)}: <strong>{count(counts[key], lang)}</strong>
          </li>
        ))}
      </ul>
    </figure>
  );
}

const sideOf = (least: number | null, most: number | null): string => (most !== null && most < 0 ? "early" : least !== null && least > 0 ? "late" : "on_time");

/** How many working days early and late. */
export function Lateness({ lateness }: { lateness: LatenessAnswer | null }) {
  const { lang, w } = useWords();
  if (lateness === null || lateness.dossiers === 0) return null;
  const tallest = Math.max(...lateness.buckets.map(({ dossiers }) => dossiers), 1);
  const days = (value: number | null): string => (value === null ? "–" : exact(String(value), lang));
  return (
    <section class="part" aria-labelledby="lateness-title">
      <h3 id="lateness-title">{w.lateness}</h3>
      <p>{w.latenessText(lateness.mean === null ? "–" : exact(lateness.mean, lang), days(lateness.median), days(lateness.most))}</p>
      <ul class="histogram" aria-labelledby="lateness-title">
        {lateness.buckets.map(({ label, least, most, dossiers }) => (
          <li key={label.en}>
            {/* The library calls it "on the day"; beside the counts, some of these are late. */}
            <span class="label">{least === 0 && most === 0 ? w.noWorkingDay : label[lang]}</span>
            <svg width="100%" height="20" aria-hidden="true"><rect class={`of-${sideOf(least, most)}`} width={`${(dossiers / tallest) * 100}%`} height="20" rx="3" /></svg>
            <span class="text">{count(dossiers, lang)}</span>
          </li>
        ))}
      </ul>
      <p class="hint">{w.noWorkingDayHint}</p>
    </section>
  );
}
