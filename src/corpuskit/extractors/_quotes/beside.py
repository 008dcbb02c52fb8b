"""Which cue stands beside words in quotation marks: candidates before and after, and their score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._quotes.parsed import TERMINAL
from corpuskit.extractors._quotes.subjects import is_irrealis, is_passive, speaker_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.parsed import Parsed

NOUNS = {"PROPN", "PRON", "NOUN"}

NAMING = {"as", "being", "a", "an", "the", "it", "them", "him", "her", "so", ",", ":"}
"""Between "called", "described as" and what somebody calls it."""

NEAR = 30
"""How many tokens away a cue is looked for."""


@attrs.frozen
class Link:
    """A cue that may introduce or close the words of a region, with what speaks for it.

    `distance` counts the words between cue phrase and marks, `stop` is the punctuation that the
    quotation ends in, or that stands between cue and quotation, `known` says that the verb is a cue
    of the lexicon.
    """

    region: int
    cue: int
    subject: int | None
    side: Literal["before", "after", "above"]
    distance: int
    stop: str
    known: bool = True


def score(link: Link) -> float:
    """How likely the cue belongs to the quotation; the seam where a learned ranker would go."""
    if link.side == "after":
        base = {",": 1.0, "?": 0.95, "!": 0.95, "-": 0.85, "…": 0.85, ".": 0.7}.get(link.stop, 0.6)
    elif link.side == "before":
        base = {":": 0.92, ",": 0.9}.get(link.stop, 0.88)
    else:
        base = 0.8
    return (
        base
        - 0.06 * link.distance
        - (0.1 if link.subject is None else 0.0)
        - (0.0 if link.known else 0.25)
    )


def links(parsed: Parsed, k: int) -> Iterator[Link]:
    """The cues that may belong to region `k`."""
    yield from _after(parsed, k)
    yield from _before(parsed, k)
    yield from _above(parsed, k)


def best_link(parsed: Parsed, k: int) -> Link | None:
    """The likeliest cue, None where none is likely."""
    found = [link for link in links(parsed, k) if score(link) > 0.5]
    before = next((link for link in found if link.side == "before" and not link.distance), None)
    if before is not None and any(
        link.side == "after" and _looks_ahead(parsed, link) for link in found
    ):
        return before
    return max(found, key=score, default=None)


def _looks_ahead(parsed: Parsed, link: Link) -> bool:
    """Whether a cue introduces what follows it: ..., he also noted that “...”."""
    return any(t.lower_ == "that" for t in parsed.doc[link.cue + 1 : link.cue + 4])


def _stop_of(parsed: Parsed, k: int) -> str:
    region = parsed.regions[k]
    inner = parsed.text[region.inner_start : region.inner_end].rstrip(" \t\u00a0'’”\"")
    last = inner[-1:] if inner else ""
    if last in {"—", "–", "-"}:
        return "-"
    if last in {",", "?", "!", ".", "…"}:
        return last
    return "," if parsed.text[region.end : region.end + 1] == "," else ""


def _after(parsed: Parsed, k: int) -> Iterator[Link]:
    """“...,” said Kim; “...,” Kim told reporters."""
    low, high = parsed.gap_after(k)
    stop = _stop_of(parsed, k)
    if not stop:
        return
    sure = stop in {",", "?", "!"}
    first = parsed.first_token(low)
    doc = parsed.doc
    while (
        first < len(doc)
        and doc[first].idx < high
        and not doc[first].is_alpha
        and doc[first].text not in TERMINAL
    ):
        first += 1
    if (
        first < len(doc)
        and stop == "."
        and doc[first].idx < high
        and _new_sentence(doc[first], parsed)
        and not _bare_report(parsed, first, high)
    ):
        return
    if stop != "," and _opens_anew(parsed, k, first, high):
        return
    for i in range(first, min(first + NEAR, len(doc))):
        token = doc[i]
        if token.idx >= high or token.text in TERMINAL:
            return
        entry = parsed.cues.get(i)
        known = entry is not None and "d" in entry.frames
        if token.pos_ not in {"VERB", "AUX"} or token.tag_ in {"VBG", "VB"}:
            continue
        if not known and (not sure or token.pos_ == "AUX" or token.tag_ not in {"VBD", "VBZ"}):
            continue
        subject = _near_subject(token, first, high)
        start = i if subject is None else min(i, subject.left_edge.i if subject.i < i else i)
        between = [
            t
            for t in doc[first : max(first, start)]
            if t.is_alpha and t.pos_ not in {"ADV", "CCONJ", "AUX"}
        ]
        if len(between) > 2 and not any(
            t.pos_ in {"VERB", "AUX", "SCONJ"} and t.is_lower for t in doc[first:i]
        ):
            between = between[:1]  # the parse has cut a long name with its titles
        if len(between) <= 2 and (known or _starts_clause(subject, first, i)):
            found = None if subject is None else subject.i
            yield Link(k, i, found, "after", len(between), stop, known=known)
            return


def _starts_clause(subject: Token | None, first: int, verb: int) -> bool:
    """Whether subject and verb alone follow the marks: “...,” Hannity started."""
    if subject is not None and verb == first and subject.i > verb:
        return subject.head.i == verb
    return (
        subject is not None
        and first <= subject.i < verb
        and (subject.pos_ == "PROPN" or subject.lower_ in {"he", "she", "they"})
        and subject.left_edge.i <= first + 1
        and verb - first < 8
    )


def _new_sentence(token: Token, parsed: Parsed) -> bool:
    """Whether the words after a full stop begin anew: “It is so.” The minister said that ..."""
    if token.i in parsed.cues or token.lower_ in {"he", "she", "they", "i", "we"}:
        follows = token.nbor(1) if token.i + 1 < len(parsed.doc) else token
        closing = token.i in parsed.cues or follows.i in parsed.cues
        return not (closing and token.is_lower)
    return True


def _bare_report(parsed: Parsed, first: int, high: int) -> bool:
    """Whether a short sentence only says who said it: “It is so.” Kim said."""
    doc = parsed.doc
    for i in range(first, min(first + 8, len(doc) - 1)):
        if doc[i].idx >= high:
            return False
        if i in parsed.cues and "d" in parsed.cues[i].frames and doc[i].pos_ == "VERB":
            return i > first and doc[i + 1].text in {".", "\n"}
        if doc[i].pos_ not in {"PROPN", "NOUN", "DET", "ADJ", "ADP", "PRON", "PUNCT"}:
            return False
    return False


def _opens_anew(parsed: Parsed, k: int, first: int, high: int) -> bool:
    """Whether the words behind a full stop introduce the next marks, as in “Why?” He answered: “So.”."""
    doc = parsed.doc
    if k + 1 >= len(parsed.regions) or first >= len(doc) or parsed.regions[k + 1].start != high:
        return False
    token = doc[first]
    words = parsed.text[token.idx : high].rstrip()
    capital = token.text[:1].isupper() and token.pos_ in {"PRON", "DET"} and token.text != "I"
    return capital and words[-1:] in {",", ":"} and len(words) < 60


def _near_subject(token: Token, first: int, high: int) -> Token | None:
    """The speaker beside the cue: from the parse, else the noun that stands there."""
    subject = subject_of(token)
    if subject is not None and first <= subject.i and subject.idx < high:
        return subject
    doc = token.doc
    if token.i > first and doc[token.i - 1].pos_ in NOUNS:
        return doc[token.i - 1]
    if token.i + 1 < len(doc) and token.i - first <= 1:
        for right in doc[token.i + 1 : min(token.i + 7, len(doc))]:
            if right.idx >= high or right.text in TERMINAL or right.text == ",":
                break
            if right.pos_ in {"NOUN", "PROPN", "PRON"} and right.head.i <= token.i:
                return right
            if right.pos_ == "PROPN" and (
                right.i + 1 >= len(doc) or doc[right.i + 1].pos_ != "PROPN"
            ):
                return right
    return next((t for t in reversed(doc[first : token.i]) if t.pos_ in NOUNS), subject)


def _before(parsed: Parsed, k: int) -> Iterator[Link]:
    """Kim said: “...”; she told reporters on Friday, “...”."""
    low, high = parsed.gap_before(k)
    doc = parsed.doc
    last = parsed.first_token(high) - 1
    if last < 0 or doc[last].idx < low:
        return
    stop = parsed.text[low:high].rstrip()[-1:]
    if stop in TERMINAL:
        return
    blocked = 0
    for i in range(last, max(last - NEAR, -1), -1):
        token = doc[i]
        if token.idx < low or (token.text in TERMINAL and token.dep_ == "punct"):
            return
        entry = parsed.cues.get(i)
        if (
            entry is not None
            and token.pos_ in {"VERB", "AUX"}
            and entry.frames & {"d", "c", "p", "as", "a"}
        ):
            between = doc[i + 1 : last + 1]
            if not entry.frames & {"d", "c"} and not all(t.lower_ in NAMING for t in between):
                return
            if stop not in {":", ","} and (blocked or _in_phrase(parsed, doc[last], token)):
                return
            if stop == ":" or all(_of_cue_phrase(t, token) for t in between):
                subject = speaker_of(parsed, token)
                if subject is None and entry.frames & {"d", "c"}:
                    subject = _inverted(token, last)
                if is_irrealis(token) or (subject is None and is_passive(token)):
                    return
                if subject is None and not entry.frames & {"d", "c"}:
                    return
                yield Link(k, i, None if subject is None else subject.i, "before", blocked, stop)
            return
        if token.pos_ in {"VERB", "AUX"} and stop != ":":
            blocked += 1
            if token.dep_ not in {"relcl", "acl", "aux", "auxpass", "advcl"} or blocked > 2:
                return


def _inverted(token: Token, last: int) -> Token | None:
    """Said Ellis: “...”."""
    words = token.doc[token.i + 1 : last + 1]
    return next((t for t in reversed(words) if t.pos_ in {"PROPN", "NOUN", "PRON"}), None)


def _in_phrase(parsed: Parsed, token: Token, cue: Token) -> bool:
    """Whether the words right before the marks are a phrase that the marks complete: on the show “...”."""
    if token == cue or token.lower_ in {"that", "as"}:
        return False
    return token.pos_ == "ADP" or (token.dep_ == "pobj" and not parsed.is_time(token))


def _of_cue_phrase(token: Token, cue: Token) -> bool:
    """Whether a word between cue and marks tells to whom, when or where, not what."""
    if not token.is_alpha or token.lower_ in {"that", "as", "how"}:
        return True
    top = token
    for _ in range(12):
        if top.head in (cue, top):
            break
        top = top.head
    if top.head != cue:
        return False
    if top.dep_ in {"dobj", "dative"}:
        if cue.lemma_ == "put":
            return top.lower_ == "it"
        return cue.lemma_ in {
            "tell",
            "ask",
            "remind",
            "warn",
            "inform",
            "assure",
            "advise",
            "write",
            "instruct",
        }
    return top.dep_ in {
        "npadvmod",
        "prep",
        "advmod",
        "dative",
        "prt",
        "advcl",
        "aux",
        "nsubj",
        "mark",
    }


def _above(parsed: Parsed, k: int) -> Iterator[Link]:
    """A paragraph that ends in a colon, and the quotation below it."""
    region = parsed.regions[k]
    low, high = parsed.gap_before(k)
    if (
        parsed.text[low:high].strip()
        or not region.paragraph
        or low != parsed.paragraphs[region.paragraph].start
    ):
        return
    above = parsed.paragraphs[region.paragraph - 1]
    words = parsed.text[above.start : above.end].rstrip()
    if not words.endswith((":", ",")):
        return
    doc = parsed.doc
    last = parsed.first_token(above.end) - 1
    for i in range(last, max(last - NEAR, -1), -1):
        token = doc[i]
        if token.idx < above.start or (token.text in TERMINAL and i < last - 1):
            return
        entry = parsed.cues.get(i)
        if (
            entry is not None
            and token.pos_ in {"VERB", "AUX"}
            and parsed.region_at(token.idx) is None
        ):
            subject = speaker_of(parsed, token)
            if subject is not None:
                yield Link(k, i, subject.i, "above", 0, words[-1])
                return
