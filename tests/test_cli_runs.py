"""The command line over formats, interrupted runs, and what changed between two runs."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

import corpuskit as ck
from corpuskit import registry
from tests.test_cli import Shell, shell  # noqa: F401, TC001, the fixture and what it gives

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
KIT = """
[[cleaners]]
step = "double-blanks"

[[extractors]]
step = "sanctions"
"""


@pytest.fixture
def plugged(
    shell: Shell,  # noqa: F811, a fixture
    plugin_path: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """A shell in which the plugin's two steps have names."""
    monkeypatch.syspath_prepend(plugin_path)
    monkeypatch.setenv("PYTHONPATH", plugin_path)
    monkeypatch.setenv("COLUMNS", "200")
    registry.known.cache_clear()
    shell.folder.joinpath("kit.toml").write_text(KIT, "utf-8")
    yield shell
    registry.known.cache_clear()


def lines(many: int) -> str:
    """Articles as JSON Lines."""
    rows = ({"id": f"d{k}", "text": f"The EU put  sanctions on Belarus{k}."} for k in range(many))
    return "".join(json.dumps(row) + "\n" for row in rows)


def rows(path: Path) -> list[dict[str, object]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv"])
def test_run_reads_and_writes_other_formats(plugged: Shell, name: str) -> None:
    """Columns by other names, results in a database."""
    if name.endswith("gz"):
        row = {"nr": "x", "body": "The EU put  sanctions on Belarus."}
        plugged.folder.joinpath(name).write_bytes(gzip.compress(json.dumps(row).encode()))
    else:
        plugged.folder.joinpath(name).write_text(
            "nr,body\nx,The EU put  sanctions on Belarus.\n", "utf-8"
        )
    fields = ("--field", "text=body", "--field", "id=nr")
    done = plugged("run", name, "--out", "out.sqlite", "--config", "kit.toml", *fields)

    assert (done.code, done.err) == (0, "")
    base = sqlite3.connect(plugged.folder / "out.sqlite")
    found = base.execute("SELECT document, target, target_raw_start FROM sanctions").fetchall()
    base.close()
    assert found == [("x", "Belarus", 25)]


def test_a_column_that_is_not_there_lists_those_that_are(plugged: Shell) -> None:
    """And a field without a column is told."""
    plugged.folder.joinpath("a.csv").write_text("nr,body\nx,A\n", "utf-8")
    done = plugged("run", "a.csv", "--out", "out", "--config", "kit.toml", "--field", "text=words")
    assert done.code == 1
    assert "failed: a.csv: no column 'words' for text; there are: nr, body" in done.err
    done = plugged("run", "a.csv", "--out", "out2", "--config", "kit.toml", "--field", "words")
    assert done.code == 2
    assert "--field: wanted NAME=COLUMN, such as text=body, got 'words'" in done.err


def test_no_article_is_no_error_but_an_empty_folder_is(plugged: Shell) -> None:
    """An empty file of lines holds no article."""
    plugged.folder.joinpath("a.jsonl").write_text("", "utf-8")
    done = plugged("run", "a.jsonl", "--out", "out", "--config", "kit.toml")
    assert (done.code, "0 documents" in done.out) == (0, True)
    assert rows(plugged.folder / "out" / "articles.jsonl") == []


def test_lines_over_the_limit_are_refused(plugged: Shell) -> None:
    """With the option that raises it."""
    plugged.folder.joinpath("a.jsonl").write_text(
        lines(1) + json.dumps({"text": "x" * 2000}), "utf-8"
    )
    arguments = ("run", "a.jsonl", "--out", "out", "--config", "kit.toml")
    done = plugged(*arguments, "--max-bytes", "1000")
    assert done.code == 1
    assert "line 2: more than 1,000 bytes in one record; --max-bytes" in done.err.replace(
        "a.jsonl, ", ""
    )
    assert plugged(*arguments, "--force").code == 0


def test_steps_lists_cleaners_and_extractors_with_their_options(plugged: Shell) -> None:
    """Ours and those of plugins."""
    done = plugged("steps")

    assert (done.code, done.err) == (0, "")
    assert re.search(r"^cleaners\n", done.out)
    assert re.search(r"\nextractors\n", done.out)
    for name in ("chrome", "double-blanks", "sanctions", "quotes"):
        assert re.search(rf"\n  {name} ", done.out), name


def test_a_broken_plugin_is_named_and_the_others_can_be_used(
    plugged: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the list of steps, and where somebody asks for it."""
    info = tmp_path / "site" / "broken-1.dist-info"
    info.mkdir(parents=True)
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    info.joinpath("entry_points.txt").write_text("[corpuskit.cleaners]\nlost = nowhere:Lost\n")
    monkeypatch.syspath_prepend(info.parent)
    registry.known.cache_clear()
    said = "cleaner 'lost': wanted a class that can be loaded, got \"nowhere:Lost (No module named"
    steps = plugged("steps")

    assert steps.code == 0
    assert said in steps.out
    assert re.search(r"\n  wrappers ", steps.out)
    plugged.folder.joinpath("a.txt").write_text("NATO met.", "utf-8")
    plugged.folder.joinpath("kit.toml").write_text("[[cleaners]]\nstep = 'lost'\n", "utf-8")
    done = plugged("run", "a.txt", "--out", "out", "--config", "kit.toml")
    assert done.code == 2
    assert done.err.startswith(f"corpuskit: {said}")


def test_the_schemas_of_plugins_are_printed(plugged: Shell) -> None:
    """Beside ours."""
    assert "target" in json.loads(plugged("schema").out)["Sanction.schema.json"]["properties"]


def test_tables_of_one_name_are_refused(tmp_path: Path) -> None:
    """Instead of rows of two kinds in one file."""
    other = attrs.make_class("Quote", [], frozen=True)
    mine = Named(produces=other)
    kit = ck.Pipeline([], [mine, ck.Quotes()])
    with pytest.raises(
        ck.ConfigError, match=r"record types: .*Quote of .*rename one of the classes"
    ):
        ck.run([], tmp_path / "out", kit)


@attrs.frozen
class Named:
    """An extractor of records that somebody else named."""

    name: ClassVar[str] = "named"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: type

    def __call__(self, article: ck.Article, /) -> Iterator[Any]:
        """Nothing."""
        del article
        yield from ()


def test_diff_shows_what_changed_between_two_runs(plugged: Shell) -> None:
    """Texts, edits, records, and articles that only one run knows."""
    first = [
        {"id": "a", "text": "The EU put  sanctions on Belarus."},
        {"id": "b", "text": "Nothing."},
        {"id": "only", "text": "Here."},
    ]
    second = [
        {"id": "b", "text": "Nothing."},
        {"id": "a", "text": "The EU put sanctions on Belarus, and sanctions on Iran."},
    ]
    for name, articles in (("one", first), ("two", second)):
        plugged.folder.joinpath(f"{name}.jsonl").write_text(
            "\n".join(map(json.dumps, articles)), "utf-8"
        )
        plugged("run", f"{name}.jsonl", "--out", name, "--config", "kit.toml")
    done = plugged("diff", "one", "two")

    assert done.code == 1
    assert done.out.splitlines() == [
        "a",
        "  - text: The EU put sanctions on Belarus.",
        "  + text: The EU put sanctions on Belarus, and sanctions on Iran.",
        "  - edits: 11-12 double-blanks ␣ → ",
        *(line for line in done.out.splitlines() if " sanctions: " in line),
        "only",
        "  only in one",
        "text: -1 +1",
        "edits: -1 +0",
        "sanctions: -1 +2",
        "document: -1 +0",
    ]
    assert "  + sanctions: s2 | Iran" in done.out
    same = plugged("diff", "one", "one")
    assert (same.code, same.out) == (0, "")
    wrong = plugged("diff", "one", "kit.toml")
    assert (wrong.code, wrong.err[:20]) == (2, "corpuskit: kit.toml:")


def test_results_of_another_run_are_not_overwritten(plugged: Shell) -> None:
    """Only with --force."""
    plugged.folder.joinpath("a.jsonl").write_text(lines(3), "utf-8")
    plugged.folder.joinpath("b.toml").write_text(KIT.partition("[[ext")[0], "utf-8")
    arguments = ("run", "a.jsonl", "--out", "out", "--config")
    assert plugged(*arguments, "kit.toml").code == 0
    assert plugged(*arguments, "kit.toml").code == 0
    done = plugged(*arguments, "b.toml")
    assert done.code == 2
    assert "holds results of another run (model, pipeline, steps differ)" in done.err
    assert plugged(*arguments, "b.toml", "--force").code == 0
    assert not (plugged.folder / "out" / "sanctions.jsonl").exists()


def test_an_interrupted_run_goes_on(plugged: Shell) -> None:
    """Ctrl-C in the middle, then --resume: the same files as in one go."""
    plugged.folder.joinpath("many.jsonl").write_text(lines(12_000), "utf-8")
    command = [sys.executable, "-m", "corpuskit", "run", "many.jsonl", "--config", "kit.toml"]
    command += ["--part-size", "50", "--out", "out"]
    process = subprocess.Popen(command, cwd=plugged.folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(plugged.folder.glob("out/.parts/*.part")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "corpuskit: interrupted; finished parts are kept, --resume goes on with them\n"
    done = plugged(*command[3:])
    assert done.code == 2
    assert "holds an interrupted run; --resume goes on with it, --force starts anew" in done.err
    assert plugged(*command[3:], "--resume").code == 0
    assert plugged(*command[3:-1], "whole").code == 0
    for path in (plugged.folder / "whole").iterdir():
        assert (plugged.folder / "out" / path.name).read_bytes() == path.read_bytes()


def test_two_processes_and_a_cluster_give_the_same_bytes(plugged: Shell) -> None:
    """From the command line."""
    plugged.folder.joinpath("a.jsonl").write_text(lines(150), "utf-8")
    command = [sys.executable, "-m", "corpuskit", "run", "a.jsonl", "--config", "kit.toml", "--out"]
    ways: dict[str, list[str]] = {
        "one": [],
        "two": ["--workers", "2"],
        "dask": ["--dask", "local", "--workers", "2"],
    }
    for name, options in ways.items():
        done = subprocess.run(
            [*command, name, *options],
            cwd=plugged.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), name
    for path in (plugged.folder / "one").iterdir():
        for other in ("two", "dask"):
            assert (plugged.folder / other / path.name).read_bytes() == path.read_bytes()


def test_a_terminal_sees_how_far_it_is(plugged: Shell) -> None:
    """Share, documents, rate and time left."""
    plugged.folder.joinpath("a.jsonl").write_text(lines(6_000), "utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", "run", "a.jsonl", "--config", "kit.toml", "--out", "out"],
        cwd=plugged.folder, stdout=subprocess.DEVNULL, stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert process.wait() == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8", "replace"))
    assert re.search(r"\d+% \d+ documents, [\d.]+/s \d:\d\d:\d\d left \d:\d\d:\d\d", plain)
    assert "6000 documents" in plain
