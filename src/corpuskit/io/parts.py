"""Finished parts of a run on disk: what a crash cannot take away, and what resuming leaves out."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter, deque
from itertools import chain, count, islice
from typing import IO, TYPE_CHECKING, Any, TypeVar

import attrs

from corpuskit.article import Article
from corpuskit.codec import dumps, from_dict, to_dict
from corpuskit.errors import ConfigError, InputError
from corpuskit.io.tables import rows_of
from corpuskit.notes import LanguageVerdict
from corpuskit.records import Failure

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from corpuskit.document import Document
    from corpuskit.io.offsets import Offsets

T = TypeVar("T", bound="Document | str | Article | Failure")

IDENTITY = "run.json"

PART_SIZE = 100
"""Documents a part: what a crash can cost."""


@attrs.define
class Counts:
    """What stands in a part, or in all of them."""

    documents: int = 0
    left_out: int = 0
    skipped: int = 0
    edits: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    records: Counter[str] = attrs.field(factory=Counter)
    failures: list[Failure] = attrs.field(factory=list)
    inputs: list[str] = attrs.field(factory=list)

    def add(self, other: Counts) -> None:
        """Takes in another part, its inputs aside."""
        self.documents += other.documents
        self.left_out += other.left_out
        self.skipped += other.skipped
        self.edits.update(other.edits)
        self.records.update(other.records)
        self.failures += other.failures

    def dumps(self) -> str:
        """As JSON."""
        plain = attrs.asdict(self, recurse=False) | {
            "edits": [[*key, number] for key, number in self.edits.items()],
            "failures": [to_dict(failure) for failure in self.failures],
        }
        return dumps(plain)

    @classmethod
    def loads(cls, text: str) -> Counts:
        """What `dumps` wrote."""
        plain: dict[str, Any] = json.loads(text)
        edits = Counter({(step, reason): number for step, reason, number in plain.pop("edits")})
        failures = [from_dict(Failure, row) for row in plain.pop("failures")]
        return cls(**plain | {"records": Counter(plain["records"])}, edits=edits, failures=failures)


class Parts:
    """The parts of one run in a folder: `size` inputs each, whole or not there at all.

    A part is a file of lines `table TAB row`, named after its number and the digest of its inputs,
    and beside it its counts. It is written under another name and renamed when it is on the disk.
    """

    def __init__(
        self,
        folder: Path,
        size: int,
        *,
        offsets: Offsets | None = None,
        languages: frozenset[str] | None = None,
    ) -> None:
        self.folder, self.size = folder, size
        self._offsets, self._languages = offsets, languages
        self._todo: deque[int] = deque()
        self._inputs: dict[int, list[str]] = {}
        self._done: dict[int, str] = {}

    def open(self, identity: dict[str, Any], *, resume: bool, discard: bool) -> None:
        """Begins, or goes on with what was interrupted.

        Raises: InputError: if there are parts of an interrupted run and it is not said what shall
        become of them, or if they were made by another pipeline or version.
        """
        known = self.folder / IDENTITY
        if known.exists():
            same = json.loads(known.read_text("utf-8")) == json.loads(dumps(identity))
            if not (resume and same) and not discard:
                problem = (
                    "the interrupted run had other steps, versions or options; --force starts anew"
                    if resume
                    else "holds an interrupted run; --resume goes on with it, --force starts anew"
                )
                raise InputError(str(self.folder), problem)
            if not (resume and same):
                self.remove()
        else:
            shutil.rmtree(self.folder, ignore_errors=True)  # parts of nobody knows what
        self.folder.mkdir(parents=True, exist_ok=True)
        _written(known, dumps(identity))
        for path in self.folder.glob("*.part"):
            number, _, digest = path.stem.partition("-")
            self._done[int(number)] = digest

    def undone(self, items: Iterable[T]) -> Iterator[T]:
        """The inputs of the parts that are not finished yet.

        Raises: InputError: if the input of a finished part is not what it was.
        """
        source = iter(items)
        left = dict(self._done)
        for number in count():
            if number in left:
                lines = [_input(item) for item in islice(source, self.size)]
                if _digest(lines) != left.pop(number):
                    problem = f"part {number} was made from other input; --force starts anew"
                    raise InputError(str(self.folder), problem)
                continue
            first = next(source, None)
            if first is None:
                break
            self._todo.append(number)
            lines = self._inputs[number] = []
            for item in chain((first,), islice(source, self.size - 1)):
                lines.append(_input(item))
                yield item
        if left:
            problem = f"there is less input than part {min(left)} was made from"
            raise InputError(str(self.folder), f"{problem}; --force starts anew")

    def write(self, articles: Iterable[Article | Failure]) -> None:
        """What came of `undone`, part by part in the same order."""
        source = iter(articles)
        while (first := next(source, None)) is not None:
            number = self._todo.popleft()
            under_way = self.folder / f"{number:06}.tmp"
            counts = Counts()
            with under_way.open("wb") as file:
                for item in chain((first,), islice(source, self.size - 1)):
                    self._write(item, file, counts)
                file.flush()
                os.fsync(file.fileno())
            counts.inputs = self._inputs.pop(number)
            digest = _digest(counts.inputs)
            _written(self.folder / f"{number:06}.json", counts.dumps())
            under_way.rename(self.folder / f"{number:06}-{digest}.part")
            self._done[number] = digest

    def counts(self) -> tuple[Counts, str]:
        """The counts of all parts, and the digest of all inputs."""
        whole, inputs = Counts(), hashlib.sha256()
        for number in sorted(self._done):
            text = self.folder.joinpath(f"{number:06}.json").read_text("utf-8")
            counts = Counts.loads(text)
            whole.add(counts)
            for line in counts.inputs:
                inputs.update(line.encode() + b"\n")
        return whole, inputs.hexdigest()

    def lines(self) -> Generator[tuple[str, bytes]]:
        """Table and row of everything that was written, in order."""
        for number, digest in sorted(self._done.items()):
            with self.folder.joinpath(f"{number:06}-{digest}.part").open("rb") as file:
                for line in file:
                    table, _, row = line.partition(b"\t")
                    yield table.decode(), row

    def remove(self) -> None:
        """Away with all parts; first with what says whose they are."""
        self.folder.joinpath(IDENTITY).unlink()
        shutil.rmtree(self.folder)

    def _write(self, item: Article | Failure, file: IO[bytes], counts: Counts) -> None:
        if isinstance(item, Article):
            document = item.document
            if self._languages is not None:
                verdicts = document.notes(LanguageVerdict)
                if verdicts and verdicts[-1].code not in self._languages:
                    counts.left_out += 1
                    return
            counts.documents += 1
            counts.skipped += any(layer.step == "pipeline" for layer in document.layers)
            for layer in document.layers:
                counts.edits.update((layer.step, edit.reason) for edit in layer.edits)
        for table, row in rows_of(item, self._offsets):
            if table == "failures":
                counts.failures.append(from_dict(Failure, row))
            elif table != "articles":
                counts.records[table] += 1
            file.write(table.encode() + b"\t" + dumps(row).encode() + b"\n")


def positive(name: str, value: int) -> int:
    """The value, if it is a whole number of at least 1.

    Raises: ConfigError: if it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigError(name, "a whole number of at least 1", value)
    return value


def _written(path: Path, text: str) -> None:
    """A small file that is there whole or not at all."""
    under_way = path.with_name(f"{path.name}.tmp")
    with under_way.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    under_way.rename(path)


def _input(item: Document | str | Article | Failure) -> str:
    """What tells one input from another, as a line."""
    if isinstance(item, Failure):
        return dumps([item.document, item.message])
    if isinstance(item, str):
        return dumps(["", _sha256(item)])
    document = item.document if isinstance(item, Article) else item
    given = document.meta.get("sha256")
    return dumps([document.id, given if isinstance(given, str) else _sha256(document.raw)])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
