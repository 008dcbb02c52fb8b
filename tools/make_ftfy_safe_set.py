"""Derive the characters that ftfy never touches, in any order, and write them as data.

    python tools/make_ftfy_safe_set.py > src/corpuskit/lexicons/repairs/ftfy_safe.json

ftfy leaves a line alone when it is not "bad" (its `BADNESS_RE` finds nothing) and when none of its
other fixers has anything to do. So a set of characters is safe when

* no fixer touches any of them (entities, ligatures, line ends, surrogates, controls, NFC), and
* no alternative of `BADNESS_RE` can be matched by a string of them alone: each alternative has at
  least one place that none of them fits.

The second half is read off the parse tree of the expression, so it is a proof, not a sample. The
set starts with ASCII and all characters that no alternative names; then the typography and the
letters of English press text are added one by one, as long as every alternative stays dead.
"""

from __future__ import annotations

import json
import re._parser as parser  # type: ignore[import-not-found]
import sys
import unicodedata
from re import _constants as ops  # type: ignore[attr-defined]

import ftfy
from ftfy import badness, chardata

WISHES = "’‘“”–—…\xa0•−£€™é"
"""Characters of English press text, most wanted first; each joins if the set stays safe."""

UNTOUCHED_CONTROLS = "\t\n"
HANGUL_JAMO = range(0x1100, 0x1200)


def main() -> None:
    """Write the ranges, with the versions that they were derived from."""
    ranges = [list(pair) for pair in ranges_of(safe_characters())]
    data = {"ftfy": ftfy.__version__, "unicode": unicodedata.unidata_version, "ranges": ranges}
    sys.stdout.write(json.dumps(data, indent=None, separators=(",", ":")) + "\n")


def safe_characters() -> set[str]:
    """The largest set this derivation can vouch for."""
    alternatives = [places_of(branch) for branch in branches_of(badness.BADNESS_RE)]
    named = set().union(*(place for places in alternatives for place in places if place))
    everything = {chr(c) for c in range(sys.maxunicode + 1)}
    candidates = {c for c in everything if is_left_alone(c)}
    ascii_part = {c for c in candidates if c.isascii()}
    safe = {c for c in candidates - named if not c.isascii()} | ascii_part
    if any(alive(places, safe) for places in alternatives):
        raise SystemExit("the unnamed characters alone are not safe: the expression has changed")
    for wish in WISHES:
        if wish in candidates and not any(alive(p, safe | {wish}) for p in alternatives):
            safe.add(wish)
    return safe


def is_left_alone(char: str) -> bool:
    """Whether none of ftfy's fixers beside the mojibake ones can touch the character."""
    code = ord(char)
    if char in UNTOUCHED_CONTROLS:
        return True
    if char == "&" or unicodedata.category(char) in {"Cc", "Cs", "Cn", "Mn", "Mc", "Me"}:
        return False
    if code in chardata.LIGATURES or code in chardata.CONTROL_CHARS or char in "\u2028\u2029":
        return False
    if code in HANGUL_JAMO or not unicodedata.is_normalized("NFC", char):
        return False
    return unicodedata.combining(char) == 0 and char not in SECOND_HALVES


def second_halves() -> set[str]:
    """Characters that a canonical composition may swallow from the right."""
    found = set()
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return found


SECOND_HALVES = second_halves()


def branches_of(pattern: re.Pattern[str]) -> list[list[object]]:  # type: ignore[name-defined] # noqa: F821
    """The alternatives of the expression, each a list of parse nodes."""
    tree = list(parser.parse(pattern.pattern, pattern.flags))
    return flattened(tree)


def flattened(nodes: list[object]) -> list[list[object]]:
    """Alternatives inside a sequence multiplied out (the parser factors common beginnings out)."""
    out: list[list[object]] = [[]]
    for node in nodes:
        name, value = node  # type: ignore[misc]
        if name is ops.BRANCH:
            tails = [tail for branch in value[1] for tail in flattened(list(branch))]
        elif name is ops.SUBPATTERN:
            tails = flattened(list(value[3]))
        else:
            tails = [[node]]
        out = [head + tail for head in out for tail in tails]
    return out


def places_of(nodes: list[object]) -> list[set[str] | None]:
    """For each obligatory place of an alternative the characters that fit; None: too many to name."""
    places: list[set[str] | None] = []
    for node in nodes:
        name, value = node  # type: ignore[misc]
        if name is ops.LITERAL:
            places.append({chr(value)})
        elif name is ops.IN:
            places.append(members(value))
        elif name in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            low, _, body = value
            if low:
                places += places_of(list(body)) * low
        elif name is not ops.AT:
            places.append(None)
    return places


def members(items: list[tuple[object, object]]) -> set[str] | None:
    r"""The characters of a class, None for negated ones and for those with \\w or \\s."""
    out: set[str] = set()
    for name, value in items:
        if name is ops.LITERAL:
            out.add(chr(value))  # type: ignore[arg-type]
        elif name is ops.RANGE:
            low, high = value  # type: ignore[misc]
            out.update(map(chr, range(low, high + 1)))
        else:
            return None
    return out


def alive(places: list[set[str] | None], safe: set[str]) -> bool:
    """Whether a string of safe characters could match the alternative."""
    return all(place is None or not place.isdisjoint(safe) for place in places)


def ranges_of(chars: set[str]) -> list[tuple[int, int]]:
    """The code points as inclusive ranges."""
    out: list[tuple[int, int]] = []
    for code in sorted(map(ord, chars)):
        if out and code == out[-1][1] + 1:
            out[-1] = (out[-1][0], code)
        else:
            out.append((code, code))
    return out


if __name__ == "__main__":
    main()
