"""Which titles make an official: a state's, a party's, an army's, and not a company's or a club's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._lexicon import OFFICIAL_SECTORS

if TYPE_CHECKING:
    from corpuskit.extractors._page import HeadPhrase, Page

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

PRESIDING = frozenset({"head of state", "vice president"})
"""Roles that firms have as well: with a name before them, "Walmart vice president", they are theirs."""

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
    if international or any(word.low in lex.institutions for word in words[first : title[1]]):
        return True
    place = page.place_at(body[0]) if body else None
    if place is not None and place.place.kind == "metonym":  # "FBI Director"
        return True
    if (head.role in ADDRESSED or head.phrase[-1] in MEMBERS) and words[found.start].capital:
        return True
    if head.phrase[-1].removesuffix("s") in BODY_HEADS:
        return national and title[0] < found.start and words[title[0]].capital
    return national


def _is_private(page: Page, found: HeadPhrase, start: int, end: int) -> bool:
    """Whether the office is one of a club, a company, a university: "president of the federation"."""
    words = page.words
    if found.head.sector not in {"state", "body"} and words[found.start].capital:
        return False
    if found.head.phrase == ("captain",) and start == found.start and not words[start].capital:
        return True
    if found.end < end and words[found.end].low == "at" and found.head.role != "ambassador":
        return True
    lex = page.lexicon
    body = {word.low for word in words[start:end]}
    if not lex.private.isdisjoint(body):
        return STATE_OWNED.isdisjoint(body)
    before = [word for word in words[start : found.start] if word.capital]
    if found.head.role not in PRESIDING or not before:
        return False
    public = lex.institutions | lex.modifiers | lex.tenure.keys()
    return not any(word.low in public for word in before) and not any(
        k in page.places for k in range(start, found.start)
    )
