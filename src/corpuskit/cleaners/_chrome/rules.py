"""The rule catalogue: patterns of web chrome as data, the shipped ones and those of the user."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, get_args

import attrs

from corpuskit.cleaners._chrome.openings import opening, openings
from corpuskit.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Matcher = Callable[[str], "re.Match[str] | None"]
Place = Literal["line", "edge", "head", "tail", "line-head", "line-tail", "sentence", "inline"]

WINDOW = 400
"""Characters that a pattern sees at most: what keeps every pattern harmless."""

_BLANK_OUTSIDE_CLASS = re.compile(
    r"(\[(?:\\.|[^\]\\])*\])|(\\.)| ([?*+]?)"
)  # "a [b c] ?d" → the first and the third blank
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
            re.compile(_loosened(self.pattern), re.IGNORECASE)
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


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the package."""
    path = resources.files("corpuskit") / "lexicons" / "chrome" / "rules.tsv"
    return _parsed(path.read_text(encoding="utf-8"), "rules.tsv")


@cache
def _cues() -> tuple[str, ...]:
    path = resources.files("corpuskit") / "lexicons" / "chrome" / "cues.txt"
    rows = path.read_text(encoding="utf-8").split("\n")
    return tuple(row for row in rows if row and not row.startswith("#"))


@attrs.frozen(eq=False)
class Catalogue:
    """Rules made ready: whole units by their first character, parts of lines as one pattern."""

    rules: tuple[Rule, ...]
    cues: tuple[str, ...]
    """Of these words one stands in any long sentence that a rule describes; none, where not known."""
    compiled: dict[str, tuple[re.Pattern[str], dict[str, Rule]]] = attrs.field(repr=False)
    by_opening: dict[tuple[str, str], tuple[tuple[Matcher, Rule], ...]] = attrs.field(
        factory=dict, repr=False
    )
    """The rules by place and first character, put together as they are needed."""

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Catalogue:
        """The catalogue of `rules`; where two match, the earlier one names the cut."""
        return _catalogue(tuple(rules))

    @classmethod
    def with_own(cls, rules: tuple[Rule, ...]) -> Catalogue:
        """The shipped rules behind those of the user."""
        return cls.of((*rules, *shipped_rules())) if rules else _shipped()

    def find(self, unit: str, places: Sequence[str]) -> Rule | None:
        """The first rule of these places that matches the whole of `unit`."""
        if len(unit) > WINDOW:
            return None
        core = stripped(unit)
        if not core:
            return None
        first = opening(core)
        for place in places:
            for matches, rule in self._fitting(place, first):
                if matches(core) is not None:
                    return rule
        return None

    def _fitting(self, place: str, first: str) -> tuple[tuple[Matcher, Rule], ...]:
        """The rules of a place that a unit with this first character could match."""
        fitting = self.by_opening.get((place, first))
        if fitting is None:
            fitting = self.by_opening[place, first] = tuple(
                (_compiled(rule.pattern).fullmatch, rule)
                for rule in self.rules
                if rule.place == place
                and ((begins := _begins(rule.pattern)) is None or first in begins)
            )
        return fitting

    def is_plain_prose(self, text: str) -> bool:
        """Whether no rule can match the paragraph, for lack of its words. Spares most of the work."""
        if not self.cues:
            return False
        lower = text.lower()
        if ":" in lower[:40] or "|" in lower[:40]:  # "Opinion: ..."
            return False
        for cue in self.cues:  # noqa: SIM110, a generator would take twice as long
            if cue in lower:
                return False
        return True

    def within(self, text: str) -> Iterator[tuple[Rule, int, int]]:
        """The parts of running text that `inline` rules describe."""
        known = self.compiled.get("inline")
        if known is not None:
            for found in known[0].finditer(plain(text)):
                if found.lastgroup is not None and found.end() > found.start():
                    yield known[1][found.lastgroup], found.start(), found.end()

    def head_of(self, text: str) -> tuple[Rule, int] | None:
        """The rule that matches the beginning of a line, and where its part ends."""
        known = self.compiled.get("line-head")
        found = known[0].match(plain(text[:WINDOW])) if known else None
        if known is None or found is None or found.lastgroup is None:
            return None
        return known[1][found.lastgroup], found.end()

    def tail_of(self, text: str) -> tuple[Rule, int] | None:
        """The rule that matches the end of a line, and where its part begins."""
        known = self.compiled.get("line-tail")
        if known is None:
            return None
        start = max(0, len(text) - TAIL_WINDOW)
        end = text[start:]
        if (
            self.cues
            and text[-1] in 'abcdefghijklmnopqrstuvwxyz.!?"”’'
            and not _TAIL_CUES.search(end)
        ):
            return None
        found = known[0].search(plain(end))
        if found is None or found.lastgroup is None:
            return None
        return known[1][found.lastgroup], start + found.start()


TAIL_WINDOW = 140

_TAIL_CUES = re.compile(
    r"[(\[©/]|hoto|mage|redit|ourtesy|icture|ource|etty|euters|via |(?:nd|ND|END)$|AFP|EPA"
)

PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\xa0": " ", "\t": " ", "\r": " ",
        "\u2009": " ", "\u202f": " ", "\u200b": " ", "\ufeff": " ", "\n": " ", "‑": "-",
    }
)  # fmt: skip
"""One character for one, so that offsets hold."""

_AROUND = " ›»«‹•·|-–—▶►▼▲✓✔→←:>_~=+▪■●◆○§¶†,;\x00\u200b\ufeff"

_LOOSE = (("( ", "("), (" )", ")"), (" .", "."), (" ,", ","), (" !", "!"), (" ?", "?"), (" :", ":"))
"""Some readers of HTML leave a blank at every border of an element."""


def plain(text: str) -> str:
    """The text with straight quotes and plain blanks, one character for one."""
    return text.translate(PLAIN) if not text.isascii() or "\t" in text or "\n" in text else text


def stripped(unit: str) -> str:
    """`unit` with straight quotes and single blanks, without the bullets and arrows around it."""
    core = " ".join(plain(unit).split())
    for loose, tight in _LOOSE:
        if loose in core:
            core = core.replace(loose, tight)
    return core.rstrip(_AROUND).lstrip(_AROUND + "*") or core


@cache
def _shipped() -> Catalogue:
    return _catalogue(shipped_rules())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_loosened(pattern), re.IGNORECASE)


@cache
def _begins(pattern: str) -> frozenset[str] | None:
    return openings(_loosened(pattern))


@cache
def _catalogue(rules: tuple[Rule, ...]) -> Catalogue:
    compiled: dict[str, tuple[re.Pattern[str], dict[str, Rule]]] = {}
    for place in ("line-head", "line-tail", "inline"):
        named = {f"r{k}": rule for k, rule in enumerate(rules) if rule.place == place}
        if not named:
            continue
        end = "$" if place == "line-tail" else ""
        joined = "|".join(
            f"(?P<{name}>{_loosened(rule.pattern)}){end}" for name, rule in named.items()
        )
        compiled[place] = (re.compile(joined, re.IGNORECASE), named)
    return Catalogue(rules, _cues() if rules == shipped_rules() else (), compiled)


def _loosened(pattern: str) -> str:
    """A blank in a pattern stands for any white space; one in a class stands for itself."""
    return _BLANK_OUTSIDE_CLASS.sub(
        lambda m: m[1] or m[2] or ("[ ]*" if m[3] in ("?", "*") and m[3] else "[ ]+"), pattern
    )


def _parsed(text: str, path: str) -> tuple[Rule, ...]:
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
        rule_id, kind, place, pattern, example, counter = cells
        try:
            rules.append(
                Rule(rule_id, kind, _expanded(pattern, macros), place, example, counter)  # type: ignore[arg-type]
            )
        except ConfigError as error:
            raise InputError(path, str(error), line=number) from error
    return tuple(rules)


def _expanded(pattern: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda m: macros.get(m[1], m[0]), pattern)
