"""Results read back: each article of a folder with its document and the rows of its records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from corpuskit.codec import from_dict
from corpuskit.document import Document
from corpuskit.edits import AppliedEdit, Edit, Note
from corpuskit.errors import CorpuskitError, InputError
from corpuskit.io.sources import Source, opened
from corpuskit.schemas import NOTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]
T = TypeVar("T")

OTHER_FILES = frozenset({"articles", "failures"})
"""Files of a results folder that hold no records."""

ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")
"""Of the files that can be read back."""

KNOWN_NOTES = {kind.__name__: kind for kind in NOTES}


@attrs.frozen
class Stored:
    """An article as a results folder holds it; `records` has the rows of each kind by file name."""

    document: Document
    row: Row
    records: dict[str, tuple[Row, ...]]


def read_results(folder: str | Path) -> Iterator[Stored]:
    """The articles of a folder of JSON Lines that `corpuskit run` wrote, in order, one in memory at a time.

    Raises: InputError: if it is no such folder, if edits do not lead from `raw` to `text`, and for
    records that belong to no article (a folder that mixes two runs).
    """
    folder = Path(folder)
    files = table_files(folder)
    if "articles" not in files:
        wish = "no articles.jsonl; wanted a folder that `corpuskit run` wrote as JSON Lines"
        raise InputError(str(folder), f"{wish} (no --format, or jsonl, jsonl.gz, jsonl.zst)")
    articles = files["articles"]
    waiting = {name: _Waiting(files[name]) for name in record_files(folder)}
    for number, row in rows_of(articles):
        try:
            document = document_of(row)
        except (KeyError, TypeError, AttributeError, CorpuskitError) as error:
            problem = error.problem if isinstance(error, InputError) else f"no article: {error!r}"
            raise InputError(str(articles), problem, line=number) from error
        records = {name: tuple(rows.of(document)) for name, rows in waiting.items()}
        yield Stored(document, row, records)
    for rows in waiting.values():
        rows.refuse_rest()


def record_files(folder: str | Path) -> tuple[str, ...]:
    """The kinds of records in a results folder, as their files are named."""
    return tuple(sorted(table_files(folder).keys() - OTHER_FILES))


def table_files(folder: str | Path) -> dict[str, Path]:
    """The files of JSON Lines in a folder by the names of their tables."""
    found = sorted(Path(folder).glob("*.jsonl*"))
    return {path.name.partition(".")[0]: path for path in found if path.name.endswith(ENDINGS)}


def rows_of(path: Path) -> Iterator[tuple[int, Row]]:
    """The objects of a JSON Lines file with their line numbers.

    Raises: InputError: naming the line that is none.
    """
    with opened(Source.of(path)) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError(str(path), f"not JSON: {error}", line=number) from error
            if not isinstance(row, dict):
                raise InputError(str(path), "wanted an object", line=number)
            yield number, row


def document_of(row: Row) -> Document:
    """The document that `article_row` described, its layers made anew.

    Notes of kinds that are not corpuskit's own stay in the row only.
    Raises: InputError: if the edits do not lead from `raw` to `text`.
    """
    edits = [from_dict(AppliedEdit, edit) for edit in row["edits"]]
    layers = _by_layer(edits)
    notes: dict[tuple[str, int], list[Note]] = {}
    for said in (*row["fields"], *row["zones"], *row["notes"]):
        if said["note"] in KNOWN_NOTES:
            note = from_dict(KNOWN_NOTES[said["note"]], said)
            notes.setdefault((said["step"], 0), []).append(note)
    orders = [list(layers)]
    orders += [[(said["step"], 0) for said in row[kind]] for kind in ("fields", "zones", "notes")]
    document = Document(row["raw"], row["id"], meta=row["meta"])
    for name in _merged(orders):
        made = layers.get(name, [])
        if any(document.text[edit.span.slice] != edit.old for edit in made):
            break
        plain = [Edit(e.span.start, e.span.end, e.new, e.reason, e.confidence) for e in made]
        document = document.edited(plain, notes.get(name, ()), step=name[0])
    if document.text != row["text"]:
        raise InputError(row["id"], f"the edits of {row['id']!r} do not lead from raw to text")
    return document


class _Waiting:
    """The rows of one file, given out to the articles in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = rows_of(path)
        self._next = next(self._rows, None)

    def of(self, document: Document) -> Iterator[Row]:
        """The rows that come next and tell of this document."""
        while self._next is not None and _tells_of(document, self._next[1]):
            yield self._next[1]
            self._next = next(self._rows, None)

    def refuse_rest(self) -> None:
        """Raises InputError for a row that no article took."""
        if self._next is not None:
            number, row = self._next
            problem = f"no article {row.get('document')!r} holds this record; run corpuskit again"
            raise InputError(str(self._path), problem, line=number)


def _tells_of(document: Document, row: Row) -> bool:
    """By name and by words: documents without an id of their own share the empty one."""
    if row.get("document") != document.id:
        return False
    evidence = row.get("evidence")
    if not isinstance(evidence, dict):
        return True
    span = evidence["span"]
    words: str = evidence["text"]
    return document.text[span["start"] : span["end"]] == words


def _by_layer(edits: list[AppliedEdit]) -> dict[tuple[str, int], list[AppliedEdit]]:
    """The edits of each layer, by its step and how often the step had run before.

    Within a layer edits are sorted and disjoint: where they are not, the step ran again.
    """
    layers: dict[tuple[str, int], list[AppliedEdit]] = {}
    runs: dict[str, int] = {}
    last: AppliedEdit | None = None
    for edit in edits:
        if last is None or last.step != edit.step or edit.span.start < last.span.end:
            runs[edit.step] = runs.get(edit.step, -1) + 1
        layers.setdefault((edit.step, runs[edit.step]), []).append(edit)
        last = edit
    return layers


def _merged(orders: Iterable[list[T]]) -> list[T]:
    """One order that keeps to each of the given ones.

    >>> _merged([["a", "c"], ["b", "c"], ["a", "b"]])
    ['a', 'b', 'c']
    """
    left = [list(dict.fromkeys(order)) for order in orders]
    merged: list[T] = []
    while left := [order for order in left if order]:
        heads = [order[0] for order in left]
        free = [head for head in heads if not any(head in order[1:] for order in left)]
        step = (free or heads)[0]
        merged.append(step)
        left = [[other for other in order if other != step] for order in left]
    return merged
