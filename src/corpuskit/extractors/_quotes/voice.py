"""Who is meant by the words beside a quotation."""

from __future__ import annotations

import attrs

from corpuskit.extractors._quotes.called import Kind

BACK = 12
"""How many sentences a pronoun reaches back."""


@attrs.frozen
class Voice:
    """Who is meant by a speaker phrase; the token of the phrase's head where there is one."""

    name: str | None
    kind: Kind
    people: tuple[str, ...] = ()
    head: int | None = None


History = list[tuple[int, Voice]]
"""The speakers before with the places of their cues."""


def listed(names: list[str]) -> str:
    """Names as a list in words: A, B and C."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
