"""Whatever the user points to, as a stream of documents."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

import attrs

from corpuskit.document import Document
from corpuskit.errors import ConfigError, InputError
from corpuskit.io.csv import csv_documents
from corpuskit.io.fields import Options
from corpuskit.io.html import html_documents
from corpuskit.io.jsonl import jsonl_documents
from corpuskit.io.parquet import parquet_documents
from corpuskit.io.sources import MAX_BYTES, PACKED, Source, is_remote, opened, remote
from corpuskit.io.text import text_documents
from corpuskit.io.warc import warc_documents
from corpuskit.metadata import Meta
from corpuskit.records import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpuskit.workers import OnError

    Reader = Callable[[IO[bytes], Source, Options], Iterator[Document | InputError]]

READERS: dict[str, Reader] = {
    ".txt": text_documents,
    ".text": text_documents,
    ".html": html_documents,
    ".htm": html_documents,
    ".xhtml": html_documents,
    ".jsonl": jsonl_documents,
    ".ndjson": jsonl_documents,
    ".csv": csv_documents,
    ".tsv": csv_documents,
    ".parquet": parquet_documents,
    ".warc": warc_documents,
    ".wet": warc_documents,
}
"""One reader a format: from open file, source and options to documents and errors in their places."""

SUFFIXES = tuple(READERS) + tuple(name + packed for name in READERS for packed in PACKED)

HEAD = 1024
"""Bytes that tell the format of a file whose name does not."""

FOREIGN = {b"%PDF-": "a PDF", b"PK\x03\x04": "an office document or ZIP archive"}
"""How files begin that are no text, though they may look like it."""

WHOLE_JSON = re.compile(rb"\[\s*\{|\{\s*\n")
"""A list of objects, or an object over several lines."""


@overload
def read(
    paths: str | Path | Iterable[str | Path],
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: Literal["raise"] = "raise",
) -> Reading[Document]: ...
@overload
def read(
    paths: str | Path | Iterable[str | Path],
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: OnError,
) -> Reading[Document | Failure]: ...
def read(
    paths: str | Path | Iterable[str | Path],
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: OnError = "raise",
) -> Reading[Document] | Reading[Document | Failure]:
    """The documents under one or more paths: folders, files, URLs, or "-" for standard input.

    Text, HTML, JSON Lines, CSV and TSV, Parquet, WARC and WET, each also as .gz or .zst. A folder
    gives its files of these endings at any depth, sorted by name; ids are paths relative to it. A
    file named outright is read by its name, and by its content if that tells nothing. Texts in
    lines, rows and archives come with an id of their own, or `name:LINE`. An id that came before
    gets `#2`, `#3`, ..., the given one stays in `meta["given_id"]`.

    `fields`: where to find what, {"text": "body", "date": "pubdate"}; else usual names are found.
    `max_bytes`: a line, file or page with more is refused, which bounds memory.
    Raises: InputError: for a path that is not there and a folder without articles, at once; for a
    broken file or record unless on_error="collect", which puts a `Failure` in its place.
    """
    if on_error not in {"raise", "collect"}:
        raise ConfigError("on_error", '"raise" or "collect"', on_error)
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    for path in several:
        next(sources_of(path))  # what is not there is told at once
    return Reading(several, Options.of(fields, max_bytes), on_error)


def read_jsonl(
    path: str | Path,
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: OnError = "raise",
) -> Iterator[Document | Failure]:
    """The articles of a JSON Lines file: a text and, if given, an id; the rest is `meta`.

    Options and errors: see `read`.
    """
    return _one(jsonl_documents, path, fields, max_bytes, on_error)


def read_csv(
    path: str | Path,
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: OnError = "raise",
) -> Iterator[Document | Failure]:
    """The articles of a CSV or TSV file, a row each; its first line names the columns.

    Commas, semicolons, tabs and bars are told apart by that line. Options and errors: see `read`.
    """
    return _one(csv_documents, path, fields, max_bytes, on_error)


def read_parquet(
    path: str | Path,
    *,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: OnError = "raise",
) -> Iterator[Document | Failure]:
    """The articles of a Parquet file, a row each. Options and errors: see `read`.

    Raises: MissingDependency: without the extra `arrow`.
    """
    return _one(parquet_documents, path, fields, max_bytes, on_error)


def read_warc(
    path: str | Path, *, max_bytes: int = MAX_BYTES, on_error: OnError = "raise"
) -> Iterator[Document | Failure]:
    """The HTML pages of a WARC file (answers with a status of 2xx), or the texts of a WET file.

    `meta` keeps `url`, `warc_record_id` and `warc_date`. Options and errors: see `read`.
    Raises: MissingDependency: without the extras `warc` and, for pages, `html`.
    """
    return _one(warc_documents, path, None, max_bytes, on_error)


Item_co = TypeVar("Item_co", covariant=True)


class Reading(Iterator[Item_co], Generic[Item_co]):
    """The documents of `read`, one by one, and how far it has come.

    `passed_over`: how many files of each ending lay in folders so far that no reader takes.
    """

    def __init__(self, paths: list[str | Path], options: Options, on_error: OnError) -> None:
        self._paths = paths
        self._total: int | None = None
        self._done = 0
        self._now: Any = None
        self.passed_over: Counter[str] = Counter()
        sources = chain.from_iterable(sources_of(path, self.passed_over) for path in paths)
        items = _named_apart(self._documents(sources, options, on_error))
        self._items = cast("Iterator[Item_co]", items)  # failures only where they are collected

    def __next__(self) -> Item_co:
        return next(self._items)

    @property
    def fraction(self) -> float | None:
        """The share of the bytes that were read, 0..1; None where the whole is not known."""
        if self._total is None:
            sizes = [source.size for path in self._paths for source in sources_of(path)]
            self._total = 0 if None in sizes else sum(size or 0 for size in sizes)
        if not self._total:
            return None
        here = self._now.tell() if self._now is not None and not self._now.closed else 0
        return min(1.0, (self._done + here) / self._total)

    def _documents(
        self, sources: Iterable[Source], options: Options, on_error: OnError
    ) -> Iterator[Document | Failure]:
        for source in sources:
            watched = attrs.evolve(source, file=partial(self._watched, source))
            yield from _settled(watched, None, options, on_error)
            self._done += source.size or 0
            self._now = None

    def _watched(self, source: Source) -> IO[bytes]:
        file = source.file()
        self._now = file if source.size is not None else None
        return file


def _one(
    reader: Reader,
    path: str | Path,
    fields: Mapping[str, str] | None,
    max_bytes: int,
    on_error: OnError,
) -> Iterator[Document | Failure]:
    return _settled(Source.of(path), reader, Options.of(fields, max_bytes), on_error)


def _settled(
    source: Source, reader: Reader | None, options: Options, on_error: OnError
) -> Iterator[Document | Failure]:
    """The documents of a source; errors are raised, or become failures in their places."""
    try:
        with opened(source) as file:
            for item in (reader or _reader(source, file.peek(HEAD)))(file, source, options):
                if isinstance(item, Document):
                    yield item
                elif on_error == "raise":
                    raise item
                else:
                    yield _failure(item, source)
    except InputError as error:
        if on_error == "raise":
            raise
        yield _failure(error, source)


def _failure(error: InputError, source: Source) -> Failure:
    inside = error.line if error.record is None else error.record
    name = source.name if inside is None else f"{source.name}:{inside}"
    return Failure(name, "read", "InputError", error.problem, error.place)


def _reader(source: Source, head: bytes) -> Reader:
    """By the name of the file, else by its first bytes.

    Raises: InputError: for what would be taken for text and is none.
    """
    by_name = READERS.get(source.suffix)
    if by_name:
        return by_name
    if head.startswith(b"PAR1"):
        return parquet_documents
    if head.startswith(b"WARC/"):
        return warc_documents
    for magic, what in FOREIGN.items():
        if head.startswith(magic):
            raise InputError(source.path, f"is {what}; wanted text: save it as .txt or .html")
    if WHOLE_JSON.match(head.lstrip()):
        mend = "one object a line is wanted, as jq makes them: jq -c '.[]' dump.json > dump.jsonl"
        raise InputError(source.path, f"is JSON, but not JSON Lines; {mend}")
    begin = head.lstrip().lower()
    if begin.startswith(b"{"):
        return jsonl_documents
    return html_documents if begin.startswith((b"<!doctype html", b"<html")) else text_documents


def sources_of(path: str | Path, passed: Counter[str] | None = None) -> Iterator[Source]:
    """The files that `path` stands for, each with the id it gives; `passed` counts those left aside."""
    path = str(path)
    passed = Counter() if passed is None else passed
    if path == "-":
        yield Source.of(path)
    elif is_remote(path):
        yield from _remote_sources(path, passed)
    elif os.path.isdir(path):  # noqa: PTH112, no Path for each of a million files
        yield from _of_folder(path, _walk(path, "", passed), passed)
    elif os.path.exists(path):  # noqa: PTH110, as above
        yield Source.of(path)
    else:
        raise InputError(path, "no such file or folder")


def _remote_sources(url: str, passed: Counter[str]) -> Iterator[Source]:
    system, inside = remote(url)
    try:
        if not system.isdir(inside):
            if not system.exists(inside):
                raise InputError(url, "no such file or folder")
            yield Source.of(url)
            return
        found = sorted(system.find(inside))
    except OSError as error:
        raise InputError(url, error.strerror or str(error)) from error
    start = len(inside.rstrip("/")) + 1
    names = (path[start:] for path in found)
    wanted = (name for name in names if _is_wanted(name, passed))
    yield from _of_folder(url.rstrip("/"), wanted, passed)


def _of_folder(folder: str, names: Iterator[str], passed: Counter[str]) -> Iterator[Source]:
    empty = True
    for name in names:
        empty = False
        yield Source.of(f"{folder}/{name}", name)
    if empty:
        listed = ", ".join(READERS)
        there = ", ".join(end or "names without an ending" for end in sorted(passed))
        got = f"; there are only {there}" if passed else ""
        raise InputError(folder, f"the folder has no files of a format that is read: {listed}{got}")


def _walk(folder: str, below: str, passed: Counter[str]) -> Iterator[str]:
    """Names of files below a folder, sorted part by part; those that begin with a dot are left out."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if e.name[0] != "."), key=lambda e: e.name)
    except OSError as error:
        raise InputError(folder, error.strerror or str(error)) from error
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{below}{entry.name}/", passed)
        elif entry.is_file() and _is_wanted(entry.name, passed):
            yield below + entry.name


def _is_wanted(name: str, passed: Counter[str]) -> bool:
    if any(part.startswith(".") for part in name.split("/")):
        return False
    wanted = name.lower().endswith(SUFFIXES)
    if not wanted:
        passed[os.path.splitext(name)[1].lower()] += 1  # noqa: PTH122, as above
    return wanted


def _named_apart(documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    seen: dict[str, int] = {}
    for item in documents:
        if isinstance(item, Failure):
            yield item
            continue
        times = seen.get(item.id, 0) + 1
        if times == 1:
            seen[item.id] = 1
            yield item
            continue
        while (renamed := f"{item.id}#{times}") in seen:
            times += 1
        seen[item.id], seen[renamed] = times, 1
        meta = Meta.of({**item.meta, "given_id": item.id})
        yield attrs.evolve(item, id=renamed, meta=meta)
