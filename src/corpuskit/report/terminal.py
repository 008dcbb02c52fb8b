"""Edits as lines of a terminal: they fit its width, and can be read without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.edits import AppliedEdit

LONGEST_REASON = 30
LEAST_ROOM = 20
SIGNS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\xa0": "⍽"}
"""Blanks and breaks that an edit may be about."""


def edit_lines(edits: Sequence[AppliedEdit], width: int) -> Iterator[Text]:
    """A line an edit: place in the raw text, rule, and `old → new`, `cut old` or `add new`."""
    places = [f"{edit.raw.start}-{edit.raw.end}" for edit in edits]
    place_width = max(map(len, places), default=0)
    reason_width = min(LONGEST_REASON, max((len(edit.reason) for edit in edits), default=0))
    room = max(LEAST_ROOM, width - place_width - reason_width - 4)
    for place, edit in zip(places, edits, strict=True):
        line = Text(f"{place:>{place_width}}  ")
        line.append(f"{shortened(edit.reason, reason_width):<{reason_width}}  ", style="cyan")
        line.append_text(_change(visible(edit.old), visible(edit.new), room))
        yield line


def visible(text: str) -> str:
    r"""The same on one line, with signs for what a terminal would hide or obey.

    >>> visible("a\n\u200b\x1b[31m")
    'a⏎⟨200B⟩⟨001B⟩[31m'
    """
    if text and not text.strip(" "):
        return "␣" * len(text)
    return "".join(SIGNS.get(c) or (c if c.isprintable() else _code(c)) for c in text)


def shortened(text: str, cells: int) -> str:
    """Cut in the middle to fit; wide characters count two.

    >>> shortened("Please enter your comment", 12)
    'Please … ent'
    """
    if cell_len(text) <= cells:
        return text
    head = set_cell_size(text, max(1, (cells - 3) * 3 // 4)).rstrip()
    tail_cells = max(0, cells - 3 - cell_len(head))
    tail = set_cell_size(text[::-1], tail_cells)[::-1].lstrip() if tail_cells else ""
    return f"{head} … {tail}".rstrip()


def _change(old: str, new: str, room: int) -> Text:
    if not new:
        return Text.assemble("cut ", (shortened(old, room - 4), "red strike"))
    if not old:
        return Text.assemble("add ", (shortened(new, room - 4), "green"))
    room -= 3
    share = max(room // 2, room - cell_len(new))
    old = shortened(old, share)
    return Text.assemble((old, "red"), " → ", (shortened(new, room - cell_len(old)), "green"))


def _code(character: str) -> str:
    return f"⟨{ord(character):04X}⟩"
