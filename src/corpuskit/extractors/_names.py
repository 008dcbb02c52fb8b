"""Where names stand: runs of capitalised words that may be a person's name, and how likely it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.extractors._page import Page

BLANKS = frozenset({" ", "\n", "  ", "\xa0"})
NOT_PERSON = frozenset(
    {"ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "NORP", "LANGUAGE"}
)
SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "added",
        "adds",
        "asked",
        "asks",
        "stated",
        "states",
        "warned",
        "warns",
        "argued",
        "noted",
        "claimed",
        "tweeted",
        "wrote",
        "writes",
        "announced",
        "declared",
        "insisted",
        "replied",
        "responded",
        "explained",
        "commented",
        "described",
        "called",
        "urged",
        "vowed",
        "pledged",
        "praised",
        "condemned",
        "denied",
        "confirmed",
        "expressed",
        "mentioned",
        "instructed",
        "reiterated",
        "remarked",
        "who",
    ]
)


@attrs.frozen
class Candidate:
    """Words `start` to `end` of the page that may be a name, and the voices for it."""

    start: int
    end: int
    score: float


def candidates(page: Page) -> Iterator[Candidate]:
    """All runs of words that look like names, left to right."""
    words = page.words
    k = 0
    while k < len(words):
        if not words[k].capital or not _name_word(page, k):
            k += 1
            continue
        end = _run_end(page, k)
        yield Candidate(k, end, _score(page, k, end))
        k = max(end, k + 1)


def _run_end(page: Page, k: int) -> int:
    words = page.words
    particles = lexicon().particles
    end = k + 1
    while end < len(words) and not words[end - 1].owner:
        if words[end].gap not in BLANKS or words[end].gap == "\n":
            break
        if words[end].capital and _name_word(page, end):
            end += 1
            continue
        if words[end].low in particles and not words[end].capital:
            last = end
            while last < len(words) and words[last].low in particles and words[last].gap == " ":
                last += 1
            if (
                last < len(words)
                and words[last].capital
                and words[last].gap in {" ", "-"}
                and _name_word(page, last)
                and not (
                    words[end].low in {"and", "e", "y", "i", "as", "du"}
                    and page.entity[end] != "PERSON"
                )
            ):
                end = last + 1
                continue
        if (
            words[end].low in {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "xvi", "xiv", "x"}
            and words[end].capital
        ):
            end += 1
        break
    return end


def _name_word(page: Page, k: int) -> bool:
    """Whether the capitalised word can be a part of a name where it stands."""
    words, lex = page.words, lexicon()
    word = words[k]
    low = word.low
    if len(word.text) == 1 and not (k and words[k - 1].capital and word.gap == " "):
        return False
    if any(c.isdigit() for c in word.text):
        return False
    after_given = (
        k > 0 and word.gap == " " and not words[k - 1].owner
        and (words[k - 1].text in lex.given or _initial(words[k - 1].text))
        and page.covered[k - 1] is None
    )  # fmt: skip
    if _after_family(page, k):
        return True
    place = page.covered[k]
    if place is not None:
        kind = place.kind
        single = k in page.place and page.place[k][0] == k + 1
        if not single or (kind in {"igo", "demonym"} and not after_given):
            return False
        if after_given and page.entity[k] == "PERSON":
            return True
        follows = (
            k + 1 < len(words)
            and words[k + 1].capital
            and words[k + 1].gap == " "
            and not word.owner
        )
        return bool(word.text in lex.given and follows and page.entity[k] == "PERSON")
    if low in lex.starters:
        return bool(after_given and page.entity[k] == "PERSON")
    if _is_head(page, k):
        return bool(
            after_given
            and page.entity[k] == "PERSON"
            and page.entity_id[k] == page.entity_id[k - 1]
        )
    if low in lex.honorifics:
        return bool(after_given) and page.entity[k] == "PERSON"
    if low in lex.things or low in lex.institutions or low in lex.modifiers:
        if word.text in lex.family_first:
            return page.entity[k] == "PERSON" or (
                k + 1 < len(words)
                and words[k + 1].capital
                and words[k + 1].gap == " "
                and "-" in words[k + 1].text
            )
        return bool(after_given and page.entity[k] == "PERSON")
    if word.text.isupper() and len(word.text) > 3 and page.entity[k] != "PERSON":
        return False
    return not (
        _opens_sentence(word)
        and page.pos[k] not in {"PROPN", "NOUN", "X", "ADJ", ""}
        and word.text not in lex.given
    )


def _after_family(page: Page, k: int) -> bool:
    """Whether the word goes on with a name that began with a family name: "Choe | Son Hui"."""
    words, family = page.words, lexicon().family_first
    if not k or words[k].gap != " " or len(words[k].text) > 7 or words[k - 1].owner:
        return False
    first = k - 1 if words[k - 1].text in family else k - 2
    return (
        first >= 0
        and words[first].text in family
        and words[k - 1].capital
        and (first == k - 1 or words[k - 1].gap == " ")
        and not words[first].owner
        and page.covered[k] is None
        and page.covered[k - 1] is None
    )


def _is_head(page: Page, k: int) -> bool:
    found = page.head_at.get(k)
    return found is not None or any(
        k - n in page.head_at and page.head_at[k - n][0] > k for n in (1, 2, 3)
    )


def _initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _opens_sentence(word: object) -> bool:
    gap = word.gap  # type: ignore[attr-defined]
    return not gap or gap not in BLANKS or gap == "\n"


def _score(page: Page, start: int, end: int) -> float:
    words, lex = page.words, lexicon()
    score = 0.0
    labels = page.entity[start:end]
    size = end - start
    people = labels.count("PERSON")
    if people == size:
        score += 2
    elif people:
        score += 1
    score -= 2.0 * sum(label in NOT_PERSON for label in labels) / size
    first = words[start].text
    if first in lex.given:
        score += 1.5 if size > 1 else 0.5
    elif size > 1 and words[end - 1].text in lex.given:
        score += 1
    if size > 1 and first in lex.family_first:
        score += 1.0
        if "-" in words[start + 1].text:
            score += 1.0
    if any(words[k].low in lex.particles for k in range(start + 1, end)):
        score += 0.5
    if any(_initial(words[k].text) for k in range(start, end)) and size > 1:
        score += 1
    if (
        start
        and words[start - 1].low in lex.honorifics
        and words[start].gap == " "
        and words[start - 1].capital
    ):
        score += 3
    if end < len(words) and words[end].gap in {" ", ", "}:
        nxt = words[end]
        if nxt.low in SAYING:
            score += 1
        if (
            words[end].gap == " "
            and nxt.capital
            and not words[end - 1].owner
            and (nxt.low in lex.things or nxt.low in lex.institutions)
        ):
            score -= 4
        if nxt.text.isdigit() and nxt.gap == ", " and len(nxt.text) == 2:
            score += 2
    if start and words[start - 1].low == "the" and words[start].gap == " ":
        score -= 2
    if (
        start
        and words[start - 1].low in {"in", "at", "near", "uss", "hms", "ins", "mv", "ss"}
        and words[start].gap == " "
    ):
        score -= 1.5
    if start and words[start - 1].low in {"uss", "hms", "mv", "ss"}:
        score -= 6
    return score
