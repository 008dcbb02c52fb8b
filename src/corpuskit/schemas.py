"""The JSON Schemas of everything that is written, one file a kind."""

from __future__ import annotations

import json

from corpuskit import notes, records
from corpuskit.codec import json_schema

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
    """File name and content of each schema: `Quote.schema.json`, ..."""
    return {
        f"{kind.__name__}.schema.json": json.dumps(json_schema(kind), indent=2) + "\n"
        for kind in (*RECORDS, *NOTES)
    }
