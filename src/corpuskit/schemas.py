"""The JSON Schemas of everything that is written, one file a kind."""

from __future__ import annotations

import json

from corpuskit import notes, records, registry
from corpuskit.codec import json_schema
from corpuskit.errors import ConfigError

RECORDS = (records.Person, records.Official, records.Quote, records.Event, records.Failure)
NOTES = (
    notes.Decoded,
    notes.Field,
    notes.LanguageVerdict,
    notes.Skipped,
    notes.SpunVerdict,
    notes.Suggestion,
    notes.Zone,
)


def schema_files() -> dict[str, str]:
    """File name and content of each schema: `Quote.schema.json`, ...; those of plugins come last.

    Raises: ConfigError: if a plugin cannot be loaded, or calls its records as others are called.
    """
    kinds: dict[str, type] = {}
    for kind in (*RECORDS, *NOTES, *_of_plugins()):
        if kinds.setdefault(kind.__name__, kind) is not kind:
            taken = f"{kind.__module__}:{kind.__name__}"
            raise ConfigError("record type", "a name of its own", taken)
    return {
        f"{name}.schema.json": json.dumps(json_schema(kind), indent=2) + "\n"
        for name, kind in kinds.items()
    }


def _of_plugins() -> list[type]:
    """What the extractors of plugins produce."""
    names = sorted(registry.known("extractor").keys() - registry.OWN["extractor"].keys())
    steps = [registry.step_type("extractor", name) for name in names]
    return [kind for step in steps if isinstance(kind := getattr(step, "produces", None), type)]
