"""What the press pipeline makes of the five example articles, a line a finding, for the reviewer's eye.

python -m tests.golden      # after a change that you have looked at
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

import corpuskit as ck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "golden"


def tables() -> dict[str, str]:
    """File name and content of each table."""
    press = ck.Pipeline.press()
    doubtful = [ck.Events(threshold=0) if e == ck.Events() else e for e in press.extractors]
    press = attrs.evolve(press, extractors=doubtful)
    articles = list(press.stream(ck.read(ROOT / "examples" / "press")))
    makers = {"edits": _edits, "zones": _zones, "officials": _officials}
    makers |= {"quotes": _quotes, "events": _events}
    return {
        f"{name}.tsv": "".join(
            "\t".join([article.document.id[:3], *map(_cell, row)]) + "\n"
            for article in articles
            if isinstance(article, ck.Article)
            for row in maker(article)
        )
        for name, maker in makers.items()
    }


def _edits(article: ck.Article) -> Iterator[Iterable[object]]:
    for edit in article.document.edits:
        yield edit.raw.start, edit.step, edit.reason, edit.old[:60], edit.new


def _zones(article: ck.Article) -> Iterator[Iterable[object]]:
    for zone in article.document.zones:
        yield zone.raw.start, zone.kind, zone.rule, zone.text


def _officials(article: ck.Article) -> Iterator[Iterable[object]]:
    for o in article.officials:
        names = [mention.mention.text for mention in o.mentions]
        yield o.name, o.title, o.role, o.organisation, o.country, o.status, " / ".join(names)


def _quotes(article: ck.Article) -> Iterator[Iterable[object]]:
    for q in article.quotes:
        beside = q.speaker.mention if q.speaker else None
        yield q.content.raw.start, q.kind, q.fidelity, q.speaker, beside, q.cue, q.text


def _events(article: ck.Article) -> Iterator[Iterable[object]]:
    for e in article.events:
        sides = [" ".join(a.country or a.name for a in side) for side in (e.actors, e.recipients)]
        place = e.place.name if e.place else None
        told = e.event_type, e.status, *sides, e.date, place, e.trigger
        yield e.trigger.raw.start, e.confidence, *told


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in tables().items():
        FOLDER.joinpath(name).write_text(content, "utf-8")
