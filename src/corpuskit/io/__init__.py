"""Readers and writers: one a format, all of the same shape."""

from corpuskit.io.html import parse_html, read_html
from corpuskit.io.jsonl import read_jsonl, write_jsonl
from corpuskit.io.reading import read
from corpuskit.io.results import Summary, write_results
from corpuskit.io.text import read_text

__all__ = [
    "Summary",
    "parse_html",
    "read",
    "read_html",
    "read_jsonl",
    "read_text",
    "write_jsonl",
    "write_results",
]
