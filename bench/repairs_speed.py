"""Speed of Mojibake against tuned ftfy, both in this process, on the articles in examples/press.

python bench/repairs_speed.py

The peer is `ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False, unescape_html=True)`,
which gives text only; Mojibake gives the edits. Rounds alternate, the best of each counts, in CPU time.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import ftfy

from corpuskit.cleaners.language import Language
from corpuskit.cleaners.mojibake import Mojibake
from corpuskit.document import Document
from corpuskit.edits import Note

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = Path(__file__).parent.parent / "examples" / "press"
ROUNDS = 5


def main() -> None:
    """Print one line for each kind of text."""
    texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))] * 4
    kinds: dict[str, list[str]] = {
        "clean English": texts,
        "one text in ten damaged": [
            _read_as(t, "cp1252") if k % 10 == 0 else t for k, t in enumerate(texts)
        ],
        "utf-8 read as cp1252": [_read_as(t, "cp1252") for t in texts],
        "the same twice": [_read_as(_read_as(t, "cp1252"), "cp1252") for t in texts],
        "utf-8 read as mac-roman": [_read_as(t, "macroman") for t in texts],
        "every other paragraph damaged": [_alternating(t, "\n") for t in texts],
        "every other sentence damaged": [_alternating(t, ". ") for t in texts],
        "entities": [t.replace("’", "&rsquo;").replace("“", "&#8220;") for t in texts],
    }
    kit = Mojibake()
    print(f"{'':32}{'ftfy':>8}{'ours':>8}  MB/s   ratio")
    for kind, damaged in kinds.items():
        documents = [_with_language(text) for text in damaged]
        size = sum(map(len, damaged)) / 1e6
        peer, ours = _best(
            lambda texts=damaged: [_tuned(text) for text in texts],  # type: ignore[misc]
            lambda docs=documents: [list(kit(doc)) for doc in docs],  # type: ignore[misc]
        )
        print(f"{kind:32}{size / peer:8.1f}{size / ours:8.1f}{peer / ours:14.2f}")


def _tuned(text: str) -> str:
    return ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False, unescape_html=True)


def _with_language(text: str) -> Document:
    doc = Document(text)
    return doc.edited([], [n for n in Language()(doc) if isinstance(n, Note)], step="language")


def _read_as(text: str, charset: str) -> str:
    sloppy = "sloppy-windows-1252" if charset == "cp1252" else charset
    return text.encode("utf-8").decode(sloppy)


def _alternating(text: str, border: str) -> str:
    return border.join(
        _read_as(part, "cp1252") if k % 2 else part for k, part in enumerate(text.split(border))
    )


def _best(*runs: Callable[[], object]) -> list[float]:
    times = [float("inf")] * len(runs)
    for _ in range(ROUNDS):
        for k, run in enumerate(runs):
            start = time.process_time()
            run()
            times[k] = min(times[k], time.process_time() - start)
    return times


if __name__ == "__main__":
    main()
