"""The ruler that remembers sets what spaCy's own sets."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from corpuskit import parsing
from corpuskit.ruler import RememberingRuler, remember

if TYPE_CHECKING:
    from spacy.language import Language

ARTICLES = sorted((Path(__file__).parent.parent / "examples" / "press").glob("*.txt"))
SPOKEN = """I'm gonna go, y'all. Ain't it? It ain't. Let's c'mon! Gotta run; there's one, there are two, and
there was 'nuff for 'em. They'll say nothin' of somethin' doin'. He's got his, she gets hers; it let us\n\n \t be."""
WORDS = ["there", "is", "'s", "let", "gon", "na", "got", "ta", "y'", "all", "ai", "n't", "it", "I", "said", " ", "\n"]  # fmt: skip
TAGS = ["EX", "VBZ", "VBP", "VB", "NN", "PRP", "IN", "DT", "_SP", ""]
RELATIONS = ["expl", "nsubj", "dobj", "aux", "ROOT", "mark", ""]

Marked = list[tuple[object, ...]]


def marks(doc: Doc) -> Marked:
    """Everything that a ruler may set."""
    return [(t.pos, t.tag, t.dep, t.lemma, t.has_morph(), str(t.morph)) for t in doc]


@cache
def model(*, remembers: bool) -> Language:
    """The model as spaCy loads it, without what comes after the ruler, and the same with the other ruler."""
    nlp = spacy.load(parsing.find_model().path, exclude=["ner", "lemmatizer"])
    if remembers:
        remember(nlp)
        assert isinstance(nlp.get_pipe("attribute_ruler"), RememberingRuler)
    return nlp


def test_articles_and_speech_are_marked_alike() -> None:
    """Twice, the second time from memory alone."""
    texts = [path.read_text("utf-8") for path in ARTICLES] + [SPOKEN, "", " \n"]
    for _ in range(2):
        for text in texts:
            assert marks(model(remembers=True)(text)) == marks(model(remembers=False)(text))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(*map(st.sampled_from, (WORDS, TAGS, RELATIONS))), max_size=6))
def test_any_words_are_marked_alike(words: list[tuple[str, str, str]]) -> None:
    """Also those with tags and relations that no parser would give them."""

    def marked(nlp: Language) -> Marked:
        doc = Doc(nlp.vocab, [word for word, _, _ in words])
        for token, (_, tag, relation) in zip(doc, words, strict=True):
            token.tag_, token.dep_ = tag, relation
        ruler: Any = nlp.get_pipe("attribute_ruler")
        return marks(ruler(doc))

    assert marked(model(remembers=True)) == marked(model(remembers=False))


def test_rules_for_several_words_keep_their_place_in_the_order() -> None:
    """A later rule for one word overrules them, an earlier one does not; they may count from their end."""
    rules = [
        ([{"LOWER": "new"}], {"POS": "ADJ"}, 0),
        ([{"LOWER": "new"}, {"LOWER": "york"}, {"LOWER": "city"}], {"POS": "PROPN"}, 0),
        ([{"LOWER": "york"}, {"LOWER": "city"}], {"POS": "X"}, -1),
        ([{"LOWER": "city"}], {"POS": "NOUN", "LEMMA": "town"}, 0),
        ([{"LOWER": "city"}, {"LOWER": "hall"}], {"LEMMA": "hall"}, -1),
    ]

    def marked(*, remembers: bool) -> list[tuple[str, str]]:
        nlp = spacy.blank("en")
        ruler: Any = nlp.add_pipe("attribute_ruler")
        for pattern, attributes, index in rules:
            ruler.add([pattern], attributes, index=index)
        if remembers:
            remember(nlp)
        return [(t.pos_, t.lemma_) for t in nlp("A new New York City hall .")]

    assert marked(remembers=True) == marked(remembers=False)
    assert marked(remembers=True)[2:6] == [
        ("PROPN", ""),
        ("", ""),
        ("NOUN", "town"),
        ("", "hall"),
    ]


@pytest.mark.parametrize("pattern", [{"ORTH": "US"}, {"LOWER": "very", "OP": "+"}, {"SHAPE": "XX"}])
def test_rules_that_look_at_more_keep_their_own_ruler(pattern: dict[str, str]) -> None:
    """A model of somebody else may have them."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    ruler.add([[pattern]], {"POS": "PROPN"})
    remember(nlp)

    assert nlp.get_pipe("attribute_ruler") is ruler


def test_a_model_without_rules_is_left_alone() -> None:
    """Nothing to remember."""
    nlp = spacy.blank("en")
    remember(nlp)

    assert nlp.pipe_names == []


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was forgotten is asked again."""
    monkeypatch.setattr("corpuskit.ruler.FORMS", 3)
    nlp = spacy.load(parsing.find_model().path, exclude=["ner", "lemmatizer"])
    remember(nlp)
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for sentence in ("He said so on Friday.", "She met them in Kyiv."):
        assert marks(nlp(sentence)) == marks(model(remembers=False)(sentence))
    assert len(ruler._forms) <= 7
