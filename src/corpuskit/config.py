"""Pipelines as TOML: which steps by name, with the options that differ from their defaults."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, cast

import attrs
import cattrs
import tomli_w

from corpuskit import registry
from corpuskit.codec import plain_converter
from corpuskit.errors import ConfigError

if TYPE_CHECKING:
    from corpuskit.pipeline import Pipeline

SETTINGS = ("model", "batch_size", "max_chars")
"""The options of a pipeline beside its steps."""


def toml_of(pipeline: Pipeline) -> str:
    """The configuration of `pipeline`: settings first, then a table for each step."""
    tables: dict[str, Any] = {name: getattr(pipeline, name) for name in SETTINGS}
    tables["cleaners"] = [_table("cleaner", step) for step in pipeline.cleaners]
    tables["extractors"] = [_table("extractor", step) for step in pipeline.extractors]
    return tomli_w.dumps(tables)


def pipeline_from(text: str, kind: type[Pipeline]) -> Pipeline:
    """The pipeline that the TOML `text` describes."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError("configuration", "TOML", str(error)) from error
    unknown = tables.keys() - {*SETTINGS, "cleaners", "extractors"}
    if unknown:
        wanted = f"{', '.join(SETTINGS)}, cleaners, extractors"
        raise ConfigError("configuration", wanted, ", ".join(sorted(unknown)))
    settings = {name: tables[name] for name in SETTINGS if name in tables}
    return kind(
        cleaners=[_step("cleaner", table) for table in _tables(tables, "cleaners")],
        extractors=[_step("extractor", table) for table in _tables(tables, "extractors")],
        **settings,
    )


def _tables(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    steps = tables.get(name, [])
    if not isinstance(steps, list) or not all(
        isinstance(table, dict) and isinstance(table.get("step"), str) for table in steps
    ):
        mend = f'write [[{name}]] and below it step = "name"'
        raise ConfigError(name, "a list of tables, each with the name of a step", steps, mend)
    return cast("list[dict[str, Any]]", steps)


def _table(kind: registry.Kind, step: object) -> dict[str, Any]:
    named: dict[str, Any] = {"step": registry.name_of(kind, step)}
    kind_of_step: type[Any] = type(step)
    if not attrs.has(kind_of_step):
        return named
    changed = {
        field.name: getattr(step, field.name)
        for field in attrs.fields(kind_of_step)
        if field.init and getattr(step, field.name) != _default(field, step)
    }
    return named | cast("dict[str, Any]", plain_converter().unstructure(changed))


def _default(field: attrs.Attribute[Any], step: object) -> object:
    if not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
        return field.default
    factory: Any = field.default
    return factory.factory(step) if factory.takes_self else factory.factory()


def _step(kind: registry.Kind, table: dict[str, Any]) -> Any:
    name = table["step"]
    options = {key: value for key, value in table.items() if key != "step"}
    step = registry.step_type(kind, name)
    if not attrs.has(step):
        if options:
            raise ConfigError(f"{kind} {name!r}", "no options", ", ".join(options))
        return step()
    known = [field.name for field in attrs.fields(step) if field.init]
    for option in options:
        if option not in known:
            wanted = f"an option among {', '.join(known)}" if known else "no options"
            raise ConfigError(f"{kind} {name!r}", wanted, option)
    try:
        return plain_converter().structure(options, step)
    except (cattrs.BaseValidationError, TypeError) as error:
        problems = "; ".join(cattrs.transform_error(error, path=name))
        raise ConfigError(f"{kind} {name!r}", "options of the right types", problems) from error
