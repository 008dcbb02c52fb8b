"""Which words stand in quotation marks: pairs found paragraph by paragraph, without a parse.

A mark is judged by what stands beside it ("space, mark, letter" opens) and only then by its shape, so
wrong-way marks pair as well, and a mark that is missing spoils one quotation, not all that follow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    Role = Literal["open", "close", "either"]

DOUBLE = re.compile(r"[“”„‟\"«»]|``|''")
"""Marks of the outer level, also the typewriter's two apostrophes: ``so'' and ''so''."""

SINGLE = re.compile(r"[‘’'‚‛]")

LINE = re.compile(r"[^\n\r\u2028\u2029]+")

MARK_CHARACTERS = "“”„‟\"«»‘’'`‚‛"
OPEN_SIDE = "([{<—–―-/"
CLOSE_SIDE = ".,;:?!…)]}>—–―-/"

INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?(\"|''|”)")
"""The second mark of 6'2"."""

ATTRIBUTE = re.compile(r"=(\")[^\"<>\n]{0,300}\"")
"""Markup that was left in the text: <a title="so">."""

ELISION = re.compile(
    r"['’‘](?:\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b)", re.IGNORECASE
)
"""An apostrophe at the start of a word: 'em, ’90s."""

REPORTING = (
    "said|says|told|tells|added|adds|asked|wrote|writes|noted|explained|warned|insisted|replied|"
    "continued|tweeted|stated|argued|declared|stressed|recalled|claimed|announced|concluded"
)
CUE_INSIDE = re.compile(
    rf"[,?!]\s(?=(?:[\w.’'-]+\s){{1,4}}(?:{REPORTING})\b|(?:{REPORTING})\s(?:[A-Z]|the\b|an?\b|he\b|she\b))"
)
"""Where an unclosed quotation is left for its cue: “We will go, | Smith said."""

SENTENCE_START = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘])")

NAME_BEFORE = re.compile(r"\b[A-Z]\w+\s$")
NAME_AFTER = re.compile(r"\s[A-Z]\w+")

MARKS_TOGETHER = 6
"""Marks in a row that are looked through; more are no quotation."""

REACH = 2000
"""How far back a sentence begins, and a cue is looked for, at most."""

LONGEST_SINGLE = 1200


@attrs.frozen
class Marked:
    """Words in quotation marks of the outer level; `start` and `end` include the marks.

    `inner_start`, `inner_end` leave them out. `closed` is False where the closing mark is missing,
    `opened` is False where the opening one is. `again` says that it opened while the quotation
    before it was still open: the same voice goes on. `paragraph` counts from 0.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    opened: bool = True
    closed: bool = True
    again: bool = False


@attrs.frozen
class Paragraph:
    """A range of the text without its line break."""

    start: int
    end: int


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs; a line that breaks off within a sentence goes on in the next one."""
    made: list[Paragraph] = []
    for line in LINE.finditer(text):
        start, end = line.span()
        words = line.group().strip()
        if not words:
            continue
        if made and _goes_on(text, made[-1], start, words):
            made[-1] = Paragraph(made[-1].start, end)
        else:
            made.append(Paragraph(start, end))
    return tuple(made)


def marked(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Marked, ...]:
    """Everything in quotation marks of the outer level, in text order, none inside another."""
    found: list[Marked] = []
    left_open = False
    for k, paragraph in enumerate(paragraphs):
        if not _has_mark(text, paragraph):
            left_open = False
            continue
        goes_on = k + 1 < len(paragraphs) and _starts_open(text, paragraphs[k + 1])
        doubles = list(_doubles(text, paragraph, k, carried=left_open, goes_on=goes_on))
        last = doubles[-1] if doubles else None
        left_open = last is not None and not last.closed and last.end == _end(text, paragraph)
        both = [*doubles, *_singles(text, paragraph, k, doubles)]
        for m in sorted(both, key=lambda m: (m.start, -m.end)):
            if (not found or m.start >= found[-1].end) and not _is_nickname(text, m):
                found.append(m)
    return tuple(found)


def _is_nickname(text: str, m: Marked) -> bool:
    """Whether marks hold a name within a name: Marcia "Cia" Price."""
    inner = text[m.inner_start : m.inner_end]
    if m.end - m.start > 20 or not inner[:1].isupper() or inner[-1:] in ",.?!":
        return False
    return bool(NAME_BEFORE.search(text, max(0, m.start - 20), m.start)) and bool(
        NAME_AFTER.match(text, m.end)
    )


def _goes_on(text: str, last: Paragraph, start: int, words: str) -> bool:
    """Whether a line of hard-wrapped text ends before `start` and goes on there."""
    if text[last.end : start] not in {"\n", "\r\n", "\r"}:
        return False
    before = text[_end(text, last) - 1]
    return (before.isalnum() or before in ",-") and words[0].islower()


def _end(text: str, paragraph: Paragraph) -> int:
    end = paragraph.end
    while end > paragraph.start and text[end - 1].isspace():
        end -= 1
    return end


def _starts_open(text: str, paragraph: Paragraph) -> bool:
    words = text[paragraph.start : paragraph.end].lstrip()
    return bool(DOUBLE.match(words))


def _has_mark(text: str, paragraph: Paragraph) -> bool:
    return any(text.find(c, paragraph.start, paragraph.end) >= 0 for c in MARK_CHARACTERS)


def _side(text: str, place: int, step: int, low: int, high: int) -> str:
    """The nearest character in one direction that is no quotation mark; a blank at the border."""
    for _ in range(MARKS_TOGETHER):
        if not low <= place < high:
            return " "
        if text[place] not in MARK_CHARACTERS:
            return text[place]
        place += step
    return " "


def _role(text: str, start: int, end: int, paragraph: Paragraph) -> Role | None:
    """Whether a mark opens or closes; None for one that stands alone, as » in breadcrumbs."""
    left = _side(text, start - 1, -1, paragraph.start, paragraph.end)
    right = _side(text, end, 1, paragraph.start, paragraph.end)
    opens = left.isspace() or left in OPEN_SIDE or (left in ",;:" and right.isalnum())
    closes = right.isspace() or right in CLOSE_SIDE
    if opens and not (closes and not right.isalnum()):
        return "open"
    if closes and not opens:
        return "close"
    mark = text[start:end]
    if mark in {"“", "„", "‟", "«", "``"}:
        return "open"
    if mark in {"”", "»"}:
        return "close"
    return "either"


def _doubles(
    text: str, paragraph: Paragraph, number: int, *, carried: bool, goes_on: bool
) -> Iterator[Marked]:
    """The double marks of one paragraph in pairs.

    `carried`: the paragraph before was left open. `goes_on`: the next one opens again, so this one
    may well be left open.
    """
    no_marks = {m.start(1) for m in INCHES.finditer(text, paragraph.start, paragraph.end)}
    for m in ATTRIBUTE.finditer(text, paragraph.start, paragraph.end):
        no_marks.update((m.start(1), m.end() - 1))
    marks: list[tuple[int, int, Role]] = []
    for m in DOUBLE.finditer(text, paragraph.start, paragraph.end):
        role = _role(text, m.start(), m.end(), paragraph)
        if role and m.start() not in no_marks:
            marks.append((m.start(), m.end(), role))
    closers, openers = _closers_after(marks), _openers_from(marks)
    last = {text[start]: start for start, _, _ in marks}

    begin: tuple[int, int] | None = None
    again = False
    depth = 0
    done = paragraph.start
    for k, (start, end, role) in enumerate(marks):
        if begin is None:
            lonely = text[start:end] in "«»" and last.get("«»"[text[start] == "«"], -1) < start
            if role == "close":
                begun = _sentence_before(text, done, start, paragraph)
                if not lonely and begun is not None and _ends_speech(text, start, end, paragraph):
                    yield Marked(begun, end, begun, start, number, opened=False)
                    done = end
            elif not lonely and (role == "open" or closers[k] or k + 1 < len(marks)):
                if role == "either" and text[start - 1 : start].isdigit():
                    continue  # 5" with nothing open: no_marks
                begin, depth = (start, end), 0
                again = (
                    carried
                    and not done > paragraph.start
                    and not text[paragraph.start : start].strip()
                )
        elif role == "open":
            one = goes_on and openers[k] * 2 == len(marks) - k
            if closers[k] < (1 if depth else 2) and not (
                one and _is_whole(text, paragraph, begin, start)
            ):
                stop = _unclosed_end(text, begin[1], start)
                yield Marked(begin[0], stop, begin[1], stop, number, closed=False, again=again)
                again = not text[stop:start].strip()
                begin, depth, done = (start, end), 0, stop
            else:
                depth += 1
        elif depth:
            depth -= 1
        else:
            yield Marked(begin[0], end, begin[1], start, number, again=again)
            begin, done = None, end
    if begin is not None and text[begin[1] : paragraph.end].strip():
        stop = _unclosed_end(text, begin[1], paragraph.end)
        yield Marked(begin[0], stop, begin[1], stop, number, closed=False, again=again)


def _is_whole(text: str, paragraph: Paragraph, begin: tuple[int, int], place: int) -> bool:
    """Whether a paragraph is one quotation, left open at its end: no cue stands up to `place`."""
    if text[paragraph.start : begin[0]].strip():
        return False
    return not CUE_INSIDE.search(text, begin[1], min(place, begin[1] + REACH))


def _openers_from(marks: list[tuple[int, int, Role]]) -> list[int]:
    """For every mark: how many of it and those behind it open."""
    return list(accumulate(int(role == "open") for *_, role in reversed(marks)))[::-1]


def _closers_after(marks: list[tuple[int, int, Role]]) -> list[int]:
    """For every mark: how many closing ones follow it before the next that opens."""
    counts = [0] * len(marks)
    run = 0
    for k in range(len(marks) - 1, -1, -1):
        counts[k] = run
        run = 0 if marks[k][2] == "open" else run + 1
    return counts


def _ends_speech(text: str, start: int, end: int, paragraph: Paragraph) -> bool:
    """Whether a closing mark without an opening one ends speech, and does not stand by chance."""
    before = text[start - 1 : start]
    after = text[end : min(end + 1, paragraph.end)]
    return before in {",", ".", "?", "!"} and (not after or after.isspace())


def _sentence_before(text: str, low: int, stop: int, paragraph: Paragraph) -> int | None:
    """Where the sentence begins that ends in a mark which nothing opened; None behind other marks."""
    starts = [m.end() for m in SENTENCE_START.finditer(text, max(low, stop - REACH), stop)]
    if starts:
        return starts[-1]
    return low if low == paragraph.start else None


def _unclosed_end(text: str, start: int, limit: int) -> int:
    """Where a quotation without a closing mark ends at the latest: before its cue."""
    cue = CUE_INSIDE.search(text, start, limit)
    stop = cue.start() + 1 if cue else limit
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


def _singles(
    text: str, paragraph: Paragraph, number: int, doubles: list[Marked]
) -> Iterator[Marked]:
    """Quotations in single marks outside of double ones; an apostrophe never opens one."""
    starts = [d.start for d in doubles]
    place = paragraph.start
    while m := SINGLE.search(text, place, paragraph.end):
        start = m.start()
        place = start + 1
        outer = _around(doubles, starts, start)
        if outer is not None:
            place = outer.end
            continue
        if not _opens_single(text, start, paragraph):
            continue
        close = _closing_single(text, start, paragraph, doubles, starts)
        if close is not None:
            yield Marked(start, close + 1, start + 1, close, number)
            place = close + 1


def _around(doubles: list[Marked], starts: list[int], place: int) -> Marked | None:
    k = bisect_right(starts, place) - 1
    return doubles[k] if k >= 0 and place < doubles[k].end else None


def _opens_single(text: str, start: int, paragraph: Paragraph) -> bool:
    left = text[start - 1] if start > paragraph.start else " "
    right = text[start + 1] if start + 1 < paragraph.end else " "
    if not (left.isspace() or left in "([—–") or not (right.isalnum() or right in '…[“"'):
        return False
    return not ELISION.match(text, start)


def _closing_single(
    text: str, start: int, paragraph: Paragraph, doubles: list[Marked], starts: list[int]
) -> int | None:
    """The mark that closes, rather than a possessive: before a blank, best after punctuation."""
    possessive = None
    for m in SINGLE.finditer(text, start + 1, min(paragraph.end, start + LONGEST_SINGLE)):
        place = m.start()
        if _around(doubles, starts, place) is not None:
            continue
        left = text[place - 1]
        right = text[place + 1] if place + 1 < paragraph.end else " "
        if right.isalnum() or left.isspace():
            if _opens_single(text, place, paragraph):
                break
            continue
        if left in "nN" and start < place - 2 and SINGLE.match(text, place - 2):
            continue  # rock ’n’ roll
        if left not in "sS":
            return place
        possessive = place if possessive is None else possessive
    return possessive
