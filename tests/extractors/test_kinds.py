"""Kinds of words: which names are whose, and that entities are never looked at."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit as ck
from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors._kinds.lists import lists
from corpuskit.extractors._kinds.reading import KINDS, kinds_of
from corpuskit.extractors.persons import Persons
from corpuskit.protocols import Extractor
from corpuskit.records import Record
from tests.extractors.test_people import blank, model
from tests.strategies import texts

CASES = Path(__file__).parents[1] / "cases" / "kinds"
PRESS = Path(__file__).parents[2] / "examples" / "press"
EXTRACTORS: tuple[Extractor[Record], ...] = (
    Persons(),
    ck.Officials(),
    ck.Quotes(),
    ck.Events(),
)


def cases() -> list[Any]:
    """All cases of all files; known failures are expected to fail."""
    return [
        pytest.param(
            case,
            id=f"{path.stem}:{case['label']}",
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for path in sorted(CASES.glob("*.json"))
        for case in json.loads(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_cases(case: dict[str, Any]) -> None:
    """The names in a text, each with its kind."""
    doc = model()(case["raw"])
    assert {doc[a:b].text: kind for a, b, kind in kinds_of(doc).names()} == case["want"]


@pytest.mark.parametrize("path", sorted(PRESS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_entities_are_never_read(path: Path) -> None:
    """With entities, without, and with wrong ones the records are the same."""
    text = path.read_text("utf-8")
    document, doc = Document(text), model()(text)
    found = [list(extractor(Article(document, doc))) for extractor in EXTRACTORS]
    assert all(found[:3])
    wrong = doc[:5]
    wrong.label_ = "PERSON"
    for entities in ([], [wrong]):
        doc.set_ents(entities)
        assert found == [list(extractor(Article(document, doc))) for extractor in EXTRACTORS]


def test_no_extractor_wants_entities() -> None:
    """The component that finds them need not be loaded."""
    assert all("ner" not in extractor.requires for extractor in EXTRACTORS)


def test_the_index_finds_nobody_twice_in_a_list() -> None:
    """Names of the census carry a list of strangers."""
    names = ("Boyd Brown", "Cindy Costa", "Marla Turner", "Riley Sutton", "Trey Walker")
    text = f"Iowa: {', '.join(names)}"
    doc = model()(text)
    assert tuple(p.name for p in Article(Document(text), doc).people) == names


def test_classes_of_the_lists() -> None:
    """The lists are there, in lower case, without blanks at the ends."""
    assert {"family 1", "male 1", "female 1", "lower", "DATE", "TIME", "area"} <= lists().keys()
    assert all(word == word.lower() for words in lists().values() for word in words)


@settings(deadline=None)  # the first text loads the lists
@given(
    texts
    | st.text(max_size=80)
    | st.lists(
        st.sampled_from(["Kim", "-", "e", "\n", "of", "U.S.", "May", "'s", " "]), max_size=30
    ).map(" ".join)
)
def test_any_text_has_a_kind_for_each_word(text: str) -> None:
    """No exception; as many kinds as tokens, names in order and whole."""
    doc = blank()(text.encode("utf-8", "replace").decode("utf-8"))
    kinds = kinds_of(doc)
    assert len(kinds.labels) == len(kinds.inside) == len(doc)
    assert set(kinds.labels) <= {*KINDS, "TIME"}
    names = list(kinds.names())
    assert sum(end - start for start, end, _ in names) == sum(map(bool, kinds.labels))
    assert names == sorted(names)
