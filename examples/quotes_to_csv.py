"""Who said what, as CSV: speaker, how sure, verbatim or not, the words, and where they stand.

python examples/quotes_to_csv.py examples/press > quotes.csv
"""

import csv
import sys

import corpuskit as ck

kit = ck.Pipeline(ck.Pipeline.press().cleaners, [ck.Quotes()])
table = csv.writer(sys.stdout)
table.writerow(["document", "speaker", "confidence", "verbatim", "start", "end", "words"])
for article in kit.stream(ck.read(sys.argv[1])):
    for quote in article.quotes:
        place = quote.content.raw
        table.writerow(
            [
                article.document.id,
                quote.speaker,
                quote.confidence,
                quote.verbatim,
                place.start,
                place.end,
                quote.text,
            ]
        )
