"""Mojibake in which a curly quote, itself one byte of a sequence, was straightened: â"¢, â€"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.cleaners._repairs.scripts import MARKS
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

SEQUENCE = re.compile("â(?:€[\"']|[\"'][\x80-\xbf€™œšžŸ])")
CURLY = {'"': "„“”", "'": "‚‘’"}


def straightened_edits(text: str) -> Iterator[Edit]:
    """Sequences that decode once the straight quote is curly again; of two dashes the one in use."""
    if "â" not in text:
        return
    for found in SEQUENCE.finditer(text):
        news = list(dict.fromkeys(_readings(found.group())))
        if news:
            known = [new for new in news if new in text] if len(news) > 1 else news
            new = (known or news)[0]
            yield Edit(*found.span(), new, "mojibake:straightened", 0.8)


def _readings(old: str) -> Iterator[str]:
    for straight, curlies in CURLY.items():
        for curly in curlies:
            try:
                new = old.replace(straight, curly).encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            if new in MARKS:
                yield new
