"""Plots as inline SVG, each with its numbers as a table: bars, and a grid of counts over time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 560
BAR, GAP = 16, 10
LABEL, LABEL_LETTERS = 204, 26
COUNT = 52
MOST_BARS = 12
MOST_COLUMNS = 12
WIDEST_CELL, GRID_ROW, GRID_HEAD = 96, 24, 58
UNDATED = "no date"
PRECISIONS = (10, 7, 4)
"""Letters of an ISO date that tell day, month, year."""


@attrs.frozen
class Bar:
    """A line of a bar chart; `href` leads to what was counted."""

    label: str
    count: int
    href: str = ""


def bars(title: str, unit: str, items: Sequence[Bar], *, tone: str) -> str:
    """A figure of horizontal bars, longest first; what does not fit is summed up in words."""
    ordered = sorted(items, key=lambda bar: (-bar.count, bar.label))
    if not ordered:
        return figure(title, f"<p class='none'>No {escape(unit)}.</p>")
    shown, rest = ordered[:MOST_BARS], ordered[MOST_BARS:]
    height = len(shown) * (BAR + GAP) + GAP
    room = WIDTH - LABEL - COUNT
    lines = []
    for number, bar in enumerate(shown):
        y = GAP + number * (BAR + GAP)
        length = max(2, round(room * bar.count / shown[0].count))
        line = (
            f'<text class="label" x="{LABEL - 10}" y="{y + 12.5}" text-anchor="end">'
            f"{escape(_clipped(bar.label))}</text>"
            f'<rect class="bar" x="{LABEL}" y="{y}" width="{length}" height="{BAR}" rx="2"/>'
            f'<text class="count" x="{LABEL + length + 8}" y="{y + 12.5}">{bar.count:,}</text>'
        )
        lines.append(_linked(line, bar, unit, y))
    note = ""
    if rest:
        total = sum(bar.count for bar in rest)
        note = f"{total:,} {unit} more under {len(rest):,} other name{'s' * (len(rest) > 1)}."
    drawing = _svg(title, height, "".join(lines), tone)
    rows = [(bar.label, f"{bar.count:,}") for bar in ordered]
    return figure(title, drawing, note, table(("", unit), rows))


def grid(title: str, unit: str, counts: Mapping[tuple[str, str], int], *, tone: str) -> str:
    """A figure of counts by type (rows) and date (columns); keys are (type, ISO date or "").

    The finest of day, month, year is drawn that gives no more columns than fit; columns without
    anything are left out, a last one holds what has no date, and what is not drawn is counted.
    """
    if not counts:
        return figure(title, f"<p class='none'>No {escape(unit)}.</p>")
    columns, cells = _columns(counts)
    types = sorted({kind for kind, _ in cells})
    step = min((WIDTH - LABEL) / len(columns), WIDEST_CELL)
    parts = []
    for number, column in enumerate(columns):
        x = LABEL + number * step + step / 2
        turned = f'transform="translate({x:.1f} {GRID_HEAD - 8}) rotate(-45)"'
        parts.append(f'<text class="tick" {turned}>{escape(column)}</text>')
    for line, kind in enumerate(types):
        y = GRID_HEAD + line * GRID_ROW
        label = f'<text class="label" x="{LABEL - 10}" y="{y + 15}" text-anchor="end">'
        parts.append(f"{label}{escape(_clipped(kind))}</text>")
        row = [cells.get((kind, column), 0) for column in columns]
        parts += [_cell(count, LABEL + k * step, y, step, cells) for k, count in enumerate(row)]
    drawing = _svg(title, GRID_HEAD + len(types) * GRID_ROW + 4, "".join(parts), tone)
    missing = sum(counts.values()) - sum(cells.values())
    note = "Dates without any are left out."
    if missing:
        note += f" {missing:,} {unit} of less exact or earlier dates are not drawn."
    rows = [(k, *(str(cells.get((k, c), 0)) for c in columns)) for k in types]
    return figure(title, drawing, note, table(("", *columns), rows))


def figure(title: str, drawing: str, note: str = "", numbers: str = "") -> str:
    """A drawing with its heading, a remark, and the numbers to unfold."""
    remark = f'<p class="remark">{escape(note)}</p>' if note else ""
    unfold = f"<details><summary>As a table</summary>{numbers}</details>" if numbers else ""
    return (
        f'<figure class="plot"><figcaption><h3>{escape(title)}</h3></figcaption>'
        f"{drawing}{remark}{unfold}</figure>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Plain numbers, the first column being the names."""
    top = "".join(f'<th scope="col">{escape(name) or "Name"}</th>' for name in head)
    lines = (
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="Numbers"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _columns(
    counts: Mapping[tuple[str, str], int],
) -> tuple[list[str], dict[tuple[str, str], int]]:
    """The dates that are drawn, and the counts by type and date."""
    dated = {key: count for key, count in counts.items() if key[1]}
    undated = {(kind, UNDATED): count for (kind, date), count in counts.items() if not date}
    cells: dict[tuple[str, str], int] = {}
    columns: list[str] = []
    for letters in PRECISIONS:
        cells = {}
        for (kind, date), count in dated.items():
            start = date.partition("..")[0][:letters]
            if len(start) == letters:
                cells[kind, start] = cells.get((kind, start), 0) + count
        columns = sorted({date for _, date in cells})
        if len(columns) <= MOST_COLUMNS and 2 * sum(cells.values()) >= sum(dated.values()):
            break
    columns = columns[-MOST_COLUMNS:]
    cells = {key: count for key, count in cells.items() if key[1] in columns}
    return [*columns, *([UNDATED] if undated else [])], cells | undated


def _cell(count: int, x: float, y: int, step: float, cells: Mapping[tuple[str, str], int]) -> str:
    level = 0 if not count else 1 + round(3 * (count - 1) / max(1, max(cells.values()) - 1))
    size = f'width="{step - 3:.1f}" height="{GRID_ROW - 3}" rx="2"'
    box = f'<rect class="cell level{level}" x="{x:.1f}" y="{y}" {size}/>'
    if not count:
        return box
    middle = x + (step - 3) / 2
    return f'{box}<text class="count" x="{middle:.1f}" y="{y + 15}" text-anchor="middle">{count}</text>'


def _linked(line: str, bar: Bar, unit: str, y: int) -> str:
    spoken = escape(f"{bar.label}: {bar.count} {unit}")
    if not bar.href:
        return f"<g><title>{spoken}</title>{line}</g>"
    area = f'<rect class="hit" x="0" y="{y - GAP // 2}" width="{WIDTH}" height="{BAR + GAP}"/>'
    return f'<a href="{escape(bar.href)}" aria-label="{spoken}"><title>{spoken}</title>{area}{line}</a>'


def _svg(title: str, height: int, inner: str, tone: str) -> str:
    return (
        f'<div class="drawing"><svg class="{tone}" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{escape(title)}">{inner}</svg></div>'
    )


def _clipped(label: str) -> str:
    label = " ".join(label.split())
    return label if len(label) <= LABEL_LETTERS else label[: LABEL_LETTERS - 1].rstrip() + "…"
