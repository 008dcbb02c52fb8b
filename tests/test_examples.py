"""The examples run, are short, and print what they promise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "examples"
PROMISED = {
    "audit.py": "the edits alone lead from the raw to the clean text: True",
    "clean_a_folder.py": "'comment-form': 3",
    "events_by_type.py": "ACCUSE     actual   RUS → USA",
    "officials_register.py": "JPN  Fumio Kishida              1  Prime Minister",
    "own_extractor.py": "004_439f297ce85a0b0c.txt Span(start=7368, end=7373) KN-23",
    "quotes_to_csv.py": "Jong Eun Lee",
    "workers.py": "002_0ee2bda4a7c193cf.txt ",
}


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.py")))
def test_every_example_prints_what_it_promises(name: str) -> None:
    """Under forty lines of code, on the five articles."""
    given = "press/003_f7e0dc8978c18653.txt" if name == "audit.py" else "press"
    arguments = [str(FOLDER / given), *(["2"] if name == "workers.py" else [])]
    command = [sys.executable, str(FOLDER / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert PROMISED[name] in done.stdout
    lines = FOLDER.joinpath(name).read_text("utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 40


def test_examples_give_the_same_with_one_worker_and_with_two() -> None:
    """Order and content."""
    outputs = {
        subprocess.run(
            [sys.executable, str(FOLDER / "workers.py"), str(FOLDER / "press"), workers],
            capture_output=True,
            check=True,
        ).stdout
        for workers in ("1", "2")
    }

    assert len(outputs) == 1
