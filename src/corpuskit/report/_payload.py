"""An article as the page's script reads it: offsets in UTF-16 units, words as spans, nothing twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from corpuskit.codec import dumps
from corpuskit.report import _rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpuskit.document import Document
    from corpuskit.edits import AppliedEdit, Edit
    from corpuskit.report._rows import Part, Row

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def article_payload(
    document: Document, row: Row, records: Mapping[str, Sequence[Row]], kinds: tuple[str, ...]
) -> dict[str, Any]:
    """Raw text, edits (from raw to clean in one go), records, and what the steps noted.

    `edits`: [start, end, new, [[step, reason, old, new, confidence], ...]], offsets into raw.
    `records`: [kind, id, [[start, end, main], ...], evidence, [[field, parts], ...]], offsets into
    the clean text. A part is a string, or [start, end].
    """
    in_raw, in_text = utf16(document.raw), utf16(document.text)
    applied = document.edits
    return {
        "raw": document.raw,
        "edits": [
            [in_raw(edit.start), in_raw(edit.end), edit.new, _history(edit, steps)]
            for edit, steps in _with_steps(document.raw_edits, applied)
        ],
        "records": [
            [
                number,
                record["id"],
                [
                    [in_text(start), in_text(end), int(main)]
                    for start, end, main in _rows.highlights(kind, record)
                ],
                [in_text(place) for place in _rows.evidence(record) or ()],
                [[name, moved(parts, in_text)] for name, parts in _rows.fields(kind, record)],
            ]
            for number, kind in enumerate(kinds)
            for record in records.get(kind, ())
        ],
        "meta": [[name, str(value)] for name, value in row["meta"].items() if value is not None],
        "fields": [[f["name"], f["value"], f"{f['origin']}, {f['rule']}"] for f in row["fields"]],
        "notes": [[note["step"], note["note"], _note(note)] for note in row["notes"]],
    }


def moved(parts: list[Part], units: Callable[[int], int]) -> list[str | list[int]]:
    """The same parts, their spans in UTF-16 units."""
    return [part if isinstance(part, str) else [units(place) for place in part] for part in parts]


def utf16(text: str) -> Callable[[int], int]:
    """From offsets in code points to offsets in UTF-16 units, as JavaScript counts.

    >>> utf16("a😀b")(2)
    3
    """
    astral = [match.start() for match in ASTRAL.finditer(text)]
    return lambda place: place + bisect_left(astral, place)


def for_script(value: Any) -> str:
    r"""JSON that may stand inside a script element: no `<`, no U+2028 or U+2029.

    >>> for_script("</script>")
    '"\\u003c/script>"'
    """
    line = dumps(value)
    return line.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _with_steps(
    edits: tuple[Edit, ...], applied: tuple[AppliedEdit, ...]
) -> list[tuple[Edit, list[AppliedEdit]]]:
    """Each composed edit with the changes it is made of, in the order in which they were made."""
    starts = [edit.start for edit in edits]
    steps: list[list[AppliedEdit]] = [[] for _ in edits]
    for change in applied:
        at = bisect_left(starts, change.raw.start + 1) - 1
        for k in (at, at + 1):  # an insertion at the border may belong to either
            if 0 <= k < len(edits) and change.reason in edits[k].reason.split(" + "):
                edit = edits[k]
                if edit.start <= change.raw.start and change.raw.end <= edit.end:
                    steps[k].append(change)
                    break
    return list(zip(edits, steps, strict=True))


def _history(edit: Edit, steps: list[AppliedEdit]) -> list[list[Any]]:
    """The changes behind an edit; the words only where more than one was needed."""
    if len(steps) > 1:
        return [[s.step, s.reason, s.old, s.new, s.confidence] for s in steps]
    return [[steps[0].step if steps else "", edit.reason, None, None, edit.confidence]]


def _note(note: Row) -> list[str]:
    """A note in words; its mentions count in the text that its step saw, so they stand as text."""
    return [
        f"{name.replace('_', ' ')}: {told}"
        for name, value in note.items()
        if name not in {"step", "note"} and (told := _told(value))
    ]


def _told(value: Any) -> str:
    if _rows.is_mention(value):
        return f"“{value['text']}”"
    if isinstance(value, list):
        return "; ".join(_told(item) for item in value)
    return "".join(part for part in _rows.told_of(value) if isinstance(part, str))
