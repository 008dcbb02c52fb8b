"""The two things that a user may write: cleaners and extractors. Any object of the shape will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from corpuskit.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note

R_co = TypeVar("R_co", bound=Record, covariant=True)


@runtime_checkable
class Cleaner(Protocol):
    """A step that proposes edits and notes for a document.

    It runs to its own fixed point: cleaning its result again yields nothing more.
    """

    @property
    def name(self) -> str:
        """Stands in every edit that the step makes, and in configuration files."""

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """The edits and notes, with offsets into `doc.text`, in any order."""


@runtime_checkable
class Extractor(Protocol[R_co]):
    """A step that finds records in an article."""

    @property
    def name(self) -> str:
        """Stands in failures and in configuration files."""

    @property
    def requires(self) -> frozenset[str]:
        """The spaCy components it reads: "tagger", "parser", "attribute_ruler", ...; may be empty."""

    @property
    def produces(self) -> type[R_co]:
        """The record type; its plural names the file the records are written to."""

    def __call__(self, article: Article, /) -> Iterable[R_co]:
        """The records, in text order, made of `article.document.mention(start, end)`."""
