"""The documentation builds without a warning and leaves no public name out; the notebook runs."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from sphinx.util.inventory import InventoryFile

import corpuskit as ck
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as HTML, warnings being errors."""
    target = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "--keep-going"]
    command = [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """What `ck.__all__` names is described, with its docstring."""
    inventory = InventoryFile.loads(site.joinpath("objects.inv").read_bytes(), uri="")
    described = {name for kind in inventory.data.values() for name in kind}

    assert {f"corpuskit.{name}" for name in ck.__all__} <= described


def test_every_schema_is_in_the_reference() -> None:
    """A page shows all of them."""
    page = ROOT.joinpath("docs/reference/schemas.md").read_text("utf-8")
    schemas = sorted(path.name for path in ROOT.glob("docs/reference/schema/*.json"))

    assert schemas
    assert [name for name in schemas if f"{{literalinclude}} schema/{name}\n" not in page] == []


def test_the_site_needs_no_network(site: Path) -> None:
    """Neither scripts nor styles nor fonts of others."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert 'src="http' not in text
        assert 'rel="stylesheet" type="text/css" href="http' not in text


def test_no_markup_is_left_in_the_reference(site: Path) -> None:
    """Every error of a docstring became a field of its own."""
    for page in site.joinpath("reference").rglob("*.html"):
        left = re.findall(r":raises|(?:Missing\w+|\w+Error|StepFailed): ", page.read_text("utf-8"))
        assert left == [], page.name


def test_the_notebook_runs() -> None:
    """From the first cell to the report in the last one."""
    path = ROOT / "examples" / "five_articles.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": ROOT}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    verdicts, report = cells[2].outputs[0].data, cells[-1].outputs[0].data

    assert "'003': ('spun'" in verdicts["text/plain"]
    assert "<details" in report["text/html"]
    assert [cell.source for cell in cells if not cell.outputs] == []
