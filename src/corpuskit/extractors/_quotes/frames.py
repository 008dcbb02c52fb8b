"""What a cue governs: clause, infinitive, object, the sentence around it; frames over dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.attribution import Attribution
from corpuskit.extractors._quotes.cues import SEEMING, VERBS, lexicon
from corpuskit.extractors._quotes.nouns import according, adjective, noun
from corpuskit.extractors._quotes.subjects import (
    is_empty,
    is_irrealis,
    is_passive,
    reports_on,
    speaker_of,
)
from corpuskit.extractors._quotes.unvoiced import unvoiced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.cues import Entry
    from corpuskit.extractors._quotes.parsed import Parsed

OBJECTS = {"dobj", "dative", "obj", "attr"}

PREDICATES = {"oprd", "acomp", "attr"}

OBJECT_TAILS = {
    "for",
    "as",
    "of",
    "over",
    "about",
    "against",
    "from",
    "with",
    "to",
    "toward",
    "between",
    "by",
}


TOPICS = {"about", "on", "over", "for", "against"}
"""What still belongs to the topic behind its first preposition: agreed with him on the plan."""


def attributions(parsed: Parsed, *, spun: bool) -> Iterator[Attribution]:
    """What each cue says about its surroundings, as far as the parse shows it."""
    for i, entry in parsed.cues.items():
        token = parsed.doc[i]
        if token.pos_ in VERBS or token.tag_.startswith("V"):
            found = _verb(parsed, token, entry)
        elif token.pos_ == "ADJ" and entry.lemma != token.lower_:
            found = None
        elif token.pos_ == "ADJ" and "d" not in entry.frames:
            found = adjective(token, entry)
        elif token.pos_ == "ADJ":
            found = _verb(parsed, token, entry)
        else:
            found = noun(token, entry)
        if found is not None and _of_one_sentence(parsed, found):
            clipped = _clipped(parsed, found)
            if clipped.pieces:
                yield clipped
    yield from according(parsed, spun=spun)


def _of_one_sentence(parsed: Parsed, found: Attribution) -> bool:
    """Whether the parser did not take the speaker from a heading or sentence before."""
    return found.subject is None or parsed.units[found.subject] == parsed.units[found.head]


def _clipped(parsed: Parsed, found: Attribution) -> Attribution:
    """An attribution without what the parser took from other sentences."""
    low, high = parsed.units[found.head]
    pieces = [(max(s, low), min(e, high)) for s, e in found.pieces]
    return attrs.evolve(found, pieces=tuple(p for p in pieces if p[0] < p[1]))


def _verb(parsed: Parsed, token: Token, entry: Entry) -> Attribution | None:
    passive = is_passive(token)
    subject = speaker_of(parsed, token)
    if entry.lemma in SEEMING:
        return unvoiced(parsed, token, entry)
    if subject is None and passive:
        return unvoiced(parsed, token, entry)
    called_off = any(c.dep_ == "prt" and c.lower_ == "off" for c in token.rights)
    if subject is None or called_off or is_empty(subject, entry):
        return None
    if is_irrealis(token):
        found = _clause(parsed, token, entry)
    else:
        found = _clause(parsed, token, entry) or _infinitive(parsed, token, entry)
    if not found and not passive and not is_irrealis(token):
        found = (
            _parenthesis(parsed, token, entry, subject)
            or _that(parsed, token, entry)
            or _object(parsed, token, entry)
        )
    if not is_irrealis(token):
        found = found or _preposition(parsed, token, entry)
    if not found:
        return None
    frame, pieces, last = found
    return Attribution(
        cue=(_cue_start(token), max(token.i, last) + 1),
        head=token.i,
        entry=entry,
        frame=frame,
        subject=subject.i,
        pieces=_without(pieces, token, subject),
    )


Found = tuple[str, list[tuple[int, int]], int]
"""Frame, pieces of the content, and the last token of the cue."""


def _clause(parsed: Parsed, token: Token, entry: Entry) -> Found | None:
    """She said (that) ...; ..., she said; she asked whether ..."""
    if not entry.frames & {"c", "q", "d", "o", "p", "i", "n", "g", "a"}:
        return None
    clauses = [c for c in token.children if c.dep_ == "ccomp" and parsed.same_unit(c, token)]
    if not clauses:
        return None
    clause = next((c for c in clauses if c.i > token.i), clauses[0])
    plain = bool(entry.frames & {"c", "q", "d"})
    if not plain and not _is_small(clause):
        return None
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    end = min(end, _next_report(clause, end))
    if clause.i > token.i:
        start = max(start, token.i + 1)
        if _torn(parsed, token, clause, start):
            start = token.i + 1
    elif end > token.i:  # the cue stands inside the clause: both sides of it are content
        return "clause", [(start, end)], token.i
    elif token.doc[end : token.i].text.lstrip().startswith(";"):
        return None
    else:
        start = _fronted_start(token, start)
    return "clause", [(start, end)], token.i


def _torn(parsed: Parsed, token: Token, clause: Token, start: int) -> bool:
    """Whether the parser tore the clause from its own subject: said about half of it [was lost]."""
    gap = token.doc[token.i + 1 : start]
    if not len(gap) or any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in clause.lefts):
        return False
    return (
        gap[-1].pos_ in {"NOUN", "PROPN", "NUM"}
        and not any(t.is_punct or t.pos_ in VERBS or parsed.is_time(t) for t in gap)
        and clause.tag_ in {"VBD", "VBZ", "VBP"}
    )


def _next_report(clause: Token, end: int) -> int:
    """Where somebody else begins to speak in the same sentence: "... and Kim said"."""
    for child in clause.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB":
            subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
            entry = lexicon().get(("v", child.lemma_.lower()))
            if (
                subject is not None
                and entry is not None
                and entry.act == "speech"
                and subject.pos_ != "PRON"
            ):
                return min(end, child.left_edge.i)
            if reports_on(child):
                return min(end, child.left_edge.i)
            end = _next_report(child, end)
        elif child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i == child.i:
            entry = lexicon().get(("v", child.lemma_.lower()))
            if entry is not None and entry.act == "speech" and child.doc[child.i - 1].text == ",":
                return min(end, child.i - 1)
        elif child.dep_ == "advcl" and any(c.lower_ == "while" for c in child.lefts):
            entry = lexicon().get(("v", child.lemma_.lower()))
            if entry is not None and entry.act == "speech" and "c" in entry.frames:
                end = min(end, child.left_edge.i)
    return end


def _is_small(clause: Token) -> bool:
    """Whether a clause has no tense of its own: "urged [him to go]", "called [it a lie]"."""
    return not any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children) and clause.tag_ in {
        "VB", "VBG", "VBN", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "RB", "IN", "PRP",
    }  # fmt: skip


def _fronted_start(token: Token, start: int) -> int:
    """Adverbials that the parser hung on the cue, though they open the fronted clause."""
    for child in token.lefts:
        if (
            child.dep_ in {"advcl", "prep", "advmod", "npadvmod", "cc", "mark"}
            and child.left_edge.i < start
        ):
            return child.left_edge.i
    return start


def _that(parsed: Parsed, token: Token, entry: Entry) -> Found | None:
    """She told him that ..., he vowed to ... where the parse is broken: to the end of the sentence."""
    high = parsed.units[token.i][1]
    for i in range(token.i + 1, min(token.i + 6, high - 1)):
        word = token.doc[i]
        if word.lower_ == "that" and entry.frames & {"c"}:
            return "that", [(i + 1, high)], token.i
        if word.lower_ == "to" and i == token.i + 1 and entry.frames >= {"i"} and word.tag_ == "TO":
            return "that", [(i, high)], token.i
        if word.is_punct or word.pos_ in VERBS:
            return None
    return None


def _infinitive(parsed: Parsed, token: Token, entry: Entry) -> Found | None:
    """Vows to, wants to; denied doing; asked him to."""
    for child in token.rights:
        if not parsed.same_unit(child, token):
            continue
        if child.dep_ != "xcomp" and not (child.dep_ == "advcl" and "i" in entry.frames):
            continue
        to = any(c.tag_ == "TO" for c in child.children)
        if (to and entry.frames & {"i", "o"}) or (
            child.dep_ == "xcomp" and child.tag_ == "VBG" and entry.frames & {"g", "n"}
        ):
            start = child.left_edge.i
            if "o" in entry.frames:
                objects = [c for c in token.rights if c.dep_ in OBJECTS and c.i < child.i]
                start = objects[0].left_edge.i if objects else start
            return "infinitive", [(max(start, token.i + 1), child.right_edge.i + 1)], token.i
        if child.dep_ == "xcomp" and entry.frames & {"p", "as"} and child.pos_ not in VERBS:
            return "predicate", [(child.left_edge.i, child.right_edge.i + 1)], token.i
    return None


def _parenthesis(parsed: Parsed, token: Token, entry: Entry, subject: Token) -> Found | None:
    """The sentence around a cue between commas: "It is, he said, over"; "as she put it"."""
    put_it = entry.lemma == "put" and any(c.lower_ == "it" for c in token.rights)
    if not ("c" in entry.frames or put_it) or not 0 <= abs(subject.i - token.i) < 25:
        return None
    doc = token.doc
    low, high = parsed.units[token.i]
    first = min(subject.left_edge.i, token.i)
    before = doc[first - 1].text if first > low else ""
    last = token.i
    beside = {"npadvmod", "prep", "advmod", "dative", "prt"} | (
        {"dobj"} if "o" in entry.frames else set()
    )
    for child in token.rights:
        if child.dep_ in beside and child.left_edge.i == last + 1:
            last = child.right_edge.i
    after = doc[last + 1].text if last + 1 < high else "."
    fenced = before in {",", "–", "—"} and after in {",", ".", "–", "—", ";", ":"}
    complete = any(t.pos_ in VERBS for t in doc[low:first]) or high - last > 4
    if not complete:
        return None
    head = token.head
    while head.dep_ in {"aux", "auxpass"} and head.head != head:
        head = head.head
    beside_head = head != token and parsed.same_unit(head, token)
    if token.dep_ == "parataxis" and beside_head and (fenced or doc[token.left_edge.i].text == ","):
        return "parenthesis", [(head.left_edge.i, head.right_edge.i + 1)], token.i
    if _has_as(token):
        free = put_it or not any(c.dep_ in {"dobj", "ccomp", "attr", "prep"} for c in token.rights)
        if not (token.dep_ == "advcl" and beside_head and free):
            return None
        pieces = [
            (head.left_edge.i, token.left_edge.i),
            (token.right_edge.i + 1, head.right_edge.i + 1),
        ]
        return "parenthesis", pieces, token.i
    relative = token.dep_ == "relcl" and any(t.tag_ in {"WDT", "WP"} for t in token.subtree)
    if fenced and not relative and token.tag_ != "VBG" and first - low > 2:
        return "parenthesis", [(low, high)], token.i
    return None


def _has_as(token: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ == "mark" for c in token.lefts)


def _object(parsed: Parsed, token: Token, entry: Entry) -> Found | None:
    """Criticized the plan for its cost; called it a lie; described him as weak; accused him of lying."""
    objects = [c for c in token.rights if c.dep_ in OBJECTS and parsed.same_unit(c, token)]
    predicates = [c for c in token.rights if c.dep_ in PREDICATES]
    if "p" in entry.frames and (predicates or len(objects) > 1):
        last = (predicates or objects)[-1]
        first = min([*objects, *predicates], key=lambda c: c.i)
        return "predicate", [(first.left_edge.i, last.right_edge.i + 1)], token.i
    tails = [
        c for c in token.rights if c.dep_ in {"prep", "xcomp"} and objects and c.i > objects[0].i
    ]
    wanted = [c for c in tails if c.lower_ in entry.frames]
    if objects and wanted and "n" not in entry.frames:
        return "object", [(objects[0].left_edge.i, restrictive_end(wanted[-1]))], token.i
    in_marks = bool(objects) and bool(
        parsed.regions_in(objects[0].left_edge.idx, objects[0].right_edge.idx)
    )
    attitude = "t" in entry.frames and "n" not in entry.frames
    if objects and ("n" in entry.frames or attitude or in_marks) and not parsed.is_time(objects[0]):
        end = restrictive_end(objects[0])
        for tail in tails:
            if tail.left_edge.i == end and tail.lower_ in OBJECT_TAILS:
                end = tail.right_edge.i + 1
        return "attitude" if attitude else "object", [(objects[0].left_edge.i, end)], token.i
    if "a" in entry.frames and objects and any(c.lower_ == "as" for c in tails):
        return "object", [(objects[0].left_edge.i, tails[-1].right_edge.i + 1)], token.i
    return None


def _preposition(parsed: Parsed, token: Token, entry: Entry) -> Found | None:
    """Warned of war; spoke about it; called for talks; pointed to the facts."""
    for child in token.rights:
        if child.dep_ in {"prep", "prt"} and child.lower_ in entry.frames:
            inner = [c for c in child.rights if c.dep_ in {"pobj", "pcomp"}]
            if inner and not parsed.is_time(inner[0]):
                start = inner[0].left_edge.i
                end = restrictive_end(inner[-1])
                tails = [
                    c for c in token.rights if c.dep_ in {"xcomp", "advcl"} and c.left_edge.i == end
                ]
                if tails and any(c.tag_ == "TO" for c in tails[0].children):
                    end = tails[0].right_edge.i + 1
                for tail in token.rights:
                    if tail.dep_ == "prep" and tail.left_edge.i == end and tail.lower_ in TOPICS:
                        end = tail.right_edge.i + 1
                return "preposition", [(max(start, child.i + 1), end)], child.i
        if child.dep_ in {"advcl", "ccomp", "xcomp"}:  # called for all members to stay
            mark = next(
                (c for c in child.lefts if c.dep_ == "mark" and c.lower_ in entry.frames), None
            )
            if mark is not None and mark.i <= token.i + 2:
                return "preposition", [(mark.i + 1, child.right_edge.i + 1)], mark.i
    return None


def restrictive_end(token: Token) -> int:
    """The end of a noun phrase without a relative clause that only comments on it."""
    doc = token.doc
    end = token.right_edge.i + 1
    for child in token.subtree:
        if (
            child.dep_ == "relcl"
            and child.left_edge.i > token.i
            and doc[child.left_edge.i - 1].text == ","
        ):
            end = min(end, child.left_edge.i - 1)
    return end


def _cue_start(token: Token) -> int:
    start = token.i
    while (
        start
        and token.doc[start - 1].dep_ in {"aux", "auxpass", "neg"}
        and token.doc[start - 1].head == token
    ):
        start -= 1
    return start


def _without(
    pieces: Iterable[tuple[int, int]], token: Token, subject: Token | None
) -> tuple[tuple[int, int], ...]:
    """The pieces without the cue and its own words, where it stands among them."""
    low = high = token.i
    own = [
        c
        for c in token.children
        if c.dep_ in {"aux", "auxpass", "neg", "prt", "advmod"} and abs(c.i - token.i) < 4
    ]
    if subject is not None and (subject.head == token or 0 < token.i - subject.i < 8):
        own.append(subject)
    for child in own:
        low, high = min(low, child.left_edge.i), max(high, child.right_edge.i)
    for child in token.rights:  # told reporters, on Friday
        if child.dep_ in {"dobj", "dative", "npadvmod", "prep"} and child.left_edge.i == high + 1:
            high = child.right_edge.i
    kept: list[tuple[int, int]] = []
    for start, end in pieces:
        if start <= token.i < end:
            kept += [p for p in ((start, low), (high + 1, end)) if p[0] < p[1]]
        else:
            kept.append((start, end))
    return tuple(kept)
