"""Mail that was never decoded: "China=E2=80=99s", lines broken by "=" before character 77."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpuskit.cleaners._repairs.scripts import is_plausible
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

BREAK = r"=[ \t]*\r?\n"
RUN = re.compile(f"(?:=[0-9A-F]{{2}})(?:(?:{BREAK})*=[0-9A-F]{{2}})*")
SOFT_BREAK = re.compile(f"(?<=[^\n]){BREAK}(?=[^\r\n])")
BYTE = re.compile("=([0-9A-F]{2})")

LONG_LINE = (56, 76)
"""Between which lengths mailers break a line."""

FULL_LINE = range(75, 78)
"""The length of a broken line with its "=" and its end."""

URL_SIGNS = ("://", "www.", "?")


def quoted_printable_edits(text: str) -> list[Edit]:
    """The repairs; none unless a sequence decodes, or two lines are broken as mailers do."""
    if "=" not in text:
        return []
    runs = [
        (found, new)
        for found in RUN.finditer(text)
        if (new := _decoded(found.group())) is not None and not _in_url(text, found.start())
    ]
    breaks = [b for b in SOFT_BREAK.finditer(text) if _is_mailers(text, b.start())]
    sure = len(breaks) > 1 or any(_is_inside_a_word(text, b) for b in breaks)
    if not sure and not any(_is_proof(run, new) for run, new in runs):
        return []
    out = [Edit(*run.span(), new, "escape:quoted-printable", 0.97) for run, new in runs]
    out += _unbroken(text, out)
    return out


def _is_proof(run: re.Match[str], new: str) -> bool:
    """Two bytes or more that make one character: "rows=99999" has one, and it is no UTF-8."""
    return len(BYTE.findall(run.group())) > len(new)


def _decoded(run: str) -> str | None:
    """What the bytes are, in UTF-8 or else cp1252; None for letters and digits, never escaped."""
    data = bytes(int(code, 16) for code in BYTE.findall(run))
    if data.isalnum():
        return None
    try:
        new = data.decode("utf-8")
    except UnicodeDecodeError:
        new = data.decode("cp1252", "replace")
    fine = all(is_plausible(c) or c in "\t\n\r" or (c.isascii() and c.isprintable()) for c in new)
    return new if fine else None


def _unbroken(text: str, runs: list[Edit]) -> Iterator[Edit]:
    """Soft breaks outside the runs."""
    inside = {k for run in runs for k in range(run.start, run.end)}
    for found in SOFT_BREAK.finditer(text):
        if found.start() not in inside:
            yield Edit(*found.span(), "", "escape:soft-break", 0.97)


def _is_inside_a_word(text: str, found: re.Match[str]) -> bool:
    """A full line that breaks between two letters: nobody but a mailer does that."""
    start, end = found.span()
    full = start - text.rfind("\n", max(0, start - 200), start) in FULL_LINE
    return full and text[start - 1].isalpha() and text[end].islower()


def _is_mailers(text: str, end: int) -> bool:
    length = end - text.rfind("\n", max(0, end - 200), end)
    return LONG_LINE[0] <= length <= LONG_LINE[1]


def _in_url(text: str, start: int) -> bool:
    before = text[max(0, start - 200) : start].removesuffix("\n")
    word = before.split()[-1] if before[-1:].strip() else ""
    return any(sign in word for sign in URL_SIGNS)
