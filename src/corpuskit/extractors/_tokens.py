"""Columns of a parse, read in one go: a `Token` object for each word costs more than what is read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc


def column(doc: Doc, attribute: str) -> list[str]:
    """An attribute of every token in words: "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", ..."""
    values = numbers(doc, attribute)
    words = {value: doc.vocab.strings[value] for value in set(values)}
    return [words[value] for value in values]


def numbers(doc: Doc, attribute: str) -> list[int]:
    """An attribute of every token as spaCy keeps it: "IDX", "LENGTH", "ENT_IOB", or the hash of a word."""
    values: list[int] = doc.to_array(attribute).tolist()
    return values


def heads(doc: Doc) -> list[int]:
    """The head of every token; a root is its own."""
    offsets = doc.to_array("HEAD").astype("int64").tolist()
    return [k + offset for k, offset in enumerate(offsets)]


def of_forms(doc: Doc, forms: Collection[str]) -> list[int]:
    """The tokens that are one of these words, in lower case."""
    wanted = {doc.vocab.strings[form] for form in forms if form in doc.vocab.strings}
    return [k for k, lower in enumerate(numbers(doc, "LOWER")) if lower in wanted] if wanted else []
