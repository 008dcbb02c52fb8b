"""Interviews and debates written as a transcript: a name, a colon, what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.spans import EDGES, covered, stripped

if TYPE_CHECKING:
    from corpuskit.extractors._quotes.parsed import Parsed

LABEL = re.compile(
    r"[“\"‘]?\s?([A-Z][A-Z.’'\-]+(?: [A-Z][A-Z.’'\-]+){0,2}|[A-Z][a-z’'\-]+(?: [A-Z][\w.’'\-]+){0,2}):\s+(?=\S)"
)
"""WALLACE: Let me ask; Matthews: No."""

FURNITURE = {
    "image", "images", "photo", "photos", "picture", "pictures", "video", "file", "credit", "source", "sources",
    "caption", "note", "update", "read", "read more", "see also", "related", "editor", "tags", "share", "time",
    "date", "location", "venue", "where", "when", "what", "who",
}  # fmt: skip
"""Labels of other things than speakers."""

FEWEST = 3
"""Paragraphs with a label that make a transcript; a lone colon may be a heading."""


def transcript(parsed: Parsed) -> list[Draft]:
    """What the labelled paragraphs of a transcript say, each as a quotation."""
    found = []
    labels: dict[str, int] = {}
    for paragraph in parsed.paragraphs:
        match = LABEL.match(parsed.text, paragraph.start, paragraph.end)
        if match:
            found.append((match, paragraph))
            labels[match.group(1)] = labels.get(match.group(1), 0) + 1
    spoken = [
        (m, p) for m, p in found if labels[m.group(1)] > 1 and m.group(1).lower() not in FURNITURE
    ]
    if len(spoken) < FEWEST:
        return []
    drafts = []
    for match, paragraph in spoken:
        edges = EDGES.replace(".", "") + '“”"'
        piece = stripped(parsed.text, match.end(), paragraph.end, edges)
        subject = parsed.first_token(match.start(1))
        if piece[0] < piece[1] and subject < len(parsed.doc):
            last = max(subject, parsed.first_token(match.end(1)) - 1)
            regions = covered(parsed, [(paragraph.start, paragraph.end)])
            drafts.append(
                Draft(
                    pieces=(piece,),
                    kind="direct",
                    rule="transcript",
                    subject=last,
                    regions=tuple(regions),
                )
            )
    return drafts
