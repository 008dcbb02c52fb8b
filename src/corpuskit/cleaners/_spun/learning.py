"""The habits of an unknown spinner, read off a pile of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.cleaners._spun.table import Pair, Table


def learned_pairs(flagged: Iterable[str], clean: Iterable[str], table: Table) -> tuple[Pair, ...]:
    """To come."""
    del flagged, clean, table
    return ()
