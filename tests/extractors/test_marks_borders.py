"""Pairing of quotation marks at its borders: what one character more or less would change."""

import json
from pathlib import Path

import pytest

from corpuskit.extractors._quotes.marks import Marked, marked, paragraphs_of

CASES = json.loads(Path(__file__).with_name("marks_borders.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["raw"][:30] for case in CASES])
def test_borders(case: dict[str, object]) -> None:
    """With and without the marks, the paragraph, and what is missing."""
    text = str(case["raw"])
    found = [
        [text[m.start : m.end], text[m.inner_start : m.inner_end], m.paragraph, _missing(m)]
        for m in marked(text, paragraphs_of(text))
    ]
    assert found == case["want"]


def test_a_region_is_whole_unless_it_says_otherwise() -> None:
    """The defaults."""
    region = Marked(0, 3, 1, 2, 0)

    assert (region.opened, region.closed, region.again) == (True, True, False)


def test_a_single_quotation_is_not_looked_for_without_end() -> None:
    """1,200 characters."""
    for length, count in ((1190, 1), (1210, 0)):
        text = "‘" + "a" * length + "’ b"
        assert len(marked(text, paragraphs_of(text))) == count


def _missing(m: Marked) -> str:
    words = [] if m.opened else ["not opened"]
    words += [] if m.closed else ["not closed"]
    words += ["again"] if m.again else []
    return " ".join(words)
