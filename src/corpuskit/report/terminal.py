"""Edits, changes and counts as lines of a terminal: they fit its width, and can be read without colour."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.edits import AppliedEdit
    from corpuskit.io.diff import Change
    from corpuskit.io.results import Summary

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


def summary_table(summary: Summary, passed_over: Counter[str]) -> Table:
    """What a run did: edits by step and rule, records by kind, what was left out, failures."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    edits: Counter[tuple[str, str]] = Counter()
    for (step, reason), count in summary.edits.items():
        edits[step, ":".join(reason.split(":")[:2])] += count
    rows = [(f"edits by {step}", reason, count) for (step, reason), count in edits.items()]
    rows += [("records", name, count) for name, count in summary.records.items()]
    if summary.skipped:
        rows.append(("not read by extractors", "other language or too long", summary.skipped))
    if summary.left_out:
        rows.append(("left out", "other language", summary.left_out))
    rows += [("files passed over", end or "no ending", n) for end, n in sorted(passed_over.items())]
    rows.append(("failures", "", len(summary.failures)))
    for before, (what, which, count) in zip(["", *(row[0] for row in rows)], rows, strict=False):
        table.add_row("" if what == before else what, which, f"{count:,}")
    return table


def row_line(row: dict[str, Any]) -> str:
    """A row of results in a line: an edit, or the words that a record is about."""
    if "old" in row:
        place = f"{row['raw']['start']}-{row['raw']['end']}"
        return f"{place} {row['reason']} {_short(row['old'])} → {_short(row['new'])}"
    words = [v["text"] for v in row.values() if isinstance(v, dict) and "text" in v]
    plain = [v for k, v in row.items() if isinstance(v, str) and k not in {"document", "id"}]
    return " | ".join(map(_short, [row.get("id", ""), *words[:1], *plain]))


def text_changes(change: Change) -> Iterator[str]:
    """The lines of a text that only one of two runs has, with their signs."""
    before = change.only_first[0]["text"].splitlines()
    after = change.only_second[0]["text"].splitlines()
    for line in list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]:
        if not line.startswith("@@"):
            yield f"{line[0]} text: {_short(line[1:])}"


def option_line(option: attrs.Attribute[Any]) -> str:
    """An option of a step with its type and default."""
    kind = option.type if isinstance(option.type, str) else getattr(option.type, "__name__", "")
    if option.default is attrs.NOTHING:
        return f"{option.name}: {kind}"
    made = isinstance(option.default, attrs.Factory)  # type: ignore[arg-type]  # a class at run time
    return f"{option.name}: {kind}" if made else f"{option.name}: {kind} = {option.default!r}"


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


def _short(text: str) -> str:
    """Words of an edit on one line, the long ones shortened in the middle."""
    shown = visible(text.encode("utf-8", "backslashreplace").decode())
    return shown if len(shown) <= 60 else f"{shown[:40]} … {shown[-15:]}"
