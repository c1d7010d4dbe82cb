import type { OnTimeReportAnswer, ReportGroupAnswer } from "motcua";
import { useMemo, useState } from "preact/hooks";
import { Choices, download } from "../../components/parts";
import { plainDate, type Lang } from "../../format";
import { COUNTS, RATES, type RateKey } from "../measures";
import { count, exact, groupName, percent, range, share } from "../numbers";
import type { Dossiers } from "../protocol";
import { useWords, type Words } from "../words";
import { DataTable, sorted, type Column, type Order } from "./DataTable";
import { Intervals, ticksOf } from "./Intervals";
import { Composition, Lateness } from "./Overall";

const STEP = 30;

/** What each count and rate is called, by the library. */
function titlesOf(report: OnTimeReportAnswer, lang: Lang): (id: string) => string {
  const titles = new Map(report.measures.map(({ id, title }) => [id, title[lang]]));
  return (id) => titles.get(id) ?? id;
}

const isTime = ({ by }: Dossiers): boolean => by === "month" || by === "quarter" || by === "year";

function columnsOf(answer: Dossiers, rate: RateKey, lang: Lang, w: Words): Column<ReportGroupAnswer>[] {
  const title = titlesOf(answer.report, lang);
  const name = (line: ReportGroupAnswer): string => groupName(line.key[0] ?? null, answer.by, lang, w.unknown);
  const counts = COUNTS.filter(([, key]) => key !== "carriedOver" || answer.report.total.counts.carriedOver > 0);
  const id = RATES.find(([, key]) => key === rate)?.[0] ?? "";
  return [
    { id: "name", head: title(answer.by), value: (line) => (isTime(answer) ? line.key[0] ?? null : name(line)), text: name },
    { id: "rate", head: title(id), value: (line) => line.rates[rate].rate, text: (line) => percent(line.rates[rate].percent, lang) },
    { id: "interval", head: w.interval, value: (line) => line.rates[rate].low, text: (line) => range(line.rates[rate].low, line.rates[rate].high, lang) },
    ...counts.map(([of, key]): Column<ReportGroupAnswer> => ({ id: of, head: title(of), value: (line) => line.counts[key], text: (line) => count(line.counts[key], lang) })),
    {
      id: "mean",
      head: w.meanDays,
      value: (line) => (line.lateness?.mean == null ? null : Number(line.lateness.mean)),
      text: (line) => (line.lateness?.mean == null ? "–" : exact(line.lateness.mean, lang)),
    },
  ];
}

/** The period reported on, if the reader has set one. */
export const periodText = ({ from, until }: Pick<Dossiers, "from" | "until">, lang: Lang, w: Words): string =>
  from === "" && until === "" ? "" : w.daysOf(from && plainDate(from, lang), until && plainDate(until, lang));

/** The main things in plain words; every number is the library's. */
function Findings({ answer }: { answer: Dossiers }) {
  const { lang, w } = useWords();
  const { lines, total } = answer.report;
  const { onTimeRate: all } = total.rates;
  const measured = lines.filter(({ rates }) => rates.onTimeRate.rate !== null);
  const bounds = measured.map(({ rates }) => rates.onTimeRate);
  const overall = all.rate ?? 0;
  const below = bounds.filter(({ high }) => (high ?? 1) < overall).length;
  const above = bounds.filter(({ low }) => (low ?? 0) > overall).length;
  const lowest = measured.reduce<ReportGroupAnswer | null>((worst, line) => ((line.rates.onTimeRate.rate ?? 1) < (worst?.rates.onTimeRate.rate ?? 2) ? line : worst), null);
  const low = lowest?.rates.onTimeRate;
  return (
    <div class="findings">
      <p class="first">
        {all.rate === null
          ? w.findingNoOnTime
          : w.findingOnTime(count(all.numerator, lang), count(all.denominator, lang), percent(all.percent, lang), range(all.low, all.high, lang))}
      </p>
      <p>{w.findingOpen(count(total.counts.open, lang), count(total.counts.overdue, lang), plainDate(answer.report.describedOn ?? answer.asOf, lang))}{periodText(answer, lang, w)}</p>
      {measured.length > 1 && lowest !== null && low !== undefined && low.rate !== overall && (
        <p>
          {w.findingLowest(groupName(lowest.key[0] ?? null, answer.by, lang, w.unknown), percent(low.percent, lang), count(low.numerator, lang), count(low.denominator, lang))}
          {(low.high ?? 1) < overall ? w.findingBelow : w.findingUnsure} {w.findingGroups(below, above, measured.length)}
        </p>
      )}
      {total.counts.unmeasured > 0 && <p class="warn">{w.unmeasured(count(total.counts.unmeasured, lang))}</p>}
      {total.counts.finishedBeforeReceived > 0 && <p class="warn">{w.backwards(count(total.counts.finishedBeforeReceived, lang))}</p>}
    </div>
  );
}

export function DossierView({ answer, file }: { answer: Dossiers; file: string }) {
  const { lang, w } = useWords();
  const [rate, setRate] = useState<RateKey>("onTimeRate");
  const [order, setOrder] = useState<Order>(() => (isTime(answer) ? { id: "name", isDown: false } : { id: "rate", isDown: true }));
  const [shown, setShown] = useState(STEP);
  const { report, by } = answer;
  const title = titlesOf(report, lang);
  const columns = useMemo(() => columnsOf(answer, rate, lang, w), [answer, rate, lang, w]);
  const rows = useMemo(() => sorted(report.lines, columns, order), [report, columns, order]);
  const seen = rows.slice(0, shown);
  const all = report.total.rates[rate];
  const name = (line: ReportGroupAnswer): string => groupName(line.key[0] ?? null, by, lang, w.unknown);
  // A round part of 0 to 100 that holds every interval.
  const bounds = [...seen.map((line) => line.rates[rate]), all];
  const from = Math.floor(Math.min(...bounds.map(({ low }) => low ?? 1)) * 10) / 10;
  const to = Math.ceil(Math.max(...bounds.map(({ high }) => high ?? 0)) * 10) / 10;
  const scale = { from: Math.min(from, to - 0.1), to, ticks: ticksOf(Math.min(from, to - 0.1), to, 6, [0.02, 0.05, 0.1, 0.2]), format: (tick: number) => `${Math.round(tick * 100)} %` };

  return (
    <>
      <Findings answer={answer} />
      <dl class="tiles" aria-label={w.tiles}>
        {RATES.map(([id, key]) => {
          const one = report.total.rates[key];
          return (
            <div key={id}>
              <dt>{title(id)}</dt>
              <dd>
                <strong>{percent(one.percent, lang)}</strong>
                <span>{w.of(count(one.numerator, lang), count(one.denominator, lang))}</span>
                <small>{title(one.counted)} / {title(one.among)}</small>
              </dd>
            </div>
          );
        })}
      </dl>
      <Composition counts={report.total.counts} title={title} />
      <section class="part" aria-labelledby="rates-title">
        <h3 id="rates-title">{w.picture}</h3>
        <Choices name="rate" legend={w.measure} options={RATES.map(([id, key]) => [key, title(id)] as const)} value={rate} onPick={setRate} />
        <Intervals
          label={`${title(RATES.find(([, key]) => key === rate)?.[0] ?? "")}: ${title(by)}`}
          caption={`${w.among(title(all.counted), title(all.among))}. ${w.overall(percent(all.percent, lang))}. ${w.wilson}`}
          scale={scale}
          reference={all.rate}
          rows={seen.map((line) => {
            const one = line.rates[rate];
            const text = one.rate === null ? "–" : `${percent(one.percent, lang)} (${share(one.low ?? 0, lang)}–${share(one.high ?? 1, lang)})`;
            return { key: line.key[0] ?? "", label: name(line), low: one.low, value: one.rate, high: one.high, text };
          })}
        />
      </section>
      <Lateness lateness={report.total.lateness} />
      <div class="part">
        <h3 class="hidden">{w.table}</h3>
        <DataTable
          rows={seen}
          columns={columns}
          keyOf={(line) => line.key[0] ?? ""}
          order={order}
          onOrder={setOrder}
          caption={w.table}
          foot={[w.total, ...columns.slice(1).map((column) => column.text(report.total))]}
        />
        <div class="buttons">
          {rows.length > shown && <button type="button" onClick={() => setShown(shown + 10 * STEP)}>{w.more(count(Math.min(rows.length - shown, 10 * STEP), lang))}</button>}
          <button type="button" class="main" onClick={() => void import("../exports").then(({ dossierFile }) => download(dossierFile(report, by, w.total), file.replace(/(\.\w+)?$/, `-${by}.csv`)))}>{w.save}</button>
          <button type="button" onClick={() => print()}>{w.print}</button>
        </div>
      </div>
    </>
  );
}
