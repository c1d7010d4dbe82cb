import { useMemo, useState } from "preact/hooks";
import { download, FieldBox } from "../../components/parts";
import type { Lang } from "../../format";
import { count, exact, percent } from "../numbers";
import type { RankedRow, Ranking, ScoreAsk } from "../protocol";
import { codeText, useWords, type Words } from "../words";
import { DataTable, sorted, type Column, type Order } from "./DataTable";
import { Fold } from "./Fold";
import { Intervals, ticksOf } from "./Intervals";

const STEP = 40;

export type ScoreChoice = Pick<ScoreAsk, "year" | "parent" | "ruleSet">;

/** What a rank needs beside the table to say something. */
export function ScoreOptions({ choice, refused, onChange }: {
  choice: ScoreChoice;
  refused: { code: string; path: string } | null;
  onChange: (choice: ScoreChoice) => void;
}) {
  const { w } = useWords();
  const field = (name: keyof ScoreChoice, label: string) => (
    <FieldBox id={`setting-${name}`} label={label} error={refused?.path === name ? codeText(refused.code, w) : null}>
      <input
        id={`setting-${name}`}
        type="text"
        inputMode={name === "year" ? "numeric" : "text"}
        autocomplete="off"
        value={choice[name]}
        aria-describedby="setting-hint"
        onChange={(event) => onChange({ ...choice, [name]: event.currentTarget.value })}
      />
    </FieldBox>
  );
  return (
    <form class="choices-box" aria-label={w.options} onSubmit={(event) => event.preventDefault()}>
      <Fold isNeeded={refused !== null} summary={w.setting}>
        <div class="dates">
          {field("year", w.year)}
          {field("parent", w.parent)}
          {field("ruleSet", w.ruleSet)}
        </div>
        <p class="hint" id="setting-hint">{w.settingHint}</p>
      </Fold>
    </form>
  );
}

const isShare = ({ sureness }: Ranking): boolean => sureness === "answers";

/** Shares in percent; scores with as many decimals as the longest has, one under the other. */
function scoreText(ranking: Ranking, lang: Lang): (value: string) => string {
  if (isShare(ranking)) return (value) => percent((Number(value) * 100).toFixed(2), lang);
  const decimals = (value: string): number => value.split(".")[1]?.length ?? 0;
  const most = Math.max(...ranking.rows.map(({ value }) => decimals(value)), 0);
  return (value) => exact(`${value}${most > 0 && !value.includes(".") ? "." : ""}${"0".repeat(most - decimals(value))}`, lang);
}

function columnsOf(ranking: Ranking, lang: Lang, w: Words): Column<RankedRow>[] {
  const score = scoreText(ranking, lang);
  const hasRange = ranking.rows.some(({ low }) => low !== null);
  const columns: Column<RankedRow>[] = [
    { id: "name", head: w.name, value: ({ name }) => name, text: ({ name }) => name },
    { id: "rank", head: w.rank, value: ({ rank }) => rank, text: ({ short }) => short },
    { id: "score", head: isShare(ranking) ? w.scoreShare : w.score, value: ({ value }) => Number(value), text: ({ value }) => score(value) },
  ];
  if (hasRange) columns.push({ id: "range", head: w.rankRange, value: ({ low }) => low, text: ({ low, high }) => (low === null || high === null ? "–" : `${low}–${high}`) });
  columns.push({ id: "percentile", head: w.percentile, value: ({ percentile }) => Number(percentile), text: ({ percentile }) => percent(percentile, lang) });
  if (ranking.rows.some(({ published }) => published !== "")) {
    columns.push({ id: "published", head: w.published, value: ({ published }) => (published === "" ? null : Number(published)), text: ({ published }) => published || "–" });
  }
  return columns;
}

/** What the ranking says, in plain words; the statement of a rank is the library's. */
function Findings({ ranking, mine, onMine }: { ranking: Ranking; mine: RankedRow; onMine: (id: string) => void }) {
  const { lang, w } = useWords();
  const { rows } = ranking;
  const first = rows.find(({ rank }) => rank === 1);
  const tied = rows.filter((row) => row.tied > 0).length;
  const stated = rows.filter(({ published }) => published !== "");
  const ranged = rows.filter(({ low }) => low !== null);
  return (
    <div class="findings">
      <div class="field mine">
        <label for="mine">{w.mine}</label>
        <select id="mine" value={mine.id} onChange={(event) => onMine(event.currentTarget.value)}>
          {rows.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </div>
      <p class="statement"><strong>{mine.short}</strong> <span>{mine.name}: {mine.statement[lang]}.</span></p>
      {mine.low !== null && mine.high !== null && (
        <p class="first">{mine.low === mine.high ? w.findingOneRank(mine.name, String(mine.low)) : w.findingRange(mine.name, String(mine.low), String(mine.high))}</p>
      )}
      <p>
        {first !== undefined && (isShare(ranking) ? w.findingFirstShare : w.findingFirst)(first.name, scoreText(ranking, lang)(first.value))}
        {" "}{tied > 0 && `${(isShare(ranking) ? w.findingTiedShare : w.findingTied)(tied)} `}
        {ranged.length > 0 && w.findingFirm(ranged.filter(({ low, high }) => low === high).length, ranged.length)}
      </p>
      {stated.length > 0 && <p>{w.agrees(stated.filter(({ published, rank }) => Number(published) === rank).length, stated.length)}</p>}
    </div>
  );
}

export function ScoreView({ ranking, file }: { ranking: Ranking; file: string }) {
  const { lang, w } = useWords();
  const [order, setOrder] = useState<Order>({ id: "rank", isDown: false });
  const [shown, setShown] = useState(STEP);
  const [chosen, setMine] = useState("");
  const columns = useMemo(() => columnsOf(ranking, lang, w), [ranking, lang, w]);
  const rows = useMemo(() => sorted(ranking.rows, columns, order), [ranking, columns, order]);
  const mine = rows.find(({ id }) => id === chosen) ?? rows.find(({ rank }) => rank === 1);
  if (mine === undefined) return null;
  const seen = rows.slice(0, shown);
  const size = mine.size;
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  const names = ranking.criteria.join(", ");
  const sure = ranking.sureness === "none" ? w.sureness.none : w.sureness[ranking.sureness](count(ranking.draws, lang), String(ranking.seed), names);
  return (
    <>
      <Findings ranking={{ ...ranking, rows }} mine={mine} onMine={setMine} />
      <section class="part" aria-labelledby="ranks-title">
        <h3 id="ranks-title">{w.ranking}</h3>
        {ranking.refused !== null && <p class="warn">{w.rankUnits} {codeText(ranking.refused, w)}</p>}
        {ranking.otherwise > 0 && <p class="warn">{w.otherwise(count(ranking.otherwise, lang))}</p>}
        <Intervals
          label={w.ranking}
          caption={ranking.refused === null ? sure : ""}
          scale={{ from: 1, to: Math.max(size, 2), ticks: [1, ...ticksOf(2, size, 8, steps).filter((tick) => tick > size / 12)], format: (tick) => count(tick, lang) }}
          reference={null}
          rows={seen.map((row) => ({
            key: row.id,
            label: row.name,
            low: row.low,
            value: row.rank,
            high: row.high,
            text: row.low === null || row.high === null ? row.short : `${row.short} (${row.low}–${row.high})`,
            isMarked: row.id === mine.id,
          }))}
        />
      </section>
      <div class="part">
        <h3 class="hidden">{w.table}</h3>
        <DataTable rows={seen} columns={columns} keyOf={({ id }) => id} order={order} onOrder={setOrder} caption={w.table} isMarked={({ id }) => id === mine.id} />
        {ranking.isAdded && <p class="hint">{w.added(names)}</p>}
        <div class="buttons">
          {rows.length > shown && <button type="button" onClick={() => setShown(shown + 10 * STEP)}>{w.more(count(Math.min(rows.length - shown, 10 * STEP), lang))}</button>}
          <button type="button" class="main" onClick={() => void import("../exports").then(({ rankFile }) => download(rankFile(rows, lang), file.replace(/(\.\w+)?$/, "-xep-hang.csv")))}>{w.save}</button>
          <button type="button" onClick={() => print()}>{w.print}</button>
        </div>
      </div>
    </>
  );
}
