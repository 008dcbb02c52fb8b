"""When it happened: weekdays and relative words, read against the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Precision = Literal["day", "month", "year", "range"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
DAY = timedelta(days=1)
SUNDAY = 6

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_YEAR = r"(?:1[89]\d\d|20\d\d)"

EXPRESSION = re.compile(
    rf"""(?<![\w-])(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)                                             # 2019-06-27
  | (?P<span>(?:between|from)\ {_MONTH}\ \d{{1,2}}\ (?:and|to)\ (?:{_MONTH}\ )?\d{{1,2}}(?:,?\ {_YEAR})?
       |{_MONTH}\ \d{{1,2}}\ ?[-–]\ ?\d{{1,2}}(?:,\ {_YEAR})?)             # between June 27 and 29
  | (?P<mdy>{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ {_YEAR})?)           # Sept. 15, 2023
  | (?P<dmy>(?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}(?:,?\ {_YEAR})?)   # 27 June 2019
  | (?P<my>(?:(?:early|late|mid)[ -])?{_MONTH},?\ (?:of\ )?{_YEAR})        # March 2019
  | (?P<month>(?:[Ll]ast|[Tt]his|[Nn]ext|[Ii]n|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)[ -](?:early\ |late\ |mid-)?{_MONTH}(?!\w)(?!,?\ (?:of\ )?{_YEAR}))
  | (?P<week>(?:(?P<weekrel>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming|[Pp]revious)\ )?(?P<weekday>{_WEEKDAY})
       (?P<weekrel2>\ (?:last|this|next)\ week)?)                          # last Friday
  | (?P<near>[Tt]he\ day\ before\ yesterday|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Ll]ast\ night
       |[Tt]his\ (?:morning|afternoon|evening)|(?<!\ban\ )(?<!\bthe\ )[Oo]vernight)
  | (?P<sameday>(?:[Tt]he|[Tt]hat)\ same\ day|[Tt]hat\ day)
  | (?P<after>[Tt]he\ (?:following|next)\ day|[Aa]\ day\ later|[Tt]he\ day\ after)
  | (?P<ago>(?P<agon>{_NUMBER})\ (?P<agounit>day|week|month|year)s?\ ago)
  | (?P<unit>(?:[Ee]arlier\ |[Ll]ater\ |[Ll]ate\ |[Ee]arly\ )?(?P<unitrel>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming)\ (?P<unitname>week(?:end)?|month|year)(?!-|['’]s))
  | (?P<weekend>[Oo]ver\ the\ weekend)
  | (?P<year>(?:[Ii]n|[Dd]uring|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn)\ (?:early\ |late\ |mid-)?{_YEAR}(?!\w))
    )(?!\w|-[a-z])""",
    re.VERBOSE,
)
NOT_WHEN = frozenset({"since", "until", "till", "before", "after", "by", "through", "for", "from"})
"""A date after one of these is a border of something else, not when it happened."""


@attrs.frozen
class When:
    """A date expression: its characters, ISO value (None where it cannot be told), precision and rule."""

    start: int
    end: int
    value: str | None
    precision: Precision | None
    rule: str


def dates_in(
    text: str, published: date | None, start: int = 0, end: int | None = None
) -> Iterator[When]:
    """The date expressions of `text`, past readings of weekdays and months.

    "Friday" is the latest Friday up to the day of publication; `ahead` turns it around.
    """
    for found in EXPRESSION.finditer(text, start, len(text) if end is None else end):
        kind = _kind(found)
        value, precision = _read(found, kind, published, future=False)
        yield When(found.start(), found.end(), value, precision, kind)


def ahead(text: str, when: When, published: date | None) -> When:
    """The same words in a sentence about the future: the next Friday, not the last one."""
    found = EXPRESSION.match(text, when.start, when.end)
    if found is None:
        return when
    value, precision = _read(found, when.rule, published, future=True)
    return attrs.evolve(when, value=value, precision=precision)


def day_of(value: str | None) -> date | None:
    """The day of an ISO date or date-time; None where it is not one.

    >>> day_of("2023-02-10T08:00:00Z")
    datetime.date(2023, 2, 10)
    """
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def moved(value: str | None, days: int) -> str | None:
    """An ISO day some days on; None for anything but a day."""
    day = day_of(value) if value and len(value) == 10 else None
    try:
        return None if day is None else (day + days * DAY).isoformat()
    except OverflowError:
        return None


Reading = tuple[str | None, "Precision | None"]
UNKNOWN: Reading = (None, None)


def _read(found: re.Match[str], kind: str, published: date | None, *, future: bool) -> Reading:
    try:
        value, precision = _READERS[kind](found, published, future)
    except (OverflowError, ValueError):  # before the year 1
        return UNKNOWN
    return UNKNOWN if value is None or value.startswith("-") else (value, precision)


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in _READERS if found.group(kind) is not None)


def _iso(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001, one shape
    return (found.group(), "day") if day_of(found.group()) else UNKNOWN


def _month_number(words: str) -> int:
    name = re.search(_MONTH, words)
    return MONTHS.index(name.group()[:3].lower()) + 1 if name else 0


def _year_in(words: str) -> int | None:
    year = re.search(_YEAR, words)
    return int(year.group()) if year else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, published: date | None, future: bool) -> date | None:  # noqa: FBT001
    """The day without a year that the text means: the last one, or the next if it is ahead."""
    if published is None:
        return None
    here = _day(published.year, month, day)
    if here is None:
        return None
    if future:
        # a plan of some weeks ago is likelier than one for next year
        late = here < published - 60 * DAY
        return _day(published.year + 1, month, day) if late else here
    # a few days ahead of the paper's date is an announced day, not one a year ago
    return here if here <= published + 14 * DAY else _day(published.year - 1, month, day)


def _calendar_day(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: FBT001
    words = found.group()
    year = _year_in(words)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    if number is None:
        return UNKNOWN
    month, day = _month_number(words), int(number.group())
    found_day = _day(year, month, day) if year else _nearest(month, day, published, future)
    return (found_day.isoformat(), "day") if found_day else UNKNOWN


def _span(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: FBT001
    words = found.group()
    year = _year_in(words)
    bare = re.sub(_YEAR, "", words)
    months = [MONTHS.index(m[:3].lower()) + 1 for m in re.findall(_MONTH, bare)]
    days = [int(d) for d in re.findall(r"\d{1,2}", bare)]
    if not months or len(days) != 2:
        return UNKNOWN
    first = (
        _day(year, months[0], days[0]) if year else _nearest(months[0], days[0], published, future)
    )
    last = _day(first.year, months[-1], days[1]) if first else None
    if first is None or last is None:
        return UNKNOWN
    return f"{first.isoformat()}..{last.isoformat()}", "range"


def _month_year(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    return f"{_year_in(found.group()):04d}-{_month_number(found.group()):02d}", "month"


def _month(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: FBT001
    words = found.group().lower()
    if published is None:
        return UNKNOWN
    month, year = _month_number(found.group()), published.year
    if words.startswith("next") or future:
        year += month < published.month - 2 or (
            words.startswith("next") and month == published.month
        )
    elif words.startswith("last"):
        year -= month >= published.month
    elif month > published.month + (2 if words.startswith("this") else 0):
        year -= 1
    return f"{year:04d}-{month:02d}", "month"


def _monday(published: date, step: int) -> date:
    return published - published.weekday() * DAY + 7 * step * DAY


def _weekday(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: FBT001
    if published is None:
        return UNKNOWN
    wanted = WEEKDAYS.index(found.group("weekday").lower())
    relation = (found.group("weekrel") or "").lower()
    week = (found.group("weekrel2") or "").strip()
    if week:
        monday = _monday(published, {"last": -1, "this": 0, "next": 1}[week.split()[0]])
        return (monday + wanted * DAY).isoformat(), "day"
    back = (published.weekday() - wanted) % 7
    if relation in {"next", "coming"} or (future and not relation):
        return (published + ((-back) % 7 or (7 if relation else 0)) * DAY).isoformat(), "day"
    if relation in {"last", "previous"} and back == 0:
        back = 7
    return (published - back * DAY).isoformat(), "day"


def _near(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    if published is None:
        return UNKNOWN
    words = found.group().lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}.get(
        words, 0
    )
    return (published + shift * DAY).isoformat(), "day"


def _relative(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    """Words that lean on another date of the text; the extractor knows which."""
    return UNKNOWN


def _ago(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    if published is None:
        return UNKNOWN
    word, unit = found.group("agon").lower(), found.group("agounit")
    n = int(word) if word.isdigit() else NUMBERS[word]
    if unit == "day":
        return (published - n * DAY).isoformat(), "day"
    if unit == "week":
        return (published - 7 * n * DAY).isoformat(), "day"
    if unit == "month":
        months = published.year * 12 + published.month - 1 - n
        return f"{months // 12:04d}-{months % 12 + 1:02d}", "month"
    return f"{published.year - n:04d}", "year"


def _unit(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    if published is None:
        return UNKNOWN
    relation, unit = found.group("unitrel").lower(), found.group("unitname")
    if relation == "past":
        return UNKNOWN
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}[relation]
    if unit == "week":
        ending = published.weekday() == SUNDAY and step < 0  # on a Sunday: the week that ends
        first = published - 7 * DAY if ending else _monday(published, step)
        return f"{first.isoformat()}..{(first + 6 * DAY).isoformat()}", "range"
    if unit == "weekend":
        return _weekend(published, max(0, step))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}", "month"
    return f"{published.year + step:04d}", "year"


def _last_weekend(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    return UNKNOWN if published is None else _weekend(published, 0)


def _weekend(published: date, step: int) -> Reading:
    saturday = published - ((published.weekday() - 5) % 7) * DAY + 7 * step * DAY
    return f"{saturday.isoformat()}..{(saturday + DAY).isoformat()}", "range"


def _plain_year(found: re.Match[str], published: date | None, future: bool) -> Reading:  # noqa: ARG001, FBT001
    return f"{_year_in(found.group()):04d}", "year"


_READERS: dict[str, Callable[[re.Match[str], date | None, bool], Reading]] = {
    "iso": _iso,
    "span": _span,
    "mdy": _calendar_day,
    "dmy": _calendar_day,
    "my": _month_year,
    "month": _month,
    "week": _weekday,
    "near": _near,
    "sameday": _relative,
    "after": _relative,
    "ago": _ago,
    "unit": _unit,
    "weekend": _last_weekend,
    "year": _plain_year,
}
