"""`corpuskit explain` and the summary: they fit the terminal and need no colour."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from corpuskit import Document, Edit
from corpuskit.report.terminal import edit_lines, shortened, visible
from tests.report.sample import hostile_document, write_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESS = Path(__file__).parents[2] / "examples" / "press"
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
KIT = 'cleaners = [{ step = "wrappers" }, { step = "chrome" }]\n'


@pytest.mark.parametrize("width", [80, 60, 120])
def test_lines_fit_the_width(width: int) -> None:
    """Whatever the edits hold, wide characters too."""
    document = Document("漢字" * 100 + "\x1b[31m\n" * 30).edited(
        [Edit(0, 90, "仮名" * 60, "mojibake:gb18030+utf-8"), Edit(120, 380, "", "chrome:nav")],
        step="x",
    )
    for edits in (document.edits, hostile_document().edits):
        for line in edit_lines(edits, width):
            assert cell_len(line.plain) <= width
            assert line.plain.isprintable()


def test_without_colour_a_cut_is_told_from_a_repair() -> None:
    """In words and signs."""
    document = Document("a\u200bb cc").edited(
        [Edit(0, 0, "+", "r:add"), Edit(1, 2, "", "r:cut"), Edit(4, 6, "dd", "r:swap")], step="x"
    )

    assert [line.plain for line in edit_lines(document.edits, 80)] == [
        "0-0  r:add   add +",
        "1-2  r:cut   cut ⟨200B⟩",
        "4-6  r:swap  cc → dd",
    ]


@given(ANY_TEXT, st.integers(10, 80))
def test_shortening_keeps_within_the_cells(text: str, cells: int) -> None:
    """And never changes what fits."""
    shown = visible(text)
    short = shortened(shown, cells)

    assert shown.isprintable()
    assert cell_len(short) <= cells
    assert short == shown or cell_len(shown) > cells


def test_explain_and_run_in_a_pipe(tmp_path: Path) -> None:
    """At 80 columns, without escape sequences, with NO_COLOR and without."""
    kit = tmp_path / "kit.toml"
    kit.write_text(KIT, "utf-8")
    article = sorted(PRESS.glob("*.txt"))[1]
    explained = corpuskit("explain", str(article), "--config", str(kit))
    assert explained == corpuskit("explain", str(article), "--config", str(kit), colour=False)
    assert "chrome:comment-form  cut Please enter your comment!⏎\n" in explained
    ran = corpuskit("run", str(PRESS), "--config", str(kit), "--out", str(tmp_path / "results"))
    assert ran.startswith("5 documents\nedits by chrome ")
    assert ran.endswith(f"Results: {tmp_path / 'results'}\n")
    for line in (explained + ran).splitlines()[:-1]:
        assert len(line) <= 80
        assert "\x1b" not in line


def test_the_report_command(tmp_path: Path) -> None:
    """Says where the report is and how large."""
    folder = write_folder([], tmp_path / "results")
    out = tmp_path / "r.html"

    assert corpuskit("report", str(folder), "--out", str(out)).startswith(
        f"Report: {out} (0 documents, 0."
    )
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_the_report_command_on_another_folder(tmp_path: Path) -> None:
    """One line, exit code 2."""
    command = [sys.executable, "-m", "corpuskit", "report", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        f"corpuskit: {tmp_path}: no articles.jsonl; wanted a folder that `corpuskit run` wrote as "
        "JSON Lines (no --format, or jsonl, jsonl.gz, jsonl.zst)\n"
    )


def corpuskit(*arguments: str, colour: bool = True) -> str:
    """What the command prints into a pipe."""
    environment: Mapping[str, str] = {
        "PATH": "",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        **({} if colour else {"NO_COLOR": "1"}),
    }
    command = [sys.executable, "-m", "corpuskit", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout
