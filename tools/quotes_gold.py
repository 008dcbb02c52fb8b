"""Join a standoff annotation of quotations with its articles, for the quote scorer and for training.

    python tools/quotes_gold.py ARTICLES.jsonl bench/gold/quotes_wikinews.jsonl FOLDER

FOLDER gets `gold.jsonl` ({"id", "text", "quotes": [...]}, the format of the scorer), and from the articles
that two people annotated `first.jsonl` and `second.jsonl`: score the second against the first for the agreement.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any


def row(quote: dict[str, Any]) -> dict[str, Any]:
    """A quotation in the format of the scorer."""
    spans = quote["spans"]
    made: dict[str, Any] = {"start": spans[0][0], "end": spans[-1][1], "spans": spans}
    made["act"] = quote["act"]
    for name in ("speaker", "cue"):
        if quote[name] is not None:
            made[f"{name}_start"], made[f"{name}_end"] = quote[name]
    return made


def main() -> None:
    """Read, check that the texts are the annotated ones, write."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("articles", type=Path)
    cli.add_argument("gold", type=Path)
    cli.add_argument("folder", type=Path)
    args = cli.parse_args()
    articles = map(json.loads, args.articles.read_text("utf-8").splitlines())
    texts = {article["url"]: article["text"] for article in articles}
    files: dict[str, list[str]] = {"gold": [], "first": [], "second": []}
    for note in map(json.loads, args.gold.read_text("utf-8").splitlines()):
        text = texts[note["url"]]
        if hashlib.sha256(text.encode()).hexdigest() != note["sha256"]:
            cli.error(f"{note['url']}: not the text that was annotated")
        quotes = [row(quote) for quote in note["quotes"]]
        line = json.dumps({"id": note["url"], "text": text, "quotes": quotes})
        files["gold"].append(line)
        if "second" in note:
            files["first"].append(line)
            others = [row(quote) for quote in note["second"]]
            files["second"].append(json.dumps({"id": note["url"], "quotes": others}))
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (args.folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} articles")


if __name__ == "__main__":
    main()
