"""An article as notebooks show it: plain HTML without script or style sheet, so it survives anywhere."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from corpuskit.report import _rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.document import Document
    from corpuskit.io.stored import Stored
    from corpuskit.report._rows import Part, Row

MOST_CHARACTERS = 20_000
MOST_ROWS = 100
LONGEST_WORDS = 300
TINTS = {
    "quotes": "background:rgba(240,180,0,.28)",
    "officials": "border-bottom:2px solid #3b82d6",
    "events": "text-decoration:underline dotted #9a5fe0 3px",
}
OTHER_TINT = "border-top:2px solid #14938a"
TABLE = "border-collapse:collapse;text-align:left"


def card(stored: Stored) -> str:
    """The clean text with its records marked, and tables of records and edits to unfold."""
    document, records = stored.document, stored.records
    kinds = _rows.in_order(records)
    title = stored.row["metadata"].get("title") or document.id or "(no name)"
    sizes = f"{len(document.raw):,} characters raw, {len(document.text):,} clean"
    legend = " ".join(
        f'<span style="{_tint(kind)}">{escape(kind.replace("_", " "))}</span>' for kind in kinds
    )
    tables = "".join(_record_table(document, kind, records[kind]) for kind in kinds)
    more = ""
    if len(document.text) > MOST_CHARACTERS:
        more = f"<p>… {len(document.text) - MOST_CHARACTERS:,} characters more: see to_html().</p>"
    return (
        '<div style="max-width:46em;line-height:1.6">'
        f"<p><strong>{escape(str(title))}</strong><br>{escape(sizes)} · {legend}</p>"
        f'<div style="white-space:pre-wrap">{_marked(document.text, kinds, records)}</div>{more}'
        f"{tables}{_edit_table(document)}</div>"
    )


def _marked(text: str, kinds: tuple[str, ...], records: dict[str, tuple[Row, ...]]) -> str:
    """The text, each stretch between two borders of records in the styles of all that cover it."""
    opening: dict[int, list[tuple[int, str, str]]] = {}
    for kind in kinds:
        for row in records[kind]:
            told = f"{_rows.singular(kind)} {row['id']}: {_told(text, _rows.cells(kind, row)[:2])}"
            for start, end, is_main in _rows.highlights(kind, row):
                if is_main:
                    opening.setdefault(start, []).append((end, kind, told))
    ends = {end for spans in opening.values() for end, _, _ in spans}
    shown = text[:MOST_CHARACTERS]
    borders = sorted({0, len(shown), *(b for b in {*opening, *ends} if b < len(shown))})
    parts = []
    active: list[tuple[int, str, str]] = []
    for start, end in pairwise(borders):
        active = [span for span in active if span[0] > start] + opening.get(start, [])
        words = escape(shown[start:end])
        if active:
            style = ";".join(dict.fromkeys(_tint(kind) for _, kind, _ in active))
            said = escape("\n".join(dict.fromkeys(told for _, _, told in active)))
            words = f'<span style="{style}" title="{said}">{words}</span>'
        parts.append(words)
    return "".join(parts)


def _record_table(document: Document, kind: str, rows: tuple[Row, ...]) -> str:
    lines = ([_told(document.text, [cell]) for cell in _rows.cells(kind, row)] for row in rows)
    return _table(f"{len(rows):,} {kind.replace('_', ' ')}", _rows.columns(kind), lines, len(rows))


def _edit_table(document: Document) -> str:
    edits = document.edits
    lines = (
        [f"{e.raw.start}–{e.raw.end}", e.step, e.reason, _clipped(e.old), _clipped(e.new)]
        for e in edits
    )
    head = ("Raw place", "Step", "Rule", "From", "To")
    return _table(f"{len(edits):,} edit{'s' * (len(edits) != 1)}", head, lines, len(edits))


def _table(title: str, head: Iterable[str], lines: Iterable[list[str]], count: int) -> str:
    top = "".join(f'<th style="text-align:left">{escape(name)}</th>' for name in head)
    rows = []
    for _, line in zip(range(MOST_ROWS), lines, strict=False):
        cells = "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in line)
        rows.append(f"<tr>{cells}</tr>")
    more = f"<p>{count - MOST_ROWS:,} more: see to_html().</p>" if count > MOST_ROWS else ""
    return (
        f"<details><summary>{escape(title)}</summary>"
        f'<table style="{TABLE}"><tr>{top}</tr>{"".join(rows)}</table>{more}</details>'
    )


def _told(text: str, cells: Iterable[list[Part]]) -> str:
    told = (
        "".join(part if isinstance(part, str) else text[slice(*part)] for part in cell)
        for cell in cells
    )
    return _clipped(" – ".join(words for words in told if words != "–"))


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def _tint(kind: str) -> str:
    return TINTS.get(kind, OTHER_TINT)
