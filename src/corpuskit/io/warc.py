"""WARC and WET: the HTML pages of a crawl, or the texts that were taken from them."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import attrs

from corpuskit.errors import InputError
from corpuskit.extras import extra
from corpuskit.io.html import parse_html
from corpuskit.io.sources import too_long
from corpuskit.io.text import document_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.document import Document
    from corpuskit.io.fields import Options
    from corpuskit.io.sources import Source
    from corpuskit.metadata import Scalar

CUT = "the archive is cut off in a record"

PAGES = frozenset({"text/html", "application/xhtml+xml"})


def warc_documents(
    file: IO[bytes], source: Source, options: Options
) -> Iterator[Document | InputError]:
    """The articles of a crawl: HTTP responses of type HTML with a status of 2xx, and the texts of WET files.

    The charset of the HTTP header is believed first. `meta` has `url`, `warc_record_id` and `warc_date`.
    An error stands in the place of a record that is broken, cut off or too long.
    Raises: InputError: where the file is broken between two records. MissingDependency: without the extra `warc`.
    """
    warc = extra("fastwarc.warc", "reading WARC files needs fastwarc", "fastwarc")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    watched = _Watched(file)
    records = warc.ArchiveIterator(
        watched, record_types=kinds, parse_http=False, stream_detect=False
    )
    last: Document | InputError | None = None  # held back: only the next one shows that it is whole
    number = filled = 0
    while True:
        try:
            record = next(records, None)
        except (OSError, ValueError) as error:
            if last is not None:
                yield last
            raise InputError(
                source.path, f"broken or cut off after record {number}: {error}"
            ) from error
        if record is None:
            break
        if last is not None:
            yield last
        number, filled = number + 1, record.content_length
        last = _item(record, record.record_id, source, options, number)
    if watched.is_cut and filled == 0:  # a header without its end: the record is none
        last = None
    if last is not None:
        yield last
    if watched.is_cut and not isinstance(last, InputError):
        raise InputError(source.path, f"{CUT}, after record {number}")


class _Watched:
    """A file that remembers how it ended: each record of an archive ends in two empty lines."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._tail = b""
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """As files do."""
        data = self._file.read(size)
        self._tail = (self._tail + data)[-4:]
        self._place += len(data)
        return data

    def tell(self) -> int:
        """As files do."""
        return self._place

    @property
    def is_cut(self) -> bool:
        """Whether it ended inside a record."""
        return self._place > 0 and self._tail != b"\r\n\r\n"


def _item(
    record: Any, given: str | None, source: Source, options: Options, number: int
) -> Document | InputError | None:
    """The document in a record, what is wrong with it, or None if it is no page."""
    name = given.strip("<>") if given else f"{source.name}:{number}"
    try:
        return _document(record, name, source, options)
    except InputError as error:
        return InputError(source.path, error.problem, record=f"record {name}")
    except (OSError, ValueError) as error:
        return InputError(source.path, f"broken record: {error}", record=f"record {name}")


def _document(record: Any, name: str, source: Source, options: Options) -> Document | None:
    if record.content_length > options.max_bytes:
        raise InputError("", too_long(options.max_bytes))
    length, data = record.content_length, record.reader.read()
    if len(data) < length:
        raise InputError("", CUT)
    url = record.headers.get("WARC-Target-URI")
    if record.is_http:
        record.set_bytes_content(data)
        record.parse_http(auto_decode="all")
        if not _is_page(record):
            return None
        page = record.reader.read(options.max_bytes + 1)
        if len(page) > options.max_bytes:
            raise InputError("", too_long(options.max_bytes))
        document = parse_html(page, id=name, url=url, charset=record.http_charset)
    elif record.headers.get("WARC-Type") == "conversion":
        document = document_of(data, source.path, name)
    else:
        return None
    facts: dict[str, Scalar] = {
        "path": source.path,
        "url": url,
        "warc_record_id": name,
        "warc_date": record.headers.get("WARC-Date"),
    }
    given = {key: value for key, value in facts.items() if value is not None}
    return attrs.evolve(document, meta={**document.meta, **given})


def _is_page(record: Any) -> bool:
    status = record.http_headers.status_code
    return status is not None and 200 <= status < 300 and record.http_content_type in PAGES
