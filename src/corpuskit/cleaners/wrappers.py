"""What importers, spinners and feeds leave around and inside an article: [ad_1], Source link, {a|b}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.document import Document
from corpuskit.edits import Edit, Span
from corpuskit.notes import Suggestion, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.edits import Mention, Note

_TAG = re.compile(
    r"\[(?:/?ad(?:_|\s)?\d{1,3}|/?source_link|ad_\w{1,20}|adsense\w{0,20}|original_link|source_url)\]",  # "[ad_1]"
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:^|(?<=[.!?\"”’')\]\s]))(?:\(?(?:original\s)?source\slink\)?|source\slink\.?)\s*$",
    re.IGNORECASE,
)
_APPEARED = re.compile(
    r"the post\s(?-i:[^a-z\s])[^\n]{1,300}?\s(?:first\s)?appeared(?:\sfirst)?\son\s(?-i:[^a-z\s]|\w+\.\w)[^\n]{1,120}",
    re.IGNORECASE,
)  # "The post Storm hits coast appeared first on Example."
_FIRST_ON = re.compile(
    r"(?:^|(?<=[.!?\"”’')\]]\s))(?:this (?:post|article)\s[^\n]{0,200}?appeared first on\s[^\n]{1,120})",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{([^{}\n]{1,120})\}")
_WORDS = re.compile(r"[^\W\d_][\w'’ ,.-]*")
_PLACEHOLDER = re.compile(r"[a-z]+(?: [a-z]+){0,2}")  # "dollars"
_CODE_BESIDE = re.compile(r"[\w\\$#%=(){}\[\]]")
_IS_CODE = re.compile(r"\{[ \t]*\n|[;{][ \t]*\}|\)[ \t]*\{|\\begin\{|\\frac|\\[a-z]+\{")
"""Braces that are the text's own: a program, a style sheet, a formula."""

_CODE = re.compile(r"[=;\\$<>+*/^_&:]|\bfunction\b|\breturn\b|\d")

PASSES = 8
"""Braces inside braces and marks behind marks are found one after the other."""


@attrs.frozen
class SpunWrappers:
    """The article without the marks that importers and spinners leave: `[ad_1]`, "Source link".

    Unresolved spintax `{big|large}` keeps its first variant, `{dollars}` its inner word; all variants
    stand in a `Suggestion`. The marks prove nothing about the text between them. Braces in code, in
    formulas and in sets stay.
    """

    name: ClassVar[str] = "wrappers"

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """The cuts, each with its zone, and the resolved braces, each with its suggestion."""
        inner = Document(doc.text)
        for _ in range(PASSES):
            edits: list[Edit] = []
            for cut in cuts_apart(inner.text, _wrappers(inner.text)):
                edits.append(cut.edit)
                yield Zone("wrapper", _mention(doc, inner, cut.start, cut.end), cut.rule)
            cuts = [(edit.start, edit.end) for edit in edits]
            for start, end, options in _braces(inner.text):
                if any(start < high and low < end for low, high in cuts):
                    continue
                rule = "wrapper:spintax" if len(options) > 1 else "wrapper:placeholder"
                sure = 0.9 if len(options) > 1 else 0.8
                edits.append(Edit(start, end, options[0], rule, sure))
                yield Suggestion(_mention(doc, inner, start, end), options, rule, sure)
            if not edits:
                break
            inner = inner.edited(edits, step=self.name)
        yield from inner.raw_edits


@attrs.frozen
class _Unit:
    """A wrapper's words, and the deletion that takes them out with one adjoining line break."""

    start: int
    end: int
    rule: str
    edit: Edit


def _mention(doc: Document, inner: Document, start: int, end: int) -> Mention:
    hull = inner.raw_span(Span(start, end))
    return doc.mention(hull.start, hull.end)


def cuts_apart(text: str, found: list[tuple[int, int, str]]) -> Iterator[_Unit]:
    """The wrappers in order, none over another."""
    done = 0
    for start, end, rule in sorted(found):
        if start < done:
            continue
        low, high = _with_break(text, start, end, done)
        yield _Unit(start, end, rule, Edit(low, high, "", f"wrapper:{rule}"))
        done = high


def _wrappers(text: str) -> list[tuple[int, int, str]]:
    found = [(m.start(), m.end(), "ad-tag") for m in _TAG.finditer(text)] if "[" in text else []
    bare = _TAG.sub(lambda m: " " * len(m[0]), text) if found else text
    link = _LINK.search(bare, max(0, len(bare.rstrip()) - 30))
    if link:
        end = len(bare[: link.end()].rstrip())
        if end > link.start():
            found.append((link.start(), end, "source-link"))
    lower = text.lower()
    if "appeared first on" in lower or "first appeared on" in lower:
        for pattern in (_APPEARED, _FIRST_ON):
            for m in pattern.finditer(bare):
                if _opens_a_sentence(bare, m.start()):
                    end = _end_of_site(bare, m.start(), m.end())
                    found.append((m.start(), end, "appeared-first"))
    return found


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t")
    return start == 0 or not before or before[-1] in "\n\r.!?\"”’')]…"


def _end_of_site(text: str, start: int, end: int) -> int:
    """Where the name of the site ends: at the first full stop and blank, or at the end of the line."""
    unit = text[start:end].lower()
    on = unit.find(" on ", unit.find("appeared"))
    on = start + on if on >= 0 else -1
    stop = re.search(r"\.(?=\s|$)", text[on + 4 : end]) if on >= 0 else None
    return start + len(text[start:end].rstrip()) if stop is None else on + 4 + stop.end()


def _with_break(text: str, start: int, end: int, done: int) -> tuple[int, int]:
    """The unit and one adjoining line break, or the blanks on one side."""
    before, after = start, end
    while before > done and text[before - 1] in " \t":
        before -= 1
    while after < len(text) and text[after] in " \t":
        after += 1
    opens = before == 0 or text[before - 1] in "\n\r"
    closes = after == len(text) or text[after] in "\n\r"
    if opens and closes:
        if after < len(text):
            return before, after + (2 if text[after : after + 2] == "\r\n" else 1)
        if before > done:
            return before - (
                2 if before - 2 >= done and text[before - 2 : before] == "\r\n" else 1
            ), after
        return before, after
    return (before, end) if closes else (start, after)


def _braces(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    if "{" not in text or _IS_CODE.search(text):
        return []
    found = [(m.start(), m.end(), _variants(text, m)) for m in _BRACES.finditer(text)]
    return [item for item in found if item[2]]


def _variants(text: str, found: re.Match[str]) -> tuple[str, ...]:
    inner = found[1]
    if "|" in inner:
        options = tuple(option.strip() for option in inner.split("|"))
        usable = all(_WORDS.fullmatch(option) and not _CODE.search(option) for option in options)
        return options if usable else ()
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    if len(inner) < 3 or not _PLACEHOLDER.fullmatch(inner) or _CODE_BESIDE.search(around):
        return ()
    return (inner,)
