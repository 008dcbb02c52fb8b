"""Tables into files of a format: one writer a format, all of the same shape."""

from __future__ import annotations

import csv
import gzip
import json
from contextlib import ExitStack, closing, contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from corpuskit.errors import ConfigError, InputError
from corpuskit.extras import arrow_package, extra
from corpuskit.io.columns import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from corpuskit.io.tables import Row, Table

    Add = Callable[[str, bytes], object]
    Writer = Callable[[Path, Sequence[Table]], AbstractContextManager[Add]]

BATCH_BYTES = 8_000_000
"""JSON gathered before it becomes a batch of columns."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula; small and wide."""

DATABASE = "database"
"""The one file of a database, before it gets its name."""

SQL = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


def writer_of(name: str) -> Writer:
    """The writer of a format.

    Raises: ConfigError: that lists the formats there are.
    """
    if name not in WRITERS:
        raise ConfigError("format", f"one of {', '.join(WRITERS)}", name)
    return WRITERS[name]


def stored_provenance(path: Path, name: str) -> str | None:
    """What made a database; None if it is none of ours.

    Raises: MissingDependency: for DuckDB without the extra `duckdb`.
    """
    if name == "sqlite":
        import sqlite3  # noqa: PLC0415, not for those who clean

        base: Any = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        wrong: type[Exception] = sqlite3.Error
    else:
        duckdb = extra("duckdb", "a DuckDB file needs duckdb", "duckdb pyarrow")
        wrong = duckdb.Error
        try:
            base = duckdb.connect(str(path), read_only=True)
        except wrong:
            return None
    with closing(base):
        try:
            row = base.execute("SELECT json FROM provenance").fetchone()
        except wrong:
            return None
    return str(row[0]) if row else None


def cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs: a text like "=1+1" gets a `'` before it.

    >>> cell("=1+1"), cell(-1)
    ("'=1+1", -1)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return encodable(f"'{value}" if value.startswith(FORMULA) else value)
    return value


def _jsonl(packed: str) -> Writer:
    @contextmanager
    def write(folder: Path, tables: Sequence[Table]) -> Iterator[Add]:
        with ExitStack() as stack:
            files = {
                table.name: stack.enter_context(_packed(folder / f"{table.name}.jsonl{packed}"))
                for table in tables
            }
            yield lambda name, line: files[name].write(line)

    return write


@contextmanager
def _packed(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, compressed as its name says; the same bytes every time."""
    with path.open("wb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as inside:
                yield cast("IO[bytes]", inside)
        elif path.suffix == ".zst":
            zstd = extra("zstandard", "writing .zst files needs zstandard", "zstandard")
            with zstd.ZstdCompressor().stream_writer(file) as inside:
                yield inside
        else:
            yield file


@contextmanager
def _csv(folder: Path, tables: Sequence[Table]) -> Iterator[Add]:
    with ExitStack() as stack:
        writers = {}
        for table in tables:
            path = folder / f"{table.name}.csv"
            file = path.open("w", encoding="utf-8-sig", newline="")  # Excel knows UTF-8 by its mark
            writers[table.name] = csv.writer(stack.enter_context(file), lineterminator="\n")
            writers[table.name].writerow(table.flat_columns())
        by_name = {table.name: table for table in tables}

        def add(name: str, line: bytes) -> None:
            writers[name].writerow(map(cell, by_name[name].flat_row(json.loads(line))))

        yield add


@contextmanager
def _batched(tables: Sequence[Table], write: Callable[[str, Any], object]) -> Iterator[Add]:
    """Lines gathered to record batches of a bounded size."""
    waiting: dict[str, list[Row]] = {table.name: [] for table in tables}
    sizes = dict.fromkeys(waiting, 0)
    by_name = {table.name: table for table in tables}

    def flush(name: str) -> None:
        if waiting[name]:
            write(name, by_name[name].arrow_batch(waiting[name]))
        waiting[name], sizes[name] = [], 0

    def add(name: str, line: bytes) -> None:
        waiting[name].append(json.loads(line))
        sizes[name] += len(line)
        if sizes[name] > BATCH_BYTES:
            flush(name)

    yield add
    for name in waiting:
        flush(name)


@contextmanager
def _parquet(folder: Path, tables: Sequence[Table]) -> Iterator[Add]:
    pq = arrow_package("parquet")
    with ExitStack() as stack:
        files = {
            table.name: stack.enter_context(
                pq.ParquetWriter(
                    folder / f"{table.name}.parquet", table.arrow_schema(), compression="zstd"
                )
            )
            for table in tables
        }
        with _batched(tables, lambda name, batch: files[name].write_batch(batch)) as add:
            yield add


@contextmanager
def _duckdb(folder: Path, tables: Sequence[Table]) -> Iterator[Add]:
    duckdb = extra("duckdb", "writing a DuckDB file needs duckdb", "duckdb pyarrow")
    pa = arrow_package()
    try:
        with duckdb.connect(str(folder / DATABASE)) as base:
            for table in tables:
                base.register("empty", pa.Table.from_batches([], table.arrow_schema()))
                described = base.execute("DESCRIBE SELECT * FROM empty").fetchall()
                columns = [f'"{name}" {kind}' for name, kind, *_ in described]
                base.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns + _keys(table))})')
                base.unregister("empty")

            def write(name: str, batch: Any) -> None:
                base.register("batch", pa.Table.from_batches([batch]))
                base.execute(f'INSERT INTO "{name}" SELECT * FROM batch')  # noqa: S608, our names
                base.unregister("batch")

            with _batched(tables, write) as add:
                yield add
            base.execute("CHECKPOINT")  # closing does it too, and keeps silent about a full disk
    except duckdb.ConstraintException as error:
        raise InputError(DATABASE, f"ids are not unique: {error}") from error
    except duckdb.Error as error:
        raise OSError(str(error)) from error


@contextmanager
def _sqlite(folder: Path, tables: Sequence[Table]) -> Iterator[Add]:
    import sqlite3  # noqa: PLC0415, as above

    by_name = {table.name: table for table in tables}
    base = sqlite3.connect(folder / DATABASE, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode=OFF")  # a file that is thrown away if it is not finished
        base.execute("PRAGMA synchronous=OFF")
        base.execute("BEGIN")
        inserts = {}
        for table in tables:
            columns = table.flat_columns()
            defined = [f'"{name}" {SQL.get(kind, "TEXT")}' for name, kind in columns.items()]
            base.execute(f'CREATE TABLE "{table.name}" ({", ".join(defined + _keys(table))})')
            marks = ", ".join("?" * len(columns))
            inserts[table.name] = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608, ours

        def add(name: str, line: bytes) -> None:
            row = by_name[name].flat_row(json.loads(line))
            base.execute(inserts[name], [_sql(value) for value in row])

        yield add
        base.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise InputError(DATABASE, f"ids are not unique: {error}") from error
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    finally:
        base.close()


def _keys(table: Table) -> list[str]:
    """Its primary key, and the way to its article."""
    key = ", ".join(f'"{name}"' for name in table.key)
    keys = [f"PRIMARY KEY ({key})"] if key else []
    if "document" in table.key:
        keys.append('FOREIGN KEY ("document") REFERENCES "articles" ("id")')
    return keys


def _sql(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    return value if value is None or isinstance(value, int | float) else value.isoformat()


WRITERS: dict[str, Writer] = {
    "jsonl": _jsonl(""),
    "jsonl.gz": _jsonl(".gz"),
    "jsonl.zst": _jsonl(".zst"),
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
}
"""From a folder and its tables to a function that takes lines of JSON; files are whole when it ends."""
