"""Runs that are interrupted: what is done is done once, and the result is that of one go."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpuskit as ck
from tests.parts import Lengths, Names, Shout

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
SOAK = "CORPUSKIT_SOAK" in os.environ
MANY, KILLS, LATEST = (10_000, 20, 2.0) if SOAK else (300, 4, 0.25)
"""Documents, kills, and seconds after the first new part at which the last one may come."""

KIT = ck.Pipeline([Shout()], [Lengths()], batch_size=7)

SCRIPT = """
import sys
import corpuskit as ck
from tests.parts import Lengths, Shout, Slow
if __name__ == "__main__":
    _, source, out, workers, form = sys.argv
    kit = ck.Pipeline([Shout(), Slow(0.004)], [Lengths()], batch_size=4)
    ck.run(
        ck.read(source, on_error="collect"), out, kit,
        workers=int(workers), format=form or None, part_size=10, resume=True,
    )
"""


def contents(out: Path) -> dict[str, bytes]:
    """Every file of results."""
    if out.is_file():
        return {out.name: out.read_bytes()}
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize(
    ("workers", "form", "name"), [(1, "jsonl", "out"), (2, "parquet", "out"), (1, "", "out.sqlite")]
)
def test_killed_at_random_moments_the_result_is_that_of_one_go(
    tmp_path: Path, workers: int, form: str, name: str
) -> None:
    """300 short documents, some lines broken, kill -9 again and again; 10,000 with CORPUSKIT_SOAK=1."""
    rows = [
        json.dumps({"id": f"d{k}", "text": f"NATO met{'!' * (k % 4)} {k}."}) for k in range(MANY)
    ]
    rows[17] = rows[250] = "{broken"
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(rows), "utf-8")
    tmp_path.joinpath("script.py").write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def command(out: Path) -> list[str]:
        return [sys.executable, "script.py", str(source), str(out), str(workers), form]

    whole, out = tmp_path / "whole" / name, tmp_path / "killed" / name
    for path in (whole, out):
        path.parent.mkdir()
    subprocess.run(command(whole), cwd=tmp_path, env=environment, check=True)
    chance = random.Random(workers)  # noqa: S311, moments to kill at
    parts: set[Path] = set()
    for _ in range(KILLS if SOAK or workers == 1 else 2):
        process = subprocess.Popen(command(out), cwd=tmp_path, env=environment)
        while process.poll() is None and set(out.parent.rglob("*.part")) <= parts:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, LATEST))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        left = set(out.parent.rglob("*.part"))
        assert left > parts  # no finished part is lost
        parts = left
    subprocess.run(command(out), cwd=tmp_path, env=environment, check=True)
    assert contents(out) == contents(whole)


def test_a_finished_part_is_not_done_again(tmp_path: Path) -> None:
    """Only the documents after it reach the pipeline."""
    documents = [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(25)]
    passed: list[str] = []

    def stream(items: object) -> Iterator[ck.Article | ck.Failure]:
        assert hasattr(items, "__iter__")
        for article in KIT.stream(items, on_error="collect"):
            passed.append(article.document.id if isinstance(article, ck.Article) else "")
            if len(passed) == 15:
                raise KeyboardInterrupt
            yield article

    with pytest.raises(KeyboardInterrupt):
        ck.run(documents, tmp_path / "a", KIT, part_size=10, stream=stream)
    assert not (tmp_path / "a" / "provenance.json").exists()
    first = passed.copy()
    passed[:] = [""] * 20
    summary = ck.run(documents, tmp_path / "a", KIT, part_size=10, stream=stream, resume=True)

    assert passed[20:] == [f"d{k}" for k in range(10, 25)]
    assert first[:10] == [f"d{k}" for k in range(10)]
    assert summary.documents == 25
    whole = ck.run(documents, tmp_path / "b", KIT, part_size=10)
    assert whole == summary
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def interrupted(out: Path, documents: list[ck.Document]) -> None:
    """A run that ends after 15 documents."""

    def stream(items: object) -> Iterator[ck.Article | ck.Failure]:
        assert hasattr(items, "__iter__")
        for number, article in enumerate(KIT.stream(items, on_error="collect")):
            if number == 15:
                raise KeyboardInterrupt
            yield article

    with pytest.raises(KeyboardInterrupt):
        ck.run(documents, out, KIT, part_size=10, stream=stream)


def test_an_interrupted_run_is_neither_lost_nor_mixed_up(tmp_path: Path) -> None:
    """Without --resume it is refused; with other steps or input too; --force starts anew."""
    documents = [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(25)]
    other = ck.Pipeline([Shout()], [Names()])
    interrupted(tmp_path, documents)
    for kit, options, said in (
        (KIT, {}, "holds an interrupted run; --resume goes on with it, --force starts anew"),
        (other, {"resume": True}, "the interrupted run had other steps, versions or options"),
        (KIT, {"resume": True, "part_size": 9}, "had other steps, versions or options"),
    ):
        with pytest.raises(ck.InputError, match=said):
            ck.run(documents, tmp_path, kit, **{"part_size": 10, **options})  # type: ignore[arg-type]
    changed = [ck.Document("NATO left.", "d0"), *documents[1:]]
    with pytest.raises(ck.InputError, match="part 0 was made from other input"):
        ck.run(changed, tmp_path, KIT, part_size=10, resume=True)
    with pytest.raises(ck.InputError, match="part 0 was made from other input"):
        ck.run([], tmp_path, KIT, part_size=10, resume=True)
    assert ck.run(documents, tmp_path, KIT, part_size=10, resume=True).documents == 25
    interrupted(tmp_path / "again", documents)
    assert ck.run(changed, tmp_path / "again", KIT, force=True).documents == 25


def test_a_part_that_was_cut_off_counts_as_none(tmp_path: Path) -> None:
    """Files under way are written anew; parts of nobody knows what are thrown away."""
    documents = [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(25)]
    interrupted(tmp_path, documents)
    parts = tmp_path / ".parts"
    assert [path.name[:6] for path in parts.glob("*.part")] == ["000000"]
    assert list(parts.glob("*.tmp"))
    parts.joinpath("run.json").unlink()
    parts.joinpath("000001-0123456789abcdef.part").write_text("articles\t{}\n", "utf-8")
    assert ck.run(documents, tmp_path, KIT, part_size=10).documents == 25


def test_parts_of_any_size_give_the_same_results(tmp_path: Path) -> None:
    """All bytes of all files."""
    documents = [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(25)]
    seen = []
    for size in (1, 7, 25, 100):
        ck.run(documents, tmp_path / str(size), KIT, part_size=size)
        seen.append(contents(tmp_path / str(size)))
    ck.write_results(KIT.stream(documents), tmp_path / "w", KIT)
    assert seen == [contents(tmp_path / "w")] * 4


def test_killed_while_files_are_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two renames there is no provenance; resuming puts everything in place."""
    documents = [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(25)]
    ck.run(documents, tmp_path / "whole", KIT)
    real = Path.replace
    moved: list[Path] = []

    def replace(self: Path, target: Path) -> Path:
        if len(moved) == 1:
            raise KeyboardInterrupt
        moved.append(target)
        return real(self, target)

    ck.run(documents, tmp_path / "out", KIT)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        ck.run(documents, tmp_path / "out", KIT)
    monkeypatch.undo()
    assert not (tmp_path / "out" / "provenance.json").exists()
    start = time.monotonic()
    ck.run(documents, tmp_path / "out", KIT, resume=True)
    assert time.monotonic() - start < 20
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
