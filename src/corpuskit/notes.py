"""The kinds of notes: facts that a step found out, typed, so that nobody parses `reason` strings."""

from __future__ import annotations

from typing import Literal

import attrs

from corpuskit.edits import Mention, Note, Span

META_ZONES = frozenset(
    {"title", "deck", "byline", "dateline", "published", "updated", "source", "tags"}
)
"""Zones that tell about the article; all other kinds are web chrome."""


@attrs.frozen
class Zone(Note):
    """A part of the page that is not the article's body: cut from the text, readable here.

    Chrome kinds: share, comment-form, nav, breadcrumb, related, caption, credit, alt-text, bio,
    newsletter, cookie, paywall, ad, player, policy, copyright, count, captcha, wrapper.
    Meta kinds: title, deck, byline, dateline, published, updated, source, tags.
    """

    kind: str
    mention: Mention
    rule: str
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The words that were cut."""
        return self.mention.text

    @property
    def raw(self) -> Span:
        """Where they stand in the raw text."""
        return self.mention.raw

    @property
    def is_meta(self) -> bool:
        """Whether it tells about the article (headline, byline, date, source) or is chrome."""
        return self.kind in META_ZONES


@attrs.frozen
class Field(Note):
    """One reading of a metadata field; `Document.metadata` picks among all of them.

    `value` is normalised (dates are ISO 8601), `mention` holds the words read, if they stand in the
    text. `origin`: given with the input, read from the page's markup, or read from its text.
    """

    name: str
    value: str
    mention: Mention | None
    origin: Literal["input", "page", "text"]
    rule: str
    confidence: float = 1.0


@attrs.frozen
class LanguageVerdict(Note):
    """The language of the text: an ISO 639-1 code, or "und" where the evidence does not suffice."""

    code: str
    confidence: float


@attrs.frozen
class SpunPassage:
    """A paragraph of a text that is not genuine, and how likely words were exchanged in it."""

    mention: Mention
    score: float


@attrs.frozen
class SpunVerdict(Note):
    """Whether the text reads like the output of a synonym spinner; states no origin.

    `score` lies in 0..1; `family` names the known spinner whose habits it shows, if any.
    `passages`: those of a text that is not genuine in which anything was found.
    """

    score: float
    verdict: Literal["genuine", "suspect", "spun"]
    evidence: tuple[Mention, ...] = ()
    family: str | None = None
    passages: tuple[SpunPassage, ...] = ()


@attrs.frozen
class Suggestion(Note):
    """An edit that was not made: what might have stood there, and why it was left."""

    mention: Mention
    options: tuple[str, ...]
    reason: str
    confidence: float


@attrs.frozen
class Decoded(Note):
    """How bytes became text: the encoding, where it came from, and the lines that needed another.

    `other_lines`: (first line, last line, encoding), lines counted from 1.
    """

    encoding: str
    origin: Literal["declared", "bom", "utf-8", "detected", "fallback"]
    confidence: float = 1.0
    other_lines: tuple[tuple[int, int, str], ...] = ()


@attrs.frozen
class Skipped(Note):
    """Work that was left out on purpose, and why."""

    what: str
    why: str
