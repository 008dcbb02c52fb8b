"""The people index: who is named in an article, and every mention that means them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from corpuskit.document import Document
    from corpuskit.edits import Span


@attrs.frozen
class People:
    """The persons of an article in the order of their first mention."""

    persons: tuple[Person, ...] = ()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.persons)

    def __len__(self) -> int:
        return len(self.persons)

    def at(self, span: Span) -> Person | None:
        """The person whose mention overlaps `span` of the clean text, the longest overlap first."""
        raise NotImplementedError


def people_of(document: Document, doc: Doc) -> People:
    """The index of `document`, from its text and its parse alone."""
    raise NotImplementedError
