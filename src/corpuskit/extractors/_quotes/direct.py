"""Quotations in marks with a cue right beside them: split ones joined, begun or led in without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from corpuskit.extractors._quotes.beside import score
from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.loose import is_speech
from corpuskit.extractors._quotes.spans import covered, inner_of, is_closed, snapped, trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpuskit.extractors._quotes.attribution import Attribution
    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.parsed import Parsed

OCCASIONS = {
    "statement",
    "interview",
    "speech",
    "tweet",
    "news",
    "conference",
    "letter",
    "email",
    "post",
}
"""What a sentence opens with that tells where something was said."""


def direct(
    parsed: Parsed, linked: Mapping[int, Link], found: Mapping[int, Attribution]
) -> tuple[list[Draft], set[int]]:
    """Quotations in marks with a cue right beside them, split ones joined."""
    groups: dict[int, list[int]] = {}
    for k, link in linked.items():
        groups.setdefault(link.cue, []).append(k)
    made: list[Draft] = []
    taken: set[int] = set()
    for cue, regions in groups.items():
        last = regions[-1]
        while (follow := _joined(parsed, last, linked)) is not None:
            regions.append(follow)
            last = follow
        link = max((linked[k] for k in regions if k in linked), key=score)
        inner = [inner_of(parsed, k) for k in regions]
        pieces = [p for p in inner if p[0] < p[1]]
        if not pieces:
            continue
        tree = found.get(cue)
        kind: Literal["direct", "mixed"] = "direct"
        if link.side == "after" and (start := _begun_before(parsed, regions[0])) is not None:
            pieces[0], kind = (start, pieces[0][1]), "mixed"
        if link.side == "before" and (lead := _lead(parsed, link, regions[0])) is not None:
            pieces, kind = [lead, *pieces], "mixed"
        elif tree is not None and link.side == "before" and len(regions) == 1:
            wider = _widened(parsed, tree, regions[0])
            if wider:
                pieces, kind = wider, "mixed"
        token = parsed.doc[cue]
        subject = link.subject if link.subject is not None or tree is None else tree.subject
        held = covered(parsed, pieces)
        made.append(
            Draft(
                pieces=tuple(pieces),
                kind=kind,
                rule=f"direct:{link.side}",
                cue=(token.idx, token.idx + len(token)),
                head=cue,
                subject=subject,
                closed=is_closed(parsed, held),
                regions=tuple(held),
            )
        )
        taken.update(held)
    return made, taken


def _lead(parsed: Parsed, link: Link, k: int) -> tuple[int, int] | None:
    """The words before a cue that stands between commas: The plan, he said, “could fail”."""
    region = parsed.regions[k]
    inner = parsed.text[region.inner_start : region.inner_end].lstrip()
    if link.stop != "," or link.subject is None or not inner[:1].islower():
        return None
    doc = parsed.doc
    low = parsed.units[link.cue][0]
    first = min(doc[link.subject].left_edge.i, link.cue)
    if first - low < 2 or doc[first - 1].text != ",":
        return None
    words = doc[low : first - 1]
    if any(
        t.lemma_ in OCCASIONS or t.i in parsed.cues or parsed.region_at(t.idx) is not None
        for t in words
    ):
        return None
    return trimmed(parsed, doc[low].idx, doc[first - 1].idx)


def _begun_before(parsed: Parsed, k: int) -> int | None:
    """Where the sentence begins whose last words only stand in marks: It was “a shock,” he said."""
    region = parsed.regions[k]
    paragraph = parsed.paragraphs[region.paragraph]
    i = parsed.first_token(region.start)
    first = i
    while first > 0 and parsed.doc[first - 1].idx >= paragraph.start:
        token = parsed.doc[first - 1]
        inside = parsed.region_at(token.idx)
        if token.text in {".", "?", "!", ":", ";"} and (
            inside is None or _ends(parsed, inside, token.idx)
        ):
            break
        if inside is not None and _ends(parsed, inside, token.idx) and token.text == ",":
            break
        first -= 1
        if token.i in parsed.cues and inside is None and "d" in parsed.cues[token.i].frames:
            return None
    found = trimmed(parsed, parsed.doc[first].idx, region.start) if first < i else None
    if found is None:
        return None
    words = parsed.text[found[0] : found[1]].split()
    return (
        found[0]
        if (len(words) > 1 or words[0].lower() in {"it", "but", "that", "this"}) and len(words) < 60
        else None
    )


def _ends(parsed: Parsed, k: int, place: int) -> bool:
    """Whether a character is the last of what the marks hold."""
    region = parsed.regions[k]
    return not parsed.text[place + 1 : region.inner_end].strip(" '’”\"")


def _joined(parsed: Parsed, k: int, linked: Mapping[int, Link]) -> int | None:
    """The next region, if it goes on with the same quotation: “...,” he said. “...”."""
    follow = k + 1
    if follow >= len(parsed.regions) or follow in linked:
        return None
    here, there = parsed.regions[k], parsed.regions[follow]
    if there.again and there.paragraph == here.paragraph + 1:
        return follow
    if here.paragraph != there.paragraph or not is_speech(parsed, follow):
        return None
    link = linked.get(k)
    between = parsed.text[here.end : there.start]
    if not between.strip(" \t"):
        return follow
    if link is not None and link.side == "after" and _one_clause(between):
        return follow
    return None


def _one_clause(between: str) -> bool:
    """Whether there is nothing but the cue clause between two marks."""
    words = between.strip()
    stops = sum(words.count(c + " ") for c in ".?!") - sum(
        words.count(title)
        for title in ("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Sen. ", "Gov. ", "Rep. ", "Gen. ")
    )
    return words[-1:] in {".", ",", ":", ";", "—", "-"} and stops <= 0


def _widened(parsed: Parsed, tree: Attribution, k: int) -> list[tuple[int, int]] | None:
    """The content of a cue where the marks hold a part of it only: said it “...” and that."""
    region = parsed.regions[k]
    if parsed.text[region.inner_end - 1 : region.inner_end] in {".", "?", "!"}:
        return None
    pieces = snapped(parsed, tree, set())
    if not pieces or pieces[0][0] > region.end or pieces[-1][1] <= region.end + 1:
        return None
    if pieces[-1][1] - pieces[0][0] > 700 or len(pieces) > 1:
        return None
    return [(min(pieces[0][0], region.start), pieces[-1][1])]
