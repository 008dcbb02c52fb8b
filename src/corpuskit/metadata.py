"""What is known about an article beside its text: given facts, and readings of them by precedence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from corpuskit.notes import Field

Scalar = str | int | float | bool | None

ORIGINS = ("input", "page", "text")
"""Whom to believe first."""


@attrs.frozen(repr=False)
class Meta(Mapping[str, Scalar]):
    """An immutable mapping of the facts that came with a document (path, encoding, date, ...)."""

    _facts: tuple[tuple[str, Scalar], ...] = ()

    @classmethod
    def of(cls, facts: Mapping[str, Scalar]) -> Meta:
        """The same facts in a fixed order."""
        return facts if isinstance(facts, Meta) else cls(tuple(sorted(facts.items())))

    def __getitem__(self, name: str) -> Scalar:
        for key, value in self._facts:
            if key == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __repr__(self) -> str:
        return f"Meta.of({dict(self._facts)!r})"


@attrs.frozen
class Metadata(Mapping[str, Field]):
    """The best reading of each field (`title`, `published`, ...); `readings` keeps the losers.

    Precedence: input before page before text, then confidence, then the earlier reading. Nothing is
    borrowed from another field: without a reading of `published`, `updated` does not fill it.
    """

    fields: tuple[Field, ...] = ()

    def readings(self, name: str) -> tuple[Field, ...]:
        """All readings of one field, the one to believe first."""
        known = [f for f in self.fields if f.name == name]
        return tuple(sorted(known, key=lambda f: (ORIGINS.index(f.origin), -f.confidence)))

    def value(self, name: str) -> str | None:
        """The value to believe, or None where nothing was read."""
        best = self.get(name)
        return None if best is None else best.value

    def __getitem__(self, name: str) -> Field:
        for field in self.readings(name):
            return field
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(f.name for f in self.fields))

    def __len__(self) -> int:
        return len({f.name for f in self.fields})


INPUT_FIELDS = (
    "title",
    "byline",
    "published",
    "updated",
    "source",
    "section",
    "tags",
    "url",
    "site",
)
"""Facts of `Document.meta` that count as readings with origin `input`."""


def given_fields(meta: Meta) -> Iterable[Field]:
    """The readings that came with the input."""
    return [
        Field(name, str(meta[name]), mention=None, origin="input", rule="input")
        for name in INPUT_FIELDS
        if meta.get(name) not in (None, "")
    ]
