"""What speaks for a reading and against it, as words a reader of the weights understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.cues import VERBS, words
from corpuskit.extractors._quotes.subjects import is_negated, is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.candidates import Candidate
    from corpuskit.extractors._quotes.parsed import Parsed

LENGTHS = (2, 3, 5, 8, 12, 18, 26, 40)


def features(parsed: Parsed, candidate: Candidate) -> list[str]:
    """The features of a reading of a cue."""
    doc, tree = parsed.doc, candidate.tree
    cue = doc[tree.head]
    frame = tree.frame
    kind = cue.pos_ if cue.pos_ != "AUX" else "VERB"
    lemma = f"{kind}:{tree.entry.lemma}"
    common = [*_cue(parsed, cue, nested=candidate.nested), *_speaker(parsed, tree.subject, cue)]
    content = list(_content(parsed, candidate))
    act = tree.entry.act
    listed = "listed" if tree.entry.frames else "unlisted"
    rule = "rule" if candidate.by_rule else "loose"
    found = ["always", lemma, f"{lemma} {frame}", f"frame {frame}", f"{act} {frame} {listed}", rule]
    found += [f"{rule} {frame} {act}", f"{listed} {act}", f"tag {cue.tag_} {frame}"]
    found += common
    found += content
    found += [f"{act} {c}" for c in common]
    found += [f"{frame} {c}" for c in content]
    return list(dict.fromkeys(found))


def link_features(parsed: Parsed, link: Link) -> list[str]:
    """The features of a cue beside marks."""
    cue = parsed.doc[link.cue]
    side = f"link {link.side}"
    found = [
        "link",
        side,
        f"{side} stop {link.stop}",
        f"{side} distance {min(link.distance, 4)}",
        f"{side} {'known' if link.known else 'unknown'}",
        f"{side} tag {cue.tag_}",
        f"{side} dep {cue.dep_}",
        f"link {cue.lemma_.lower()}",
    ]
    return found + [f"{side} {f}" for f in _speaker(parsed, link.subject, cue)]


def _cue(parsed: Parsed, cue: Token, *, nested: bool) -> Iterator[str]:
    yield f"tag {cue.tag_}"
    yield f"dep {cue.dep_}"
    if nested:
        yield "nested"
    if is_negated(cue):
        yield "negated"
    if cue.pos_ in VERBS and is_passive(cue):
        yield "passive"
    for child in cue.lefts:
        if child.dep_ == "aux":
            yield f"aux {child.lower_}"
        elif child.dep_ == "mark":
            yield f"mark {child.lower_}"
    if parsed.kinds[cue.i]:
        yield "cue in a name"


def _speaker(parsed: Parsed, subject: int | None, cue: Token) -> Iterator[str]:
    if subject is None:
        yield "speaker none"
        return
    token = parsed.doc[subject]
    noun = token.lemma_.lower()
    if parsed.kinds[token.i]:
        yield f"speaker {parsed.kinds[token.i]}"
    elif token.pos_ == "PRON":
        yield f"speaker {token.lower_}"
    elif noun in words("humans.txt"):
        yield "speaker human"
    elif noun in words("organisations.txt"):
        yield "speaker body"
    else:
        yield f"speaker {token.tag_}"
    yield f"speaker dep {token.dep_}"
    far = abs(token.i - cue.i)
    yield "speaker beside" if far < 3 else "speaker near" if far < 10 else "speaker far"
    yield "speaker left" if token.i < cue.i else "speaker right"
    if parsed.region_at(token.idx) is not None:
        yield "speaker in marks"


def _content(parsed: Parsed, candidate: Candidate) -> Iterator[str]:
    doc, tree = parsed.doc, candidate.tree
    low, high = tree.pieces[0][0], tree.pieces[-1][1]
    size = sum(e - s for s, e in tree.pieces)
    yield f"length {sum(size > n for n in LENGTHS)}"
    first = doc[low]
    yield f"opens {first.tag_}"
    if first.tag_ in {"IN", "WDT", "WP", "WRB", "TO"}:
        yield f"opens with {first.lower_}"
    root = first
    while low <= root.head.i < high and root.head.i != root.i:
        root = root.head
    yield f"root {root.tag_}"
    yield f"root dep {root.dep_}"
    if parsed.kinds[root.i]:
        yield f"root {parsed.kinds[root.i]}"
    verbs = sum(1 for k in range(low, high) if doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"})
    yield f"finite verbs {min(verbs, 3)}"
    if any(c.lower_ == "that" and c.dep_ == "mark" for c in root.lefts):
        yield "that"
    if low > 0 and doc[low - 1].lower_ in {"that", "whether", "if", "to", "for", ":"}:
        yield f"behind {doc[low - 1].lower_}"
    after = doc[high] if high < len(doc) else None
    follows = "end" if after is None else after.text if after.is_punct else after.pos_
    yield f"then {follows}"
    if high < parsed.units[tree.head][1] - 1:
        yield "before the end of the sentence"
    if len(tree.pieces) > 1:
        yield "two pieces"
    if any(parsed.regions_in(s, e) for s, e in candidate.pieces):
        yield "marks"
    yield "left of the cue" if low < tree.head else "right of the cue"
