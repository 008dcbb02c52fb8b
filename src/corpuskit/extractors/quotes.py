"""Quotations: who said what, in marks or in reported speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.extractors._contents import drafts
from corpuskit.extractors._cues import cue_words
from corpuskit.extractors._parsed import Parsed
from corpuskit.extractors._marks import marked, paragraphs_of
from corpuskit.extractors._phrases import phrase
from corpuskit.extractors._speakers import voices
from corpuskit.notes import SpunVerdict
from corpuskit.records import Quote, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.article import Article
    from corpuskit.edits import Mention
    from corpuskit.extractors._speakers import Voice


@attrs.frozen
class Quotes:
    """Finds direct, mixed and indirect quotations, their cues and speakers."""

    acts: frozenset[str] = attrs.field(default=frozenset({"speech"}), converter=frozenset)
    terms: bool = attrs.field(default=False, kw_only=True)

    name: ClassVar[str] = "quotes"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger", "parser", "lemmatizer", "ner"})
    produces: ClassVar[type[Quote]] = Quote

    def __call__(self, article: Article, /) -> Iterator[Quote]:
        """The quotations of `article`, in text order."""
        document, doc = article.document, article.doc
        if doc is None or not len(doc):
            return
        text = document.text
        spun = any(note.verdict != "genuine" for note in document.notes(SpunVerdict))
        paragraphs = paragraphs_of(text)
        parsed = Parsed(text, doc, paragraphs, marked(text, paragraphs), cue_words(doc, spun=spun))
        found = drafts(parsed, spun=spun)
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
                via=None,
                cue=document.mention(*draft.cue) if draft.cue else None,
                fidelity="as_scraped",
                closed=draft.closed,
                evidence=content,
                rule=draft.rule,
                confidence=draft.confidence,
            )


def _speaker(mention: Mention | None, voice: Voice | None) -> Speaker | None:
    if voice is None:
        return None if mention is None else Speaker(mention, None, "unknown")
    return Speaker(mention, voice.name, voice.kind, voice.people)
