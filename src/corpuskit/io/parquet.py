"""Parquet: one article a row."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from corpuskit.errors import InputError
from corpuskit.extras import arrow_package
from corpuskit.io.sources import too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.document import Document
    from corpuskit.io.fields import Options
    from corpuskit.io.sources import Source

ROWS = 64
"""Rows decoded at a time, fewer where a single one might be as large as two records may be."""


def parquet_documents(
    file: IO[bytes], source: Source, options: Options
) -> Iterator[Document | InputError]:
    """The articles of a Parquet file; an error stands in the place of a row without text.

    Raises: InputError: for a file that is broken or lacks the columns asked for. MissingDependency: without the
    extra `arrow`.
    """
    pa, pq = arrow_package(), arrow_package("parquet")
    number = 0
    try:
        table = pq.ParquetFile(file)
        options.check_columns(source.path, table.schema_arrow.names)
        for group in range(table.num_row_groups):
            rows = _rows(table.metadata.row_group(group), options.max_bytes)
            if not rows:
                number += table.metadata.row_group(group).num_rows
                problem = too_long(options.max_bytes)
                yield InputError(source.path, problem, record=f"row group {group + 1}")
                continue
            try:
                for batch in table.iter_batches(rows, row_groups=[group], use_threads=False):
                    for row in batch.to_pylist():
                        number += 1
                        yield _document(row, source, number, options)
            except (pa.ArrowException, OSError) as error:
                number = sum(table.metadata.row_group(g).num_rows for g in range(group + 1))
                problem = f"broken Parquet: {error}"
                yield InputError(source.path, problem, record=f"row group {group + 1}")
    except (pa.ArrowException, OSError) as error:
        raise InputError(source.path, f"broken Parquet: {error}") from error


def _rows(group: Any, limit: int) -> int:
    """How many rows fit into memory at once; none, if the mean of them is over the limit.

    A word of a dictionary stands once in the file, and may be the text of every row.
    """
    columns = [group.column(k) for k in range(group.num_columns)]
    size = max((column.total_uncompressed_size for column in columns), default=0)
    if size > limit * max(1, group.num_rows):
        return 0
    return max(1, min(ROWS, 2 * limit // max(1, size)))


def _document(
    row: dict[str, Any], source: Source, number: int, options: Options
) -> Document | InputError:
    facts = {"path": f"{source.path}:{number}"}
    try:
        return options.document(row, f"{source.name}:{number}", **facts)
    except InputError as error:
        return InputError(source.path, error.problem, record=f"row {number}")
