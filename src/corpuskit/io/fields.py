"""Which column or key holds what: as told, or found by its usual name."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit.codec import dumps
from corpuskit.document import Document
from corpuskit.errors import ConfigError, InputError
from corpuskit.io.sources import MAX_BYTES, too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpuskit.metadata import Scalar

USUAL = {
    "text": ("text", "raw", "body", "content", "maintext", "article_text", "full_text", "fulltext"),
    "id": ("id", "doc_id", "document_id", "article_id", "guid", "uuid"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publishedat", "date_publish", "pubdate"),
    "url": ("url", "link", "uri"),
    "site": ("site", "source", "source_domain", "publisher"),
    "byline": ("byline", "author", "authors"),
}
"""What scrapers call things, in the order in which it is believed; capitals do not matter."""

MEANT = {"date": "published"}
"""Other words for our own names, for those who tell us."""


def _told(fields: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    for name in fields or {}:
        if name not in USUAL.keys() | MEANT.keys():
            raise ConfigError("fields", f"names among {', '.join([*USUAL, *MEANT])}", name)
    told = {MEANT.get(name, name): column for name, column in (fields or {}).items()}
    return tuple(sorted(told.items()))


@attrs.frozen
class Options:
    """What the readers of all formats are told: where the fields stand, and how much is too much."""

    told: tuple[tuple[str, str], ...] = ()
    max_bytes: int = MAX_BYTES

    @classmethod
    def of(cls, fields: Mapping[str, str] | None, max_bytes: int) -> Options:
        """Options as the reading functions get them.

        Raises: ConfigError: for a limit that is none, and for a field that there is not.
        """
        if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
            raise ConfigError("max_bytes", "a whole number of at least 1", max_bytes)
        return cls(_told(fields), max_bytes)

    def check_columns(self, path: str, columns: Iterable[str]) -> None:
        """Whether a table has the columns that were named, and one with the text.

        Raises: InputError: that lists the columns there are.
        """
        have = list(columns)
        listed = ", ".join(have) or "none"
        for name, column in self.told:
            if column not in have:
                raise InputError(path, f"no column {column!r} for {name}; there are: {listed}")
        if "text" not in _places(tuple(have), self.told):
            mend = "tell which with --field text=COLUMN (fields={'text': ...})"
            raise InputError(path, f"no column with the text; there are: {listed}; {mend}")

    def document(self, row: Mapping[str, Any], id: str, **facts: Scalar) -> Document:  # noqa: A002
        """The document that a row describes; columns without a meaning of their own are `meta`.

        Raises: InputError: with an empty path, for a row without text.
        """
        places = _places(tuple(row), self.told)
        wanted = dict(self.told)
        for name in ("text", "id"):
            if name not in places and (name == "text" or name in wanted):
                have = ", ".join(row) or "nothing"
                raise InputError(
                    "", f"wanted a string under {wanted.get(name, name)!r}, got keys {have}"
                )
        text = row[places["text"]]
        if not isinstance(text, str):
            problem = f"wanted a string under {places['text']!r}, got {type(text).__name__}"
            raise InputError("", problem)
        if len(text) > self.max_bytes:
            raise InputError("", too_long(self.max_bytes))
        given = row[places["id"]] if "id" in places else None
        names = {column: name for name, column in places.items()}
        meta = {
            names.get(column, column): _scalar(value)
            for column, value in row.items()
            if names.get(column, column) not in {"text", "id", "raw"}
        }
        called = id if given is None or given == "" else str(given)
        return Document(text, called, meta=meta | facts)


@lru_cache(maxsize=256)
def _places(columns: tuple[str, ...], told: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Our name of each field that was told or found, and the column it stands in."""
    places = {name: column for name, column in told if column in columns}
    small = {column.lower(): column for column in reversed(columns)}
    small |= {column: column for column in columns}
    named = {name for name, _ in told}
    for name, usual in USUAL.items():
        for candidate in usual if name not in named else ():
            if candidate in small and small[candidate] not in places.values():
                places[name] = small[candidate]
                break
    return places


def _scalar(value: Any) -> Scalar:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    try:
        return dumps(value)
    except TypeError:  # decimals, bytes, nested dates
        return str(value)
