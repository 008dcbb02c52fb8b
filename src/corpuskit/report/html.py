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

from corpuskit.codec import to_dict
from corpuskit.errors import InputError
from corpuskit.io.results import article_row, plural, record_row
from corpuskit.io.stored import Stored, read_results, record_files, rows_of
from corpuskit.report import _rows
from corpuskit.report._card import card
from corpuskit.report._overview import Overview
from corpuskit.report._payload import article_payload, for_script, moved, utf16

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.article import Article
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
    failed = results / "failures.jsonl"
    failures = [row for _, row in rows_of(failed)] if failed.is_file() else []
    page = _Page(_rows.in_order(record_files(results)))
    for stored in read_results(results):
        page.add(stored)
    title = results.resolve().name or "results"
    html = page.html(f"Report on {title}", failures, _made_by(results)).encode()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(html)
    except OSError as error:
        raise InputError(str(out), error.strerror or str(error)) from error
    return ReportSize(page.overview.documents, page.overview.records.total(), len(html))


def report_html(articles: Sequence[Article], *, title: str = "Report") -> str:
    """The same page for articles at hand, as a string."""
    given = [stored_article(article) for article in articles]
    page = _Page(_rows.in_order(kind for stored in given for kind in stored.records))
    failures = [to_dict(failure) for article in articles for failure in article.failures]
    for stored in given:
        page.add(stored)
    return page.html(title, failures, "")


def article_card(article: Article) -> str:
    """An article for a notebook: marked text and tables, without script."""
    return card(stored_article(article))


def stored_article(article: Article) -> Stored:
    """An article as a results folder would hold it."""
    records: dict[str, tuple[Row, ...]] = {}
    for record in article.found:
        kind = plural(type(record))
        row = _plain(record_row(article.document.id, record))
        records[kind] = (*records.get(kind, ()), row)
    return Stored(article.document, _plain(article_row(article.document)), records)


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

    def html(self, title: str, failures: list[Row], made_by: str) -> str:
        """The whole file."""
        index = {
            "kinds": [
                [kind.replace("_", " "), _rows.singular(kind), _rows.columns(kind)]
                for kind in self.kinds
            ],
            "documents": self._documents,
            "tables": self._tables,
        }
        style, script = _asset("page.css"), "\n".join(_asset(name) for name in SCRIPTS)
        data = [_data("index", for_script(index))]
        data += [_data(f"d{number}", article) for number, article in enumerate(self._articles)]
        html = Template(_asset("page.html")).substitute(
            title=escape(title),
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
            overview=self.overview.html(self.kinds, failures),
            made_by=made_by,
            data="\n".join(data),
        )
        return html.encode("utf-8", "replace").decode()  # lone surrogates of names in the overview


def _data(name: str, json_text: str) -> str:
    return f'<script type="application/json" id="{name}">{json_text}</script>'


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
