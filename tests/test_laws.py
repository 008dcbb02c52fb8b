"""The laws of documents, over random stacks of edits: raw text is never lost."""

import os
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.document import Document
from corpuskit.edits import Edit, Span, applied
from corpuskit.errors import EditError, SpanError
from tests.strategies import documents, documents_with_spans, edit_lists, texts

many = settings(max_examples=60 if "CORPUSKIT_QUICK" in os.environ else 2000, deadline=None)


def origins(doc: Document) -> list[frozenset[int]]:
    """For each character of the text the raw characters it was made from.

    The slow and obvious way, as a second opinion on the bisecting one.
    """
    cells = [frozenset([i]) for i in range(len(doc.raw))]
    for layer in doc.layers:
        out, done = [], 0
        for edit in layer.edits:
            out += cells[done : edit.start]
            out += [frozenset().union(*cells[edit.start : edit.end])] * len(edit.new)
            done = edit.end
        cells = out + cells[done:]
    return cells


@many
@given(documents())
def test_replaying_the_layers_gives_the_text(doc: Document) -> None:
    """Law 4: the layers lead from the raw text to the current one."""
    text = doc.raw
    for layer in doc.layers:
        text = applied(text, layer.edits)

    assert text == doc.text


@many
@given(documents())
def test_the_edits_lead_back_to_the_raw_text(doc: Document) -> None:
    """Every change is reversible from its record alone."""
    text = doc.text
    by_step: dict[str, list[Edit]] = {}
    for before, layer in reversed(list(doc.steps())):
        shift = 0
        back = []
        for edit in layer.edits:
            start = edit.start + shift
            old = before.text[edit.start : edit.end]
            back.append(Edit(start, start + len(edit.new), old, "back"))
            shift += len(edit.new) - len(old)
        by_step[layer.step] = back
        text = applied(text, back)

    assert text == doc.raw


@many
@given(documents())
def test_composed_edits_do_the_same_in_one_go(doc: Document) -> None:
    """`raw_edits` are sorted, disjoint, and turn the raw text into the current one."""
    edits = doc.raw_edits

    assert doc.text == applied(doc.raw, edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(doc.raw[e.start : e.end] != e.new for e in edits)


@many
@given(documents_with_spans())
def test_mentions_map_to_where_their_characters_came_from(case: tuple[Document, int, int]) -> None:
    """Law 6, and law 4 for spans: the hull and the pieces are those of the characters themselves."""
    doc, start, end = case
    mention = doc.mention(start, end)
    sources = frozenset().union(*origins(doc)[start:end])

    assert mention.text == doc.text[start:end]
    assert mention.raw == doc.raw_span(Span(start, end))
    assert mention.raw == Span(mention.raw_parts[0].start, mention.raw_parts[-1].end)
    assert mention.raw.end <= len(doc.raw)
    assert all(a.end < b.start for a, b in pairwise(mention.raw_parts))
    if sources:  # inserted words have no characters of their own in the raw text
        assert {i for part in mention.raw_parts for i in range(part.start, part.end)} == sources
    scraped = "".join(doc.raw[part.slice] for part in mention.raw_parts)
    assert mention.scraped == (None if scraped == mention.text else scraped)


@many
@given(documents())
def test_every_edit_points_to_its_place_in_the_raw_text(doc: Document) -> None:
    """An edit of untouched text finds its old words in the raw text."""
    for edit in doc.edits:
        before = next(b for b, layer in doc.steps() if layer.step == edit.step)

        assert before.text[edit.span.slice] == edit.old
        assert edit.old != edit.new
        assert edit.raw == before.raw_span(edit.span)


@many
@given(texts.flatmap(lambda text: st.tuples(st.just(text), edit_lists(text))))
def test_the_order_in_which_edits_are_proposed_does_not_matter(
    case: tuple[str, list[Edit]],
) -> None:
    """Edits are a set; sorting is the document's work."""
    text, edits = case
    forward, backward = sorted(edits, key=repr), sorted(edits, key=repr, reverse=True)

    assert Document(text).edited(forward, step="s") == Document(text).edited(backward, step="s")


@pytest.mark.parametrize(
    ("edits", "wish"),
    [
        ([Edit(0, 9, "", "r")], "wanted a range of the text"),
        ([Edit(-1, 1, "", "r")], "wanted a range of the text"),
        ([Edit(2, 1, "", "r")], "wanted a range of the text"),
        ([Edit(0, 2, "", "r"), Edit(1, 3, "x", "q")], "must not overlap"),
        ([Edit(1, 1, "x", "r"), Edit(1, 1, "y", "q")], "must not overlap"),
        ([Edit(0, 3, "", "r"), Edit(1, 1, "y", "q")], "must not overlap"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit], wish: str) -> None:
    """The message names the step, the range, the length and the wish."""
    with pytest.raises(EditError, match=wish) as caught:
        Document("NATO").edited(edits, step="mine")

    assert "'mine'" in str(caught.value)
    assert "4 characters" in str(caught.value)


def test_spans_outside_the_text_are_refused() -> None:
    """Never a silent empty slice."""
    with pytest.raises(SpanError, match="<= 4"):
        Document("NATO").mention(1, 5)
    with pytest.raises(SpanError):
        Span(3, 2)
