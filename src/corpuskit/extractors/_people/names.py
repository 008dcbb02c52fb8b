"""Where names stand: runs of capitalised words that may be a person's name, and how likely it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._kinds.lists import everyday, given_names, lists, surnames
from corpuskit.extractors._people.name_evidence import BEFORE_SHIPS, is_initial, name_score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.extractors._people.page import Page

GENERATIONS = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "vii", "viii", "x", "xii", "xiv", "xvi"}
)
POSTNOMINALS = frozenset(
    {
        "QC",
        "KC",
        "SC",
        "MP",
        "MEP",
        "MSP",
        "OBE",
        "MBE",
        "CBE",
        "KBE",
        "PhD",
        "MD",
        "FRS",
        "USN",
        "USMC",
    }
)
SEAT = re.compile(r"[RDI]-[A-Z]")
"""The party and state of a U.S. legislator: (D-Ohio)"""
CONTRACTIONS = ("'m", "’m", "'re", "’re", "'ll", "’ll", "'ve", "’ve", "n't", "n’t", "i'd", "i’d")
TITLE_NAMES = frozenset({"Amir", "Earl", "Dean", "Duke", "Marshal", "Prince", "Major"})
"""Titles that are given names as well, if nothing joins them on the left."""
CLOSED = frozenset({"and", "e", "y", "i", "as", "du", "st", "u"})
"""Particles that are other words as well: they need to be inside a name by their kind."""
LONGEST = 7
SYLLABLE = 5
"""Letters of a syllable of a Korean or Chinese name."""


@attrs.frozen
class Candidate:
    """Words `start` to `end` of the page that may be a name, and how much speaks for it."""

    start: int
    end: int
    score: float

    def __len__(self) -> int:
        return self.end - self.start


def candidates(page: Page) -> Iterator[Candidate]:
    """All runs of words that look like names, left to right."""
    words = page.words
    k = 0
    while k < len(words):
        if not words[k].capital or not _name_word(page, k):
            k += 1
            continue
        end = _run_end(page, k)
        start = _run_start(page, k, end)
        if end - start == 2 and page.in_headline(start):
            start, end = _known_part(page, start, end)
        yield Candidate(start, end, name_score(page, start, end))
        k = max(end, k + 1)


def _known_part(page: Page, start: int, end: int) -> tuple[int, int]:
    """Of two words in a headline the one that is a name below: "Obama | Seeks", "Derelict | Obama"."""
    words, given = page.words, page.lexicon.given
    first, last = words[start], words[end - 1]
    if page.pairs.get((first.text, last.text), 0) > 1:
        return start, end
    if page.singles.get(last.text, 0) > 1 and first.text not in given:
        return end - 1, end
    if page.singles.get(first.text, 0) > 1 and last.text not in page.singles:
        return start, start + 1
    return start, end


def _run_end(page: Page, k: int) -> int:
    words, lex = page.words, page.lexicon
    end = k + 1
    while end < len(words) and end - k < LONGEST and not words[end - 1].owner:
        gap, low = words[end].gap, words[end].low
        if gap not in {" ", "\xa0"}:
            break
        if low in GENERATIONS and words[end].capital:
            return end + 1
        if words[end].capital and _name_word(page, end, k):
            end += 1
            continue
        last = end
        while last < len(words) and words[last].low in lex.particles and words[last].gap == " ":
            last += 1
        if (
            last == end
            or last == len(words)
            or not words[last].capital
            or words[last].gap not in {" ", "-", ""}
            or (low in CLOSED and not words[end].capital and page.labels[end] != "PERSON")
            or not _name_word(page, last, k)
        ):
            break
        end = last + 1
    return end


def _run_start(page: Page, start: int, end: int) -> int:
    """Without what stands before the name: "Echoing | Peskov", "mayor of Koszalin | Piotr Jedlinski"."""
    words, lex = page.words, page.lexicon
    if end - start > 1 and start and words[start - 1].low in {"of", "for", "in", "to"}:
        head = page.head_ending(start - 1)
        if head is not None:
            for k in range(start + 1, end):
                if words[k].text in lex.given or page.entities[k] != page.entities[k - 1]:
                    return k
            return start + 1 if end - start > 2 else start
    if end - start == 2 and page.opens_sentence(start) and words[start].text not in lex.given:
        known = page.singles.get(words[end - 1].text, 0)
        if known and (
            page.entities[start] != page.entities[end - 1] or words[start].low.endswith("ing")
        ):
            return start + 1
        if words[start].low.endswith(("ing", "ed")) and page.labels[start] != "PERSON":
            return start + 1
    if (
        end - start == 2
        and (words[start].low in lex.common or words[start].low in everyday())
        and words[start].text not in lex.given
        and page.singles.get(words[end - 1].text, 0)
    ):
        return start + 1
    if (
        end - start > 2
        and words[start].text not in lex.given
        and (
            words[start + 1].text in lex.given
            or (words[start].low in everyday() and words[start + 1].low in given_names())
        )
        and (words[start].low in lex.common or page.opens_sentence(start))
    ):
        return start + 1
    if (
        end - start > 2
        and words[start].text not in lex.given
        and words[start].text not in lex.family_first
    ):
        first = page.entities[start + 1]
        if (
            page.labels[start + 1] == "PERSON"
            and (page.labels[start] or words[start].low in everyday())
            and page.entities[start] != first
            and page.entities[end - 1] == first
        ):
            return start + 1
    return start


def _name_word(page: Page, k: int, first: int | None = None) -> bool:
    """Whether the capitalised word can be a part of a name where it stands; `first` opens the run."""
    words, lex = page.words, page.lexicon
    word = words[k]
    low, text = word.low, word.text
    inside = first is not None
    if not inside and (len(text) == 1 or (is_initial(text) and not _capital_follows(page, k))):
        return False
    if low.endswith(CONTRACTIONS) or (word.gap.endswith("(") and SEAT.match(text)):
        return False
    if (
        first is not None
        and len(text) > 2
        and text.isalpha()
        and text.isupper()
        and low not in GENERATIONS
        and not words[first].text.isupper()
    ):
        return False
    if not inside and low in GENERATIONS:
        return False
    if any(c.isdigit() for c in text) or low in BEFORE_SHIPS or text in POSTNOMINALS:
        return False
    person = page.labels[k] == "PERSON"
    if text in lex.given and not inside and low in lex.things and k + 1 < len(words):
        after = words[k + 1]
        return page.joined(k + 1) and (
            (after.capital and _name_word(page, k + 1, k)) or after.low in lex.particles
        )
    before = words[k - 1] if k else None
    after_given = (
        inside and before is not None and (before.text in lex.given or is_initial(before.text))
    )
    goes_on = k + 1 < len(words) and page.joined(k + 1) and words[k + 1].capital and not word.owner
    if inside and _after_family(page, k, first or 0):
        return True
    if goes_on and _is_everyday_verb(page, k) and page.in_headline(k):
        return False  # "Blackwell | Endorses Ted Cruz"
    place = page.place_at(k)
    if place is not None:
        if place.end - place.start > 1 or place.place.kind == "igo":
            return False
        if after_given:
            return person or place.place.kind not in {"name", "demonym"}
        return person and not inside and text in lex.given and goes_on
    surname = after_given and low in lists()["family 1"] and not goes_on
    if low in lex.starters:
        if surname and not _number_follows(page, k) and not page.in_headline(k):
            return True  # "Theresa May", "Allen B. West"
        acts = page.joined(k + 1) and page.pos[k + 1] == "VERB"
        named = person and low not in lex.things
        return after_given and (named or acts) and not goes_on
    if not inside and goes_on and person and text in TITLE_NAMES:
        return page.entities[k] == page.entities[k + 1] and not page.joined(k)
    if low in lex.honorifics or page.heads.get(k) is not None:
        known = page.labels[k - 1] == "PERSON" or (low in surnames() and k - 1 not in page.places)
        ends = inside and not goes_on and known
        if ends and after_given and low not in lex.honorifics and not _followed_by_of(page, k):
            return True  # "said Charlie King"
        same = inside and person and page.entities[k] == page.entities[first or 0]
        return same and (after_given or (not goes_on and words[first or 0].text in lex.given))
    if low in lex.things or low in lex.institutions or low in lex.modifiers:
        if text in lex.family_first and not inside:
            return person or (goes_on and ("-" in words[k + 1].text or len(words[k + 1].text) < 6))
        if low in lex.things and low not in lex.thing_surnames:
            return False
        eastern = first is not None and words[first].text in lex.family_first
        return after_given and (person or not goes_on) and not eastern
    if text.isupper() and len(text) > 3 and not person:
        return False
    last = text.rpartition("-")[2]
    if last != text and (low in lex.common or (len(last) > SYLLABLE and last in everyday())):
        return False  # "Oscar-winner", not "In-young"
    return not (
        page.opens_sentence(k)
        and not inside
        and text not in lex.given
        and (
            page.pos[k] not in {"PROPN", "NOUN", "X", "ADJ", ""}
            or (low in lex.common and not person)
        )
    )


def _capital_follows(page: Page, k: int) -> bool:
    return page.joined(k + 1) and page.words[k + 1].capital


def _is_everyday_verb(page: Page, k: int) -> bool:
    """Whether the word looks like a verb that nobody is named after: "Endorses", not "Sessions"."""
    low = page.words[k].low
    families = (lists()[f"family {rank}"] for rank in (1, 2, 3))
    return low.endswith("s") and low in everyday() and not any(low in names for names in families)


def _number_follows(page: Page, k: int) -> bool:
    return k + 1 < len(page.words) and page.words[k + 1].text[0].isdigit()


def _followed_by_of(page: Page, k: int) -> bool:
    return page.joined(k + 1) and page.words[k + 1].low == "of"


def _after_family(page: Page, k: int, first: int) -> bool:
    """Whether the word goes on with a name that began with a family name: "Choe | Son Hui"."""
    words = page.words
    return (
        k - first < 3
        and words[first].text in page.lexicon.family_first
        and len(words[k].text) < 7
        and page.place_at(k) is None
        and (
            (page.labels[k] == "PERSON" and len(words[k].text) < 5)
            or (
                words[k].low not in page.lexicon.things
                and words[k].low not in page.lexicon.institutions
            )
        )
        and not (page.heads.get(k) is not None and len(words[k].text) > 4)
        and (words[k].low not in page.lexicon.starters or len(words[k].text) < 4)
    )
