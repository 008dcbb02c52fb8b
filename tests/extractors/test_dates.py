"""Dates against the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.extractors._events.dates import ahead, dates_in, day_of, moved

SUNDAY = date(2019, 10, 27)


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("on Friday", "2019-10-25", "day"),
        ("on Sunday", "2019-10-27", "day"),
        ("last Sunday", "2019-10-20", "day"),
        ("next Monday", "2019-10-28", "day"),
        ("early on Friday", "2019-10-25", "day"),
        ("Friday last week", "2019-10-18", "day"),
        ("yesterday", "2019-10-26", "day"),
        ("last night", "2019-10-26", "day"),
        ("the day before yesterday", "2019-10-25", "day"),
        ("this morning", "2019-10-27", "day"),
        ("tomorrow", "2019-10-28", "day"),
        ("two days ago", "2019-10-25", "day"),
        ("a week ago", "2019-10-20", "day"),
        ("three months ago", "2019-07", "month"),
        ("a year ago", "2018", "year"),
        ("last week", "2019-10-20..2019-10-26", "range"),
        ("earlier this week", "2019-10-21..2019-10-27", "range"),
        ("over the weekend", "2019-10-26..2019-10-27", "range"),
        ("earlier this month", "2019-10", "month"),
        ("last month", "2019-09", "month"),
        ("last year", "2018", "year"),
        ("in May", "2019-05", "month"),
        ("in December", "2018-12", "month"),
        ("last July", "2019-07", "month"),
        ("in early September", "2019-09", "month"),
        ("June 27", "2019-06-27", "day"),
        ("December 24", "2018-12-24", "day"),
        ("5 January", "2019-01-05", "day"),
        ("Sept. 15, 2023", "2023-09-15", "day"),
        ("15 September 2023", "2023-09-15", "day"),
        ("the 3rd of March 2001", "2001-03-03", "day"),
        ("between June 27 and 29", "2019-06-27..2019-06-29", "range"),
        ("June 27-29, 2024", "2024-06-27..2024-06-29", "range"),
        ("from June 28 to July 4", "2019-06-28..2019-07-04", "range"),
        ("in 2021", "2021", "year"),
        ("in late 2014", "2014", "year"),
        ("March 2019", "2019-03", "month"),
        ("2019-06-27", "2019-06-27", "day"),
    ],
)
def test_readings(words: str, value: str, precision: str) -> None:
    """Readings."""
    (when,) = dates_in(words, SUNDAY)
    assert (when.value, when.precision) == (value, precision)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Friday", "2019-11-01"),
        ("in May", "2020-05"),
        ("January 5", "2020-01-05"),
        ("yesterday", "2019-10-26"),
    ],
)
def test_the_same_words_in_a_plan(words: str, value: str) -> None:
    """The same words in a plan."""
    (when,) = dates_in(words, SUNDAY)
    assert ahead(words, when, SUNDAY).value == value


@pytest.mark.parametrize(
    "words",
    [
        "May said so",
        "they march on",
        "the Sunday-like calm",
        "12,019 people",
        "in 300 days",
        "June Smith",
        "may",
        "a second ago",
    ],
)
def test_words_that_look_like_dates(words: str) -> None:
    """Words that look like dates."""
    assert list(dates_in(words, SUNDAY)) == []


@pytest.mark.parametrize(
    "words", ["on Friday", "yesterday", "last week", "two days ago", "in May", "June 27"]
)
def test_relative_words_need_a_day_of_publication(words: str) -> None:
    """Relative words need a day of publication."""
    (when,) = dates_in(words, None)
    assert when.value is None


def test_impossible_days_are_not_read() -> None:
    """Impossible days are not read."""
    assert [w.value for w in dates_in("February 30, 2019 and June 99", SUNDAY)] == [None, None]


def test_days_of_metadata() -> None:
    """Days of metadata."""
    assert day_of("2023-02-10T08:00:00Z") == date(2023, 2, 10)
    assert day_of("February") is None
    assert day_of(None) is None
    assert moved("2019-12-31", 1) == "2020-01-01"
    assert moved("2019-12", 1) is None


PIECES = [
    "last", "next", "Friday", "May", "99", "years ago", "0", "the same day", "between June 31 and 1",
    "0001", "this week", "week", "month", "over the weekend", "in", "2019-99-99", "tomorrow",
]  # fmt: skip


@given(st.dates(), st.lists(st.sampled_from(PIECES)))
def test_no_day_and_no_words_raise(published: date, words: list[str]) -> None:
    """No day and no words raise."""
    for when in dates_in(" ".join(words), published):
        ahead(" ".join(words), when, published)


@pytest.mark.parametrize(
    ("published", "value"),
    [
        (date(2019, 10, 26), "2019-10-14..2019-10-20"),
        (date(2019, 10, 28), "2019-10-21..2019-10-27"),
    ],
)
def test_last_week_on_other_days(published: date, value: str) -> None:
    """On any day but a Sunday the last week is that before the Monday."""
    (when,) = dates_in("last week", published)
    assert when.value == value
