import { lunar, type DayKind } from "motcua/light";
import { useMemo, useRef, useState } from "preact/hooks";
import { months, type MarkedDay, type Span } from "../detail";
import { capital, column, longDate, monthName, type Lang } from "../format";
import { useWords, type Words } from "../words";
import { nameOf, pick } from "./parts";

const FIRST_SHOWN = 3;
const EACH_MORE = 12;

const SIGNS: Record<DayKind, string> = {
  working_day: "", weekend: "–", public_holiday: "★", compensatory_day_off: "◆", swapped_day_off: "⇄", makeup_workday: "＋",
  local_closure: "✕", local_opening: "○",
};

/** What a cell says beside its number: its part in the count, else its kind. */
const markOf = (one: MarkedDay, w: Words): string =>
  one.isDue ? w.dueDay : one.isReceived ? w.received : one.ordinal !== null ? w.counted(one.ordinal) : "";

const fullText = (one: MarkedDay, lang: Lang, w: Words): string =>
  [
    capital(longDate(one.day.date, lang)),
    one.isReceived ? w.received : "",
    one.ordinal !== null ? w.counted(one.ordinal) : "",
    one.isDue ? w.dueDay : "",
    nameOf(one.day, lang),
    one.day.certainty === "projected" ? w.projected : "",
  ].filter((text) => text !== "").join(", ");

function Cell({ one, isActive, onActive }: { one: MarkedDay; isActive: boolean; onActive: () => void }) {
  const { lang, w } = useWords();
  const { day } = one;
  const mark = markOf(one, w);
  const classes = ["day", day.kind, one.isWithin ? "within" : "", one.isDue ? "due-day" : "", one.isReceived ? "received-day" : ""];
  return (
    <button
      type="button"
      class={classes.filter((name) => name !== "").join(" ")}
      id={`day-${day.date}`}
      tabIndex={isActive ? 0 : -1}
      aria-pressed={isActive}
      onClick={onActive}
      onFocus={onActive}
    >
      <span class="hidden">{fullText(one, lang, w)}</span>
      <span class="number" aria-hidden="true">{Number(day.date.slice(8))}</span>
      <span class="sign" aria-hidden="true">{one.isDue ? "◉" : one.isReceived ? "▶" : SIGNS[day.kind]}</span>
      {mark !== "" && <span aria-hidden="true" class={one.isDue || one.isReceived ? "mark" : "mark count"}>{one.isDue || one.isReceived ? mark : one.ordinal}</span>}
      <span class="kind" aria-hidden="true">{day.kind === "working_day" ? "" : w.kinds[day.kind]}</span>
    </button>
  );
}

/** Every day from receipt to due day with its kind, name and reason, in months. */
export function MonthView({ span }: { span: Span }) {
  const { lang, w } = useWords();
  const [most, setMost] = useState(FIRST_SHOWN);
  // Another hour of receipt seldom changes a day, so the days are made anew only when what they show has changed.
  const days = [span.receivedAt.slice(0, 10), span.dueOn, ...span.steps.map(({ operation, from, to }) => `${operation} ${from.slice(0, 10)} ${to.slice(0, 10)}`)].join();
  const { shown, more } = useMemo(() => months(span, most), [days, span.calendar, most]);
  // One month is shown whole; of several, the weeks before and after the span only cost space.
  const pages = useMemo(() => shown.map(({ month, days }) => {
    const weeks = weeksOf(days);
    return { month, weeks: shown.length === 1 ? weeks : weeks.filter((week) => week.some((cell) => cell?.isWithin)) };
  }), [shown]);
  const all = useMemo(() => pages.flatMap(({ weeks }) => weeks.flat()).filter((cell) => cell !== null), [pages]);
  const [active, setActive] = useState(span.dueOn);
  const box = useRef<HTMLDivElement>(null);
  const one = all.find(({ day }) => day.date === active) ?? all.find(({ isReceived }) => isReceived);

  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step === undefined || one === undefined) return;
    const next = all[all.indexOf(one) + step];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next.day.date);
    box.current?.querySelector<HTMLButtonElement>(`#day-${next.day.date}`)?.focus();
  };
  const kinds = [...new Set(all.map(({ day }) => day.kind))].filter((kind) => kind !== "working_day");

  const grid = useMemo(() => (
    <div class="grid" ref={box} onKeyDown={keys}>
      {pages.map(({ month, weeks }) => (
        <table key={month}>
          <caption>{monthName(month, lang)}</caption>
          <thead>
            <tr>{w.days.map((name, place) => <th key={name} scope="col" abbr={w.dayNames[place]}>{name}</th>)}</tr>
          </thead>
          <tbody>
            {weeks.map((week, place) => (
              <tr key={place}>
                {week.map((cell, number) => (
                  <td key={number}>
                    {cell !== null && <Cell one={cell} isActive={cell === one} onActive={() => setActive(cell.day.date)} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  ), [pages, one, lang]);
  if (one === undefined) return null;

  return (
    <section class="months" aria-labelledby="months-title">
      <h3 id="months-title">{w.month}</h3>
      <p class="hint for-keys">{w.monthHint}</p>
      {grid}
      {more > 0 && <button type="button" onClick={() => setMost(most + EACH_MORE)}>{w.moreMonths(Math.min(more, EACH_MORE))}</button>}
      <ul class="legend">
        <li><span class="sign">▶</span> {w.received}</li>
        <li><span class="sign">◉</span> {w.dueDay}</li>
        {kinds.map((kind) => <li key={kind}><span class={`sign ${kind}`}>{SIGNS[kind]}</span> {w.kinds[kind]}</li>)}
      </ul>
      <div class="about" aria-live="polite">
        <p><strong>{fullText(one, lang, w)}</strong></p>
        <p>{w.lunar}: {nameOf(lunar(one.day.date), lang)}</p>
        {one.day.citations.length > 0 && <p class="basis">{w.basis}: <cite>{one.day.citations.map((citation) => pick(citation, lang)).join("; ")}</cite></p>}
      </div>
    </section>
  );
}

/** Rows of seven, Monday first, with nothing where the days of other months would be. */
function weeksOf(days: readonly MarkedDay[]): (MarkedDay | null)[][] {
  const weeks: (MarkedDay | null)[][] = [];
  for (const one of days) {
    const place = column(one.day.date) - 1;
    if (place === 0 || weeks.length === 0) weeks.push(Array<MarkedDay | null>(7).fill(null));
    const week = weeks[weeks.length - 1];
    if (week !== undefined) week[place] = one;
  }
  return weeks;
}
