"""The rule catalogue: patterns of web chrome as data, the shipped ones and those of the user."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, get_args

import attrs

from corpuskit.cleaners._chrome.alternatives import alternatives
from corpuskit.cleaners._chrome.heads import SIZE, ByHead
from corpuskit.cleaners._chrome.needs import digest, shipped_needs
from corpuskit.cleaners._chrome.patterns import Needs, opening
from corpuskit.cleaners._chrome.search import Bounded, compiled, loosened
from corpuskit.cleaners._chrome.sieve import Sieve
from corpuskit.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Ready = re.Pattern[str] | Bounded
Place = Literal["line", "edge", "head", "tail", "line-head", "line-tail", "sentence", "inline"]

WINDOW = 400
"""Characters that a pattern sees at most: what keeps every pattern harmless."""

_MACRO = re.compile(r"\{([a-z]+)\}")  # "{person}", not "{2,3}"


@attrs.frozen
class Rule:
    """What chrome of one kind looks like, and where it may stand.

    `pattern` is a regular expression (case ignored, a blank is any white space) that must match the
    whole unit; it sees straight quotes, no surrounding bullets, at most 400 characters.
    `place`: a whole `line` anywhere, at the `edge` (outside the first and last prose paragraph), in
    the `head` or `tail` only; `line-head` and `line-tail`: a part of a line; `sentence`: one full
    sentence or several, as a line or in running text; `inline`: a part of running text.

    Raises: ConfigError: for a pattern that does not compile and for an unknown place.
    >>> Rule("mine", "ad", r"brought to you by .{2,40}").matches("Brought to you by Acme")
    True
    """

    id: str
    kind: str
    pattern: str
    place: Place = "line"
    example: str = ""
    counter_example: str = ""

    def __attrs_post_init__(self) -> None:
        if self.place not in get_args(Place):
            raise ConfigError("place", " | ".join(get_args(Place)), self.place)
        try:
            re.compile(loosened(self.pattern), re.IGNORECASE)
        except re.error as error:
            raise ConfigError(
                "pattern", "a regular expression", self.pattern, str(error)
            ) from error

    def matches(self, unit: str) -> bool:
        """Whether the whole of `unit` is what the rule describes, wherever it stands."""
        return Catalogue.of((self,)).find(unit, (self.place,)) is not None


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Rules from a file of the shipped file's format (`lexicons/chrome/rules.tsv`).

    Raises: InputError: with path and line, for a row that is no rule.
    """
    return _parsed(path.read_text(encoding="utf-8"), str(path))


@attrs.frozen
class _ShippedRule(Rule):
    """A rule that comes with the package: the tests compile all of them, no start does."""

    def __attrs_post_init__(self) -> None:
        pass


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the package."""
    path = resources.files("corpuskit") / "lexicons" / "chrome" / "rules.tsv"
    return _parsed(path.read_text(encoding="utf-8"), "rules.tsv", _ShippedRule)


@attrs.frozen(eq=False)
class Catalogue:
    """Rules made ready, each taken apart into its alternatives.

    Sets of alternatives are bits of a number: the first one is bit 0.
    """

    clauses: tuple[tuple[Rule, str], ...] = attrs.field(repr=False)
    """Rule and pattern of each alternative; a rule of the user stays whole."""
    own: int
    """So many at the beginning are the user's: each search of theirs has a time limit."""
    sieve: Sieve = attrs.field(repr=False)
    places: dict[str, int] = attrs.field(repr=False)
    fitting: tuple[int, ...] = attrs.field(repr=False)
    """The alternatives that could match so many characters."""
    openings: tuple[frozenset[str] | None, ...] = attrs.field(repr=False)
    """With which characters each alternative can begin."""
    by_head: ByHead = attrs.field(repr=False)
    by_opening: dict[str, int] = attrs.field(factory=dict, repr=False)
    together: dict[tuple[str, ...], int] = attrs.field(factory=dict, repr=False)
    ready: dict[int, tuple[Ready, Rule]] = attrs.field(factory=dict, repr=False)
    """All three are put together as they are needed."""

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Catalogue:
        """The catalogue of `rules`; where two match, the earlier one names the cut."""
        return _catalogue(tuple(rules), 0)

    @classmethod
    def with_own(cls, rules: tuple[Rule, ...]) -> Catalogue:
        """The shipped rules behind those of the user."""
        return _catalogue((*rules, *shipped_rules()), len(rules)) if rules else _shipped()

    def possible(self, text: str) -> int:
        """What may match the text or sentences of it, for `find`; 0 spares all the work."""
        return self.sieve.possible(text)

    def find(self, unit: str, places: tuple[str, ...], among: int | None = None) -> Rule | None:
        """The first rule of these places that matches the whole of `unit`.

        `among`: what may match, where that is known already.
        """
        if len(unit) > WINDOW:
            return None
        if among is None:
            among = self.possible(unit) & self.begun(unit)
        among &= self.of_places(places)
        core = stripped(unit) if among else ""
        if not core:
            return None
        among &= (
            self._opened_by(opening(core)) & self.fitting[len(core)] & self.by_head[core[:SIZE]]
        )
        for place in places:
            left = among & self.places.get(place, 0)
            while left:
                lowest = left & -left
                left ^= lowest
                ready, rule = self.ready.get(lowest) or self._make_ready(lowest)
                if ready.fullmatch(core) is not None:
                    return rule
        return None

    def begun(self, unit: str) -> int:
        """What a unit with this beginning could match."""
        lead = unit[:1] if unit[:1] in _OPENS else ""
        head = unit[len(lead) : len(lead) + SIZE + 1]
        if not head[:1].isalnum():
            return -1  # bullets are taken off
        if not head.isalnum() and (
            len(head) <= SIZE or "  " in head or not head.replace(" ", "").isalnum()
        ):  # `stripped` may change the rest
            return -1 if lead else self._opened_by(opening(unit))
        return self.by_head[PLAIN.get(lead, lead) + head[: SIZE - len(lead)]]

    def sized(self, unit: str) -> int:
        """What a unit of this size could match."""
        if unit[-1:] in _AROUND or not (unit[:1].isalnum() or unit[:1] in _OPENS):
            return -1
        return self.fitting[min(len(unit) - sum(map(unit.count, _BLANKS)), WINDOW)]

    def within(self, text: str, among: int) -> list[tuple[Rule, int, int]]:
        """The parts of running text that `inline` rules describe, in order, none over another."""
        found = [
            (match.start(), k, match.end(), rule)
            for k, (ready, rule) in enumerate(self._those_of("inline", among))
            for match in ready.finditer(plain(text))
        ]
        parts: list[tuple[Rule, int, int]] = []
        for start, _, end, rule in sorted(found, key=lambda item: item[:2]):
            if start < end and (not parts or start >= parts[-1][2]):
                parts.append((rule, start, end))
        return parts

    def head_of(self, text: str, among: int) -> tuple[Rule, int] | None:
        """The rule that matches the beginning of a line, and where its part ends."""
        among &= self.places.get("line-head", 0)
        if among:
            among &= self._opened_by(opening(text))
        for ready, rule in self._those_of("line-head", among):
            found = ready.match(plain(text[:WINDOW]))
            if found is not None:
                return rule, found.end()
        return None

    def tail_of(self, text: str, among: int) -> tuple[Rule, int] | None:
        """The rule that matches the end of a line, and where its part begins: the longest such part."""
        start = max(0, len(text) - TAIL_WINDOW)
        best: tuple[Rule, int] | None = None
        if not among & self.places.get("line-tail", 0):
            return None
        end = plain(text[start:])
        for ready, rule in self._those_of("line-tail", among):
            found = ready.search(end)
            if found is not None and (best is None or start + found.start() < best[1]):
                best = rule, start + found.start()
        return best

    def _those_of(self, place: str, among: int) -> Iterator[tuple[Ready, Rule]]:
        """What is in the set for a place, in order."""
        left = among & self.places.get(place, 0)
        while left:
            lowest = left & -left
            left ^= lowest
            yield self.ready.get(lowest) or self._make_ready(lowest)

    def of_places(self, places: tuple[str, ...]) -> int:
        """What may stand at one of these places."""
        known = self.together.get(places)
        if known is None:
            known = 0
            for place in places:
                known |= self.places.get(place, 0)
            self.together[places] = known
        return known

    def _opened_by(self, first: str) -> int:
        """What a unit with this first character could match."""
        bits = self.by_opening.get(first)
        if bits is None:
            bits = 0
            for k, begins in enumerate(self.openings):
                if begins is None or first in begins:
                    bits |= 1 << k
            self.by_opening[first] = bits
        return bits

    def _make_ready(self, bit: int) -> tuple[Ready, Rule]:
        k = bit.bit_length() - 1
        rule, pattern = self.clauses[k]
        if rule.place == "line-tail":
            pattern = f"(?:{pattern})$"
        made = (Bounded.of if k < self.own else compiled)(pattern), rule
        self.ready[bit] = made
        return made


TAIL_WINDOW = 140

PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\xa0": " ", "\t": " ", "\r": " ",
    "\u2009": " ", "\u202f": " ", "\u200b": " ", "\ufeff": " ", "\n": " ", "‑": "-",
}  # fmt: skip
"""One character for one, so that offsets hold."""

_AROUND = " ›»«‹•·|-–—▶►▼▲✓✔→←:>_~=+▪■●◆○§¶†,;\x00\u200b\ufeff"

_OPENS = "\"'“”‘’(["
"""What may stand before the first word and is no bullet."""

_BLANKS = (" ", "\t", "\xa0", "\u2009", "\u202f", "\u200b", "\ufeff")

_LOOSE = (("( ", "("), (" )", ")"), (" .", "."), (" ,", ","), (" !", "!"), (" ?", "?"), (" :", ":"))
"""Some readers of HTML leave a blank at every border of an element."""


def plain(text: str) -> str:
    """The text with straight quotes and plain blanks, one character for one."""
    for sign, simple in PLAIN.items():
        if sign in text:
            text = text.replace(sign, simple)
    return text


def stripped(unit: str) -> str:
    """`unit` with straight quotes and single blanks, without the bullets and arrows around it."""
    core = " ".join(plain(unit).split())
    for loose, tight in _LOOSE:
        if loose in core:
            core = core.replace(loose, tight)
    return core.rstrip(_AROUND).lstrip(_AROUND + "*") or core


@cache
def _shipped() -> Catalogue:
    return _catalogue(shipped_rules(), 0)


def _needs(pattern: str) -> Needs:
    return shipped_needs().get(digest(pattern)) or Needs.of(loosened(pattern))


@cache
def _catalogue(rules: tuple[Rule, ...], own: int) -> Catalogue:
    clauses = [(rule, rule.pattern) for rule in rules[:own]]
    clauses += [(rule, part) for rule in rules[own:] for part in alternatives(rule.pattern)]
    places: dict[str, int] = {}
    for k, (rule, _) in enumerate(clauses):
        places[rule.place] = places.get(rule.place, 0) | 1 << k
    needs = [_needs(pattern) for _, pattern in clauses]
    return Catalogue(
        tuple(clauses),
        own,
        Sieve.of(needs),
        places,
        _fitting(needs),
        tuple(need.openings for need in needs),
        ByHead(need.heads for need in needs),
    )


def _fitting(needs: list[Needs]) -> tuple[int, ...]:
    """For each size, as bits, the patterns that can match so many characters."""
    ending = [0] * (WINDOW + 2)
    for k, need in enumerate(needs):
        ending[int(min(need.longest, WINDOW)) + 1] |= 1 << k
    left = (1 << len(needs)) - 1
    return tuple(left := left & ~gone for gone in ending[:-1])


def _parsed(text: str, path: str, kind: type[Rule] = Rule) -> tuple[Rule, ...]:
    macros: dict[str, str] = {}
    rules: list[Rule] = []
    for number, row in enumerate(text.split("\n"), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = row.split("\t")
        if row.startswith("@") and len(cells) == 2:
            macros[cells[0][1:]] = _expanded(cells[1], macros)
            continue
        if len(cells) != 6:
            problem = (
                f"wanted id, kind, place, pattern, example, counter-example; got {len(cells)} cells"
            )
            raise InputError(path, problem, line=number)
        rule_id, zone, place, pattern, example, counter = cells
        try:
            rules.append(
                kind(rule_id, zone, _expanded(pattern, macros), place, example, counter)  # type: ignore[arg-type]
            )
        except ConfigError as error:
            raise InputError(path, str(error), line=number) from error
    return tuple(rules)


def _expanded(pattern: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda m: macros.get(m[1], m[0]), pattern)
