"""JSON Lines: one article, or one record, a line."""

from __future__ import annotations

import hashlib
import json
from typing import IO, TYPE_CHECKING, Any

from corpuskit.codec import dumps
from corpuskit.errors import InputError
from corpuskit.io.sources import lines, too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.document import Document
    from corpuskit.io.fields import Options
    from corpuskit.io.sources import Source


def jsonl_documents(
    file: IO[bytes], source: Source, options: Options
) -> Iterator[Document | InputError]:
    """The articles of JSON Lines; an error stands in the place of a line that is no such object."""
    for number, line in enumerate(lines(file, options.max_bytes), 1):
        if line is not None and not line.strip():
            continue
        try:
            yield _document(line, source, number, options)
        except InputError as error:
            yield InputError(source.path, error.problem, line=number)


def write_jsonl(rows: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    """Each row as a line of JSON in UTF-8; returns how many there were."""
    count = 0
    for row in rows:
        file.write(dumps(row).encode() + b"\n")
        count += 1
    return count


def _document(line: bytes | None, source: Source, number: int, options: Options) -> Document:
    if line is None:
        raise InputError("", too_long(options.max_bytes))
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("", f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError("", f"wanted an object, got {type(row).__name__}")
    place = {"path": f"{source.path}:{number}", "sha256": hashlib.sha256(line).hexdigest()}
    return options.document(row, f"{source.name}:{number}", **place)
