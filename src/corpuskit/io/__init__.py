"""Readers and writers: one a format, all of the same shape."""

from corpuskit.io.diff import Change, diff_runs
from corpuskit.io.frames import to_arrow, to_pandas, to_polars
from corpuskit.io.html import parse_html, read_html
from corpuskit.io.jsonl import write_jsonl
from corpuskit.io.reading import Reading, read, read_csv, read_jsonl, read_parquet, read_warc
from corpuskit.io.results import Summary, run, write_results
from corpuskit.io.text import read_text

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
