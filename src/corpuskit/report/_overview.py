"""The first page of the report: the figures of the corpus, and plots of what was done and found."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

import attrs

from corpuskit.report import _plots

if TYPE_CHECKING:
    from corpuskit.document import Document
    from corpuskit.report._rows import Facets, Row

SHOWN_FAILURES = 100


@attrs.define
class Overview:
    """Counts that grow while the articles pass by."""

    documents: int = 0
    raw: int = 0
    clean: int = 0
    edits: Counter[str] = attrs.field(factory=Counter)
    records: Counter[str] = attrs.field(factory=Counter)
    speakers: Counter[str] = attrs.field(factory=Counter)
    countries: Counter[str] = attrs.field(factory=Counter)
    events: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    languages: Counter[str] = attrs.field(factory=Counter)
    verdicts: Counter[str] = attrs.field(factory=Counter)

    def add(self, document: Document, row: Row) -> None:
        """Counts a document and its edits."""
        self.documents += 1
        self.raw += len(document.raw)
        self.clean += len(document.text)
        for layer in document.layers:
            self.edits.update(":".join(edit.reason.split(":")[:2]) for edit in layer.edits)
        self.verdicts.update(n["verdict"] for n in row["notes"] if n["note"] == "SpunVerdict")
        self.languages.update(n["code"] for n in row["notes"] if n["note"] == "LanguageVerdict")

    def add_record(self, kind: str, record: Row, facets: Facets) -> None:
        """Counts a record."""
        self.records[kind] += 1
        if kind == "quotes":
            self.speakers[facets.speaker or "(nobody named)"] += 1
        elif kind == "officials":
            self.countries[record["country"] or "(not told)"] += 1
        elif kind == "events":
            self.events[record["event_type"], record["date"] or ""] += 1

    def html(self, kinds: tuple[str, ...], failures: list[Row]) -> str:
        """Figures, plots, and what went wrong."""
        plots = [_plots.bars("Edits by reason", "edits", _bars(self.edits), tone="tone-plain")]
        if "quotes" in kinds:
            plots.append(
                _plots.bars("Quotes by speaker", "quotes", _speaker_bars(self.speakers), tone="k0")
            )
        if "events" in kinds:
            plots.append(_plots.grid("Events by type over time", "events", self.events, tone="k2"))
        if "officials" in kinds:
            plots.append(
                _plots.bars(
                    "Officials by country", "officials", _country_bars(self.countries), tone="k1"
                )
            )
        return self._figures(kinds) + f'<div class="plots">{"".join(plots)}</div>' + _told(failures)

    def _figures(self, kinds: tuple[str, ...]) -> str:
        cut = 0 if not self.raw else (self.raw - self.clean) / self.raw
        pairs = [
            ("documents", f"{self.documents:,}", "#documents"),
            ("edits", f"{self.edits.total():,}", ""),
            ("fewer characters", f"{cut:.1%}", ""),
            *((k.replace("_", " "), f"{self.records[k]:,}", f"#records?kind={k}") for k in kinds),
        ]
        spun = self.verdicts["spun"] + self.verdicts["suspect"]
        if spun:
            pairs.append(("spun or suspect", f"{spun:,}", ""))
        foreign = self.languages.total() - self.languages["en"] - self.languages["und"]
        if foreign:
            pairs.append(("not in English", f"{foreign:,}", ""))
        items = (
            f"<div><dt>{_link(escape(name), href)}</dt><dd>{escape(value)}</dd></div>"
            for name, value, href in pairs
        )
        return f'<dl class="figures">{"".join(items)}</dl>'


def _link(words: str, href: str) -> str:
    return f'<a href="{escape(href)}">{words}</a>' if href else words


def _bars(counts: Counter[str]) -> list[_plots.Bar]:
    return [_plots.Bar(name, count) for name, count in counts.items()]


def _speaker_bars(counts: Counter[str]) -> list[_plots.Bar]:
    return [
        _plots.Bar(name, count, _query("quotes", "speaker", name)) for name, count in counts.items()
    ]


def _country_bars(counts: Counter[str]) -> list[_plots.Bar]:
    return [
        _plots.Bar(name, count, _query("officials", "country", name))
        for name, count in counts.items()
    ]


def _query(kind: str, filtered: str, name: str) -> str:
    if name.startswith("("):
        return ""
    return f"#records?kind={kind}&{filtered}={percent(name, safe='', errors='replace')}"


def _told(failures: list[dict[str, Any]]) -> str:
    if not failures:
        return ""
    rows = [
        (
            str(f.get("place") or f.get("document")),
            str(f.get("step")),
            f"{f.get('error')}: {f.get('message')}",
        )
        for f in failures[:SHOWN_FAILURES]
    ]
    more = len(failures) - len(rows)
    note = f"<p class='remark'>{more:,} more in failures.jsonl.</p>" if more > 0 else ""
    heading = f"<h3>What could not be done ({len(failures):,})</h3>"
    return f'<section class="failures">{heading}{_plots.table(("Where", "Step", "Why"), rows)}{note}</section>'
