"""Whatever the user points to: folders, files, lines, and what is wrong with them."""

from __future__ import annotations

import hashlib
import io
import json
import random
import sys
from typing import TYPE_CHECKING

import pytest

import corpuskit as ck

if TYPE_CHECKING:
    from pathlib import Path


def test_the_five_articles_come_as_they_were_scraped(press: list[Path]) -> None:
    """Sorted, named after their files, every character of them."""
    documents = list(ck.read(press[0].parent))

    assert [d.id for d in documents if isinstance(d, ck.Document)] == [p.name for p in press]
    for document, path in zip(documents, press, strict=True):
        assert isinstance(document, ck.Document)
        assert document.raw == path.read_text("utf-8")
        assert document.meta["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert document.meta["encoding"] == "utf-8"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "bom"),
    [
        ("Zürich\r\n".encode(), "Zürich\r\n", "utf-8", False),
        ("\ufeffZürich".encode(), "Zürich", "utf-8", True),
        ("“It’s Zürich”".encode("cp1252"), "“It’s Zürich”", "windows-1252", False),
        ("\ufeffZürich".encode("utf-16-le"), "Zürich", "utf-16-le", True),
        (b"", "", "utf-8", False),
        (b" \r\n", " \r\n", "utf-8", False),
        (b"NUL \x00 inside a sentence", "NUL \x00 inside a sentence", "utf-8", False),
    ],
)
def test_text_files_say_how_they_were_decoded(
    tmp_path: Path, data: bytes, text: str, encoding: str, *, bom: bool
) -> None:
    """Line ends untouched, the mark of order removed, the rest in `meta`."""
    tmp_path.joinpath("a.txt").write_bytes(data)
    document = ck.read_text(tmp_path / "a.txt")

    assert document.raw == text
    assert document.meta["encoding"] == encoding
    assert document.meta["bom"] is bom
    assert document.notes(ck.Decoded)[0].encoding == encoding


def test_binary_files_are_refused(tmp_path: Path) -> None:
    """A picture among the articles is no article."""
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00"
    tmp_path.joinpath("a.txt").write_bytes(picture)
    with pytest.raises(ck.InputError, match=r"a\.txt: holds binary data; wanted text"):
        list(ck.read(tmp_path))


@pytest.mark.parametrize("size", [300, 3_000, 30_000])
def test_compressed_data_is_no_text(tmp_path: Path, size: int) -> None:
    """Bytes of all values alike, as in an archive; short damaged texts stay texts."""
    tmp_path.joinpath("a.txt").write_bytes(random.Random(size).randbytes(size))  # noqa: S311
    with pytest.raises(ck.InputError, match="holds binary data"):
        ck.read_text(tmp_path / "a.txt")
    tmp_path.joinpath("b.txt").write_bytes(b"NATO\x00 met.")

    assert ck.read_text(tmp_path / "b.txt").raw == "NATO\x00 met."


def test_folders_are_read_in_depth_and_in_order(tmp_path: Path) -> None:
    """Ids are paths inside the folder; other files are passed over, and counted."""
    for name in ("b.txt", "a/x.txt", "a/notes.pdf", "lines.jsonl"):
        tmp_path.joinpath(name).parent.mkdir(exist_ok=True)
        tmp_path.joinpath(name).write_text('{"text": "A"}', "utf-8")

    reading = ck.read(tmp_path)
    assert [d.id for d in reading] == ["a/x.txt", "b.txt", "lines.jsonl:1"]
    assert reading.passed_over == {".pdf": 1}


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"%PDF-1.4\nBT (NATO met) Tj ET", "is a PDF; wanted text"),
        ("a.docx", b"PK\x03\x04word", "is an office document or ZIP archive; wanted text"),
        (
            "a.json",
            b'\n[ {"text": "NATO met."} ]',
            "is JSON, but not JSON Lines; one object a line",
        ),
        ("a.json", b'{\n "text": "NATO met."\n}', "is JSON, but not JSON Lines; one object a line"),
    ],
)
def test_what_only_looks_like_text_is_refused(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    """By its first bytes; an article that begins with a bracket is text."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ck.InputError, match=problem):
        list(ck.read(path))

    path.write_bytes(b"[ad_1] NATO met.")
    assert [d.raw for d in ck.read(path)] == ["[ad_1] NATO met."]


def test_a_field_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    """At once, with those there are."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "A"}\n', "utf-8")
    with pytest.raises(ck.ConfigError, match=r"fields: wanted names among text, id, .* got 'txt'"):
        ck.read(path, fields={"txt": "text"})


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """At once, not after an empty run."""
    with pytest.raises(
        ck.InputError, match=r"the folder has no files of a format that is read: \.txt, "
    ):
        ck.read(tmp_path)
    tmp_path.joinpath("dump.json").write_text("[]", "utf-8")
    with pytest.raises(ck.InputError, match=r"\.wet; there are only \.json$"):
        ck.read(tmp_path)
    with pytest.raises(ck.InputError, match="no such file or folder"):
        ck.read(tmp_path / "nowhere")


def test_lines_carry_their_fields(tmp_path: Path) -> None:
    """Known fields count as metadata given with the input; nested ones are kept as JSON."""
    row = {
        "id": 7,
        "text": "A",
        "date": "2023-02-10",
        "url": "https://x.org",
        "n": 3,
        "tags": ["a"],
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + '{"raw": "B"}\n', "utf-8")
    first, second = ck.read_jsonl(path)

    assert isinstance(first, ck.Document)
    assert isinstance(second, ck.Document)
    assert (first.id, second.id) == ("7", "a.jsonl:3")
    assert first.metadata.value("published") == "2023-02-10"
    assert first.metadata["published"].origin == "input"
    assert first.meta["n"] == 3
    assert first.meta["tags"] == '["a"]'
    assert first.meta["path"] == f"{path}:1"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "cut off', "not JSON"),
        ('["a"]', "wanted an object, got list"),
        ('{"words": "A"}', "wanted a string under 'text', got keys words"),
        ('{"text": null}', "wanted a string under 'text', got NoneType"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "\udcff"}', "not JSON"),
    ],
)
def test_a_broken_line_has_its_number_and_the_rest_is_read(
    tmp_path: Path, line: str, problem: str
) -> None:
    """In the middle of a good file."""
    lines = ['{"id": "a", "text": "A"}', line, '{"id": "c", "text": "C"}']
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    with pytest.raises(ck.InputError, match=f"line 2: {problem}"):
        list(ck.read(path))

    first, failure, last = ck.read(path, on_error="collect")
    assert isinstance(failure, ck.Failure)
    assert failure.place == f"{path}, line 2"
    assert problem in failure.message
    assert isinstance(first, ck.Document)
    assert isinstance(last, ck.Document)
    assert (first.raw, last.raw) == ("A", "C")


def test_an_id_that_came_before_is_told_apart(tmp_path: Path) -> None:
    """No record is ever given to the wrong article."""
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"id": "x", "text": "{k}"}}\n' for k in range(3)), "utf-8")
    documents = [d for d in ck.read(path) if isinstance(d, ck.Document)]

    assert [d.id for d in documents] == ["x", "x#2", "x#3"]
    assert [d.meta.get("given_id") for d in documents] == [None, "x", "x"]


def test_ids_differ_even_if_some_look_like_ours(tmp_path: Path) -> None:
    """Names that were given out before are taken."""
    path = tmp_path / "a.jsonl"
    given = ["x#2", "x", "x", "x#3", "x"]
    path.write_text("".join(f'{{"id": "{name}", "text": "A"}}\n' for name in given), "utf-8")

    assert [d.id for d in ck.read(path)] == ["x#2", "x", "x#3", "x#3#2", "x#4"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"NATO met.\n", [("stdin", "NATO met.\n")]),
        (b'{"id": "a", "text": "A"}\n{"text": "B"}\n', [("a", "A"), ("stdin:2", "B")]),
        (b"", [("stdin", "")]),
    ],
)
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[tuple[str, str]]
) -> None:
    """One text, or JSON Lines."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert [(d.id, d.raw) for d in ck.read("-") if isinstance(d, ck.Document)] == expected


def test_rows_are_written_and_read_again() -> None:
    """Also those that UTF-8 cannot hold."""
    rows = [{"text": "Ž"}, {"text": "\ud83d"}]
    file = io.BytesIO()

    assert ck.write_jsonl(rows, file) == 2
    assert [json.loads(line) for line in file.getvalue().splitlines()] == rows
