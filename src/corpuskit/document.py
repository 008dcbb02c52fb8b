"""The document: raw text that is never lost, and the text that the cleaners made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from corpuskit.edits import AppliedEdit, Edit, Layer, Mention, Note, Span, composed
from corpuskit.errors import SpanError
from corpuskit.metadata import Meta, Metadata, Scalar, given_fields
from corpuskit.notes import Field, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

N = TypeVar("N", bound=Note)


def _meta(facts: Mapping[str, Scalar]) -> Meta:
    return Meta.of(facts)


@attrs.frozen(repr=False)
class Document:
    """An article as scraped (`raw`), as cleaned (`text`), and every step between the two.

    `raw` is the decoded text, its byte order mark removed, its line ends untouched. `meta` holds the
    facts that came with it: `path`, `encoding`, `bom`, `sha256` (of the bytes), and fields of the
    input such as `title`, `published`, `url`. Offsets are str indices (code points), half-open.

    >>> doc = Document("It?s  on").edited([Edit(2, 3, "’", "x"), Edit(4, 5, "", "x")], step="x")
    >>> doc.text, doc.mention(0, 4).raw
    ('It’s on', Span(start=0, end=4))
    """

    raw: str
    id: str = ""
    meta: Meta = attrs.field(factory=Meta, converter=_meta, kw_only=True)
    layers: tuple[Layer, ...] = attrs.field(default=(), kw_only=True)

    @property
    def text(self) -> str:
        """The current text: what the last step left, the article's body in the end."""
        return self.layers[-1].text if self.layers else self.raw

    def edited(self, edits: Iterable[Edit], notes: Iterable[Note] = (), *, step: str) -> Document:
        """The document after a step: its edits made, its notes kept.

        Raises: EditError: for an edit outside the text, and for edits that overlap.
        """
        layer = Layer.over(self.text, step, edits, notes)
        if not layer.edits and not layer.notes:
            return self
        return attrs.evolve(self, layers=(*self.layers, layer))

    def raw_span(self, span: Span) -> Span:
        """The hull of `span` in the raw text: from its first to its last character there.

        Raises: SpanError: if the span leaves the text.
        """
        return _hull(self.raw_parts(span))

    def raw_parts(self, span: Span) -> tuple[Span, ...]:
        """The pieces of the raw text that `span` consists of: its hull without what was cut.

        Raises: SpanError: if the span leaves the text.
        """
        if span.end > len(self.text):
            raise SpanError(span.start, span.end, len(self.text))
        pieces: tuple[Span, ...] = (span,)
        for layer in reversed(self.layers):
            if layer.edits:
                pieces = _merged([p for piece in pieces for p in layer.pieces_before(piece)])
        return pieces

    def mention(self, start: int, end: int) -> Mention:
        """The words from `start` to `end` of the current text, with their place in the raw text.

        Raises: SpanError: if the range leaves the text.
        >>> Document("NATO met").mention(0, 4).text
        'NATO'
        """
        span = Span(start, end)
        parts = self.raw_parts(span)
        text = self.text[start:end]
        scraped = "".join([self.raw[part.slice] for part in parts])
        return Mention(text, span, _hull(parts), parts, None if scraped == text else scraped)

    @property
    def edits(self) -> tuple[AppliedEdit, ...]:
        """Every change that was made, in the order of the steps, each with its place in the raw text."""
        return tuple(
            AppliedEdit(
                step=layer.step,
                reason=edit.reason,
                old=before.text[edit.start : edit.end],
                new=edit.new,
                span=Span(edit.start, edit.end),
                raw=before.raw_span(Span(edit.start, edit.end)),
                confidence=edit.confidence,
            )
            for before, layer in self.steps()
            for edit in layer.edits
        )

    @property
    def raw_edits(self) -> tuple[Edit, ...]:
        """All changes in one go, from the raw text to the current one; sorted, none overlaps another."""
        return composed(self.raw, self.layers)

    def steps(self) -> Iterable[tuple[Document, Layer]]:
        """Each layer with the document as it stood before it."""
        for k, layer in enumerate(self.layers):
            yield attrs.evolve(self, layers=self.layers[:k]), layer

    def notes(self, kind: type[N]) -> tuple[N, ...]:
        """The notes of one kind, in the order in which they were made.

        The mention of a note counts `span` in the text that its step saw, `raw` in the raw text.
        """
        return tuple(
            note for layer in self.layers for note in layer.notes if isinstance(note, kind)
        )

    @property
    def zones(self) -> tuple[Zone, ...]:
        """What was cut as no part of the body, in the order of the raw text."""
        return tuple(sorted(self.notes(Zone), key=lambda zone: zone.raw))

    @property
    def metadata(self) -> Metadata:
        """The readings of title, byline, dates and so on, the best of each picked by precedence."""
        return Metadata((*given_fields(self.meta), *self.notes(Field)))

    def __repr__(self) -> str:
        name = f"{self.id!r}, " if self.id else ""
        return f"<Document {name}{len(self.raw)} characters raw, {len(self.text)} clean>"


def _hull(parts: tuple[Span, ...]) -> Span:
    return parts[0] if len(parts) == 1 else Span(parts[0].start, parts[-1].end)


def _merged(pieces: list[Span]) -> tuple[Span, ...]:
    """Pieces that touch become one; empty ones vanish, unless there is nothing else."""
    out: list[Span] = []
    for piece in [p for p in pieces if p] or pieces[:1]:
        if out and piece.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(piece.end, out[-1].end))
        else:
            out.append(piece)
    return tuple(out)
