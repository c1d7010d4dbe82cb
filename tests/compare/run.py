"""Runs the comparison: `python -m compare.run`, with `tests` on the path and the packages of `requirements.txt`."""

import argparse
import datetime as dt
import json
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from compare import elsewhere, measure, ours, start, table, w1_add, w2_count, w3_time, w4_report
from compare.calendars import Calendars
from compare.measure import Line, Side
from compare.rows import FIRST_RECEIPT, LAST_RECEIPT, dossiers, promises
from compare.truth import Ints, Official

ROWS = 10_000_000
PACKAGES = ("numpy", "pandas", "polars", "pyarrow", "duckdb", "numba", "holidays", "bizdays", "businesstimedelta")


@dataclass(frozen=True)
class Workload:
    """One question asked of all sides."""

    title: str
    rows: Callable[[int], Any]
    truth: Callable[[Calendars, Any], Ints]
    peers: Callable[[Calendars], list[Side]]
    ours: Callable[[], list[Side]]
    same: Callable[[Official], Callable[[Ints, Ints], float]] | None = None


WORKLOADS = {
    "w1": Workload(w1_add.TITLE, dossiers, w1_add.truth, w1_add.sides, ours.add),
    "w2": Workload(w2_count.TITLE, dossiers, w2_count.truth, w2_count.sides, ours.count),
    "w3a": Workload(w3_time.TITLE_ADD, dossiers, w3_time.truth_add, w3_time.sides_add, ours.add_seconds, w3_time.wrong_moments),
    "w3b": Workload(w3_time.TITLE_BETWEEN, dossiers, w3_time.truth_between, w3_time.sides_between, ours.between),
    "w4": Workload(w4_report.TITLE, promises, w4_report.truth, w4_report.sides, ours.on_time),
}
PARTS = (*WORKLOADS, "w5", "node")
LEGEND = [
    f"Receipts {FIRST_RECEIPT} to {LAST_RECEIPT}; medians of one run, all sides in turn, in Python each timed call after one that is not.",
    "`times ours`: a side's ns/row over those of motcua under the same allocation (a fresh column, or with `out=` one made beforehand).",
    "Wrong answers: against the official listing, by a naive walk over the days; peers are given every weekday off. Peak: growth of a",
    "fresh process, answers included. Memory speed: the bytes a row has to move over its time, as a share of what `a + b` of int64",
    "columns moves with as many threads.",
]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares, prints the tables, and writes them where `--output` says."""
    options = _options(arguments)
    calendars = Calendars(Official())
    if options.peak_of:
        workload, side = options.peak_of
        print(json.dumps(_peak(WORKLOADS[workload], side, calendars, options)))
        return 0
    result: dict[str, Any] = {"about": _about(options)}
    tables = []

    def show(name: str, made: table.Table, measured: Sequence[Any]) -> None:
        print(f"\n{made.text()}", flush=True)
        tables.append(made)
        result[name] = {"title": made.title, "lines": [asdict(one) for one in measured]}

    print(_headline(result["about"]))
    print("\n".join(LEGEND), flush=True)
    if result["about"]["load"] > 0.5:
        print(f"The machine is busy (load {result['about']['load']:.1f}): times are too long, and two threads show nothing.", flush=True)
    for name, workload in WORKLOADS.items():
        if name in options.only:
            lines = _compare(name, workload, calendars, options)
            measure.relate(lines)
            show(name, table.of_lines(f"{workload.title} · {options.rows:,} rows", lines), lines)
    if "w5" in options.only:
        starts = start.imports(options.rounds, options.motcua) + start.calls(calendars, options.motcua)
        show("w5", table.of_starts(start.TITLE, starts), starts)
    if "node" in options.only:
        for name, title, lines in elsewhere.node(calendars, dossiers(options.rows), options.rounds, options.output, options.motcua):
            measure.relate(lines)
            show(name, table.of_lines(title, lines), lines)
    _write(options.output, result, tables, options.into)
    failed = [line for part in result.values() for line in part.get("lines", []) if line["ours"] and (line.get("wrong") or "failed" in line["note"])]
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="cargo compare --", description="motcua and its peers on the same rows, in one run")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the columns (default: 10 million)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds the medians are taken of, at least 3 (default: 7)")
    parser.add_argument("--only", type=_parts, default=PARTS, help=f"parts to run, by commas, of {','.join(PARTS)}; w3 is both of it")
    parser.add_argument("--without-motcua", dest="motcua", action="store_false", help="the peers alone")
    parser.add_argument("--without-memory", dest="memory", action="store_false", help="no process of its own for the peak of each side")
    parser.add_argument("--output", type=Path, default=Path("target/compare"), help="folder of table.md and result.json, and of the peers outside Python")
    parser.add_argument("--into", type=Path, help="a page whose part between <!-- compare --> and <!-- /compare --> becomes these tables, as README.md")
    parser.add_argument("--peak-of", nargs=2, metavar=("WORKLOAD", "SIDE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.rows < 1:
        parser.error("--rows is at least 1")
    return options


def _parts(text: str) -> tuple[str, ...]:
    asked = [part for word in text.split(",") for part in (("w3a", "w3b") if word == "w3" else (word,))]
    unknown = set(asked) - set(PARTS)
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(PARTS)}")
    return tuple(asked)


def _key(side: Side) -> str:
    return f"{side.name}/{side.threads}/{side.out}"


def _sides(workload: Workload, calendars: Calendars, with_motcua: bool) -> list[Side]:
    return workload.peers(calendars) + (workload.ours() if with_motcua else [])


def _compare(name: str, workload: Workload, calendars: Calendars, options: argparse.Namespace) -> list[Line]:
    rows = workload.rows(options.rows)
    sides = _sides(workload, calendars, options.motcua) + measure.roofline(options.rows)
    truth = workload.truth(calendars, rows)
    lines = measure.measure(sides, rows, truth, options.rounds, workload.same and workload.same(calendars.official))
    for side, line in zip(sides, lines, strict=True):
        if options.memory and line.ns and side.sample is None and side.name != measure.ROOFLINE:
            own = [] if options.motcua else ["--without-motcua"]
            line.peak = measure.peak_elsewhere(name, _key(side), ["--rows", str(options.rows), *own])
    return lines + elsewhere.bdays(name, calendars, rows, truth, options.rounds, options.output)


def _peak(workload: Workload, key: str, calendars: Calendars, options: argparse.Namespace) -> float:
    side = next(side for side in _sides(workload, calendars, options.motcua) if _key(side) == key)
    return measure.peak(side, workload.rows, options.rows)


def _about(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": dt.datetime.now(dt.timezone.utc).date().isoformat(),
        "machine": elsewhere.machine(),
        "python": platform.python_version(),
        "rows": options.rows,
        "load": elsewhere.load(),
        "versions": {name: version(name) for name in (*PACKAGES, *(["motcua"] if options.motcua else []))},
    }


def _headline(about: dict[str, Any]) -> str:
    versions = [f"{name} {number}" for name, number in about["versions"].items()]
    half = (len(versions) + 1) // 2
    return "\n".join([f"{about['date']} · {about['machine']} · Python {about['python']}", ", ".join(versions[:half]), ", ".join(versions[half:])])


def _write(output: Path, result: dict[str, Any], tables: Sequence[table.Table], into: Path | None) -> None:
    output.mkdir(parents=True, exist_ok=True)
    head = _headline(result["about"]).replace("\n", "  \n")
    text = "\n\n".join([head, " ".join(LEGEND), *(made.markdown() for made in tables)]) + "\n"
    (output / "table.md").write_text(text, encoding="utf-8")
    (output / "result.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nwritten: {output / 'table.md'} and {output / 'result.json'}")
    if into is not None:
        into.write_text(table.put(into.read_text(encoding="utf-8"), text), encoding="utf-8")
        print(f"the tables stand in {into}")


if __name__ == "__main__":
    sys.exit(main())
