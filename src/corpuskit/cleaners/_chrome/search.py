"""Patterns made ready: the shipped ones as they are, those of a user with a time limit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from corpuskit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1.0
"""Seconds for one search with a pattern of the user; the shipped ones need none."""

_BLANK_OUTSIDE_CLASS = re.compile(
    r"(\[(?:\\.|[^\]\\])*\])|(\\.)| ([?*+]?)"
)  # "a [b c] ?d" → the first and the third blank


class Found(Protocol):
    """A match."""

    def start(self) -> int:
        """Where it begins."""

    def end(self) -> int:
        """Where it ends."""


def loosened(pattern: str) -> str:
    """A blank in a pattern stands for any white space; one in a class stands for itself."""
    return _BLANK_OUTSIDE_CLASS.sub(
        lambda m: m[1] or m[2] or ("[ ]*" if m[3] in ("?", "*") and m[3] else "[ ]+"), pattern
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A shipped pattern, made ready once."""
    return re.compile(loosened(pattern), re.IGNORECASE)


@attrs.frozen
class Bounded:
    """A pattern of the user: a search that takes too long is an error that names it."""

    pattern: str
    ready: Any = attrs.field(repr=False)

    @classmethod
    def of(cls, pattern: str) -> Bounded:
        """Made ready once.

        Raises: ConfigError: for a pattern that does not compile.
        """
        return _bounded(pattern)

    def fullmatch(self, text: str) -> Found | None:
        """The match of the whole text."""
        try:
            found: Found | None = self.ready.fullmatch(text, timeout=LIMIT)
        except TimeoutError:
            raise self._endless() from None
        return found

    def match(self, text: str) -> Found | None:
        """The match at the beginning."""
        try:
            found: Found | None = self.ready.match(text, timeout=LIMIT)
        except TimeoutError:
            raise self._endless() from None
        return found

    def search(self, text: str) -> Found | None:
        """The first match."""
        try:
            found: Found | None = self.ready.search(text, timeout=LIMIT)
        except TimeoutError:
            raise self._endless() from None
        return found

    def finditer(self, text: str) -> Iterator[Found]:
        """All matches, one behind the other."""
        try:
            yield from self.ready.finditer(text, timeout=LIMIT)
        except TimeoutError:
            raise self._endless() from None

    def _endless(self) -> ConfigError:
        wish = f"a regular expression that is done within {LIMIT:.0f} second"
        return ConfigError("pattern", wish, self.pattern, "it backtracks too much")


@cache
def _bounded(pattern: str) -> Bounded:
    import regex  # type: ignore[import-untyped]  # noqa: PLC0415, for patterns of a user only

    try:
        return Bounded(pattern, regex.compile(loosened(pattern), regex.IGNORECASE))
    except regex.error as error:
        raise ConfigError("pattern", "a regular expression", pattern, str(error)) from error
