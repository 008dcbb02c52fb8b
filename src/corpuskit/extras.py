"""Packages that only some formats need, imported when they are."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corpuskit.errors import MissingDependency


def extra(module: str, need: str, pip: str) -> Any:
    """The module, for what `need` says.

    Raises: MissingDependency: with the line to type, if it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingDependency(need, pip) from error


def arrow_package(part: str = "") -> Any:
    """pyarrow, or a part of it."""
    module = f"pyarrow.{part}" if part else "pyarrow"
    return extra(module, "Arrow and Parquet need pyarrow", "pyarrow")
