"""Which titles make an official: a state's, a party's, an army's, and not a company's or a club's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._people.lexicon import OFFICIAL_SECTORS

if TYPE_CHECKING:
    from corpuskit.extractors._people.page import HeadPhrase, Page

BODY_HEADS = frozenset(
    {
        "director",
        "chairman",
        "chairwoman",
        "chair",
        "chairperson",
        "manager",
        "member",
        "consultant",
    }
    | {"strategist", "observer", "monitor", "agent", "organiser", "organizer", "counsellor"}
    | {"counselor", "boss", "deputy"}
)
"""Heads that need the name of a public body: an Indian director makes films."""

ADDRESSED = frozenset({"secretary-general", "commissioner"})
"""Roles of public bodies wherever they stand capitalised: "Commissioner Thierry Breton"."""

MEMBERS = frozenset({"representative", "representatives", "delegate", "delegates"})
"""Members of a house, if capitalised."""

COMMANDED = frozenset(
    {"police", "army", "navy", "naval", "air", "marine", "fire", "guard", "military"}
)
"""Words before a captain who is none of a team."""

PLAIN_WORDS = frozenset({("lady",), ("ladies",), ("lord",), ("lords",)})
"""Titles that are everyday words in lower case."""

HIRED = frozenset({"strategist", "consultant", "operative"})
"""Heads that hold no office for working for a side: "a Republican strategist"."""

SWORN = frozenset({"officer", "officers"})
"""Police, if capitalised right before a name: "Officer Derek Chauvin", no "Chief Strategy Officer"."""

MINISTRIES = frozenset(
    {"justice", "treasury", "interior", "commerce", "homeland", "defense", "defence", "state"}
)
"""Words that stand for a ministry, if capitalised: "a Justice spokesman"."""

PRESIDING = frozenset({"head of state", "vice president"})
"""Roles that firms have as well: with a name before them, "Walmart vice president", they are theirs."""

GRADES = frozenset({"senior", "executive", "regional", "corporate"})
"""Words before the vice president of a firm."""

COMMONWEALTHS = frozenset(
    {"republic", "nation", "country", "state", "federation", "union", "region", "commonwealth"}
    | {
        "people",
        "state-in-exile",
        "territory",
        "island",
        "islands",
        "province",
        "city",
        "confederation",
    }
)
"""What has a president as a country has."""

STATE_OWNED = frozenset({"central", "national", "reserve"})
"""Words that make a bank a public body."""


def is_office(
    page: Page,
    found: HeadPhrase,
    title: tuple[int, int],
    *,
    body: tuple[int, int] | None,
    national: bool,
    international: bool,
) -> bool:
    """Whether the title, words `title` of the page around the head `found`, is a public office.

    `body` are the words of the organisation beside it; `national` and `international` say that a
    country, or an intergovernmental body, stands in the phrase.
    """
    head, words, lex = found.head, page.words, page.lexicon
    if not international and _is_private(page, found, *title):
        return False
    if head.sector in OFFICIAL_SECTORS:
        return True
    if head.sector != "body":
        return False
    first = min(title[0], body[0]) if body else title[0]
    hired = head.phrase[-1].removesuffix("s") in HIRED
    if international or any(
        (words[k].low in lex.institutions and not (hired and words[k].low in lex.parties))
        or k in page.public
        for k in range(first, title[1])
    ):
        return True
    place = page.place_at(body[0]) if body else None
    if place is not None and place.place.kind == "metonym":  # "FBI Director"
        return True
    if (head.role in ADDRESSED or head.phrase[-1] in MEMBERS) and words[found.start].capital:
        return True
    if found.end + 1 < title[1] and words[found.end].low in {"to", "for"}:
        k = found.end + 1 + (words[found.end + 1].low == "the")
        served = page.head_starting(k) if k < title[1] else None
        if served is not None and served.head.sector in OFFICIAL_SECTORS:  # "aide to the president"
            return True
    if head.phrase[-1] in SWORN and title[0] == found.start and words[found.start].capital:
        k = found.end
        return page.joined(k) and words[k].capital
    before = words[found.start - 1] if title[0] < found.start else None
    if before is not None and before.capital and before.low in MINISTRIES:
        return True
    if head.phrase[-1].removesuffix("s") in BODY_HEADS:
        return national and title[0] < found.start and words[title[0]].capital
    return national


def _is_private(page: Page, found: HeadPhrase, start: int, end: int) -> bool:
    """Whether the office is one of a club, a company, a university: "president of the federation"."""
    words = page.words
    if found.head.sector not in {"state", "body"} and words[found.start].capital:
        return False
    if found.head.phrase in PLAIN_WORDS and not words[found.start].capital:
        return True
    if found.head.sector == "royal" and found.end < end and not words[end - 1].capital:
        return True  # "king of pop"
    if found.head.phrase == ("captain",) and not words[found.start].capital:
        return all(words[k].low not in COMMANDED for k in range(start, found.start))
    if found.end < end and words[found.end].low == "at" and found.head.role != "ambassador":
        return True
    lex = page.lexicon
    body = {word.low for word in words[start:end]}
    if not lex.private.isdisjoint(body):
        return STATE_OWNED.isdisjoint(body)
    if found.head.role == "vice president" and words[found.start - 1].low in GRADES:
        return not any(k in page.places for k in range(start, end))
    if found.head.role in PRESIDING and _presides_elsewhere(page, found, end):
        return True
    if found.head.role in PRESIDING and _has_business_beside(page, start, end):
        return True
    if any(k in page.public for k in range(start, found.start)):
        return False
    before = [word for word in words[start : found.start] if word.capital]
    if found.head.role not in PRESIDING or not before:
        return False
    public = lex.institutions | lex.modifiers | lex.tenure.keys()
    return not any(word.low in public for word in before) and not any(
        k in page.places for k in range(start, found.start)
    )


def _presides_elsewhere(page: Page, found: HeadPhrase, end: int) -> bool:
    """Whether the words after "president of" name no country and no public body: "of FMS"."""
    words, lex = page.words, page.lexicon
    if found.end + 1 >= end or words[found.end].low != "of":
        return False
    return not any(
        k in page.places
        or k in page.public
        or words[k].low in lex.institutions
        or words[k].low in COMMONWEALTHS
        for k in range(found.end, end)
    )


def _has_business_beside(page: Page, start: int, end: int) -> bool:
    """Whether "and" joins the title to one of business: "COO and | president", "president | and CEO"."""
    words = page.words
    before = page.head_ending(start - 1) if start > 1 and words[start - 1].low == "and" else None
    after = None
    if end + 1 < len(words) and words[end].low == "and" and page.joined(end):
        after = page.head_starting(end + 1)
    return any(
        found is not None
        and (found.head.sector == "business" or found.head.role == "chief executive")
        for found in (before, after)
    )
