"""An extractor of your own beside ours: every mention of a weapon system, with its sentence.

python examples/own_extractor.py examples/press
"""

import re
import sys
from collections.abc import Iterator
from typing import ClassVar

import attrs

import corpuskit as ck


@attrs.frozen
class Weapon:
    """A record of your own: these four fields, and what else you want to say."""

    id: str
    evidence: ck.Mention
    rule: str = "model-number"
    confidence: float = 0.8


@attrs.frozen
class Weapons:
    """Finds model numbers such as KN-23 or Su-57; needs no parse."""

    name: ClassVar[str] = "weapons"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Weapon]] = Weapon

    def __call__(self, article: ck.Article, /) -> Iterator[Weapon]:
        """One record a mention, in text order."""
        for k, found in enumerate(re.finditer(r"\b[A-Z][A-Za-z]+-\d\d\b", article.document.text)):
            yield Weapon(f"w{k + 1}", article.document.mention(*found.span()))


for item in ck.Pipeline(ck.Pipeline.press().cleaners, [Weapons()]).stream(ck.read(sys.argv[1])):
    for weapon in item.records(Weapon):
        print(item.document.id, weapon.evidence.raw, weapon.evidence.text)
