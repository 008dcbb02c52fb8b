"""Spans, edits, and the layers that remember them: how every character finds its way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import EditError, SpanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@attrs.frozen(order=True)
class Span:
    """A half-open range of str indices (code points).

    Raises: SpanError: unless 0 <= start <= end.
    >>> "NATO met"[Span(0, 4).slice]
    'NATO'
    """

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def slice(self) -> slice:
        """For indexing: `text[span.slice]`."""
        return slice(self.start, self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span, borders included."""
        return self.start <= other.start and other.end <= self.end


@attrs.frozen
class Mention:
    """Words of the current text with their place in the raw scrape.

    `span` counts in the text that the maker of the mention saw, `raw` and `raw_parts` in the raw
    text. `raw` is the hull; `raw_parts` are the pieces of it that survived the cuts. `scraped` holds
    the raw words where they differ from `text`, else None.
    """

    text: str
    span: Span
    raw: Span
    raw_parts: tuple[Span, ...]
    scraped: str | None = None

    @property
    def start(self) -> int:
        """Where the words begin in the current text."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where the words end in the current text."""
        return self.span.end

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class Edit:
    """A change that a cleaner proposes: the characters `start` to `end` of its input become `new`.

    `reason` names the rule (`mojibake:cp1252`, `chrome:comment-form`); `confidence` lies in 0..1.
    """

    start: int
    end: int
    new: str
    reason: str
    confidence: float = 1.0


@attrs.frozen
class AppliedEdit:
    """A change that was made: by which step and rule, what stood there before, and where.

    `span` counts in the input of the step, `raw` in the raw text.
    """

    step: str
    reason: str
    old: str
    new: str
    span: Span
    raw: Span
    confidence: float


@attrs.frozen
class Note:
    """What a step has found out without changing the text. The kinds stand in `corpuskit.notes`."""


@attrs.frozen
class Layer:
    """The work of one step: its edits (sorted, disjoint), its notes, and the text it left behind."""

    step: str
    edits: tuple[Edit, ...]
    notes: tuple[Note, ...]
    text: str

    @classmethod
    def over(cls, text: str, step: str, edits: Iterable[Edit], notes: Iterable[Note]) -> Layer:
        """The layer that `edits` make of `text`; edits that change nothing are left out.

        Raises: EditError: for an edit outside the text, and for two edits that overlap or insert at
        the same place.
        """
        made = _checked(text, step, edits)
        return cls(step=step, edits=made, notes=tuple(notes), text=applied(text, made))

    def before(self, span: Span) -> Span:
        """Where `span` of this layer's text stood in the layer's input.

        An untouched character maps to itself, a border inside a replacement widens to the whole
        replacement, and text deleted beside the span is not swallowed.
        """
        if not self.edits:
            return span
        if not span:
            k = bisect_right(self._ends, span.start)
            if k < len(self.edits) and self._starts[k] < span.start:
                return Span(self.edits[k].start, self.edits[k].end)
            start = self._start_before(span.start)
            return Span(start, start)
        return Span(self._start_before(span.start), self._end_before(span.end))

    def pieces_before(self, span: Span) -> list[Span]:
        """As `before`, but split wherever this layer deleted something inside the span."""
        low = bisect_right(self._cuts, span.start)
        high = bisect_left(self._cuts, span.end)
        borders = [span.start, *dict.fromkeys(self._cuts[low:high]), span.end]
        return [self.before(Span(start, end)) for start, end in pairwise(borders)]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each edit's `new` begins in this layer's text."""
        return [end - len(e.new) for e, end in zip(self.edits, self._ends, strict=True)]

    @cached_property
    def _ends(self) -> list[int]:
        """Where each edit's `new` ends in this layer's text."""
        ends, shift = [], 0
        for edit in self.edits:
            shift += len(edit.new) - (edit.end - edit.start)
            ends.append(edit.end + shift)
        return ends

    @cached_property
    def _cuts(self) -> list[int]:
        """Where pure deletions left their seam in this layer's text."""
        return [start for e, start in zip(self.edits, self._starts, strict=True) if not e.new]

    def _start_before(self, start: int) -> int:
        k = bisect_right(self._ends, start)
        if k < len(self.edits) and self._starts[k] <= start:
            return self.edits[k].start
        return start if k == 0 else start - self._ends[k - 1] + self.edits[k - 1].end

    def _end_before(self, end: int) -> int:
        k = bisect_left(self._starts, end)
        if k == 0:
            return end
        return self.edits[k - 1].end + max(0, end - self._ends[k - 1])


def applied(text: str, edits: Sequence[Edit]) -> str:
    """`text` after `edits`, which are sorted and disjoint.

    >>> applied("it?s", [Edit(2, 3, "’", "typography:apostrophe")])
    'it’s'
    """
    if not edits:
        return text
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.new)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


def composed(raw: str, layers: Iterable[Layer]) -> tuple[Edit, ...]:
    """The one set of edits that leads from `raw` to the text of the last layer.

    Edits that meet become one, with their reasons joined by " + "; what was changed and changed
    back is left out.
    """
    total: list[Edit] = []
    text = raw
    for layer in layers:
        total = _then(total, text, layer.edits)
        text = layer.text
    return tuple(e for e in total if raw[e.start : e.end] != e.new)


def _then(first: Sequence[Edit], middle: str, second: Sequence[Edit]) -> list[Edit]:
    """The edits that do in one go what `first` (giving the text `middle`) and `second` do."""
    waiting: list[tuple[int, int, Edit, bool]] = [(e.start, e.end, e, True) for e in second]
    shift = 0
    for edit in first:
        start = edit.start + shift
        waiting.append((start, start + len(edit.new), edit, False))
        shift += len(edit.new) - (edit.end - edit.start)
    waiting.sort(key=lambda item: item[:2])

    merged: list[Edit] = []
    shift = k = 0  # `shift` leads from the raw text to the middle one, left of item k
    while k < len(waiting):
        low, high = waiting[k][:2]
        group: list[tuple[Edit, bool]] = []
        while k < len(waiting) and (not group or waiting[k][0] < high):
            high = max(high, waiting[k][1])
            group.append(waiting[k][2:])
            k += 1
        start = low - shift
        shift += sum(len(e.new) - (e.end - e.start) for e, late in group if not late)
        late_edits = [
            attrs.evolve(e, start=e.start - low, end=e.end - low) for e, late in group if late
        ]
        merged.append(
            Edit(
                start,
                high - shift,
                applied(middle[low:high], late_edits),
                " + ".join(dict.fromkeys(e.reason for e, _ in sorted(group, key=lambda g: g[1]))),
                min(e.confidence for e, _ in group),
            )
        )
    return merged


def _checked(text: str, step: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not 0 <= edit.start <= edit.end <= len(text):
            raise EditError(step, edit.start, edit.end, len(text), "wanted a range of the text")
        if text[edit.start : edit.end] == edit.new:
            continue
        if made and (
            edit.start < made[-1].end or (edit.start == edit.end == made[-1].start == made[-1].end)
        ):
            other = f"[{made[-1].start}:{made[-1].end}] ({made[-1].reason})"
            wish = f"({edit.reason}) must not overlap the edit {other}"
            raise EditError(step, edit.start, edit.end, len(text), wish)
        made.append(edit)
    return tuple(made)
