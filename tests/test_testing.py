"""The law checks that users run on their own parts: they pass what is sound and catch what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs
import pytest

from corpuskit import Article, Document, Edit
from corpuskit.testing import check_cleaner, check_extractor, mentions_of
from tests.parts import Length, Lengths, Names, Shout

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Growing:
    """Breaks the law of the fixed point."""

    name: ClassVar[str] = "growing"

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """Doubles the first character, every time."""
        if doc.text:
            yield Edit(0, 0, doc.text[0], "grow")


@attrs.frozen
class Raising:
    """Breaks on odd text."""

    name: ClassVar[str] = "raising"

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """Takes a first character for granted."""
        yield Edit(0, 1, "", doc.text[0])


@attrs.frozen
class Misplaced:
    """Breaks the law of mentions."""

    name: ClassVar[str] = "misplaced"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Length]] = Length

    def __call__(self, article: Article, /) -> Iterator[Length]:
        """Points into another text."""
        del article
        other = Document("another text")
        yield Length("l1", 3, other.mention(0, 7))


@attrs.frozen
class Twins:
    """Breaks the law of ids."""

    name: ClassVar[str] = "twins"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Length]] = Length

    def __call__(self, article: Article, /) -> Iterator[Length]:
        """The same record twice."""
        yield from list(Lengths()(article)) * 2


def test_sound_steps_pass() -> None:
    """Ours do."""
    check_cleaner(Shout(), ["Wow!!!"])
    check_extractor(Names(), ["NATO met Ana."])
    check_extractor(Lengths())


@pytest.mark.parametrize(
    ("cleaner", "law"),
    [(Growing(), "no fixed point"), (7, "is no cleaner"), (Shout, "is no cleaner")],
)
def test_unsound_cleaners_are_caught(cleaner: object, law: str) -> None:
    """With the law in the message."""
    with pytest.raises(AssertionError, match=law):
        check_cleaner(cleaner)  # type: ignore[arg-type]


def test_odd_text_is_tried() -> None:
    """A step that takes text for granted fails its check."""
    with pytest.raises(IndexError):
        check_cleaner(Raising())


@pytest.mark.parametrize(
    ("extractor", "law"), [(Misplaced(), "stands for"), (Twins(), "ids occur")]
)
def test_unsound_extractors_are_caught(extractor: Misplaced | Twins, law: str) -> None:
    """With the law in the message."""
    with pytest.raises(AssertionError, match=law):
        check_extractor(extractor)


def test_mentions_are_found_at_any_depth() -> None:
    """In tuples of parts of parts."""
    mention = Document("NATO met").mention(0, 4)

    assert list(mentions_of((1, "x", (Length("l1", 4, mention), None)))) == [mention]
