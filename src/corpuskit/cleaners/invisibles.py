"""The cleaner for characters that nobody sees and that break every search."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._repairs.invisible_characters import ANY, invisible_edits
from corpuskit.cleaners._repairs.passes import repaired
from corpuskit.cleaners._repairs.signs import odd_signs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note


@attrs.frozen(kw_only=True)
class Invisibles:
    """Removes soft hyphens, zero-width characters, direction marks and icon-font debris.

    What a script needs stays: joiners in emoji, Persian and Indic words, breaks in Thai or Khmer,
    direction marks in lines with Hebrew or Arabic letters, variation selectors behind a symbol.
    """

    name: ClassVar[str] = "invisibles"

    private_use: bool = True

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """One deletion for each run of invisible characters."""
        text = doc.text
        if ANY.search(odd_signs(text)) is None:
            return ()
        passes = (lambda now: invisible_edits(now, private_use=self.private_use),)
        return repaired(text, passes, self.name)
