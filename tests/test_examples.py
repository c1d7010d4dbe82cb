"""The README's examples, the quickstarts and the scripts for DuckDB and Polars do what they show."""

import datetime as dt
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from naive_on_time import counted

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "examples"))

import sample_year  # noqa: E402


def shown(language: str) -> list[tuple[str, str]]:
    """Each example of a language in the README with the output printed below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```\n```text\n(.*?)```", text, re.DOTALL)


def output(*command: str, code: str | None = None) -> str:
    done = subprocess.run(command, input=code, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_has_examples_to_run():
    assert [len(shown(language)) for language in ("python", "js", "rust")] == [5, 2, 1]


@pytest.mark.parametrize(("code", "expected"), shown("python"))
def test_python_in_the_readme_prints_what_it_shows(code, expected):
    assert output(sys.executable, "-X", "utf8", "-", code=code) == expected


def example(name: str) -> str:
    return output("cargo", "run", "--quiet", "--locked", "-p", "motcua-examples", "--example", name)


def test_rust_in_the_readme_prints_what_it_shows():
    [(code, expected)] = shown("rust")
    source = (ROOT / "examples/readme.rs").read_text(encoding="utf-8")
    assert source.partition("\n\n")[2] == code
    assert example("readme") == expected


def test_quickstarts_print_the_same_bytes():
    in_rust = example("quickstart")
    in_python = output(sys.executable, "examples/quickstart.py")
    assert in_rust == in_python and len(in_rust.splitlines()) > 10


def parsed(printed: str) -> dict[tuple[str, str], int]:
    """The counts of a printed report, by unit and class."""
    heads, *lines = (re.split(r" {2,}", line) for line in printed.splitlines())
    return {(line[0], head): int(count.replace(",", "")) for line in lines for head, count in zip(heads[1:-1], line[1:-1], strict=True)}


@pytest.mark.parametrize("suffix", ["", ".csv", ".parquet"])
def test_duckdb_and_polars_print_the_same_report_and_it_is_right(tmp_path, suffix):
    file = [str(tmp_path / f"dossiers{suffix}")] if suffix else []
    rows, units = (3_000, sample_year.UNITS) if file else (50_000, 8)
    if file:
        sample_year.write(Path(*file), rows)
    in_sql = output(sys.executable, "examples/duckdb_on_time.py", *file)
    assert output(sys.executable, "examples/polars_on_time.py", *file) == in_sql
    expected = Counter({("all", "dossiers"): rows})
    for (unit, outcome), dossiers in counted(sample_year.table(rows, units).to_pylist(), dt.date(2026, 12, 31)).items():
        expected.update({(unit, outcome): dossiers, (unit, "dossiers"): dossiers, ("all", outcome): dossiers})
    assert {key: count for key, count in parsed(in_sql).items() if count} == expected
    whole = in_sql.splitlines()[-1]
    kept = expected["all", "early"] + expected["all", "on_time"]
    assert f"{100 * kept / (kept + expected['all', 'late']):.2f} %" in whole
