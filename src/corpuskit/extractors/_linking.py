"""Which mentions mean the same person: full names first, then the single words among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from corpuskit.extractors._attachment import titles_of
from corpuskit.extractors._lexicon import folded, lexicon
from corpuskit.extractors._names import Candidate, candidates

if TYPE_CHECKING:
    from corpuskit.extractors._page import Page
    from corpuskit.extractors._titles import Title

Form = Literal["name", "surname", "nominal", "pronoun"]

ENOUGH = 2.4
"""The score that makes a run of two words or more a name; a title is worth `TITLED`."""
ALONE = 3.4
"""The same for a single word."""
TITLED = 3.5


@attrs.define(eq=False)
class Figure:
    """A person in the making: the words of the name, the mentions (characters) and the titles."""

    parts: tuple[str, ...]
    name: tuple[int, int]
    mentions: list[tuple[int, int, Form]]
    titles: list[Title]
    score: float
    gender: set[str] = attrs.field(factory=set)

    @property
    def official(self) -> bool:
        """Whether one of the titles makes an official."""
        return any(title.official for title in self.titles)


@attrs.frozen(eq=False)
class _Named:
    """A candidate with the titles and the honorific that stand beside it."""

    run: Candidate
    parts: tuple[str, ...]
    titles: list[Title]
    gender: str


def figures_of(page: Page) -> list[Figure]:
    """The persons of the page, in the order of their first mention."""
    named = _shared([_named(page, run) for run in candidates(page)], page)
    figures: list[Figure] = []
    rest: list[_Named] = []
    for one in named:
        score = one.run.score + (TITLED if one.titles else 0.0)
        if len(one.run) > 1 and score >= ENOUGH:
            _place(page, figures, one, score)
        else:
            rest.append(one)
    for one in rest:
        _link(page, figures, one)
    _link_pairs(page, figures)
    _make_official_by_owner(page, figures)
    for figure in figures:
        figure.mentions.sort()
    figures.sort(key=lambda figure: figure.mentions[0])
    return figures


def _named(page: Page, run: Candidate) -> _Named:
    words, lex = page.words, lexicon()
    gender = ""
    if run.start and page.joined(run.start):
        gender = lex.honorifics.get(words[run.start - 1].low, "").strip("-")
    titles = titles_of(page, run)
    if titles and run.end + 1 < len(words) and page.joined(run.end) and words[run.end].low == "of":
        titles = [_of_country(page, title, run.end + 1) for title in titles]
    parts = tuple(folded(words[k].text) for k in range(run.start, run.end))
    return _Named(run, parts, titles, gender)


def _of_country(page: Page, title: Title, k: int) -> Title:
    """ "President Hassan Rouhani of Iran"."""
    if page.words[k].low == "the" and k + 1 < len(page.words):
        k += 1
    place = page.place_at(k)
    own = bool(title.countries) and not title.head.plural
    if place is None or own or place.place.code is None:
        return title
    return attrs.evolve(title, countries=(place.place.code,))


def _shared(named: list[_Named], page: Page) -> list[_Named]:
    """Titles handed on: "Senators A, B and C", "U.S. and Japanese counterparts A and B"."""
    result = list(named)
    n = 0
    while n < len(named):
        plural = next(
            (t for t in named[n].titles if t.head.plural and t.end == named[n].run.start), None
        )
        if plural is None:
            n += 1
            continue
        last = n
        while last + 1 < len(named) and _coordinated(page, named[last].run, named[last + 1].run):
            last += 1
        group = named[n : last + 1]
        if len(group) == 1 and plural.rule == "title:apposition":  # "the ministers, Lavrov said"
            result[n] = attrs.evolve(
                group[0], titles=[t for t in group[0].titles if t is not plural]
            )
            n += 1
            continue
        for k, one in enumerate(group):
            title = _of_country(page, plural, one.run.end + 1) if _of(page, one.run) else plural
            if len(plural.countries) == len(group) > 1:
                title = attrs.evolve(plural, countries=(plural.countries[k],))
            own = [t for t in one.titles if not t.head.plural]
            result[n + k] = attrs.evolve(one, titles=[*own, title])
        n = last + 1
    return result


def _of(page: Page, run: Candidate) -> bool:
    """Whether a country follows the name: "Lavrov | of Russia"."""
    k = run.end
    return (
        k + 1 < len(page.words)
        and page.joined(k)
        and page.words[k].low == "of"
        and page.place_at(k + 1) is not None
    )


def _coordinated(page: Page, one: Candidate, other: Candidate) -> bool:
    words = page.words
    start = one.end
    if _of(page, one):
        place = page.place_at(start + 1)
        start = start + 1 if place is None else place.end
    between = "".join(words[k].gap + words[k].low for k in range(start, other.start))
    between += words[other.start].gap
    return between in {" and ", ", ", ", and ", " & "} and not words[one.end - 1].owner


def _place(page: Page, figures: list[Figure], one: _Named, score: float) -> None:
    start, end = page.chars(one.run.start, one.run.end)
    same = [figure for figure in figures if _same(figure.parts, one.parts)]
    if same:
        figure = same[-1]
        figure.mentions.append((start, end, "name"))
        figure.titles += one.titles
        figure.score = max(figure.score, score)
    else:
        figure = Figure(one.parts, (start, end), [(start, end, "name")], list(one.titles), score)
        figures.append(figure)
    figure.gender |= {one.gender} - {""}


def _link(page: Page, figures: list[Figure], one: _Named) -> None:
    """Gives a single word, or a weak run, to the person it means."""
    start, end = page.chars(one.run.start, one.run.end)
    figure = _holder(figures, one, start)
    if figure is not None and _means_person(page, one):
        figure.mentions.append((start, end, "surname"))
        figure.titles += one.titles
        figure.gender |= {one.gender} - {""}
        return
    score = one.run.score + (TITLED if one.titles else 0.0)
    enough = ENOUGH
    if len(one.run) == 1:
        enough, score = ALONE, score - (TITLED if one.titles else 0.0)
    if any(_addresses(page, title) for title in one.titles):
        enough = min(enough, 1.5)
    if score >= enough:
        form: Form = "name" if len(one.run) > 1 else "surname"
        figures.append(
            Figure(
                one.parts,
                (start, end),
                [(start, end, form)],
                list(one.titles),
                score,
                {one.gender} - {""},
            )
        )


def _addresses(page: Page, title: Title) -> bool:
    """Whether the title is one that stands before a bare surname: "President Duda"."""
    return (
        title.official
        and title.rule == "title:before"
        and title.head.sector not in {"party", "body"}
        and page.words[title.end - 1].capital
    )


def _means_person(page: Page, one: _Named) -> bool:
    """Whether a word that is somebody's name means that person here: "May said", not "in May"."""
    if one.titles or one.gender:
        return True
    word = page.words[one.run.start]
    if len(one.run) == 1 and word.low in lexicon().common and page.opens_sentence(one.run.start):
        return page.labels[one.run.start] == "PERSON"
    return one.run.score > -4.5


def _holder(figures: list[Figure], one: _Named, start: int) -> Figure | None:
    """The person whose name holds the words: established by surname first, then the latest named."""
    if len(one.parts) > 1:
        found = [f for f in figures if _same(f.parts, one.parts)]
        return found[-1] if found else None
    (word,) = one.parts
    holders = [f for f in figures if word in f.parts]
    if not holders:
        holders = [f for f in figures if any(_variant(word, part) for part in f.parts)]
    ahead = [f for f in holders if f.mentions[0][0] < start]
    holders = ahead or holders
    if one.gender:
        holders = [f for f in holders if not f.gender or one.gender in f.gender] or holders
    if one.titles:
        roles = {title.head.role for title in one.titles}
        fitting = [f for f in holders if any(t.head.role in roles for t in f.titles)]
        holders = fitting or holders
    if len(holders) < 2:
        return holders[0] if holders else None
    return max(
        holders,
        key=lambda f: (
            word in {f.parts[0], f.parts[-1]},
            max((m[0] for m in f.mentions if m[0] < start and m[2] == "surname"), default=-1),
            max((m[0] for m in f.mentions if m[0] < start), default=-1),
        ),
    )


def _link_pairs(page: Page, figures: list[Figure]) -> None:
    """The names in "the Kim-Putin summit"."""
    known = {part: f for f in figures for part in f.parts if len(part) > 1}
    for word in page.words:
        if not word.capital or "-" not in word.text:
            continue
        pieces = word.text.split("-")
        owners = [known.get(folded(piece)) for piece in pieces]
        if len(owners) < 2 or any(o is None for o in owners) or owners[0] is owners[-1]:
            continue
        at = word.start
        for piece, owner in zip(pieces, owners, strict=True):
            if owner is not None:
                owner.mentions.append((at, at + len(piece), "surname"))
            at += len(piece) + 1


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names may be one person's: "Joe Biden", "Joseph R. Biden" are not."""
    if "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    x = [p for p in one if len(p.rstrip(".")) > 1]
    y = [p for p in other if len(p.rstrip(".")) > 1]
    short, long = sorted((x, y), key=len)
    if len(short) < 2:
        return False
    if set(short) == set(long):
        return True
    return short[0] == long[0] and short[-1] == long[-1]


def _variant(word: str, part: str) -> bool:
    """Whether two spellings differ by one letter or one swap: Zelensky, Zelenskyy; Chirac, Chriac."""
    if len(word) < 6 or len(part) < 6 or abs(len(word) - len(part)) > 1 or word[0] != part[0]:
        return False
    if len(word) == len(part):
        differ = [k for k, (a, b) in enumerate(zip(word, part, strict=True)) if a != b]
        if len(differ) == 1:
            return False
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and (word[differ[0]] == part[differ[1]] and word[differ[1]] == part[differ[0]])
        )
    short, long = sorted((word, part), key=len)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def _make_official_by_owner(page: Page, figures: list[Figure]) -> None:
    """An official's spokesman is one, too."""
    for figure in figures:
        for n, title in enumerate(figure.titles):
            if title.official or title.owner is None or title.head.sector != "body":
                continue
            at = page.words[title.owner].start
            if any(f.official and any(s <= at < e for s, e, _ in f.mentions) for f in figures):
                figure.titles[n] = attrs.evolve(title, official=True)
