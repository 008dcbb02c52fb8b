"""What speaks for and against a run of words as a person's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.extractors._kinds.lists import everyday, given_names, surnames
from corpuskit.extractors._people.lexicon import OFFICIAL_SECTORS

if TYPE_CHECKING:
    from corpuskit.extractors._people.page import Page

NO_PERSON = frozenset({"ORG", "GPE", "LOC", "THING", "NORP"})
"""Kinds that speak against a person."""
SIGNED = re.compile(r"[”\"]\s*[―—–-]\s*$")
"""A quotation signed with a name: ” ― Sonya Herridge"""
PLACE_WORDS = frozenset(
    {
        "fort",
        "mount",
        "lake",
        "port",
        "cape",
        "camp",
        "san",
        "santa",
        "saint",
        "st.",
        "new",
        "point",
        "mt.",
    }
    | {"hurricane", "storm", "typhoon", "cyclone", "operation", "ft."}
)
"""What follows one of these is a place, a storm, or an exercise."""
SHIPS = frozenset(
    {
        "carrier",
        "frigate",
        "destroyer",
        "cruiser",
        "submarine",
        "ship",
        "vessel",
        "tanker",
        "icebreaker",
    }
    | {"warship", "battleship", "ferry", "yacht", "trawler"}
)
POSSESSORS = frozenset({"the", "his", "her", "their", "my"})
KIN = frozenset(
    "wife husband son daughter mother father brother sister widow widower fiancée fiancé fiancee fiance girlfriend "  # noqa: SIM905, reads better
    "boyfriend partner uncle aunt cousin nephew niece grandson granddaughter grandmother grandfather who whose".split()
)
BEFORE_PLACES = frozenset({"in", "at", "near", "outside", "via"})
BEFORE_SHIPS = frozenset(
    {"uss", "u.s.s.", "hms", "mv", "ss", "rms", "hmas", "hmcs", "ins", "mt", "ms"}
)


def is_initial(word: str) -> bool:
    """Whether the word is an initial or two: "J.", "H.W."."""
    return word[1::2] in {".", ".."} and len(word) in {2, 4}


def name_score(page: Page, start: int, end: int) -> float:
    """The weight of the evidence for the words `start` to `end`; titles are not counted."""
    words, lex = page.words, page.lexicon
    size = end - start
    labels = page.labels[start:end]
    people = labels.count("PERSON")
    score = 2.0 if people == size else 1.0 if people else 0.0
    score -= 2.0 * sum(label in NO_PERSON for label in labels) / size
    first, last = words[start], words[end - 1]
    if first.text in lex.given:
        score += 1.5 if size > 1 else 0.5
    elif size > 1 and first.low in given_names():
        score += 0.75
    elif size > 1 and last.text in lex.given:
        score += 1.0
    elif size > 2 and words[start + 1].text in lex.given:
        score += 0.5
    if size > 1:
        if first.text in lex.family_first:
            score += 2.0 if "-" in words[start + 1].text else 1.0
        elif last.text in lex.family_first or last.low in surnames():
            score += 0.5
        if any(words[k].low in lex.particles for k in range(start + 1, end)):
            score += 0.5
        if any(is_initial(words[k].text) for k in range(start, end)):
            score += 1.0
        if page.singles.get(last.text, 0) or page.singles.get(first.text, 0):
            score += 0.5
    common = sum(
        words[k].low in lex.common or words[k].low in lex.things
        for k in range(start, end)
        if words[k].capital and words[k].text not in lex.given
    )
    if " ".join(word.text for word in words[start : start + 2]) in lex.groups:
        score -= 9.0
    score -= common * (1.0 if size > 1 else 1.5)
    if size > 1:
        score -= _ordinary(page, start) + _ordinary(page, end - 1) / 2
        score -= 3.0 if first.low in PLACE_WORDS else 0.0
    if size == 1 and first.text.isupper() and len(first.text) < 5:
        score -= 3.0
    return score + _surroundings(page, start, end)


def _surroundings(page: Page, start: int, end: int) -> float:
    words, lex = page.words, page.lexicon
    score = 0.0
    if _on_ship(page, start):
        return -6.0
    if start and page.joined(start):
        before = words[start - 1]
        head = page.heads.get(start - 1)
        if before.low in lex.honorifics and before.capital:
            office = head is not None and head.head.sector in OFFICIAL_SECTORS
            score += 0.0 if office else 3.0
        elif before.low == "the":
            score -= 2.0
        elif before.capital and before.low in PLACE_WORDS:
            score -= 6.0
        elif before.low in BEFORE_PLACES:
            score -= 1.5
        elif before.low in lex.saying or before.low in {"by", "mr", "ms"}:
            score += 1.0
    elif start and SIGNED.search(words[start].gap) and len(words[start].gap) < 6:
        score += 1.0
    if end < len(words):
        after = words[end]
        if page.joined(end) and not words[end - 1].owner:
            if after.low in lex.saying or after.low == "who":
                score += 1.0
            elif after.capital and _names_thing(page, end):
                score -= 7.0
            elif (not after.capital and _is_ship(page, end)) or (
                len(after.text) == 1 and after.text.isdigit()
            ):
                score -= 6.0
        if after.gap == ", " and _is_kin(page, end):
            score += 1.0
        if after.gap == ", " and len(after.text) == 2 and after.text.isdigit():
            score += 2.0
        if after.gap == " (" and len(after.text) == 2 and after.text.isdigit():
            score += 2.0
    return score


def _ordinary(page: Page, k: int) -> float:
    """1 for a word that the press writes in lower case and `common` does not count yet."""
    word, lex = page.words[k], page.lexicon
    if word.text in lex.given or word.low in lex.common or word.low in lex.things:
        return 0.0
    return 1.0 if word.low in everyday() else 0.0


def _is_kin(page: Page, k: int) -> bool:
    """Whether the word tells whose relative a person is: ", | fiancée of", ", | his wife"."""
    words = page.words
    if words[k].low in POSSESSORS and k + 1 < len(words):
        k += 1
    return words[k].low in KIN


def _on_ship(page: Page, start: int) -> bool:
    """Whether the name is a ship's: "HMS Queen Elizabeth", "the carrier Admiral Kuznetsov"."""
    for k in range(start - 1, max(start - 4, -1), -1):
        if not page.joined(k + 1):
            return False
        low = page.words[k].low
        if low in BEFORE_SHIPS:
            return page.words[k].capital
        if low in SHIPS:
            return k < start - 1 and page.words[k + 1].capital
        if not page.words[k].capital:
            return False
    return False


def _is_ship(page: Page, k: int) -> bool:
    """Whether a ship follows, a word or two on: "Sergeant Aldea | supply vessel"."""
    return page.words[k].low in SHIPS or (page.joined(k + 1) and page.words[k + 1].low in SHIPS)


def _names_thing(page: Page, k: int) -> bool:
    """Whether the capitalised words from `k` end in a thing: "Kennedy | International Airport"."""
    words, lex = page.words, page.lexicon
    last = k
    while (
        last + 1 < len(words) and page.joined(last + 1) and words[last + 1].capital and last - k < 4
    ):
        if words[last].owner or page.head_starting(last) is not None:
            return False
        last += 1
    return words[last].low in lex.things or words[last].low in lex.institutions
