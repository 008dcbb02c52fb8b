"""The report: one HTML file to look at what was changed and what was found, without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit.article import Article
from corpuskit.codec import to_dict
from corpuskit.errors import InputError
from corpuskit.io.stored import Stored, read_results, record_files, rows_of, table_files
from corpuskit.io.tables import article_row, plural, record_row
from corpuskit.records import Failure
from corpuskit.report import _rows
from corpuskit.report._card import card
from corpuskit.report._overview import Overview
from corpuskit.report._payload import article_payload, for_script, moved, utf16

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.report._rows import Row

SCRIPTS = ("text.js", "tables.js", "article.js", "main.js")
"""The parts of the page's script, in order."""


@attrs.frozen
class ReportSize:
    """What a report holds: articles, records, bytes."""

    documents: int
    records: int
    bytes: int


def write_report(results: str | Path, out: str | Path) -> ReportSize:
    """Makes one HTML file of a folder that `corpuskit run` wrote; it works from disk, offline.

    Raises: InputError: if the folder cannot be read or the file cannot be written.
    """
    results, out = Path(results), Path(out)
    failed = table_files(results).get("failures")
    failures = [row for _, row in rows_of(failed)] if failed else []
    page = _Page(_rows.in_order(record_files(results)))
    for stored in read_results(results):
        try:
            page.add(stored)
        except (KeyError, TypeError, AttributeError) as error:
            problem = f"the records of {stored.document.id!r} are not of this version: {error!r}"
            raise InputError(str(results), f"{problem}; run corpuskit again") from error
    title = f"Report on {results.resolve().name or 'results'}"
    size = 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("wb") as file:
            for piece in page.pieces(title, failures, _made_by(results)):
                size += file.write(piece.encode())
    except OSError as error:
        raise InputError(str(out), error.strerror or str(error)) from error
    return ReportSize(page.overview.documents, page.overview.records.total(), size)


def report_html(articles: Iterable[Article | Failure], *, title: str = "Report") -> str:
    """The same page for articles at hand, as a string."""
    items = list(articles)
    given = [stored_article(item) for item in items if isinstance(item, Article)]
    failed = [(item,) if isinstance(item, Failure) else item.failures for item in items]
    page = _Page(_rows.in_order(kind for stored in given for kind in stored.records))
    for stored in given:
        page.add(stored)
    failures = [to_dict(failure) for some in failed for failure in some]
    return "".join(page.pieces(title, failures, ""))


def article_card(article: Article) -> str:
    """An article for a notebook: marked text and tables, without script."""
    return card(stored_article(article))


def stored_article(article: Article) -> Stored:
    """An article as a results folder would hold it."""
    records: dict[str, list[Row]] = {}
    for record in article.found:
        row = _plain(record_row(article.document.id, record))
        records.setdefault(plural(type(record)), []).append(row)
    row = _plain(article_row(article.document))
    return Stored(article.document, row, {kind: tuple(rows) for kind, rows in records.items()})


class _Page:
    """The page while articles are added to it: what the script reads, and the overview."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        self.overview = Overview()
        self._documents: list[list[Any]] = []
        self._tables: list[list[list[Any]]] = [[] for _ in kinds]
        self._articles: list[str] = []

    def add(self, stored: Stored) -> None:
        """Takes in an article; of it only the compact form is kept."""
        document, row, records = stored.document, stored.row, stored.records
        number = len(self._documents)
        units = utf16(document.text)
        offices = _rows.offices_of(records.get("officials", ()))
        self.overview.add(document, row)
        place = 0
        for kind, table in zip(self.kinds, self._tables, strict=True):
            for record in records.get(kind, ()):
                facets = _rows.facets(kind, record, offices)
                self.overview.add_record(kind, record, facets)
                cells = [moved(cell, units) for cell in _rows.cells(kind, record)]
                found = [facets.speaker, facets.countries, facets.event_type]
                table.append([number, place, cells, *found])
                place += 1
        counts = [len(records.get(kind, ())) for kind in self.kinds]
        sizes = [
            len(document.raw),
            len(document.text),
            sum(len(la.edits) for la in document.layers),
        ]
        verdict = next((n["verdict"] for n in row["notes"] if n["note"] == "SpunVerdict"), "")
        self._documents.append([document.id, _title(row), *sizes, counts, verdict])
        payload = article_payload(document, row, records, self.kinds)
        self._articles.append(for_script(payload))

    def pieces(self, title: str, failures: list[Row], made_by: str) -> Iterator[str]:
        """The whole file, piece by piece."""
        index = {
            "kinds": [
                [kind.replace("_", " "), _rows.singular(kind), _rows.columns(kind)]
                for kind in self.kinds
            ],
            "documents": self._documents,
            "tables": self._tables,
        }
        style, script = _asset("page.css"), "\n".join(_asset(name) for name in SCRIPTS)
        head, tail = _asset("page.html").split("$data")
        values = {
            "title": escape(title),
            "style": style,
            "style_hash": _hash(style),
            "script": script,
            "script_hash": _hash(script),
            "overview": self.overview.html(self.kinds, failures),
            "made_by": made_by,
        }
        filled = Template(head).substitute(values)
        yield filled.encode("utf-8", "replace").decode()  # names may hold lone surrogates
        yield _data("index", for_script(index))
        for number, article in enumerate(self._articles):
            yield _data(f"d{number}", article)
        yield Template(tail).substitute(values)


def _data(name: str, json_text: str) -> str:
    return f'<script type="application/json" id="{name}">{json_text}</script>\n'


def _title(row: Row) -> str:
    """The title to believe, or the headline that was cut, or nothing."""
    known = row["metadata"].get("title")
    cut = (zone["mention"]["text"].strip() for zone in row["zones"] if zone["kind"] == "title")
    return str(known or next(cut, ""))


def _made_by(results: Path) -> str:
    """Versions and pipeline, or the warning that the run did not end."""
    path = results / "provenance.json"
    if not path.is_file():
        return (
            '<p class="warning" role="note">This run did not end: provenance.json is missing, '
            "and so may be articles.</p>"
        )
    _, said = next(rows_of(path))
    versions = ", ".join(f"{name} {number}" for name, number in said["versions"].items())
    model = said["model"]
    steps = said["pipeline"] or "\n".join(said["steps"])
    named = f"{model['name']} ({model['version']}), " if model else ""
    digest = f"input {said['inputs_sha256'][:12]}"
    return (
        f"<p>Made by {escape(versions)}; {escape(named)}{escape(digest)}.</p>"
        f"<details><summary>Pipeline</summary><pre>{escape(steps)}</pre></details>"
    )


def _plain(row: Row) -> Row:
    """The row as it reads back from a file: lists for tuples."""
    read: Row = json.loads(json.dumps(row))
    return read


def _hash(code: str) -> str:
    """For the content security policy: nothing but this very code may run."""
    digest = hashlib.sha256(code.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath("page", name).read_text("utf-8")
