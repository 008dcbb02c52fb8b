"""Predictions for the scorers: one JSON object a line for every document of the input.

    python bench/predict.py TRACK INPUT.jsonl OUTPUT.jsonl

Input lines hold `id` and `text` or `raw` (`html` for the track html), and where known `date`, `site`, `view`.
Every track runs its steps with their default options; offsets count in the text given.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpuskit as ck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, Any]

REPAIRS: tuple[ck.Cleaner, ...] = (
    ck.Language(),
    ck.Escapes(),
    ck.Mojibake(),
    ck.Invisibles(),
    ck.Typography(),
)
CHROME = (*REPAIRS, ck.SpunWrappers(), ck.WebChrome())
RESTORED = (*REPAIRS, ck.Spun())


def mojibake(article: ck.Article) -> Row:
    """The repaired text, and the edits that lead to it in one go."""
    edits = [[edit.start, edit.end, edit.new] for edit in article.document.raw_edits]
    return {"text": article.document.text, "edits": edits}


def chrome(article: ck.Article) -> Row:
    """Everything that was cut: chrome, meta and wrappers."""
    cutting = {ck.SpunWrappers.name, ck.WebChrome.name}
    cuts = [e for e in article.document.edits if e.step in cutting and not e.new]
    return {"remove": sorted(_pair(e.raw) for e in cuts)}


def html(article: ck.Article) -> Row:
    """The article's body."""
    return {"text": article.document.text}


def spun(article: ck.Article) -> Row:
    """The verdict, the restorations, and the wrappers of the importer."""
    document = article.document
    (verdict,) = document.notes(ck.SpunVerdict)
    return {
        "score": verdict.score,
        "spun": verdict.verdict == "spun",
        "edits": [
            {"start": edit.raw.start, "end": edit.raw.end, "replacement": edit.new}
            for edit in document.edits
            if edit.step == ck.Spun.name
        ],
        "wrappers": [
            {"start": zone.raw.start, "end": zone.raw.end, "kind": zone.rule}
            for layer in document.layers
            if layer.step == ck.SpunWrappers.name
            for zone in layer.notes
            if isinstance(zone, ck.Zone)
        ],
    }


def quotes(article: ck.Article) -> Row:
    """Every quotation, with its pieces, the words beside it and the name they resolve to."""
    return {"quotes": [_quote(quote) for quote in article.quotes]}


def officials(article: ck.Article) -> Row:
    """The holders of offices, with the places where their names stand."""
    return {
        "officials": [
            {
                "name": official.name,
                "title": official.title,
                "organisation": official.organisation,
                "country": official.country,
                "mentions": [
                    _pair(mention.mention.raw)
                    for mention in official.mentions
                    if mention.form in {"name", "surname"}
                ],
            }
            for official in article.officials
        ]
    }


def events(article: ck.Article) -> Row:
    """Who did what to whom; a reciprocal event has all its parties on both sides."""
    told = [event for event in article.events if event.status != "denied"]
    return {"events": [_event(event) for event in told]}


def press(article: ck.Article) -> Row:
    """All of it at once."""
    document = article.document
    (verdict,) = document.notes(ck.SpunVerdict) or (None,)
    return {
        "spun": verdict is not None and verdict.verdict == "spun",
        "chrome": [_pair(zone.raw) for zone in document.zones if not zone.is_meta],
        "meta": [_pair(zone.raw) for zone in document.zones if zone.is_meta],
        **quotes(article),
        **officials(article),
        **events(article),
    }


PARSE_ALL = frozenset({"speech", "thought", "intention"})

TRACKS: dict[str, tuple[ck.Pipeline, Callable[[ck.Article], Row]]] = {
    "mojibake": (ck.Pipeline(REPAIRS), mojibake),
    "chrome": (ck.Pipeline(CHROME), chrome),
    "html": (ck.Pipeline(CHROME), html),
    "spun": (ck.Pipeline([ck.SpunWrappers(), ck.Spun()]), spun),
    "quotes": (ck.Pipeline(RESTORED, [ck.Quotes(acts=PARSE_ALL)]), quotes),
    "officials": (ck.Pipeline(RESTORED, [ck.Officials()]), officials),
    "events": (ck.Pipeline(RESTORED, [ck.Events()]), events),
    "press": (ck.Pipeline.press(), press),
}


def _pair(span: ck.Span) -> list[int]:
    return [span.start, span.end]


def _quote(quote: ck.Quote) -> Row:
    row: Row = {
        "start": quote.content.raw.start,
        "end": quote.content.raw.end,
        "spans": [_pair(piece.raw) for piece in quote.spans],
        "speaker": str(quote.speaker) if quote.speaker else None,
        "kind": quote.kind,
        "act": quote.act,
    }
    teller = (
        quote.via or quote.speaker
    )  # at second hand the words beside the quote are the medium's
    beside = teller.mention if teller else None
    for name, mention in (("speaker", beside), ("cue", quote.cue)):
        if mention is not None:
            row |= {f"{name}_start": mention.raw.start, f"{name}_end": mention.raw.end}
    return row


def _event(event: ck.Event) -> Row:
    actors = _codes(event.actors)
    return {
        "event_type": event.event_type,
        "cameo": event.cameo,
        "actor": actors,
        "recipient": actors if event.reciprocal else _codes(event.recipients),
        "date": event.date,
        "location": event.place.name if event.place else None,
        "start": event.evidence.raw.start,
        "end": event.evidence.raw.end,
    }


def _codes(actors: tuple[ck.Actor, ...]) -> list[str]:
    return list(dict.fromkeys(actor.country for actor in actors if actor.country))


def _document(row: Row) -> ck.Document:
    meta = {"published": row["date"]} if row.get("date") else {}
    if "html" in row:
        return ck.parse_html(row["html"], id=row["id"])
    return ck.Document(row["text"] if "text" in row else row["raw"], row["id"], meta=meta)


def predictions(track: str, rows: Iterator[Row]) -> Iterator[Row]:
    """A prediction for each row, in order."""
    if track == "chrome-fit":
        yield from _fitted(rows)
        return
    pipeline, told = TRACKS[track]
    for article in pipeline.stream(map(_document, rows)):
        yield {"id": article.document.id, **told(article)}


def _fitted(rows: Iterator[Row]) -> Iterator[Row]:
    """As the track chrome, after WebChrome has learnt what each site of each view repeats."""
    documents = []
    for row in rows:
        meta = {"site": f"{row.get('view')} {row.get('site')}"}
        documents.append(ck.Document(row["text"], row["id"], meta=meta))
    repaired = [a.document for a in ck.Pipeline(CHROME[:-1]).stream(documents)]
    fitted = ck.WebChrome().fit(repaired, site="site")
    for article in ck.Pipeline([fitted]).stream(repaired):
        yield {"id": article.document.id, **chrome(article)}


def main(track: str, source: str, target: str) -> None:
    """Reads, predicts, writes."""
    with Path(source).open("rb") as lines, Path(target).open("wb") as out:
        ck.write_jsonl(predictions(track, (json.loads(x) for x in lines if x.strip())), out)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in {*TRACKS, "chrome-fit"}:
        sys.exit(f"{__doc__}\nTRACK: {', '.join([*TRACKS, 'chrome-fit'])}")
    main(*sys.argv[1:])
