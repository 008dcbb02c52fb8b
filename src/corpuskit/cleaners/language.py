"""The cleaner that changes nothing and says which language the text is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._repairs.languages import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note


@attrs.frozen(kw_only=True)
class Language:
    """Notes the language (`LanguageVerdict`), so that later steps know whose habits to expect.

    It reads a sample: scripts first, then function words, which survive mojibake, web chrome and
    spinning. Where the evidence does not suffice the code is "und"; text without letters has no note.
    """

    name: ClassVar[str] = "language"

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """One note, or none for text without letters."""
        verdict = verdict_of(doc.text)
        return () if verdict is None else (verdict,)
