"""No pattern of the package can be made slow: 100,000 hostile characters cost at most two seconds.

Each pattern is used as the package uses it: those that are only ever asked to match from the beginning
are not searched for. A quick look at short texts sorts out what grows with the square; only that is
tried in full, everything with CORPUSKIT_SOAK=1.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

import corpuskit as ck
from corpuskit.cleaners._chrome.rules import Catalogue
from tests.hardness.patterns import Compiled, compiled_patterns, hostile, seeds_of

if TYPE_CHECKING:
    import re

SOAK = "CORPUSKIT_SOAK" in os.environ
FULL, QUICK = 100_000, 2_000
SECONDS = 2.0
SUSPICIOUS = 0.0015
"""Seconds for a quick look: 750 nanoseconds a character, or the square of 2,000 characters at 0.4."""

ANCHORED = {"match", "fullmatch"}

KNOWN = {
    r"\W*(?:tags?|topics?": (FULL, "match", "stamps: `.match` through a table"),
    r"""[^“”"]*[^\s“”"]["”][^“”"]*""": (FULL, "fullmatch", "lossy_quotes"),
    r"\s*,\s*": (300, "finditer", "context: lines up to 300 characters"),
    r"(\[(?:\\.|[^\]\\])*\])|": (2000, "finditer", "rules: reads patterns, not texts"),
}
"""What the run below cannot see: how long a text may be that the pattern sees, and how it is used."""

RULE = 400
"""The rules of WebChrome see at most so many characters at once."""


@pytest.fixture(scope="module")
def patterns() -> list[Compiled]:
    """All that is compiled in a fresh process."""
    return compiled_patterns()


def test_all_patterns_are_found(patterns: list[Compiled]) -> None:
    """Module constants, late ones, rules; each is known by how it is used."""
    where = {pattern.where for pattern in patterns}

    assert len(patterns) > 250
    assert "corpuskit.extractors._quotes.marks:<module>" in where
    assert "corpuskit.decoding:<module>" in where
    assert any(place.startswith("corpuskit.cleaners._chrome.rules:") for place in where)
    assert sum(len(pattern.methods) > 0 for pattern in patterns) > 150


def test_no_pattern_takes_the_square_of_the_time(patterns: list[Compiled]) -> None:
    """Long runs of each character it is made of, nested near-matches, beginnings without an end."""
    slow = []
    for pattern in dict.fromkeys(patterns):
        limit, use = _use(pattern)
        ready = pattern.made()
        for text in hostile(pattern, min(limit, QUICK), thorough=SOAK):
            if not SOAK and _seconds(ready, use, text, SUSPICIOUS) < SUSPICIOUS:
                continue
            longer = (text[:-1] * (limit // len(text) + 1))[: limit - 1] + text[-1]
            taken = _seconds(ready, use, longer, SECONDS)
            if taken >= SECONDS:
                slow.append((pattern.where, ready.pattern[:80], text[:30], round(taken, 1)))
                break
    assert slow == []


def test_the_rules_that_are_searched_for(patterns: list[Compiled]) -> None:
    """`inline` rules of WebChrome see a whole text at once."""
    catalogue = Catalogue.with_own(())
    rules = [p for p in patterns if p.where.startswith("corpuskit.cleaners._chrome.rules:")]
    seeds = dict.fromkeys(seed for rule in rules[: None if SOAK else 40] for seed in seeds_of(rule))
    for seed in list(seeds)[:: 1 if SOAK else 40]:
        text = (seed * (FULL // len(seed) + 1))[:FULL]
        started = time.process_time()
        deque(catalogue.within(text, catalogue.of_places(("inline",))), 0)
        assert time.process_time() - started < SECONDS, seed


def test_a_slow_pattern_is_noticed() -> None:
    """The measurement itself: one that takes the square, one that takes the power of two."""
    for bad in (r"\s+$", r"(a|a)+b"):
        pattern = Compiled("here", bad, 0, ("search",))
        worst = max(
            _seconds(pattern.made(), ("search",), text, SUSPICIOUS)
            for text in hostile(pattern, QUICK, thorough=True)
        )
        assert worst >= SUSPICIOUS, bad


def _use(pattern: Compiled) -> tuple[int, tuple[str, ...]]:
    """The longest text that the pattern sees, and what is asked of it."""
    for begin, (limit, method, _) in KNOWN.items():
        if isinstance(pattern.pattern, str) and pattern.pattern.startswith(begin):
            return limit, (method,)
    module, _, function = pattern.where.rpartition(":")
    if module.startswith("corpuskit.cleaners._chrome.") and function != "<module>":
        joined = isinstance(pattern.pattern, str) and pattern.pattern.startswith("(?P<r")
        if joined or ".stamps" not in module:
            return RULE, (("match",) if joined else ("fullmatch",))
    if pattern.methods and ANCHORED.issuperset(pattern.methods):
        return FULL, pattern.methods
    return FULL, ("finditer",)


class _TooSlow(BaseException):
    """Not to be caught by anybody."""


def _seconds(pattern: re.Pattern[Any], use: tuple[str, ...], text: str, limit: float) -> float:
    """CPU seconds; what takes longer than five times the limit is stopped."""
    data: Any = (
        text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    )
    before = signal.signal(signal.SIGVTALRM, _stop)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, max(5 * limit, 0.1))
    try:
        for method in use:
            found = getattr(pattern, method)(data)
            if method == "finditer":
                deque(found, 0)
    except _TooSlow:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - started


def _stop(*_: object) -> None:
    raise _TooSlow


HOSTILE = (
    *"\t\"'“”‘’.,:;!?()[]<>&|/\\-–—_=*#@%`0aA\u00ad\u200b\u2028\ufffd\x00中😀",
    "&#", "&amp;", "=A0", "=\n", "\\u00", "â€", "â€™", "Ã", "?s ", "A. ", "Aa, ", "“a ", "“x,” he said. ",
    "((a", "a\n", "By A\n", "Share\n", "a@b ", "%20", "{a}", "[ad_1]", "1, ", "May 1, 2020 ", "a-", "Read more ",
)  # fmt: skip


@pytest.mark.parametrize(
    "step",
    [
        ck.Escapes(), ck.Mojibake(), ck.Invisibles(), ck.Typography(), ck.SpunWrappers(), ck.WebChrome(), ck.Spun(),
    ],
    ids=lambda step: step.name,
)  # fmt: skip
def test_hostile_documents_cost_a_cleaner_what_others_do(step: ck.Cleaner) -> None:
    """Behind an English sentence and before signs of damage, so that no step looks away."""
    size = FULL if SOAK else FULL // 5
    begin, end = "The minister said it’s “over” on Monday. ", "% =A0 â 中a ÷ it?s"
    slow = []
    for seed in HOSTILE:
        text = begin + (seed * (size // len(seed) + 1))[:size] + end
        document = ck.Pipeline([ck.Language()]).clean(ck.Document(text))
        started = time.process_time()
        deque(step(document), 0)
        taken = time.process_time() - started
        if taken > 5 * size / FULL:
            slow.append((seed, round(taken, 1)))
    assert slow == []
