"""What was said: quotations put together from marks, cues and the parse, with exact borders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._beside import best_link, score
from corpuskit.extractors._cues import attributions

if TYPE_CHECKING:
    from corpuskit.extractors._beside import Link
    from corpuskit.extractors._cues import Act, Attribution
    from corpuskit.extractors._parsed import Parsed

SIGNED = re.compile(r"\s?[―—–-]\s?((?:[A-Z][\w.’'-]*\s?){1,6})(?=$|[\n,.]|\s*$)")
"""A name under a quotation: “...” ― Nell Carden Grey."""

SUBJECTS = {"nsubj", "nsubjpass"}

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


def drafts(parsed: Parsed, *, spun: bool) -> list[Draft]:
    """All quotations of a text, in text order."""
    found = {a.head: a for a in attributions(parsed, spun=spun) if _outside(parsed, a)}
    linked: dict[int, Link] = {}
    for k in range(len(parsed.regions)):
        link = best_link(parsed, k)
        if link is not None:
            linked[k] = link
    made, taken = _direct(parsed, linked, found)
    made += _unnested(parsed, _indirect(parsed, found, {d.head for d in made}, taken), made)
    taken.update(k for d in made for k in d.regions)
    made += _loose(parsed, made, taken)
    return sorted(made, key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))


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
        inner = [_inner(parsed, k) for k in regions]
        pieces = [p for p in inner if p[0] < p[1]]
        if not pieces:
            continue
        tree = found.get(cue)
        kind: Literal["direct", "mixed"] = "direct"
        if link.side == "after" and (start := _begun_before(parsed, regions[0])) is not None:
            pieces[0], kind = (start, pieces[0][1]), "mixed"
            regions = _covered(parsed, pieces)
        if tree is not None and link.side == "before" and len(regions) == 1:
            wider = _widened(parsed, tree, regions[0])
            if wider:
                pieces, kind = wider, "mixed"
                regions = _covered(parsed, wider)
        token = parsed.doc[cue]
        made.append(
            Draft(
                tuple(pieces),
                kind,
                "speech",
                (token.idx, token.idx + len(token)),
                cue,
                link.subject if link.subject is not None else (tree.subject if tree else None),
                f"direct:{link.side}",
                min(1.0, score(link)),
                all(parsed.regions[k].closed for k in regions),
                tuple(regions),
            )
        )
        taken.update(regions)
    return made, taken


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
    found = _trimmed(parsed, parsed.doc[first].idx, region.start) if first < i else None
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


def _inner(parsed: Parsed, k: int) -> tuple[int, int]:
    region = parsed.regions[k]
    start, end = region.inner_start, region.inner_end
    if not region.opened:
        start = max(start, _sentence_start(parsed, end))
    return _stripped(parsed.text, start, end, " \t\r\n\u00a0")


def _sentence_start(parsed: Parsed, place: int) -> int:
    i = max(0, parsed.first_token(place) - 1)
    return parsed.starts[parsed.units[i][0]] if len(parsed.doc) else place


def _widened(parsed: Parsed, tree: Attribution, k: int) -> list[tuple[int, int]] | None:
    """The content of a cue where the marks hold a part of it only: said it “...” and that."""
    region = parsed.regions[k]
    if parsed.text[region.inner_end - 1 : region.inner_end] in {".", "?", "!"}:
        return None
    pieces = _snapped(parsed, tree, set())
    if not pieces or pieces[0][0] > region.end or pieces[-1][1] <= region.end + 1:
        return None
    if pieces[-1][1] - pieces[0][0] > 700 or len(pieces) > 1:
        return None
    return [(min(pieces[0][0], region.start), pieces[-1][1])]


def _covered(parsed: Parsed, pieces: list[tuple[int, int]]) -> list[int]:
    return [
        k
        for k, r in enumerate(parsed.regions)
        if any(s <= r.inner_start and r.inner_end <= e for s, e in pieces)
    ]


def _indirect(
    parsed: Parsed, found: dict[int, Attribution], used: set[int | None], taken: set[int]
) -> list[Draft]:
    """Contents of the cues that have no quotation in marks right beside them."""
    made = []
    for head, tree in found.items():
        if head in used:
            continue
        pieces = _snapped(parsed, tree, taken)
        if not pieces:
            continue
        regions = _covered(parsed, pieces)
        kind = kind_of(parsed, pieces, regions)
        first, last = parsed.doc[tree.cue[0]], parsed.doc[tree.cue[1] - 1]
        made.append(
            Draft(
                tuple(pieces),
                kind,
                "speech" if kind != "indirect" and tree.entry.act == "thought" else tree.entry.act,
                (first.idx, last.idx + len(last)),
                head,
                tree.subject,
                f"{tree.frame}:{tree.entry.lemma}",
                0.6,
                all(parsed.regions[k].closed for k in regions),
                tuple(regions),
            )
        )
    return made


def _unnested(parsed: Parsed, inner: list[Draft], direct: list[Draft]) -> list[Draft]:
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


def _snapped(parsed: Parsed, tree: Attribution, taken: set[int]) -> list[tuple[int, int]]:
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
        for k, region in enumerate(parsed.regions):
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
            between = parsed.text[end : region.start]
            touches = region.start < end or not between.strip()
            if touches:
                start = region.start if region.start < start < region.end else start
                end = max(end, region.end)
        piece = _trimmed(parsed, start, end)
        if piece is not None:
            made.append(piece)
    return [p for k, p in enumerate(made) if not k or p[0] >= made[k - 1][1]]


def _paragraph_of(parsed: Parsed, place: int) -> tuple[int, int]:
    if not parsed.paragraphs:
        return 0, len(parsed.text)
    paragraph = parsed.paragraphs[parsed.paragraph_at(place)]
    return paragraph.start, paragraph.end


def _trimmed(parsed: Parsed, start: int, end: int) -> tuple[int, int] | None:
    text = parsed.text
    start, end = _stripped(text, start, end, EDGES)
    for word in OPENING_WORDS:
        if text[start : start + len(word)].lower() == word:
            start += len(word)
    start, end = _stripped(text, start, end, EDGES)
    k = parsed.region_at(start)
    if (k is not None and parsed.regions[k].start == start and parsed.regions[k].end == end) or (k is not None and parsed.regions[k].start == start and parsed.regions[k].inner_end >= end):
        start, end = parsed.regions[k].inner_start, parsed.regions[k].inner_end
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return start, end


def _stripped(text: str, start: int, end: int, what: str) -> tuple[int, int]:
    while start < end and text[start] in what:
        start += 1
    while end > start and text[end - 1] in what:
        end -= 1
    return start, end


def is_speech(parsed: Parsed, k: int) -> bool:
    """Whether the words in marks read like a sentence of speech, not like a term."""
    region = parsed.regions[k]
    inner = parsed.text[region.inner_start : region.inner_end].strip()
    words = inner.split()
    if not words or _is_heading(parsed, k, len(words)):
        return False
    if len(words) < 3:
        return inner[-1] in ".?!," and words[0][:1].isupper() and _at_start(parsed, k)
    if not region.again and not _at_start(parsed, k):
        return False
    ends = (
        inner.rstrip("'’”\"")[-1:] in tuple(".?!,—–-…")
        or parsed.text[region.end : region.end + 1] in {".", ",", "?", "!"}
        or not region.closed
    )
    starts = inner[0].isupper() or not inner[0].isalpha() or _after_cue_clause(parsed, k)
    return ends and starts


def _is_heading(parsed: Parsed, k: int, words: int) -> bool:
    """Whether a few words in single marks make a paragraph of their own."""
    region = parsed.regions[k]
    paragraph = parsed.paragraphs[region.paragraph]
    alone = (
        parsed.text[paragraph.start : paragraph.end].strip()
        == parsed.text[region.start : region.end]
    )
    return alone and words < 10 and parsed.text[region.start] in "‘'’"


def _at_start(parsed: Parsed, k: int) -> bool:
    """Whether nothing of the same sentence stands before the marks, or only what introduces them."""
    low, high = parsed.gap_before(k)
    words = parsed.text[low:high].rstrip()
    if not words:
        return (
            k == 0 or low == parsed.paragraphs[parsed.regions[k].paragraph].start or high - low < 3
        )
    return words[-1] in ".?!:,—–…)"


def _after_cue_clause(parsed: Parsed, k: int) -> bool:
    low, high = parsed.gap_before(k)
    return parsed.text[low:high].rstrip()[-1:] == ","


def _loose(parsed: Parsed, made: list[Draft], taken: set[int]) -> list[Draft]:
    """Words in marks without a cue of their own: speech that goes on, or terms."""
    loose: list[Draft] = []
    for k, region in enumerate(parsed.regions):
        if k in taken:
            continue
        piece = _inner(parsed, k)
        if piece[0] >= piece[1]:
            continue
        if any(s <= region.start and region.end <= e for d in made for s, e in d.pieces):
            continue
        speech = is_speech(parsed, k) and region.opened
        subject, rule = _beside(parsed, k) if speech else _fragment(parsed, k, made + loose)
        loose.append(
            Draft(
                (piece,),
                "term" if rule == "marks" else "direct",
                "speech",
                None,
                None,
                subject,
                rule,
                0.4 if rule == "marks" else 0.5,
                region.closed,
                (k,),
                carried=rule != "marks" and subject is None,
            )
        )
    return loose


def _fragment(parsed: Parsed, k: int, made: list[Draft]) -> tuple[int | None, str]:
    """The speaker of some words in marks that are no sentence, and no term either."""
    region = parsed.regions[k]
    words = parsed.text[region.inner_start : region.inner_end].split()
    first = parsed.first_token(region.start)
    if first >= len(parsed.doc) or not region.opened:
        return None, "marks"
    cue = _cue_in_marks(parsed, k)
    if cue is not None:
        return cue, "cue in marks"
    if len(words) < 3 or _is_title(words):
        return None, "marks"
    agent = _agent_before(parsed, first)
    if agent is not None:
        return agent, "by"
    low, high = parsed.units[first]
    doc = parsed.doc
    for draft in made:
        beside = draft.rule.startswith("direct") and draft.head is not None
        if beside and low <= (draft.head or 0) < high and draft.subject is not None:
            return draft.subject, "same sentence"
    if len(words) < 5 or not any(
        t.pos_ in {"VERB", "AUX"} for t in doc[first : parsed.first_token(region.end)]
    ):
        return None, "marks"
    paragraph = parsed.paragraphs[region.paragraph]
    before = [
        d for d in made if paragraph.start <= d.pieces[0][0] < region.start and d.kind != "term"
    ]
    if before:
        last = max(before, key=lambda d: d.pieces[0][0])
        between = doc[parsed.first_token(last.pieces[-1][1]) : first]
        if not any(t.ent_type_ == "PERSON" and t.idx > (last.cue or (0, 0))[1] for t in between):
            return None, "continued in part"
    return None, "marks"


def _cue_in_marks(parsed: Parsed, k: int) -> int | None:
    """The subject of a cue that itself stands in marks: Pyongyang “strongly denounced” it."""
    region = parsed.regions[k]
    for i in range(parsed.first_token(region.inner_start), parsed.first_token(region.inner_end)):
        if i in parsed.cues and parsed.doc[i].pos_ == "VERB" and parsed.doc[i].tag_ != "VB":
            subject = next((c for c in parsed.doc[i].lefts if c.dep_ == "nsubj"), None)
            if (
                subject is not None
                and subject.idx < region.start
                and parsed.same_unit(subject, parsed.doc[i])
            ):
                return subject.i
    return None


def _is_title(words: list[str]) -> bool:
    """Whether all longer words have capitals, as in the title of a work."""
    return all(w[:1].isupper() for w in words if len(w) > 4) and words[0][:1].isupper()


def _agent_before(parsed: Parsed, first: int) -> int | None:
    """Another point identified by Lee “could be ...”: whoever "by" names right before the marks."""
    doc = parsed.doc
    i = first - 1
    if i < 2 or doc[i].pos_ not in {"PROPN", "PRON", "NOUN"}:
        return None
    start = i
    while start > 0 and doc[start - 1].pos_ in {"PROPN", "NOUN", "ADJ", "DET"}:
        start -= 1
    return (
        i
        if start > 1 and doc[start - 1].lower_ == "by" and doc[start - 2].tag_ in {"VBN", "VBD"}
        else None
    )


def _beside(parsed: Parsed, k: int) -> tuple[int | None, str]:
    """The speaker of a quotation without a cue: who signs it, or who acts in the sentence before."""
    region = parsed.regions[k]
    low, high = parsed.gap_after(k)
    signed = SIGNED.match(parsed.text, low, high)
    if signed:
        i = parsed.first_token(signed.start(1))
        if i < len(parsed.doc):
            name = parsed.doc[i : parsed.first_token(signed.end(1))]
            return (name.root.i if len(name) else i), "signed"
    low, high = parsed.gap_before(k)
    if not parsed.text[low:high].strip() and region.paragraph and not region.again:
        above = parsed.paragraphs[region.paragraph - 1]
        if parsed.text[above.start : above.end].rstrip().endswith(":"):
            low, high = above.start, above.end
    last = parsed.first_token(high) - 1
    if last < 0 or parsed.doc[last].idx < low:
        return None, "continued"
    start = max(parsed.units[last][0], parsed.first_token(low))
    words = parsed.doc[start : last + 1]
    if parsed.text[low:high].rstrip().endswith(":"):
        subject = next(
            (t for t in words if t.dep_ in SUBJECTS and t.tag_ not in {"WP", "WDT"}), None
        )
        person = next((t for t in reversed(words) if t.ent_type_ == "PERSON"), None)
        noun = next((t for t in reversed(words) if t.pos_ in {"PROPN", "NOUN"}), None)
        if subject is None or subject.lower_ in {"it", "here", "this", "that", "there"}:
            subject = person or noun
        return (None if subject is None else subject.i), "colon"
    for token in words:
        proper = token.pos_ == "PROPN" or token.lower_ in {"he", "she", "they"}
        if token.dep_ in SUBJECTS and token.head.dep_ in {"ROOT", "conj", "ccomp"} and proper:
            return token.i, "sentence before"
    return None, "continued"
