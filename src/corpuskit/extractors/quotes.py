"""Quotations: who said what, in marks or in reported speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.errors import ConfigError
from corpuskit.extractors._quotes.contents import drafts
from corpuskit.extractors._quotes.cues import confidences, cue_words
from corpuskit.extractors._quotes.fidelity import Changes
from corpuskit.extractors._quotes.parsed import Parsed
from corpuskit.extractors._quotes.phrases import phrase
from corpuskit.extractors._quotes.speakers import voices
from corpuskit.extractors._quotes.training import GoldQuote, train
from corpuskit.extractors._quotes.weights import Weights
from corpuskit.records import Quote, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.article import Article
    from corpuskit.edits import Mention
    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.voice import Voice


__all__ = ["GoldQuote", "Quotes", "Weights", "train"]

KNOWN_ACTS = frozenset({"speech", "thought", "intention"})


def _acts(acts: Iterable[str]) -> frozenset[str]:
    if isinstance(acts, str):
        raise ConfigError("acts", "a list or another collection", acts, f"pass [{acts!r}]")
    found = frozenset(acts)
    if not found <= KNOWN_ACTS:
        raise ConfigError("acts", f"some of {', '.join(sorted(KNOWN_ACTS))}", sorted(found))
    return found


@attrs.frozen
class Quotes:
    """Who said what: direct, mixed and indirect quotations with cue, speaker and resolved name.

    `acts`: what counts as said. Statements are the default; "thought" adds beliefs and findings,
    "intention" adds wishes and plans. `terms` also gives coined names, scare quotes and titles of
    works, as records of kind "term" without a speaker. `weights`, from `train`, choose cues, contents
    and speakers instead of the rules.
    Source: the frames follow PolNeAR's guidelines (Newell, Margolin, Ruths, LREC 2018).
    Raises: ConfigError: for an unknown act.
    """

    acts: frozenset[str] = attrs.field(
        default=frozenset({"speech"}), converter=_acts, repr=lambda acts: repr(tuple(sorted(acts)))
    )
    terms: bool = attrs.field(default=False, kw_only=True)
    weights: Weights | None = attrs.field(default=None, kw_only=True)

    name: ClassVar[str] = "quotes"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger", "parser", "lemmatizer"})
    produces: ClassVar[type[Quote]] = Quote

    def __call__(self, article: Article, /) -> Iterator[Quote]:
        """The quotations of `article`, in text order."""
        document, doc = article.document, article.doc
        if doc is None or not len(doc):
            return
        text = document.text
        changes = Changes.of(document)
        spun = not changes.genuine
        parsed = Parsed(text, doc, article.kinds, cue_words(doc, spun=spun))
        found = drafts(parsed, spun=spun, weights=self.weights)
        spans = [phrase(parsed, draft) for draft in found]
        speakers = voices(parsed, article.people, found, spans)
        last: Mention | None = None
        number = 0
        for draft, span, voice in zip(found, spans, speakers, strict=True):
            mention = last if draft.carried else document.mention(*span) if span else None
            if draft.kind != "term" and mention is not None:
                last = mention
            if draft.act not in self.acts or (draft.kind == "term" and not self.terms):
                continue
            number += 1
            pieces = tuple(document.mention(s, e) for s, e in draft.pieces)
            content = document.mention(pieces[0].start, pieces[-1].end)
            yield Quote(
                id=f"q{number}",
                content=content,
                spans=pieces,
                kind=draft.kind,
                act=draft.act,
                speaker=_speaker(mention, voice),
                via=_via(article, parsed, draft),
                cue=document.mention(*draft.cue) if draft.cue else None,
                fidelity=changes.fidelity(pieces),
                closed=draft.closed,
                evidence=document.mention(*_evidence(parsed, draft)),
                rule=draft.rule,
                confidence=_confidence(draft, voice),
            )


def _evidence(parsed: Parsed, draft: Draft) -> tuple[int, int]:
    """The sentences that hold the quotation and its cue, as far as they stand in one paragraph."""
    low, high = draft.pieces[0][0], draft.pieces[-1][1]
    if draft.cue is not None and parsed.paragraph_at(draft.cue[0]) == parsed.paragraph_at(low):
        low, high = min(low, draft.cue[0]), max(high, draft.cue[1])
    first = parsed.doc[max(0, parsed.first_token(low + 1) - 1)]
    last = parsed.doc[max(0, parsed.first_token(high) - 1)]
    start, end = parsed.units[first.i][0], parsed.units[last.i][1]
    while end - 1 > start and parsed.doc[end - 1].is_space:
        end -= 1
    stop = parsed.doc[end - 1]
    return min(low, parsed.starts[start]), max(high, stop.idx + len(stop))


def _confidence(draft: Draft, voice: Voice | None) -> float:
    """How often records of the same rule are right on development data, less where nobody is named."""
    if draft.likelihood is not None:
        return round(draft.likelihood, 2)
    table = confidences()
    frame = draft.rule.split(":")[0] if draft.rule not in table else draft.rule
    known = table.get(frame, 0.5)
    return round(known if voice is not None and voice.name is not None else known * 0.8, 2)


def _via(article: Article, parsed: Parsed, draft: Draft) -> Speaker | None:
    """The medium of a quotation at second hand."""
    if draft.via is None:
        return None
    medium = attrs.evolve(draft, subject=draft.via, via=None)
    span = phrase(parsed, medium)
    voice = voices(parsed, article.people, [medium], [span])[0]
    return _speaker(article.document.mention(*span) if span else None, voice)


def _speaker(mention: Mention | None, voice: Voice | None) -> Speaker | None:
    if voice is None:
        return None if mention is None else Speaker(mention, None, "unknown")
    return Speaker(mention, voice.name, voice.kind, voice.people)
