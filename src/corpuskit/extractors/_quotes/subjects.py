"""The subject of a cue: who does what the verb says, as the parse has it or as the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.cues import DOCUMENTS, SEEMING, VERBS, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.cues import Entry
    from corpuskit.extractors._quotes.parsed import Parsed


OPENERS = {"“", '"', "‘", "'", "«", "„", "``", "”", "’"}
"""Marks that may open a quotation, also the wrong way round."""

FAR = 10
"""Tokens between a hyphen and the name that its compound belongs to, at most."""


def speaker_of(parsed: Parsed, token: Token) -> Token | None:
    """The speaker as the parse has it, or the noun that stands beside the cue."""
    subject = subject_of(token)
    if subject is not None and parsed.same_unit(subject, token):
        inside = parsed.region_at(subject.idx)
        if inside is None or inside == parsed.region_at(token.idx):
            return subject
        return _speaker_before(parsed, token)
    if is_passive(token) or token.tag_ in {"VB", "VBG"}:
        return None
    return _neighbour(parsed, token)


def _speaker_before(parsed: Parsed, token: Token) -> Token | None:
    """The subject of the cue before, where the parse took one from inside the marks: “I ...,” Kim said, adding that."""
    low = parsed.units[token.i][0]
    for i in range(token.i - 1, low - 1, -1):
        if i in parsed.cues and parsed.region_at(token.doc[i].idx) is None:
            for child in token.doc[i].children:
                if child.dep_ == "nsubj" and parsed.region_at(child.idx) is None:
                    return child
    return None


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
    passive = is_passive(token) and token.lemma_ != "quote"  # he was quoted by them: he speaks
    for child in token.children:
        if child.dep_ in {"nsubj", "csubj", "expl"} or (child.dep_ == "nsubjpass" and not passive):
            return _unhyphened(child)
        if child.dep_ == "agent" and passive:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if passive:
        return None
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep == "relcl":
        pronoun = next((c for c in token.lefts if c.tag_ in {"WP", "WDT"}), None)
        return pronoun or head
    if dep == "acl":
        return (
            head if token.tag_ == "VBG" and head.pos_ not in VERBS else outer_subject(head, depth)
        )
    if dep == "pcomp" and head.lower_ == "as" and head.head.lemma_ in {"quote", "cite"}:
        quoted = next((c for c in head.head.rights if c.dep_ == "dobj"), None)
        return quoted or outer_subject(head.head, depth)
    if dep == "pcomp":
        return outer_subject(head.head, depth)
    if dep == "conj" and head.dep_ == "ccomp" and reports_on(token):
        return outer_subject(head.head, depth)
    if dep in {"conj", "xcomp", "advcl", "dep", "prep"} or (dep == "ccomp" and token.tag_ == "VBG"):
        return outer_subject(head, depth)
    return None


def _unhyphened(subject: Token) -> Token:
    """The whole of a subject that the parser cut at its hyphen: co-author Ann Brown said."""
    after = subject.i + 1
    if after >= len(subject.doc) or subject.doc[after].text != "-" or subject.whitespace_:
        return subject
    others = [c for c in subject.head.children if c.dep_ == "nsubj" and c.i > after]
    return others[-1] if others and others[-1].i - subject.i < FAR else subject


def outer_subject(head: Token, depth: int) -> Token | None:
    if head.pos_ in VERBS:
        for child in head.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return _reporter(child) or child
        return subject_of(head, depth + 1)
    return None


def _reporter(subject: Token) -> Token | None:
    """Who says so, where a pronoun stands for him: Kim said she agreed, adding that ..."""
    verb = subject.head
    if (
        subject.pos_ != "PRON"
        or verb.dep_ != "ccomp"
        or subject.lower_ not in {"he", "she", "they"}
    ):
        return None
    entry = lexicon().get(("v", verb.head.lemma_.lower()))
    if entry is None or verb.head.i > verb.i:
        return None
    return next((c for c in verb.head.lefts if c.dep_ == "nsubj"), None)


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive voice, also without its auxiliary ("asked about it")."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children):
        return True
    bare = token.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in token.children)
    return bare and token.dep_ in {"acl", "advcl", "relcl", "ROOT", "amod"}


def is_negated(token: Token) -> bool:
    """Whether it was left unsaid: "did not say whether"; like a refusal, that tells of the will."""
    return any(c.dep_ == "neg" for c in token.children)


def is_irrealis(token: Token) -> bool:
    """Whether it was not said: "will announce", "to criticize", "Tell us!"."""
    if token.tag_ != "VB":
        return False
    auxiliaries = [c for c in token.children if c.dep_ == "aux"]
    return not any(c.lemma_ == "do" for c in auxiliaries)


def is_empty(subject: Token, entry: Entry) -> bool:
    """Whether the subject is nobody: "it is said", "there", "the plan that demands respect"."""
    word = subject.lower_
    if subject.dep_ == "expl" or word == "there":
        return True
    if word in {"that", "which"} and subject.tag_ in {"WDT", "WP"}:
        return subject.head.head.lemma_ not in DOCUMENTS
    if word == "it" and any(c.lower_ == "what" for c in subject.head.lefts):
        # What it called a “threat”; marks right behind the verb are found beside it, borders and all.
        return subject.doc[subject.head.i + 1 : subject.head.i + 2].text in OPENERS
    return (
        word in {"that", "it", "this"} and not entry.frames & {"c"} and entry.lemma not in SEEMING
    )


def reports_on(token: Token) -> bool:
    """Whether a verb that the parser joined to the reported clause goes on reporting: "and added that"."""
    entry = lexicon().get(("v", token.lemma_.lower()))
    if entry is None or entry.act != "speech" or token.tag_ != "VBD" or token.dep_ != "conj":
        return False
    if any(c.dep_ == "nsubj" for c in token.lefts):
        return False
    clause = next((c for c in token.rights if c.dep_ == "ccomp"), None)
    return clause is not None and any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)
