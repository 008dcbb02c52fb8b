"""ftfy with positions: the same text as ftfy's own, and a guard that only skips what is safe."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import ftfy
import pytest
from ftfy import TextFixerConfig

from corpuskit.cleaners._repairs import ftfy_guard, ftfy_replay
from corpuskit.cleaners.mojibake import Mojibake
from corpuskit.document import Document
from corpuskit.edits import Edit, applied
from tests.damage import damaged_strings

ROOT = Path(__file__).parent.parent.parent
TUNED = TextFixerConfig(unescape_html=True, fix_character_width=False, uncurl_quotes=False)
STRINGS = 100_000


def tuned(text: str) -> str:
    """The peer."""
    return ftfy.fix_text(text, unescape_html=True, fix_character_width=False, uncurl_quotes=False)


def test_the_text_is_that_of_ftfy() -> None:
    """On every one of 100,000 generated strings, most of them damaged."""
    changed = 0
    for text in damaged_strings(STRINGS):
        edits = sorted(ftfy_replay.ftfy_edits(text, TUNED), key=lambda e: (e.start, e.end))
        changed += bool(edits)

        assert applied(text, edits) == tuned(text)
        assert all(a.end <= b.start for a, b in pairwise(edits))

    assert changed > STRINGS / 2


def test_without_later_passes_the_cleaner_is_ftfy() -> None:
    """`beyond_ftfy=False` promises it."""
    step = Mojibake(beyond_ftfy=False)
    for text in damaged_strings(2_000, seed=11):
        edits = [item for item in step(Document(text)) if isinstance(item, Edit)]

        assert Document(text).edited(edits, step=step.name).text == tuned(text)


def test_with_another_ftfy_every_line_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard is off, the plan is ftfy's own, and the text is the same."""
    caches = (ftfy_guard.guarded,)
    monkeypatch.setattr("importlib.metadata.version", lambda _: "6.99")
    for cached in caches:
        cached.cache_clear()
    try:
        assert not ftfy_guard.untouched("plain text")
        for text in damaged_strings(1_500, seed=3):
            edits = sorted(ftfy_replay.ftfy_edits(text, TUNED), key=lambda e: (e.start, e.end))

            assert applied(text, edits) == tuned(text)
    finally:
        for cached in caches:
            cached.cache_clear()


def test_the_safe_set_can_be_derived_again() -> None:
    """The shipped data is what the script makes of the installed ftfy."""
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_ftfy_safe_set.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    shipped = json.loads(
        (ROOT / "src/corpuskit/lexicons/repairs/ftfy_safe.json").read_text("ascii")
    )
    derived = json.loads(run.stdout)

    assert shipped["ftfy"] == derived["ftfy"] == ftfy.__version__
    if shipped["unicode"] == unicodedata.unidata_version:
        assert shipped["ranges"] == derived["ranges"]
    else:  # another Python knows other characters: none that is shipped may have become unsafe
        now = {c for low, high in derived["ranges"] for c in range(low, high + 1)}
        assert all(c in now for low, high in shipped["ranges"] for c in range(low, high + 1))


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("It isnâ€™t fÃ¼r", [(6, 9, "’", "mojibake:cp1252"), (12, 14, "ü", "mojibake:cp1252")]),
        ("voilÃ\xa0 le", [(4, 6, "à", "mojibake:latin-1")]),
        ("a &amp; b\r\n", [(3, 7, "", "mojibake:entity"), (9, 10, "", "ftfy:line-end")]),
        ("ﬁn e\u0301\x00", [(0, 1, "fi", "ftfy:ligature"), (3, 5, "é", "ftfy:nfc"), (5, 6, "", "ftfy:control")]),
    ],
)  # fmt: skip
def test_each_change_is_told_where_it_happens(
    text: str, edits: list[tuple[int, int, str, str]]
) -> None:
    """Places, and a reason for everything that is no mojibake."""
    made = [item for item in Mojibake()(Document(text)) if isinstance(item, Edit)]

    assert [(e.start, e.end, e.new, e.reason) for e in made] == edits


@pytest.mark.parametrize("option", ["entities", "ligatures", "line_ends", "controls", "nfc"])
def test_each_habit_of_ftfy_can_be_switched_off(option: str) -> None:
    """Line ends, for one, are untouched in the raw text and may stay so."""
    text = {
        "entities": "&amp;",
        "ligatures": "ﬁ",
        "line_ends": "\r\n",
        "controls": "\x00",
        "nfc": "e\u0301",
    }[option]

    assert list(Mojibake()(Document(text)))
    assert not list(Mojibake(**{option: False})(Document(text)))
