"""What was said: quotations put together from marks, cues and the parse, with exact borders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._cues import attributions
from corpuskit.extractors._links import best_link, score

if TYPE_CHECKING:
    from corpuskit.extractors._cues import Act, Attribution
    from corpuskit.extractors._links import Link
    from corpuskit.extractors._page import Page

SIGNED = re.compile(r"\s?[―—–-]\s?((?:[A-Z][\w.’'-]*\s?){1,6})(?=$|[\n,.]|\s*$)")
"""A name under a quotation: “...” ― Nell Carden Grey."""

EDGES = " \t\r\n\u00a0\u2028\u2029,;:.-–—…"
OPENING_WORDS = ("that ",)


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


def drafts(page: Page, *, spun: bool) -> list[Draft]:
    """All quotations of a text, in text order."""
    found = {a.head: a for a in attributions(page, spun=spun) if _outside(page, a)}
    linked: dict[int, Link] = {}
    for k in range(len(page.regions)):
        link = best_link(page, k)
        if link is not None:
            linked[k] = link
    made, taken = _direct(page, linked, found)
    made += _unnested(page, _indirect(page, found, {d.head for d in made}, taken), made)
    taken.update(k for d in made for k in d.regions)
    made += _loose(page, made, taken)
    return sorted(made, key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))


def _outside(page: Page, found: Attribution) -> bool:
    """Whether a cue speaks for the article, not for somebody quoted."""
    k = page.region_at(page.doc[found.head].idx)
    return k is None or page.regions[k].inner_end - page.regions[k].inner_start < 25


def _direct(
    page: Page, linked: dict[int, Link], found: dict[int, Attribution]
) -> tuple[list[Draft], set[int]]:
    """Quotations in marks with a cue right beside them, split ones joined."""
    groups: dict[int, list[int]] = {}
    for k, link in linked.items():
        groups.setdefault(link.cue, []).append(k)
    made: list[Draft] = []
    taken: set[int] = set()
    for cue, regions in groups.items():
        last = regions[-1]
        while (follow := _joined(page, last, linked)) is not None:
            regions.append(follow)
            last = follow
        link = max((linked[k] for k in regions if k in linked), key=score)
        inner = [_inner(page, k) for k in regions]
        pieces = [p for p in inner if p[0] < p[1]]
        if not pieces:
            continue
        tree = found.get(cue)
        kind: Literal["direct", "mixed"] = "direct"
        if link.side == "after" and (start := _begun_before(page, regions[0])) is not None:
            pieces[0], kind = (start, pieces[0][1]), "mixed"
            regions = _covered(page, pieces)
        if tree is not None and link.side == "before" and len(regions) == 1:
            wider = _widened(page, tree, regions[0])
            if wider:
                pieces, kind = wider, "mixed"
                regions = _covered(page, wider)
        token = page.doc[cue]
        made.append(
            Draft(
                tuple(pieces),
                kind,
                page.cues[cue].act if cue in page.cues else "speech",
                (token.idx, token.idx + len(token)),
                cue,
                link.subject if link.subject is not None else (tree.subject if tree else None),
                f"direct:{link.side}",
                min(1.0, score(link)),
                all(page.regions[k].closed for k in regions),
                tuple(regions),
            )
        )
        taken.update(regions)
    return made, taken


def _begun_before(page: Page, k: int) -> int | None:
    """Where the sentence begins whose last words only stand in marks: It was “a shock,” he said."""
    region = page.regions[k]
    paragraph = page.paragraphs[region.paragraph]
    i = page.first_token(region.start)
    first = i
    while first > 0 and page.doc[first - 1].idx >= paragraph.start:
        token = page.doc[first - 1]
        inside = page.region_at(token.idx)
        if token.text in {".", "?", "!", ":", ";"} and (inside is None or _ends(page, inside, token.idx)):
            break
        if inside is not None and _ends(page, inside, token.idx) and token.text == ",":
            break
        first -= 1
        if token.i in page.cues and inside is None and "d" in page.cues[token.i].frames:
            return None
    found = _trimmed(page, page.doc[first].idx, region.start) if first < i else None
    if found is None:
        return None
    words = page.text[found[0] : found[1]].split()
    return found[0] if (len(words) > 1 or words[0].lower() in {"it", "but", "that", "this"}) and len(words) < 60 else None


def _ends(page: Page, k: int, place: int) -> bool:
    """Whether a character is the last of what the marks hold."""
    region = page.regions[k]
    return not page.text[place + 1 : region.inner_end].strip(" '’”\"")


def _joined(page: Page, k: int, linked: dict[int, Link]) -> int | None:
    """The next region, if it goes on with the same quotation: “...,” he said. “...”."""
    follow = k + 1
    if follow >= len(page.regions) or follow in linked:
        return None
    here, there = page.regions[k], page.regions[follow]
    if here.paragraph != there.paragraph or not is_speech(page, follow):
        return None
    link = linked.get(k)
    between = page.text[here.end : there.start]
    if not between.strip(" \t"):
        return follow
    if link is not None and link.side == "after" and _one_clause(between):
        return follow
    return None


def _one_clause(between: str) -> bool:
    """Whether there is nothing but the cue clause between two marks."""
    words = between.strip()
    stops = sum(words.count(c + " ") for c in ".?!") - sum(
        words.count(title) for title in ("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Sen. ", "Gov. ", "Rep. ", "Gen. ")
    )
    return words[-1:] in {".", ",", ":", ";", "—", "-"} and stops <= 0


def _inner(page: Page, k: int) -> tuple[int, int]:
    region = page.regions[k]
    start, end = region.inner_start, region.inner_end
    if not region.opened:
        start = max(start, _sentence_start(page, end))
    return _stripped(page.text, start, end, " \t\r\n\u00a0")


def _sentence_start(page: Page, place: int) -> int:
    i = max(0, page.first_token(place) - 1)
    return page.starts[page.units[i][0]] if len(page.doc) else place


def _widened(page: Page, tree: Attribution, k: int) -> list[tuple[int, int]] | None:
    """The content of a cue where the marks hold a part of it only: said it “...” and that."""
    region = page.regions[k]
    if page.text[region.inner_end - 1 : region.inner_end] in {".", "?", "!"}:
        return None
    pieces = _snapped(page, tree, set())
    if not pieces or pieces[0][0] > region.end or pieces[-1][1] <= region.end + 1:
        return None
    if pieces[-1][1] - pieces[0][0] > 700 or len(pieces) > 1:
        return None
    return [(min(pieces[0][0], region.start), pieces[-1][1])]


def _covered(page: Page, pieces: list[tuple[int, int]]) -> list[int]:
    return [
        k
        for k, r in enumerate(page.regions)
        if any(s <= r.inner_start and r.inner_end <= e for s, e in pieces)
    ]


def _indirect(
    page: Page, found: dict[int, Attribution], used: set[int | None], taken: set[int]
) -> list[Draft]:
    """Contents of the cues that have no quotation in marks right beside them."""
    made = []
    for head, tree in found.items():
        if head in used:
            continue
        pieces = _snapped(page, tree, taken)
        if not pieces:
            continue
        regions = _covered(page, pieces)
        kind = kind_of(page, pieces, regions)
        first, last = page.doc[tree.cue[0]], page.doc[tree.cue[1] - 1]
        made.append(
            Draft(
                tuple(pieces),
                kind,
                tree.entry.act,
                (first.idx, last.idx + len(last)),
                head,
                tree.subject,
                f"{tree.frame}:{tree.entry.lemma}",
                0.6,
                all(page.regions[k].closed for k in regions),
                tuple(regions),
            )
        )
    return made


def _unnested(page: Page, inner: list[Draft], direct: list[Draft]) -> list[Draft]:
    """Without what somebody is said to have said: the outer voice counts."""
    kept = []
    for draft in inner:
        assert draft.cue is not None
        place = draft.cue[0]
        others = [d for d in (*inner, *direct) if d is not draft and d.cue != draft.cue]
        if not any(s <= place < e for d in others for s, e in d.pieces):
            kept.append(draft)
    return kept


def kind_of(
    page: Page, pieces: list[tuple[int, int]], regions: list[int]
) -> Literal["direct", "mixed", "indirect"]:
    """Whether the words stand in marks as a whole, in part, or not at all."""
    if not regions:
        return "indirect"
    outside = 0
    for start, end in pieces:
        place = start
        for k in regions:
            r = page.regions[k]
            if start <= r.inner_start < end:
                outside += sum(c.isalnum() for c in page.text[place : r.start])
                place = max(place, r.end)
        outside += sum(c.isalnum() for c in page.text[place:end])
    return "mixed" if outside else "direct"


def _snapped(page: Page, tree: Attribution, taken: set[int]) -> list[tuple[int, int]]:
    """The pieces of an attribution in characters, grown to the marks that they cut through."""
    made: list[tuple[int, int]] = []
    doc = page.doc
    cue_at = doc[tree.head].idx
    for low, high in tree.pieces:
        start, end = doc[low].idx, doc[high - 1].idx + len(doc[high - 1])
        paragraph = _paragraph_of(page, cue_at)
        start, end = max(start, paragraph[0]), min(end, paragraph[1])
        if start >= end:
            continue
        for k, region in enumerate(page.regions):
            if region.end <= start or region.start > end + 2:
                continue
            if k in taken:
                if region.start <= start:
                    start = max(start, region.end)
                else:
                    end = min(end, region.start)
                continue
            if region.start <= cue_at < region.end:
                continue
            between = page.text[end : region.start]
            touches = region.start < end or not between.strip()
            if touches:
                start = region.start if region.start < start < region.end else start
                end = max(end, region.end)
        piece = _trimmed(page, start, end)
        if piece is not None:
            made.append(piece)
    return [p for k, p in enumerate(made) if not k or p[0] >= made[k - 1][1]]


def _paragraph_of(page: Page, place: int) -> tuple[int, int]:
    if not page.paragraphs:
        return 0, len(page.text)
    paragraph = page.paragraphs[page.paragraph_at(place)]
    return paragraph.start, paragraph.end


def _trimmed(page: Page, start: int, end: int) -> tuple[int, int] | None:
    text = page.text
    start, end = _stripped(text, start, end, EDGES)
    for word in OPENING_WORDS:
        if text[start : start + len(word)].lower() == word:
            start += len(word)
    start, end = _stripped(text, start, end, EDGES)
    k = page.region_at(start)
    if k is not None and page.regions[k].start == start and page.regions[k].end == end:
        start, end = page.regions[k].inner_start, page.regions[k].inner_end
    elif k is not None and page.regions[k].start == start and page.regions[k].inner_end >= end:
        start, end = page.regions[k].inner_start, page.regions[k].inner_end
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return start, end


def _stripped(text: str, start: int, end: int, what: str) -> tuple[int, int]:
    while start < end and text[start] in what:
        start += 1
    while end > start and text[end - 1] in what:
        end -= 1
    return start, end


def is_speech(page: Page, k: int) -> bool:
    """Whether the words in marks read like a sentence of speech, not like a term."""
    region = page.regions[k]
    inner = page.text[region.inner_start : region.inner_end].strip()
    words = inner.split()
    if not words:
        return False
    if len(words) < 3:
        return inner[-1] in ".?!," and words[0][:1].isupper() and _at_start(page, k)
    if not region.again and not _at_start(page, k):
        return False
    ends = inner.rstrip("'’”\"")[-1:] in tuple(".?!,—–-…") or page.text[region.end : region.end + 1] in {".", ",", "?", "!"} or not region.closed
    starts = inner[0].isupper() or not inner[0].isalpha() or _after_cue_clause(page, k)
    return ends and starts


def _at_start(page: Page, k: int) -> bool:
    """Whether nothing of the same sentence stands before the marks, or only what introduces them."""
    low, high = page.gap_before(k)
    words = page.text[low:high].rstrip()
    if not words:
        return k == 0 or low == page.paragraphs[page.regions[k].paragraph].start or high - low < 3
    return words[-1] in ".?!:,—–…)"


def _after_cue_clause(page: Page, k: int) -> bool:
    low, high = page.gap_before(k)
    return page.text[low:high].rstrip()[-1:] == ","


def _loose(page: Page, made: list[Draft], taken: set[int]) -> list[Draft]:
    """Words in marks without a cue of their own: speech that goes on, or terms."""
    loose: list[Draft] = []
    for k, region in enumerate(page.regions):
        if k in taken:
            continue
        piece = _inner(page, k)
        if piece[0] >= piece[1]:
            continue
        if any(s <= region.start and region.end <= e for d in made for s, e in d.pieces):
            continue
        speech = is_speech(page, k) and region.opened
        subject, rule = _beside(page, k) if speech else (None, "marks")
        loose.append(
            Draft(
                (piece,),
                "direct" if speech else "term",
                "speech",
                None,
                None,
                subject,
                rule,
                0.5 if speech else 0.4,
                region.closed,
                (k,),
                carried=speech and subject is None,
            )
        )
    return loose


def _beside(page: Page, k: int) -> tuple[int | None, str]:
    """The speaker of a quotation without a cue: who signs it, or who acts in the sentence before."""
    region = page.regions[k]
    low, high = page.gap_after(k)
    signed = SIGNED.match(page.text, low, high)
    if signed:
        i = page.first_token(signed.start(1))
        if i < len(page.doc):
            name = page.doc[i : page.first_token(signed.end(1))]
            return (name.root.i if len(name) else i), "signed"
    low, high = page.gap_before(k)
    if not page.text[low:high].strip() and region.paragraph and not region.again:
        above = page.paragraphs[region.paragraph - 1]
        if page.text[above.start : above.end].rstrip().endswith(":"):
            low, high = above.start, above.end
    last = page.first_token(high) - 1
    if last < 0 or page.doc[last].idx < low:
        return None, "continued"
    root = page.doc[last].sent.root
    if root.idx < low:
        return None, "continued"
    colon = page.text[low:high].rstrip().endswith(":")
    subject = next((t for t in root.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and colon and root.pos_ in {"PROPN", "NOUN"}:
        subject = root
    if subject is None or (subject.pos_ != "PROPN" and subject.lower_ not in {"he", "she", "they"} and not colon):
        return None, "continued"
    return subject.i, "colon" if colon else "sentence before"
