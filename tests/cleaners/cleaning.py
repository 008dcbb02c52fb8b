"""Running a cleaner in tests, and reading case files."""

import json
from pathlib import Path
from typing import Any

from corpuskit.document import Document
from corpuskit.edits import Edit, Note
from corpuskit.protocols import Cleaner

CASES = Path(__file__).parent.parent / "cases"


def clean(doc: Document, cleaner: Cleaner) -> Document:
    """The document after one step."""
    found = list(cleaner(doc))
    edits = [item for item in found if isinstance(item, Edit)]
    notes = [item for item in found if isinstance(item, Note)]
    return doc.edited(edits, notes, step=cleaner.name)


def cases(step: str, name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    rows: list[dict[str, Any]] = json.loads((CASES / step / f"{name}.json").read_text("utf-8"))
    return rows
