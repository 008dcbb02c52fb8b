"""Quotation marks and apostrophes that a lossy conversion turned into "?", "�", "â" or "â??".

What stands around a mark says what it may have been: an apostrophe between letters, an opening mark
before a word, a closing one behind a word or its punctuation. "?" may also be a question mark, so
a closing one needs an opening one before it and the better place: behind a comma or a full stop,
behind another "?", or before a small letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = re.compile(
    "Ã¢\\?\\?|Ã¢|â€\\??(?![™œ˜\x9d“”¢¦˜\x80-\xbf])|â\\?\\?|â(?![€„\x80-\xbf])|\ufffd|\\?"
)
SUFFIX = re.compile("(?:s|t|re|ve|ll|d|m|em)(?![^\\W_])", re.IGNORECASE)
"""What follows an apostrophe in English, as in "it's", "don't"."""

NOT_PROSE = re.compile(
    r"[/=@#\\<>_`{}|]|\?[.:]\w|\?\?\?|www\.|\.(?:com|org|net|php|html?)\b", re.IGNORECASE
)
"""A word with one of these is an address or code: its "?" is its own."""

NEGATION = re.compile(
    r"(?:do|does|did|is|are|was|were|ca|could|would|should|have|has|had|wo|must|need|ai|might|sha|dare)n$",
    re.IGNORECASE,
)
E_STEMS = re.compile(
    r"(?<![A-Za-z])(?:caf|clich|fianc|attach|expos|saut|souffl|communiqu|prot.g|r.sum|entr|appliqu|ros)$",
    re.IGNORECASE,
)
"""Stems of loan words that end in é: "cafés" is no genitive."""

OPENERS = frozenset("([{—–―-“‘\"'")
CLOSERS = frozenset(",.;:!?…)]}—–―-/”’\"'")
BEHIND_OPENING = frozenset("“‘\"'$£€…[(")
SENTENCE = frozenset(",.!?…")
ELISION = re.compile(r"(?:\d0s|tis|twas|em|cause|til)\b", re.IGNORECASE)
PLURAL_OWNS = re.compile(r" (?:[a-z][\w’'?-]*[ ,;:]|[a-z][\w-]{3})")
WORD_BEFORE = 24
NEARBY = 1000
"""How far a quotation is looked through; longer lines are whole articles."""

MOST_AHEAD = 40
REAL_CLOSE = re.compile('[^“”"]*[^\\s“”"]["”]')
LONE_CLOSE = re.compile('[^“”"]*[^\\s“”"]["”][^“”"]*')
"""A closing mark survived, and no other mark stands before (or anywhere) in the line."""


@attrs.frozen
class LostMark:
    """A place where a mark was lost: what it was (the likeliest first), and how sure that is."""

    start: int
    end: int
    options: tuple[str, ...]
    reason: str
    confidence: float

    @property
    def edit(self) -> Edit:
        """The likeliest option put back."""
        return Edit(self.start, self.end, self.options[0], self.reason, self.confidence)


@attrs.frozen
class _Place:
    """A mark with what stands around it."""

    text: str
    start: int
    end: int

    @property
    def old(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.text[self.start - 1 : self.start] if self.start else ""

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 1]

    @property
    def is_question(self) -> bool:
        return self.old == "?"

    @property
    def is_hat(self) -> bool:
        return self.old in {"â", "Ã¢"}

    @property
    def opens(self) -> bool:
        left = self.text[max(0, self.start - 4) : self.start]
        left = left.removesuffix(self.old)  # it may be the second of two: “‘
        right = self.text[self.end : self.end + 4].removeprefix(self.old)
        free = not left or left[-1].isspace() or left[-1] in OPENERS
        if self.is_hat and right[:1] in "[(":
            return False
        return free and (right[:1].isalnum() or right[:1] in BEHIND_OPENING)

    @property
    def closes(self) -> bool:
        doubled = self.text.startswith(self.old, self.end)
        free = not self.after or self.after.isspace() or self.after in CLOSERS or doubled
        return free and bool(self.before) and not self.before.isspace() and self.before not in "([{"


def lost_marks(text: str, language: str) -> list[LostMark]:
    """All of them, line by line; empty where no line has a mark in such a place."""
    if not any(sign in text for sign in "?\ufffdâ"):
        return []
    out: list[LostMark] = []
    start = 0
    signs = [sign for sign in "?\ufffdâÃ" if sign in text]
    for line in text.splitlines(keepends=True):
        places: list[_Place] = []
        if any(sign in line for sign in signs):
            body = line.rstrip()
            places = [_Place(body, *m.span()) for m in MARK.finditer(body)]
        if places:
            found = list(_of_line(places)) if language == "en" else list(_first_of_pair(places))
            out += [
                LostMark(m.start + start, m.end + start, m.options, m.reason, m.confidence)
                for m in found
            ]
        start += len(line)
    return _with_company(out)


def _with_company(marks: list[LostMark]) -> list[LostMark]:
    """An opening mark without its partner is believed where the document has surer ones."""
    if not any(mark.confidence >= 0.8 for mark in marks):
        return [m for m in marks if not m.reason.endswith("plural")]
    return [
        attrs.evolve(m, confidence=0.75) if m.reason.endswith(("unclosed", "plural")) else m
        for m in marks
    ]


def _of_line(places: list[_Place]) -> Iterator[LostMark]:
    rest: list[_Place] = []
    for place in places:
        mark = _apostrophe(place)
        if mark is not None:
            yield mark
        elif place.is_question and NOT_PROSE.search(_token(place)):
            continue
        elif place.opens or place.closes:
            rest.append(place)
        elif not place.is_question:
            yield from _dash(place)
    yield from _paired(rest)


def _apostrophe(place: _Place) -> LostMark | None:
    """Between letters, with an English ending or a name's beginning."""
    text, before, after = place.text, place.before, place.after
    if place.opens and ELISION.match(text, place.end):
        return None if place.is_hat else _mark(place, "’", "apostrophe", 0.8)
    if not (after.isalpha() and (before.isalnum() or before == ".")):
        return None
    if NOT_PROSE.search(_token(place)):
        return None
    if not before.isalpha():  # the 80’s, Trump Jr.’s
        short = SUFFIX.match(text, place.end)
        fits = short is not None and short.group() == "s"
        return _mark(place, "’", "apostrophe", 0.9) if fits else None
    left = text[max(0, place.start - WORD_BEFORE) : place.start]
    suffix = SUFFIX.match(text, place.end)
    if suffix:
        ending = suffix.group().lower()
        if ending == "t":
            fits = NEGATION.search(left) is not None
        elif E_STEMS.search(left):
            return LostMark(place.start, place.end, ("é", "’"), "typography:lost-letter", 0.5)
        else:
            fits = True
        return _mark(place, "’", "apostrophe", 0.95) if fits else None
    if after.isupper() and before in "ODLdl" and not left[-2:-1].isalpha():
        return _mark(place, "’", "apostrophe", 0.85)
    return None


def _token(place: _Place) -> str:
    text = place.text
    left = max(text.rfind(" ", max(0, place.start - 80), place.start) + 1, place.start - 80, 0)
    right = text.find(" ", place.end, place.end + 80)
    return text[left : right if right >= 0 else place.end + 80]


def _dash(place: _Place) -> Iterator[LostMark]:
    """Of three bytes nothing but the first is left: between blanks it was a dash."""
    if place.old in {"�", "Ã¢"}:
        return
    text = place.text
    known = [dash for dash in "–—" if dash in text]
    if place.before.isspace() and place.after.isspace():
        options = tuple(dict.fromkeys((*known, "–", "—")))
        yield LostMark(
            place.start, place.end, options, "typography:lost-dash", 0.75 if known else 0.6
        )
    elif place.before.isalpha() and place.after.isalpha() and len(place.old) == 3:
        yield LostMark(place.start, place.end, ("—", "–", "’"), "typography:lost-dash", 0.6)


def _paired(places: list[_Place]) -> Iterator[LostMark]:
    """Opening and closing marks matched from the left; single ones inside double ones."""
    opened: list[_Place] = []
    for k, place in enumerate(places):
        if place.opens and not (opened and place.closes and not place.before.isspace()):
            opened.append(place)
            continue
        if not opened:
            yield from _unopened(place)
        elif _is_plural(place) and _is_closed_later(places, k):
            yield _mark(place, "’", "apostrophe", 0.8)
        elif not place.is_question or _closes(places, k, nested=len(opened) > 1):
            if place.start <= opened[-1].end:  # nothing between the two
                continue
            first = opened.pop()
            nested = bool(opened) or _is_quoted_already(first)
            yield _mark(first, "‘" if nested else "“", "quote", 0.9)
            yield _mark(place, "’" if nested else "”", "quote", 0.9)
    for place in opened:
        yield from _unclosed(place)


def _is_quoted_already(place: _Place) -> bool:
    """Whether a real double mark is open before it."""
    left = place.text[max(0, place.start - NEARBY) : place.start]
    return left.count("“") > left.count("”") or left.count('"') % 2 == 1


def _is_plural(place: _Place) -> bool:
    """The workers’ rights: "s", a blank, and a word in small letters, not "students? no."."""
    return place.before == "s" and PLURAL_OWNS.match(place.text, place.end) is not None


def _closes(places: Sequence[_Place], k: int, *, nested: bool) -> bool:
    """Whether "?" in an open quotation is its end, not a question mark."""
    place = places[k]
    if place.before in SENTENCE:
        return True
    following = place.text[place.end : place.end + WORD_BEFORE].lstrip(" ")
    if nested and following[:1].islower():
        return True
    if place.after == "?" or _is_closed_later(places, k):
        return False
    return not following or following[0].islower() or place.after in {",", ".", ";", ":", ")"}


def _is_closed_later(places: Sequence[_Place], k: int) -> bool:
    """Whether a surer closing mark comes before the next opening one."""
    for place in places[k + 1 : k + 1 + MOST_AHEAD]:
        if place.opens and (not place.before or place.before.isspace()):
            return False
        if place.closes and (place.before in SENTENCE or not place.is_question):
            return True
    return False


def _unopened(place: _Place) -> Iterator[LostMark]:
    if place.is_question:
        if place.before in SENTENCE and _is_quoted_already(place):
            yield _mark(place, "”", "quote", 0.8)
        elif place.before == "," and place.after.isspace():
            yield _mark(place, "”", "quote", 0.75)
        elif _is_plural(place):
            yield _mark(place, "’", "apostrophe-plural", 0.6)
    elif place.before in SENTENCE:
        yield _mark(place, "”", "quote", 0.8)
    elif place.before == "s" and (_is_plural(place) or not place.is_hat):
        yield _mark(place, "’", "apostrophe", 0.75)
    elif not place.is_hat:
        yield LostMark(place.start, place.end, ("”", "’", "é"), "typography:lost-quote", 0.5)


def _unclosed(place: _Place) -> Iterator[LostMark]:
    """A real closing mark may stand there; else the quotation may go on in the next paragraph."""
    tail = place.text[place.end : place.end + NEARBY]
    if REAL_CLOSE.match(tail):
        yield _mark(place, "“", "quote", 0.85)
    elif not place.is_hat or place.after.isupper():
        yield LostMark(place.start, place.end, ("“", "‘"), "typography:lost-quote-unclosed", 0.6)


def _first_of_pair(places: list[_Place]) -> Iterator[LostMark]:
    """Outside English only a mark at the head of a line whose partner is still there."""
    first = places[0]
    if first.start == 0 and first.opens and LONE_CLOSE.fullmatch(first.text, first.end):
        yield _mark(first, "“", "quote", 0.85)


def _mark(place: _Place, new: str, kind: str, confidence: float) -> LostMark:
    return LostMark(place.start, place.end, (new,), f"typography:lost-{kind}", confidence)
