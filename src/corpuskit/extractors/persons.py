"""All persons named in an article, officials or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.article import Article


@attrs.frozen
class Persons:
    """The whole people index as records: officials, experts and everybody else who is named."""

    name: ClassVar[str] = "persons"
    requires: ClassVar[frozenset[str]] = frozenset({"attribute_ruler", "tagger", "parser"})
    produces: ClassVar[type[Person]] = Person

    def __call__(self, article: Article, /) -> Iterator[Person]:
        """One record a person, in the order of first mention."""
        yield from article.people
