"""The command line: argument parsing only, every command a few lines over the public API."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, cast

import attrs
import typer

import corpuskit as ck
from corpuskit import errors, registry
from corpuskit.io.parts import PART_SIZE
from corpuskit.io.sources import MAX_BYTES as READ_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpuskit.io.results import Stream
    from corpuskit.records import Failure
    from corpuskit.workers import OnError

app = typer.Typer(
    name="corpuskit",
    help="Clean text from scraped press articles, and who said what, who holds which office, "
    "who did what to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
"""Exit codes: some documents failed; wrong use; Ctrl-C."""


TOLD = 20
"""Failures that are told one by one; a wrong column may cost a million rows."""


class Preset(StrEnum):
    """The pipelines that have a name."""

    press = "press"
    cautious = "cautious"


class Units(StrEnum):
    """What offsets can count beside code points."""

    utf16 = "utf16"
    bytes = "bytes"


KINDS: tuple[registry.Kind, ...] = ("cleaner", "extractor")


def main() -> None:
    """The program `corpuskit`: errors of ours as one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know ASCII only
    try:
        app(prog_name="corpuskit")
    except errors.CorpuskitError as error:
        _stop(str(error), MISUSED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left; there is nobody to tell
    except OSError as error:  # a full disk behind a redirection
        _stop(f"{error.filename or 'output'}: {error.strerror or error}", FAILED)


PATHS = typer.Argument(
    help="Folders, files (text, HTML, JSON Lines, CSV, Parquet, WARC; also .gz, .zst), URLs, "
    'or "-" for stdin.'
)
FIELD = typer.Option(
    "--field", metavar="NAME=COLUMN", help="Where to find text, id, title, date, url, site."
)
CHROME = typer.Option(
    metavar="FILE", help="Lines that sites repeat, as `corpuskit fit` writes them."
)
MAX_BYTES = typer.Option(min=1, help="A line, file or page with more bytes is refused.")


@app.command()
def run(
    paths: Annotated[list[str], PATHS],
    out: Annotated[
        Path, typer.Option(help="A folder for the results, or NAME.sqlite, NAME.duckdb.")
    ],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
    chrome: Annotated[Path | None, CHROME] = None,
    form: Annotated[
        str | None, typer.Option("--format", help="jsonl (or .gz, .zst), csv or parquet.")
    ] = None,
    field: Annotated[list[str] | None, FIELD] = None,
    lang: Annotated[
        list[str] | None, typer.Option(help="Leave out articles in other languages than these.")
    ] = None,
    duplicates: Annotated[  # noqa: FBT002, typer's way
        bool, typer.Option("--duplicates", help="Name in duplicate_of what a reprint copies.")
    ] = False,
    offsets: Annotated[
        Units | None, typer.Option(help="Stand beside code points in every span.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    dask: Annotated[
        str | None, typer.Option(help='A scheduler (tcp://...), or "local", instead of processes.')
    ] = None,
    resume: Annotated[  # noqa: FBT002, as above
        bool, typer.Option("--resume", help="Go on with a run that was interrupted.")
    ] = False,
    force: Annotated[  # noqa: FBT002, as above
        bool, typer.Option("--force", help="Replace results of another run.")
    ] = False,
    part_size: Annotated[
        int, typer.Option(min=1, help="Documents a part: what a crash can cost.")
    ] = PART_SIZE,
    max_bytes: Annotated[int, MAX_BYTES] = READ_LIMIT,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first failure.")] = False,  # noqa: FBT002
) -> None:
    """Clean articles and write what was found in them."""
    from corpuskit.report import progress  # noqa: PLC0415, rich is loaded where it draws

    pipeline = _pipeline(preset, config, chrome)
    on_error: OnError = "raise" if strict else "collect"
    documents = ck.read(paths, fields=_fields(field), max_bytes=max_bytes, on_error=on_error)
    try:
        summary = ck.run(
            documents,
            out,
            pipeline,
            workers=workers,
            on_error=on_error,
            format=form,
            resume=resume,
            force=force,
            part_size=part_size,
            offsets=None if offsets is None else offsets.value,
            languages=lang or None,
            duplicates=duplicates,
            stream=None if dask is None else _on_dask(dask, pipeline, on_error, workers),
            watch=partial(progress.with_progress, reading=documents),
        )
    except KeyboardInterrupt:
        _stop("interrupted; finished parts are kept, --resume goes on with them", INTERRUPTED)
    _print_summary(summary, out, documents.passed_over)
    if summary.failures:
        raise typer.Exit(FAILED)


@app.command()
def clean(
    paths: Annotated[list[str], PATHS],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
    chrome: Annotated[Path | None, CHROME] = None,
    field: Annotated[list[str] | None, FIELD] = None,
    max_bytes: Annotated[int, MAX_BYTES] = READ_LIMIT,
) -> None:
    """Print the clean text of articles, a blank line between two."""
    cleaner = ck.Pipeline(_pipeline(preset, config, chrome, extracting=False).cleaners)
    failed = False
    for number, document in enumerate(_read(paths, field, max_bytes)):
        if isinstance(document, ck.Failure):
            failed = True
            continue
        text = ("\n\n" if number else "") + cleaner.clean(document).text
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.write(b"\n")
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def fit(
    paths: Annotated[list[str], PATHS],
    out: Annotated[Path, typer.Option(help="The JSON file to write, for --chrome.")],
    site: Annotated[
        str, typer.Option(help="The fact that tells the site: site, url; else all is one site.")
    ] = "site",
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
    field: Annotated[list[str] | None, FIELD] = None,
    max_bytes: Annotated[int, MAX_BYTES] = READ_LIMIT,
) -> None:
    """Learn the lines that sites repeat from page to page, for `corpuskit run --chrome`."""
    steps = _pipeline(preset, config, extracting=False).cleaners
    before = ck.Pipeline(steps[: _chrome_step(steps)])
    counts: Counter[str] = Counter()

    def repaired() -> Iterator[ck.Document]:
        for document in _read(paths, field, max_bytes):
            counts["failed" if isinstance(document, ck.Failure) else "read"] += 1
            if not isinstance(document, ck.Failure):
                yield before.clean(document)

    lines = ck.WebChrome().fit(repaired(), site=site).site_lines or ck.SiteLines(site, ())
    lines.save(out)
    learnt = sum(len(repeated) for _, repeated in lines.sites)
    typer.echo(
        f"documents: {counts['read']:,}, sites: {len(lines.sites):,}, lines: {learnt:,}: {out}"
    )
    if counts["failed"]:
        raise typer.Exit(FAILED)


@app.command()
def explain(
    path: Annotated[str, typer.Argument(help='A text file, or "-" for stdin.')],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
    chrome: Annotated[Path | None, CHROME] = None,
    field: Annotated[list[str] | None, FIELD] = None,
) -> None:
    """Show every edit of an article: where, by which rule, from what to what."""
    from rich.console import Console  # noqa: PLC0415, as above

    from corpuskit.report.terminal import edit_lines  # noqa: PLC0415, as above

    cleaner = ck.Pipeline(_pipeline(preset, config, chrome, extracting=False).cleaners)
    console = Console(highlight=False, soft_wrap=True)
    for document in _read([path], field, READ_LIMIT):
        if isinstance(document, ck.Failure):
            raise typer.Exit(FAILED)
        cleaned = cleaner.clean(document)
        edits = cleaned.edits
        for line in edit_lines(edits, console.width):
            console.print(line)
        console.print(f"{cleaned.id}: {len(edits)} edit{'s' if len(edits) != 1 else ''}")


@app.command()
def report(
    results: Annotated[Path, typer.Argument(help="A folder that `corpuskit run` wrote.")],
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("report.html"),
) -> None:
    """Make one HTML file to look at: raw beside clean text, every edit, every record."""
    size = ck.write_report(results, out)
    documents = f"{size.documents:,} document{'s' if size.documents != 1 else ''}"
    typer.echo(f"Report: {out} ({documents}, {size.bytes / 1e6:.1f} MB)")


@app.command()
def steps() -> None:
    """List cleaners and extractors with their options."""
    from rich.console import Console  # noqa: PLC0415, as above

    from corpuskit.report.terminal import option_line  # noqa: PLC0415, as above

    console = Console(highlight=False, soft_wrap=True)
    for kind in KINDS:
        console.print(f"{kind}s")
        for name in sorted(registry.known(kind)):
            try:
                step = registry.step_type(kind, name)
            except (
                errors.ConfigError
            ) as error:  # a plugin that is broken; the others still have names
                console.print(f"  {name:<12} {error}", markup=False)
                continue
            about = (step.__doc__ or "").partition("\n")[0]
            console.print(f"  {name:<12} {about}", markup=False)
            for option in attrs.fields(step) if attrs.has(step) else ():
                if option.init:
                    console.print(f"  {'':<12}   {option_line(option)}", markup=False)


@app.command()
def diff(
    first: Annotated[Path, typer.Argument(help="A folder of results.")],
    second: Annotated[Path, typer.Argument(help="Another one.")],
) -> None:
    """Show what changed between two runs: texts, edits, records."""
    from rich.console import Console  # noqa: PLC0415, as above
    from rich.text import Text  # noqa: PLC0415, as above

    from corpuskit.report.terminal import row_line, text_changes, visible  # noqa: PLC0415, as above

    counts: Counter[tuple[str, str]] = Counter()
    console = Console(highlight=False, soft_wrap=True)
    before = None
    for change in ck.diff_runs(first, second):
        if change.document != before:
            console.print(Text(visible(change.document), style="bold"))
            before = change.document
        for sign, rows, style in (
            ("-", change.only_first, "red"),
            ("+", change.only_second, "green"),
        ):
            counts[change.kind, sign] += len(rows)
            for row in rows if change.kind not in {"text", "document"} else ():
                console.print(Text(f"  {sign} {change.kind}: {row_line(row)}", style=style))
        if change.kind == "text":
            for line in text_changes(change):
                console.print(Text(f"  {line}"))
        if change.kind == "document":
            console.print(f"  only in {first if change.only_first else second}", markup=False)
    for kind in dict.fromkeys(kind for kind, _ in counts):
        console.print(f"{kind}: -{counts[kind, '-']} +{counts[kind, '+']}")
    if counts:
        raise typer.Exit(FAILED)


@app.command()
def schema(
    out: Annotated[
        Path | None, typer.Option(help="Write one file a kind into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schemas of all records and notes."""
    from corpuskit.schemas import schema_files  # noqa: PLC0415, for this command only

    files = schema_files()
    if out is None:
        typer.echo(json.dumps({name: json.loads(text) for name, text in files.items()}, indent=1))
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            out.joinpath(name).write_text(text, "utf-8")
    except OSError as error:
        raise errors.InputError(str(out), error.strerror or str(error)) from error


def _pipeline(
    preset: Preset, config: Path | None, chrome: Path | None = None, *, extracting: bool = True
) -> ck.Pipeline:
    if config is None:
        from corpuskit import presets  # noqa: PLC0415, it loads all steps

        made = presets.press if preset is Preset.press else presets.cautious
        pipeline = made(ck.Pipeline, extracting=extracting)
    else:
        try:
            pipeline = ck.Pipeline.from_toml(config.read_text("utf-8"))
        except OSError as error:
            raise errors.InputError(str(config), error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise errors.InputError(str(config), f"wanted TOML in UTF-8: {error}") from error
    if chrome is None:
        return pipeline
    steps = list(pipeline.cleaners)
    at = _chrome_step(pipeline.cleaners)
    steps[at] = attrs.evolve(cast("ck.WebChrome", steps[at]), site_lines=ck.SiteLines.load(chrome))
    return attrs.evolve(pipeline, cleaners=steps)


def _chrome_step(steps: Sequence[ck.Cleaner]) -> int:
    """Where `WebChrome` stands in a pipeline."""
    for k, step in enumerate(steps):
        if isinstance(step, ck.WebChrome):
            return k
    names = ", ".join(step.name for step in steps) or "none"
    raise errors.ConfigError("configuration", "a pipeline with the cleaner chrome", names)


def _fields(told: list[str] | None) -> dict[str, str]:
    """`--field text=body` as a mapping."""
    fields = {}
    for pair in told or []:
        name, equals, column = pair.partition("=")
        if not (name and equals and column):
            raise errors.ConfigError("--field", "NAME=COLUMN, such as text=body", pair)
        fields[name] = column
    return fields


def _read(
    paths: list[str], field: list[str] | None, max_bytes: int
) -> Iterator[ck.Document | Failure]:
    """The documents; failures are told on stderr as they come."""
    found = ck.read(paths, fields=_fields(field), max_bytes=max_bytes, on_error="collect")
    for item in found:
        if isinstance(item, ck.Failure):
            _tell(item)
        yield item


def _print_summary(summary: ck.Summary, out: Path, passed_over: Counter[str]) -> None:
    from rich.console import Console  # noqa: PLC0415, as above

    from corpuskit.report.terminal import summary_table  # noqa: PLC0415, as above

    console = Console(highlight=False)
    console.print(f"{summary.documents:,} document{'s' if summary.documents != 1 else ''}")
    console.print(summary_table(summary, passed_over))
    console.print(f"Results: {out}", soft_wrap=True)
    for failure in summary.failures[:TOLD]:
        _tell(failure)
    more = len(summary.failures) - TOLD
    if more > 0:
        typer.echo(f"failed: {more:,} more, listed in the table of failures in {out}", err=True)


def _tell(failure: Failure) -> None:
    from corpuskit.report.terminal import visible  # noqa: PLC0415, as above

    where = failure.place or failure.document
    step = "" if failure.step == "read" else f"step {failure.step}: {failure.error}: "
    typer.echo(visible(f"failed: {where}: {step}{failure.message}"), err=True)


def _on_dask(address: str, pipeline: ck.Pipeline, on_error: OnError, workers: int) -> Stream:
    from corpuskit.scale.dask import stream  # noqa: PLC0415, an extra

    return partial(stream, pipeline=pipeline, address=address, on_error=on_error, workers=workers)


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(f"corpuskit: {message}", err=True)
    raise SystemExit(code)
