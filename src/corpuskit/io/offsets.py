"""Offsets for other languages: UTF-16 units and UTF-8 bytes beside code points."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Literal

Offsets = Literal["utf16", "bytes"]

UNITS = {
    "utf16": lambda character: 2 if character > "\uffff" else 1,
    "bytes": lambda character: len(character.encode("utf-8", "surrogatepass")),
}


def with_offsets(row: dict[str, Any], text: str, raw: str, offsets: Offsets) -> dict[str, Any]:
    """The row with `start_utf16` and `end_utf16` (or `..._bytes`) in every span.

    Spans under `raw` and `raw_parts` count in `raw`, all others in `text`.
    """
    places = {"text": _counted(text, offsets), "raw": _counted(raw, offsets)}
    counted: dict[str, Any] = _within(row, "text", places, offsets)
    return counted


def _within(value: Any, where: str, places: dict[str, Any], offsets: Offsets) -> Any:
    if isinstance(value, list | tuple):
        return [_within(inner, where, places, offsets) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"start", "end"}:
        return value | {f"{end}_{offsets}": places[where](value[end]) for end in ("start", "end")}
    return {
        key: _within(inner, "raw" if key in {"raw", "raw_parts"} else where, places, offsets)
        for key, inner in value.items()
    }


def _counted(text: str, offsets: Offsets) -> Any:
    """From an index into `text` to the units before it."""
    if text.isascii() or (offsets == "utf16" and max(text) <= "\uffff"):
        return int
    before = [0, *accumulate(map(UNITS[offsets], text))]
    return before.__getitem__
