"""What users write must pass the type checker; never run, only read by mypy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

import corpuskit as ck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

article: ck.Article
for article in ck.Pipeline.press().stream(["NATO met."]):
    for quote in article.quotes:
        words: str = quote.text
        place: ck.Span = quote.content.raw
        who: ck.Speaker | None = quote.speaker
    for edit in article.document.edits:
        change: tuple[str, str, str, str] = (edit.step, edit.reason, edit.old, edit.new)

item: ck.Article | ck.Failure
for item in ck.Pipeline.press().stream(ck.read("articles", on_error="collect"), on_error="collect"):
    failed: bool = isinstance(item, ck.Failure)


@attrs.frozen
class Calm:
    """A cleaner inherits nothing."""

    name: ClassVar[str] = "calm"

    def __call__(self, doc: ck.Document, /) -> Iterator[ck.Edit | ck.Note]:
        """The protocol is structural."""
        yield ck.Edit(0, 1, "", "calm")


@attrs.frozen
class Sanction:
    """Nor does a record."""

    id: str
    evidence: ck.Mention
    rule: str
    confidence: float


@attrs.frozen
class Sanctions:
    """Nor an extractor."""

    name: ClassVar[str] = "sanctions"
    requires: ClassVar[frozenset[str]] = frozenset({"parser"})
    produces: ClassVar[type[Sanction]] = Sanction

    def __call__(self, article: ck.Article, /) -> Iterable[Sanction]:
        """The records come back with their own type."""
        return []


cleaner: ck.Cleaner = Calm()
extractor: ck.Extractor[Sanction] = Sanctions()
kit = ck.Pipeline([Calm()], [Sanctions()])
found: tuple[Sanction, ...] = kit("NATO met.").records(Sanction)
again: Sanction = ck.from_dict(Sanction, ck.to_dict(found[0]))
