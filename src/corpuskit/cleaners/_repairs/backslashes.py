r"""Escapes of programming languages in prose: `Kim\u2019s`, `caf\xc3\xa9`, `\n\n`, `\"`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from corpuskit.cleaners._repairs.scripts import is_plausible
from corpuskit.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

UNIT = r"\\{1,2}(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{2,6}\}|U000[0-9a-fA-F]{5}|x[0-9a-fA-F]{2})"
RUN = re.compile(f"(?:{UNIT})+")
CODE = re.compile(r"\\{1,2}(?:[uU]\{?([0-9a-fA-F]{2,8})\}?|x([0-9a-fA-F]{2}))")
PLAIN = re.compile(r"\\(?:n(?![a-z])|r(?![a-z])|t(?![a-z])|[\"'/])")
MEANINGS = {"n": "\n", "r": "", "t": "\t"}

PARAGRAPH = re.compile(r"[.!?”\"’]\\n(?=\\n|\\r|[A-Z“\"‘])")
r"""The end of a sentence, `\n`, and what begins another: two of them are evidence."""

PATH = re.compile(r"^[\"'(]*(?:[A-Za-z]:\\|\\\\[\w.]|[~.]{0,2}/)|://|^www\.")
FOREIGN = re.compile(r"\\(?![uUx][0-9a-fA-F{]|[nrtbf\"'/\\])")
r"""A backslash that begins no escape of this kind: `\users`, `\d`, `\frac`."""

ALONE = frozenset("–—―•·…©®™°→")
"""What may stand between blanks once the text is known to be escaped."""

LONGEST_TOKEN = 400


@attrs.frozen
class _Escape:
    start: int
    end: int
    new: str
    proof: bool
    alone: bool


def backslash_edits(text: str) -> list[Edit]:
    """The repairs; none unless one escape stands in or against a word."""
    if "\\" not in text:
        return []
    escapes = list(_unicode_escapes(text))
    proofs = sum(escape.proof for escape in escapes)
    out = [
        Edit(e.start, e.end, e.new, "escape:unicode", 0.97)
        for e in escapes
        if proofs and (not e.alone or set(e.new) <= ALONE or len(e.new) > 1 or proofs > 1)
    ]
    if (out or _is_string(text)) and not _has_path(text):
        taken = {k for e in out for k in range(e.start, e.end)}
        for found in PLAIN.finditer(text):
            if found.start() not in taken and text[found.start() - 1 : found.start()] != "\\":
                body = found.group()[1:]
                out.append(Edit(*found.span(), MEANINGS.get(body, body), "escape:string", 0.9))
    return out


def _is_string(text: str) -> bool:
    r"""Whether paragraphs end in `\n`, or quotations stand between `\"`, and nothing speaks for code."""
    quotes = text.count('\\"')
    paired = quotes > 1 and quotes % 2 == 0 and quotes == text.count('"')
    return len(PARAGRAPH.findall(text)) > 1 or (paired and FOREIGN.search(text) is None)


def _unicode_escapes(text: str) -> Iterator[_Escape]:
    for found in RUN.finditer(text):
        new = _decoded(found.group())
        if new is None or _is_code(text, *found.span(), len(new)):
            continue
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        after = text[found.end() : found.end() + 1]
        alone = (not before or before.isspace()) and (not after or after.isspace())
        touches = before.isalnum() or after.isalnum()
        word = sum(c.isalpha() for c in new) > 1
        yield _Escape(*found.span(), new, proof=touches or word, alone=alone)


def _decoded(run: str) -> str | None:
    """What the run stands for; None where that is nothing that press text has."""
    units = CODE.findall(run)
    if all(byte for _, byte in units):
        data = bytes(int(byte, 16) for _, byte in units)
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            new = data.decode("cp1252", "replace")
    else:
        codes = [int(code or byte, 16) for code, byte in units]
        if any(code > 0x10FFFF for code in codes):
            return None
        joined = "".join(map(chr, codes)).encode("utf-16", "surrogatepass")
        new = joined.decode("utf-16", "replace")
    fine = all(is_plausible(c) or c in "\t\n\r" or (c.isascii() and c.isprintable()) for c in new)
    return new if fine else None


def _is_code(text: str, start: int, end: int, length: int) -> bool:
    """Whether the word around is a path, a URL, an expression, a literal or LaTeX."""
    left = max(text.rfind(blank, max(0, start - LONGEST_TOKEN), start) for blank in " \n\t") + 1
    rights = [text.find(blank, end, end + LONGEST_TOKEN) for blank in " \n\t"]
    right = min((k for k in rights if k >= 0), default=min(len(text), end + LONGEST_TOKEN))
    token = text[left:right]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    literal = length == 1 and before in {"'", '"', "`"} and before == after
    klass = "[" in token and (before in "[-" or after in "-]")
    return literal or klass or bool(PATH.search(token) or FOREIGN.search(token))


def _has_path(text: str) -> bool:
    return re.search(r"\b[A-Za-z]:\\\w|\\[a-zA-Z]+\{", text) is not None
