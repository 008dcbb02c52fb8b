"""Other machines, other days, broken disks: the same bytes, or an error that says what to do."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit as ck
from tests.parts import Lengths, Shout

ROOT = Path(__file__).parent.parent.parent
PRESS = ROOT / "examples" / "press"

BARE = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "",
}
"""A machine on which nobody has ever set a language: Python reads and prints ASCII."""

WORLDS: dict[str, dict[str, str]] = {
    "here": {"PYTHONHASHSEED": "0"},
    "bare": {**BARE, "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "turkish": {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/Adak", "PYTHONHASHSEED": "424242", "PYTHONOPTIMIZE": "1"},
}  # fmt: skip

CLOCK = """
import time, datetime
real = time.time
time.time = lambda: real() + 12_345_678_901
"""
"""Four centuries on."""


def output(command: list[str], cwd: Path, **world: str) -> bytes:
    """What a command prints in such a world."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd, env={**os.environ, **world}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The files of the press pipeline in every world: files of all formats, and the report."""
    found = {}
    for name, world in WORLDS.items():
        folder = tmp_path_factory.mktemp(name)
        extra = dict(world)
        if name == "turkish":
            folder.joinpath("sitecustomize.py").write_text(CLOCK, "utf-8")
            extra["PYTHONPATH"] = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
        options = ["--workers", "2"] if name == "bare" else ["--part-size", "2"]
        output(["-m", "corpuskit", "run", str(PRESS), "--out", "out", *options], folder, **extra)
        output(["-m", "corpuskit", "report", "out", "--out", "out/report.html"], folder, **extra)
        found[name] = {path.name: path.read_bytes() for path in folder.joinpath("out").iterdir()}
    return found


def test_the_same_bytes_in_every_world(runs: dict[str, dict[str, bytes]]) -> None:
    """Locale, UTF-8 mode, time zone, clock, hash seed, optimisation, processes, size of the parts."""
    here = runs["here"]

    assert len(here) >= 6
    for name, files in runs.items():
        assert files.keys() == here.keys()
        for file, data in files.items():
            assert data == here[file], (name, file)


def test_what_is_printed_does_not_depend_on_the_locale(tmp_path: Path) -> None:
    """Clean texts are UTF-8 everywhere; tables and edits come out whatever the terminal can show."""
    article = next(iter(sorted(PRESS.glob("*.txt"))))
    clean = [
        output(["-m", "corpuskit", "clean", str(article)], tmp_path, **WORLDS[w]) for w in WORLDS
    ]

    assert clean[0] == clean[1] == clean[2]
    assert (
        ck.Pipeline(ck.Pipeline.press().cleaners).clean(ck.read_text(article)).text
        in clean[0].decode()
    )
    for command in (["explain", str(article)], ["steps"], ["schema"]):
        assert output(["-m", "corpuskit", *command], tmp_path, **BARE)


def test_odd_names_of_files_in_a_bare_locale(tmp_path: Path) -> None:
    """A name in another script, one that is no UTF-8, an empty file."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("статья.txt".encode(), b"caf\xe9.txt", b"plain.txt"):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123, bytes
            file.write(b"NATO met on Monday.")
    said = output(["-m", "corpuskit", "run", "in", "--out", "out"], tmp_path, **BARE)

    assert b"3 documents" in said
    lines = tmp_path.joinpath("out", "articles.jsonl").read_bytes().splitlines()
    assert len(lines) == 3


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "out.sqlite", "out.duckdb"])
def test_a_disk_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    """Told as an error of ours; results that stand there stay as they were."""
    there = tmp_path / "there"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(there)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    kit = ck.Pipeline([Shout()], [Lengths()])
    out = there / name if "." in name else there / "out"
    form = None if "." in name else name
    try:
        ck.run([ck.Document("NATO met!!", "d")], out, kit, format=form)
        before = {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
        subprocess.run(["mount", "-o", "remount,ro", str(there)], check=True)  # noqa: S607
        with pytest.raises(ck.InputError, match="Read-only file system"):
            ck.run([ck.Document("NATO left!!", "e")], out, kit, format=form, force=True)
        assert {path: path.read_bytes() for path in there.rglob("*") if path.is_file()} == before
    finally:
        subprocess.run(["umount", str(there)], check=True)  # noqa: S607


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "out.sqlite", "out.duckdb"])
def test_a_disk_that_becomes_full(tmp_path: Path, name: str) -> None:
    """Whenever it happens, an error of ours tells, old results stay, and more room lets the run go on."""
    there = tmp_path / "there"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(there)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    kit = ck.Pipeline([Shout()], [Lengths()])
    out = there / name if "." in name else there / "out"
    form = None if "." in name else name
    documents = [ck.Document(f"NATO met!! {'so ' * 40}", f"d{k}") for k in range(600)]

    def results(out: Path) -> dict[str, bytes]:
        files = [out] if out.is_file() else [path for path in out.iterdir() if path.is_file()]
        return {path.name: path.read_bytes() for path in files}

    def same(one: Path, other: Path) -> bool:
        if out.suffix != ".duckdb":
            return results(one) == results(other)
        import duckdb

        question = "SELECT * FROM articles ORDER BY ALL"
        told = []
        for path in (one, other):
            with duckdb.connect(str(path), read_only=True) as base:
                told.append(base.execute(question).fetchall())
        return told[0] == told[1]

    def used() -> int:
        disk = os.statvfs(there)
        return (disk.f_blocks - disk.f_bfree) * disk.f_frsize

    def resized(size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(there)], check=True)  # noqa: S607

    again = tmp_path / out.name
    ck.run(documents, again, kit, format=form)
    try:
        ck.run(documents[:2], out, kit, format=form)
        before, room, told = results(out), 20_000.0, 0
        while results(out) == before:
            resized(used() + int(room))
            with contextlib.suppress(ck.InputError):
                ck.run(documents, out, kit, format=form, part_size=20, resume=told > 0, force=True)
                break
            told, room = told + 1, room * 1.3
        assert told > 3
        assert same(out, again)
    finally:
        subprocess.run(["umount", str(there)], check=True)  # noqa: S607


def test_a_disk_that_is_full_at_the_last_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of old results is touched before all new ones are written."""
    kit = ck.Pipeline([Shout()], [Lengths()])
    ck.run([ck.Document("NATO met!!", "d")], tmp_path, kit)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def full(self: Path, *_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ck.InputError, match="No space left"):
        ck.run([ck.Document("NATO left!!", "e")], tmp_path, kit, force=True)
    monkeypatch.undo()

    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_output_that_nobody_takes(tmp_path: Path) -> None:
    """A full device and a reader that leaves: no traceback."""
    article = next(iter(sorted(PRESS.glob("*.txt"))))
    for shell in (
        f"{sys.executable} -m corpuskit clean {article} > /dev/full",
        f"{sys.executable} -m corpuskit explain {article} > /dev/full",
        f"{sys.executable} -m corpuskit explain {article} | true",
    ):
        command = ["bash", "-c", shell]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, (shell, done.stderr)
