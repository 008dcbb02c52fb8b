"""The command line: argument parsing only, every command a few lines over the public API."""

from __future__ import annotations

import json
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import corpuskit as ck
from corpuskit import errors
from corpuskit.report.terminal import edit_lines
from corpuskit.schemas import schema_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.article import Article
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


class Preset(StrEnum):
    """The pipelines that have a name."""

    press = "press"
    cautious = "cautious"


def main() -> None:
    """The program `corpuskit`: errors of ours as one line, never a traceback."""
    try:
        app()
    except errors.CorpuskitError as error:
        _stop(str(error), MISUSED)
    except KeyboardInterrupt:
        _stop("interrupted; what was written so far stays, without provenance.json", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left; there is nobody to tell


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(help='Folders, .txt, .jsonl, or "-" for stdin.')],
    out: Annotated[Path, typer.Option(help="The folder for the results.")],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first failure.")] = False,  # noqa: FBT002
) -> None:
    """Clean articles and write what was found in them as JSON Lines."""
    pipeline = _pipeline(preset, config)
    on_error: OnError = "raise" if strict else "collect"
    documents = ck.read(paths, on_error=on_error)
    articles = pipeline.stream(documents, workers=workers, on_error=on_error)
    summary = ck.write_results(_with_progress(articles), out, pipeline)
    _print_summary(summary, out)
    if summary.failures:
        raise typer.Exit(FAILED)


@app.command()
def clean(
    paths: Annotated[list[str], typer.Argument(help='Folders, .txt, .jsonl, or "-" for stdin.')],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
) -> None:
    """Print the clean text of articles, a blank line between two."""
    cleaner = ck.Pipeline(_pipeline(preset, config).cleaners)
    failed = False
    for number, document in enumerate(_read(paths)):
        if isinstance(document, ck.Failure):
            failed = True
            continue
        text = ("\n\n" if number else "") + cleaner.clean(document).text
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.write(b"\n")
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def explain(
    path: Annotated[str, typer.Argument(help='A text file, or "-" for stdin.')],
    preset: Annotated[Preset, typer.Option(help="A pipeline by name.")] = Preset.press,
    config: Annotated[Path | None, typer.Option(help="A pipeline as TOML, instead.")] = None,
) -> None:
    """Show every edit of an article: where, by which rule, from what to what."""
    cleaner = ck.Pipeline(_pipeline(preset, config).cleaners)
    console = Console(highlight=False, soft_wrap=True)
    for document in _read([path]):
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
    typer.echo(f"Report: {out} ({size.documents:,} documents, {size.bytes / 1e6:.1f} MB)")


@app.command()
def schema(
    out: Annotated[
        Path | None, typer.Option(help="Write one file a kind into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schemas of all records and notes."""
    files = schema_files()
    if out is None:
        typer.echo(json.dumps({name: json.loads(text) for name, text in files.items()}, indent=1))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        out.joinpath(name).write_text(text, "utf-8")


def _pipeline(preset: Preset, config: Path | None) -> ck.Pipeline:
    if config is None:
        return ck.Pipeline.press() if preset is Preset.press else ck.Pipeline.cautious()
    try:
        return ck.Pipeline.from_toml(config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise errors.InputError(str(config), str(error)) from error


def _read(paths: list[str]) -> Iterator[ck.Document | Failure]:
    """The documents; failures are told on stderr as they come."""
    for item in ck.read(paths, on_error="collect"):
        if isinstance(item, ck.Failure):
            _tell(item)
        yield item


def _with_progress(articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The same articles, counted on a terminal; in a pipe nothing is shown."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} documents, {task.fields[name]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("documents", total=None, name="")
        for item in articles:
            name = item.document if isinstance(item, ck.Failure) else item.document.id
            progress.update(task, advance=1, name=name)
            yield item


def _print_summary(summary: ck.Summary, out: Path) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    edits: Counter[tuple[str, str]] = Counter()
    for (step, reason), count in summary.edits.items():
        edits[step, ":".join(reason.split(":")[:2])] += count
    rows = [(f"edits by {step}", reason, count) for (step, reason), count in edits.items()]
    rows += [("records", name, count) for name, count in summary.records.items()]
    if summary.skipped:
        rows.append(("not read by extractors", "other language or too long", summary.skipped))
    rows.append(("failures", "", len(summary.failures)))
    for before, (what, which, count) in zip(["", *(row[0] for row in rows)], rows, strict=False):
        table.add_row("" if what == before else what, which, f"{count:,}")
    console = Console(highlight=False)
    console.print(f"{summary.documents:,} document{'s' if summary.documents != 1 else ''}")
    console.print(table)
    console.print(f"Results: {out}", soft_wrap=True)
    for failure in summary.failures:
        _tell(failure)


def _tell(failure: Failure) -> None:
    where = failure.place or failure.document
    step = "" if failure.step == "read" else f"step {failure.step}: {failure.error}: "
    typer.echo(f"failed: {where}: {step}{failure.message}", err=True)


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(f"corpuskit: {message}", err=True)
    raise SystemExit(code)
