"""Running text: the whole article in one line, taken apart sentence by sentence from the edges inwards."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpuskit.cleaners._chrome.context import is_tag_list
from corpuskit.cleaners._chrome.stamps import glued_stamp, stamp_of

if TYPE_CHECKING:
    from corpuskit.cleaners._chrome.page import Page
    from corpuskit.cleaners._chrome.rules import Catalogue, Rule
    from corpuskit.cleaners._chrome.stamps import Reading

WORDS = 120
"""From so many words on, a line may hold a whole article."""

REACH = 320
"""So far from an edge the end of a piece of chrome is looked for."""

STEPS = 40
"""So many pieces at most are taken from one edge in one pass."""

_STARTS = re.compile(r"(?<=\s)[\"'“‘(\[©]*[A-Z0-9\u00c0-\u00de›»•©]")
_SENTENCE_START = re.compile(
    r"(?<=[.!?…][\s\"'”’)\]])\s*[\"'“‘(\[©]*[A-Z0-9\u00c0-\u00de›»•©#@]|(?<=[.!?…][\"'”’)\]]\s)[\"'“‘(\[©]*[A-Z0-9\u00c0-\u00de›»•©#@]"
)
_WORD_LIST = re.compile(
    r"(?<=\s)[A-Z][\w’'-]{0,20}+(?:, [\w’'-]{1,20}+){3,15}+(?=\s+[A-Z“\"‘])"
)  # "... the vote. Kim, with, Russia, China The minister ..."
_ENDED = re.compile(r"[.!?…:;»*)\]\"'”’]\s*$")
_SURE = frozenset(
    {
        "share",
        "comment-form",
        "newsletter",
        "captcha",
        "cookie",
        "paywall",
        "ad",
        "policy",
        "copyright",
    }
)
"""Kinds that a sentence inside running text may have; the others need an edge of the text."""


def cut_running_text(page: Page, catalogue: Catalogue) -> None:
    """Layer 7: chrome at both ends of running text, and whole sentences of chrome within it."""
    for k, line in enumerate(page.lines):
        if line.words < WORDS or k in page.cuts:
            continue
        text = line.text
        low = _from_the_head(page, k, catalogue) if k <= page.first else 0
        high = _from_the_tail(page, k, catalogue, low) if k >= page.last else len(text)
        _inside(page, k, catalogue, low, high)


def _from_the_head(page: Page, k: int, catalogue: Catalogue) -> int:
    text = page.lines[k].text
    low = 0
    for _ in range(STEPS):
        part = text[low : low + REACH]
        glued = glued_stamp(part)
        if glued is not None:
            kind = glued[1][0].name
            page.cut_part(k, (low, low + glued[0]), kind, "stamp.glued", 0.95, readings=glued[1])
            low = _next_word(text, low + glued[0])
            continue
        found = _shortest(part, catalogue, [m.start() for m in _STARTS.finditer(part)])
        if found is None:
            return low
        rule, end = found
        page.cut_part(k, (low, low + end), rule.kind, rule.id, 0.9)
        low = _next_word(text, low + end)
    return low


def _shortest(part: str, catalogue: Catalogue, ends: list[int]) -> tuple[Rule, int] | None:
    """The shortest beginning of the text that is chrome, two words at least."""
    for end in ends[:24]:
        unit = part[:end].strip()
        if unit.count(" ") < 1:
            continue
        rule = catalogue.find(unit, ("line", "sentence"))
        if rule is not None and rule.kind in _SURE:
            return rule, end
    return None


def _next_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in "|,:–—-"):
        at += 1
    return at


def _from_the_tail(page: Page, k: int, catalogue: Catalogue, low: int) -> int:
    text = page.lines[k].text
    high = len(text)
    for _ in range(STEPS):
        found = _last_piece(text, max(low, high - REACH), high, catalogue)
        if found is None:
            return high
        start, kind, rule, stamped = found
        page.cut_part(k, (start, high), kind, rule, 0.9, readings=stamped)
        high = len(text[:start].rstrip())
    return high


def _last_piece(
    text: str, low: int, high: int, catalogue: Catalogue
) -> tuple[int, str, str, tuple[Reading, ...]] | None:
    """The shortest end of the text that is chrome and that begins behind the end of a sentence."""
    starts = [m.start() for m in _STARTS.finditer(text, low, high)]
    for start in reversed(starts[-40:]):
        unit = text[start:high]
        closed = _ENDED.search(text[max(0, start - 3) : start]) is not None
        if not closed and unit.count(" ") < 2:
            continue
        rule = catalogue.find(unit, ("line", "sentence", "tail"))
        if rule is not None and not closed and rule.kind not in _SURE:
            continue
        if rule is not None and rule.kind != "bio" and _fits_the_tail(rule, unit):
            return start, rule.kind, rule.id, ()
        stamp = stamp_of(unit) if closed and len(unit) <= 160 else None
        if stamp is not None and stamp.readings and stamp.labelled:
            return (
                start,
                stamp.kind,
                f"stamp.{stamp.kind}",
                tuple(r for r in stamp.readings if r.value),
            )
    return None


def _fits_the_tail(rule: Rule, unit: str) -> bool:
    """Single words are chrome at the end of an article only where they say so themselves."""
    return unit.count(" ") >= 1 or rule.kind in (
        "source",
        "comment-form",
        "newsletter",
        "ad",
        "share",
    )


def _inside(page: Page, k: int, catalogue: Catalogue, low: int, high: int) -> None:
    text = page.lines[k].text
    for found in _WORD_LIST.finditer(text, low, high):
        behind = text[max(0, found.start() - 4) : found.start()].rstrip()[-1:]
        if behind in tuple(".!?\"”’'") and is_tag_list(found[0]):
            page.cut_part(k, found.span(), "alt-text", "context.tag-list", 0.9)
    among = catalogue.possible(text)
    sentences = among & catalogue.of_places(("sentence",))
    starts = [low, *(m.end() - 1 for m in _SENTENCE_START.finditer(text, low, high)), high]
    for begin, end in pairwise(starts):
        start = begin
        while start > low and text[start - 1] in "\"'“‘([":
            start -= 1
        unit = text[start:end].strip()
        if not 8 <= len(unit) <= REACH:
            continue
        rule = catalogue.find(unit, ("sentence",), sentences & catalogue.begun(unit))
        if rule is not None and rule.kind in _SURE:
            size = _without_sentence(text[start:end], rule, catalogue)
            page.cut_part(k, (start, start + size), rule.kind, rule.id, 0.9)
    for rule, start, end in catalogue.within(text[low:high], among):
        page.cut_part(k, (low + start, low + end), rule.kind, rule.id, 0.9)


_LOOSE = frozenset({"copyright", "captcha", "policy"})
"""Kinds whose rules take in what stands behind the words that they know."""

_VERBS = re.compile(r"\b(?:was|were|is|are|has|have|had|said|says|will|would|came|who|that)\b")


def _without_sentence(unit: str, rule: Rule, catalogue: Catalogue) -> int:
    """The end of the chrome in a unit onto which the next sentence is glued: "© Post She was ..."."""
    if rule.kind not in _LOOSE:
        return len(unit)
    for found in _STARTS.finditer(unit):
        rest = unit[found.start() :]
        if rest.count(" ") < 4 or not _VERBS.search(rest):
            return len(unit)
        chrome = unit[: found.start()]
        if any(map(str.isalnum, chrome)) and catalogue.find(chrome, ("sentence",)) is not None:
            return found.start()
    return len(unit)
