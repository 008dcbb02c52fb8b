"""The tables of a run: their rows as JSON, and their columns, made from the attrs classes."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any, get_origin

import attrs

from corpuskit.codec import dumps, to_dict
from corpuskit.edits import AppliedEdit
from corpuskit.errors import ConfigError
from corpuskit.extras import arrow_package
from corpuskit.io.columns import (
    arrow_type,
    cell_names,
    cell_values,
    encodable_values,
    fields_of,
    is_optional,
)
from corpuskit.io.offsets import Offsets, with_offsets
from corpuskit.notes import Field, LanguageVerdict, Zone
from corpuskit.records import SCHEMA_VERSION, Failure, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.pipeline import Pipeline

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
"""A day, a month or a year: `2023-02-10`, `2023-02`, `2023`; a time may follow the day."""

Row = dict[str, Any]


@attrs.frozen(kw_only=True)
class FieldRow(Field):
    """A reading of a metadata field, with the step that made it."""

    step: str


@attrs.frozen(kw_only=True)
class ZoneRow(Zone):
    """A zone, with the step that cut it."""

    step: str


@attrs.frozen
class NoteRow:
    """Any other note as JSON, with its kind and the step that made it."""

    step: str
    note: str
    data: str


@attrs.frozen
class ArticleRow:
    """The columns of the table of articles."""

    schema_version: int
    id: str
    title: str | None
    published: dt.date | None
    url: str | None
    site: str | None
    language: str | None
    duplicate_of: str | None
    text: str
    raw: str
    meta: dict[str, str]
    metadata: dict[str, str]
    fields: tuple[FieldRow, ...]
    zones: tuple[ZoneRow, ...]
    edits: tuple[AppliedEdit, ...]
    notes: tuple[NoteRow, ...]


@attrs.frozen
class Provenance:
    """What made the rows of a database, as JSON."""

    json: str


@attrs.frozen
class Table:
    """A kind of record, the name of its table, and what else its rows hold."""

    name: str
    kind: type
    offsets: Offsets | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart; empty where they may repeat."""
        if self.kind is ArticleRow:
            return ("id",)
        return () if self.kind in {Failure, Provenance} else ("document", "id")

    @property
    def columns(self) -> dict[str, Any]:
        """Name and type of each column, as the attrs class has them."""
        hints = {field.name: hint for field, hint in fields_of(self.kind)}
        if self.kind in {ArticleRow, Provenance}:
            return hints
        first: dict[str, Any] = {"schema_version": int, "document": str}
        if {"date", "date_precision"} <= hints.keys():
            hints |= {"date_start": dt.date | None, "date_end": dt.date | None}
        return first | hints

    def shaped(self, row: Row) -> Row:
        """A row of JSON with the columns of the table: dates are dates, notes are JSON."""
        if self.kind is ArticleRow:
            return _shaped_article(row)
        if "date_start" in self.columns:
            start, end = dates(row.get("date"))
            return {**row, "date_start": start, "date_end": end}
        return row

    def arrow_schema(self) -> Any:
        """The columns as Arrow has them; spans are structs."""
        pa = arrow_package()
        fields = [
            pa.field(name, arrow_type(hint, self.offsets), nullable=is_optional(hint))
            for name, hint in self.columns.items()
        ]
        return pa.schema(fields)

    def arrow_row(self, row: Row) -> Row:
        """A row of JSON as Arrow takes it."""
        shaped = self.shaped(row)
        maps = [name for name, hint in self.columns.items() if get_origin(hint) is dict]
        return shaped | {name: list(shaped[name].items()) for name in maps}

    def arrow_batch(self, rows: Sequence[Row]) -> Any:
        """Rows of JSON as a record batch."""
        return record_batch([self.arrow_row(row) for row in rows], self.arrow_schema())

    def flat_columns(self) -> dict[str, type]:
        """Name and plain type of each column where there are no structs: lists become JSON."""
        return {
            name: kind
            for column, hint in self.columns.items()
            for name, kind in cell_names(column, hint, self.offsets)
        }

    def flat_row(self, row: Row) -> list[Any]:
        """The cells of `flat_columns`."""
        shaped = self.shaped(row)
        return [
            cell
            for column, hint in self.columns.items()
            for cell in cell_values(hint, shaped.get(column), self.offsets)
        ]


def record_batch(rows: list[Row], schema: Any) -> Any:
    """Rows as a record batch; a lone surrogate, which Arrow cannot hold, as U+FFFD."""
    pa = arrow_package()
    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist(encodable_values(rows), schema=schema)


def tables_of(pipeline: Pipeline, offsets: Offsets | None = None) -> tuple[Table, ...]:
    """Articles, each kind of record that the pipeline makes, and failures.

    Raises: ConfigError: for two kinds of record whose tables would have the same name.
    """
    named: dict[str, type] = {"articles": ArticleRow}
    kinds = dict.fromkeys(extractor.produces for extractor in pipeline.extractors)
    for kind in (*kinds, Failure):
        if named.setdefault(plural(kind), kind) is not kind:
            mend = "rename one of the classes: it names the file and the table"
            both = f"{named[plural(kind)].__module__} and {kind.__module__}"
            got = f"{kind.__name__} of {both}"
            raise ConfigError("record types", "names that differ", got, mend)
    return tuple(Table(name, kind, offsets) for name, kind in named.items())


def plural(kind: type) -> str:
    """The name of the file for a kind of record.

    >>> plural(type("TradeEntry", (), {}))
    'trade_entries'
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()
    return re.sub(r"(?<![aeiou])y$", "ie", words) + "s"


def rows_of(item: Article | Failure, offsets: Offsets | None = None) -> Iterator[tuple[str, Row]]:
    """Everything that is written about an article: table and row."""
    failures = (item,) if isinstance(item, Failure) else item.failures
    if not isinstance(item, Failure):
        yield "articles", article_row(item.document, offsets)
        for record in item.found:
            row = record_row(item.document.id, record)
            if offsets:
                row = with_offsets(row, item.document.text, item.document.raw, offsets)
            yield plural(type(record)), row
    for failure in failures:
        yield "failures", {"schema_version": SCHEMA_VERSION, **to_dict(failure)}


def article_row(document: Document, offsets: Offsets | None = None) -> Row:
    """A document as one JSON object; `raw` and `edits` (step by step) give `text`."""
    fields: list[Row] = []
    zones: list[Row] = []
    notes: list[Row] = []
    edits = [to_dict(edit) for edit in document.edits]
    place = 0
    for before, layer in document.steps():
        for note in layer.notes:
            row = {"step": layer.step, **to_dict(note)}
            if offsets:
                row = with_offsets(row, before.text, document.raw, offsets)
            kind = fields if isinstance(note, Field) else zones if isinstance(note, Zone) else notes
            kind.append(row)
        if offsets:
            made = slice(place, place + len(layer.edits))
            edits[made] = [with_offsets(e, before.text, document.raw, offsets) for e in edits[made]]
            place = made.stop
    return {
        "schema_version": SCHEMA_VERSION,
        "id": document.id,
        "text": document.text,
        "raw": document.raw,
        "meta": dict(document.meta),
        "metadata": {name: field.value for name, field in document.metadata.items()},
        "fields": fields,
        "zones": zones,
        "edits": edits,
        "notes": notes,
    }


def record_row(document: str, record: Record) -> Row:
    """A record as one JSON object, with the id of its document."""
    return {"schema_version": SCHEMA_VERSION, "document": document, **to_dict(record)}


def dates(value: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of an ISO day, month, year or range; None where it is none.

    >>> dates("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    first, _, last = (value or "").partition("..")
    start, end = _days(first), _days(last or first)
    return (start[0], end[1]) if start and end else (None, None)


def _days(value: str) -> tuple[dt.date, dt.date] | None:
    found = ISO.match(value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        start = dt.date(year, month or 1, day or 1)
        if day:
            return start, start
        after = dt.date(year + (month in {None, 12}), (month or 12) % 12 + 1, 1)
    except ValueError:
        return None
    return start, after - dt.timedelta(days=1)


def _shaped_article(row: Row) -> Row:
    known = row["metadata"]
    language = [note["code"] for note in row["notes"] if note["note"] == LanguageVerdict.__name__]
    published = dates(known.get("published"))
    return {
        **row,
        "title": known.get("title"),
        "published": published[0] if published[0] == published[1] else None,
        "url": known.get("url"),
        "site": known.get("site"),
        "language": language[-1] if language else None,
        "duplicate_of": row.get("duplicate_of"),
        "meta": {k: v if isinstance(v, str) else json.dumps(v) for k, v in row["meta"].items()},
        "notes": [
            {
                "step": note["step"],
                "note": note["note"],
                "data": dumps({k: v for k, v in note.items() if k not in {"step", "note"}}),
            }
            for note in row["notes"]
        ],
    }
