"""Learned weights: what training takes from annotations, and that the value keeps its word."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.errors import ConfigError
from corpuskit.extractors.quotes import GoldQuote, Quotes, Weights, train
from corpuskit.pipeline import Pipeline
from tests.extractors.test_quotes import article, texts

NAMES = ["Ann Brown", "John Smith", "Maria Lopez", "The mayor", "The ministry"]
CLAIMS = ["the road was closed", "the plan had failed", "prices would fall", "talks went on"]


def annotated(text: str, name: str, cue: str, content: str) -> GoldQuote:
    """A quotation by the words of a text."""
    places = [(text.index(words), text.index(words) + len(words)) for words in (content, name, cue)]
    return GoldQuote((places[0],), places[1], places[2])


@cache
def material() -> tuple[list[Article], list[list[GoldQuote]]]:
    """Sentences in which "headlined", no cue of the lexicon, reports, "warned of" does not, and "said" does."""
    articles, gold = [], []
    for name in NAMES:
        for claim in CLAIMS:
            text = f"{name} headlined that {claim}."
            articles.append(article(Document(text)))
            gold.append([annotated(text, name, "headlined", claim)])
            text = f"{name} said {claim}."
            articles.append(article(Document(text)))
            gold.append([annotated(text, name, "said", claim)])
            articles.append(article(Document(f"{name} warned of a long war.")))
            gold.append([])
    return articles, gold


@cache
def learned() -> Weights:
    """What is learned from the material."""
    return train(*material())


def said(text: str, weights: Weights | None) -> list[tuple[str, str | None]]:
    """Contents and speakers."""
    found = Quotes(weights=weights)(article(Document(text)))
    return [
        (q.text, q.speaker.mention.text if q.speaker and q.speaker.mention else None) for q in found
    ]


def test_training_learns_new_cues_and_unlearns_wrong_ones() -> None:
    """What the annotation shows wins over the lexicon, also for names and claims never seen."""
    new, wrong = (
        "Peter Green headlined that the bridge was lost.",
        "Peter Green warned of a long war.",
    )
    kept = "Peter Green said the bridge was lost."
    assert said(new, None) == []
    assert said(new, learned()) == [("the bridge was lost", "Peter Green")]
    assert said(wrong, None) == [("a long war", "Peter Green")]
    assert said(wrong, learned()) == []
    assert said(kept, learned()) == said(kept, None) == [("the bridge was lost", "Peter Green")]


def test_confidence_is_the_likelihood() -> None:
    """A record chosen by weights tells how likely they held it to be."""
    quote = next(
        iter(Quotes(weights=learned())(article(Document("Ann Brown said prices would fall."))))
    )
    assert learned().threshold <= quote.confidence <= 1.0


def test_a_threshold_of_one_keeps_marks_only() -> None:
    """The threshold decides about readings of the tree, words in marks with a cue beside stay."""
    strict = Weights(learned().values, learned().cues, threshold=1.0)
    assert said("Ann Brown said prices would fall.", strict) == []


def test_same_material_same_weights(tmp_path: Path) -> None:
    """Training has no chance in it, and a file gives back what was saved, byte for byte."""
    again = train(*material())
    assert again == learned()
    learned().save(tmp_path / "one.json")
    again.save(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert Weights.load(tmp_path / "one.json") == learned()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "something else"}'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    """A file that is none of ours is named as such."""
    path = tmp_path / "weights.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="weights"):
        Weights.load(path)


def test_a_pipeline_with_weights_survives_its_configuration() -> None:
    """Weights are plain values, so they stand in the TOML as any option."""
    pipeline = Pipeline(extractors=(Quotes(weights=learned()),))
    assert Pipeline.from_toml(pipeline.to_toml()) == pipeline


def test_an_article_without_a_parse_is_refused() -> None:
    """A stream forgets the parse; nothing could be learned, and nobody would notice."""
    (streamed,) = Pipeline(extractors=(Quotes(),)).stream(["Ann Brown said prices would fall."])
    with pytest.raises(ConfigError, match="parsed articles"):
        train([streamed], [[]])


def test_articles_without_text_or_annotation_teach_nothing() -> None:
    """Empty material gives empty weights, which keep nothing but words in marks."""
    empty = train([article(Document(""))], [[]])
    assert not empty.values


@settings(deadline=None, max_examples=60)
@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3))
def test_no_text_and_no_annotation_raises(text: str, places: list[tuple[int, int]]) -> None:
    """Neither reading with weights nor learning from odd annotations raises."""
    list(
        Quotes(acts={"speech", "thought", "intention"}, weights=learned())(article(Document(text)))
    )
    spans = [(min(a, b), max(a, b)) for a, b in places]
    gold = [GoldQuote((span,), span, span) for span in spans]
    assert train([article(Document(text))], [gold], least=1).threshold
