"""A made-up year of dossiers, the same on every machine: number i is always the same dossier. No person, unit or figure in it is real.

    python examples/sample_year.py dossiers.parquet 1000000     # or a name that ends in .csv

Columns, one row a dossier: `unit` (who decides), `time_limit` (as a portal writes it), `received_at`, `finished_at` (null: open).
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

UNITS = 98
"""As many as communes in an average province: 3,321 in 34."""
LIMITS = {
    "04 giờ làm việc": 0.5,
    "01 ngày làm việc": 1,
    "03 ngày làm việc": 3,
    "05 ngày làm việc": 5,
    "10 ngày làm việc": 10,
    "15 ngày làm việc": 15,
    "30 ngày": 21,
    "theo dự án được phê duyệt": 20,
}
"""Time limits, and about how many working days each gives. The last names no time: no due date follows from it."""
SHARES = [10, 15, 25, 20, 12, 12, 5, 1]
"""How many in a hundred dossiers have each."""
CHUNK = 1_000_000


def table(rows: int, units: int = UNITS, first: int = 0) -> pa.Table:
    """Dossiers `first` to `first + rows - 1` of 2026."""
    number = np.arange(first, first + rows, dtype=np.uint64)
    unit = _draw(number, 1, units)
    limit = np.searchsorted(np.cumsum(SHARES), _draw(number, 2, 100), side="right")
    received = np.datetime64("2026-01-01", "s") + _draw(number, 3, 365 * 86_400).astype("m8[s]")
    # Units differ: the slowest are late three times as often as the quickest.
    pace = 20 + _draw(number, 4, 70) + (unit * 7919 % units) * 20 // units
    days = np.array(list(LIMITS.values()))[limit] * pace / 100
    done = np.busday_offset(received.astype("M8[D]"), days.round().astype(np.int64), roll="forward")
    finished = np.maximum(done + (8 * 3600 + _draw(number, 5, 9 * 3600)).astype("m8[s]"), received + np.timedelta64(600, "s"))
    unfinished = _draw(number, 6, 500) == 0
    width = len(str(units))
    columns = {
        "unit": _words([f"Đơn vị mẫu {place + 1:0{width}}" for place in range(units)], unit),
        "time_limit": _words(list(LIMITS), limit),
        "received_at": pa.array(received).cast(pa.timestamp("us")),
        "finished_at": pa.array(finished, mask=unfinished).cast(pa.timestamp("us")),
    }
    return pa.table(columns)


def write(path: Path, rows: int, units: int = UNITS) -> None:
    """Writes them as Parquet, or as CSV if the name says so, a million at a time."""
    schema = pa.schema([("unit", pa.string()), ("time_limit", pa.string()), ("received_at", pa.timestamp("us")), ("finished_at", pa.timestamp("us"))])
    writer = pyarrow.csv.CSVWriter(path, schema) if path.suffix == ".csv" else pq.ParquetWriter(path, schema)
    with writer:
        for first in range(0, rows, CHUNK):
            writer.write_table(table(min(CHUNK, rows - first), units, first).cast(schema))


def _draw(number: npt.NDArray[np.uint64], what: int, below: int) -> npt.NDArray[np.int64]:
    """An even number from 0 to `below - 1` for each dossier: its number, mixed (splitmix64)."""
    mixed = (number * np.uint64(16) + np.uint64(what)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(below)).astype(np.int64)


def _words(names: list[str], places: npt.NDArray[np.int64]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int16)), pa.array(names))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
