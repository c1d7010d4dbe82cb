// A table that is sorted by its heads. It says its order, so that a picture can follow it.
import { useWords } from "../words";

export interface Column<T> {
  id: string;
  head: string;
  value: (row: T) => number | string | null;
  text: (row: T) => string;
}

export interface Order {
  id: string;
  isDown: boolean;
}

/** In order; what has no value comes last either way. */
export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], order: Order): T[] {
  const column = columns.find(({ id }) => id === order.id);
  if (column === undefined) return [...rows];
  const sign = order.isDown ? -1 : 1;
  return rows
    .map((row, place) => ({ row, place, value: column.value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || a.place - b.place;
      const by = typeof a.value === "number" && typeof b.value === "number" ? a.value - b.value : String(a.value).localeCompare(String(b.value), "vi");
      return sign * by || a.place - b.place;
    })
    .map(({ row }) => row);
}

export function DataTable<T>({ rows, columns, keyOf, order, onOrder, caption, foot, isMarked }: {
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  order: Order;
  onOrder: (order: Order) => void;
  caption: string;
  foot?: readonly string[] | undefined;
  isMarked?: (row: T) => boolean;
}) {
  const { w } = useWords();
  return (
    <>
      <p class="hint table-hint">{w.tableHint}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
        <table class="numbers">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, head }) => {
                const isBy = order.id === id;
                return (
                  <th key={id} scope="col" aria-sort={isBy ? (order.isDown ? "descending" : "ascending") : "none"}>
                    <button type="button" class="head" onClick={() => onOrder({ id, isDown: isBy ? !order.isDown : false })}>
                      {head}<span class="arrow" aria-hidden="true">{isBy ? (order.isDown ? "▼" : "▲") : "↕"}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} class={isMarked?.(row) ? "marked" : undefined}>
                {columns.map(({ id, text }, place) => (place === 0 ? <th key={id} scope="row">{text(row)}</th> : <td key={id}>{text(row)}</td>))}
              </tr>
            ))}
          </tbody>
          {foot !== undefined && (
            <tfoot><tr>{foot.map((text, place) => (place === 0 ? <th key={place} scope="row">{text}</th> : <td key={place}>{text}</td>))}</tr></tfoot>
          )}
        </table>
      </div>
    </>
  );
}
