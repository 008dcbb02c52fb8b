"""The words that say that somebody said, thought or wants something: lexicon, and frames in the parse."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, cast

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from corpuskit.extractors._parsed import Parsed

Act = Literal["speech", "thought", "intention"]

VERBS = {"VERB", "AUX"}
OBJECTS = {"dobj", "dative", "obj", "attr"}
PREDICATES = {"oprd", "acomp", "attr"}
SEEMING = {"appear", "seem"}
"""Nobody is named to whom it seems."""

DOCUMENTS = {
    "letter", "statement", "report", "study", "poll", "survey", "memo", "tweet", "email", "article",
    "post", "message", "story", "editorial", "document", "note", "communique", "declaration", "lawsuit",
}  # fmt: skip
LIGHT_VERBS = {
    "make",
    "issue",
    "have",
    "express",
    "voice",
    "give",
    "raise",
    "release",
    "offer",
    "get",
}
EXPLETIVES = {"it", "there"}
TIME_PREPOSITIONS = {"on", "in", "at", "during", "after", "before", "since", "until", "by", "while"}
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


@attrs.frozen
class Entry:
    """A cue of the lexicon: what act it reports, and the frames in which it does (see the data)."""

    lemma: str
    act: Act
    frames: frozenset[str]


@attrs.frozen
class Attribution:
    """A cue in its sentence: token indices of the cue, its speaker and the pieces of its content.

    `subject` is the head token of the speaker; `pieces` are half-open token ranges, in text order.
    """

    cue: tuple[int, int]
    head: int
    entry: Entry
    frame: str
    subject: int | None
    pieces: tuple[tuple[int, int], ...]


@cache
def lexicon(name: str = "cues.tsv") -> dict[tuple[str, str], Entry]:
    """The cues by part of speech (v, n, j) and lemma."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / name).read_text("utf-8")
    entries = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, kind, act, frames = line.split("\t")
            entries[kind, lemma] = Entry(lemma, cast("Act", act), frozenset(frames.split()) - {"-"})
    return entries


@cache
def lexicon_words(name: str) -> frozenset[str]:
    """A plain list of words."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / name).read_text("utf-8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )


@cache
def confidences() -> dict[str, float]:
    """The share of right records by rule."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / "confidence.tsv").read_text(
        "utf-8"
    )
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {rule: float(share) for rule, share in rows}


KINDS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}


def cue_words(doc: Doc, *, spun: bool) -> dict[int, Entry]:
    """Every token that may be a cue, by index."""
    entries = lexicon()
    extra = lexicon("spun.tsv") if spun else {}
    found = {}
    for token in doc:
        lemma = token.lemma_.lower()
        kind = KINDS.get(token.pos_, "")
        entry = extra.get((kind, lemma)) or entries.get((kind, lemma))
        if (
            entry is None and kind == "v" and lemma[-3:] == "ing"
        ):  # the lemmatizer trusts a wrong tag
            entry = entries.get((kind, lemma[:-3])) or entries.get((kind, lemma[:-3] + "e"))
            entry = entry or entries.get((kind, lemma[:-4]))
        if entry is None and extra:
            entry = extra.get(("x", token.lower_))
        if entry is not None and entry.frames:
            found[token.i] = entry
    return found


def attributions(parsed: Parsed, *, spun: bool) -> Iterator[Attribution]:
    """What each cue says about its surroundings, as far as the parse shows it."""
    for i, entry in parsed.cues.items():
        token = parsed.doc[i]
        if token.pos_ in VERBS or token.tag_.startswith("V"):
            found = _verb(parsed, token, entry)
        elif token.pos_ == "ADJ" and entry.lemma != token.lower_:
            found = None
        elif token.pos_ == "ADJ" and "d" not in entry.frames:
            found = _adjective(token, entry)
        elif token.pos_ == "ADJ":
            found = _verb(parsed, token, entry)
        else:
            found = _noun(token, entry)
        if found is not None:
            clipped = _clipped(parsed, found)
            if clipped.pieces:
                yield clipped
    yield from _according(parsed, spun=spun)


def _clipped(parsed: Parsed, found: Attribution) -> Attribution:
    """An attribution without what the parser took from other sentences."""
    low, high = parsed.units[found.head]
    pieces = [(max(s, low), min(e, high)) for s, e in found.pieces]
    return attrs.evolve(found, pieces=tuple(p for p in pieces if p[0] < p[1]))


def speaker_of(parsed: Parsed, token: Token) -> Token | None:
    """The speaker as the parse has it, or the noun that stands beside the cue."""
    subject = subject_of(token)
    if subject is not None and parsed.same_unit(subject, token):
        return subject
    if is_passive(token) or token.tag_ in {"VB", "VBG"}:
        return None
    return _neighbour(parsed, token)


def _neighbour(parsed: Parsed, token: Token) -> Token | None:
    """The noun before a finite verb, over adverbs and a parenthesis between dashes or commas."""
    low = parsed.units[token.i][0]
    doc = token.doc
    i = token.i - 1
    while i > low and doc[i].pos_ in {"ADV", "AUX", "PART"}:
        i -= 1
    if i > low and doc[i].text in {",", "–", "—", "-"}:
        mark = doc[i].text
        i = next((k for k in range(i - 1, max(low, i - 40), -1) if doc[k].text == mark), i) - 1
    if i < low or doc[i].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    noun = doc[i]
    while (
        noun.head.i < noun.i
        and noun.head.i >= low
        and noun.dep_ in {"pobj", "prep", "conj", "appos", "poss"}
    ):
        noun = noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN", "PRON"} else doc[i]


def subject_of(token: Token, depth: int = 0) -> Token | None:
    """Who does what the verb says; for participles and infinitives the subject of the verb above."""
    if depth > 8:
        return None
    passive = is_passive(token)
    for child in token.children:
        if child.dep_ in {"nsubj", "csubj", "expl"} or (child.dep_ == "nsubjpass" and not passive):
            return child
        if child.dep_ == "agent" and passive:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if passive:
        return None
    head, dep = token.head, token.dep_
    if head is token:
        return None
    if dep == "relcl":
        pronoun = next((c for c in token.lefts if c.tag_ in {"WP", "WDT"}), None)
        return pronoun or head
    if dep == "acl":
        return (
            head if token.tag_ == "VBG" and head.pos_ not in VERBS else _outer_subject(head, depth)
        )
    if dep == "pcomp":
        return _outer_subject(head.head, depth)
    if dep == "conj" and head.dep_ == "ccomp" and _reports_on(token):
        return _outer_subject(head.head, depth)
    if dep in {"conj", "xcomp", "advcl", "dep", "prep"} or (dep == "ccomp" and token.tag_ == "VBG"):
        return _outer_subject(head, depth)
    return None


def is_irrealis(token: Token) -> bool:
    """Whether it was not said: "will announce", "to criticize", "Tell us!"."""
    if token.tag_ != "VB":
        return False
    auxiliaries = [c for c in token.children if c.dep_ == "aux"]
    return not any(c.lemma_ == "do" for c in auxiliaries)


def _is_empty(subject: Token, entry: Entry) -> bool:
    """Whether the subject is nobody: "it is said", "there", "the plan that demands respect"."""
    word = subject.lower_
    if subject.dep_ == "expl" or word == "there":
        return True
    if word in {"that", "which"} and subject.tag_ in {"WDT", "WP"}:
        return subject.head.head.lemma_ not in DOCUMENTS
    return (
        word in {"that", "it", "this"} and not entry.frames & {"c"} and entry.lemma not in SEEMING
    )


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive voice, also without its auxiliary ("asked about it")."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children):
        return True
    bare = token.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in token.children)
    return bare and token.dep_ in {"acl", "advcl", "relcl", "ROOT", "amod"}


def _outer_subject(head: Token, depth: int) -> Token | None:
    if head.pos_ in VERBS:
        for child in head.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
        return subject_of(head, depth + 1)
    return None


def _verb(parsed: Parsed, token: Token, entry: Entry) -> Attribution | None:
    passive = is_passive(token)
    subject = speaker_of(parsed, token)
    if subject is None or is_irrealis(token) or _is_empty(subject, entry):
        return None
    found = _clause(parsed, token, entry) or _infinitive(parsed, token, entry)
    if not found and not passive:
        found = (
            _parenthesis(parsed, token, entry, subject)
            or _that(parsed, token, entry)
            or _object(parsed, token, entry)
        )
    found = found or _preposition(token, entry)
    if not found:
        return None
    frame, pieces, last = found
    return Attribution(
        cue=(_cue_start(token), max(token.i, last) + 1),
        head=token.i,
        entry=entry,
        frame=frame,
        subject=None if entry.lemma in SEEMING else subject.i,
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
    elif end > token.i:  # the cue stands inside the clause: both sides of it are content
        return "clause", [(start, end)], token.i
    else:
        start = _fronted_start(token, start)
    return "clause", [(start, end)], token.i


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
            if _reports_on(child):
                return min(end, child.left_edge.i)
            end = _next_report(child, end)
        elif child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i == child.i:
            entry = lexicon().get(("v", child.lemma_.lower()))
            if entry is not None and entry.act == "speech" and child.doc[child.i - 1].text == ",":
                return min(end, child.i - 1)
    return end


def _reports_on(token: Token) -> bool:
    """Whether a verb that the parser joined to the reported clause goes on reporting: "and added that"."""
    entry = lexicon().get(("v", token.lemma_.lower()))
    if entry is None or entry.act != "speech" or token.tag_ != "VBD" or token.dep_ != "conj":
        return False
    if any(c.dep_ == "nsubj" for c in token.lefts):
        return False
    clause = next((c for c in token.rights if c.dep_ == "ccomp"), None)
    return clause is not None and any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)


def _is_small(clause: Token) -> bool:
    """Whether a clause has no tense of its own: "urged [him to go]", "called [it a lie]"."""
    return not any(c.dep_ == "aux" and c.tag_ in {"MD"} for c in clause.children) and clause.tag_ in {
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
    while head.dep_ in {"aux", "auxpass"} and head.head is not head:
        head = head.head
    beside_head = head is not token and parsed.same_unit(head, token)
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
        return "object", [(objects[0].left_edge.i, wanted[-1].right_edge.i + 1)], token.i
    in_marks = bool(objects) and bool(
        parsed.regions_in(objects[0].left_edge.idx, objects[0].right_edge.idx)
    )
    if objects and ("n" in entry.frames or in_marks) and not _is_time(objects[0]):
        end = _restrictive_end(objects[0])
        for tail in tails:
            if tail.left_edge.i == end and tail.lower_ in OBJECT_TAILS:
                end = tail.right_edge.i + 1
        return "object", [(objects[0].left_edge.i, end)], token.i
    if "a" in entry.frames and objects and any(c.lower_ == "as" for c in tails):
        return "object", [(objects[0].left_edge.i, tails[-1].right_edge.i + 1)], token.i
    return None


def _preposition(token: Token, entry: Entry) -> Found | None:
    """Warned of war; spoke about it; called for talks; pointed to the facts."""
    for child in token.rights:
        if child.dep_ in {"prep", "prt"} and child.lower_ in entry.frames:
            inner = [c for c in child.rights if c.dep_ in {"pobj", "pcomp"}]
            if inner and not _is_time(inner[0]):
                start = inner[0].left_edge.i
                end = _restrictive_end(inner[-1])
                tails = [
                    c for c in token.rights if c.dep_ in {"xcomp", "advcl"} and c.left_edge.i == end
                ]
                if tails and any(c.tag_ == "TO" for c in tails[0].children):
                    end = tails[0].right_edge.i + 1
                return "preposition", [(max(start, child.i + 1), end)], child.i
        if child.dep_ in {"advcl", "ccomp", "xcomp"}:  # called for all members to stay
            mark = next(
                (c for c in child.lefts if c.dep_ == "mark" and c.lower_ in entry.frames), None
            )
            if mark is not None and mark.i <= token.i + 2:
                return "preposition", [(mark.i + 1, child.right_edge.i + 1)], mark.i
    return None


def _restrictive_end(token: Token) -> int:
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


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"}


def _noun(token: Token, entry: Entry) -> Attribution | None:
    """Her claim that ...; the warning by Kim that ...; made a promise to ..."""
    subject = _owner(token)
    if subject is None:
        return None
    for child in token.rights:
        clause = child.dep_ in {"acl", "ccomp", "relcl"}
        that = (
            clause
            and "c" in entry.frames
            and any(c.dep_ == "mark" or c.lower_ == "that" for c in child.children)
        )
        to = clause and "i" in entry.frames and any(c.tag_ == "TO" for c in child.children)
        if that or to:
            start, end = child.left_edge.i, child.right_edge.i + 1
        elif child.dep_ == "prep" and child.lower_ in entry.frames:
            start, end = child.i + 1, child.right_edge.i + 1
        else:
            continue
        if start < end:
            last = start - 1 if child.dep_ == "prep" else token.i
            return Attribution(
                (token.i, last + 1), token.i, entry, "noun", subject.i, ((start, end),)
            )
    return None


def _owner(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    head = token.head
    if token.dep_ == "dobj" and head.lemma_ in LIGHT_VERBS and not is_passive(head):
        return subject_of(head)
    return None


def _adjective(token: Token, entry: Entry) -> Attribution | None:
    """Is confident that; was worried about."""
    verb = token.head
    if token.dep_ not in {"acomp", "ROOT", "conj"} or verb.lemma_ not in {
        "be",
        "feel",
        "remain",
        "become",
        "make",
    }:
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in EXPLETIVES or subject.tag_.startswith("W"):
        return None
    for child in [*token.rights, *verb.rights]:
        if child.dep_ == "ccomp" and "c" in entry.frames and child.i > token.i:
            pieces = ((child.left_edge.i, child.right_edge.i + 1),)
        elif child.dep_ == "prep" and child.head is token and child.lower_ in entry.frames:
            pieces = ((child.i + 1, child.right_edge.i + 1),)
        else:
            continue
        return Attribution((token.i, token.i + 1), token.i, entry, "adjective", subject.i, pieces)
    return None


ACCORDING = Entry("according to", "speech", frozenset({"according"}))


def _according(parsed: Parsed, *, spun: bool) -> Iterator[Attribution]:
    """According to Kim, ...; ..., in accordance to Tass (as spinners have it)."""
    doc = parsed.doc
    for token in doc:
        if token.lower_ == "according" or (spun and token.lower_ == "accordance"):
            to = token.i + 1
        else:
            continue
        if to + 1 >= len(doc) or doc[to].lower_ not in (
            {"to"} if token.lower_ == "according" else {"to", "with"}
        ):
            continue
        start = token.i if token.lower_ == "according" or not token.i else token.i - 1
        source = next((c for c in doc[to].children if c.dep_ in {"pobj", "pcomp"}), None)
        if source is None:
            source = next(
                (t for t in doc[to + 1 : to + 8] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None
            )
        if source is None or (token.lower_ == "accordance" and doc[to].lower_ == "with"):
            continue
        low, high = first, _ = parsed.units[token.i]
        bracket = _bracket_before(doc, start, low)
        if bracket is not None:
            low = bracket + 1
        end = source.right_edge.i + 1
        if start > first + 1:  # at the end of the sentence, mostly: what follows is not content
            before, after = (low, start), (end, high)
            follows = [t for t in doc[end:high] if t.is_alpha]
            pieces = (before, after) if low + 3 >= start and len(follows) > 3 else (before,)
        else:
            pieces = ((end, high),)
        made = tuple(p for p in pieces if p[0] < p[1])
        if made:
            yield Attribution((start, to + 1), token.i, ACCORDING, "according", source.i, made)


def _bracket_before(doc: Doc, start: int, low: int) -> int | None:
    for i in range(start - 1, low - 1, -1):
        if doc[i].text in {")", "]"}:
            return None
        if doc[i].text in {"(", "["}:
            return i
    return None


def _cue_start(token: Token) -> int:
    start = token.i
    while (
        start
        and token.doc[start - 1].dep_ in {"aux", "auxpass", "neg"}
        and token.doc[start - 1].head is token
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
    if subject is not None and (subject.head is token or 0 < token.i - subject.i < 8):
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
