"""A short run of the fuzz targets; `make soak` runs them for ten minutes, with coverage where it can."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from tests.hardness.fuzz import TARGETS, by_chance

SECONDS = 1.0 if "CORPUSKIT_SOAK" not in os.environ else 40.0

FOUND = json.loads(Path(__file__).with_name("found.json").read_text("utf-8"))
"""What once broke a target, as base64: {"target", "data", "why"}."""


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name: str) -> None:
    """Inputs made of the seeds, the same ones every time for as long as a second lasts."""
    tried, broken = by_chance(name, SECONDS)

    assert tried > 0
    assert broken == []


@pytest.mark.parametrize("case", FOUND, ids=[case["why"] for case in FOUND])
def test_what_once_broke(case: dict[str, str]) -> None:
    """Every crash that fuzzing found."""
    TARGETS[case["target"]](base64.b64decode(case["data"]))
