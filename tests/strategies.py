"""Hypothesis strategies: texts that hurt, and documents with random stacks of edits."""

from hypothesis import strategies as st

from corpuskit.document import Document
from corpuskit.edits import Edit

PIECES = [
    "a", "b", " ", "\n", "\r\n", "\ufeff", "e\u0301", "😀", "𝔘", "’", "“", "â€™", "\x00",
    "\ud800", "\u200d", "\u00ad", "م", "ß", "NATO", "\u2028", "\t",
]  # fmt: skip
"""Astral characters, combining marks, line ends, marks of order, lone surrogates."""

texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@st.composite
def edit_lists(draw: st.DrawFn, text: str) -> list[Edit]:
    """Disjoint edits of `text` in random order: insertions, deletions, replacements, neighbours."""
    places = draw(st.lists(st.integers(0, len(text)), max_size=12).map(sorted))
    edits, done = [], -1
    for start, end in zip(places[::2], places[1::2], strict=False):
        if start == end == done:  # a second insertion at one place has no order
            continue
        new = draw(st.sampled_from(["", "", "x", "’", "😀", "\n\n", "new words"]))
        edits.append(Edit(start, end, new, draw(st.sampled_from(["r:1", "r:2"]))))
        done = end if start == end else -1
    return draw(st.permutations(edits))


@st.composite
def documents(draw: st.DrawFn, max_layers: int = 5) -> Document:
    """A document after up to `max_layers` random steps."""
    doc = Document(draw(texts))
    for k in range(draw(st.integers(0, max_layers))):
        doc = doc.edited(draw(edit_lists(doc.text)), step=f"step{k}")
    return doc


@st.composite
def documents_with_spans(draw: st.DrawFn) -> tuple[Document, int, int]:
    """A document and a range of its text."""
    doc = draw(documents())
    start, end = sorted((draw(st.integers(0, len(doc.text))), draw(st.integers(0, len(doc.text)))))
    return doc, start, end
