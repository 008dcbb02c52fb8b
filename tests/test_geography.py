"""Geographic words and the countries they stand for."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.edits import Span
from corpuskit.geography import _table, country_name, place_of, places_in
from tests.strategies import texts


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        ("Japan", "JPN", "name"),
        ("Japan's", "JPN", "name"),
        ("the Netherlands", "NLD", "name"),
        ("Republic of Korea", "KOR", "name"),
        ("Plurinational State of Bolivia", "BOL", "name"),
        ("DPRK", "PRK", "name"),
        ("UKRAINE", "UKR", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("U.S.", "USA", "name"),
        ("Kosovo", "XKX", "name"),
        ("Taiwan", "TWN", "name"),
        ("Hong Kong", "HKG", "name"),
        ("Soviet Union", "SUN", "name"),
        ("Niger", "NER", "name"),
        ("Nigerian", "NGA", "demonym"),
        ("Nigerien", "NER", "demonym"),
        ("Filipinos", "PHL", "demonym"),
        ("Palestinian", "PSE", "demonym"),
        ("Soviet", "SUN", "demonym"),
        ("Seoul", "KOR", "capital"),
        ("Washington, D.C.", "USA", "capital"),
        ("the Kremlin", "RUS", "metonym"),
        ("Blue House", "KOR", "metonym"),
        ("10 Downing Street", "GBR", "metonym"),
        ("Texas", "USA", "region"),
        ("Sarawak", "MYS", "region"),
        ("Gdańsk", "POL", "city"),
        ("NATO", None, "igo"),
        ("the European Union", None, "igo"),
    ],
)
def test_words_have_a_country_and_a_kind(words: str, code: str | None, kind: str) -> None:
    """Names, demonyms, capitals, seats and bodies are told apart."""
    place = place_of(words)
    assert place is not None
    assert (place.code, place.kind) == (code, kind)


@pytest.mark.parametrize(
    "words", ["turkey", "polish", "us", "china", "", " ", "Atlantis", "Persian Gulf", "North"]
)
def test_other_words_have_none(words: str) -> None:
    """Common words and unknown ones stand for nothing."""
    assert place_of(words) is None


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("South Korean and Japanese envoys", ["South Korean", "Japanese"]),
        ("the US-Japan-ROK relations", ["US", "Japan", "ROK"]),
        ("Papua New Guinea met Guinea-Bissau", ["Papua New Guinea", "Guinea-Bissau"]),
        ("ships in the South China Sea off Vietnam", ["Vietnam"]),
        ("told the Washington Post in Washington", ["Washington"]),
        ("Latin American leaders and American ones", ["American"]),
        ("North\nKorea’s army", ["North\nKorea"]),
        ("Nigeria, not Niger", ["Nigeria", "Niger"]),
        ("Chadwick and Omanson of Franceville", []),
        ("Workers’ Party of Korea", ["Workers’ Party of Korea"]),
        ("both Koreas", []),
    ],
)
def test_places_stand_where_they_are_named(text: str, want: list[str]) -> None:
    """The longest reading wins, and names of other things hide the country in them."""
    assert [text[span.slice] for span, _ in places_in(text)] == want


def test_a_range_limits_the_search() -> None:
    """Nothing outside the range is read."""
    assert [span for span, _ in places_in("Japan and China", 5)] == [Span(10, 15)]
    assert not list(places_in("Japan and China", 5, 14))


def test_codes_are_iso_codes() -> None:
    """Every code is ISO's, Kosovo's aside, and few territories are left out."""
    codes = {place.code for place in _table().values() if place.code}
    past = {country.alpha_3 for country in pycountry.historic_countries}
    assert {code for code in codes if not pycountry.countries.get(alpha_3=code)} - past == {"XKX"}
    states = {c.alpha_3 for c in pycountry.countries}
    assert len(states - codes) < 40  # what is left out: small territories without own offices
    assert country_name("KOR") == "South Korea"
    assert country_name("ZZZ") is None


@given(texts | st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    """Spans are ordered, disjoint and inside the text, whatever the text."""
    done = 0
    for span, _ in places_in(text):
        assert done <= span.start < span.end <= len(text)
        done = span.end
