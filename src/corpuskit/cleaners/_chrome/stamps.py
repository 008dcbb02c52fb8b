"""Date stamps and bylines: which lines are nothing else, and what they say in ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

import attrs

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ZONE = (
    r"(?:\(?(?:[ECMPH][SD]?T|AK[SD]T|GMT|UTC|BST|CES?T|EES?T|IST|[KJH]KT|KST|JST|MSK|SGT|PKT|AES?T|AEDT"
    r"|PHT|WIB|local time|eastern(?: time)?|uk|ist|Z)\b\)?(?: ?[+-]\d{1,2}(?::?\d\d)?)?)"
)
_CLOCK = rf"(?:(?:\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?|\d{{1,2}} ?[ap]\.?m\b\.?)(?: ?{_ZONE})?)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"

_DATE = re.compile(
    r"(?P<iso>\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)"
    rf"|(?P<mdy>\b{_MONTH} {_DAY},? \d{{4}}\b)"
    rf"|(?P<dmy>\b{_DAY}[ -](?:of )?{_MONTH},?[ -]\d{{4}}\b)"
    r"|(?P<ymd>\b\d{4}/\d{1,2}/\d{1,2}\b)"
    r"|(?P<num>\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b)",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    rf"(?:[\s,|@•·-]|\bat\b|\bon\b|{_WEEKDAY})*(?P<clock>{_CLOCK})", re.IGNORECASE
)
_TIME_BEFORE = re.compile(
    rf"(?P<clock>{_CLOCK})[\s,|-]*(?:on\s+)?(?:{_WEEKDAY}[\s,]*)?$", re.IGNORECASE
)
_SHORT_DATE = rf"(?:{_MONTH}[ ]{_DAY}\b|\b{_DAY}[ ]{_MONTH}(?!\w))"

_LABELS = re.compile(
    r"\b(?:(?P<updated>(?:last[ -])?(?:updated?|up[ -]to[ -]date|modified|revised)(?:[ ](?:on|at))?)"
    r"|(?P<published>(?:first[ ]|originally[ ])?(?:published|posted|publish(?:ing)?[ ]date|publication[ ]date"
    r"|pub(?:lish)?[ ]?date|date[ ]published|released|release[ ]date|created|issued|added|uploaded|date)(?:[ ](?:on|at))?))\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    rf"{_CLOCK}|{_WEEKDAY}|{_SHORT_DATE}|\b{_ZONE}|\b\d{{1,2}} min(?:ute)?s?(?: (?:read|ago))?\b"
    r"|\b(?:an?|\d+) (?:(?:second|minute|min|hour|hr|day|week|month|year)s? ago|days?)\b"
    r"|\b(?:on|at|of|time|since)\b|\b(?:19|20)\d\d\b"
    r"""|[^\w"'“”‘’?!]+""",
    re.IGNORECASE,
)
_FULL_DATE = rf"(?:{_MONTH} {_DAY},? \d{{4}}|{_DAY} {_MONTH},? \d{{4}})"
_GLUED = re.compile(
    r"(?P<stamp>(?P<label>(?i:(?:(?:first |originally )?published|posted|date|updated|last updated|up to date)(?: on)?:?\s+))?"
    rf"(?i:(?P<day>{_WEEKDAY},?\s+)?(?:(?P<iso>\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)|{_FULL_DATE})"
    rf"(?P<clock>[\s,|–-]*(?:at )?{_CLOCK})?))[\s|,:–—-]+(?=[A-Z“\"‘(])"
)  # "date 2023-02-10 United States ..."
_BYLINE = re.compile(
    r"\b(?:by|author|written by|reporter|text by|words by):?\s+(?P<names>[^|•\d]{2,90})",
    re.IGNORECASE,
)
_NAME = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'’-]*"
_NAMES = re.compile(
    rf"(?:the\s+)?{_NAME}(?:(?:\s+|,\s*|\s*/\s*|\s*&\s*|,?\s+(?:and|with|for|in|of|at|de|van|von|bin|al|el|la|da|du)\s+(?:the\s+)?)(?:\|\s*)?{_NAME}){{0,9}}[\s,;.]*"
)

_OFFSETS = {
    "gmt": "+00:00", "utc": "+00:00", "z": "+00:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "hst": "-10:00", "cet": "+01:00",
    "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "kst": "+09:00", "jst": "+09:00", "hkt": "+08:00",
    "msk": "+03:00", "sgt": "+08:00", "pkt": "+05:00", "aedt": "+11:00",
}  # fmt: skip
"""Only names that mean one offset; ET, CST, IST, BST do not."""


@attrs.frozen
class Reading:
    """One fact read from a stamp: which field, its value, and where the words stand in the line."""

    name: str
    value: str
    start: int
    end: int


@attrs.frozen
class Stamp:
    """A line that consists of dates, times, labels and names of authors only."""

    kind: str
    readings: tuple[Reading, ...]
    labelled: bool


def stamp_of(line: str) -> Stamp | None:
    """What the line says, if it is nothing but a stamp of date or author.

    >>> stamp_of("Up to date Sept. 15, 2023, 5:35 a.m. ET").readings[0].value
    '2023-09-15T05:35'
    """
    if len(line) > 160 or "(@" in line or line[:1] in "—–":  # a tweet's own stamp is part of it
        return None
    dates = dates_in(line)
    byline = _BYLINE.match(line.lstrip("|•· -–—")) if not dates else _BYLINE.search(line)
    labels = list(_LABELS.finditer(line))
    rest = list(line)
    for reading in dates:
        rest[reading.start : reading.end] = " " * (reading.end - reading.start)
    for label in labels:
        rest[label.start() : label.end()] = " " * (label.end() - label.start())
    left = _FILLER.sub(" ", "".join(rest)).strip()
    words = left.split()
    timed = bool(dates) or bool(re.search(rf"{_CLOCK}|{_SHORT_DATE}|\bago\b", line, re.IGNORECASE))
    if not timed and not labels and byline is None:
        return None
    readings = list(dates)
    if not words:
        if not timed:
            return None
        kind = (
            dates[0].name
            if dates
            else ("updated" if labels and labels[0]["updated"] else "published")
        )
        return Stamp(kind, tuple(readings), bool(labels))
    if len(words) > 12:
        return None
    if byline is not None and words[0].lower().rstrip(":") in (
        "by",
        "author",
        "written",
        "reporter",
        "text",
        "words",
    ):
        names = _FILLER.sub(" ", " ".join(words[1:])) if timed else byline["names"]
        names = " ".join(names.split()).strip(" ,;-|")
        if names and _NAMES.fullmatch(names) and not line.rstrip().endswith((".", "?", "!")):
            start = line.find(names.split(" ", 1)[0])
            end = (
                start + len(names)
                if line[start : start + len(names)] == names
                else start + len(names.split()[0])
            )
            readings.append(Reading("byline", names, start, end))
            return Stamp("byline", tuple(readings), labelled=True)
        return None
    if dates and len(words) <= 6 and _NAMES.fullmatch(" ".join(words)):
        return Stamp(dates[0].name if labels else "byline", tuple(readings), bool(labels))
    return None


def glued_stamp(line: str) -> tuple[int, tuple[Reading, ...]] | None:
    """A date stamp glued to the first sentence: where it ends, and what it says.

    >>> glued_stamp("date 2023-02-10 United States officials met")[0]
    15
    """
    found = _GLUED.match(line)
    if found is None or not (found["label"] or found["day"] or found["iso"] or found["clock"]):
        return None
    head = line[: found.end("stamp")]
    readings = tuple(r for r in dates_in(head) if r.value)
    return (found.end("stamp"), readings) if readings else None


def dates_in(line: str) -> list[Reading]:
    """The full dates of a line, each under the label before it; without a label, published.

    A date whose day and month cannot be told apart (03/04/2023) has no reading.
    """
    out: list[Reading] = []
    name = "published"
    done = 0
    for found in _DATE.finditer(line):
        labels = list(_LABELS.finditer(line, done, found.start()))
        if labels:
            name = "updated" if labels[-1]["updated"] else "published"
        start, end = found.span()
        day = _day(found)
        clock = ""
        after = _TIME_AFTER.match(line, end)
        before = _TIME_BEFORE.search(line, max(done, start - 40), start)
        if found["iso"] and ":" in found["iso"]:
            clock = found["iso"][10:]
        elif after:
            clock, end = after["clock"], after.end()
        elif before:
            clock, start = before["clock"], before.start()
        if day is not None:
            out.append(Reading(name, day.isoformat() + _iso_clock(clock), start, end))
        else:
            out.append(Reading(name, "", start, end))
        done = end
    return out


def _day(found: re.Match[str]) -> dt.date | None:
    text = found[0]
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    try:
        if found["iso"] or found["ymd"]:
            return dt.date(*numbers[:3])
        if found["num"]:
            first, second, year = numbers
            year += 2000 if year < 100 else 0
            if "." in text or first > 12:
                return dt.date(year, second, first)
            return dt.date(year, first, second) if second > 12 or first == second else None
        month = next(
            MONTHS[w.lower()] for w in re.findall(r"[A-Za-z]+", text) if w.lower() in MONTHS
        )
        return dt.date(numbers[1], month, numbers[0])
    except ValueError:
        return None


def _iso_clock(clock: str) -> str:
    """The time of day in ISO 8601, with its offset where the zone has only one."""
    found = re.match(
        r"[T ]?(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?(?:\.\d+)? ?([ap])?\.?m?\b\.?\s*\(?([A-Za-z]{1,4}|[+-]\d\d:?\d\d)?",
        clock,
        re.IGNORECASE,
    )
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return ""
    zone = (found[4] or "").lower()
    offset = zone if zone[:1] in ("+", "-") else _OFFSETS.get(zone, "")
    if re.fullmatch(r"[+-]\d{4}", offset):
        offset = offset[:3] + ":" + offset[3:]
    return f"T{hour:02}:{minute:02}{offset}"


_SOURCE = re.compile(
    r"\W*(?:sources?|original source|via|courtesy(?: of)?)\s*[:|-]\s*(?P<value>[^\n]{2,80})",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"\W*(?:tags?|topics?|keywords?|hashtags?|related tags|filed (?:in|under))\s*:?\s+(?P<value>[^\n]{2,300})",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\W*(?:edited|reported|written|reporting|compiled) by:?\s+(?P<value>[^\n;]{2,80})",
    re.IGNORECASE,
)


def read_meta(kind: str, text: str) -> tuple[Reading, ...]:
    """What a cut of a meta kind says of the article; edits of others' texts are no author."""
    if kind == "title":
        return (Reading("title", text.strip(), 0, len(text)),)
    if kind in ("published", "updated"):
        stamp = stamp_of(text)
        return tuple(r for r in stamp.readings if r.value) if stamp else ()
    found = (
        {"source": _SOURCE, "tags": _TAGS, "byline": _SIGNED}[kind].match(text)
        if kind in ("source", "tags", "byline")
        else None
    )
    if found is None or (kind == "byline" and "edit" in found[0][:8].lower()):
        return ()
    return (Reading(kind, found["value"].strip(" .)"), found.start("value"), found.end("value")),)
