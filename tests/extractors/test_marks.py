"""Pairing of quotation marks, without a parse."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.extractors._quotes.marks import marked, paragraphs_of

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "quotes" / "marks.json").read_text("utf-8")
)

PIECES = [
    "“", "”", '"', "'", "’", "‘", "«", "»", "„", "‟", "``", "''", "6'2\"", "said", "Kim said, ", "a", "B",
    " ", ". ", ",", "—", "\n", "\n\n", "\r\n", "\u2028", "\x00", "\ud800", "😀", "(", ")", "=", "?", ": ",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def held(text: str) -> list[str]:
    """What stands in marks."""
    return [text[m.inner_start : m.inner_end] for m in marked(text, paragraphs_of(text))]


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_marks(case: dict[str, object]) -> None:
    """Each case lists what is held."""
    assert held(str(case["raw"])) == case["want"], case["why"]


@given(texts)
def test_regions_are_ordered_and_inside_one_paragraph(text: str) -> None:
    """For any text."""
    paragraphs = paragraphs_of(text)
    done = 0
    for m in marked(text, paragraphs):
        paragraph = paragraphs[m.paragraph]
        assert done <= m.start <= m.inner_start <= m.inner_end <= m.end
        assert paragraph.start <= m.start
        assert m.end <= paragraph.end
        done = m.end


@given(st.text(alphabet="abc XYZ.,\n", max_size=60))
def test_no_marks_no_regions(text: str) -> None:
    """Letters and full stops are no quotation."""
    assert held(text) == []


SENTENCES = [
    "“We will go on,” Kim said.",
    "“It is over,” she said. “We lost.”",
    "He called it “a shock” and left.",
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6), st.data())
def test_a_missing_closing_mark_spoils_one_quotation_only(
    some: list[str], data: st.DataObject
) -> None:
    """The quotations before and after the damage stay as they are."""
    text = " ".join(some)
    places = [k for k, c in enumerate(text) if c == "”"]
    place = data.draw(st.sampled_from(places))
    whole, broken = held(text), held(text[:place] + text[place + 1 :])
    number = text[:place].count("“") - 1
    assert broken[:number] == whole[:number]
    assert broken[number + 1 :] == whole[number + 1 :]


def test_a_long_line_takes_linear_time() -> None:
    """A megabyte of marks in one line."""
    text = "“a” it's 'b' « " * 60_000
    assert len(marked(text, paragraphs_of(text))) > 60_000
