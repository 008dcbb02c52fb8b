"""What was said: quotations put together from marks, cues and the parse."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._quotes.beside import best_link, score
from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.frames import attributions
from corpuskit.extractors._quotes.loose import is_speech, loose
from corpuskit.extractors._quotes.spans import (
    covered,
    inner_of,
    is_closed,
    kind_of,
    snapped,
    trimmed,
)
from corpuskit.extractors._quotes.subjects import is_irrealis, is_negated
from corpuskit.extractors._quotes.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.extractors._quotes.attribution import Attribution
    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.cues import Act
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


def drafts(parsed: Parsed, *, spun: bool) -> list[Draft]:
    """All quotations of a text, in text order."""
    found = {a.head: a for a in attributions(parsed, spun=spun) if _outside(parsed, a)}
    quoting = [found.pop(head) for head, a in list(found.items()) if a.entry.lemma == "quote"]
    labelled = transcript(parsed)
    taken = {k for draft in labelled for k in draft.regions}
    linked: dict[int, Link] = {}
    for k in range(len(parsed.regions)):
        link = None if k in taken else best_link(parsed, k)
        if link is not None and not _within(link, found.values()):
            linked[k] = link
    made, held = _direct(parsed, linked, found)
    made += labelled
    taken |= held
    made += _unnested(_indirect(parsed, found, {d.head for d in made}, taken), made)
    taken.update(k for d in made for k in d.regions)
    made += loose(parsed, made, taken)
    made = [_second_hand(parsed, draft, quoting) for draft in made]
    return sorted(made, key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))


def _within(link: Link, found: Iterable[Attribution]) -> bool:
    """Whether the cue before some marks belongs to what another cue reports: the outer voice counts."""
    return link.side == "before" and any(
        a.head != link.cue
        and a.frame in {"clause", "that"}
        and any(s <= link.cue < e for s, e in a.pieces)
        for a in found
    )


def _second_hand(parsed: Parsed, draft: Draft, quoting: list[Attribution]) -> Draft:
    """Tass said, quoting Kim; Tass quoted Kim as saying: Kim speaks, by way of Tass."""
    if draft.head is None:
        return draft
    doc = parsed.doc
    for medium in quoting:
        low, high = parsed.units[medium.head]
        if not low <= draft.head < high:
            continue
        source = doc[slice(*medium.pieces[0])]
        if source.root.i == draft.subject:
            return attrs.evolve(draft, via=medium.subject)
        named = any(t.ent_type_ in {"PERSON", "ORG"} for t in source)
        if doc[medium.head].tag_ == "VBG" and medium.subject == draft.subject and named:
            return attrs.evolve(draft, subject=source.root.i, via=draft.subject)
    return draft


def _outside(parsed: Parsed, found: Attribution) -> bool:
    """Whether a cue speaks for the article, not for somebody quoted."""
    k = parsed.region_at(parsed.doc[found.head].idx)
    return k is None or parsed.regions[k].inner_end - parsed.regions[k].inner_start < 25


def _direct(
    parsed: Parsed, linked: dict[int, Link], found: dict[int, Attribution]
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


def _joined(parsed: Parsed, k: int, linked: dict[int, Link]) -> int | None:
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


def _indirect(
    parsed: Parsed, found: dict[int, Attribution], used: set[int | None], taken: set[int]
) -> list[Draft]:
    """Contents of the cues that have no quotation in marks right beside them."""
    made = []
    for head, tree in found.items():
        if head in used:
            continue
        pieces = snapped(parsed, tree, taken)
        if not pieces:
            continue
        regions = covered(parsed, pieces)
        kind = kind_of(parsed, pieces, regions)
        first, last = parsed.doc[tree.cue[0]], parsed.doc[tree.cue[1] - 1]
        act = _act(parsed, tree, pieces, kind)
        made.append(
            Draft(
                pieces=tuple(pieces),
                kind=kind,
                rule=f"{tree.frame}:{tree.entry.lemma}",
                act=act,
                cue=(first.idx, last.idx + len(last)),
                head=head,
                subject=tree.subject,
                closed=is_closed(parsed, regions),
                regions=tuple(regions),
            )
        )
    return made


def _act(parsed: Parsed, tree: Attribution, pieces: list[tuple[int, int]], kind: str) -> Act:
    """What a cue tells of: words in marks were uttered; nobody utters what is but expected of him."""
    head = parsed.doc[tree.head]
    if tree.frame == "topic":
        return "thought"
    if kind != "indirect":
        return "speech" if tree.entry.act == "thought" else tree.entry.act
    if tree.frame == "attitude":
        return "thought"
    if is_negated(head) or (tree.entry.act == "speech" and is_irrealis(head)):
        return "intention"
    if tree.entry.act == "speech" and _is_bare(parsed, tree, pieces):
        return "thought"
    return tree.entry.act


def _is_bare(parsed: Parsed, tree: Attribution, pieces: list[tuple[int, int]]) -> bool:
    """Whether the content is but a name or a pronoun: "slammed Kim" tells no statement."""
    if tree.frame not in {"object", "preposition"} or len(pieces) > 1:
        return False
    words = parsed.text[slice(*pieces[0])].split()
    return len(words) == 1 or (len(words) < 4 and all(w[:1].isupper() for w in words))


def _unnested(inner: list[Draft], direct: list[Draft]) -> list[Draft]:
    """Without what somebody is said to have said: the outer voice counts."""
    pieces = sorted((s, e, d.cue) for d in (*inner, *direct) for s, e in d.pieces)
    starts = [s for s, _, _ in pieces]
    reach = list(accumulate((e for _, e, _ in pieces), max))
    kept = []
    for draft in inner:
        assert draft.cue is not None
        place = draft.cue[0]
        k = bisect_right(starts, place) - 1
        nested = False
        while k >= 0 and reach[k] > place and not nested:
            nested = pieces[k][1] > place and pieces[k][2] != draft.cue
            k -= 1
        if not nested:
            kept.append(draft)
    return kept
