"""Words of a text with their places, cut the way the n-gram counts were."""

from __future__ import annotations

import re
from itertools import accumulate

import attrs

NUMBER = "<num>"
# A word with inner apostrophes, or a number: "don’t", "Biden's", "1,200"
_TOKEN = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*)")
# What may stand between two words of one n-gram: blanks, one line break, or a hyphen
_LINK = re.compile(r"[ \t\u00a0]+|-|[ \t]*\r?\n[ \t]*")


@attrs.frozen
class Words:
    """The words of `text`, lower-cased; `linked[i]`: word i directly follows word i-1.

    `forms` are the words as the n-gram counts know them: every number is `<num>`.
    """

    text: str
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    linked: tuple[bool, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut `text`: in one go, and each question asked of the different words and gaps only."""
        pieces = _TOKEN.split(text)  # gap, word, gap, word, ..., gap
        borders = tuple(accumulate(map(len, pieces)))
        keys = tuple("\n".join(pieces[1::2]).lower().replace("’", "'").split("\n"))
        if len(pieces) == 1:
            return cls(text, (), (), (), (), ())
        numbers = {key: NUMBER for key in set(keys) if key[0].isdigit()}
        forms = tuple(map(numbers.get, keys, keys)) if numbers else keys
        gaps = pieces[:-1:2]
        links = {gap for gap in set(gaps) if _LINK.fullmatch(gap)}
        linked = (False, *map(links.__contains__, gaps[1:]))
        return cls(text, keys, forms, borders[:-1:2], borders[1::2], linked)

    def __len__(self) -> int:
        return len(self.forms)


def in_the_manner_of(model: str, words: str) -> str:
    """`words` with the capitals of `model`.

    >>> in_the_manner_of("Legal professional Common", "attorney general"), in_the_manner_of("HOME", "house")
    ('Attorney General', 'HOUSE')
    """
    if model.islower():
        return words
    letters = [c for c in model if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return words.upper()
    firsts = [part[:1] for part in re.split(r"[ -]", model) if part]
    capitals = sum(first.isupper() for first in firsts)
    if capitals > 1 and not firsts[-1].islower():
        return re.sub(r"(?<![^ -])[a-z](?=[a-z']{3})|^[a-z]", lambda m: m.group().upper(), words)
    if firsts and (firsts[0].isupper() or (firsts[0].isdigit() and firsts[-1].isupper())):
        return words[:1].upper() + words[1:]
    return words
