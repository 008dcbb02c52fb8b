"""UTF-8 that was read in a single-byte charset, where ftfy sees no proof: found by evidence.

ftfy judges a line, or a piece by its badness. Here every sequence that decodes strictly in one
charset is a witness, weighed by what stands around it and by what it would become: a letter must
fit its neighbours in script and case. A strong witness is one that genuine text does not produce:
a symbol inside a word, an upper-case letter after a lower-case one, three characters that make one
quotation mark, a chain of pairs that makes a word of another script. Weak ones are believed in the
company of strong ones of the same charset in the same line.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._repairs.charsets import Charset, charsets_in
from corpuskit.cleaners._repairs.scripts import is_plausible, script_of
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SURE_OF_ITSELF = 4
"""A chain of as many characters needs no neighbours of its own script."""

TYPOGRAPHY = frozenset("‘’‚“”„«»‹›–—…")
"""Signs that stand behind a word in genuine text: "ZAŁAMAĆ”." """

DEBRIS = frozenset("¢ƒ")
LONE = frozenset({"Latin", "Common"})
"""What may come as a single character; letters of other scripts come in words."""


@attrs.frozen
class Witness:
    """Adjoining sequences of one charset, and what they would become.

    `odd`: the characters as they stand are no word of one script. `strong`: genuine text does not
    have that. `fits`: the new letters agree with their neighbours. `line`: the number of the line.
    """

    start: int
    end: int
    new: str
    line: int
    odd: bool
    strong: bool
    fits: bool


def utf8_edits(text: str, original: str) -> list[Edit]:
    """The repairs in the one charset that has most to say about `text`.

    `original` is the text before any repair: its strong witnesses vouch for weak ones that are left.
    """
    candidates = charsets_in(text)
    if not candidates:
        return []
    starts = _line_starts(text)
    starts_before = starts if text == original else _line_starts(original)
    best: list[Edit] = []
    most = 0
    for charset in candidates:
        witnesses = list(_witnesses(text, charset, starts))
        if not witnesses:
            continue
        here, earlier = _proven(witnesses), set[int]()
        if text != original and any(w.odd and w.fits and w.line not in here for w in witnesses):
            earlier = _proven(_witnesses(original, charset, starts_before))
        believed = list(_believed(witnesses, here, earlier))
        weight = sum((w.end - w.start) * (2 if w.strong else 1) for w in believed)
        if weight > most:
            most = weight
            reason = f"mojibake:{charset.name}"
            best = [Edit(w.start, w.end, w.new, reason, 0.95) for w in believed]
    return best


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _believed(witnesses: Sequence[Witness], here: set[int], earlier: set[int]) -> Iterator[Witness]:
    """The strong ones that fit, and weak ones in their company."""
    scripts = {script_of(c) for w in witnesses if w.strong for c in w.new} | LONE
    for w in witnesses:
        in_company = (w.line in here and (w.fits or w.odd)) or (
            w.line in earlier and w.fits and w.odd
        )
        known = all(script_of(c) in scripts for c in w.new)
        if (w.strong and w.fits) or (in_company and known):
            yield w


def _proven(witnesses: Iterable[Witness]) -> set[int]:
    """The numbers of the lines with a strong witness."""
    return {w.line for w in witnesses if w.strong and w.fits}


def _witnesses(text: str, charset: Charset, starts: Sequence[int]) -> Iterator[Witness]:
    bytes_of = charset.bytes_of
    for found in charset.pattern.finditer(text):
        data = bytes([bytes_of[c] for c in found.group()])
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        start, end = found.span()
        if _is_damage_again(new, text[end : end + 1]) or (new == "\xa0" and text[start] != "Â"):
            continue  # "В" before a no-break space is a Russian preposition
        if all(map(is_plausible, new)) and not _breaks_case(text, start, end, new):
            old = found.group()
            odd = not old.isalpha() or len({script_of(c) for c in old}) > 1
            strong = _is_strong(text, start, end, new, odd=odd)
            line = bisect_right(starts, start) - 1
            yield Witness(start, end, new, line, odd, strong, _fits(text, start, end, new))


def _is_damage_again(new: str, after: str) -> bool:
    """Whether the result begins another sequence: damage upon damage is undone as a whole."""
    return new[-1] in "ÂÃ" and (not after.isalpha() or after in "ÂÃâ")


def _breaks_case(text: str, start: int, end: int, new: str) -> bool:
    """Whether a small letter would stand among capitals, or a capital behind a small letter."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    inside = new if len(new) < SURE_OF_ITSELF else ""
    word = before[-1:] + (inside or new[0] + " " + new[-1]) + after
    if any(left.islower() and right.isupper() for left, right in pairwise(word)):
        return True
    capitals = before[-1:].isupper() and (
        (len(before) > 1 and before[0].isupper()) or after.isupper()
    )
    return capitals and new[0].islower()


def _fits(text: str, start: int, end: int, new: str) -> bool:
    """Whether the new letters agree with their neighbours, and no other damage stands there."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if any(_is_debris(c) for c in (before, after)):
        return False
    return len(new) >= SURE_OF_ITSELF or _agree(before + new + after)


def _agree(word: str) -> bool:
    """Whether letters of two scripts meet only across something that is no letter."""
    return all(
        script_of(a) == script_of(b) or {script_of(a), script_of(b)} == {"Latin", "CJK"}
        for a, b in pairwise(word)
        if a.isalpha() and b.isalpha()
    )


def _is_debris(char: str) -> bool:
    """Whether a sign stands there that press text does not have: the damage is another one."""
    return char in DEBRIS or (char > "\x7f" and not char.isalpha() and not is_plausible(char))


def _is_strong(text: str, start: int, end: int, new: str, *, odd: bool) -> bool:
    old = text[start:end]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    scripts = {script_of(c) for c in new}
    if not scripts <= LONE:
        return odd and sum(c.isalpha() for c in new) > 1
    if len(old) > 2:
        return odd
    if not new.isalpha():
        return new == "\xa0" and not before.isupper()
    if before.islower() and old[0].isupper():
        return True
    if any(c.isalpha() and script_of(c) != script_of(old[0]) for c in (before, after)):
        return True
    at_end = before.isalpha() and old[-1] not in TYPOGRAPHY
    return odd and (after.isalpha() or at_end)
