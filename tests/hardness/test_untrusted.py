"""Data from anywhere: what it must not be able to do."""

from __future__ import annotations

import ast
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit as ck
from tests.parts import Lengths, Shout

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PRESS = ROOT / "examples" / "press"

GUARD = """
import os, sys
LOG = os.environ["CORPUSKIT_AUDIT"]
OUT = os.environ.get("CORPUSKIT_OUT", "")
NEVER = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request",
         "os.system", "os.exec", "ftplib.connect", "http.client.connect")
def watch(event, arguments):
    wrong = (event in NEVER and not (event == "socket.bind" and arguments[1] == ("::1", 0))) or (event == "pickle.find_class" and not os.environ.get("CORPUSKIT_WORKERS"))
    if event == "open" and OUT and isinstance(arguments[0], str) and isinstance(arguments[2], int):
        path = os.path.realpath(arguments[0])
        writing = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        mine = path.startswith((OUT, "/dev/", "/proc/")) or "__pycache__" in path
        wrong = bool(writing) and not mine
    if wrong:
        line = f"{event} {arguments!r}\\n".encode("utf-8", "backslashreplace")
        os.write(FILE, line)
FILE = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(watch)
"""
"""Runs at the start of every Python process, workers too, and writes down what must not happen.

urllib3, which trafilatura imports, binds a socket on ::1 to see whether the machine knows IPv6.
"""


def guarded(tmp_path: Path, command: list[str], **more: str) -> list[str]:
    """What a command, in processes that are watched, did and should not have done."""
    guard = tmp_path / "guard"
    guard.mkdir(exist_ok=True)
    guard.joinpath("sitecustomize.py").write_text(GUARD, "utf-8")
    log = tmp_path / "log"
    path = os.pathsep.join([str(guard), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "CORPUSKIT_AUDIT": str(log), **more}
    done = subprocess.run(
        [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return log.read_text("utf-8").splitlines()


def test_the_guard_notices(tmp_path: Path) -> None:
    """A connection, a pickle, a file outside."""
    code = "import socket, pickle, decimal; pickle.loads(pickle.dumps(decimal.Decimal(1)))\n"
    code += "socket.socket().connect_ex(('127.0.0.1', 9))\nopen('elsewhere', 'w').close()"
    seen = guarded(tmp_path, ["-c", code], CORPUSKIT_OUT=str(tmp_path / "out"))

    assert {line.split()[0] for line in seen} == {"pickle.find_class", "socket.connect", "open"}


def test_no_network_no_pickle_nothing_outside_the_folder(tmp_path: Path) -> None:
    """All steps over the five articles and a page that wants things fetched, then the report."""
    source = tmp_path / "in"
    source.mkdir()
    for path in PRESS.glob("*.txt"):
        source.joinpath(path.name).write_bytes(path.read_bytes())
    source.joinpath("page.html").write_text(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html lang=en><head><base href="http://127.0.0.1:9/">'
        '<link rel=stylesheet href=a.css><script src="http://127.0.0.1:9/x.js"></script></head><body><article>'
        '<img src="http://127.0.0.1:9/i.png"><p>NATO met on Monday in Brussels. “It is over,” Joe Biden said.</p>'
        '<iframe src="file:///etc/passwd"></iframe></article></body></html>',
        "utf-8",
    )
    out = tmp_path / "out"
    run = ["-m", "corpuskit", "run", str(source), "--out", str(out)]

    assert guarded(tmp_path, run, CORPUSKIT_OUT=str(out)) == []
    report = ["-m", "corpuskit", "report", str(out), "--out", str(out / "report.html")]
    assert guarded(tmp_path, report, CORPUSKIT_OUT=str(out)) == []
    clean = ["-m", "corpuskit", "clean", str(source)]
    assert guarded(tmp_path, clean, CORPUSKIT_OUT=str(out)) == []
    workers = [*run[:-1], str(tmp_path / "two"), "--workers", "2"]
    assert guarded(tmp_path, workers, CORPUSKIT_WORKERS="1") == []


def test_nothing_of_the_data_is_run() -> None:
    """No eval, exec, shell or unsafe loader in the package; pickles are those of our own workers."""
    named = {"eval", "exec", "compile", "__import__"}
    methods = {"loads", "load", "Unpickler", "system", "popen", "Popen", "check_output", "run"}
    modules = {"pickle", "marshal", "shelve", "yaml", "os", "subprocess", "dill", "joblib"}
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in named:
                found.add((path.name, called.id))
            if (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and called.value.id in modules
                and called.attr in methods
            ):
                found.add((path.name, f"{called.value.id}.{called.attr}"))

    ours = {"workers.py", "batches.py", "dask.py", "testing.py"}
    assert found <= {(name, "pickle.loads") for name in ours}


def test_no_clock_no_chance_no_environment() -> None:
    """What would make two runs differ; the command line may show a rate."""
    unsteady = {
        ("time", "time"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("uuid", "uuid4"),
        ("random", "random"), ("random", "choice"), ("random", "shuffle"), ("os", "environ"), ("os", "getenv"),
        ("locale", "getlocale"), ("time", "localtime"), ("os", "urandom"),
    }  # fmt: skip
    found = {
        (path.name, node.value.id, node.attr)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in unsteady
    }

    assert found == set()


IDS = (
    "../../escaped", "/root/escaped", "..", ".", "", "a/b/c", "C:\\escaped", "a\x00b", "x" * 5000, "con", "=1+1",
    "\x1b[31mred", "a\nb", "'; DROP TABLE articles; --", "\u202egnp.exe", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "out.sqlite", "out.duckdb"])
def test_ids_are_never_paths(tmp_path: Path, name: str) -> None:
    """Whatever a document is called, the same files appear, in the folder that was named."""
    kit = ck.Pipeline([Shout()], [Lengths()])
    harmless = [ck.Document("NATO met!!", f"d{k}") for k in range(len(IDS))]
    hostile = [ck.Document("NATO met!!", given) for given in IDS]
    files = []
    for documents, where in ((harmless, "one/deep/down"), (hostile, "two/deep/down")):
        folder = tmp_path / where
        folder.mkdir(parents=True)
        out = folder / name if "." in name else folder
        ck.run(documents, out, kit, format=None if "." in name else name)
        top = tmp_path / where.partition("/")[0]
        files.append(sorted(str(path.relative_to(top)) for path in top.rglob("*")))

    assert files[0] == files[1]


def test_a_folder_of_strangers_cannot_name_files_to_delete(tmp_path: Path) -> None:
    """The list of stale files in provenance.json counts for its own folder only."""
    kit = ck.Pipeline([Shout()], [Lengths()])
    out = tmp_path / "out"
    precious = tmp_path / "precious.txt"
    precious.write_text("x", "utf-8")
    ck.run([ck.Document("NATO met!!", "d")], out, kit)
    known = out / "provenance.json"
    told = json.loads(known.read_text("utf-8"))
    stale = out / "stale.jsonl"
    stale.write_text("{}\n", "utf-8")
    told["files"] += ["../precious.txt", str(precious), "stale.jsonl"]
    known.write_text(json.dumps(told), "utf-8")
    ck.run([ck.Document("NATO left!!", "d")], out, kit, force=True)

    assert precious.exists()
    assert not stale.exists()


BOMB = """
import resource, sys
import corpuskit as ck
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
for item in ck.read(sys.argv[1], max_bytes=5_000_000, on_error="collect"):
    print(f"{item.message} @ {item.place}" if isinstance(item, ck.Failure) else f"{len(item.raw)} characters")
"""


def unpacked(path: Path) -> list[str]:
    """What reading says, in a process that may use three gigabytes of address space."""
    run = [sys.executable, "-c", BOMB, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_compressed_files_that_unpack_to_too_much(tmp_path: Path) -> None:
    """A thousandth of the size on disk: refused in a line, and what follows is read."""
    zstandard = pytest.importorskip("zstandard")
    million = b"a" * 1_000_000
    with gzip.open(tmp_path / "one.txt.gz", "wb", 1) as file:
        for _ in range(500):
            file.write(million)
    with gzip.open(tmp_path / "many.jsonl.gz", "wb", 1) as file:
        file.write(b'{"text": "')
        for _ in range(300):
            file.write(million)
        file.write(b'"}\n{"text": "NATO met."}\n')
    packed = zstandard.ZstdCompressor().compress(b"a" * 1_000_000_000)
    tmp_path.joinpath("one.txt.zst").write_bytes(packed)
    twice = gzip.compress(gzip.compress(million * 50))
    tmp_path.joinpath("twice.txt.gz").write_bytes(twice)

    for name in ("one.txt.gz", "one.txt.zst"):
        (said,) = unpacked(tmp_path / name)
        assert said.startswith("more than 5,000,000 bytes in one record; --max-bytes"), name
    first, second = unpacked(tmp_path / "many.jsonl.gz")
    assert first.startswith("more than 5,000,000 bytes")
    assert second == "9 characters"
    (said,) = unpacked(tmp_path / "twice.txt.gz")
    assert said.startswith("holds binary data; wanted text")  # unpacked once, as the name says


def test_parquet_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A value of a gigabyte; a dictionary of one word that twenty rows name."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    large = pa.table({"text": ["a" * 700_000_000]})
    pq.write_table(large, tmp_path / "large.parquet", compression="zstd", use_dictionary=False)
    word = pa.DictionaryArray.from_arrays(pa.array([0] * 20, pa.int32()), ["a" * 50_000_000])
    pq.write_table(pa.table({"text": word}), tmp_path / "words.parquet", compression="zstd")

    (said,) = unpacked(tmp_path / "large.parquet")
    assert said.startswith("more than 5,000,000 bytes in one record")
    assert "row group 1" in said
    lines = unpacked(tmp_path / "words.parquet")
    assert len(lines) == 20
    assert all(line.startswith("more than 5,000,000 bytes") for line in lines)


def test_a_zip_is_no_text(tmp_path: Path) -> None:
    """Zip files are not opened; named as text they are refused, and a folder passes over them."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../escaped.txt", "a" * 1_000_000)
    tmp_path.joinpath("b.txt").write_bytes(tmp_path.joinpath("a.zip").read_bytes())

    found = list(ck.read(tmp_path, on_error="collect"))
    assert [item.message for item in found if isinstance(item, ck.Failure)] == [
        "holds binary data; wanted text"
    ]
    assert len(found) == 1


def test_pages_of_a_crawl_that_unpack_to_too_much(tmp_path: Path) -> None:
    """The limit holds for the page, not for its compressed form."""
    pytest.importorskip("fastwarc")
    body = gzip.compress(b"<p>" * 10_000_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    http += b"Content-Length: %d\r\n\r\n" % len(body) + body
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://x/\r\n"
    record += (
        b"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    record += b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    tmp_path.joinpath("a.warc").write_bytes(record)

    (said,) = unpacked(tmp_path / "a.warc")
    assert said.startswith("more than 5,000,000 bytes in one record")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000, "<p>" * 50_000, "<table><tr><td>" * 7_000, "<ul><li>" * 12_000, "<b>" * 30_000, "<" * 100_000,
        "&amp" * 25_000, "<!--" * 25_000, "<a b='" * 17_000, "<script>" * 12_000, "<span>x</span>" * 7_000,
        '<script type="application/ld+json">' + "[" * 100_000, "<time datetime=2020-01-01>x</time>" * 3_000,
    ],
    ids=lambda page: page[:24],
)  # fmt: skip
def test_hostile_pages_are_data(page: str) -> None:
    """Deep nesting, nothing closed, runs of every kind: a document comes out, soon."""
    import time

    pytest.importorskip("trafilatura")
    started = time.process_time()
    document = ck.parse_html(f"<html><body><article><p>NATO met on Monday.</p>{page}")
    assert isinstance(document, ck.Document)
    assert time.process_time() - started < 20


def test_entities_of_a_page_are_not_expanded() -> None:
    """Neither a file of this machine nor a billion laughs."""
    pytest.importorskip("trafilatura")
    passwords = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{"&" * 1}{before};&{before};&{before};&{before};">'
        for before, name in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
    )
    page = "<html><body><article><p>NATO met on Monday. It said &x; and &p; again.</p></article>"
    for head in (passwords, laughs + "]>"):
        document = ck.parse_html(head + page)
        assert "root:" not in document.raw
        assert len(document.raw) < 2000


@pytest.mark.parametrize(
    "toml", ["a = " + "[" * 100_000, "a" + ".a" * 1_000 + " = 1", "[" * 5000, "x = '" * 100]
)
def test_hostile_configurations_are_refused(toml: str) -> None:
    """With an error of ours, not the stack's."""
    with pytest.raises(ck.ConfigError):
        ck.Pipeline.from_toml(toml)
