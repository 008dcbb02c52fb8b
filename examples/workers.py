"""Several processes: the records come in the order of the input, whatever their number.

python examples/workers.py examples/press 2
"""

import sys

import corpuskit as ck


def main(path: str, workers: int) -> None:
    """Worker processes import this file again, so the work stands in a function."""
    press = ck.Pipeline.press()
    kit = ck.Pipeline(press.cleaners, press.extractors, batch_size=2)
    for article in kit.stream(ck.read(path), workers=workers):
        print(article.document.id, len(article.quotes), len(article.officials), len(article.events))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
