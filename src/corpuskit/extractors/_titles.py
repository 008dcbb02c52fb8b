"""Titles: the words around a head noun that belong to an office, and for whom it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._lexicon import OFFICIAL_SECTORS, Head, lexicon

if TYPE_CHECKING:
    from corpuskit.extractors._page import Page

LINKS = frozenset({" ", "\n", "-", " (", "'s ", "’s ", "' ", "’ ", " & "})
PREPOSITIONS = frozenset({"of", "for", "to", "in", "on", "at"})
CONNECTORS = frozenset(
    {
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "the",
        "and",
        "&",
        "de",
        "its",
        "their",
        "his",
        "her",
        "our",
    }
)
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})
STATUS = {
    "former": "former", "ex": "former", "late": "former", "then": "former", "outgoing": "current",
    "acting": "acting", "interim": "acting", "caretaker": "acting", "ag": "acting",
    "elect": "elect", "incoming": "elect", "designate": "elect", "nominee": "nominee",
    "deposed": "former", "ousted": "former", "retired": "former", "erstwhile": "former",
}  # fmt: skip
FAR = 16
"""No title has more words."""


@attrs.frozen
class Title:
    """A title in the text: words `start` to `end` of the page, its head, its country and body.

    `start` is the first word of the title as written, country words left out; `outer` the first
    word of the whole phrase. `countries`: more than one in "his U.S. and Japanese counterparts".
    """

    outer: int
    start: int
    end: int
    head: Head
    status: str
    countries: tuple[str, ...]
    international: bool
    organisation: tuple[int, int] | None
    official: bool


def title_before(page: Page, name: int) -> Title | None:
    """The title that ends right before the word `name`: "Defence Minister" before "Sergei"."""
    words = page.words
    k = name
    steps = 0
    while k > 0 and steps < FAR:
        found = page.head_end.get(k)
        if found is not None:
            if k == name or _complement_fits(page, k):
                return title_around(page, found[0], k, name)
            return None
        if words[k].gap not in LINKS or (k < name and words[k].gap == " ("):
            return None
        k -= 1
        if not _may_be_in_complement(page, k):
            return None
        steps += 1
    return None


def title_after(page: Page, first: int) -> Title | None:
    """The title whose phrase begins at the word `first`: "the Russian defence minister"."""
    words = page.words
    k = first
    while k < len(words) and k - first < 10:
        if k > first and words[k].gap not in LINKS:
            return None
        found = page.head_at.get(k)
        if found is not None:
            end, _ = found
            nxt = page.head_at.get(end)
            if nxt is not None and words[end].gap == " " and not words[end - 1].owner:
                k = end
                continue
            if words[end - 1].owner:
                k = end
                continue
            return title_around(page, k, end, complement_end(page, end))
        low = words[k].low
        if not (
            k in page.place
            or page.covered[k]
            or low in DETERMINERS
            or low in STATUS
            or low in lexicon().modifiers
            or words[k].capital
            or page.pos[k] in {"NOUN", "ADJ", "PROPN", "NUM"}
            or low in {"of", "and", "one"}
        ):
            return None
        k += 1
    return None


def complement_end(page: Page, end: int) -> int:
    """Where the words after a head noun stop: "minister | of foreign affairs |, said"."""
    words = page.words
    k = end
    if k >= len(words) or words[k].low not in PREPOSITIONS or words[k].gap != " ":
        return end
    k += 1
    last = end
    while k < len(words) and k - end < FAR:
        word = words[k]
        if word.gap not in LINKS:
            break
        if k in page.place:
            k, _ = page.place[k]
            last = k
            continue
        if word.low in {"the", "of", "and", "for", "de", "its", "in", "on", "to"}:
            k += 1
            continue
        if word.capital or (page.pos[k] in {"NOUN", "ADJ"} and word.low not in {"who", "that"}):
            k += 1
            last = k
            continue
        break
    return last


def title_around(  # noqa: PLR0915, one walk to the left, step by step
    page: Page, first: int, head_end: int, end: int
) -> Title:
    """The whole title around the head noun at words `first` to `head_end`."""
    words = page.words
    head = page.head_end[head_end][1]
    status = "current"
    countries: list[str] = []
    international = False
    start = k = first
    organisation: tuple[int, int] | None = None
    if (head_end < len(words) and words[head_end].gap == "-") or words[head_end - 1].low.endswith(
        "-elect"
    ):
        status = "elect"
    while k > 0 and first - k < FAR:
        gap = words[k].gap
        if gap not in LINKS and not (gap == ", " and words[k - 1].low in STATUS):
            break
        k -= 1
        word, low = words[k], words[k].low
        place = page.covered[k]
        if place is not None:
            while k > 0 and page.covered[k - 1] is place and k - 1 not in page.place:
                k -= 1
            if k > 0 and k not in page.place and page.covered[k - 1] is place:
                k -= 1
            if place.code is None:
                international = True
                organisation = (k, _place_end(page, k))
                start = k
            else:
                countries.append(place.code)
                if place.kind == "metonym":
                    organisation = (k, _place_end(page, k))
            if (
                k > 0
                and words[k - 1].low == "and"
                and k > 1
                and page.covered[k - 2]
                and head.plural
            ):
                k -= 1
            continue
        if low in STATUS:
            status = STATUS[low]
            continue
        if low.startswith("ex-"):
            status = "former"
        if low in DETERMINERS or (countries and low not in lexicon().modifiers):
            k += 1
            break
        if countries:
            continue
        found = page.head_end.get(k + 1)
        if found is not None and not word.owner:
            k = found[0]
            start = k
            continue
        if word.owner and low not in lexicon().institutions:
            break
        if low in lexicon().modifiers or (
            (word.capital or page.pos[k] in {"NOUN", "ADJ", "PROPN"})
            and low not in lexicon().starters
            and low not in lexicon().given
            and page.entity[k] != "PERSON"
        ):
            start = k
            continue
        if (
            low in {"of", "and", "for"}
            and k > 0
            and words[k - 1].capital
            and words[k + 1].capital
            and page.covered[k + 1] is None
            and page.entity[k - 1] != "PERSON"
        ):
            continue
        k += 1
        break
    complement = _read_complement(page, head_end, end, head, countries)
    international = international or complement == "igo"
    if organisation is None and head_end < end:
        organisation = (min(head_end + 1, end), end)
    official = head.sector in OFFICIAL_SECTORS or (
        head.sector == "body" and (international or bool(countries) or _public(page, start, end))
    )
    return Title(
        k, min(start, first), end, head, status, tuple(dict.fromkeys(reversed(countries))),
        international and not countries, organisation, official,
    )  # fmt: skip


def _place_end(page: Page, k: int) -> int:
    return page.place[k][0] if k in page.place else k + 1


def _read_complement(
    page: Page, head_end: int, end: int, head: Head, countries: list[str]
) -> str | None:
    """The country in "President of France"; the one in "ambassador to France" is not his."""
    abroad = head.role == "ambassador"
    kind = None
    k = head_end
    while k < end:
        if k in page.place:
            last, place = page.place[k]
            if place.code is None:
                kind = "igo"
            elif not abroad and not countries:
                countries.append(place.code)
            k = last
        else:
            k += 1
    return kind


def _public(page: Page, start: int, end: int) -> bool:
    institutions = lexicon().institutions
    return any(
        w.low in institutions or page.covered[k] is not None
        for k, w in enumerate(page.words[start:end], start)
    )


def _may_be_in_complement(page: Page, k: int) -> bool:
    word = page.words[k]
    return (
        word.capital
        or word.low in CONNECTORS
        or word.low in lexicon().modifiers
        or word.low in lexicon().institutions
        or page.pos[k] in {"NOUN", "ADJ"}
    )


def _complement_fits(page: Page, head_end: int) -> bool:
    return page.words[head_end].low in PREPOSITIONS and page.words[head_end].gap == " "
