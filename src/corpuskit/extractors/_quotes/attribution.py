"""One cue with what it governs, in tokens."""

from __future__ import annotations

import attrs

from corpuskit.extractors._quotes.cues import Entry


@attrs.frozen
class Attribution:
    """A cue in its sentence: token indices of the cue, its speaker and the pieces of its content.

    `subject` is the head token of the speaker; `pieces` are half-open token ranges, in text order.
    """

    cue: tuple[int, int]
    head: int
    entry: Entry
    frame: str
    subject: int | None
    pieces: tuple[tuple[int, int], ...]
