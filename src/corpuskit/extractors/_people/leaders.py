"""Heads of state and government and foreign ministers: one table for offices and for events."""

from __future__ import annotations

from functools import cache

import attrs

from corpuskit.extractors._people.lexicon import rows


@attrs.frozen
class Leaders:
    """The leaders of a country: full names, names that count only beside an office, forms that mean them alone.

    `code` is alpha-3, or IGO for heads of international bodies.
    """

    code: str
    names: tuple[str, ...]
    in_office: tuple[str, ...]
    alone: tuple[str, ...]


@cache
def leaders() -> tuple[Leaders, ...]:
    """The table `lexicons/officials/leaders.tsv`."""
    return tuple(
        Leaders(row[0], *(_names(row[k] if k < len(row) else "") for k in (1, 2, 3)))
        for row in rows("leaders.tsv")
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))
