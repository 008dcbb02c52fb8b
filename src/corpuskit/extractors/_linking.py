"""Which mentions mean the same person: full names first, then surnames, then bare titles."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._lexicon import lexicon
from corpuskit.extractors._names import BLANKS, Candidate, _opens_sentence, candidates
from corpuskit.extractors._titles import Title, title_after, title_before

if TYPE_CHECKING:
    from corpuskit.extractors._page import Page

Form = Literal["name", "surname", "nominal", "pronoun"]


@attrs.define(eq=False)
class Figure:
    """A person in the making: the words of the name, its mentions (word ranges) and titles."""

    name: tuple[int, int]
    parts: tuple[str, ...]
    mentions: list[tuple[int, int, Form]]
    titles: list[Title]
    rule: str
    confidence: float


def figures_of(page: Page) -> list[Figure]:
    """The persons of the page, in the order of their first mention."""
    cut = [_trimmed(page, candidate) for candidate in candidates(page)]
    found = [(candidate, _title_of(page, candidate)) for candidate in cut]
    figures: list[Figure] = []
    single: list[tuple[Candidate, Title | None]] = []
    for candidate, title in found:
        long = candidate.end - candidate.start > 1
        score = candidate.score + (2.5 if title is not None else 0)
        if long and score >= 2:
            _place(page, figures, candidate, title, score)
        else:
            single.append((candidate, title))
    for candidate, title in single:
        _link(page, figures, candidate, title)
    for figure in figures:
        figure.mentions.sort()
    figures.sort(key=lambda f: f.mentions[0])
    return figures


def _title_of(page: Page, candidate: Candidate) -> Title | None:
    words = page.words
    start, end = candidate.start, candidate.end
    if start and words[start].gap in BLANKS:
        before = title_before(page, start)
        if before is not None:
            return before
    if end < len(words):
        gap = words[end].gap
        if gap in {", ", " (", " – ", " — ", " - "}:
            k = end
            if words[k].text.isdigit() and k + 1 < len(words) and words[k + 1].gap == ", ":
                k += 1
            if (
                words[k].low == "who"
                and k + 1 < len(words)
                and words[k + 1].low in {"is", "was", "serves", "served"}
            ):
                k += 2
                if k < len(words) and words[k].low == "as":
                    k += 1
            after = title_after(page, k) if k < len(words) else None
            if after is not None and _closes(page, after):
                return after
        elif gap == " " and words[end].low == "the" and not words[end - 1].owner:
            after = title_after(page, end)
            if after is not None:
                return after
        elif (
            gap == " "
            and words[end].low in {"is", "was"}
            and end + 1 < len(words)
            and words[end + 1].low in {"the", "a", "an"}
        ):
            after = title_after(page, end + 1)
            if after is not None:
                return after
    if start and words[start].gap in {", ", ", \n"}:
        return title_before_comma(page, start)
    return None


def _trimmed(page: Page, candidate: Candidate) -> Candidate:
    """Without a word that only opens the sentence: "Echoing | Peskov"."""
    start = candidate.start
    if (
        candidate.end - start == 2
        and _opens_sentence(page.words[start])
        and page.words[start].text not in lexicon().given
        and page.entity[start] != "PERSON"
    ):
        last = page.words[candidate.end - 1].text
        if any(
            word.text == last and k not in range(start, candidate.end)
            for k, word in enumerate(page.words)
        ):
            return Candidate(start + 1, candidate.end, candidate.score)
    return candidate


def _closes(page: Page, title: Title) -> bool:
    """Whether the apposition stands for itself: "A, the minister B, said" is about B."""
    words = page.words
    if title.end >= len(words):
        return True
    word = words[title.end]
    return not (word.gap == " " and word.capital and word.low not in lexicon().starters)


def title_before_comma(page: Page, start: int) -> Title | None:
    """The title in "Putin's spokesperson, Dmitry Peskov"."""
    words = page.words
    gap = words[start].gap
    words[start].gap = " "
    title = title_before(page, start)
    words[start].gap = gap
    if title is None:
        return None
    opens = title.outer == 0 or words[title.outer].gap != " " or title.countries
    definite = words[title.outer].low == "the" or (
        title.outer and (words[title.outer - 1].low == "the" or words[title.outer - 1].owner)
    )
    return title if opens or definite else None


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _parts(page: Page, start: int, end: int) -> tuple[str, ...]:
    return tuple(_fold(page.words[k].text) for k in range(start, end))


def _flat(parts: tuple[str, ...]) -> list[str]:
    return [piece for part in parts for piece in part.replace("‑", "-").split("-")]


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if _flat(a) == _flat(b):
        return True
    x = [p for p in a if len(p.rstrip(".")) > 1]
    y = [p for p in b if len(p.rstrip(".")) > 1]
    short, long = sorted((x, y), key=len)
    if len(short) < 2:
        return False
    if short[0] == long[0] and short[-1] == long[-1]:
        return True
    return all(p in long for p in short)


def _place(
    page: Page, figures: list[Figure], candidate: Candidate, title: Title | None, score: float
) -> None:
    parts = _parts(page, candidate.start, candidate.end)
    for figure in figures:
        if _same(figure.parts, parts):
            figure.mentions.append((candidate.start, candidate.end, "name"))
            if title is not None:
                figure.titles.append(title)
            return
    figures.append(
        Figure(
            (candidate.start, candidate.end),
            parts,
            [(candidate.start, candidate.end, "name")],
            [] if title is None else [title],
            "name:titled" if title is not None else "name:shape",
            min(0.99, 0.5 + 0.1 * score),
        )
    )


def _link(page: Page, figures: list[Figure], candidate: Candidate, title: Title | None) -> None:
    parts = _parts(page, candidate.start, candidate.end)
    size = candidate.end - candidate.start
    holders = [f for f in figures if any(p == parts[-1] for p in _surnames(f))] or [
        f for f in figures if any(p in parts for p in f.parts) and size == 1
    ]
    if holders:
        before = [f for f in holders if f.mentions[0][0] < candidate.start] or holders
        nearest = max(
            before,
            key=lambda f: max((m[0] for m in f.mentions if m[0] < candidate.start), default=-1),
        )
        nearest.mentions.append((candidate.start, candidate.end, "surname"))
        if title is not None:
            nearest.titles.append(title)
        return
    if title is not None and title.official and candidate.score > -1.5:
        figures.append(
            Figure(
                (candidate.start, candidate.end), parts,
                [(candidate.start, candidate.end, "name" if size > 1 else "surname")], [title],
                "name:titled", 0.7,
            )
        )  # fmt: skip


def _surnames(figure: Figure) -> tuple[str, ...]:
    if len(figure.parts) == 1:
        return figure.parts
    return (figure.parts[0], figure.parts[-1])
