"""The folder of results: articles, one file a kind of record, failures, and what made them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import attrs

from corpuskit import parsing
from corpuskit.codec import dumps, to_dict
from corpuskit.errors import ConfigError, InputError
from corpuskit.notes import Field, Zone
from corpuskit.records import SCHEMA_VERSION, Failure, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.pipeline import Pipeline

PACKAGES = ("press-corpuskit", "spacy", "ftfy", "regex")
"""Packages whose versions can change a result."""


@attrs.frozen
class Summary:
    """What a run did: documents read, edits by step and reason, records by kind, failures."""

    documents: int
    edits: dict[tuple[str, str], int]
    records: dict[str, int]
    skipped: int
    failures: tuple[Failure, ...]


def write_results(
    articles: Iterable[Article | Failure], out: str | Path, pipeline: Pipeline
) -> Summary:
    """Writes the articles and all that was found in them into the folder `out`.

    `articles.jsonl` (raw and clean text, metadata, zones, edits, notes), a `<records>.jsonl` for each
    kind of record, `failures.jsonl`, and last `provenance.json`: its presence marks a complete run.
    Nothing in them depends on the day, the machine or the number of workers.
    Raises: InputError: if the folder cannot be written.
    """
    out = Path(out)
    kinds = {extractor.produces: plural(extractor.produces) for extractor in pipeline.extractors}
    made_by = _made_by(pipeline)
    counted = _Counts(records=Counter(dict.fromkeys(kinds.values(), 0)))
    try:
        out.mkdir(parents=True, exist_ok=True)
        out.joinpath("provenance.json").unlink(missing_ok=True)
        with ExitStack() as stack:
            names = ("articles", *dict.fromkeys(kinds.values()), "failures")
            files: dict[str, IO[bytes]] = {
                name: stack.enter_context(out.joinpath(f"{name}.jsonl").open("wb"))
                for name in names
            }
            for item in articles:
                _write(item, files, kinds, counted)
        provenance = dumps(
            made_by
            | {
                "documents": counted.documents,
                "failures": len(counted.failures),
                "inputs_sha256": counted.inputs.hexdigest(),
            }
        )
        out.joinpath("provenance.json").write_text(provenance + "\n", "utf-8")
    except OSError as error:
        raise InputError(str(error.filename or out), error.strerror or str(error)) from error
    return Summary(
        counted.documents,
        dict(sorted(counted.edits.items())),
        dict(counted.records),
        counted.skipped,
        tuple(counted.failures),
    )


def plural(kind: type) -> str:
    """The name of the file for a kind of record.

    >>> plural(type("TradeEntry", (), {}))
    'trade_entries'
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()
    return re.sub(r"(?<![aeiou])y$", "ie", words) + "s"


def article_row(document: Document) -> dict[str, Any]:
    """A document as one JSON object; `raw` and `edits` (step by step) give `text`."""
    fields: list[dict[str, Any]] = []
    zones: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for layer in document.layers:
        for note in layer.notes:
            row = {"step": layer.step, **to_dict(note)}
            kind = fields if isinstance(note, Field) else zones if isinstance(note, Zone) else notes
            kind.append(row)
    return {
        "schema_version": SCHEMA_VERSION,
        "id": document.id,
        "text": document.text,
        "raw": document.raw,
        "meta": dict(document.meta),
        "metadata": {name: field.value for name, field in document.metadata.items()},
        "fields": fields,
        "zones": zones,
        "edits": [to_dict(edit) for edit in document.edits],
        "notes": notes,
    }


def record_row(document: str, record: Record) -> dict[str, Any]:
    """A record as one JSON object, with the id of its document."""
    return {"schema_version": SCHEMA_VERSION, "document": document, **to_dict(record)}


@attrs.define
class _Counts:
    """What has been written so far; lives only as long as the writing."""

    documents: int = 0
    edits: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    records: Counter[str] = attrs.field(factory=Counter)
    skipped: int = 0
    failures: list[Failure] = attrs.field(factory=list)
    inputs: Any = attrs.field(factory=hashlib.sha256)


def _write(
    item: Article | Failure, files: dict[str, IO[bytes]], kinds: dict[type, str], counted: _Counts
) -> None:
    failures = (item,) if isinstance(item, Failure) else item.failures
    for failure in failures:
        counted.failures.append(failure)
        _line(files["failures"], {"schema_version": SCHEMA_VERSION, **to_dict(failure)})
    if isinstance(item, Failure):
        return
    document = item.document
    counted.documents += 1
    counted.skipped += any(layer.step == "pipeline" for layer in document.layers)
    counted.inputs.update(dumps([document.id, _digest(document)]).encode() + b"\n")
    for layer in document.layers:
        counted.edits.update((layer.step, edit.reason) for edit in layer.edits)
    _line(files["articles"], article_row(document))
    for record in item.found:
        name = kinds[type(record)]
        counted.records[name] += 1
        _line(files[name], record_row(document.id, record))


def _line(file: IO[bytes], row: dict[str, Any]) -> None:
    file.write(dumps(row).encode() + b"\n")


def _digest(document: Document) -> str:
    given = document.meta.get("sha256")
    raw = document.raw.encode("utf-8", "surrogatepass")
    return given if isinstance(given, str) else hashlib.sha256(raw).hexdigest()


def _made_by(pipeline: Pipeline) -> dict[str, Any]:
    """Versions, steps and model: all that can change a result beside the input.

    `pipeline` is None where a step is not registered; `steps` then still names the classes.
    """
    steps: list[object] = [*pipeline.cleaners, *pipeline.extractors]
    try:
        toml = pipeline.to_toml()
    except ConfigError:
        toml = None
    model = parsing.find_model(pipeline.model) if pipeline.extractors else None
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {name: version(name) for name in PACKAGES},
        "pipeline": toml,
        "steps": [f"{type(step).__module__}:{type(step).__qualname__}" for step in steps],
        "model": None
        if model is None
        else {
            "name": model.official or model.package,
            "version": model.version,
            "sha256": model.digest,
        },
    }
