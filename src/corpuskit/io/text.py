"""Plain text files, one article each."""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING

from corpuskit.decoding import decode
from corpuskit.document import Document
from corpuskit.errors import InputError
from corpuskit.io.fields import Options
from corpuskit.io.sources import Source, opened, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpuskit.metadata import Scalar

SAMPLE = 8192
"""Bytes looked at to tell text from binary data."""

FEW = 8
"""So many control characters are damage even in a short text."""

CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b")


def read_text(path: str | Path, *, id: str | None = None) -> Document:  # noqa: A002, it is the id
    """The article in a text file; UTF-8 with or without a byte order mark, else cp1252.

    `id`: the file's name if not given. `document.meta` has `path`, `encoding`, `decoded_by`
    ("utf-8", "bom", "fallback", ...), `bom` and `sha256` (of the bytes).
    Raises: InputError: if the file cannot be read or holds binary data.
    """
    source = Source.of(path, id)
    with opened(source) as file:
        (document,) = text_documents(file, source, Options())
    return document


def text_documents(file: IO[bytes], source: Source, options: Options) -> Iterator[Document]:
    """The one article of a text file.

    Raises: InputError: if it holds binary data, or too much.
    """
    yield document_of(whole(file, source, options.max_bytes), source.path, source.name)


def document_of(data: bytes, path: str, id: str) -> Document:  # noqa: A002, as above
    """The document that the bytes of a text file hold.

    Raises: InputError: if they are no text.
    """
    decoded = decode(data)
    if not decoded.bom and _is_binary(data[:SAMPLE]):
        raise InputError(path, "holds binary data; wanted text")
    meta: dict[str, Scalar] = {
        "path": path,
        **decoded.facts,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return Document(decoded.text, id, meta=meta).edited((), [decoded.note], step="read")


def _is_binary(sample: bytes) -> bool:
    """Whether more than a twentieth of the bytes are control characters that no text holds.

    In compressed data it is a tenth. A few NUL bytes in an article are damage, and damage is data.
    """
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return controls > max(FEW, len(sample) / 20)
