"""Public bodies by name or acronym: "FCC", "F.B.I.", "NSC" where the text spells it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.extractors._people.lexicon import Body, Lexicon
    from corpuskit.extractors._people.words import Word

LEAST, LONGEST = 3, 7
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
    """The acronyms of public bodies whose name the text spells out: "National Security Council"."""
    wanted = {
        word.text
        for word in words
        if LEAST <= len(word.text) <= LONGEST and word.text.isupper() and word.text.isalpha()
    }
    if not wanted:
        return frozenset()
    return frozenset(
        acronym
        for k, word in enumerate(words)
        if word.capital and word.low in lexicon.institutions
        if word.low == "party" or word.low not in lexicon.parties
        for acronym in _acronyms(words, k)
        if acronym in wanted
    )


def _acronyms(words: Sequence[Word], k: int) -> Iterator[str]:
    """What a name around the word `k` may be shortened to: the initials of its capitalised words."""
    last = k
    while last + 1 < len(words) and last - k < LONGEST and _goes_on(words, last + 1):
        last += 1
    for end in range(last, k - 1, -1):
        letters, n = "", end
        while n >= 0 and len(letters) < LONGEST:
            if words[n].capital:
                letters = words[n].text[0] + letters
                if n <= k and len(letters) >= LEAST:
                    yield letters
            if not _goes_on(words, n):
                break
            n -= 1


def _goes_on(words: Sequence[Word], k: int) -> bool:
    """Whether the word belongs to the same name as the one before."""
    return words[k].gap in GAPS and (words[k].capital or words[k].low in SMALL)
