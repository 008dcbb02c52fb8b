"""Spans, edits and layers, one by one; the laws over random stacks stand in test_laws."""

from __future__ import annotations

import pytest

from corpuskit.document import Document
from corpuskit.edits import Edit, Layer, Mention, Span, composed
from corpuskit.errors import EditError


@pytest.mark.parametrize(
    ("one", "other", "overlap", "inside"),
    [
        ((0, 4), (2, 6), True, False),
        ((2, 6), (0, 4), True, False),
        ((0, 4), (4, 6), False, False),
        ((4, 6), (0, 4), False, False),
        ((0, 4), (5, 6), False, False),
        ((0, 4), (0, 4), True, True),
        ((0, 9), (3, 5), True, True),
        ((3, 5), (0, 9), True, False),
        ((0, 9), (0, 5), True, True),
        ((0, 9), (5, 9), True, True),
        ((0, 4), (4, 4), False, True),
        ((0, 4), (0, 0), False, True),
    ],
)
def test_spans_overlap_and_contain(
    one: tuple[int, int], other: tuple[int, int], *, overlap: bool, inside: bool
) -> None:
    """Borders that touch share no character; a span contains one with the same borders."""
    assert Span(*one).overlaps(Span(*other)) is overlap
    assert Span(*one).contains(Span(*other)) is inside


def test_spans_are_ordered_by_their_place() -> None:
    """So that zones and pieces sort."""
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


def test_a_mention_tells_its_place_and_words() -> None:
    """Shorthands of every reader of records."""
    mention = Document("xx NATO").mention(3, 7)

    assert (mention.start, mention.end, str(mention)) == (3, 7, "NATO")
    assert isinstance(mention, Mention)


def test_an_edit_is_sure_unless_it_says_otherwise() -> None:
    """The default is part of the protocol."""
    assert Edit(0, 1, "", "r").confidence == 1.0


def test_a_layer_without_edits_leaves_spans_alone() -> None:
    """Notes change nothing."""
    layer = Layer.over("NATO", "s", [], [])

    assert layer.before(Span(1, 3)) == Span(1, 3)
    assert layer.pieces_before(Span(1, 3)) == [Span(1, 3)]


def test_an_edit_that_changes_nothing_is_left_out_and_the_rest_is_made() -> None:
    """In any place among others."""
    layer = Layer.over("abc", "s", [Edit(0, 1, "a", "same"), Edit(1, 2, "x", "r")], [])

    assert layer.text == "axc"
    assert [edit.reason for edit in layer.edits] == ["r"]


def test_an_overlap_names_both_edits() -> None:
    """Whoever reads it finds the two rules."""
    with pytest.raises(EditError, match=r"\(q\) must not overlap the edit \[0:2\] \(r\)"):
        Layer.over("NATO", "s", [Edit(0, 2, "", "r"), Edit(1, 3, "x", "q")], [])


def test_edits_that_meet_become_one_only_if_they_share_something() -> None:
    """Neighbours stay two edits; an edit of what an edit made is one, with both reasons."""
    doc = Document("abcd").edited([Edit(0, 1, "x", "one"), Edit(2, 3, "y", "two")], step="a")
    doc = doc.edited([Edit(1, 2, "", "three"), Edit(2, 3, "z", "four")], step="b")

    assert composed("abcd", doc.layers) == (
        Edit(0, 1, "x", "one"),
        Edit(1, 2, "", "three"),
        Edit(2, 3, "z", "two + four"),
    )


def test_an_insertion_beside_a_span_is_not_swallowed() -> None:
    """Neither in front of it nor behind it; inside a replacement the whole replacement counts."""
    doc = Document("abcdef").edited(
        [Edit(0, 0, "<<", "r"), Edit(2, 4, "XYZ", "r"), Edit(6, 6, ">>", "r")], step="s"
    )
    assert doc.text == "<<abXYZef>>"
    assert doc.raw_span(Span(2, 4)) == Span(0, 2)
    assert doc.raw_span(Span(5, 6)) == Span(2, 4)
    assert doc.raw_span(Span(7, 9)) == Span(4, 6)
    assert doc.raw_span(Span(5, 5)) == Span(2, 4)
    assert doc.raw_span(Span(4, 4)) == Span(2, 2)
    assert doc.raw_span(Span(7, 7)) == Span(4, 4)
