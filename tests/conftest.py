"""What many tests share: the five articles, a plugin that is really installed, no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def press() -> list[Path]:
    """The five example articles."""
    return sorted((ROOT / "examples" / "press").glob("*.txt"))


@pytest.fixture(scope="session")
def plugin_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder into which pip has installed the plugin under tests/plugin; put it on PYTHONPATH."""
    target = tmp_path_factory.mktemp("plugin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--target", str(target)]
    subprocess.run([*pip, *options, str(ROOT / "tests" / "plugin")], check=True)
    return str(target)


@pytest.fixture
def environment(plugin_path: str) -> dict[str, str]:
    """The environment of a process that sees the plugin."""
    return {**os.environ, "PYTHONPATH": plugin_path, "COLUMNS": "200"}
