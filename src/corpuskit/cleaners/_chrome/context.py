"""What only the neighbourhood can tell: headlines under "Related", captions, repeated titles, tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.cleaners._chrome.lines import capitalised, same_words
from corpuskit.cleaners._chrome.stamps import glued_stamp

if TYPE_CHECKING:
    from corpuskit.cleaners._chrome.lines import Line
    from corpuskit.cleaners._chrome.page import Page

RUN = 8
"""So many headlines at most are taken under one "Related" inside the body."""

_ITEM = re.compile(r"\s*,\s*")
_SMALL = frozenset(
    "a an the of in on at to for with by from and or is are was were be after over as amid during".split()  # noqa: SIM905, reads as a list
)
_LEADS_ON = frozenset({"related"})
_CLOSES = re.compile(r"copyright|comment-form|policy")


def cut_by_rules(page: Page) -> None:
    """Layer 1: lines that a rule of the catalogue describes, and parts of lines."""
    for k, facts in enumerate(page.facts):
        rule = None
        if k < page.first:
            rule = facts.in_head
        if k > page.last and rule is None:
            rule = facts.in_tail
        rule = rule or facts.anywhere
        if rule is not None and rule.id == "rel.lead" and page.in_head(k) and len(page.cuts) == k:
            continue  # "Opinion: ..." at the very top is the title
        if rule is not None:
            page.cut(k, rule.kind, rule.id)
            continue
        if facts.part is not None:
            _cut_tail(page, k)
        if facts.front is not None:
            page.cut_part(k, (0, facts.front[1]), facts.front[0].kind, facts.front[0].id)


def _cut_tail(page: Page, k: int) -> None:
    part = page.facts[k].part
    assert part is not None
    rule, start = part
    line = page.lines[k]
    if rule.kind != "caption":
        if page.in_tail(k + 1) or rule.kind != "source":
            page.cut_part(k, (start, len(line.text)), rule.kind, rule.id)
        return
    if len(page.lines) == 1:
        return
    if page.is_flat:  # the caption may stand behind a paragraph
        page.cut_part(k, (start, len(line.text)), "credit", rule.id, 0.9)
    elif line.words <= 60 or (line.words <= 120 and not _SAID.search(line.text[:start])):
        page.cut(k, "caption", rule.id, 0.95)
    else:
        page.cut_part(k, (start, len(line.text)), "credit", rule.id, 0.9)


def cut_stamps(page: Page) -> None:
    """Layer 5: lines that are nothing but date, time and author."""
    first, last = page.first, page.last
    for k in [k for k in range(len(page.lines)) if (k < first or k > last) and k not in page.cuts]:
        stamp = page.facts[k].stamp
        if stamp is None:
            continue
        page.cut(
            k,
            stamp.kind,
            f"stamp.{stamp.kind}",
            readings=tuple(r for r in stamp.readings if r.value),
        )
    for k in range(min(page.first + 1, len(page.lines))):
        if k not in page.cuts:
            glued = glued_stamp(page.lines[k].text)
            if glued is not None:
                kind = glued[1][0].name
                page.cut_part(k, (0, glued[0]), kind, "stamp.glued", 0.95, readings=glued[1])
            break


def cut_title(page: Page, given: str | None) -> None:
    """The headline before the body, and every line that repeats it."""
    titles = {same_words(given)} if given else set()
    free = [k for k in range(min(page.first, len(page.lines))) if k not in page.cuts]
    if page.first < len(page.lines) and len(free) <= 3 and not page.is_flat:  # more: a list
        for n, k in enumerate(free):
            line = page.lines[k]
            if not _reads_like_a_title(line) or _runs_on(page, k):
                break
            page.cut(k, "deck" if n else "title", "title.deck" if n else "title.first", 0.9)
            titles.add(same_words(line.text))
    titles.discard("")
    if not titles:
        return
    sizes = range(min(map(len, titles)), max(map(len, titles)) + 80)
    for k, line in enumerate(page.lines):
        if k not in page.cuts and len(line.text) in sizes and same_words(line.text) in titles:
            page.cut(k, "title", "title.repeated", 0.8)


_NO_TITLE = re.compile(r"https?:|www\.|\||@|\w:\s.*\w:\s|\)$|^[—–-]")


def _is_fragment(page: Page, k: int) -> bool:
    """Whether the line is a piece of a sentence that a reader of HTML broke at a link."""
    first = page.lines[k].text[0]
    return first.islower() or first in ".,;)”" or _runs_on(page, k)


def _runs_on(page: Page, k: int) -> bool:
    """Whether the next line goes on in the middle of the sentence."""
    follows = page.lines[k + 1].text if k + 1 < len(page.lines) else ""
    return follows[:1].islower() or follows[:1] in ",;.)"


def _reads_like_a_title(line: Line) -> bool:
    return (
        line.words >= 4
        and line.is_headline
        and line.text[0] not in "█•*-"
        and not _NO_TITLE.search(line.text)
    )


def cut_related(page: Page) -> None:
    """Headlines that follow a "Related" of their own line, and the crowd behind the last paragraph."""
    for k, cut in sorted(page.cuts.items()):
        if cut.kind != "related" or not _opens_a_list(page, k):
            continue
        taken = 0
        for n in range(k + 1, len(page.lines)):
            if n in page.cuts:
                if _opens_a_list(page, n):
                    break  # it has a run of its own
                continue
            line = page.lines[n]
            behind = page.in_tail(n)
            if page.is_flat and (page.facts[n].part or _TWO_SENTENCES.search(line.text)):
                break  # a paragraph, with a credit behind it
            if not (line.is_headline or (behind and line.words <= 45)) or _is_fragment(page, n):
                break
            if not behind and taken >= RUN:
                break
            if _NUMBERED.match(line.text) or (
                not behind and (line.words < 4 or (line.ends and line.text[-1] in "”\"’'"))
            ):
                break
            page.cut(n, "related", "context.related", 0.8)
            taken += 1


_TWO_SENTENCES = re.compile(r"""[.!?…]["'”’)\]]*+ ["'“‘(]?[A-Z]""")
_NUMBERED = re.compile(
    r"\W{0,3}\d+[.)]\s|\w+ \d+: "
)  # a table of contents, a list of the article's own


def _opens_a_list(page: Page, k: int) -> bool:
    return page.cuts[k].rule == "rel.header"


def cut_captions(page: Page) -> None:
    """The line before a credit of its own line, if it describes a picture."""
    for k in range(1, len(page.lines)):
        cut = page.cuts.get(k)
        if cut is None or cut.kind != "credit" or k - 1 in page.cuts:
            continue
        line = page.lines[k - 1]
        if line.words <= 45 and _describes(line.text) and not _is_fragment(page, k - 1):
            page.cut(k - 1, "caption", "context.caption", 0.8)


_PRESENT = re.compile(
    r"\b(?:is seen|are seen|is pictured|are pictured|pictured|seen here|shown|shows|poses?|arrives|speaks|walks"
    r"|stands|looks|holds|attends|waves|takes part|gestures|talks|performs|left|right|cent(?:er|re)|in this"
    r")\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|told|added|according to|will|would|has|have|had|did)\b|[”\"]")


def _describes(text: str) -> bool:
    return bool(_PRESENT.search(text)) and not _SAID.search(text)


def cut_tag_lists(page: Page) -> None:
    """Alternative texts that came out as comma-lists of words: "Kim, with, Russia, China"."""
    for k, line in enumerate(page.lines):
        if k in page.cuts or line.ends or line.text.count(",") < 3 or len(line.text) > 300:
            continue
        if is_tag_list(line.text):
            page.cut(k, "alt-text", "context.tag-list", 0.95)
        elif (page.in_head(k) or page.in_tail(k)) and is_name_list(line.text):
            page.cut(k, "tags", "context.name-list", 0.8)


def is_tag_list(text: str) -> bool:
    """Whether commas stand between the words of a phrase, small words and verbs included.

    >>> is_tag_list("Biden, Yoon, meet, at, Camp, David"), is_tag_list("Iran, Iraq, Oman and Qatar")
    (True, False)
    """
    items = _ITEM.split(text.strip(" ,"))
    if len(items) < 4 or any(len(item.split()) > 3 or not item for item in items):
        return False
    if items[-1].casefold() in _SMALL:  # "Egypt, Jordan, Turkey, and": a sentence that goes on
        return False
    alone = sum(item.casefold() in _SMALL for item in items)
    lower = sum(item[:1].islower() and " " not in item for item in items)
    single = sum(" " not in item for item in items)
    if single / len(items) < 0.7:
        return False
    capitals = sum(item[:1].isupper() for item in items)
    return alone >= 1 or (lower >= 1 and capitals >= 3 and single == len(items) and len(items) >= 5)


def is_name_list(text: str) -> bool:
    """Whether it is a list of tags: capitalised, without a sentence around it."""
    items = _ITEM.split(text.strip(" ,"))
    return (
        len(items) >= 4
        and all(0 < len(item.split()) <= 4 for item in items)
        and capitalised(text) >= 0.7
        and " and " not in text
    )
