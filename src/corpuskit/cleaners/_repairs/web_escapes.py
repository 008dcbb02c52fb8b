"""Percent escapes in prose ("caf%C3%A9"), and entities that lost their semicolon ("&rsquo s")."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from corpuskit.cleaners._repairs.scripts import is_plausible
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"(?<![^\s%])[^\s%]*+%[0-9A-Fa-f]{2}\S*+")
"""Looked for at the beginning of a word only: from each of its characters it would take the square of the time."""
PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
URL_LIKE = re.compile(r"[/?=@&#\\]|www\.|\.(?:com|org|net|html?|php|pdf|jpe?g|png)\b|:\S")
BETWEEN_WORDS = re.compile("[A-Za-z]%20(?=[A-Za-z])")

NAMES = "rsquo|lsquo|rdquo|ldquo|ndash|mdash|hellip|nbsp|laquo|raquo|euro|pound"
UNENDED = re.compile(f"&(?:{NAMES}|#(?:1[6-9]\\d|2\\d\\d|8[2-4]\\d\\d))(?![\\w;=])")
"""Not `&amp` or `&lt`: prose has "R&amp" in no sense, but URLs have `?a=1&lt=2`."""


def percent_edits(text: str) -> Iterator[Edit]:
    """Sequences of UTF-8 in words that are no addresses, and blanks between words."""
    if "%" not in text:
        return
    for found in TOKEN.finditer(text):
        token = found.group()
        if URL_LIKE.search(token):
            continue
        runs = [(run, _decoded(run.group())) for run in PERCENT.finditer(token)]
        proof = any(new and not new.isascii() for _, new in runs)
        if not proof and len(BETWEEN_WORDS.findall(token)) < 2:
            continue
        for run, new in runs:
            if new is not None:
                start = found.start() + run.start()
                yield Edit(start, start + len(run.group()), new, "escape:percent", 0.9)


def _decoded(run: str) -> str | None:
    try:
        new = unquote_to_bytes(run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return new if all(is_plausible(c) or (c.isascii() and c.isprintable()) for c in new) else None


def entity_edits(text: str) -> Iterator[Edit]:
    """Entities of typography without their end; ftfy wants the semicolon."""
    if "&" not in text:
        return
    for found in UNENDED.finditer(text):
        yield Edit(*found.span(), html.unescape(found.group() + ";"), "escape:entity", 0.9)
