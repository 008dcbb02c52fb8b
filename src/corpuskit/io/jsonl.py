"""JSON Lines: one article, or one record, a line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.codec import dumps
from corpuskit.document import Document
from corpuskit.errors import InputError
from corpuskit.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from corpuskit.workers import OnError

ALIASES = {"date": "published", "source": "site", "author": "byline", "headline": "title"}
"""Names that scrapers use, and the metadata fields that they mean."""


def read_jsonl(path: str | Path, *, on_error: OnError = "raise") -> Iterator[Document | Failure]:
    """The articles of a JSON Lines file: `text` (or `raw`) and, if given, `id`; the rest is `meta`.

    Without an `id` a document is called `name.jsonl:LINE`.
    Raises: InputError: for a line that is no such object; with on_error="collect" a `Failure` stands
    in its place and the rest is read.
    """
    path = Path(path)
    try:
        with path.open("rb") as lines:
            yield from read_lines(lines, str(path), path.name, on_error)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def read_lines(
    lines: Iterable[bytes], path: str, name: str, on_error: OnError
) -> Iterator[Document | Failure]:
    """As `read_jsonl`, for lines from anywhere."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _document(line, path, name, number)
        except InputError as error:
            if on_error == "raise":
                raise
            place = f"{path}, line {number}"
            yield Failure(f"{name}:{number}", "read", "InputError", error.problem, place)


def write_jsonl(rows: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    """Each row as a line of JSON in UTF-8; returns how many there were."""
    count = 0
    for row in rows:
        file.write(dumps(row).encode() + b"\n")
        count += 1
    return count


def _document(line: bytes, path: str, name: str, number: int) -> Document:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"not JSON: {error}", line=number) from error
    if not isinstance(row, dict):
        raise InputError(path, f"wanted an object, got {type(row).__name__}", line=number)
    text = row.get("text", row.get("raw"))
    if not isinstance(text, str):
        have = ", ".join(map(str, row)) or "nothing"
        raise InputError(path, f"wanted a string under 'text', got keys {have}", line=number)
    facts: dict[str, Any] = row
    meta: dict[str, Any] = {
        ALIASES.get(key, key): value if _is_scalar(value) else dumps(value)
        for key, value in facts.items()
        if key not in {"id", "text", "raw"}
    }
    meta["path"] = f"{path}:{number}"
    meta["sha256"] = hashlib.sha256(line).hexdigest()
    return Document(text, str(row.get("id", f"{name}:{number}")), meta=meta)


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
