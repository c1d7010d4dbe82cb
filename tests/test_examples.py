"""The README's examples and the quickstarts do what they show."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def shown(language: str) -> list[tuple[str, str]]:
    """Each example of a language in the README with the output printed below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```\n```text\n(.*?)```", text, re.DOTALL)


def output(*command: str, code: str | None = None) -> str:
    done = subprocess.run(command, input=code, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_has_examples_to_run():
    assert [len(shown(language)) for language in ("python", "js", "rust")] == [4, 2, 1]


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
