"""What is fuzzed, and from which seeds: one function a target, bytes in, nothing but errors of ours out.

    python -m tests.hardness.fuzz [TARGET...] [--seconds 600]

With atheris (where it installs) inputs are grown by coverage; without it they are made of the seeds by chance,
always in the same order. The seeds are the texts of all case files. What breaks is printed, with the input.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import random
import sys
import tempfile
import time
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import corpuskit as ck
from corpuskit.codec import dumps, from_dict, to_dict
from corpuskit.decoding import decode
from corpuskit.edits import Edit
from corpuskit.extractors._events import dates
from corpuskit.extractors._quotes.marks import marked, paragraphs_of
from corpuskit.io.stored import document_of, read_results
from corpuskit.io.tables import article_row

if TYPE_CHECKING:
    from collections.abc import Callable

    Target = Callable[[bytes], None]

ROOT = Path(__file__).parent.parent.parent
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108, folders of our own in it


def text_of(data: bytes) -> str:
    """Any bytes as a text, lone surrogates and all."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def document(data: bytes) -> None:
    """Edits made of the bytes: they are refused, or lead from raw to text and back."""
    half = len(data) // 2
    text, orders = text_of(data[:half]), data[half:]
    doc = ck.Document(text)
    for k in range(0, len(orders) - 3, 4):
        start, length, new, step = orders[k : k + 4]
        edit = Edit(start - 2, start - 2 + length % 16, "x" * (new % 3), "fuzz")
        try:
            doc = doc.edited([edit], step=f"s{step % 4}")
        except ck.EditError:
            continue
    for k in range(0, len(doc.text), 7):
        mention = doc.mention(k, len(doc.text))
        assert mention.text == doc.text[k:]
        assert mention.raw.end <= len(doc.raw)
    again = doc.raw
    for edit in reversed(doc.raw_edits):
        again = again[: edit.start] + edit.new + again[edit.end :]
    assert again == doc.text


def cleaners(data: bytes) -> None:
    """Each step gives edits that fit; what is written as a row comes back."""
    kit = _cleaners()
    done = kit.clean(text_of(data))
    assert document_of(json.loads(dumps(article_row(done)))).text == done.text


@cache
def _cleaners() -> ck.Pipeline:
    return ck.Pipeline(ck.Pipeline.press().cleaners)


def decoding(data: bytes) -> None:
    """Any bytes become a text; a declared charset that nobody knows is no error."""
    decode(data)
    decode(data[4:], data[:4].decode("latin-1"))


def marks(data: bytes) -> None:
    """Quotations in marks are ordered, disjoint, inside the text."""
    text = text_of(data)
    done = 0
    for region in marked(text, paragraphs_of(text)):
        assert done <= region.start <= region.inner_start <= region.inner_end <= region.end
        done = region.end
    assert done <= len(text)


def days(data: bytes) -> None:
    """Dates are found inside the text, and resolve or do not."""
    text = text_of(data)
    day = dates.day_of(text[:10])
    for published in (None, date(2024, 2, 29), date.min, date.max, day):
        for when in dates.dates_in(text, published):
            dates.ahead(text, when, published)
    dates.moved(text[:12], len(data))


def stored(data: bytes) -> None:
    """A folder of results of a stranger: documents, or an error of ours."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        Path(folder, "articles.jsonl").write_bytes(data)
        Path(folder, "quotes.jsonl").write_bytes(data[len(data) // 2 :])
        with contextlib.suppress(ck.CorpuskitError):
            list(read_results(folder))


def reader(ending: str) -> Target:
    """A file of a format: documents and failures come out, or an error of ours."""

    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            path = Path(folder) / f"in{ending}"
            path.write_bytes(data)
            try:
                for item in ck.read(path, on_error="collect", max_bytes=100_000):
                    assert isinstance(item, ck.Document | ck.Failure)
            except ck.CorpuskitError:
                pass

    read.__doc__ = reader.__doc__
    return read


def config(data: bytes) -> None:
    """A pipeline, or an error of ours; what was read is written and read again."""
    try:
        kit = ck.Pipeline.from_toml(data.decode("utf-8", "replace"))
    except ck.CorpuskitError:
        return
    assert ck.Pipeline.from_toml(kit.to_toml()) == kit


def records(data: bytes) -> None:
    """Rows of anybody become records, or an error of ours."""
    try:
        row = json.loads(data)
    except (ValueError, RecursionError):
        return
    for kind in (ck.Quote, ck.Official, ck.Event, ck.Person, ck.Zone, ck.Failure):
        try:
            from_dict(kind, row)
        except ck.CorpuskitError:
            continue


TARGETS: dict[str, Target] = {
    "document": document,
    "cleaners": cleaners,
    "decoding": decoding,
    "marks": marks,
    "days": days,
    "config": config,
    "records": records,
    "stored": stored,
    **{
        f"read{ending}": reader(ending)
        for ending in (
            ".txt", ".jsonl", ".csv", ".tsv", ".html", ".warc", ".parquet", ".txt.gz", ".jsonl.zst",
        )
    },
}  # fmt: skip


@cache
def seeds() -> tuple[bytes, ...]:
    """The texts of all case files, and small valid files of the formats."""
    found = [b"", b"\x00", b"\xff\xfe", "\ud800".encode("utf-8", "surrogatepass")]
    for path in sorted((ROOT / "tests" / "cases").rglob("*.json")):
        raws = (case.get("raw") for case in json.loads(path.read_text("utf-8")))
        found += [raw.encode("utf-8", "surrogatepass") for raw in raws if isinstance(raw, str)]
    found += [
        b'{"id": "a", "text": "NATO met."}\n{"text": 1}\n', b"id,text\na,NATO met.\n", b"<html><p>NATO met.</p>",
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 4\r\n\r\nNATO\r\n\r\n", b'[[cleaners]]\nstep = "mojibake"\n',
        ck.Pipeline.press().to_toml().encode(), b"May 1, 2020 on Friday, three days ago, between 1 and 3 June",
    ]  # fmt: skip
    cleaned = _cleaners().clean("It?s â€œoverâ€\x9d, Kim said. [ad_1]\nShare on Facebook")
    found.append(dumps(article_row(cleaned)).encode())
    found += [dumps(to_dict(value)).encode() for value in _values()]
    found += [
        gzip.compress(b"NATO met.", mtime=0),
        b"\x28\xb5\x2f\xfd\x04\x00\x49\x00\x00NATO met.\x9f\xa1\xd4\x58",
    ]
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return tuple(found)
    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["NATO met."]}), file)
    return (*found, file.getvalue())


def _values() -> list[object]:
    mention = ck.Document("Kim").mention(0, 3)
    return [
        ck.Failure("d", "step", "ValueError", "why"),
        ck.Zone("ad", mention, "rule", 0.5),
        mention,
    ]


PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "“", "”", '"', "'", "’", "â€™", "Ã©", "\u200b", "\n", "\r\n", " said. ", "&#39;", "=A0", "\\u2019", "?s", "\x00",
        "\ud800", "😀", "[ad_1]", "Share on Facebook", "May 1", "\u2028", "{", "}", ",", '"text":', "<", ">",
    )
)  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    """A seed, or several, with pieces put in, taken out, doubled and turned."""
    data = bytearray(chance.choice(seeds()))
    for _ in range(chance.randint(0, 6)):
        at = chance.randint(0, len(data))
        match chance.randint(0, 5):
            case 0:
                data[at:at] = chance.choice(PIECES)
            case 1:
                del data[at : at + chance.randint(1, 20)]
            case 2:
                data[at:at] = data[at : at + 40] * chance.randint(1, 5)
            case 3:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                data[at:at] = chance.choice(seeds())[:400]
            case _:
                data[at : at + 30] = data[at : at + 30][::-1]
    return bytes(data[:20_000])


def by_chance(name: str, seconds: float, start: int = 0) -> tuple[int, list[tuple[bytes, str]]]:
    """How many inputs were tried, and those that broke the target (five at most)."""
    chance = random.Random(f"{name} {start}")  # noqa: S311, the same inputs every time
    target, tried = TARGETS[name], 0
    broken: list[tuple[bytes, str]] = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and len(broken) < 5:
        data = mutated(chance)
        tried += 1
        try:
            target(data)
        except Exception as error:  # noqa: BLE001, that is what is looked for
            broken.append((data, repr(error)))
    return tried, broken


def main() -> None:
    """Each target for its share of the seconds."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--seconds", type=float, default=600)
    arguments = parser.parse_args()
    failed = False
    for name in arguments.targets:
        tried, broken = by_chance(
            name, arguments.seconds / len(arguments.targets), start=time.time_ns() % 1000
        )
        sys.stdout.write(f"{name}: {tried:,} inputs, {len(broken)} that break it\n")
        for data, error in broken:
            failed = True
            sys.stdout.write(f"  {error[:300]}\n  {data!r}\n")
        sys.stdout.flush()
    sys.exit(failed)


if __name__ == "__main__":
    main()
