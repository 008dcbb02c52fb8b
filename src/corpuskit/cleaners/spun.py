"""Spun text: articles whose words a machine exchanged for synonyms, to hide that they are copies."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import attrs

from corpuskit.cleaners._spun.detector import Finding, examined
from corpuskit.cleaners._spun.evidence import shipped_weights
from corpuskit.cleaners._spun.first_look import shipped_first_look
from corpuskit.cleaners._spun.learning import learned_pairs
from corpuskit.cleaners._spun.passages import scored
from corpuskit.cleaners._spun.table import Pair, Table, shipped_table
from corpuskit.edits import Edit, Layer, composed
from corpuskit.notes import SpunPassage, SpunVerdict, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.cleaners._spun.evidence import Hit
    from corpuskit.cleaners._spun.first_look import FirstLook
    from corpuskit.document import Document
    from corpuskit.edits import Note

_CERTAIN, _PROBABLE, _SUGGESTED = 0.75, 0.5, 0.3
_ROUNDS = 4
_EVIDENCE = 12  # mentions kept in a verdict


def _as_tuple(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(pairs)


@attrs.frozen
class Spun:
    """Recognise spun text, and restore in it the words that are certain.

    Every document gets a `SpunVerdict`. Only a document that is surely spun (score .9) is edited,
    with the reason `spun:<kind>` (name, title, cue, colloc, word, function); what is less sure
    becomes a `Suggestion`. `tier`: "probable" also makes edits that are right four times in five.
    `rewrite`: whether to edit at all. `pairs`: substitutions beyond the shipped table, see `learn`.
    The verdict says "reads like spinner output"; it never states an origin.

    >>> Spun(rewrite=False)
    Spun(tier='certain', rewrite=False, pairs=())
    """

    name: ClassVar[str] = "spun"

    tier: Literal["certain", "probable"] = attrs.field(
        default="certain", kw_only=True, validator=attrs.validators.in_(("certain", "probable"))
    )
    rewrite: bool = attrs.field(
        default=True, kw_only=True, validator=attrs.validators.instance_of(bool)
    )
    pairs: tuple[Pair, ...] = attrs.field(default=(), kw_only=True, converter=_as_tuple)

    @property
    def table(self) -> Table:
        """All substitutions that the step knows."""
        return self._known()

    def _known(self) -> Table:
        return shipped_table().extended(self.pairs) if self.pairs else shipped_table()

    def __call__(self, doc: Document, /) -> Iterator[Edit | Note]:
        """One verdict; edits and suggestions for a spun document."""
        look = self._look
        finding = examined(doc.text, self._known, shipped_weights(), look)
        yield _verdict(doc, finding)
        if finding.verdict == "genuine":
            return
        edits: tuple[Edit, ...] = ()
        if finding.is_sure and self.rewrite:
            edits = self._settled(doc.text, finding, look)
        yield from edits
        yield from _suggestions(doc, finding, edits)

    @property
    def _look(self) -> FirstLook:
        """It knows the words of the shipped table only: with further pairs, it may let nothing go."""
        look = shipped_first_look()
        return attrs.evolve(look, floor=-math.inf) if self.pairs else look

    def learn(self, flagged: Iterable[Document | str], clean: Iterable[Document | str]) -> Spun:
        """The step with the substitutions of an unknown spinner, induced from its documents.

        `flagged`: documents of one spinner, the more the better; `clean`: genuine ones on like
        matters. The new pairs carry their `support` and may be read, saved and given to `Spun`.
        """
        found = learned_pairs(map(_text, flagged), map(_text, clean), self.table)
        return attrs.evolve(self, pairs=Table(self.pairs).extended(found).pairs)

    def save(self, path: str | Path) -> None:
        """Write `pairs` as tab-separated text."""
        Path(path).write_text(Table(self.pairs).lines(), encoding="utf-8")

    def load(self, path: str | Path) -> Spun:
        """The step with the pairs that `save` wrote, or that were written by hand in that form."""
        more = Table.of_lines(Path(path).read_text(encoding="utf-8")).pairs
        return attrs.evolve(self, pairs=Table(self.pairs).extended(more).pairs)

    def _settled(self, text: str, finding: Finding, look: FirstLook) -> tuple[Edit, ...]:
        """The edits after which the step finds nothing more to do; none if there is no such end."""
        floor = _CERTAIN if self.tier == "certain" else _PROBABLE
        layers: list[Layer] = []
        for _ in range(_ROUNDS):
            edits = [_edit(hit) for hit in finding.hits if hit.chance >= floor]
            if not edits or not finding.is_sure:
                return layers[0].edits if len(layers) == 1 else composed(text, layers)
            layer = Layer.over(layers[-1].text if layers else text, self.name, edits, ())
            layers.append(layer)
            finding = examined(layer.text, self._known, shipped_weights(), look)
        return ()


def _text(document: Document | str) -> str:
    return document if isinstance(document, str) else document.text


def _edit(hit: Hit) -> Edit:
    return Edit(hit.start, hit.end, hit.new, f"spun:{_kind(hit)}", round(hit.chance, 3))


def _kind(hit: Hit) -> str:
    """The kind of the pair; what stands in small letters is no name."""
    if hit.pair.kind == "person":
        return "name"
    return "word" if hit.pair.kind == "name" and not hit.old[:1].isupper() else hit.pair.kind


def _verdict(doc: Document, finding: Finding) -> SpunVerdict:
    evidence = () if finding.verdict == "genuine" else _strongest(finding)
    return SpunVerdict(
        score=round(finding.score, 4),
        verdict=finding.verdict,
        evidence=tuple(doc.mention(hit.start, hit.end) for hit in evidence),
        family=finding.family if finding.verdict != "genuine" else None,
        passages=() if finding.verdict == "genuine" else _passages(doc, finding),
    )


def _passages(doc: Document, finding: Finding) -> tuple[SpunPassage, ...]:
    return tuple(
        SpunPassage(doc.mention(passage.start, passage.end), round(passage.score, 4))
        for passage in scored(doc.text, finding)
    )


def _strongest(finding: Finding) -> list[Hit]:
    best = sorted(finding.hits, key=lambda hit: (-hit.chance, hit.start))[:_EVIDENCE]
    return sorted((hit for hit in best if hit.chance >= _SUGGESTED), key=lambda hit: hit.start)


def _suggestions(doc: Document, finding: Finding, edits: tuple[Edit, ...]) -> Iterator[Suggestion]:
    made = {k for e in edits for k in range(e.start, e.end)}
    for hit in finding.hits:
        if hit.chance >= _SUGGESTED and made.isdisjoint(range(hit.start, hit.end)):
            options = dict.fromkeys((hit.new, *(" ".join(r.words) for r in hit.choice.others)))
            why = "spun:word-unsure" if finding.is_sure else "spun:document-unsure"
            yield Suggestion(
                doc.mention(hit.start, hit.end), tuple(options), why, round(hit.chance, 3)
            )
