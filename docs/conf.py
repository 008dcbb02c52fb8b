"""How the documentation is built: `make docs`."""

from __future__ import annotations

import re
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "corpuskit"
author = "the corpuskit authors"
copyright = f"2026, {author}"  # noqa: A001, Sphinx reads this name
version = release = installed("press-corpuskit")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
default_role = "code"

html_theme = "furo"
html_title = "corpuskit"
html_copy_source = False

autodoc_typehints_format = "short"


def sections(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Errors become fields, and examples stand by themselves: docstrings are written for `help()`."""
    del app, what, name, obj, options
    text = "\n".join(lines)
    text = re.sub(r"^Raises: (\w+): ", r"\n:raises \1: ", text, flags=re.MULTILINE)
    text = re.sub(
        r"(?<=\.)\s+(MissingDependency|UnknownName|StepFailed|\w+Error): ", r"\n:raises \1: ", text
    )
    text = re.sub(r"(?<!\n)\n(>>> )", r"\n\n\1", text, count=1)
    text = re.sub(r"^(:raises .*\n)(?=[^\s:])", r"\1  ", text, flags=re.MULTILINE)
    lines[:] = text.split("\n")


def setup(app: Sphinx) -> None:
    """Register what stands above."""
    app.connect("autodoc-process-docstring", sections)
