"""Articles and records as tables in memory: Arrow, pandas, polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpuskit.extras import arrow_package, extra
from corpuskit.io.tables import rows_of, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.article import Article
    from corpuskit.io.offsets import Offsets
    from corpuskit.io.tables import Row
    from corpuskit.pipeline import Pipeline
    from corpuskit.records import Failure

BATCH = 256
"""Rows that become columns together."""


def to_arrow(
    articles: Iterable[Article | Failure], pipeline: Pipeline, *, offsets: Offsets | None = None
) -> dict[str, Any]:
    """The tables of a run as those of Arrow (`pyarrow.Table`) by name: the same columns as in Parquet files.

    Raises: MissingDependency: without the extra `arrow`.
    """
    pa = arrow_package()
    tables = {table.name: table for table in tables_of(pipeline, offsets)}
    waiting: dict[str, list[Row]] = {name: [] for name in tables}
    batches: dict[str, list[Any]] = {name: [] for name in tables}
    for item in articles:
        for name, row in rows_of(item, offsets):
            waiting[name].append(row)
            if len(waiting[name]) == BATCH:
                batches[name].append(tables[name].arrow_batch(waiting[name]))
                waiting[name] = []
    for name, rows in waiting.items():
        batches[name].append(tables[name].arrow_batch(rows))
    return {
        name: pa.Table.from_batches(batches[name], table.arrow_schema())
        for name, table in tables.items()
    }


def to_pandas(
    articles: Iterable[Article | Failure], pipeline: Pipeline, *, offsets: Offsets | None = None
) -> dict[str, Any]:
    """The tables of a run as pandas frames by name; spans are dicts, dates are dates.

    Raises: MissingDependency: without pandas or the extra `arrow`.
    """
    extra("pandas", "a pandas frame needs pandas", "pandas pyarrow")
    made = to_arrow(articles, pipeline, offsets=offsets)
    return {name: table.to_pandas() for name, table in made.items()}


def to_polars(
    articles: Iterable[Article | Failure], pipeline: Pipeline, *, offsets: Offsets | None = None
) -> dict[str, Any]:
    """The tables of a run as polars frames by name; spans are structs, dates are dates.

    Raises: MissingDependency: without polars or the extra `arrow`.
    """
    polars = extra("polars", "a polars frame needs polars", "polars pyarrow")
    made = to_arrow(articles, pipeline, offsets=offsets)
    return {name: polars.from_arrow(table) for name, table in made.items()}
