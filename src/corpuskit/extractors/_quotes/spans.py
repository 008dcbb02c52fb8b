"""Borders of contents: from tokens to characters, grown to the marks that they cut through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.attribution import Attribution
    from corpuskit.extractors._quotes.parsed import Parsed

EDGES = " \t\r\n\u00a0\u2028\u2029,;:.-–—…"

FEW = 25
"""Characters in marks that are a term rather than what somebody said."""

OPENING_WORDS = ("that ",)


def snapped(parsed: Parsed, tree: Attribution, taken: set[int]) -> list[tuple[int, int]]:
    """The pieces of an attribution in characters, grown to the marks that they cut through."""
    made: list[tuple[int, int]] = []
    doc = parsed.doc
    cue_at = doc[tree.head].idx
    for low, high in tree.pieces:
        start, end = doc[low].idx, doc[high - 1].idx + len(doc[high - 1])
        paragraph = _paragraph_of(parsed, cue_at)
        start, end = max(start, paragraph[0]), min(end, paragraph[1])
        if start >= end:
            continue
        for k in parsed.regions_in(start, end + 3):
            region = parsed.regions[k]
            if region.start > end + 2:
                break
            if k in taken:
                if region.start <= start:
                    start = max(start, region.end)
                else:
                    end = min(end, region.start)
                continue
            if region.start <= cue_at < region.end:
                continue
            touches = region.start < end or _touches(parsed.text, end, region.start)
            if touches:
                start = region.start if region.start < start < region.end else start
                end = max(end, region.end)
        piece = trimmed(parsed, start, end)
        if piece is not None:
            made.append(piece)
    return [p for k, p in enumerate(made) if not k or p[0] >= made[k - 1][1]]


def _touches(text: str, end: int, mark: int) -> bool:
    """Whether marks follow right upon words in the middle of a sentence."""
    between = text[end:mark]
    return not between.strip() and "\n" not in between and text[end - 1] not in ".?!"


def trimmed(parsed: Parsed, start: int, end: int) -> tuple[int, int] | None:
    """A range without the punctuation at its edges, "that", and marks that hold all of it."""
    text = parsed.text
    start, end = stripped(text, start, end, EDGES)
    for word in OPENING_WORDS:
        if text[start : start + len(word)].lower() == word:
            start += len(word)
    start, end = stripped(text, start, end, EDGES)
    k = parsed.region_at(start)
    if (k is not None and parsed.regions[k].start == start and parsed.regions[k].end == end) or (
        k is not None and parsed.regions[k].start == start and parsed.regions[k].inner_end >= end
    ):
        start, end = parsed.regions[k].inner_start, parsed.regions[k].inner_end
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return start, end


def stripped(text: str, start: int, end: int, what: str) -> tuple[int, int]:
    """A range without certain characters at its edges."""
    while start < end and text[start] in what:
        start += 1
    while end > start and text[end - 1] in what:
        end -= 1
    return start, end


def inner_of(parsed: Parsed, k: int) -> tuple[int, int]:
    """The words that the marks hold."""
    region = parsed.regions[k]
    start, end = region.inner_start, region.inner_end
    if not region.opened:
        start = max(start, _sentence_start(parsed, end))
    return stripped(parsed.text, start, end, " \t\r\n\u00a0")


def _sentence_start(parsed: Parsed, place: int) -> int:
    i = max(0, parsed.first_token(place) - 1)
    return parsed.starts[parsed.units[i][0]] if len(parsed.doc) else place


def covered(parsed: Parsed, pieces: list[tuple[int, int]]) -> list[int]:
    """The regions whose words lie inside the pieces."""
    inside = []
    for start, end in pieces:
        for k in parsed.regions_in(start, end):
            region = parsed.regions[k]
            if start <= region.inner_start and region.inner_end <= end:
                inside.append(k)
    return inside


def outside(parsed: Parsed, token: Token) -> bool:
    """Whether a word is the article's, not somebody's in marks."""
    k = parsed.region_at(token.idx)
    return k is None or parsed.regions[k].inner_end - parsed.regions[k].inner_start < FEW


def is_closed(parsed: Parsed, regions: Sequence[int]) -> bool:
    """Whether no closing mark is missing; a paragraph that the next one goes on with needs none."""
    return all(
        parsed.regions[k].closed or (k + 1 in regions and parsed.regions[k + 1].again)
        for k in regions
    )


def kind_of(
    parsed: Parsed, pieces: list[tuple[int, int]], regions: list[int]
) -> Literal["direct", "mixed", "indirect"]:
    """Whether the words stand in marks as a whole, in part, or not at all."""
    if not regions:
        return "indirect"
    outside = 0
    for start, end in pieces:
        place = start
        for k in regions:
            r = parsed.regions[k]
            if start <= r.inner_start < end:
                outside += sum(c.isalnum() for c in parsed.text[place : r.start])
                place = max(place, r.end)
        outside += sum(c.isalnum() for c in parsed.text[place:end])
    return "mixed" if outside else "direct"


def _paragraph_of(parsed: Parsed, place: int) -> tuple[int, int]:
    if not parsed.paragraphs:
        return 0, len(parsed.text)
    paragraph = parsed.paragraphs[parsed.paragraph_at(place)]
    return paragraph.start, paragraph.end
