"""Marks of importers and spinners go, braces of code and mathematics stay."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.cleaners.wrappers import SpunWrappers
from corpuskit.document import Document
from corpuskit.notes import Suggestion
from tests.cleaners.cleaning import cases, clean
from tests.strategies import texts


@pytest.mark.parametrize("case", cases("wrappers", "synthetic"), ids=lambda c: str(c["label"]))
def test_wrappers_go(case: dict[str, Any]) -> None:
    """What importers leave is cut, and the variants are kept as suggestions."""
    doc = clean(Document(case["raw"]), SpunWrappers())

    assert doc.text == case["want"]
    assert [zone.text for zone in doc.zones] == case.get("zones", [])
    assert [list(note.options) for note in doc.notes(Suggestion)] == case.get("options", [])


@pytest.mark.parametrize("case", cases("wrappers", "negative"), ids=lambda c: str(c["label"]))
def test_text_stays(case: dict[str, Any]) -> None:
    """Text that looks like a wrapper and is not."""
    assert clean(Document(case["raw"]), SpunWrappers()).text == case["raw"]


@pytest.mark.parametrize(
    "piece",
    ["[ad_1] x ", "The post X y appeared first on Z. ", "{a|b} ", "{a|", "Source link ", "[", "{"],
)
def test_hostile_input_takes_bounded_time(piece: str) -> None:
    """A hundred thousand characters of one mark."""
    started = time.process_time()
    clean(Document(piece * (100_000 // len(piece))), SpunWrappers())
    assert time.process_time() - started < 10.0


PIECES = ["[ad_1]", "[ad_2]", "Source link", "{a|b}", "{big|large}", "{", "}", "|", "text.", " ", "\n", "\r\n",
          "The post x appeared first on Y.", "{dollars}", "[source_link]"]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=12)


@settings(max_examples=500, deadline=None)
@given(pieces.map("".join) | pieces.map(" ".join) | texts)
def test_the_step_reaches_its_own_fixed_point(raw: str) -> None:
    """Law 3."""
    once = clean(Document(raw), SpunWrappers())

    assert clean(Document(once.text), SpunWrappers()).text == once.text
