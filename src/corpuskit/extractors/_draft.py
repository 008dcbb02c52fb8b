"""A quotation before its speaker is known by name."""

from __future__ import annotations

from typing import Literal

import attrs

from corpuskit.extractors._cues import Act


@attrs.frozen
class Draft:
    """A quotation before its speaker is known by name: all in offsets of the text.

    `subject` is the token of the speaker, `carried` the number of the draft whose speaker goes on.
    """

    pieces: tuple[tuple[int, int], ...]
    kind: Literal["direct", "mixed", "indirect", "term"]
    act: Act
    cue: tuple[int, int] | None
    head: int | None
    subject: int | None
    rule: str
    confidence: float
    closed: bool = True
    regions: tuple[int, ...] = ()
    carried: bool = False
