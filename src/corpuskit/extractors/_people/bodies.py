"""Public bodies by name or acronym: "FCC", "F.B.I.", "NSC" where the text spells it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.extractors._people.lexicon import Body, Lexicon
    from corpuskit.extractors._people.words import Word

LONGEST = 7
"""Letters of an acronym."""
GAPS = frozenset({" ", "\n"})
"""What stands between the words of a name."""
SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "&"})
"""Words that an acronym may pass over."""


def bodies_in(words: Sequence[Word], lexicon: Lexicon) -> Iterator[tuple[int, int, Body]]:
    """The bodies that the lexicon knows, with their words; letter case counts."""
    for k, word in enumerate(words):
        if not word.capital and word.low not in lexicon.bodies:
            continue
        for body in lexicon.bodies.get(word.text.replace(".", ""), ()):
            end = k + len(body.words)
            if end <= len(words) and all(
                words[n].text == body.words[n - k] and words[n].gap in GAPS
                for n in range(k + 1, end)
            ):
                yield k, end, body
                break


def spelled_out(words: Sequence[Word], lexicon: Lexicon) -> frozenset[str]:
    """The acronyms that the text explains as public bodies: "National Security Council (NSC)"."""
    return frozenset(
        word.text
        for k, word in enumerate(words)
        if word.gap == " ("
        and 2 <= len(word.text) <= LONGEST
        and word.text.isupper()
        and word.text.isalpha()
        and _explains(words, k, lexicon)
    )


def _explains(words: Sequence[Word], k: int, lexicon: Lexicon) -> bool:
    """Whether the words before `k` begin with the letters of the acronym there, and name a body."""
    public, n = False, k - 1
    for position, letter in enumerate(reversed(words[k].text)):
        if position and words[n + 1].gap not in GAPS:
            return False
        while n > 0 and words[n].low in SMALL and words[n].text[0] != letter:
            n -= 1
        if n < 0 or words[n].text[0] != letter:
            return False
        public = public or words[n].low in lexicon.institutions
        n -= 1
    return public
