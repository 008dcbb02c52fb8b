"""The words beside a quotation that name its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpuskit.extractors._draft import Draft
    from corpuskit.extractors._parsed import Parsed

LONGEST = 40
"""Tokens of a noun phrase; longer ones are errors of the parse."""


def phrase(parsed: Parsed, draft: Draft) -> tuple[int, int] | None:
    """The noun phrase around the speaker's head word, without what it is said to have said."""
    if draft.subject is None:
        return None
    token = parsed.doc[draft.subject]
    low, high = token.left_edge.i, token.right_edge.i + 1
    if draft.head is not None and low <= draft.head < high:
        if draft.head > token.i:
            high = draft.head
        else:
            low = draft.head + 1
    start, end = parsed.doc[low].idx, parsed.doc[high - 1].idx + len(parsed.doc[high - 1])
    for s, e in draft.pieces:  # the parse may have put the quotation into the speaker
        if s < end and e > start:
            if s > token.idx:
                end = min(end, s)
            elif e <= token.idx:
                start = max(start, e)
    for region in parsed.regions:
        if region.start >= token.idx + len(token) and region.start < end:
            end = region.start
        if region.end <= token.idx and region.end > start:
            start = region.end
    line = parsed.text.find("\n", token.idx, end)
    end = line if line >= 0 else end
    while end > start and parsed.text[end - 1] in ' \t\r\n\u00a0,;:-–—(.“"':
        if parsed.text[end - 1] == "." and parsed.text[start:end].count(".") > 1:
            break
        end -= 1
    while start < end and parsed.text[start] in " \t\r\n\u00a0,;:-–—)”\"’'.":
        start += 1
    return (start, end) if start < end else None
