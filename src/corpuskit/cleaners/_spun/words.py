"""Words of a text with their places, cut the way the n-gram counts were."""

from __future__ import annotations

import re

import attrs

NUMBER = "<num>"
# A word with inner apostrophes, or a number: "don’t", "Biden's", "1,200"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
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
        """Cut `text`."""
        keys, forms, starts, ends, linked = [], [], [], [], []
        done = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            word = text[start:end]
            keys.append(word.lower().replace("’", "'"))
            forms.append(NUMBER if word[0].isdigit() else keys[-1])
            gap = text[done:start]
            linked.append(done > 0 and (gap == " " or _LINK.fullmatch(gap) is not None))
            starts.append(start)
            ends.append(end)
            done = end
        return cls(text, tuple(keys), tuple(forms), tuple(starts), tuple(ends), tuple(linked))

    def __len__(self) -> int:
        return len(self.forms)


def in_the_manner_of(model: str, words: str) -> str:
    """`words` with the capitals of `model`.

    >>> in_the_manner_of("Legal professional Common", "attorney general"), in_the_manner_of("HOME", "house")
    ('Attorney General', 'HOUSE')
    """
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
