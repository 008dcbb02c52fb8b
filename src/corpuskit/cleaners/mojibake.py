"""The cleaner for text that was decoded in the wrong charset."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._repairs.code_pages import code_page_edits
from corpuskit.cleaners._repairs.double_bytes import double_byte_edits
from corpuskit.cleaners._repairs.folded_bytes import folded_edits
from corpuskit.cleaners._repairs.ftfy_guard import untouched
from corpuskit.cleaners._repairs.passes import repaired
from corpuskit.cleaners._repairs.straightened import straightened_edits
from corpuskit.cleaners._repairs.utf8_runs import utf8_edits
from corpuskit.notes import LanguageVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ftfy import TextFixerConfig

    from corpuskit.document import Document
    from corpuskit.edits import Edit, Note


@attrs.frozen(slots=False, kw_only=True)
class Mojibake:
    """Puts back the characters that a wrong charset turned into others, and says where.

    ftfy is the engine; without `beyond_ftfy` the result is exactly that of `ftfy.fix_text` with the
    quotes and the character width left alone. With it come damage inside a clean line, KOI8-R and
    Arabic charsets, Chinese, Japanese and Korean ones, and Cyrillic or Greek read as Western letters.
    The other options switch off what ftfy does besides: entities, ligatures, line ends, control
    characters, Unicode normalisation (NFC).

    In English text a no-break space that comes out of a repair becomes an ordinary blank: the
    editors of web pages make them by accident.
    """

    name: ClassVar[str] = "mojibake"

    beyond_ftfy: bool = True
    entities: bool = True
    ligatures: bool = True
    line_ends: bool = True
    controls: bool = True
    nfc: bool = True

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """The repairs of the whole text; none for clean text."""
        if not self.beyond_ftfy:
            return self._by_ftfy(doc.text)
        if doc.text.isascii() and "&" not in doc.text and doc.text.isprintable():
            return ()
        text = doc.text
        settled: set[str] = set()
        english = _is_english(doc)

        def fitting(now: str, edits: list[Edit]) -> list[Edit]:
            return [_with_plain_blank(now, e) for e in edits] if english else edits

        passes = (
            folded_edits,
            code_page_edits,
            lambda now: fitting(now, self._by_ftfy(now, _piece_by_piece, settled)),
            lambda now: fitting(now, utf8_edits(now, text)),
            double_byte_edits,
            straightened_edits,
        )
        return repaired(text, passes, self.name)

    def _by_ftfy(
        self,
        text: str,
        piecewise: Callable[[str], list[Edit]] | None = None,
        settled: set[str] | None = None,
    ) -> list[Edit]:
        """What ftfy does; it is loaded for texts with characters that it might touch."""
        if untouched(text):
            return []
        from corpuskit.cleaners._repairs.ftfy_replay import ftfy_edits  # noqa: PLC0415, see above

        return ftfy_edits(text, self._config, piecewise, settled)

    @cached_property
    def _config(self) -> TextFixerConfig:
        from ftfy import TextFixerConfig  # noqa: PLC0415, as above

        return TextFixerConfig(
            unescape_html=self.entities,
            fix_latin_ligatures=self.ligatures,
            fix_line_breaks=self.line_ends,
            remove_control_chars=self.controls,
            remove_terminal_escapes=self.controls,
            normalization="NFC" if self.nfc else None,
            fix_character_width=False,
            uncurl_quotes=False,
        )


def _piece_by_piece(line: str) -> list[Edit]:
    return utf8_edits(line, line)


def _is_english(doc: Document) -> bool:
    """Whether the text is English, or too short to tell and without a letter that is foreign."""
    codes = [note.code for note in doc.notes(LanguageVerdict)]
    if codes == ["und"]:
        return all(c.isascii() or not c.isalpha() or c in "ÂÃ" for c in doc.text)
    return codes == ["en"]


def _with_plain_blank(text: str, edit: Edit) -> Edit:
    """The same repair with blanks for its no-break spaces, none where a blank stands beside it."""
    if "\xa0" not in edit.new:
        return edit
    new = edit.new.replace("\xa0", " ")
    if new == " " and (
        text[edit.end : edit.end + 1].isspace() or text[max(0, edit.start - 1) : edit.start] == " "
    ):
        new = ""
    return attrs.evolve(edit, new=new)
