"""A plugin: really installed, found by name, run from a configuration, its records in their own file."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KIT = """
[[cleaners]]
step = "double-blanks"
keep = 2

[[extractors]]
step = "sanctions"
"""
TEXT = "The EU    imposed sanctions on Belarus. Others want sanctions against Iran."


def corpuskit(
    *arguments: str, cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "corpuskit", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_a_plugin_runs_by_name(tmp_path: Path, environment: dict[str, str]) -> None:
    """Its cleaner edits with its option, its records point into the raw text."""
    tmp_path.joinpath("kit.toml").write_text(KIT, "utf-8")
    tmp_path.joinpath("a.txt").write_text(TEXT, "utf-8")
    done = corpuskit(
        "run",
        "a.txt",
        "--out",
        "out",
        "--config",
        "kit.toml",
        cwd=tmp_path,
        environment=environment,
    )

    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(x) for x in (tmp_path / "out" / "sanctions.jsonl").read_text().splitlines()]
    assert [row["target"]["text"] for row in rows] == ["Belarus", "Iran"]
    raw = rows[0]["target"]["raw"]
    assert TEXT[raw["start"] : raw["end"]] == "Belarus"
    article = json.loads((tmp_path / "out" / "articles.jsonl").read_text())
    assert article["text"].startswith("The EU  imposed")
    assert article["edits"][0]["old"] == "  "


def test_a_plugin_runs_in_worker_processes(tmp_path: Path, environment: dict[str, str]) -> None:
    """Same bytes with two workers."""
    tmp_path.joinpath("kit.toml").write_text("batch_size = 2\n" + KIT, "utf-8")
    rows = [json.dumps({"id": str(k), "text": TEXT + "x" * k}) for k in range(7)]
    tmp_path.joinpath("many.jsonl").write_text("\n".join(rows), "utf-8")
    for workers in ("1", "2"):
        arguments = ("many.jsonl", "--out", workers, "--config", "kit.toml", "--workers", workers)
        done = corpuskit("run", *arguments, cwd=tmp_path, environment=environment)
        assert (done.returncode, done.stderr) == (0, "")

    files = sorted(p.name for p in (tmp_path / "1").iterdir())
    assert files == ["articles.jsonl", "failures.jsonl", "provenance.json", "sanctions.jsonl"]
    for name in files:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_its_records_survive_json_and_its_parts_keep_the_laws(environment: dict[str, str]) -> None:
    """A round trip gives equal values for a record type that is not ours."""
    script = f"""
import json
import corpuskit as ck
from corpuskit.testing import check_cleaner, check_extractor
from corpuskit_sanctions import DoubleBlanks, Sanction, Sanctions

kit = ck.Pipeline([DoubleBlanks(keep=2)], [Sanctions()])
assert ck.Pipeline.from_toml(kit.to_toml()) == kit
article = kit({TEXT!r})
records = article.records(Sanction)
assert len(records) == 2
for record in records:
    assert ck.from_dict(Sanction, json.loads(json.dumps(ck.to_dict(record)))) == record
assert ck.json_schema(Sanction)["title"] == "Sanction"
check_cleaner(DoubleBlanks(), [{TEXT!r}])
check_extractor(Sanctions(), [{TEXT!r}])
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_taken_name_is_an_error(
    tmp_path: Path, plugin_path: str, environment: dict[str, str]
) -> None:
    """Two plugins of one name: the message names both places."""
    info = tmp_path / "rival-1.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: rival\nVersion: 1\n")
    info.joinpath("entry_points.txt").write_text("[corpuskit.cleaners]\ndouble-blanks = rival:X\n")
    script = (
        "import corpuskit as ck; ck.Pipeline.from_toml('[[cleaners]]\\nstep = \"double-blanks\"')"
    )
    env = environment | {"PYTHONPATH": f"{plugin_path}:{tmp_path}"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert "ConfigError: cleaner 'double-blanks': wanted a name of its own" in done.stderr
    assert "rival:X" in done.stderr
    assert "corpuskit_sanctions:DoubleBlanks" in done.stderr
