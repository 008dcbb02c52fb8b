"""Read off the shipped patterns of web chrome what they need, and write it as data.

    python tools/make_chrome_needs.py > src/corpuskit/lexicons/chrome/needs.json

To be run after each change of `rules.tsv` or of the reader in `_chrome/patterns.py`; patterns that are
not in the file are read when the first page is cleaned, which takes a third of a second for all of them.
"""

from __future__ import annotations

import sys

from corpuskit.cleaners._chrome.alternatives import alternatives
from corpuskit.cleaners._chrome.needs import written
from corpuskit.cleaners._chrome.patterns import Needs
from corpuskit.cleaners._chrome.rules import shipped_rules
from corpuskit.cleaners._chrome.search import loosened


def main() -> None:
    """Write the file."""
    patterns = [part for rule in shipped_rules() for part in alternatives(rule.pattern)]
    needs = {pattern: Needs.of(loosened(pattern)) for pattern in patterns}
    sys.stdout.buffer.write(written(needs).encode("utf-8"))


if __name__ == "__main__":
    main()
