"""Arrow batches in, Arrow batches out: the one function that every engine can call."""

from __future__ import annotations

import pickle
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit.errors import ConfigError, InputError
from corpuskit.extras import arrow_package
from corpuskit.io.fields import Options
from corpuskit.io.sources import MAX_BYTES
from corpuskit.io.tables import ArticleRow, Table, record_batch, rows_of, tables_of
from corpuskit.records import SCHEMA_VERSION, Failure
from corpuskit.workers import pickled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.pipeline import Pipeline

    Row = dict[str, Any]

WITHIN = {"schema_version", "document"}
"""Columns that records need not repeat where they stand in the row of their article."""


@attrs.frozen
class PipelineSpec:
    """A pipeline on its way to other processes and machines; each loads it, and the model, once.

    `fields`: where text, id and so on stand in the batches, as in `corpuskit.read`.
    """

    pickled: bytes = attrs.field(repr=False)
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pipeline: Pipeline, *, fields: Mapping[str, str] | None = None) -> PipelineSpec:
        """The spec of a pipeline.

        Raises: ConfigError: naming a step that cannot travel.
        """
        return cls(pickled(pipeline), Options.of(fields, MAX_BYTES).told)

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, made once in each process."""
        return _loaded(self.pickled)

    @property
    def schema(self) -> Any:
        """The columns of what `extract_batches` gives: an article a row, its records in lists."""
        return _schema(self)


def extract_batches(batches: Iterable[Any], *, pipeline: PipelineSpec) -> Iterator[Any]:
    """For each row of text a row with the clean text, its edits, and all records found in it.

    The columns are those of the table of articles, then one for each kind of record (`quotes`, ...) and
    `failures`: lists of structs. A text that cannot be read gives a row with a failure. Needs columns for
    the text and for an id; all others become metadata. Bounded memory: `batch_size` rows at a time.
    Raises: InputError: that lists the columns there are, if those are not among them.
    """
    options = Options.of(dict(pipeline.fields), MAX_BYTES)
    for batch in batches:
        options.check_columns("batch", batch.schema.names)
        rows = (
            row
            for start in range(0, batch.num_rows, 64)
            for row in batch.slice(start, 64).to_pylist()
        )
        yield from article_batches((_document(row, options) for row in rows), pipeline)


def article_batches(documents: Iterable[Document | Failure], spec: PipelineSpec) -> Iterator[Any]:
    """The articles of documents as record batches of `spec.schema`."""
    source = iter(documents)
    pipeline = spec.pipeline
    tables = {table.name: table for table in tables_of(pipeline)}
    while batch := list(islice(source, pipeline.batch_size)):
        rows = [_row(item, tables) for item in pipeline.batch(batch, "collect")]
        yield record_batch(rows, spec.schema)


def _document(row: Row, options: Options) -> Document | Failure:
    try:
        document = options.document(row, "")
    except InputError as error:
        given = row.get(dict(options.told).get("id", "id"))
        return Failure(str(given or ""), "read", "InputError", error.problem, "batch")
    if not document.id:
        mend = "name it with fields={'id': ...}"
        raise ConfigError("batch", f"a column with ids; {mend}", ", ".join(row))
    return document


def _row(item: Article | Failure, tables: dict[str, Table]) -> Row:
    row: Row = {name: [] for name in tables if name != "articles"}
    for name, found in rows_of(item):
        if name == "articles":
            row |= tables[name].arrow_row(found)
        else:
            row[name].append(tables[name].shaped(found))
    if isinstance(item, Failure):
        lists = ("meta", "metadata", "fields", "zones", "edits", "notes")
        empty: Row = {"schema_version": SCHEMA_VERSION, "id": item.document, "text": "", "raw": ""}
        row |= empty | {name: [] for name in lists}
    return row


@cache
def _loaded(data: bytes) -> Pipeline:
    pipeline: Pipeline = pickle.loads(data)  # noqa: S301, our own bytes, from `pickled`
    return pipeline


@cache
def _schema(spec: PipelineSpec) -> Any:
    pa = arrow_package()
    articles, *others = tables_of(spec.pipeline)
    assert articles.kind is ArticleRow
    fields = list(articles.arrow_schema())
    for table in others:
        inside = [field for field in table.arrow_schema() if field.name not in WITHIN]
        fields.append(pa.field(table.name, pa.list_(pa.struct(inside)), nullable=False))
    return pa.schema(fields)
