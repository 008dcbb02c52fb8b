"""The adapter for spaCy users."""

import pytest
import spacy
from spacy.tokens import Doc

import corpuskit as ck
from corpuskit import parsing
from corpuskit.spacy import article_of
from tests.parts import Name, Names


def test_extractors_run_on_a_doc_of_yours() -> None:
    """Without a document, the Doc's text is the raw text."""
    doc = parsing.load("auto", frozenset({"tagger"}))("NATO met Ana.")
    article = article_of(doc, [Names()])

    assert [n.words.text for n in article.records(Name)] == ["NATO", "Ana"]


def test_with_the_document_mentions_point_into_its_raw_text() -> None:
    """The cleaned document comes along."""
    document = ck.Document("NATO  met").edited([ck.Edit(4, 5, "", "x")], step="x")
    doc = parsing.load("auto", frozenset({"tagger"}))(document.text)
    (name,) = article_of(doc, [Names()], document).records(Name)

    assert name.evidence.raw == ck.Span(0, 9)
    with pytest.raises(ck.ConfigError, match="the document whose text was parsed"):
        article_of(doc, [Names()], ck.Document("something else"))


def test_a_parse_that_lacks_what_is_required_is_refused() -> None:
    """Rather than finding nothing."""
    doc = Doc(spacy.blank("en").vocab, words=["NATO"])
    with pytest.raises(ck.ConfigError, match="extractor 'names': wanted a parse with tagger"):
        article_of(doc, [Names()])


def test_the_component_runs_in_a_pipeline() -> None:
    """The article waits in `doc._.corpuskit`."""
    nlp = spacy.load(parsing.find_model().path)
    nlp.add_pipe("corpuskit", config={"extractors": ["quotes"]})
    article = nlp("“We met,” Ana Gomez said.")._.corpuskit

    assert [q.text for q in article.quotes] == ["We met,"]
