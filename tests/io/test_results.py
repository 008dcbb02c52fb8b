"""Results in every format: the same tables, types that fit, nothing of others overwritten."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import json
import sqlite3
import subprocess
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq
import pytest

import corpuskit as ck
from corpuskit.io.offsets import with_offsets
from corpuskit.io.tables import Table, plural
from tests.parts import Lengths, Name, Names, Shout, Stumble
from tests.test_codec import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KIT = ck.Pipeline([Shout()], [Names(), Lengths()])
META: dict[str, str | int] = {"published": "2023-02-10", "title": "=1+1", "n": 3}
DOCUMENTS = [
    ck.Document("=NATO met!!! in Madrid 😀, said Ana!!", "a", meta=META),
    ck.Document("NATO \ud83d met, “said” Bo.", "b,\n", meta={"published": "10 Feb"}),
    ck.Document("", "c"),
]
RECORDS = [value for value in VALUES if isinstance(value, ck.Record)]
FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet")


def articles() -> Iterator[ck.Article | ck.Failure]:
    """What came out of three documents, and a file that could not be read."""
    yield from KIT.stream(DOCUMENTS)
    yield ck.Failure("x", "read", "InputError", "broken", "x.txt")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of results."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("value", RECORDS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("offsets", [None, "utf16"])
def test_every_kind_of_record_makes_a_round_trip_through_parquet(
    tmp_path: Path, value: Any, offsets: Any
) -> None:
    """By schemas that are made from the attrs classes, ours and those of users."""
    table = Table(plural(type(value)), type(value), offsets)
    row = {"schema_version": 1, "document": "d", **ck.to_dict(value)}
    if offsets:
        row = with_offsets(row, "x" * 99, "x" * 99, offsets)
    batch = table.arrow_batch([row])
    with pq.ParquetWriter(tmp_path / "a.parquet", table.arrow_schema()) as file:
        file.write_batch(batch)
    (read,) = pq.read_table(tmp_path / "a.parquet").to_pylist()

    assert ck.from_dict(type(value), read) == value
    assert pq.read_schema(tmp_path / "a.parquet").equals(table.arrow_schema())


@pytest.mark.parametrize("name", FORMATS)
def test_folders_hold_the_same_tables_in_every_format(tmp_path: Path, name: str) -> None:
    """Provenance included; the summary counts them."""
    summary = ck.write_results(articles(), tmp_path / "out", KIT, format=name)

    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *(f"{table}.{name}" for table in ("articles", "names", "lengths", "failures")),
        "provenance.json",
    }
    assert summary.documents == 3
    assert summary.records == {"names": 5, "lengths": 3}
    assert summary.edits == {("shout", "shout:many"): 3}
    assert summary.failures == (ck.Failure("x", "read", "InputError", "broken", "x.txt"),)
    provenance = json.loads((tmp_path / "out" / "provenance.json").read_text("utf-8"))
    assert provenance["documents"] == 3
    assert provenance["options"]["format"] == name
    again = tmp_path / "again"
    ck.write_results(articles(), again, KIT, format=name)
    for path in again.iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes(), path


def test_dates_are_dates_and_spans_are_structs(tmp_path: Path) -> None:
    """In Parquet, and in DuckDB the same."""
    ck.write_results(articles(), tmp_path / "out", KIT, format="parquet")
    ck.write_results(articles(), tmp_path / "out.duckdb", KIT)
    first, second, _ = pq.read_table(tmp_path / "out" / "articles.parquet").to_pylist()
    names = pq.read_table(tmp_path / "out" / "names.parquet").to_pylist()

    assert (first["published"], second["published"]) == (dt.date(2023, 2, 10), None)
    assert dict(first["meta"]) == {"n": "3", "published": "2023-02-10", "title": "=1+1"}
    assert first["title"] == "=1+1"
    assert second["raw"] == "NATO \ufffd met, “said” Bo."
    assert names[0]["words"]["span"] == {"start": 1, "end": 5}
    assert [ck.from_dict(Name, row) for row in names if row["document"] == "a"] == list(
        KIT(DOCUMENTS[0]).records(Name)
    )
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as base:
        query = "SELECT a.id, a.published, n.words.span.start FROM articles a JOIN names n"
        found = base.execute(f"{query} ON n.document = a.id ORDER BY ALL LIMIT 1").fetchall()
        assert found == [("a", dt.date(2023, 2, 10), 1)]
        keys = base.execute("SELECT constraint_type FROM duckdb_constraints()").fetchall()
        assert keys.count(("FOREIGN KEY",)) == 2
        assert keys.count(("PRIMARY KEY",)) == 3


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2023-02-10", "2023-02-10", "2023-02-10"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2023-02-10..2023-02-12", "2023-02-10", "2023-02-12"),
        ("2023-02-10T12:00:00Z", "2023-02-10", "2023-02-10"),
        ("2023-02-31", None, None),
        ("9999", None, None),
        ("2023-2", None, None),
        ("20230210", None, None),
        ("10 Feb 2023", None, None),
        (None, None, None),
    ],
)
def test_event_dates_become_days(date: str | None, start: str | None, end: str | None) -> None:
    """The first and the last day; what is no ISO date stays text."""
    table = Table("events", ck.Event)
    row = table.shaped({"date": date})

    assert [day and str(day) for day in (row["date_start"], row["date_end"])] == [start, end]
    assert str(table.arrow_schema().field("date_start").type) == "date32[day]"


def test_csv_is_safe_to_open_in_a_spreadsheet(tmp_path: Path) -> None:
    """Cells that would run get an apostrophe; numbers stay numbers; a mark tells the encoding."""
    ck.write_results(articles(), tmp_path / "out", KIT, format="csv")
    assert (tmp_path / "out" / "articles.csv").read_bytes().startswith(codecs.BOM_UTF8)
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second, third = csv.DictReader(file)
    with (tmp_path / "out" / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        names = list(csv.DictReader(file))

    assert first["title"] == "'=1+1"
    assert first["raw"] == "'=NATO met!!! in Madrid 😀, said Ana!!"
    assert second["id"] == "b,\n"
    assert third["text"] == ""
    assert names[0]["words"] == "NATO"
    assert (names[0]["words_start"], names[0]["words_raw_end"]) == ("1", "5")
    dangerous = ("=", "+", "-", "@", "\t", "\r")
    for row in (first, second, third, *names):
        assert not [value for value in row.values() if value.startswith(dangerous)]


def test_sqlite_holds_a_table_a_kind_with_keys(tmp_path: Path) -> None:
    """And joins; provenance stands inside."""
    out = tmp_path / "results.sqlite"
    ck.write_results(articles(), out, KIT)
    assert [path.name for path in tmp_path.iterdir()] == ["results.sqlite"]
    base = sqlite3.connect(out)
    query = "SELECT a.id, n.words FROM articles a JOIN names n ON n.document = a.id LIMIT 2"
    assert base.execute(query).fetchall() == [("a", "NATO"), ("a", "Madrid")]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA foreign_key_list(names)").fetchone()[2:5] == (
        "articles",
        "document",
        "id",
    )
    assert base.execute("SELECT published FROM articles").fetchall()[0] == ("2023-02-10",)
    (provenance,) = base.execute("SELECT json FROM provenance").fetchone()
    assert json.loads(provenance)["documents"] == 3
    base.close()


@pytest.mark.parametrize("out", ["a.sqlite", "a.duckdb"])
def test_a_database_needs_ids_that_differ(tmp_path: Path, out: str) -> None:
    """Said in a line; nothing half-done is left in its place."""
    twice = KIT.stream(["NATO met.", "NATO met."])
    with pytest.raises(ck.InputError, match="ids are not unique"):
        ck.write_results(twice, tmp_path / out, KIT)
    assert not (tmp_path / out).exists()


def test_frames_have_the_columns_of_parquet() -> None:
    """Arrow, pandas, polars; empty tables keep their columns."""
    kit = ck.Pipeline([Shout()], [Names(), Lengths(), Stumble("NOT THERE")])
    arrow = ck.to_arrow(articles(), KIT)
    pandas = ck.to_pandas(articles(), KIT)
    polars = ck.to_polars(articles(), KIT)

    assert arrow["names"].num_rows == len(pandas["names"]) == polars["names"].height == 5
    assert pandas["articles"]["published"].iloc[0] == dt.date(2023, 2, 10)
    assert pandas["names"]["words"].iloc[0]["span"] == {"start": 1, "end": 5}
    words = polars["names"]["words"].struct.field("text").to_list()
    assert words == ["NATO", "Madrid", "Ana", "NATO", "Bo"]
    empty = ck.to_polars([], kit)
    assert empty["names"].columns == polars["names"].columns
    assert empty["names"].height == 0


@pytest.mark.parametrize("offsets", ["utf16", "bytes"])
def test_offsets_in_other_units_stand_beside_code_points(tmp_path: Path, offsets: Any) -> None:
    """In the clean text and in the raw one, for records, edits and notes."""
    document = ck.Document("“It’s!! on” 😀 NATO met.", "a")
    ck.write_results(KIT.stream([document]), tmp_path, KIT, offsets=offsets)
    rows = rows_of(tmp_path / "names.jsonl")
    (nato,) = [row for row in rows if row["words"]["text"] == "NATO"]
    (article,) = rows_of(tmp_path / "articles.jsonl")

    def units(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2 if offsets == "utf16" else len(text.encode())

    for where, span in (("text", nato["words"]["span"]), ("raw", nato["words"]["raw"])):
        assert article[where][span["start"] : span["end"]] == "NATO"
        for end in ("start", "end"):
            assert span[f"{end}_{offsets}"] == units(article[where][: span[end]])
    (edit,) = article["edits"]
    assert edit["raw"][f"start_{offsets}"] == units(document.raw[: edit["raw"]["start"]])
    (nato_again,) = [
        r
        for r in ck.to_polars(KIT.stream([document]), KIT, offsets=offsets)["names"].to_dicts()
        if r["words"]["text"] == "NATO"
    ]
    assert nato_again["words"] == nato["words"]


def test_reprints_name_what_they_copy(tmp_path: Path) -> None:
    """In a column of the articles; the first one has none."""
    story = " ".join(f"The minister met delegation {k} in the capital." for k in range(30))
    documents = [
        ck.Document(story, "a"),
        ck.Document("Something else happened in Madrid on that very day.", "b"),
        ck.Document(story.replace("capital.", "capital!!", 1), "c"),
        ck.Document(story.upper(), "d"),
        ck.Document("", "e"),
        ck.Document("", "f"),
    ]
    assert ck.near_duplicates(documents) == {"a": ("c", "d")}
    assert ck.near_duplicates(KIT.stream(documents)) == {"a": ("c", "d")}
    ck.write_results(KIT.stream(documents), tmp_path, KIT, duplicates=True)
    rows = rows_of(tmp_path / "articles.jsonl")
    assert [row["duplicate_of"] for row in rows] == [None, None, "a", "a", None, None]
    with pytest.raises(ck.ConfigError, match="threshold: wanted a number over 0 and up to 1"):
        ck.near_duplicates(documents, threshold=0)


def test_articles_that_differ_are_no_duplicates() -> None:
    """Two articles of one agency on one theme share phrases, and stay two."""
    first = " ".join(f"On day {k} the minister said talks would go on." for k in range(12))
    second = first.replace("minister said talks", "general denied that attacks")
    assert ck.near_duplicates([ck.Document(first, "a"), ck.Document(second, "b")]) == {}


def test_results_of_others_are_not_overwritten(tmp_path: Path) -> None:
    """Another pipeline, another format, other input: refused without force."""
    ck.write_results(articles(), tmp_path, KIT)
    ck.write_results(articles(), tmp_path, KIT)
    other = ck.Pipeline([Shout()], [Names()])
    for kit, options in ((other, {}), (KIT, {"format": "csv"}), (KIT, {"offsets": "bytes"})):
        with pytest.raises(ck.InputError, match="holds results of another run"):
            ck.write_results(kit.stream(DOCUMENTS), tmp_path, kit, **options)  # type: ignore[arg-type]
    with pytest.raises(ck.InputError, match="holds results of other input"):
        ck.write_results(KIT.stream(DOCUMENTS[:1]), tmp_path, KIT)
    assert len((tmp_path / "lengths.jsonl").read_text("utf-8").splitlines()) == 3
    tmp_path.joinpath("notes.jsonl").write_text("mine", "utf-8")
    ck.write_results(other.stream(DOCUMENTS), tmp_path, other, force=True)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {
        "articles.jsonl",
        "names.jsonl",
        "failures.jsonl",
        "provenance.json",
        "notes.jsonl",
    }


@pytest.mark.parametrize("out", ["a.sqlite", "a.duckdb"])
def test_databases_of_others_are_not_overwritten(tmp_path: Path, out: str) -> None:
    """As folders."""
    ck.write_results(articles(), tmp_path / out, KIT)
    ck.write_results(articles(), tmp_path / out, KIT)
    other = ck.Pipeline([Shout()], [Names()])
    with pytest.raises(ck.InputError, match="holds results of another run"):
        ck.write_results(other.stream(DOCUMENTS), tmp_path / out, other)
    ck.write_results(other.stream(DOCUMENTS), tmp_path / out, other, force=True)


@pytest.mark.parametrize("out", ["a.sqlite", "a.duckdb", "a.db"])
def test_a_file_that_is_none_of_ours_stays(tmp_path: Path, out: str) -> None:
    """A database that somebody else made, or no database at all."""
    tmp_path.joinpath(out).write_text("precious", "utf-8")
    with pytest.raises(ck.InputError, match="is there and not of corpuskit"):
        ck.write_results(articles(), tmp_path / out, KIT)
    assert tmp_path.joinpath(out).read_text("utf-8") == "precious"


@pytest.mark.parametrize(
    ("out", "name", "said"),
    [
        ("out", "xml", "format: wanted one of jsonl, jsonl.gz, jsonl.zst, csv, parquet"),
        ("out", "sqlite", "format: wanted an --out that ends in .sqlite"),
        ("out.sqlite", "csv", "format: wanted sqlite, got 'csv'; out.sqlite is a database"),
    ],
)
def test_formats_that_do_not_fit_are_refused(
    tmp_path: Path, out: str, name: str, said: str
) -> None:
    """Before anything is written."""
    with pytest.raises(ck.ConfigError, match=said):
        ck.write_results(articles(), tmp_path / out, KIT, format=name)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_stream_or_no_code_is_refused(tmp_path: Path) -> None:
    """A path is not the text of 5 documents; a name of a language is no code."""
    with pytest.raises(ck.ConfigError, match=r"documents: .*; ck.read\('texts'\) reads what lies"):
        ck.run("texts", tmp_path / "out", KIT)
    with pytest.raises(ck.ConfigError, match=r"languages: wanted codes .*, got 'english'"):
        ck.run([], tmp_path / "out", KIT, languages=["english"])
    assert list(tmp_path.iterdir()) == []


def test_articles_in_other_languages_are_left_out_on_demand(tmp_path: Path) -> None:
    """And counted."""
    from tests.parts import Russian

    kit = ck.Pipeline([Russian()], [Lengths()])
    for wanted, count in ((["en"], 0), (["ru", "en"], 3), (None, 3)):
        summary = ck.write_results(
            kit.stream(DOCUMENTS), tmp_path, kit, languages=wanted, force=True
        )
        assert (summary.documents, summary.left_out) == (count, 3 - count)


@pytest.mark.parametrize("name", ["jsonl", "parquet", "out.sqlite", "out.duckdb"])
def test_a_full_disk_is_told_and_finished_parts_are_kept(tmp_path: Path, name: str) -> None:
    """On a file system of one megabyte; afterwards the run goes on where it stopped."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)],  # noqa: S607
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("mounting needs root")
    kit = ck.Pipeline([Shout()], [Lengths()])
    documents = [ck.Document(f"NATO met {k}. " * 100, f"d{k}") for k in range(600)]
    out = small / name if "." in name else small
    form = None if "." in name else name
    try:
        with pytest.raises(ck.InputError, match=r"finished parts are kept in .*, --resume goes on"):
            ck.run(documents, out, kit, format=form, part_size=10)
        parts = list(small.rglob("*.part"))
        assert parts
        remount = ["mount", "-o", "remount,size=50m", str(small)]
        subprocess.run(remount, check=True)
        summary = ck.run(documents, out, kit, format=form, part_size=10, resume=True)
        assert summary.documents == 600
    finally:
        subprocess.run(["umount", str(small)], check=True)  # noqa: S607


def test_folders_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    """A file in the way, and a place where nobody may write."""
    tmp_path.joinpath("file").write_text("x", "utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "out", "/proc/nowhere"):
        with pytest.raises(ck.InputError):
            ck.write_results(articles(), out, KIT)


def test_no_document_at_all(tmp_path: Path) -> None:
    """Every file is there, with its columns."""
    for name in FORMATS:
        summary = ck.write_results([], tmp_path / name, KIT, format=name)
        assert summary.documents == 0
    assert pq.read_table(tmp_path / "parquet" / "names.parquet").num_rows == 0
    header = (tmp_path / "csv" / "names.csv").read_text("utf-8-sig")
    assert header.startswith("schema_version,document,id,words,words_start")
