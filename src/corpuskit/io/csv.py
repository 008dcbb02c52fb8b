"""CSV and TSV: one article a row, its columns named in the first."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import chain
from typing import IO, TYPE_CHECKING, cast

from corpuskit.decoding import decode
from corpuskit.errors import InputError
from corpuskit.io.sources import lines, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.document import Document
    from corpuskit.io.fields import Options
    from corpuskit.io.sources import Source

DELIMITERS = ",;\t|"

SAMPLE = 1 << 16
"""Bytes that tell the encoding."""


def csv_documents(
    file: IO[bytes], source: Source, options: Options
) -> Iterator[Document | InputError]:
    """The articles of a table; an error stands in the place of a row that is none.

    A row that cannot be right (a quote left open, too many cells) costs only the line it begins in: reading goes
    on with the next.
    Raises: InputError: for a table without rows of names, or without the columns asked for.
    """
    rows = _Rows(_decoded(file, options.max_bytes), options.max_bytes)
    head = rows.head()
    columns = rows.next_row()
    if columns is None:
        if head:
            raise InputError(source.path, "the first line has no names of columns", line=1)
        return
    if isinstance(columns, str):
        raise InputError(source.path, columns, line=1)
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise InputError(source.path, f"columns of the same name: {', '.join(twice)}", line=1)
    options.check_columns(source.path, columns)
    while (row := rows.next_row(len(columns))) is not None:
        number = rows.began
        if isinstance(row, str):
            yield InputError(source.path, row, line=number)
            continue
        filled = {name: cell for name, cell in zip(columns, row, strict=True) if cell}
        text = {name: "" for name in columns if name not in filled}
        place = {"path": f"{source.path}:{number}"}
        try:
            document = options.document(text | filled, f"{source.name}:{number}", **place)
        except InputError as error:
            yield InputError(source.path, error.problem, line=number)
        else:
            yield document


class _Rows:
    """The rows of a table, with the line that each begins in, and a way back to the line after it."""

    def __init__(self, decoded: Iterator[str | None], limit: int) -> None:
        self._lines = decoded
        self._limit = limit
        self._taken: list[str] = []
        self._delimiter = ","
        self._line = 0
        self.began = 1
        csv.field_size_limit(max(csv.field_size_limit(), limit))

    def head(self) -> str:
        """The first line, which tells what stands between the cells."""
        first = next(self._lines, None) or ""
        self._lines = chain([first] if first else [], self._lines)
        outside = "".join(first.split('"')[::2])
        self._delimiter = max(DELIMITERS, key=outside.count)
        return first

    def next_row(self, cells: int | None = None) -> list[str] | str | None:
        """The next row, what is wrong with it, or None after the last."""
        while True:
            self._taken = []
            self.began = self._line + 1
            try:
                row = next(csv.reader(self._feed(), delimiter=self._delimiter, strict=True), None)
            except csv.Error as error:
                return self._wrong(f"not CSV: {error}")
            except _TooLong:
                return self._wrong(too_long(self._limit))
            if row is None:
                return None
            if not row:
                continue  # an empty line
            if cells is not None and len(row) != cells:
                return self._wrong(f"wanted {cells} cells, got {len(row)}")
            return row

    def _feed(self) -> Iterator[str]:
        """Lines for one row."""
        size = 0
        for line in self._lines:
            self._line += 1
            self._taken.append(line or "")
            size += len(line or "")
            if line is None or size > self._limit:
                raise _TooLong
            yield line

    def _wrong(self, problem: str) -> str:
        """Goes back to the line after the one in which the row began."""
        again = self._taken[1:]
        self._lines = chain(again, self._lines)
        self._line -= len(again)
        return problem


class _TooLong(Exception):  # noqa: N818, never leaves this module
    """A row over the limit."""


def _decoded(file: IO[bytes], limit: int) -> Iterator[str | None]:
    """Lines of text, line ends untouched: UTF-16 by its mark, else UTF-8.

    A line that is no UTF-8 is read in the encoding that the beginning of the file seems to have.
    """
    buffered = cast("io.BufferedReader", file)
    head = buffered.peek(SAMPLE)[:SAMPLE]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = io.TextIOWrapper(buffered, "utf-16", "replace", newline="")
        yield from wide
        wide.detach()
        return
    other = ""
    for number, line in enumerate(lines(file, limit)):
        if line is None:
            yield None
            continue
        plain = line if number else line.removeprefix(codecs.BOM_UTF8)
        try:
            yield plain.decode("utf-8")
        except UnicodeDecodeError:
            other = other or decode(head).note.encoding
            yield plain.decode("cp1252" if other == "utf-8" else other, "replace")
