"""Damaged text in great numbers, the same on every run: what ftfy and its replay must agree on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import ftfy.bad_codecs

if TYPE_CHECKING:
    from collections.abc import Iterator

ftfy.bad_codecs.ok()

WORDS = [
    "the", "minister’s", "“no”", "—", "£20", "café", "à", "la", "Über", "Straße", "żółć", "siê", "řeka", "ığdır",
    "Зеленский", "об’єднання", "ΑΒΓ", "λόγος", "مرحبا", "שלום", "东京", "東京", "서울", "हिन्दी", "ไทย", "😀", "👨‍👩‍👧",
    "ﬁrst", "ǆ", "e\u0301a\u0308", "ｆｕｌｌ", "…", "don’t", "™", "½", "°C", "ﷺ", "\u00a0", "\u00ad", "naïve", "VOCÊ…",
    "É¿", "Ã", "Â", "Ã ", "à quele", "å", "Å", "√π", "``lá´´", "5×£35", "—∞", "Q£Ä", "œuvre", "ﬄ", "¿Qué?", "«oui»",
    "C\u0327", "\u1112\u1161\u11ab", "한\u11a8", "\u0958", "ʼn", "x", "0", ".", ",", "?", "!", "(", ")", "a&b",
]  # fmt: skip
RARE = [
    "&amp;", "&rsquo;", "&amp;#8217;", "&EACUTE;", "&lt;p&gt;", "&#x80;", "&#0;", "&nosuch;", "&#xD800;", "\r", "\r\n", "\n",
    "\u2028", "\x85", "\x00", "\x1b[31m", "\x1b", "\x7f", "\ufeff", "\ufffd", "\ud83d\ude00", "\ud800", "\udc00", "\x1a", "\x93",
    "\x92", "\x81", "\ufffc", "\u206a", "\ue000", "\t", "ã€", "â€", "â€?", "Ã¢â‚¬", "вЂ", "ð", "í\xa0½í¸\x80", "À\x80", "Å ",
    "à", "├", "ΓÇÖ", "‚Äô", "\xc3\x83", "â\x80\x9d", "â€œ", "Ð¢", "ã\x81", "Ã\x83Â¢", "\xe2\x80",
]  # fmt: skip
CHARSETS = [
    "latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253",
    "sloppy-windows-1254", "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437", "koi8-r", "cp1256",
]  # fmt: skip


def damaged_strings(count: int, seed: int = 20230915) -> Iterator[str]:
    """`count` strings: clean words, damage of one kind, of several kinds, damage upon damage."""
    dice = Random(seed)  # noqa: S311, test data
    for _ in range(count):
        text = _phrase(dice)
        if dice.random() < 0.5:
            text = _spoilt(dice, text)
            if dice.random() < 0.3:
                text = _spoilt(dice, text)
        if dice.random() < 0.4:
            text = dice.choice(["", " ", "\n"]).join([_phrase(dice), text, _phrase(dice)])
        if dice.random() < 0.3:
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(RARE) + text[at:]
        if dice.random() < 0.1 and text:
            at = dice.randrange(len(text))
            text = text[:at] + dice.choice("?\ufffd ") + text[at + 1 :]
        yield text


def _phrase(dice: Random) -> str:
    pool = WORDS if dice.random() < 0.8 else WORDS + RARE
    return dice.choice([" ", " ", "", "\n"]).join(dice.choices(pool, k=dice.randint(1, 6)))


def _spoilt(dice: Random, text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.1:
        data = data.replace(b"\xa0", b" ")
    return data.decode(dice.choice(CHARSETS), dice.choice(["replace", "ignore", "replace"]))
