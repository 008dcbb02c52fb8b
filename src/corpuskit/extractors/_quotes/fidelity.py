"""How far a quotation may be trusted to the letter: what the cleaners changed inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.edits import AppliedEdit
from corpuskit.notes import SpunVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.document import Document
    from corpuskit.edits import Mention
    from corpuskit.records import Fidelity

GUESS = 0.5
"""An edit that its own step believes less than this is a guess."""


@attrs.frozen
class Changes:
    """The changes of a document, asked once for all its quotations."""

    genuine: bool
    edits: tuple[AppliedEdit, ...]

    @classmethod
    def of(cls, document: Document) -> Changes:
        """What was changed in `document`, and whether it reads genuine."""
        verdicts = document.notes(SpunVerdict)
        edits = document.edits if any(layer.edits for layer in document.layers) else ()
        return cls(all(note.verdict == "genuine" for note in verdicts), edits)

    def fidelity(self, pieces: Iterable[Mention]) -> Fidelity:
        """As scraped, repaired, restored or unreliable; of a document not genuine all is unreliable."""
        if not self.genuine:
            return "unreliable"
        inside = [e for piece in pieces for e in self.edits if _touches(e, piece)]
        if any(e.confidence < GUESS for e in inside):
            return "unreliable"
        if any(e.step == "spun" for e in inside):
            return "restored"
        return "repaired" if inside else "as_scraped"


def _touches(edit: AppliedEdit, piece: Mention) -> bool:
    start, end = piece.raw.start, piece.raw.end
    if edit.raw.start == edit.raw.end:
        return start < edit.raw.start < end
    return edit.raw.start < end and start < edit.raw.end
