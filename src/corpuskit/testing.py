"""Checks of the laws, for steps of your own: call them from your tests."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from corpuskit.article import Article
from corpuskit.codec import dumps, to_dict
from corpuskit.document import Document
from corpuskit.edits import Edit, Mention, Note, applied
from corpuskit.pipeline import Pipeline
from corpuskit.protocols import Cleaner, Extractor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.records import Record

ODD_TEXTS = (
    "",
    " ",
    "\n\r\n\t",
    "\x00",
    "\ud83d",
    "\ufeffA",
    "e\u0301 😀 𝔘 \u200d",
    "“An open quotation",
    "a" * 10_000,
    "(" * 10_000,
)
"""Texts that are data, not errors."""


def check_cleaner(cleaner: Cleaner, texts: Iterable[str] = ()) -> None:
    """Runs a cleaner over `texts` and over odd ones and holds it to the laws.

    Its edits fit, lead from raw to clean text and back; it runs to its own fixed point; it gives the
    same twice; it can be pickled; it never raises.
    Raises: AssertionError: naming the law and the text.
    """
    sound = isinstance(cleaner, Cleaner) and not isinstance(cleaner, type)
    assert sound, f"{cleaner!r} is no cleaner: wanted a callable with a name"
    again: Cleaner = pickle.loads(pickle.dumps(cleaner))  # noqa: S301, our own bytes
    for text in (*ODD_TEXTS, *texts):
        document = Document(text)
        found = list(cleaner(document))
        kinds = [item for item in found if not isinstance(item, Edit | Note)]
        assert not kinds, f"a cleaner yields Edit and Note only, got {kinds[0]!r} for {text!r}"
        assert list(cleaner(document)) == found, f"not the same twice: {text!r}"
        assert list(again(document)) == found, f"not the same after pickling: {text!r}"
        cleaned = _cleaned(cleaner, document)
        assert applied(text, cleaned.raw_edits) == cleaned.text, f"edits do not replay: {text!r}"
        more = _cleaned(cleaner, Document(cleaned.text)).edits
        assert not more, f"no fixed point: {text!r} gives {cleaned.text!r}, which gives {more[0]!r}"


def check_extractor(extractor: Extractor[Record], texts: Iterable[str] = ()) -> None:
    """Runs an extractor over `texts` and over odd ones and holds it to the laws.

    Its records are of the type it says, have ids of their own, are made of mentions that stand in
    the text, and become JSON; it gives the same twice; it can be pickled; it never raises.
    Raises: AssertionError: naming the law and the text. MissingDependency: without a model.
    """
    sound = isinstance(extractor, Extractor) and not isinstance(extractor, type)
    assert sound, f"{extractor!r} is no extractor: wanted a callable with name, requires, produces"
    again: Extractor[Record] = pickle.loads(pickle.dumps(extractor))  # noqa: S301, as above
    for text in (*ODD_TEXTS, *texts):
        article = Pipeline(extractors=[extractor])(text)
        found = list(article.found)
        bare = Article(article.document, article.doc)
        assert list(extractor(bare)) == found, f"not the same twice: {text!r}"
        assert list(again(bare)) == found, f"not the same after pickling: {text!r}"
        ids = [record.id for record in found]
        assert len(set(ids)) == len(ids), f"ids occur twice: {ids} for {text!r}"
        for record in found:
            assert isinstance(record, extractor.produces), f"{record!r} is no {extractor.produces}"
            assert 0 <= record.confidence <= 1, f"confidence outside 0..1: {record!r}"
            dumps(to_dict(record))
            for mention in mentions_of(record):
                words = text[mention.span.slice]
                assert mention.text == words, f"{mention!r} stands for {words!r} in {text!r}"


def mentions_of(value: object) -> Iterator[Mention]:
    """All mentions inside a record, at any depth."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from mentions_of(part)
    else:
        for name in getattr(type(value), "__match_args__", ()):
            yield from mentions_of(getattr(value, name))


def _cleaned(cleaner: Cleaner, document: Document) -> Document:
    found = list(cleaner(document))
    edits = [item for item in found if isinstance(item, Edit)]
    return document.edited(edits, step=cleaner.name)
