"""What the shipped patterns need, read off them once for all: reading them takes longer than cleaning a page."""

from __future__ import annotations

import hashlib
import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from corpuskit.cleaners._chrome.patterns import Needs

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def shipped_needs() -> dict[str, Needs]:
    """By the digests of the patterns; `tools/make_chrome_needs.py` writes the file, a test compares."""
    path = resources.files("corpuskit") / "lexicons" / "chrome" / "needs.json"
    rows: dict[str, list[Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Needs(
            None if openings is None else frozenset(openings),
            tuple(map(frozenset, words)),
            math.inf if longest is None else longest,
            frozenset(heads),
        )
        for name, (openings, words, longest, heads) in rows.items()
    }


def digest(pattern: str) -> str:
    """The name of a pattern in the file."""
    return hashlib.blake2b(pattern.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def written(needs: Mapping[str, Needs]) -> str:
    """The file for patterns and their needs."""
    rows = {
        digest(pattern): [
            None if need.openings is None else "".join(sorted(need.openings)),
            [sorted(words) for words in need.words],
            None if need.longest == math.inf else need.longest,
            sorted(need.heads),
        ]
        for pattern, need in needs.items()
    }
    lines = (
        f"{json.dumps(name)}:{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
        for name, row in sorted(rows.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"
