"""The licences of everything that an installation brings along."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

EXTRAS = frozenset(distribution("press-corpuskit").metadata.get_all("Provides-Extra") or ()) - {
    "browser",
    "docs",
    "test",
}
"""What users install; the three are for those who work on the package."""

RULES = json.loads(Path(__file__).with_name("licences.json").read_text("utf-8"))


def dependencies(name: str, extras: frozenset[str]) -> dict[str, str]:
    """Each package that `name` needs, at any depth, as far as it is installed, and what it declares."""
    found: dict[str, str] = {}
    waiting = [(name, extras)]
    while waiting:
        package, wanted = waiting.pop()
        for line in distribution(package).requires or ():
            need = Requirement(line)
            told = [{"extra": extra} for extra in wanted or {""}]
            if need.marker and not any(need.marker.evaluate(world) for world in told):
                continue
            key = re.sub("[-_.]+", "-", need.name).lower()
            if key in found or key == name:
                continue
            try:
                found[key] = declared(key)
            except PackageNotFoundError:
                continue  # an extra that is not installed here
            waiting.append((key, frozenset(need.extras)))
    return found


def declared(package: str) -> str:
    """The licence expression, else the licence, else the classifier."""
    metadata: Any = distribution(package).metadata
    said = metadata.get("License-Expression") or (metadata.get("License") or "")
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License")
    ]
    return said if said and len(said) < 100 else " AND ".join(classifiers)


def is_allowed(licence: str) -> bool:
    """Whether all parts of it, or one of those to choose from, are on the list.

    >>> is_allowed("Apache-2.0 OR GPL-3.0"), is_allowed("MIT AND GPL-3.0"), is_allowed("")
    (True, False, False)
    """
    return any(
        all(part.strip(" ()") in RULES["allowed"] for part in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def test_every_dependency_may_be_used_beside_apache() -> None:
    """A new dependency, or one that changes its licence, has to be looked at first."""
    found = dependencies("press-corpuskit", EXTRAS)
    known = {name: licence for name, (licence, _) in RULES["by_name"].items()}

    assert len(found) > 30
    assert {
        name: licence
        for name, licence in found.items()
        if known.get(name, "") != licence and not is_allowed(licence)
    } == {}


def test_the_documentation_names_every_direct_dependency() -> None:
    """With what it is for."""
    text = Path(__file__).parents[2].joinpath("docs/explanation/dependencies.md").read_text("utf-8")
    for line in distribution("press-corpuskit").requires or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in EXTRAS):
            name = re.sub("[-_]+", "[-_ ]", need.name)
            assert re.search(rf"\b{name}\b", text, re.IGNORECASE), need.name


def test_the_bill_of_materials_is_made_of_the_same() -> None:
    """`make sbom` installs every extra for users."""
    makefile = Path(__file__).parents[2].joinpath("Makefile").read_text("utf-8")
    told = re.search(r"^EXTRAS := (.+)$", makefile, re.MULTILINE)

    assert told is not None
    assert set(told[1].split(",")) == EXTRAS
