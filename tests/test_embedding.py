"""The shortcut through the first layers gives the same numbers, to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from thinc.api import Maxout, Model, chain, expand_window, list2ragged, ragged2list, with_array

from corpuskit import embedding, parsing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

ARTICLES = sorted((Path(__file__).parent.parent / "examples" / "press").glob("*.txt"))


@pytest.fixture(scope="module")
def pair() -> tuple[Language, Language]:
    """The model as spaCy loads it, and the same with the shortcut."""
    own, short = (spacy.load(parsing.find_model().path) for _ in range(2))
    embedding.remember(short)
    return own, short


def vectors(nlp: Language, component: str, texts: Sequence[str]) -> list[Any]:
    """What the layers that know no neighbours and those that do make of each word."""
    pipe: Any = nlp.get_pipe(component)
    model = pipe.model if component == "tok2vec" else pipe.model.get_ref("tok2vec")
    return [np.asarray(found) for found in model.predict([nlp.make_doc(text) for text in texts])]


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_numbers_are_the_same(
    pair: tuple[Language, Language], component: str, size: int
) -> None:
    """Alone and in batches, with documents that have no words."""
    texts = [*[path.read_text("utf-8") for path in ARTICLES], "", "the the the", " \n"]
    for k in range(0, len(texts), size):
        batch = texts[k : k + size]
        if not any(batch) and component == "ner":
            continue  # spaCy itself never asks for that
        expected, found = (vectors(nlp, component, batch) for nlp in pair)
        assert len(found) == len(expected)
        assert all(map(np.array_equal, found, expected))


def test_each_word_is_computed_once(
    pair: tuple[Language, Language], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever document of the batch it stands in."""
    _, short = pair
    seen: list[int] = []
    unique = np.unique

    def counted(rows: Any, **options: Any) -> Any:
        different, which = unique(rows, **options)
        seen.extend([len(rows), len(different)])
        return different, which

    monkeypatch.setattr("corpuskit.embedding.np.unique", counted)
    vectors(short, "tok2vec", ["we met . we met", "we met ."])

    assert seen == [8, 5]  # the last "met" has no blank behind it, and so has the last "."


def test_layers_that_look_at_neighbours_are_left_alone() -> None:
    """A window before the end of the frame would see other words."""
    inner: Model[Any, Any] = chain(expand_window(1), Maxout(nO=4, nI=12))
    first: Model[Any, Any] = Model("extract_features", _nothing)
    frame: Model[Any, Any] = chain(first, list2ragged(), with_array(inner), ragged2list())

    assert not embedding.looks_at_words_alone(frame)
    alone: Model[Any, Any] = with_array(Maxout(nO=4, nI=4))
    assert embedding.looks_at_words_alone(chain(first, list2ragged(), alone, ragged2list()))
    assert not embedding.looks_at_words_alone(chain(list2ragged(), alone, ragged2list()))


def test_it_cannot_be_trained(pair: tuple[Language, Language]) -> None:
    """Somebody who asks for it is told."""
    _, short = pair
    pipe: Any = short.get_pipe("tok2vec")
    _, backwards = pipe.model([short.make_doc("NATO met.")], is_train=True)
    with pytest.raises(NotImplementedError, match="loaded for reading"):
        backwards([np.zeros((3, 96), dtype="f")])


def _nothing(*_: Any) -> Any:
    """A layer that is not run."""
    raise AssertionError
