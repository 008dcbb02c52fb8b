"""Records as the report shows them: what to highlight, which fields, which columns, which filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Row = dict[str, Any]
Part = str | tuple[int, int]
"""A piece of what is shown: words of ours, or a span of the clean text."""

ORDER = ("quotes", "officials", "events")
"""Kinds of records with columns of their own, in the order of the legend; others follow."""

MAIN = {
    "quotes": ("spans",),
    "officials": ("title_mention", "mentions"),
    "events": ("trigger", "mentions"),
}
"""Fields whose words are highlighted at all times; those of other fields when a record is chosen."""

HIDDEN = frozenset({"schema_version", "document", "id"})
TOLD_ELSEWHERE = {
    "quotes": frozenset({"spans"}),
    "officials": frozenset({"name"}),
    "events": frozenset({"event_type"}),
}


@attrs.frozen
class Facets:
    """What a record can be filtered by."""

    speaker: str = ""
    countries: tuple[str, ...] = ()
    event_type: str = ""


def in_order(kinds: Iterable[str]) -> tuple[str, ...]:
    """Our own kinds first, then the others by name."""
    known = set(kinds)
    return (*(k for k in ORDER if k in known), *sorted(known - set(ORDER)))


def singular(kind: str) -> str:
    """What one record of a kind is called.

    >>> singular("quotes"), singular("trade_entries")
    ('quote', 'trade entry')
    """
    word = kind.replace("_", " ")
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def highlights(kind: str, row: Row) -> list[tuple[int, int, bool]]:
    """The spans of the clean text that belong to a record, and whether each is of the main ones."""
    found: dict[tuple[int, int], bool] = {}
    main = MAIN.get(kind, ())
    for name, value in row.items():
        for span, is_main in _spans_in(value, is_main=name in main):
            if name not in {"evidence", "content"}:
                found[span] = found.get(span, False) or is_main
    if kind not in MAIN:
        found = dict.fromkeys(found, True)
    if not any(found.values()):
        found |= {span: True for span, _ in _spans_in(row.get("evidence"), is_main=True)}
    return [(*span, is_main) for span, is_main in sorted(found.items()) if span[0] < span[1]]


def evidence(row: Row) -> tuple[int, int] | None:
    """Where the sentence stands that shows the finding."""
    return next((span for span, _ in _spans_in(row.get("evidence"), is_main=False)), None)


def fields(kind: str, row: Row) -> list[tuple[str, list[Part]]]:
    """The fields of a record that say something, as pairs of name and words."""
    hidden = HIDDEN | TOLD_ELSEWHERE.get(kind, frozenset())
    if kind == "quotes" and len(row["spans"]) > 1:  # the pieces differ from their hull
        hidden -= {"spans"}
    told = (
        (name, list(told_of(value)))
        for name, value in row.items()
        if name not in hidden and not _is_repeated(name, value, row)
    )
    return [(name.replace("_", " "), parts) for name, parts in told if parts]


def columns(kind: str) -> tuple[str, ...]:
    """The columns of the table of one kind."""
    return COLUMNS[kind][0] if kind in COLUMNS else ("Words", "Fields", "Rule")


def cells(kind: str, row: Row) -> list[list[Part]]:
    """A record as a line of that table."""
    make = COLUMNS[kind][1] if kind in COLUMNS else _other_cells
    return [list(cell) for cell in make(row)]


def facets(kind: str, row: Row, offices: dict[str, set[str]]) -> Facets:
    """What the filters see; `offices` are the countries of officials, by person."""
    if kind == "quotes":
        people = (row["speaker"] or {}).get("people", ())
        countries = {country for person in people for country in offices.get(person, ())}
        return Facets(speaker_of(row["speaker"]), tuple(sorted(countries)))
    if kind == "officials":
        return Facets("", (row["country"],) if row["country"] else ())
    if kind == "events":
        places = [row["place"]] if row["place"] else []
        parties = [*row["actors"], *row["recipients"], *places]
        countries = {party["country"] for party in parties if party["country"]}
        speaker = speaker_of(row["attributed_to"])
        return Facets(speaker, tuple(sorted(countries)), row["event_type"])
    country = row.get("country")
    return Facets("", (country,) if isinstance(country, str) and country else ())


def offices_of(officials: Iterable[Row]) -> dict[str, set[str]]:
    """The countries for which each person holds office."""
    offices: dict[str, set[str]] = {}
    for official in officials:
        if official["country"]:
            offices.setdefault(official["person"], set()).add(official["country"])
    return offices


def speaker_of(speaker: Row | None) -> str:
    """The name of a speaker, or else the words beside the quotation."""
    if not speaker:
        return ""
    name: str = speaker["name"] or (speaker["mention"] or {}).get("text", "")
    return name


def told_of(value: Any) -> Iterator[Part]:
    """Any value in words; nothing where there is nothing to say."""
    if value is None or value in ("", [], {}):
        return
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from ("; ",) if number else ()
            yield from told_of(item)
    elif not isinstance(value, dict):
        yield str(value)
    elif is_mention(value):
        yield _span(value)
        if value["scraped"] is not None:
            yield f" (scraped: {value['scraped']})"
    else:
        yield from _told_of_object(value)


def is_mention(value: Any) -> bool:
    """Whether a row holds a mention here."""
    return isinstance(value, dict) and {"span", "raw", "raw_parts", "text"} <= value.keys()


def _is_repeated(name: str, value: Any, row: Row) -> bool:
    """Whether another field says the same: a title and its mention, the hull of a quotation in one piece."""
    if name == "mentions" and value == [row.get("trigger")]:
        return True
    if name == "content" and is_mention(value):
        return value["scraped"] is None and row.get("spans") == [value]
    if not name.endswith("_mention") or not is_mention(value):
        return False
    return value["scraped"] is None and row.get(name.removesuffix("_mention")) == value["text"]


def _told_of_object(value: Row) -> Iterator[Part]:
    """A name with its words, the rest in brackets: `Kulik (KOR, GOV)`."""
    rest = dict(value)
    mention = rest.pop("mention", None)
    name = rest.pop("name", None)
    if name or mention:
        yield from told_of(name or mention)
        if name and mention and mention["text"] != name:
            yield " – “"
            yield from told_of(mention)
            yield "”"
    told = [list(told_of(item)) for item in rest.values()]
    told = [parts for parts in told if parts]
    for number, parts in enumerate(told):
        yield ", " if number else " (" if name or mention else "("
        yield from parts
    if told:
        yield ")"


def _spans_in(value: Any, *, is_main: bool) -> Iterator[tuple[tuple[int, int], bool]]:
    if is_mention(value):
        yield _span(value), is_main
    elif isinstance(value, dict):
        is_main = is_main and value.get("form") != "pronoun"
        for item in value.values():
            yield from _spans_in(item, is_main=is_main)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _spans_in(item, is_main=is_main)


def _span(mention: Row) -> tuple[int, int]:
    return mention["span"]["start"], mention["span"]["end"]


def _pieces(mentions: Iterable[Row]) -> Iterator[Part]:
    for number, mention in enumerate(mentions):
        yield from (" … ",) if number else ()
        yield _span(mention)


def _quote_cells(row: Row) -> Iterator[Iterable[Part]]:
    yield [speaker_of(row["speaker"]) or "–"]
    yield _pieces(row["spans"])
    yield [row["kind"]]
    yield [row["fidelity"].replace("_", " ")]


def _official_cells(row: Row) -> Iterator[Iterable[Part]]:
    yield [row["name"]]
    yield [row["title"] or row["role"] or "–"]
    yield [row["organisation"] or "–"]
    yield [row["country"] or "–"]
    yield [row["status"]]


def _event_cells(row: Row) -> Iterator[Iterable[Part]]:
    to = " ↔ " if row["reciprocal"] else ", "
    actors = to.join(actor["name"] for actor in row["actors"])
    recipients = ", ".join(actor["name"] for actor in row["recipients"])
    yield [row["event_type"] + (f" / {row['mode']}" if row["mode"] else "")]
    yield [" → ".join(side for side in (actors, recipients) if side) or "–"]
    yield [_span(row["evidence"])]
    yield [row["date"] or "–"]
    yield [row["status"]]


def _other_cells(row: Row) -> Iterator[Iterable[Part]]:
    mentions = [value for name, value in row.items() if name != "evidence" and is_mention(value)]
    yield _pieces(mentions or [row["evidence"]])
    said = HIDDEN | {"evidence", "rule", "confidence"}
    plain = {
        name: value
        for name, value in row.items()
        if name not in said and not isinstance(value, dict | list) and value is not None
    }
    yield ["; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in plain.items()) or "–"]
    yield [row["rule"]]


COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[Row], Iterator[Iterable[Part]]]]] = {
    "quotes": (("Speaker", "Words", "Kind", "Fidelity"), _quote_cells),
    "officials": (("Name", "Office", "Organisation", "Country", "Status"), _official_cells),
    "events": (("Type", "Who → whom", "Sentence", "Date", "Status"), _event_cells),
}
