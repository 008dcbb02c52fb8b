"""Plain text files, one article each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from corpuskit.decoding import decode
from corpuskit.document import Document
from corpuskit.errors import InputError

if TYPE_CHECKING:
    from corpuskit.metadata import Scalar

SAMPLE = 8192
"""Bytes looked at to tell text from binary data."""

CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b")


def read_text(path: str | Path, *, id: str | None = None) -> Document:  # noqa: A002, it is the id
    """The article in a text file; UTF-8 with or without a byte order mark, else cp1252.

    `id`: the file's name if not given. `document.meta` has `path`, `encoding`, `encoding_origin`
    ("utf-8", "bom", "fallback", ...), `bom` and `sha256` (of the bytes).
    Raises: InputError: if the file cannot be read or holds binary data.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    return document_of(data, str(path), path.name if id is None else id)


def document_of(data: bytes, path: str, id: str) -> Document:  # noqa: A002, as above
    """The document that the bytes of a text file hold.

    Raises: InputError: if they are no text.
    """
    decoded = decode(data)
    if not decoded.bom and _is_binary(data[:SAMPLE]):
        raise InputError(path, "holds binary data; wanted text")
    meta: dict[str, Scalar] = {
        "path": path,
        "encoding": decoded.note.encoding,
        "encoding_origin": decoded.note.origin,
        "bom": decoded.bom,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return Document(decoded.text, id, meta=meta).edited((), [decoded.note], step="read")


def _is_binary(sample: bytes) -> bool:
    """Whether more than a tenth of the bytes are control characters that no text holds.

    A few NUL bytes in an article are damage, and damage is data.
    """
    return 10 * (len(sample) - len(sample.translate(None, CONTROLS))) > len(sample)
