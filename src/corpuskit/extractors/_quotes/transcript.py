"""Interviews and debates written as a transcript: a name, a colon, what was said."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.spans import EDGES, stripped

if TYPE_CHECKING:
    from corpuskit.extractors._quotes.parsed import Parsed

LABEL = re.compile(
    r"[“\"‘]?\s?([A-Z][A-Z.’'\-]+(?: [A-Z][A-Z.’'\-]+){0,2}|[A-Z][a-z’'\-]+(?: [A-Z][\w.’'\-]+){0,2}):\s+(?=\S)"
)
"""WALLACE: Let me ask; Matthews: No."""

INNER_LABEL = re.compile(
    r"(?<=[.:?!)\]—”\"'])\s{1,4}[“\"‘]?([A-Z][A-Z.’'\-]{2,40}(?: [A-Z][A-Z.’'\-]{1,40}){0,2}):\s+(?=\S)"
)
"""... tomorrow? PENCE: No."""

FURNITURE = {
    "image", "images", "photo", "photos", "picture", "pictures", "video", "file", "credit", "source", "sources",
    "caption", "note", "update", "read", "read more", "see also", "related", "editor", "tags", "share", "time",
    "date", "location", "venue", "where", "when", "what", "who",
}  # fmt: skip
"""Labels of other things than speakers."""

FEWEST = 3
"""Paragraphs with a label that make a transcript; a lone colon may be a heading."""


def transcript(parsed: Parsed) -> list[Draft]:
    """What the labelled turns of a transcript say, each as a quotation."""
    turns = _lined(parsed)
    if len(turns) < FEWEST:
        turns = _flat(parsed)
    return [draft for turn in turns if (draft := _draft(parsed, *turn)) is not None]


Turn = tuple[re.Match[str], int]
"""The label, and where the words behind it end."""


def _lined(parsed: Parsed) -> list[Turn]:
    """Paragraphs that begin with a label met more than once."""
    found = []
    for paragraph in parsed.paragraphs:
        match = LABEL.match(parsed.text, paragraph.start, paragraph.end)
        if match:
            found.append((match, paragraph.end))
    return _repeated(found)


def _flat(parsed: Parsed) -> list[Turn]:
    """Labels in capitals behind the ends of sentences, in copy that lost its line breaks."""
    found: list[Turn] = []
    for paragraph in parsed.paragraphs:
        labels = list(INNER_LABEL.finditer(parsed.text, paragraph.start, paragraph.end))
        ends = [later.start() for later in labels[1:]]
        longest = max((end - m.end() for m, end in zip(labels, ends, strict=False)), default=0)
        last = [_sentence_end(parsed, labels[-1].end() + longest, paragraph.end)] if labels else []
        found += zip(labels, ends + last, strict=True)
    turns = _repeated(found)
    return turns if len(turns) >= FEWEST and len({m.group(1) for m, _ in turns}) > 1 else []


def _sentence_end(parsed: Parsed, place: int, end: int) -> int:
    """The end of the sentence around a place: nothing tells where the last turn of flat copy ends."""
    if place >= end:
        return end
    token = parsed.doc[max(0, parsed.first_token(place) - 1)]
    stop = parsed.doc[parsed.units[token.i][1] - 1]
    return min(end, stop.idx + len(stop))


def _repeated(found: list[Turn]) -> list[Turn]:
    labels = Counter(match.group(1) for match, _ in found)
    return [
        (match, end)
        for match, end in found
        if labels[match.group(1)] > 1 and match.group(1).lower() not in FURNITURE
    ]


def _draft(parsed: Parsed, match: re.Match[str], end: int) -> Draft | None:
    edges = EDGES.replace(".", "") + '“”"'
    piece = stripped(parsed.text, match.end(), end, edges)
    subject = parsed.first_token(match.start(1))
    if piece[0] >= piece[1] or subject >= len(parsed.doc):
        return None
    last = max(subject, parsed.first_token(match.end(1)) - 1)
    return Draft(
        pieces=(piece,),
        kind="direct",
        rule="transcript",
        subject=last,
        regions=tuple(parsed.regions_in(match.start(), end)),
    )
