// A picture of values with their intervals, a line for each; every value stands beside it as text.

export interface IntervalRow {
  key: string;
  label: string;
  low: number | null;
  value: number | null;
  high: number | null;
  text: string;
  isMarked?: boolean;
}

export interface Scale {
  from: number;
  to: number;
  ticks: readonly number[];
  format: (tick: number) => string;
}

export function Intervals({ rows, scale, reference, label, caption }: {
  rows: readonly IntervalRow[];
  scale: Scale;
  reference: number | null;
  label: string;
  caption: string;
}) {
  const at = (value: number): string => `${((value - scale.from) / Math.max(scale.to - scale.from, 1e-9)) * 100}%`;
  return (
    <figure class="intervals">
      <figcaption>{caption}</figcaption>
      <div class="axis" aria-hidden="true">
        <svg width="100%" height="20">
          {scale.ticks.map((tick) => <text key={tick} x={at(tick)} y="15" text-anchor="middle">{scale.format(tick)}</text>)}
        </svg>
      </div>
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={row.key} class={row.isMarked ? "marked" : undefined}>
            <span class="label">{row.label}</span>
            <svg class="track" width="100%" height="24" aria-hidden="true">
              {scale.ticks.map((tick) => <line key={tick} class="tick" x1={at(tick)} x2={at(tick)} y1="0" y2="24" />)}
              {reference !== null && <line class="reference" x1={at(reference)} x2={at(reference)} y1="0" y2="24" />}
              {row.low !== null && row.high !== null && (
                <>
                  <line class="span" x1={at(row.low)} x2={at(row.high)} y1="12" y2="12" />
                  <line class="end" x1={at(row.low)} x2={at(row.low)} y1="7" y2="17" />
                  <line class="end" x1={at(row.high)} x2={at(row.high)} y1="7" y2="17" />
                </>
              )}
              {row.value !== null && <circle cx={at(row.value)} cy="12" r="5.5" />}
            </svg>
            <span class="text">{row.text}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Round ticks from a to b, about `many` of them. */
export function ticksOf(from: number, to: number, many: number, steps: readonly number[]): number[] {
  const step = steps.find((one) => (to - from) / one <= many) ?? to - from;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step - 1e-9) * step; tick <= to + 1e-9; tick += step) ticks.push(tick);
  return ticks;
}
