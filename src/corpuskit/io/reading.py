"""Whatever the user points to, as a stream of documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import InputError
from corpuskit.io.html import read_html
from corpuskit.io.jsonl import read_jsonl, read_lines
from corpuskit.io.text import document_of, read_text
from corpuskit.metadata import Meta
from corpuskit.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.document import Document
    from corpuskit.workers import OnError

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
JSONL = frozenset({".jsonl", ".ndjson"})


def read(
    paths: str | Path | Iterable[str | Path], *, on_error: OnError = "raise"
) -> Iterator[Document | Failure]:
    """The documents under one or more paths: folders, text files, HTML, JSON Lines, or "-" for stdin.

    A folder gives its `.txt`, `.html` and `.jsonl` files at any depth, sorted by name; ids are paths relative
    to it. A file named outright is read by its name, and as text if that tells nothing. An id that
    came before gets `#2`, `#3`, ..., the given one stays in `meta["given_id"]`.
    Raises: InputError: for a path that is not there and a folder without articles, at once; for a
    broken file or line unless on_error="collect", which puts a `Failure` in its place.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    files = [found for path in several for found in _files(path)]
    return _named_apart(_documents(files, on_error))


def _files(path: str | Path) -> list[tuple[Path, str]]:
    """The files that `path` stands for, each with the id it gives."""
    if str(path) == "-":
        return [(Path("-"), "stdin")]
    path = Path(path)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in TEXT | HTML | JSONL)
        files = [(p, p.relative_to(path).as_posix()) for p in found if p.is_file()]
        if not files:
            raise InputError(str(path), "the folder has no .txt, .html or .jsonl files")
        return files
    if not path.exists():
        raise InputError(str(path), "no such file or folder")
    return [(path, path.name)]


def _documents(
    files: Iterable[tuple[Path, str]], on_error: OnError
) -> Iterator[Document | Failure]:
    for path, name in files:
        try:
            if str(path) == "-":
                yield from _stdin(on_error)
            elif path.suffix.lower() in JSONL:
                yield from read_jsonl(path, on_error=on_error)
            elif path.suffix.lower() in HTML:
                yield read_html(path, id=name)
            else:
                yield read_text(path, id=name)
        except InputError as error:
            if on_error == "raise":
                raise
            yield Failure(name, "read", "InputError", error.problem, str(path))


def _stdin(on_error: OnError) -> Iterator[Document | Failure]:
    """JSON Lines if the first line is an object, else the text of one article."""
    data = sys.stdin.buffer.read()
    if data.lstrip()[:1] == b"{":
        yield from read_lines(data.splitlines(), "stdin", "stdin", on_error)
    else:
        yield document_of(data, "stdin", "stdin")


def _named_apart(documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    seen: dict[str, int] = {}
    for item in documents:
        if isinstance(item, Failure):
            yield item
            continue
        times = seen[item.id] = seen.get(item.id, 0) + 1
        if times == 1:
            yield item
            continue
        meta = Meta.of({**item.meta, "given_id": item.id})
        renamed = f"{item.id}#{times}"
        seen[renamed] = 1
        yield attrs.evolve(item, id=renamed, meta=meta)
