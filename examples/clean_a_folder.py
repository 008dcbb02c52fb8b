"""Clean a folder of scraped articles and say what was cut. Neither spaCy nor a model is loaded.

python examples/clean_a_folder.py examples/press
"""

import sys
from collections import Counter

import corpuskit as ck

cleaner = ck.Pipeline(ck.Pipeline.press().cleaners)
for article in cleaner.stream(ck.read(sys.argv[1], on_error="collect"), on_error="collect"):
    if isinstance(article, ck.Failure):
        print(f"{article.document}: {article.message}")
        continue
    document = article.document
    cut = Counter(zone.kind for zone in document.zones)
    print(f"{document.id}: {len(document.raw)} → {len(document.text)} characters, cut {dict(cut)}")
