"""What changed between two runs: texts, edits, records."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit.codec import dumps
from corpuskit.errors import InputError
from corpuskit.io.sources import Source, opened
from corpuskit.io.stored import ENDINGS
from corpuskit.io.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Change:
    """What one of two runs has of an article and the other has not.

    `kind`: "document" for an article that only one of them knows, "text" where the clean text differs,
    "edits", or the name of a table of records. `only_first` and `only_second` are rows of results;
    records are compared without their ids, which count up.
    """

    document: str
    kind: str
    only_first: tuple[Row, ...]
    only_second: tuple[Row, ...]


@attrs.frozen
class _Found:
    """All that a run wrote about an article."""

    article: Row
    records: dict[str, list[Row]]


def diff_runs(first: str | Path, second: str | Path) -> Iterator[Change]:
    """The changes from one folder of results to another, article by article.

    Both are JSON Lines, compressed or not. Articles are paired by their ids; those that stand in the same
    order are not kept in memory.
    Raises: InputError: for a folder that is not a complete run in JSON Lines.
    """
    folders = [Path(first), Path(second)]
    for folder in folders:
        _file(folder, "articles")
        if not folder.joinpath("provenance.json").exists():
            raise InputError(str(folder), "no complete run: provenance.json is not there")
    waiting: tuple[dict[str, _Found], dict[str, _Found]] = ({}, {})
    with ExitStack() as stack:
        runs = [_articles(folder, stack) for folder in folders]
        while True:
            pair = [next(run, None) for run in runs]
            for side, found in enumerate(pair):
                if found is not None:
                    waiting[side][found.article["id"]] = found
            for found in pair:
                name = found.article["id"] if found is not None else ""
                if name in waiting[0] and name in waiting[1]:
                    yield from _changes(name, waiting[0].pop(name), waiting[1].pop(name))
            if pair == [None, None]:
                break
    for name, found in waiting[0].items():
        yield Change(name, "document", (found.article,), ())
    for name, found in waiting[1].items():
        yield Change(name, "document", (), (found.article,))


def _changes(name: str, first: _Found, second: _Found) -> Iterator[Change]:
    if first.article["text"] != second.article["text"]:
        yield Change(name, "text", (first.article,), (second.article,))
    pairs = {"edits": (first.article["edits"], second.article["edits"])}
    for kind in sorted({*first.records, *second.records}):
        pairs[kind] = (first.records.get(kind, []), second.records.get(kind, []))
    for kind, (before, after) in pairs.items():
        gone, new = _beyond(before, after), _beyond(after, before)
        if gone or new:
            yield Change(name, kind, gone, new)


def _beyond(rows: list[Row], others: list[Row]) -> tuple[Row, ...]:
    """The rows that the others do not have, or not as often."""
    left = Counter(map(_content, others))
    beyond = []
    for row in rows:
        content = _content(row)
        left[content] -= 1
        if left[content] < 0:
            beyond.append(row)
    return tuple(beyond)


def _content(row: Row) -> str:
    return dumps({key: value for key, value in row.items() if key not in {"id", "schema_version"}})


def _articles(folder: Path, stack: ExitStack) -> Iterator[_Found]:
    names = {
        path.name.partition(".")[0] for path in folder.iterdir() if path.name.endswith(ENDINGS)
    }
    kinds = sorted(names - {"articles", "failures"})  # failures know documents that are no articles
    records = {kind: _Grouped(_rows(_file(folder, kind), stack)) for kind in kinds}
    for article in _rows(_file(folder, "articles"), stack):
        found = {kind: rows.of(article["id"]) for kind, rows in records.items()}
        yield _Found(article, {kind: rows for kind, rows in found.items() if rows})


class _Grouped:
    """Rows that stand in the order of their articles."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, document: str) -> list[Row]:
        """The rows of the next article."""
        found = []
        while self._next is not None and self._next["document"] == document:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _rows(path: Path, stack: ExitStack) -> Iterator[Row]:
    file = stack.enter_context(opened(Source.of(path)))
    for number, line in enumerate(file, 1):
        try:
            row: Any = json.loads(line)
        except ValueError as error:
            raise InputError(str(path), f"not JSON: {error}", line=number) from error
        yield row


def _file(folder: Path, name: str) -> Path:
    for ending in ENDINGS:
        if folder.joinpath(name + ending).exists():
            return folder / (name + ending)
    raise InputError(str(folder), f"no {name}.jsonl (or .gz, .zst): not the results of a run")
