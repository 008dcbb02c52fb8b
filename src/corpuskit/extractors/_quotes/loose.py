"""Words in marks without a cue beside them: speech that goes on, fragments, terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.spans import inner_of

if TYPE_CHECKING:
    from corpuskit.extractors._quotes.parsed import Parsed

SIGNED = re.compile(r"\s?[―—–-]\s?((?:[A-Z][\w.’'-]*\s?){1,6})(?=$|[\n,.]|\s*$)")
"""A name under a quotation: “...” ― Nell Carden Grey."""

WHOLE = 9
"""Words in marks with a full stop that make a sentence of speech wherever they stand."""

CLOSE = 200
"""Characters between a quotation and the words that name its speaker, at most."""

SUBJECTS = {"nsubj", "nsubjpass"}


def loose(parsed: Parsed, made: list[Draft], taken: set[int]) -> list[Draft]:
    """Words in marks without a cue of their own: speech that goes on, or terms."""
    found: list[Draft] = []
    terms: list[Draft] = []
    ends = sorted(_end_of(parsed, draft) for draft in made)
    for k, region in enumerate(parsed.regions):
        if k in taken:
            continue
        piece = inner_of(parsed, k)
        if piece[0] >= piece[1]:
            continue
        if region.again and found and found[-1].regions == (*found[-1].regions[:-1], k - 1):
            found[-1] = _longer(found[-1], piece, k, closed=region.closed)
            continue
        speech = is_speech(parsed, k) and region.opened
        subject, rule = _beside(parsed, k) if speech else _fragment(parsed, k, made + found)
        if rule == "continued in part":
            piece = _with_its_subject(parsed, k, piece)
        if rule == "continued":
            place = bisect_right(ends, region.start) - 1
            last = max(
                ends[place] if place >= 0 else -1, _end_of(parsed, found[-1]) if found else -1
            )
            rule = _voice_goes_on(parsed, last, k)
        draft = Draft(
            pieces=(piece,),
            kind="term" if rule == "marks" else "mixed" if piece[0] < region.start else "direct",
            rule=rule,
            subject=subject,
            closed=region.closed,
            regions=(k,),
            carried=rule.startswith("continued"),
        )
        if draft.kind != "term":
            found.append(draft)
        else:
            terms.append(draft)
    return found + terms


def _longer(draft: Draft, piece: tuple[int, int], k: int, *, closed: bool) -> Draft:
    """A quotation left open that the next paragraph takes up with an opening mark."""
    pieces, regions = (*draft.pieces, piece), (*draft.regions, k)
    return attrs.evolve(draft, pieces=pieces, regions=regions, closed=closed)


def _with_its_subject(parsed: Parsed, k: int, piece: tuple[int, int]) -> tuple[int, int]:
    """The whole clause where the marks begin at its verb: One tool “is to increase it”."""
    first = parsed.first_token(parsed.regions[k].inner_start)
    token = parsed.doc[first]
    low = parsed.units[first][0]
    if token.pos_ not in {"AUX", "VERB"} or not token.is_lower or token.tag_ in {"VBG", "VBN"}:
        return piece
    while low < first and parsed.doc[low].pos_ in {"CCONJ", "SPACE", "PUNCT"}:
        low += 1
    start = parsed.starts[low]
    if parsed.regions_in(start, parsed.regions[k].start):
        return piece
    return start, max(piece[1], parsed.regions[k].end)


def _end_of(parsed: Parsed, draft: Draft) -> int:
    """Where a quotation ends with its cue and the words that name its speaker."""
    end = draft.pieces[-1][1]
    if draft.cue is not None and draft.cue[0] - end < CLOSE:
        end = max(end, draft.cue[1])
    if draft.subject is not None:
        last = parsed.doc[draft.subject].right_edge
        if 0 < last.idx - end < CLOSE:
            end = last.idx + len(last)
    return end


def _voice_goes_on(parsed: Parsed, last: int, k: int) -> str:
    """Whether the speaker before still speaks: opened again, or no new person since, and near."""
    region = parsed.regions[k]
    if region.again:
        return "continued:again"
    if last < 0 or region.paragraph - parsed.paragraph_at(last) > 1:
        return "uncued"
    between = parsed.doc[parsed.first_token(last) : parsed.first_token(region.start)]
    if any(parsed.kinds[t.i] == "PERSON" and parsed.region_at(t.idx) is None for t in between):
        return "uncued"
    return "continued:near" if region.paragraph == parsed.paragraph_at(last) else "continued:next"


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
    if len(words) < WHOLE and inner[-1] not in ".?!" and _is_title(words):
        return False
    ends = (
        inner.rstrip("'’”\"")[-1:] in tuple(".?!,—–-…")
        or parsed.text[region.end : region.end + 1] in {".", ",", "?", "!"}
        or not region.closed
    )
    starts = inner[0].isupper() or not inner[0].isalpha() or _after_comma(parsed, k)
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
    if words[-1] in ".?!:,—–…)":
        return True
    if k and SIGNED.fullmatch(words):
        return True
    region = parsed.regions[k]
    inner = parsed.text[region.inner_start : region.inner_end].strip()
    return inner[-1:] in ".?!" and len(inner.split()) >= WHOLE


def _after_comma(parsed: Parsed, k: int) -> bool:
    low, high = parsed.gap_before(k)
    return parsed.text[low:high].rstrip()[-1:] == ","


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
        person = next((t for t in reversed(words) if parsed.kinds[t.i] == "PERSON"), None)
        noun = next((t for t in reversed(words) if t.pos_ in {"PROPN", "NOUN"}), None)
        if subject is None or subject.lower_ in {"it", "here", "this", "that", "there"}:
            subject = person or noun
        return (None if subject is None else subject.i), "colon"
    for token in words:
        proper = token.pos_ == "PROPN" or token.lower_ in {"he", "she", "they"}
        if token.dep_ in SUBJECTS and token.head.dep_ in {"ROOT", "conj", "ccomp"} and proper:
            return token.i, "sentence before"
    return None, "continued"


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
        if not any(
            parsed.kinds[t.i] == "PERSON" and t.idx > (last.cue or (0, 0))[1] for t in between
        ):
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
