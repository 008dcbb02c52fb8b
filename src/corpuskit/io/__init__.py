"""Readers and writers: one a format, all of the same shape; each is loaded when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpuskit.io.diff import Change, diff_runs
    from corpuskit.io.frames import to_arrow, to_pandas, to_polars
    from corpuskit.io.html import parse_html, read_html
    from corpuskit.io.jsonl import write_jsonl
    from corpuskit.io.reading import Reading, read, read_csv, read_jsonl, read_parquet, read_warc
    from corpuskit.io.results import Summary, run, write_results
    from corpuskit.io.text import read_text

_MODULES = {
    "diff": ("Change", "diff_runs"),
    "frames": ("to_arrow", "to_pandas", "to_polars"),
    "html": ("parse_html", "read_html"),
    "jsonl": ("write_jsonl",),
    "reading": ("Reading", "read", "read_csv", "read_jsonl", "read_parquet", "read_warc"),
    "results": ("Summary", "run", "write_results"),
    "text": ("read_text",),
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Change",
    "Reading",
    "Summary",
    "diff_runs",
    "parse_html",
    "read",
    "read_csv",
    "read_html",
    "read_jsonl",
    "read_parquet",
    "read_text",
    "read_warc",
    "run",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "write_jsonl",
    "write_results",
]
