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
    broken = (pa.ArrowException, OSError, ValueError, OverflowError)
    try:
        table = pq.ParquetFile(file)
        names = table.schema_arrow.names
    except broken as error:
        raise InputError(source.path, f"broken Parquet: {error}") from error
    options.check_columns(source.path, names)
    done = 0
    for group in range(table.num_row_groups):
        number = done
        done += table.metadata.row_group(group).num_rows
        rows = _rows(table.metadata.row_group(group), options.max_bytes)
        if not rows:
            problem = too_long(options.max_bytes)
            yield InputError(source.path, problem, record=f"row group {group + 1}")
            continue
        try:
            for batch in table.iter_batches(rows, row_groups=[group], use_threads=False):
                for row in _values(batch):
                    number += 1
                    yield _document(row, source, number, options)
        except broken as error:
            problem = f"broken Parquet: {error}"
            yield InputError(source.path, problem, record=f"row group {group + 1}")


def _rows(group: Any, limit: int) -> int:
    """How many rows fit into memory at once; none, if the mean of them is over the limit.

    A word of a dictionary stands once in the file, and may be the text of every row. The columns would
    tell their sizes one by one, but pyarrow ends the process where the metadata of one is broken.
    """
    size = int(group.total_byte_size)
    if size > limit * max(1, group.num_rows):
        return 0
    return max(1, min(ROWS, 2 * limit // max(1, size)))


def _values(batch: Any) -> Iterator[dict[str, Any] | ValueError | OverflowError]:
    """The rows; an error for one that Python cannot hold: a text that is no UTF-8, the year 300,000."""
    try:
        rows = batch.to_pylist()
    except (ValueError, OverflowError) as error:
        if batch.num_rows == 1:
            yield error
            return
        for k in range(batch.num_rows):
            yield from _values(batch.slice(k, 1))
    else:
        yield from rows


def _document(
    row: dict[str, Any] | ValueError | OverflowError, source: Source, number: int, options: Options
) -> Document | InputError:
    if not isinstance(row, dict):
        return InputError(source.path, f"broken value: {row}", record=f"row {number}")
    facts = {"path": f"{source.path}:{number}"}
    try:
        return options.document(row, f"{source.name}:{number}", **facts)
    except InputError as error:
        return InputError(source.path, error.problem, record=f"row {number}")
