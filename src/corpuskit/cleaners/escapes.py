r"""The cleaner for text that still wears the escapes of the format it came in: `\u2019`, `=E2=80=99`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._repairs.backslashes import backslash_edits
from corpuskit.cleaners._repairs.passes import repaired
from corpuskit.cleaners._repairs.quoted_printable import quoted_printable_edits
from corpuskit.cleaners._repairs.web_escapes import entity_edits, percent_edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note


@attrs.frozen(kw_only=True)
class Escapes:
    r"""Undoes escapes of JavaScript and JSON, of mail, of URLs, and entities that lost their end.

    Only with evidence: an escape inside a word, a sequence that decodes to what press text has.
    Paths, URLs, code, regular expressions and LaTeX stay as they are. Whole entities (`&rsquo;`,
    also twice escaped) are undone by `Mojibake`, in the order in which ftfy does it.
    """

    name: ClassVar[str] = "escapes"

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """The repairs of the whole text."""
        if not any(mark in doc.text for mark in "\\=%&"):
            return ()
        passes = (quoted_printable_edits, backslash_edits, percent_edits, entity_edits)
        return repaired(doc.text, passes, self.name)
