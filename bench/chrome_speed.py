"""Speed of `WebChrome` beside jusText's paragraph classifier, on the same lines in one run.

PYTHONPATH=src python bench/chrome_speed.py PAGES.jsonl       (needs justext; a page: {"text": ...})
"""

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from corpuskit.cleaners.chrome import WebChrome
from corpuskit.document import Document


def justext_seconds(pages: list[str]) -> float:
    """CPU seconds of context-free classification and its revision, the lines given as paragraphs."""
    import justext  # noqa: PLC0415, a peer that only this script needs
    from justext.core import classify_paragraphs, revise_paragraph_classification  # noqa: PLC0415
    from justext.paragraph import Paragraph  # noqa: PLC0415

    stop = frozenset(word.lower() for word in justext.get_stoplist("English"))
    path = SimpleNamespace(dom="html.body.p", xpath="/html/body/p")
    parsed = []
    for page in pages:
        paragraphs = []
        for line in page.split("\n"):
            if line.strip():
                paragraph = Paragraph(path)
                paragraph.append_text(line)
                paragraphs.append(paragraph)
        parsed.append(paragraphs)
    started = time.process_time()
    for paragraphs in parsed:
        classify_paragraphs(paragraphs, stop, 70, 140, 0.30, 0.32, 0.2, True)
        revise_paragraph_classification(paragraphs, 200)
    return time.process_time() - started


def chrome_seconds(pages: list[str]) -> float:
    """CPU seconds of the whole step, zones and fields included."""
    step = WebChrome()
    list(step(Document(pages[0])))
    started = time.process_time()
    for page in pages:
        list(step(Document(page)))
    return time.process_time() - started


def main() -> None:
    """Print both speeds and their ratio."""
    rows = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    pages = [json.loads(row)["text"] for row in rows]
    size = sum(map(len, pages)) / 1e6
    ours, theirs = chrome_seconds(pages), justext_seconds(pages)
    print(
        f"WebChrome {size / ours:.2f} MB/s, jusText {size / theirs:.2f} MB/s, ratio {theirs / ours:.2f}"
    )


if __name__ == "__main__":
    main()
