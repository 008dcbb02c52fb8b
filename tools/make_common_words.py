"""Make the list of common words: those that press articles write in lower case.

    python tools/make_common_words.py ARTICLES.jsonl > src/corpuskit/lexicons/officials/common_words.txt

ARTICLES.jsonl: one article a line with a field "text" (English Wikinews, CC BY 2.5). A word is listed
when at least three articles have it in lower case, and it has three letters or more.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

LOWER = re.compile(r"(?<![\w'’@#./-])[a-z]{3,}(?![\w'’@/-])")


def main(path: str) -> None:
    """Write the list to standard output."""
    seen: Counter[str] = Counter()
    for line in Path(path).read_text("utf-8").splitlines():
        seen.update(set(LOWER.findall(json.loads(line)["text"])))
    print("# words that at least three of the English Wikinews articles write in lower case")
    print("\n".join(sorted(word for word, count in seen.items() if count >= 3)))


if __name__ == "__main__":
    main(sys.argv[1])
