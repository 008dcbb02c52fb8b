"""The article: one cleaned document, its parse, and what was found in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import attrs

from corpuskit.document import Document
from corpuskit.errors import ConfigError
from corpuskit.records import Event, Failure, Official, Quote, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc  # noqa: TC004, spaCy must not load for cleaning alone

    from corpuskit.extractors._kinds.reading import Kinds
    from corpuskit.extractors._people.index import People

R = TypeVar("R", bound=Record)


@attrs.frozen(slots=False, repr=False)
class Article:
    """A cleaned document with its parse (`doc`) and the records found in it.

    Extractors get an article without records: what one finds can never depend on another. `doc` is
    None where nothing was parsed, and in articles that a stream has let go.
    """

    document: Document
    doc: Doc | None = attrs.field(default=None, eq=False)
    found: tuple[Record, ...] = ()
    failures: tuple[Failure, ...] = ()

    def records(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind, in text order."""
        return tuple(record for record in self.found if isinstance(record, kind))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who said what."""
        return self.records(Quote)

    @property
    def officials(self) -> tuple[Official, ...]:
        """Who holds which office."""
        return self.records(Official)

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return self.records(Event)

    @cached_property
    def people(self) -> People:
        """The index of the persons named, officials or not, and of their mentions.

        Made once, on first use, from text and parse alone.
        Raises: ConfigError: if the article has no parse any more and the index was never used.
        """
        from corpuskit.extractors._people.index import people_of  # noqa: PLC0415, cleaning must not load it

        if self.doc is None:
            mend = "use an extractor that needs people, or stream with keep_doc=True"
            raise ConfigError("article.people", "a parsed article", None, mend)
        return people_of(self.document, self.doc, self.kinds)

    @cached_property
    def kinds(self) -> Kinds:
        """What kind of word each token of the parse is: a person's, a body's, a place's, a time.

        Made once, on first use; the entities of the parse, where it has some, are not looked at.
        Raises: ConfigError: if the article has no parse.
        """
        from corpuskit.extractors._kinds.reading import kinds_of  # noqa: PLC0415, cleaning must not load it

        if self.doc is None:
            mend = "stream with keep_doc=True"
            raise ConfigError("article.kinds", "a parsed article", None, mend)
        return kinds_of(self.doc)

    def with_records(
        self, found: Iterable[Record], failures: Iterable[Failure] = (), *, keep_doc: bool = True
    ) -> Article:
        """The same article with these records; the people index goes along if it was made."""
        article = attrs.evolve(
            self, found=tuple(found), failures=tuple(failures), doc=self.doc if keep_doc else None
        )
        if "people" in self.__dict__:
            article.__dict__["people"] = self.people
        return article

    def to_html(self) -> str:
        """One HTML page to look at: clean beside raw text, every change, every record."""
        from corpuskit.report.html import report_html  # noqa: PLC0415, the report is seldom wanted

        return report_html([self], title=self.document.id or "Article")

    def _repr_html_(self) -> str:
        """What notebooks show."""
        from corpuskit.report.html import article_card  # noqa: PLC0415, as above

        return article_card(self)

    def __repr__(self) -> str:
        return f"<Article of {self.document!r}, {len(self.found)} records>"
