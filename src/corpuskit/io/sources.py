"""Files to read, here or far away, and their bytes, decompressed."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

import attrs

from corpuskit.errors import InputError, MissingDependency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 100_000_000
"""A record (a line, a file of text, a page) of more bytes is refused unless told otherwise."""

PACKED = (".gz", ".zst")
"""Endings of compressed files; whether a file is compressed is seen from its first bytes."""

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"

CHUNK = 4096
"""Compressed bytes taken at a time: few, for they may stand for many."""


@attrs.frozen
class Source:
    """A file to read: where it lies, and the id or the beginning of the ids that it gives.

    `size` is that of the file as it lies there, None where nobody knows.
    """

    path: str
    name: str
    size: int | None
    file: Callable[[], IO[bytes]]

    @classmethod
    def of(cls, path: str | Path, name: str | None = None) -> Source:
        """The source at a path or URL; nothing is opened yet."""
        path = str(path)
        if path == "-":
            return cls("stdin", "stdin", None, lambda: _buffered(_Whole(sys.stdin.buffer)))
        if is_remote(path):
            system, inside = remote(path)
            called = inside.rstrip("/").rpartition("/")[2] if name is None else name
            return cls(path, called, None, lambda: system.open(inside, "rb"))
        try:
            size = os.stat(path).st_size  # noqa: PTH116, no Path for each of a million files
        except OSError:
            size = None  # opening it will say why
        called = os.path.basename(path) if name is None else name  # noqa: PTH119, as above
        return cls(path, called, size, lambda: open(path, "rb"))  # noqa: PTH123, as above

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters, without that of the compression."""
        name = self.name.lower()
        for packed in PACKED:
            name = name.removesuffix(packed)
        return os.path.splitext(name)[1]  # noqa: PTH122, as above


def is_remote(path: str) -> bool:
    """Whether it is a URL, not a path of this machine."""
    return "://" in path


class FileSystem(Protocol):
    """As much of a file system of fsspec as is used here."""

    def open(self, path: str, mode: str) -> IO[bytes]:
        """The file."""

    def exists(self, path: str) -> bool:
        """Whether there is one."""

    def isdir(self, path: str) -> bool:
        """Whether it is a folder."""

    def find(self, path: str) -> list[str]:
        """All files below a folder, sorted."""


def remote(url: str) -> tuple[FileSystem, str]:
    """The file system of a URL, and the path inside it.

    Raises: MissingDependency: without the extra `remote`, or without the package for the protocol.
    InputError: for a protocol that fsspec does not know.
    """
    try:
        import fsspec  # noqa: PLC0415, an extra

        found: tuple[FileSystem, str] = fsspec.core.url_to_fs(url)
    except ImportError as error:
        packages = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "http": "aiohttp"}
        protocol = url.partition(":")[0]
        more = packages.get(protocol.removesuffix("s") if protocol == "https" else protocol, "")
        raise MissingDependency(f"reading {url}", f"fsspec {more}".strip()) from error
    except ValueError as error:
        raise InputError(url, str(error)) from error
    return found


@contextmanager
def opened(source: Source) -> Iterator[io.BufferedReader]:
    """The bytes of a source, decompressed if they are compressed; what goes wrong is InputError.

    Raises: InputError: if the file cannot be opened or read, and where a compressed file is cut off or broken.
    """
    try:
        with source.file() as file:
            yield _unpacked(_buffered(file))
    except EOFError as error:
        raise InputError(source.path, "the compressed file is cut off") from error
    except zlib.error as error:
        raise InputError(source.path, f"the compressed file is broken: {error}") from error
    except OSError as error:
        raise InputError(source.path, error.strerror or str(error) or repr(error)) from error


def lines(file: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines of a file; None stands for one of more than `limit` bytes, which is passed over."""
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(1 << 20)
        yield None


def too_long(limit: int) -> str:
    """What is said about a record over the limit."""
    return f"more than {limit:,} bytes in one record; --max-bytes (max_bytes=) raises the limit"


def whole(file: IO[bytes], source: Source, limit: int) -> bytes:
    """All bytes of a file that is one record.

    Raises: InputError: for more than `limit` bytes.
    """
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(source.path, too_long(limit))
    return data


def _buffered(file: IO[bytes] | io.RawIOBase) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader):
        return file
    raw = file if isinstance(file, io.RawIOBase) else _Whole(file)
    return io.BufferedReader(raw, 1 << 16)


def _unpacked(file: io.BufferedReader) -> io.BufferedReader:
    head = file.peek(len(ZSTD))
    if head.startswith(GZIP):
        return io.BufferedReader(cast("io.RawIOBase", _Gzip(fileobj=file)), 1 << 16)
    if head.startswith(ZSTD):
        return io.BufferedReader(_Zstd(file), 1 << 16)
    return file


class _Whole(io.RawIOBase):
    """What somebody else has opened, as the raw file under a buffer; it stays open."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class _Gzip(gzip.GzipFile):
    """A gzip file that gives what it could unpack before it says that it was cut off."""

    def readinto(self, buffer: Any) -> int:
        data = self.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Zstd(io.RawIOBase):
    """A zstandard file, frame after frame; one that is cut off raises, as gzip does.

    The package's own reader ends without a word where the file is cut.
    """

    def __init__(self, file: io.BufferedReader) -> None:
        try:
            import zstandard  # noqa: PLC0415, an extra
        except ImportError as error:
            need = "reading .zst files needs zstandard"
            raise MissingDependency(need, "zstandard") from error
        self._file = file
        self._error = zstandard.ZstdError
        self._frames = zstandard.ZstdDecompressor()
        self._frame = self._frames.decompressobj()
        self._ready = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._at == len(self._ready):
            self._at = 0
            self._ready = self._more()
            if not self._ready and self._frame.eof:
                return 0
        piece = self._ready[self._at : self._at + len(buffer)]
        self._at += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def _more(self) -> bytes:
        given = self._frame.unused_data if self._frame.eof else b""
        given = given or self._file.read(CHUNK)
        if not given:
            if self._frame.eof:
                return b""
            raise EOFError
        if self._frame.eof:
            self._frame = self._frames.decompressobj()
        try:
            return self._frame.decompress(given)
        except self._error as error:
            raise OSError(f"the compressed file is broken: {error}") from error
