"""The cleaner for quotation marks that were lost or turned round, and for full-width letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._repairs.lossy_quotes import LostMark, lost_marks
from corpuskit.cleaners._repairs.passes import repaired
from corpuskit.cleaners._repairs.quote_direction import direction_edits
from corpuskit.cleaners._repairs.widths import width_edits
from corpuskit.notes import LanguageVerdict, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note

SURE = 0.7
"""From this confidence on a lost mark is put back; below it is only suggested."""

PAIRED_LIKE_ENGLISH = frozenset({"en", "ko"})
"""Languages whose press sets “ before and ” behind; what is known of the others is not enough."""


@attrs.frozen(kw_only=True)
class Typography:
    """Puts back lost apostrophes and quotation marks and turns round those that face the wrong way.

    It needs the `LanguageVerdict` of the `Language` step: German and Czech close with “, Swedish
    opens with ”, so without a known language quotation marks are left alone. `lossy` covers marks
    that became "?", "�", "â" or "â??": put back where a pair or an apostrophe pattern proves them,
    else noted as `Suggestion`.
    """

    name: ClassVar[str] = "typography"

    lossy: bool = True
    direction: bool = True
    widths: bool = True

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """The repairs, and suggestions where a mark was lost and cannot be told."""
        text = doc.text
        language = next((note.code for note in doc.notes(LanguageVerdict)), "und")
        marks: list[LostMark] = []
        if self.lossy and language in PAIRED_LIKE_ENGLISH:
            marks = [m for m in lost_marks(text, language) if not _is_made_by_a_step(doc, m)]
        sure = [mark.edit for mark in marks if mark.confidence >= SURE]
        passes: list[Callable[[str], Iterable[Edit]]] = [
            lambda now: sure if now == text else [],
        ]
        if self.direction and language == "en":
            passes.append(direction_edits)
        if self.widths:
            passes.append(lambda now: width_edits(now, language))
        yield from repaired(text, passes, self.name)
        for mark in marks:
            if mark.confidence < SURE:
                words = doc.mention(mark.start, mark.end)
                yield Suggestion(words, mark.options, mark.reason, mark.confidence)


def _is_made_by_a_step(doc: Document, mark: LostMark) -> bool:
    """Whether "�" is a repair's own word for bytes that are gone, not a character of the scrape."""
    if doc.text[mark.start : mark.end] != "\ufffd":
        return False
    return doc.mention(mark.start, mark.end).scraped is not None
