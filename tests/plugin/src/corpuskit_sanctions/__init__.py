"""Who is under sanctions: the example of an installable plugin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit import Edit, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit import Article, Document


@attrs.frozen
class DoubleBlanks:
    """Runs of blanks become one; `keep` is the longest run that stays as it is."""

    name: ClassVar[str] = "double-blanks"
    keep: int = 1

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """One edit a run, deleting what is too much."""
        for run in re.finditer(" +", doc.text):
            if len(run.group()) > self.keep:
                yield Edit(run.start() + self.keep, run.end(), "", "double-blanks")


@attrs.frozen
class Sanction:
    """A record type of its own: somebody mentions sanctions against somebody."""

    id: str
    target: Mention
    evidence: Mention
    rule: str
    confidence: float


@attrs.frozen
class Sanctions:
    """Finds "sanctions on X" without any parse."""

    name: ClassVar[str] = "sanctions"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Sanction]] = Sanction

    def __call__(self, article: Article, /) -> Iterator[Sanction]:
        """The records in text order."""
        document = article.document
        found = re.finditer(r"sanctions (?:on|against) ([A-Z]\w+)", document.text)
        for number, match in enumerate(found, 1):
            yield Sanction(
                id=f"s{number}",
                target=document.mention(*match.span(1)),
                evidence=document.mention(*match.span()),
                rule="sanctions-on",
                confidence=0.9,
            )
