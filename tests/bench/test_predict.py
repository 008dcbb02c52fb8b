"""The contract of the prediction script: every key of a track, for every document, in raw offsets."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = ROOT / "examples" / "press" / "002_0ee2bda4a7c193cf.txt"
PAGE = f"<html><body><article><p>{'The minister met her counterpart in Madrid. ' * 9}</p></article></body></html>"
KEYS = {
    "mojibake": {"id", "text", "edits"},
    "chrome": {"id", "remove"},
    "chrome-fit": {"id", "remove"},
    "html": {"id", "text"},
    "spun": {"id", "score", "spun", "edits", "wrappers"},
    "officials": {"id", "officials"},
    "events": {"id", "events"},
    "quotes": {"id", "quotes"},
    "press": {"id", "spun", "chrome", "meta", "quotes", "officials", "events"},
}


@pytest.mark.parametrize("track", KEYS)
def test_every_document_has_every_key(tmp_path: Path, track: str) -> None:
    """Run as a script, also over empty documents; offsets stay inside the text given."""
    texts = {"article": ARTICLE.read_text("utf-8"), "empty": "", "blank": " \n", "nul": "\x00"}
    if track == "html":
        texts = {"article": PAGE, "empty": "", "broken": "<p"}
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    field = "html" if track == "html" else "text"
    rows = [
        {"id": name, field: text, "date": "2024-07-01", "site": "x.org", "view": "v"}
        for name, text in texts.items()
    ]
    source.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    command = [sys.executable, "bench/predict.py", track, str(source), str(target)]
    subprocess.run(command, cwd=ROOT, check=True)
    found = [json.loads(line) for line in target.read_text("utf-8").splitlines()]

    assert [row["id"] for row in found] == list(texts)
    for row in found:
        assert row.keys() == KEYS[track]
        for start, end in _offsets(row):
            assert 0 <= start <= end <= len(texts[row["id"]])


def test_what_is_predicted_for_an_article_is_what_the_library_finds(tmp_path: Path) -> None:
    """Words at the offsets, not only offsets."""
    raw = ARTICLE.read_text("utf-8")
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "a", "text": raw}), "utf-8")
    command = [sys.executable, "bench/predict.py", "press", str(source), str(target)]
    subprocess.run(command, cwd=ROOT, check=True)
    row = json.loads(target.read_text("utf-8"))

    assert "Please enter your comment!" in [raw[s:e] for s, e in row["chrome"]]
    assert raw[slice(*row["meta"][0])].startswith("North Korea warns west")
    assert "world domination" in " ".join(raw[q["start"] : q["end"]] for q in row["quotes"])
    (official,) = row["officials"]
    assert official["name"] == "Jens Stoltenberg"
    assert [raw[s:e] for s, e in official["mentions"]] == ["Jens Stoltenberg"]
    assert {"ACCUSE"} <= {event["event_type"] for event in row["events"]}


def _offsets(row: Any) -> list[tuple[int, int]]:
    """All pairs of offsets in a prediction, whatever holds them."""
    if isinstance(row, dict):
        pairs = [(row["start"], row["end"])] if "start" in row and "end" in row else []
        return pairs + [pair for value in row.values() for pair in _offsets(value)]
    if isinstance(row, list):
        if len(row) in {2, 3} and isinstance(row[0], int) and isinstance(row[1], int):
            return [(row[0], row[1])]
        return [pair for value in row for pair in _offsets(value)]
    return []
