"""A quotation before its speaker is known by name."""

from __future__ import annotations

from typing import Literal

import attrs

from corpuskit.extractors._quotes.cues import Act


@attrs.frozen(kw_only=True)
class Draft:
    """A quotation before its speaker is known by name: offsets of the text, indices of tokens.

    `head` is the token of the cue, `subject` the one of the speaker, `via` the one of the medium
    that quotes the speaker. `likelihood`: where learned weights chose it. `carried`: the speaker of the quotation before goes on.
    """

    pieces: tuple[tuple[int, int], ...]
    kind: Literal["direct", "mixed", "indirect", "term"]
    rule: str
    act: Act = "speech"
    cue: tuple[int, int] | None = None
    head: int | None = None
    subject: int | None = None
    via: int | None = None
    closed: bool = True
    regions: tuple[int, ...] = ()
    carried: bool = False
    likelihood: float | None = None
