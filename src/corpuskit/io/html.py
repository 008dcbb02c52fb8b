"""HTML pages: trafilatura reads the DOM, and what the page says about itself becomes notes."""

from __future__ import annotations

import hashlib
import re
from typing import IO, TYPE_CHECKING, Any

from corpuskit.decoding import decode
from corpuskit.document import Document
from corpuskit.errors import MissingDependency
from corpuskit.io.fields import Options
from corpuskit.io.sources import Source, opened, whole
from corpuskit.notes import Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpuskit.metadata import Scalar

CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
"""`<meta charset="utf-8">` and `<meta http-equiv=… content="text/html; charset=utf-8">`."""

LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)
"""`<html lang="en-GB">`"""

HEAD = 4096
"""Bytes in which a page declares its charset and language."""

PAGE_FIELDS = {
    "title": "title",
    "author": "byline",
    "date": "published",
    "sitename": "site",
    "url": "url",
}
"""What trafilatura calls them, and what we do."""


def read_html(path: str | Path, *, id: str | None = None) -> Document:  # noqa: A002, it is the id
    """The article of an HTML file; see `parse_html`.

    Raises: InputError: if the file cannot be read. MissingDependency: without the extra `html`.
    """
    source = Source.of(path, id)
    with opened(source) as file:
        (document,) = html_documents(file, source, Options())
    return document


def html_documents(file: IO[bytes], source: Source, options: Options) -> Iterator[Document]:
    """The one article of a page.

    Raises: InputError: if it is too long.
    """
    yield parse_html(whole(file, source, options.max_bytes), id=source.name, path=source.path)


def parse_html(
    page: bytes | str,
    *,
    id: str = "",  # noqa: A002, as above
    path: str = "",
    url: str | None = None,
    charset: str | None = None,
) -> Document:
    """The article of an HTML page, as trafilatura reads the DOM; cleaners then take out the rest.

    `raw` is the text that trafilatura gave, not the markup: `meta` names engine and version, and holds
    `page_sha256` (of the bytes), `encoding`, `lang` and `canonical_url`. Title, byline, date and
    site of the page's markup are `Field` notes with origin `page`. A page without an article gives an
    empty text. `charset`: from the HTTP headers, believed before the page's own.
    Raises: MissingDependency: without the extra `html`.
    """
    try:
        import trafilatura  # noqa: PLC0415, an extra
    except ImportError as error:
        need = "reading HTML needs trafilatura"
        raise MissingDependency(need, "trafilatura lxml_html_clean") from error
    data = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    meta: dict[str, Scalar] = {"page_sha256": hashlib.sha256(data).hexdigest()}
    notes: list[Field] = []
    if isinstance(page, str):
        markup = page
    else:
        declared = CHARSET.search(data[:HEAD])
        decoded = decode(data, charset or (declared[1].decode("ascii") if declared else None))
        markup = decoded.text
        meta |= decoded.facts
    language = LANGUAGE.search(markup[:HEAD])
    if language:
        meta["lang"] = language[1]
    meta |= {name: value for name, value in (("path", path), ("url", url)) if value}
    from importlib.metadata import version  # noqa: PLC0415, it loads much

    meta["engine"] = f"trafilatura {version('trafilatura')}"
    text = trafilatura.extract(
        markup,
        url=url,
        fast=True,
        favor_recall=True,
        include_comments=False,
        output_format="txt",
    )
    found: Any = trafilatura.extract_metadata(
        markup, default_url=url, date_config={"original_date": True, "extensive_search": False}
    )
    for name, field in PAGE_FIELDS.items():
        value = getattr(found, name, None)
        if value:
            notes.append(Field(field, str(value), None, "page", f"html:{name}"))
            if field == "url":
                meta["canonical_url"] = str(value)
    return Document(text or "", id, meta=meta).edited((), notes, step="read")
