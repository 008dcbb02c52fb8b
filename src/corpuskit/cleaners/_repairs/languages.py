"""Telling languages apart by script and by function words."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

from corpuskit.cleaners._repairs.signs import odd_signs
from corpuskit.notes import LanguageVerdict

WINDOW = 1200
"""Characters read at the beginning, in the middle and at the end."""

LETTER = re.compile(r"[^\W\d_]")

LEAST_EVIDENCE = 1.2
"""About two function words that hardly any other language has."""

LEAST_LEAD = 1.3
"""By how much the winner must beat the next language."""

LETTER_WEIGHT = 0.6
SCRIPT_SHARE = 0.4
"""An article in Korean may name many companies in Latin letters."""

_ASCII = bytes(range(128))
_NO_LETTERS = bytes(k for k in range(256) if not (k < 128 and chr(k).isalpha()))
_WORDS_ONLY = bytes(
    k if k > 127 or chr(k).isalpha() else 48 if chr(k).isalnum() or k == 95 else 32
    for k in range(256)
)
"""Letters stay, digits and "_" become "0", all else becomes a blank."""


def verdict_of(text: str) -> LanguageVerdict | None:
    """The language of `text`, None where there is not one letter."""
    sample = _sample(text)
    if LETTER.search(sample) is None and LETTER.search(text) is None:
        return None
    scripts = _script_counts(sample)
    total = sum(scripts.values())
    if not total:
        return LanguageVerdict("und", 0.0)
    script, count = scripts.most_common(1)[0]
    if script == "latin":
        script, count = next(
            ((s, n) for s, n in scripts.most_common() if s != "latin" and n > SCRIPT_SHARE * total),
            (script, count),
        )
    if script == "zh" and scripts["ja"] > 0.05 * count:
        script = "ja"
    if script == "latin":
        return _by_words(sample, _latin_words(), _data("scripts")["letters"])
    if script == "cyrillic":
        return _by_words(sample, _cyrillic_words(), _data("scripts")["cyrillic_letters"])
    if script == "arabic":
        return _arabic(sample, count)
    return LanguageVerdict(script, round(min(0.99, count / total), 2))


def _sample(text: str) -> str:
    if len(text) <= 3 * WINDOW:
        return text
    middle = (len(text) - WINDOW) // 2
    return f"{text[:WINDOW]} {text[middle : middle + WINDOW]} {text[-WINDOW:]}"


def _script_counts(sample: str) -> Counter[str]:
    """How many letters of each script; those of ASCII, nearly all of them, are counted as bytes."""
    raw = sample.encode("utf-8", "surrogatepass")
    plain = len(raw.translate(None, _NO_LETTERS))
    others = raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    counts: Counter[str] = Counter()
    for name, pattern in _script_patterns():
        counts[name] = sum(map(len, pattern.findall(others))) if others else 0
    counts["latin"] += plain
    return counts


def _by_words(
    sample: str, words: dict[bytes, tuple[str, ...]], letters: dict[str, str]
) -> LanguageVerdict:
    """Each function word counts for its languages, the more the fewer they are."""
    scores: dict[str, float] = {}
    for word, count in Counter(filter(words.__contains__, _words(sample.lower()))).items():
        owners = words[word]
        for code in owners:
            scores[code] = scores.get(code, 0.0) + min(count, 8) / len(owners)
    signs = odd_signs(sample)
    for code, own in letters.items() if signs else ():
        found = sum(c in signs for c in own)
        if found:
            scores[code] = scores.get(code, 0.0) + LETTER_WEIGHT * found
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0] if ranked else ("und", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    confidence = round((1 - math.exp(-score / 2)) * score / (score + second or 1), 2)
    if score < LEAST_EVIDENCE or score < LEAST_LEAD * second:
        return LanguageVerdict("und", confidence)
    return LanguageVerdict(best, confidence)


def _words(lower: str) -> list[bytes]:
    r"""Whole words in UTF-8, and pieces with "0" in them; the letters of "=C3" or "\u00e9" are no words.

    As bytes, a text falls into words several times faster than by a pattern.
    """
    for sign in odd_signs(lower):
        if not sign.isalnum() or sign.isdecimal():
            lower = lower.replace(sign, "0" if sign.isdecimal() else " ")
    raw = lower.replace("=", " 0").replace("\\", " 0").encode("utf-8", "surrogatepass")
    return raw.translate(_WORDS_ONLY).split()


def _arabic(sample: str, count: int) -> LanguageVerdict:
    """Persian and Urdu have letters of their own."""
    own = {
        code: sum(sample.count(c) for c in letters) / count
        for code, letters in _data("scripts")["arabic_letters"].items()
    }
    if own["ur"] > 0.02:
        return LanguageVerdict("ur", 0.9)
    return LanguageVerdict("fa", 0.9) if own["fa"] > 0.02 else LanguageVerdict("ar", 0.9)


@cache
def _script_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{span}]+")) for name, span in _data("scripts")["scripts"])


@cache
def _latin_words() -> dict[bytes, tuple[str, ...]]:
    return _owners(_data("function_words"))


@cache
def _cyrillic_words() -> dict[bytes, tuple[str, ...]]:
    return _owners(_data("scripts")["cyrillic"])


def _owners(lists: dict[str, str]) -> dict[bytes, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(code)
    return {word.encode(): tuple(codes) for word, codes in owners.items()}


@cache
def _data(name: str) -> dict[str, Any]:
    source = resources.files("corpuskit.lexicons") / "repairs" / f"{name}.json"
    data: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return data
