"""What is seen of a word where it stands: itself, its neighbours, its place in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._kinds.words import facts, word_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

OFFSETS = (-2, -1, 0, 1, 2)
EDGE = "¶"
"""Blank lines, and what stands before the first word and after the last."""


def is_open(form: str) -> bool:
    """Whether a word can be of a kind that has to be found out: it has a capital."""
    return form[:1].isupper() and form != "I"


def sights(doc: Doc, forms: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The words to be read, each with what is seen there: keys that `expanded` turns into features."""
    count = len(forms)
    padded = [EDGE, EDGE, *(EDGE if form.isspace() else form for form in forms), EDGE, EDGE]
    for i, form in enumerate(forms):
        if not is_open(form):
            continue
        two, one, _, after, then = padded[i : i + 5]
        token = doc[i]
        head = token.head
        dep = token.dep_
        first = "first" if token.is_sent_start else ""
        before, here, behind = word_class(one), word_class(form), word_class(after)
        tag = token.tag_
        yield (
            i,
            [
                f"-2 {two}",
                f"-1 {one}",
                f"0 {form}",
                f"1 {after}",
                f"2 {then}",
                f"a {before}|{here}",
                f"b {here}|{behind}",
                f"m {before}|{here}|{behind}",
                f"x {word_class(two)}|{before}|{here}",
                f"y {here}|{behind}|{word_class(then)}",
                f"t {tag} {first} {here}",
                f"d {dep} {padded[head.i + 2].lower()}",
                f"e {dep} {word_class(padded[head.i + 2])} {'<' if head.i < i else '>'}",
                f"u {doc[i - 1].tag_ if i else ''} {tag} {doc[i + 1].tag_ if i + 1 < count else ''}",
            ],
        )


def expanded(key: str) -> list[str]:
    """The features that a key stands for: for a word all that is known of it."""
    kind, _, form = key.partition(" ")
    if kind in NEIGHBOURS:
        return [f"{kind} {fact}" for fact in facts(form)]
    return [key]


NEIGHBOURS = frozenset(map(str, OFFSETS))
