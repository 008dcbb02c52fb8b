"""Reprints: texts that are nearly the same, so that they do not inflate counts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from corpuskit.article import Article
from corpuskit.codec import dumps
from corpuskit.errors import ConfigError
from corpuskit.extras import extra

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.document import Document

WORD = re.compile(r"\w+")

SHINGLE = 3
"""Words that are looked at together."""

PERMUTATIONS, BANDS, SEED = 128, 32, 1
"""Texts that share 80 % of their shingles become candidates in all but one case in a billion."""


def near_duplicates(
    documents: Iterable[Document | Article], *, threshold: float = 0.8
) -> dict[str, tuple[str, ...]]:
    """The id of each text that came more than once, and the ids of its later, nearly equal copies.

    Two texts are nearly equal if they share a fraction of at least `threshold` of all their
    three-word sequences (Jaccard, estimated with MinHash over 128 permutations: ± 0.04). Compared
    are the clean texts, without capitals and punctuation; empty ones have no copies. The same
    documents in the same order give the same groups. Memory: about a kilobyte a document.
    Raises: MissingDependency: without the extra `duplicates`. ConfigError: for a threshold outside 0..1.
    """
    groups: dict[str, list[str]] = {}
    seen = Seen(threshold)
    for item in documents:
        document = item.document if isinstance(item, Article) else item
        first = seen.first_like(document.id, document.text)
        if first is not None:
            groups.setdefault(first, []).append(document.id)
    return {first: tuple(copies) for first, copies in groups.items()}


class Seen:
    """The texts that came before, each by its signature."""

    def __init__(self, threshold: float = 0.8) -> None:
        if not 0 < threshold <= 1:
            raise ConfigError("threshold", "a number over 0 and up to 1", threshold)
        need = "finding near-duplicates needs rensa"
        self._rensa: Any = extra("rensa", need, "rensa")
        self._threshold = threshold
        self._table = self._rensa.RMinHashLSH(threshold, PERMUTATIONS, BANDS)
        self._names: list[str] = []
        self._signatures: list[Any] = []

    def first_like(self, name: str, text: str) -> str | None:
        """The id of the first text that this one nearly equals; if there is none, it is a first one."""
        words = WORD.findall(text.lower())
        if not words:
            return None
        shingles = {
            " ".join(words[k : k + SHINGLE]) for k in range(max(1, len(words) - SHINGLE + 1))
        }
        signature = self._rensa.RMinHash(PERMUTATIONS, SEED)
        signature.update(sorted(shingles))
        near: list[tuple[float, int]] = [
            (-signature.jaccard(self._signatures[place]), place)
            for place in self._table.query(signature)
        ]
        if near and -min(near)[0] >= self._threshold:
            return self._names[int(min(near)[1])]
        self._table.insert(len(self._names), signature)
        self._names.append(name)
        self._signatures.append(signature)
        return None


def marked(lines: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Lines of tables, those of articles with `duplicate_of`: the id of the first text like it."""
    seen = Seen()
    for table, line in lines:
        if table == "articles":
            row = json.loads(line)
            row["duplicate_of"] = seen.first_like(row["id"], row["text"])
            yield table, dumps(row).encode() + b"\n"
        else:
            yield table, line
