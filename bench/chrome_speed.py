"""Speed of `WebChrome` beside jusText's paragraph classifier, on the same lines in one run.

PYTHONPATH=src python bench/chrome_speed.py PAGES.jsonl       (needs justext; a page: {"text": ...})

Each of the two goes over all pages once unmeasured (patterns are made ready on first use), then
five times in turn; the median counts.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from corpuskit.cleaners.chrome import WebChrome
from corpuskit.document import Document

ROUNDS = 5


def justext_run(pages: list[str]) -> Callable[[], None]:
    """Context-free classification and its revision, the lines given as paragraphs."""
    import justext
    from justext.core import classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    stop = frozenset(word.lower() for word in justext.get_stoplist("English"))
    path = SimpleNamespace(dom="html.body.p", xpath="/html/body/p")
    parsed: list[list[Any]] = []
    for page in pages:
        paragraphs = []
        for line in page.split("\n"):
            if line.strip():
                paragraph = Paragraph(path)
                paragraph.append_text(line)
                paragraphs.append(paragraph)
        parsed.append(paragraphs)

    def run() -> None:
        for paragraphs in parsed:
            classify_paragraphs(paragraphs, stop, 70, 140, 0.30, 0.32, 0.2, True)
            revise_paragraph_classification(paragraphs, 200)

    return run


def chrome_run(pages: list[str]) -> Callable[[], None]:
    """The whole step, zones and fields included."""
    step = WebChrome()

    def run() -> None:
        for page in pages:
            list(step(Document(page)))

    return run


def seconds(run: Callable[[], None]) -> float:
    """CPU seconds of one go."""
    started = time.process_time()
    run()
    return time.process_time() - started


def main() -> None:
    """Print both speeds and their ratio."""
    rows = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    pages = [json.loads(row)["text"] for row in rows]
    size = sum(map(len, pages)) / 1e6
    runs = {"ours": chrome_run(pages), "theirs": justext_run(pages)}
    for run in runs.values():
        run()
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(row[name] for row in times) for name in runs)
    print(
        f"WebChrome {size / ours:.2f} MB/s, jusText {size / theirs:.2f} MB/s, ratio {theirs / ours:.2f}"
    )


if __name__ == "__main__":
    main()
