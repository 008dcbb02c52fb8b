"""CSV, Parquet, WARC, compressed and remote files: what they give, and how each can be broken."""

from __future__ import annotations

import datetime as dt
import functools
import gzip
import http.server
import io
import json
import re
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import corpuskit as ck
from corpuskit.io.sources import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROWS = [
    {"id": f"a{k}", "text": f"NATO met on day {k}.\n" * 20, "date": "2023-02-10"} for k in range(50)
]

PAGE = """<html><head><title>Talks</title><meta charset="windows-1251"></head><body><article>
<p>The minister said in Zürich that the talks would go on for another week in the city.</p>
</article></body></html>"""


def jsonl() -> bytes:
    """The rows as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def parquet() -> bytes:
    """The rows as Parquet, several row groups."""
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), sink, row_group_size=10)
    return sink.getvalue()


def archive(*records: tuple[str, str, bytes, bytes]) -> bytes:
    """A WARC of (type, URI, HTTP header or nothing, payload)."""
    parts = []
    for number, (kind, uri, head, payload) in enumerate(records):
        block = head + (b"\r\n\r\n" if head else b"") + payload
        content = b"application/http; msgtype=response" if head else b"text/plain"
        parts += [
            b"WARC/1.0\r\nWARC-Type: " + kind.encode() + b"\r\nWARC-Target-URI: " + uri.encode(),
            b"\r\nWARC-Date: 2023-02-10T00:00:00Z\r\nContent-Type: " + content,
            b"\r\nWARC-Record-ID: <urn:uuid:0000000" + str(number).encode() + b">",
            b"\r\nContent-Length: " + str(len(block)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n",
        ]
    return b"".join(parts)


def page(status: bytes = b"200 OK", kind: bytes = b"text/html; charset=utf-8") -> bytes:
    """The header of an HTTP answer."""
    return b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind


def texts(items: Iterator[ck.Document | ck.Failure]) -> list[str]:
    """The raw texts, failures left out."""
    return [item.raw for item in items if isinstance(item, ck.Document)]


def failures(path: Path, *, max_bytes: int = MAX_BYTES) -> tuple[int, list[ck.Failure]]:
    """How many documents a file gives, and the failures."""
    items = list(ck.read(path, on_error="collect", max_bytes=max_bytes))
    failed = [item for item in items if isinstance(item, ck.Failure)]
    return len(items) - len(failed), failed


PACKED: Sequence[tuple[str, Callable[[bytes], bytes]]] = [
    ("", bytes),
    (".gz", gzip.compress),
    (".zst", zstandard.ZstdCompressor().compress),
]


@pytest.mark.parametrize(("ending", "packed"), PACKED)
@pytest.mark.parametrize(("name", "data"), [("a.jsonl", jsonl()), ("a.parquet", parquet())])
def test_every_format_gives_the_same_documents(
    tmp_path: Path, name: str, data: bytes, ending: str, packed: Callable[[bytes], bytes]
) -> None:
    """Compressed or not, by its name or, where that tells nothing, by its content."""
    if name.endswith("parquet") and ending:
        pytest.skip("Parquet is compressed inside")
    for called in (name + ending, "export"):
        tmp_path.joinpath(called).write_bytes(packed(data))
        first, *rest = ck.read(tmp_path / called)
        assert isinstance(first, ck.Document)
        assert (first.id, first.raw, len(rest)) == ("a0", ROWS[0]["text"], 49)
        assert first.metadata.value("published") == "2023-02-10"


@pytest.mark.parametrize(("ending", "packed"), PACKED[1:])
def test_a_truncated_file_gives_what_can_be_read_and_a_failure(
    tmp_path: Path, ending: str, packed: Callable[[bytes], bytes]
) -> None:
    """The cut is never passed over in silence."""
    rows = (json.dumps({"text": f"{k} {hash(k * 7919)}"}) for k in range(100_000))
    data = packed("\n".join(rows).encode())
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(data[: len(data) // 2])
    count, failed = failures(path)

    assert count > 20_000
    assert "the compressed file is cut off" in failed[-1].message
    assert failed[-1].place == str(path)
    with pytest.raises(ck.InputError, match="cut off"):
        list(ck.read(path))


def test_a_small_gzip_file_gives_all_that_stands_before_the_cut(tmp_path: Path) -> None:
    """Also what one read would have taken together with the cut."""
    rows = [json.dumps({"text": f"{k} {hash(k * 7919)}"}) for k in range(400)]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode())[:-900])
    count, failed = failures(path)

    assert count > 200
    assert "cut off" in failed[-1].message


@pytest.mark.parametrize(("ending", "packed"), PACKED[1:])
def test_a_damaged_file_is_told(
    tmp_path: Path, ending: str, packed: Callable[[bytes], bytes]
) -> None:
    """Bytes overwritten in the middle."""
    data = bytearray(packed(jsonl() * 500))
    data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(data)
    _, failed = failures(path)

    assert failed
    assert not [f for f in failed if f.error != "InputError"]


def test_frames_and_members_follow_each_other(tmp_path: Path) -> None:
    """As crawlers write them, one for each record."""
    for ending, packed in PACKED[1:]:
        tmp_path.joinpath(f"a.jsonl{ending}").write_bytes(packed(jsonl()) * 3)
        assert len(texts(ck.read(tmp_path / f"a.jsonl{ending}"))) == 150


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (b"id,text\n1,A\n2,B\n", [("1", "A"), ("2", "B")]),
        (b"id;text\r\n1;A, B\r\n", [("1", "A, B")]),
        (b"text\tid\nA\t1\n", [("1", "A")]),
        (b'id,text\n1,"A\nB ""C"""\n2,D\n', [("1", 'A\nB "C"'), ("2", "D")]),
        ("\ufeffid,text\n1,Zürich\n".encode(), [("1", "Zürich")]),
        ("\ufeffid\ttext\n1\tZürich\n".encode("utf-16-le"), [("1", "Zürich")]),
        ("id,text\n1,Zürich\n".encode("cp1252"), [("1", "Zürich")]),
        (b"ID,Body\n1,A\n", [("1", "A")]),
        (b"id,text\n\n1,\n", [("1", "")]),
        (b"id,text\n1,A\x00B\n", [("1", "A\x00B")]),
        (b"text\nA\nB\n", [("a.csv:2", "A"), ("a.csv:3", "B")]),
        (b"", []),
        (b"id,text\n", []),
    ],
)
def test_tables(tmp_path: Path, data: bytes, want: list[tuple[str, str]]) -> None:
    """Delimiters, quotes, line breaks in cells, encodings; the columns found by their names."""
    tmp_path.joinpath("a.csv").write_bytes(data)
    items = ck.read_csv(tmp_path / "a.csv")

    assert [(item.id, item.raw) for item in items if isinstance(item, ck.Document)] == want


@pytest.mark.parametrize(
    ("data", "read", "place", "problem"),
    [
        (b'id,text\n1,A\n2,"B\n3,C\n4,D\n', 3, "line 3", "not CSV: unexpected end of data"),
        (b'id,text\n1,"A\n2,"B"\n3,C\n', 2, "line 2", "not CSV: ',' expected after '\"'"),
        (b"id,text\n1,A,x\n2,B\n", 1, "line 2", "wanted 2 cells, got 3"),
        (b"id,text\n1\n2,B\n", 1, "line 2", "wanted 2 cells, got 1"),
        (b'id,text\n1,"A"B\n2,B\n', 1, "line 2", "not CSV: ',' expected after '\"'"),
        (b"id,text\n1," + b"x" * 5000 + b"\n2,B\n", 1, "line 2", "more than 1,000 bytes"),
        (b'id,text\n1,"' + b"x\n" * 900 + b'"\n2,B\n', 1, "line 2", "more than 1,000 bytes"),
        (b"id,words\n1,A\n", 0, None, "no column with the text; there are: id, words"),
        (b"id,text,text\n1,A,B\n", 0, "line 1", "columns of the same name: text"),
    ],
)
def test_a_broken_row_costs_itself_only(
    tmp_path: Path, data: bytes, read: int, place: str | None, problem: str
) -> None:
    """Its line is told; reading goes on with the next one."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    count, failed = failures(path, max_bytes=1000)

    assert count == read
    assert failed[0].place == (f"{path}, {place}" if place else str(path))
    assert problem in failed[0].message
    with pytest.raises(ck.InputError, match=re.escape(problem)):
        list(ck.read_csv(path, max_bytes=1000))


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_columns_are_named_by_the_user(tmp_path: Path, name: str) -> None:
    """Each field of the library from any column; a wrong name lists those that are there."""
    row = {"nr": "7", "words": "A", "text": "B", "when": "2023-02-10", "where": "https://x.org"}
    if name == "a.csv":
        data = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
        tmp_path.joinpath(name).write_text(data, "utf-8")
    else:
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / name)
    fields = {"id": "nr", "text": "words", "date": "when", "url": "where"}
    (document,) = ck.read(tmp_path / name, fields=fields)

    assert isinstance(document, ck.Document)
    assert (document.id, document.raw) == ("7", "A")
    assert document.metadata.value("published") == "2023-02-10"
    assert document.metadata.value("url") == "https://x.org"
    wanted = "no column 'body' for text; there are: nr, words, text, when, where"
    with pytest.raises(ck.InputError, match=wanted):
        list(ck.read(tmp_path / name, fields={"text": "body"}))


def test_keys_of_lines_are_named_by_the_user(tmp_path: Path) -> None:
    """As columns are."""
    tmp_path.joinpath("a.jsonl").write_text('{"text": "A", "words": "B", "k": 3}\n', "utf-8")
    fields = {"text": "words", "id": "k"}
    (document,) = ck.read_jsonl(tmp_path / "a.jsonl", fields=fields)

    assert isinstance(document, ck.Document)
    assert (document.id, document.raw) == ("3", "B")


def test_parquet_keeps_the_types_that_metadata_has(tmp_path: Path) -> None:
    """Dates as ISO days, nested values as JSON; a row without text is a failure with its number."""
    day = dt.date(2023, 2, 10)
    rows = [
        {"text": "A", "date": day, "n": 3, "tags": ["x"], "raw_bytes": b"\x00"},
        {"text": None, "date": day, "n": None, "tags": None, "raw_bytes": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    document, failure = ck.read_parquet(tmp_path / "a.parquet", on_error="collect")

    assert isinstance(document, ck.Document)
    assert document.metadata.value("published") == "2023-02-10"
    assert (document.meta["n"], document.meta["tags"]) == (3, '["x"]')
    assert isinstance(failure, ck.Failure)
    assert failure.place == f"{tmp_path / 'a.parquet'}, row 2"
    assert failure.message == "wanted a string under 'text', got NoneType"


def test_a_broken_value_of_parquet_costs_its_row(tmp_path: Path) -> None:
    """A text that is no UTF-8, a day that Python does not know; the other rows are read."""
    texts = pa.array([b"A", b"\xff", b"B", b"C"]).cast(pa.string(), safe=False)
    days = pa.array([0, 0, 2**62, 0], pa.timestamp("us"))
    pq.write_table(pa.table({"text": texts, "date": days}), tmp_path / "a.parquet")
    found = list(ck.read_parquet(tmp_path / "a.parquet", on_error="collect"))

    assert [item.raw if isinstance(item, ck.Document) else item.place[-5:] for item in found] == [
        "A", "row 2", "row 3", "C",
    ]  # fmt: skip
    for failure in found[1:3]:
        assert isinstance(failure, ck.Failure)
        assert failure.message.startswith("broken value: ")
    with pytest.raises(ck.InputError, match="row 2"):
        list(ck.read_parquet(tmp_path / "a.parquet"))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.99])
def test_truncated_parquet_is_told(tmp_path: Path, keep: float) -> None:
    """Its footer is gone, so nothing of it can be read."""
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet()[: int(len(parquet()) * keep)])
    count, (failure,) = failures(path)

    assert count == 0
    assert failure.message.startswith("broken Parquet: ")


def test_a_damaged_row_group_costs_only_itself(tmp_path: Path) -> None:
    """The footer is whole, one group in the middle is not."""
    data = bytearray(parquet())
    group = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(2)
    start = group.column(0).dictionary_page_offset or group.column(0).data_page_offset
    data[start : start + 1000] = b"\xff" * 1000
    tmp_path.joinpath("a.parquet").write_bytes(data)
    count, (failure,) = failures(tmp_path / "a.parquet")

    assert count == 40
    assert failure.place.endswith("a.parquet, row group 3")


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_archives_give_their_pages(tmp_path: Path, ending: str) -> None:
    """HTML answers only; charset from the header before that of the page; record id and URI kept."""
    body = PAGE.encode()
    data = archive(
        ("warcinfo", "x", b"", b"software: test"),
        ("response", "https://x.org/a", page(), body),
        ("response", "https://x.org/b", page(kind=b"image/png"), b"\x89PNG"),
        ("response", "https://x.org/c", page(b"404 Not Found"), body),
        ("request", "https://x.org/a", b"GET / HTTP/1.1", b""),
        (
            "response",
            "https://x.org/d",
            page(kind=b"text/html; charset=cp1252"),
            PAGE.encode("cp1252"),
        ),
    )
    path = tmp_path / f"a.warc{ending}"
    path.write_bytes(gzip.compress(data) if ending else data)
    first, second = ck.read(path)

    for document, number, uri in ((first, 1, "a"), (second, 5, "d")):
        assert isinstance(document, ck.Document)
        assert document.raw.startswith("The minister said in Zürich that")
        assert document.id == document.meta["warc_record_id"] == f"urn:uuid:0000000{number}"
        assert document.meta["url"] == f"https://x.org/{uri}"
        assert document.meta["warc_date"] == "2023-02-10T00:00:00Z"
        assert document.metadata.value("title") == "Talks"


def test_archives_of_texts(tmp_path: Path) -> None:
    """WET files: one text a record."""
    data = archive(
        ("conversion", "https://x.org/a", b"", "Zürich".encode()),
        ("conversion", "https://x.org/b", b"", b"NATO met."),
    )
    tmp_path.joinpath("a.warc.wet.gz").write_bytes(gzip.compress(data))

    assert texts(ck.read(tmp_path)) == ["Zürich", "NATO met."]


@pytest.mark.parametrize("cut", range(5, 420, 23))
def test_an_archive_cut_in_a_record(tmp_path: Path, cut: int) -> None:
    """The record before the cut is read, the cut one is told: in its header, its text, its end."""
    data = archive(*[("conversion", "https://x.org/a", b"", b"NATO met. " * 20)] * 3)
    one = len(data) // 3
    path = tmp_path / "a.wet"
    path.write_bytes(data[: one + cut])
    count, (failure,) = failures(path)

    assert count == (2 if one - cut <= 4 else 1)
    assert "cut off" in failure.message
    assert failure.place.startswith(str(path))


def test_a_record_over_the_limit_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    """With the limit and its option in the message."""
    row = json.dumps({"text": "A"})
    path = tmp_path / "a.jsonl"
    path.write_text(f"{row}\n{json.dumps({'text': 'x' * 2000})}\n{row}\n", "utf-8")
    wanted = "more than 1,000 bytes in one record; --max-bytes (max_bytes=) raises the limit"
    for name, data in (
        ("a.txt", b"x" * 1001),
        ("b.html", b"<p>" + b"x" * 1001),
        ("c.wet", archive(("conversion", "u", b"", b"x" * 1001))),
    ):
        tmp_path.joinpath(name).write_bytes(data)
        count, (failure,) = failures(tmp_path / name, max_bytes=1000)
        assert (count, failure.message) == (0, wanted)
    count, (failure,) = failures(path, max_bytes=1000)
    assert (count, failure.message, failure.place) == (2, wanted, f"{path}, line 2")


class Endless(io.RawIOBase):
    """A line of two gigabytes, then a good one."""

    def __init__(self) -> None:
        self.left = 2_000_000_000
        self.rest = b'\n{"text": "A"}\n'

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        size = min(len(buffer), self.left)
        self.left -= size
        if not size:
            size = len(self.rest)
            buffer[:size], self.rest = self.rest, b""
        else:
            buffer[:size] = b"{" * size
        return size


def test_two_gigabytes_in_a_line_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused after the limit and passed over in pieces; then the next line comes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    tracemalloc.start()
    failure, document = ck.read("-", on_error="collect", max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 20_000_000
    assert isinstance(failure, ck.Failure)
    assert (failure.place, failure.message[:24]) == ("stdin, line 1", "more than 1,000,000 byte")
    assert isinstance(document, ck.Document)
    assert document.raw == "A"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Formats of many records are read record by record."""
    peaks = {}
    for name in ("a.jsonl.gz", "a.csv", "a.parquet", "a.wet"):
        for times in (1, 8):
            rows = [{"text": f"{k} " + "NATO met. " * 200} for k in range(500 * times)]
            path = tmp_path / f"{times}{name}"
            if name == "a.csv":
                path.write_text("text\n" + "\n".join(row["text"] for row in rows), "utf-8")
            elif name == "a.parquet":
                pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=250)
            elif name == "a.wet":
                records = [("conversion", "u", b"", row["text"].encode()) for row in rows]
                path.write_bytes(archive(*records))
            else:
                data = "\n".join(map(json.dumps, rows)).encode()
                path.write_bytes(gzip.compress(data, 1))
            tracemalloc.start()
            assert sum(1 for _ in ck.read(path)) == len(rows)
            peaks[name, times] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert peaks[name, 8] < 1.5 * peaks[name, 1] + 300_000, (name, peaks)


def test_how_far_reading_has_come(tmp_path: Path) -> None:
    """A share of the bytes, for progress bars."""
    tmp_path.joinpath("a.jsonl").write_bytes(jsonl() * 30)
    tmp_path.joinpath("b.txt").write_bytes(bytes(b"x" * len(jsonl()) * 30))
    reading = ck.read(tmp_path)
    assert reading.fraction == 0.0
    seen = []
    for _ in range(1500):
        next(reading)
        seen.append(reading.fraction or 0.0)
    assert seen == sorted(seen)
    assert 0.4 < seen[-1] <= 0.51
    assert len(list(reading)) == 1
    assert reading.fraction == 1.0


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    """Those of editors, notebooks and of runs that were interrupted."""
    tmp_path.joinpath(".parts").mkdir()
    for name in ("a.txt", ".b.txt", ".parts/c.txt"):
        tmp_path.joinpath(name).write_text("A", "utf-8")

    assert [item.id for item in ck.read(tmp_path) if isinstance(item, ck.Document)] == ["a.txt"]


def test_remote_files_are_read_like_those_here(tmp_path: Path) -> None:
    """A file and a folder, through fsspec."""
    memory = fsspec.filesystem("memory")
    memory.pipe("/press/deep/a.jsonl.gz", gzip.compress(jsonl()))
    memory.pipe("/press/b.txt", b"NATO met.")
    memory.pipe("/press/picture.png", b"\x89PNG")
    ids = [item.id for item in ck.read("memory://press") if isinstance(item, ck.Document)]

    assert len(ids) == 51
    assert {"a0", "b.txt"} <= set(ids)
    (text,) = texts(ck.read("memory://press/b.txt"))
    assert text == "NATO met."
    assert tmp_path.exists()
    with pytest.raises(ck.InputError, match="memory://press/nothing: no such file or folder"):
        ck.read("memory://press/nothing")
    with pytest.raises(ck.InputError, match="Protocol not known: nosuch"):
        ck.read("nosuch://press")


def test_files_of_a_web_server(tmp_path: Path) -> None:
    """On this machine; what is not there is told."""
    tmp_path.joinpath("a.jsonl.gz").write_bytes(gzip.compress(jsonl()))
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            assert len(texts(ck.read(f"{address}/a.jsonl.gz"))) == 50
            with pytest.raises(ck.InputError):
                list(ck.read(f"{address}/b.jsonl"))
        finally:
            server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    ("module", "name", "data", "said"),
    [
        ("fastwarc", "a.warc", b"WARC/1.0\r\n", "pip install fastwarc"),
        ("zstandard", "a.jsonl.zst", b"\x28\xb5\x2f\xfd", "pip install zstandard"),
        ("pyarrow", "a.parquet", b"PAR1", "pip install pyarrow"),
        ("fsspec", "memory://a", b"", "pip install fsspec"),
    ],
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes, said: str
) -> None:
    """With the line to type."""
    for loaded in [m for m in sys.modules if m.split(".")[0] == module]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    path: str | Path = name
    if "://" not in name:
        path = tmp_path / name
        path.write_bytes(data)
    with pytest.raises(ck.MissingDependency, match=said):
        list(ck.read(path, on_error="collect"))


def test_formats_that_are_not_used_are_not_loaded() -> None:
    """Reading text costs neither pyarrow nor fsspec."""
    import subprocess

    script = (
        "import sys, corpuskit as ck; list(ck.read('examples/press'));"
        "print([m for m in ('pyarrow', 'fsspec', 'fastwarc', 'duckdb', 'dask', 'pandas')"
        " if m in sys.modules])"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
