"""A party to an event: a noun phrase with what it stands for."""

from __future__ import annotations

import attrs

ARMED = frozenset({"MIL", "REB", "UAF", "COP"})
CROWD = frozenset({"CVL", "OPP", "LAB", "EDU", "PTY", "CRM", "MED", "REL"})
STATELESS = frozenset({"IGO", "NGO", "IMG"})
STATE = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "SPY",
        "JUD",
        "LEG",
        "PTY",
        "OPP",
        "REB",
        "UAF",
        "IGO",
        "NGO",
        "LAB",
        "REL",
    }
)


@attrs.frozen
class Party:
    """A noun phrase that may act in an event.

    `bare`: the words name the country or the group itself, not something belonging to it.
    `head` is the token it was read from, `start` and `end` its characters.
    """

    head: int
    start: int
    end: int
    country: str | None
    sector: str | None
    bare: bool = False
    person: str | None = None
    rule: str = ""

    @property
    def political(self) -> bool:
        """Whether it can be a party to politics: a country, a group, an office, a crowd with a country."""
        if self.bare:
            return self.rule not in {"region", "city"}
        return self.sector in STATE or (self.sector == "CVL" and self.country is not None)
