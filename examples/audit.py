"""Every change made to an article, and a check that nothing of the raw scrape was lost.

python examples/audit.py examples/press/003_f7e0dc8978c18653.txt
"""

import sys

import corpuskit as ck

document = ck.Pipeline.press().clean(ck.read_text(sys.argv[1]))
for edit in document.edits:
    print(f"{edit.raw.start:6} {edit.reason:24} {edit.old[:30]!r} → {edit.new[:30]!r}")
text = document.raw
for change in reversed(document.raw_edits):  # from the end, so that offsets stay valid
    text = text[: change.start] + change.new + text[change.end :]
print("the edits alone lead from the raw to the clean text:", text == document.text)
