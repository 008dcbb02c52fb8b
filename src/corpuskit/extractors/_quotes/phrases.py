"""The words beside a quotation that name its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.parsed import Parsed

EDGES_BEFORE = " \t\r\n\u00a0,;:-–—)”\"’'."
EDGES_AFTER = ' \t\r\n\u00a0,;:-–—(.“"'


def phrase(parsed: Parsed, draft: Draft) -> tuple[int, int] | None:
    """The noun phrase around the speaker's head word, without what it is said to have said."""
    if draft.subject is None:
        return None
    token = parsed.doc[draft.subject]
    low, high = _over_hyphen(token.left_edge), token.right_edge.i + 1
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
    for k in parsed.regions_in(start, end):
        region = parsed.regions[k]
        if region.start >= token.idx + len(token):
            end = min(end, region.start)
        if region.end <= token.idx:
            start = max(start, region.end)
    paragraph = parsed.paragraphs[parsed.paragraph_at(token.idx)]
    start, end = max(start, paragraph.start), min(end, paragraph.end)
    end = min(end, _clause_cut(token, end))
    while end > start and parsed.text[end - 1] in EDGES_AFTER:
        if parsed.text[end - 1] == "." and parsed.text[start:end].count(".") > 1:
            break
        end -= 1
    while start < end and parsed.text[start] in EDGES_BEFORE:
        start += 1
    return (start, end) if start < end else None


def _over_hyphen(first: Token) -> int:
    """Where a phrase begins whose first word the parser cut off at a hyphen: the vice[-president]."""
    hyphen = first.i if first.text == "-" else first.i - 1
    if hyphen < 1 or first.doc[hyphen].text != "-" or first.doc[hyphen - 1].whitespace_:
        return first.i
    return int(first.doc[hyphen - 1].left_edge.i)


def _clause_cut(token: Token, end: int) -> int:
    """Where a relative clause begins that does not end within the phrase."""
    for child in token.rights:
        last = child.right_edge
        if child.dep_ in {"relcl", "acl"} and child.left_edge.idx < end < last.idx + len(last):
            return int(child.left_edge.idx)
    return end
