"""A register of the office-holders in a pile of articles, with the number of times each is named.

python examples/officials_register.py examples/press
"""

import sys
from collections import Counter

import corpuskit as ck

kit = ck.Pipeline(ck.Pipeline.press().cleaners, [ck.Officials()])
named: Counter[tuple[str, str, str]] = Counter()
for article in kit.stream(ck.read(sys.argv[1])):
    for official in article.officials:
        office = (official.country or "-", official.name, official.title or "-")
        named[office] += len(official.mentions)
for (country, name, title), count in sorted(named.items()):
    print(f"{country:4} {name:24} {count:3}  {title}")
