"""Titles: the words around a head noun that belong to an office, and for whom it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._people.lexicon import OFFICIAL_SECTORS, Head
from corpuskit.extractors._people.offices import is_office
from corpuskit.extractors._people.organisations import body_after, body_inside
from corpuskit.extractors._people.served import counsel_to, served_by
from corpuskit.extractors._people.walk import DETERMINERS, FAR, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.extractors._people.page import HeadPhrase, Page

PREPOSITIONS = frozenset({"of", "for", "to", "in", "on", "at", "with"})
QUOTED = frozenset({" “", ' "', " ‘", " '"})
"""Gaps before a title that is quoted: his “drug czar”."""
INNER = frozenset({"of", "for", "the", "and", "&", "its", "their", "his", "her", "our", "de"})


@attrs.frozen(eq=False)
class Title:
    """A title in the text: words `start` to `end` of the page, country words before it left out.

    `outer` is the first word of the whole noun phrase, `bare` the end without the complement. `countries` stand in text order; more than one
    in "his U.S. and Japanese counterparts". `owner` is the word that possesses the office: "Putin" in
    "Putin's spokesperson". `body` are the words of the organisation. `definite`: the phrase begins
    with an article, a possessor or a country.
    """

    outer: int
    start: int
    end: int
    bare: int
    head: Head
    status: str
    countries: tuple[str, ...]
    international: bool
    owner: int | None
    body: tuple[int, int] | None
    definite: bool
    official: bool
    rule: str = ""


def title_before(page: Page, name: int, *, comma: bool = False) -> Title | None:
    """The title that ends right before the word `name`: "Defence Minister" before "Sergei".

    With `comma` one may stand between the two.
    """
    end = _before_bracket(page, name)
    if end == name and not (comma or page.joined(name)):
        return None
    title = _title_ending(page, end)
    tenure = [page.lexicon.tenure.get(word.low) for word in page.words[end:name]]
    if title is None or not any(tenure):
        return title
    return attrs.evolve(title, status=next(filter(None, tenure)))  # "Minister of Mines (Ag.)"


def _title_ending(page: Page, end: int) -> Title | None:
    """The title whose last word stands before the word `end`."""
    words = page.words
    k = end
    if k > 1 and words[k - 1].gap == "-" and words[k - 1].low in {"elect", "designate"}:
        k -= 1
        found = page.head_ending(k)
        return None if found is None else title_around(page, found, end)
    for _ in range(FAR):
        found = page.head_ending(k)
        if found is not None and k == end and (outer := counsel_to(page, found)) is not None:
            return title_around(page, outer, end)
        if found is not None and (k == end or _complement(page, k, end)):
            return title_around(page, _outer_head(page, found), end)
        if (
            k < end
            and (words[k].owner or not page.joined(k))
            and words[k].gap not in {"'s ", "’s "}
        ):
            return None
        k -= 1
        if k < 1 or not _inside_complement(page, k):
            return None
        if not page.joined(k + 1) and k + 1 < end and not words[k].owner:
            return None
    return None


def title_at(page: Page, first: int) -> Title | None:
    """The title whose noun phrase begins at the word `first`: "the Russian defence minister"."""
    words, lex = page.words, page.lexicon
    k = first
    while k < len(words) and k - first < 10:
        if k > first and not (
            page.joined(k) or words[k - 1].owner or words[k].gap in {"-", *QUOTED}
        ):
            return None
        found = page.head_starting(k)
        if found is not None:
            follows = page.head_starting(found.end)
            if _modifies(page, found) or _leads_to_head(page, found):
                k = found.end
                continue
            if words[found.end - 1].owner or (
                follows is not None and page.joined(found.end) and found.head.sector != "civic"
            ):
                k = found.end
                continue
            served = served_by(page, found.end)
            if served is not None:
                return attrs.evolve(title_around(page, found, found.end), owner=served)
            return title_around(page, found, complement_end(page, found.end))
        low = words[k].low
        if not (
            words[k].capital
            or low in DETERMINERS
            or low in lex.tenure
            or low in lex.modifiers
            or page.pos[k] in {"NOUN", "ADJ", "PROPN", "NUM"}
            or (low in {"of", "and"} and k > first)
        ):
            return None
        k += 1
    return None


def _modifies(page: Page, found: HeadPhrase) -> bool:
    """Whether the noun stands before another: "a major | proponent", "the king | crab"."""
    k = found.end
    return (
        page.joined(k)
        and not page.words[k - 1].owner
        and not page.words[k].capital
        and page.pos[k] == "NOUN"
        and page.head_starting(k) is None
        and page.words[k].low not in page.lexicon.starters
    )


def _begins_name(page: Page, k: int) -> bool:
    word = page.words[k]
    return word.capital and (page.labels[k] == "PERSON" or word.text in page.lexicon.given)


def _leads_to_head(page: Page, found: HeadPhrase) -> bool:
    """Whether the noun is the first word of a longer title: "chief | nuclear envoy"."""
    words, lex = page.words, page.lexicon
    if words[found.end - 1].low not in lex.modifiers or found.end - found.start > 1:
        return False
    for k in range(found.end, min(found.end + 3, len(words))):
        if not page.joined(k) or words[k - 1].owner:
            return False
        if page.head_starting(k) is not None:
            return True
        if words[k].low not in lex.modifiers and page.pos[k] not in {"NOUN", "ADJ", "PROPN"}:
            return False
    return False


def complement_end(page: Page, end: int) -> int:
    """Where the words after a head noun stop: "minister | of foreign affairs |, said"."""
    words, lex = page.words, page.lexicon
    if end >= len(words) or words[end].low not in PREPOSITIONS or not page.joined(end):
        return end
    if words[end - 1].owner or (words[end].low == "to" and page.pos[end + 1 : end + 2] == ["VERB"]):
        return end
    k, last = end + 1, end
    while k < len(words) and k - end < FAR:
        word = words[k]
        if not page.joined(k) and not words[k - 1].owner:
            break
        place = page.place_at(k)
        if place is not None:
            k = last = place.end
            continue
        if last > end and page.heads.get(k - 1) is None and _begins_name(page, k):
            break
        if word.low in INNER:
            if word.low == "and" and (
                k + 1 >= len(words)
                or _opens_new_title(page, k + 1)
                or page.labels[k + 1] == "PERSON"
                or words[k + 1].text in lex.given
            ):
                break
            k += 1
            continue
        if (word.capital and (word.low not in lex.starters or word.low in lex.modifiers)) or (
            (page.pos[k] in {"NOUN", "ADJ", "PROPN"} or word.low in lex.modifiers)
            and word.low not in lex.starters
        ):
            k += 1
            last = k
            continue
        break
    return last


def title_around(page: Page, found: HeadPhrase, end: int) -> Title:
    """The whole title around a head noun that goes on, with its complement, to the word `end`."""
    walk = Walk(page, found)
    walk.leftward()
    countries = list(reversed(walk.countries))
    international = walk.international
    body = walk.body
    if found.end < end:
        international = _read_complement(page, found, end, countries) or international
        body = body or body_after(page, found, end)
        if _is_address(page, found, end):
            end = found.end
        if _names_owner(page, found.end + 1):
            end = found.end
        if not countries and not international:
            countries.extend(_seat(page, end))
    if not countries and not international:
        own = (page.public.get(k) for k in range(walk.outer, end))
        countries.extend(code for code in own if code)
    words = page.words
    status = walk.status
    if (
        found.end < len(words)
        and words[found.end].gap == "-"
        and words[found.end].low in {"elect", "designate"}
    ):
        status = "elect"
    outer = walk.outer
    definite = bool(
        countries
        or walk.owner is not None
        or (outer and words[outer - 1].low in DETERMINERS)
        or words[outer].low in DETERMINERS
    )
    return Title(
        outer=outer,
        start=min(walk.start, found.start),
        end=end,
        bare=found.end,
        head=found.head,
        status=status,
        countries=tuple(dict.fromkeys(countries)),
        international=international,
        owner=walk.owner,
        body=body or body_inside(page, walk.outer, found) or walk.seat,
        definite=definite,
        official=not _of_firm(page, walk.owner)
        and is_office(
            page,
            found,
            (walk.start, end),
            body=walk.body,
            national=bool(countries),
            international=international,
        ),
    )


def _of_firm(page: Page, owner: int | None) -> bool:
    """Whether the owner of an office is a firm or a club: "the company's | president"."""
    return owner is not None and page.words[owner].low in page.lexicon.private


def _is_address(page: Page, found: HeadPhrase, end: int) -> bool:
    """Whether the words after the head only tell where: "spokesman | in Washington"."""
    if page.words[found.end].low not in {"in", "from"} or found.head.role == "ambassador":
        return False
    place = page.place_at(found.end + 1 + (page.words[found.end + 1].low in DETERMINERS))
    return place is not None and place.end == end


def _seat(page: Page, k: int) -> Iterator[str]:
    """The country of what explains a place: "mayor of South Bend |, Indiana,"."""
    place = page.place_at(k) if k < len(page.words) and page.words[k].gap == ", " else None
    if place is not None and place.place.code is not None and place.place.kind != "demonym":
        after = place.end
        if after == len(page.words) or not page.joined(after):
            yield place.place.code


def _read_complement(page: Page, found: HeadPhrase, end: int, countries: list[str]) -> bool:
    """Adds the country in "President of France"; an ambassador's host country is not his own."""
    abroad = found.head.role == "ambassador" or (
        found.head.role == "representative" and page.words[found.end].low != "of"
    )
    international = False
    own = bool(countries)
    k = found.end
    while k < end:
        phrase = page.place_at(k)
        if phrase is None:
            k += 1
            continue
        if phrase.place.code is None:
            international = True
        elif not (abroad or _is_topic(page, found, phrase.start, end)) and (
            found.head.plural or not (own or countries)
        ):
            countries.append(phrase.place.code)
        k = max(phrase.end, k + 1)
    return international


def _is_topic(page: Page, found: HeadPhrase, place: int, end: int) -> bool:
    """Whether the country is what the office is about: "adviser on | Syria", "envoy to | Iran"."""
    phrase = page.places[place]
    about = page.words[found.end].low in {"on", "to"}
    return about and phrase.end == end and phrase.place.kind != "demonym"


def _names_owner(page: Page, k: int) -> bool:
    """Whether a body of a country follows, no topic: "secretary for | South Korea's office"."""
    if k < len(page.words) and page.words[k].low == "the":
        k += 1
    place = page.place_at(k)
    return place is not None and page.words[place.end - 1].owner


def _before_bracket(page: Page, name: int) -> int:
    """The word before a short bracket: "President of the Republic of Korea (ROK) | Yoon"."""
    words = page.words
    if (
        name < len(words)
        and words[name].gap.lstrip(".")[:1] == ")"
        and not words[name].gap.strip(".), ")
    ):
        for k in range(name - 1, max(name - 7, 0), -1):
            if words[k].gap == " (":
                return k
    return name


def _inside_complement(page: Page, k: int) -> bool:
    word, lex = page.words[k], page.lexicon
    if page.place_at(k) is not None:
        return True
    if page.labels[k] == "PERSON" and word.text in lex.given:
        return False
    if word.low in lex.modifiers or (word.low == "from" and page.place_at(k + 1) is not None):
        return True
    return word.low not in lex.starters - PREPOSITIONS - INNER and (
        word.capital
        or word.low in PREPOSITIONS
        or word.low in INNER
        or word.low in lex.institutions
        or page.pos[k] in {"NOUN", "ADJ"}
    )


def _outer_head(page: Page, found: HeadPhrase) -> HeadPhrase:
    """The head whose complement a noun like "justice" is: "Secretary of | Justice"."""
    before = page.head_ending(found.start - 1)
    if (
        before is not None
        and page.words[found.start - 1].low in {"of", "for"}
        and found.head.phrase[0] in page.lexicon.modifiers
        and before.head.sector in OFFICIAL_SECTORS
        and len(found.head.phrase) == 1
    ):
        return before
    return found


def _complement(page: Page, head_end: int, end: int) -> bool:
    last = page.words[end - 1]
    low = page.words[head_end].low
    place = page.place_at(head_end + 1)
    return (
        (low in PREPOSITIONS or (low == "from" and place is not None and place.end == end))
        and page.joined(head_end)
        and not page.words[head_end - 1].owner
        and head_end + 1 < end
        and last.low not in PREPOSITIONS | INNER
        and (last.capital or page.pos[end - 1] == "NOUN" or last.low in page.lexicon.institutions)
    )


def _opens_new_title(page: Page, k: int) -> bool:
    """Whether a second title follows an "and": "leader of the party and | Prime Minister"."""
    return any(
        page.head_starting(n) is not None and page.head_starting(n).head.phrase  # type: ignore[union-attr]
        for n in range(k, min(k + 3, len(page.words)))
        if all(page.joined(m) for m in range(k + 1, n + 1))
    )
