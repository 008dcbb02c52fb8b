"""What was said: quotations put together from marks, cues and the parse."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.attribution import Attribution
from corpuskit.extractors._quotes.beside import best_link
from corpuskit.extractors._quotes.direct import direct
from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.frames import attributions
from corpuskit.extractors._quotes.loose import loose
from corpuskit.extractors._quotes.ranking import likeliest_link, ranked
from corpuskit.extractors._quotes.spans import covered, is_closed, kind_of, outside, snapped
from corpuskit.extractors._quotes.subjects import is_irrealis, is_negated
from corpuskit.extractors._quotes.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.cues import Act
    from corpuskit.extractors._quotes.parsed import Parsed
    from corpuskit.extractors._quotes.weights import Weights


@attrs.frozen
class Spoken:
    """What the marks alone decide, and what the tree proposes beside it.

    `drafts`: quotations with a cue right beside their marks; `taken`: their regions; `found`: the other
    readings of the rules by cue; `quoting`: media that quote somebody.
    """

    drafts: list[Draft]
    taken: set[int]
    found: list[Attribution]
    quoting: list[Attribution]


def spoken(parsed: Parsed, pick: Callable[[Parsed, int], Link | None], *, spun: bool) -> Spoken:
    """The quotations in marks whose cue `pick` finds beside them, and the readings of all other cues."""
    trees = [a for a in attributions(parsed, spun=spun) if outside(parsed, parsed.doc[a.head])]
    found = {a.head: a for a in trees if a.entry.lemma != "quote"}
    labelled = transcript(parsed)
    taken = {k for draft in labelled for k in draft.regions}
    around: dict[tuple[int, int], list[Attribution]] = {}
    for tree in found.values():
        if tree.frame in {"clause", "that"}:
            around.setdefault(parsed.units[tree.head], []).append(tree)
    linked: dict[int, Link] = {}
    for k in range(len(parsed.regions)):
        link = None if k in taken else pick(parsed, k)
        if link is not None and not _within(link, around.get(parsed.units[link.cue], ())):
            linked[k] = link
    made, held = direct(parsed, linked, found)
    made += labelled
    done = {draft.head for draft in made}
    return Spoken(
        made,
        taken | held,
        [tree for head, tree in found.items() if head not in done],
        [tree for tree in trees if tree.entry.lemma == "quote"],
    )


def drafts(parsed: Parsed, *, spun: bool, weights: Weights | None = None) -> list[Draft]:
    """All quotations of a text, in text order; `weights` choose cues and contents instead of the rules."""
    pick = best_link if weights is None else partial(likeliest_link, weights=weights)
    in_marks = spoken(parsed, pick, spun=spun)
    made, taken = in_marks.drafts, in_marks.taken
    trees: list[tuple[float | None, Attribution]]
    if weights is None:
        trees = [(None, tree) for tree in in_marks.found]
    else:
        trees = [*ranked(parsed, in_marks.found, weights, made, taken)]
    made += _unnested(_indirect(parsed, trees, taken), made)
    taken.update(k for d in made for k in d.regions)
    made += loose(parsed, made, taken)
    made = [_second_hand(parsed, draft, in_marks.quoting) for draft in made]
    return sorted(made, key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))


def _within(link: Link, around: Iterable[Attribution]) -> bool:
    """Whether the cue before some marks belongs to what another cue reports: the outer voice counts."""
    return link.side == "before" and any(
        a.head != link.cue and any(s <= link.cue < e for s, e in a.pieces) for a in around
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
        named = any(parsed.kinds[t.i] in {"PERSON", "ORG"} for t in source)
        if doc[medium.head].tag_ == "VBG" and medium.subject == draft.subject and named:
            return attrs.evolve(draft, subject=source.root.i, via=draft.subject)
    return draft


def _indirect(
    parsed: Parsed, trees: Iterable[tuple[float | None, Attribution]], taken: set[int]
) -> list[Draft]:
    """Contents of the cues that have no quotation in marks right beside them."""
    made = []
    for likelihood, tree in trees:
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
                head=tree.head,
                subject=tree.subject,
                likelihood=likelihood,
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
