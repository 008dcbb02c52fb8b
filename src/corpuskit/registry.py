"""Names for steps, on the command line and in configuration files: our own, and those of plugins."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Literal

from corpuskit.errors import ConfigError, UnknownName

Kind = Literal["cleaner", "extractor"]

OWN: dict[Kind, dict[str, str]] = {
    "cleaner": {
        "language": "corpuskit.cleaners.language:Language",
        "escapes": "corpuskit.cleaners.escapes:Escapes",
        "mojibake": "corpuskit.cleaners.mojibake:Mojibake",
        "invisibles": "corpuskit.cleaners.invisibles:Invisibles",
        "typography": "corpuskit.cleaners.typography:Typography",
        "wrappers": "corpuskit.cleaners.wrappers:SpunWrappers",
        "chrome": "corpuskit.cleaners.chrome:WebChrome",
        "spun": "corpuskit.cleaners.spun:Spun",
    },
    "extractor": {
        "officials": "corpuskit.extractors.officials:Officials",
        "persons": "corpuskit.extractors.persons:Persons",
        "quotes": "corpuskit.extractors.quotes:Quotes",
        "events": "corpuskit.extractors.events:Events",
    },
}
"""Where our own steps live; plugins name theirs in entry points of the group `corpuskit.<kind>s`."""


@cache
def known(kind: Kind) -> dict[str, str]:
    """Name and place ("module:Class") of every registered step of a kind.

    Raises: ConfigError: if a plugin registers a name that is taken.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415, a third of the import

    places = dict(OWN[kind])
    for point in entry_points(group=f"corpuskit.{kind}s"):
        if places.setdefault(point.name, point.value) != point.value:
            taken = f"{point.value}, beside {places[point.name]}"
            mend = "rename it in the plugin's pyproject.toml"
            raise ConfigError(f"{kind} {point.name!r}", "a name of its own", taken, mend)
    return places


def step_type(kind: Kind, name: str) -> type:
    """The class registered as `name`.

    Raises: UnknownName: with the names that are known, nearest first. ConfigError: if a plugin names a class
    that cannot be loaded.
    """
    places = known(kind)
    if name not in places:
        raise UnknownName(kind, name, places)
    module, _, attribute = places[name].partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        if name in OWN[kind]:
            raise
        got = f"{places[name]} ({error})"
        mend = f"mend its entry point in the group 'corpuskit.{kind}s', or uninstall the plugin"
        raise ConfigError(f"{kind} {name!r}", "a class that can be loaded", got, mend) from error
    if not isinstance(found, type):
        raise ConfigError(f"{kind} {name!r}", "a class", places[name])
    return found


def name_of(kind: Kind, step: object) -> str:
    """The name under which the class of `step` is registered.

    Raises: ConfigError: if it is not registered.
    """
    place = f"{type(step).__module__}:{type(step).__qualname__}"
    for name, where in known(kind).items():
        if where == place:
            return name
    mend = f"register it as an entry point of the group 'corpuskit.{kind}s'"
    raise ConfigError(kind, "a registered step", place, mend)
