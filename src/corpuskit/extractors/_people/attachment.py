"""Which titles a name bears where it stands: before it, in apposition, after a verb, shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._people.names import GENERATIONS
from corpuskit.extractors._people.titles import Title, title_at, title_before

if TYPE_CHECKING:
    from corpuskit.extractors._people.names import Candidate
    from corpuskit.extractors._people.page import Page

COPULAS = frozenset({"is", "was", "has", "had", "been", "be", "being", "to", "will", "then", "also", "recently",
                     "later", "first", "again", "became", "currently", "previously", "formerly", "who", "himself", "herself", "once", "now", "unanimously", "re"})  # fmt: skip
IDENTIFIES = frozenset({"is", "was"})
RANKS = frozenset({"military", "police", "expert", "civic", "faith"})
"""Sectors whose words may stand between an office and the name: "army chief General Min"."""
APPOINTING = frozenset(
    {"named", "appointed", "elected", "nominated", "chose", "picked", "made", "appoint", "name"}
)
PAST = {"formerly": "former", "previously": "former", "once": "former", "currently": "current"}
"""Adverbs before a title in apposition: "Michael Bloomberg, formerly the mayor of New York"."""
SUCCEEDING = frozenset(
    {
        "succeed",
        "succeeds",
        "succeeded",
        "succeeding",
        "replace",
        "replaces",
        "replaced",
        "replacing",
    }
)
"""Verbs between two holders of one office: "succeeded Theresa May as prime minister"."""
LEAVING = frozenset(
    {"resigned", "quit", "retired", "died", "stepped", "lost", "left", "stood", "fell"}
)
"""What a predecessor did: "became prime minister after Theresa May stepped down"."""
FURTHER = 7
"""Words between such a verb and the office."""
DASHES = (" – ", " — ", " - ", "—", "–")


def titles_of(page: Page, name: Candidate) -> list[Title]:
    """The titles that the words around `name` give the person, the best placed first."""
    after = _succeeded(page, name) or _predecessor(page, name) or _after(page, name)
    found = [*_before(page, name.start), *after, *_appointed(page, name)]
    if not found or not any(title.official for title in found):
        found += _before_comma(page, name.start)
    return found


def _appointed(page: Page, name: Candidate) -> list[Title]:
    """The title in "named Jean Victor Généus foreign minister"."""
    k = name.start - 1
    if k < 0 or not page.joined(name.start) or not page.joined(name.end):
        return []
    words = page.words
    if words[k].low not in APPOINTING or words[name.end - 1].owner:
        return []
    k = name.end
    if words[k].low == "to" and words[k + 1 : k + 2] and words[k + 1].low in {"be", "serve"}:
        k += 2
    if k < len(words) and words[k].low == "as" and k > name.end:
        k += 1
    return _closed(page, title_at(page, k), "title:predicate")


def _succeeded(page: Page, name: Candidate) -> list[Title]:
    """The title in "succeeded Theresa May as prime minister", "replaced by Ann Lee as mayor"."""
    words, k = page.words, name.end
    by = name.start > 1 and words[name.start - 1].low == "by"
    verb = name.start - 1 - by
    if verb < 0 or not page.joined(name.start) or words[verb].low not in SUCCEEDING:
        return []
    if not page.joined(k) or words[k].low != "as" or words[k - 1].owner or k + 1 >= len(words):
        return []
    title = _with_status(title_at(page, k + 1), "current" if by else "former")
    return _closed(page, title, "title:predicate")


def _predecessor(page: Page, name: Candidate) -> list[Title]:
    """The title in "became prime minister after Theresa May stepped down"."""
    words, k = page.words, name.start - 1
    if k < 2 or words[k].low != "after" or not page.joined(name.start):
        return []
    if not page.joined(name.end) or words[name.end].low not in LEAVING or words[name.end - 1].owner:
        return []
    title = title_before(page, k)
    if title is None or not title.official:
        return []
    verbs = (words[n].low for n in range(max(0, title.outer - 3), title.start))
    if page.lexicon.office_verbs.isdisjoint(verbs):
        return []
    return [attrs.evolve(title, status="former", rule="title:predicate")]


def _before(page: Page, start: int) -> list[Title]:
    """Titles right before the name, office and rank apart; ranks come last."""
    titles: list[Title] = []
    at = _honorific_start(page, start)
    for _ in range(3):
        title = title_before(page, at)
        if title is None:
            break
        titles.append(attrs.evolve(title, rule="title:before"))
        if title.head.sector not in RANKS or title.outer == 0:
            break
        at = title.outer
    return titles[::-1]


def _honorific_start(page: Page, start: int) -> int:
    k = start
    while (
        k
        and page.joined(k)
        and page.words[k - 1].low in page.lexicon.honorifics
        and page.heads.get(k - 1) is None
    ):
        k -= 1
    return k


def _before_comma(page: Page, start: int) -> list[Title]:
    """The title in "Putin's spokesperson, Dmitry Peskov"."""
    at = _honorific_start(page, start)
    words = page.words
    if not at or words[at].gap not in {", ", "; ", ": ", ","}:
        return []
    title = title_before(page, at, comma=True)
    if title is None or not title.definite:
        return []
    return [attrs.evolve(title, rule="title:apposition")]


def _after(page: Page, name: Candidate) -> list[Title]:
    words, end = page.words, name.end
    if end >= len(words):
        return []
    gap = words[end].gap
    if gap in {", ", " ("} or gap in DASHES or (gap == "., " and words[end - 1].low in GENERATIONS):
        if words[end].low in IDENTIFIES and words[name.start].gap == ", ":
            return _predicate(page, end)  # "his doctor, Brian Monahan, is an admiral"
        return _apposition(page, end)
    if not page.joined(end) or words[end - 1].owner:
        return []
    low = words[end].low
    if low == "the":
        return _closed(page, title_at(page, end), "title:apposition")
    if low == "of":
        return []
    return _predicate(page, end)


def _apposition(page: Page, k: int) -> list[Title]:
    """Titles after a comma: "Wei Fenghe, China's defence minister", "Ann Lee, 45, a lawyer, who was mayor of Bath"."""
    words = page.words
    titles: list[Title] = []
    for _ in range(4):
        if k >= len(words):
            break
        status = PAST.get(words[k].low, "")
        if status and page.joined(k + 1):
            k += 1
        if words[k].text.isdigit() and k + 1 < len(words) and words[k + 1].gap in {", ", ") "}:
            k += 1
            continue
        if words[k].low in {"who", "and"} or (titles and words[k].low in COPULAS):
            if words[k].low != "and":
                found = _predicate(page, k)
            else:
                found = _closed(page, title_at(page, k + 1), "title:apposition") if titles else []
        else:
            one = title_at(page, k)
            found = _closed(page, _with_status(one, status), "title:apposition")
        if not found:
            break
        titles += found
        k = found[-1].end
        if k >= len(words) or not (
            words[k].gap == ", " or (page.joined(k) and words[k].low in {"and", "who"})
        ):
            break
    return titles


def _predicate(page: Page, k: int) -> list[Title]:
    """Titles after a verb: "who is the secretary of state", "was elected president", "resigned as mayor"."""
    words, lex = page.words, page.lexicon
    verb = False
    status = ""
    for n in range(k, min(k + 7, len(words))):
        if n > k and not page.joined(n):
            return []
        low = words[n].low
        if low in SUCCEEDING:
            return _successor(page, n)
        if low == "to" and not verb:  # "wants Clinton to serve as president"
            return []
        if low in lex.office_verbs:
            verb = True
            status = (
                "nominee"
                if low in {"nominated", "nominee"}
                else "former"
                if low in {"resigned", "retired", "served"}
                else status
            )
            continue
        if low == "as" and n - k < 6 and (verb or n == k):
            title = title_at(page, n + 1) if n + 1 < len(words) else None
            return _closed(page, _with_status(title, status), "title:predicate")
        if low in COPULAS:
            verb = verb or low == "became"
            continue
        if n == k:
            return []
        bare = words[n - 1].low in IDENTIFIES and page.head_starting(n) is not None
        if low in {"a", "an", "the"} or verb or bare:
            return _closed(page, _with_status(title_at(page, n), status), "title:predicate")
        return []
    return []


def _successor(page: Page, verb: int) -> list[Title]:
    """The title in "succeeded Theresa May | as prime minister"; with "by" it is one of the past."""
    words = page.words
    passive = verb + 1 < len(words) and words[verb + 1].low == "by"
    for n in range(verb + 1, min(verb + FURTHER, len(words) - 1)):
        if not page.joined(n):
            return []
        if words[n].low == "as":
            title = _with_status(title_at(page, n + 1), "former" if passive else "current")
            return _closed(page, title, "title:predicate")
    return []


def _with_status(title: Title | None, status: str) -> Title | None:
    if title is None or not status or title.status != "current":
        return title
    return attrs.evolve(title, status=status)


def _closed(page: Page, title: Title | None, rule: str) -> list[Title]:
    """The title, unless it goes on to another name: "A, the minister B, said" is about B."""
    if title is None or title.head.plural:
        return []
    words = page.words
    k = _after_bracket(page, title.end)
    if k < len(words) and not words[title.end - 1].owner:
        joined = page.joined(k) or k > title.end
        if joined and words[k].capital and words[k].low not in page.lexicon.starters:
            return []
    if title.end <= len(words) and words[title.end - 1].owner:
        return []
    return [attrs.evolve(title, rule=rule)]


def _after_bracket(page: Page, k: int) -> int:
    """The word after a short bracket: "of the Republic of Korea (ROK) | Yoon"."""
    words = page.words
    if k < len(words) and words[k].gap == " (":
        for n in range(k + 1, min(k + 5, len(words))):
            if words[n].gap == ") ":
                return n
    return k
