"""From types to columns: what a field of a record becomes in Arrow, and in formats without structs."""

from __future__ import annotations

import datetime as dt
import types
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from corpuskit.codec import dumps
from corpuskit.edits import Mention
from corpuskit.extras import arrow_package
from corpuskit.parsing import LONE_SURROGATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpuskit.io.offsets import Offsets


@cache
def fields_of(kind: type) -> tuple[tuple[Any, Any], ...]:
    """The fields of an attrs class, each with its type resolved."""
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in attrs.fields(kind))


def is_optional(hint: Any) -> bool:
    """Whether None is a value."""
    return get_origin(hint) in {Union, types.UnionType} and type(None) in get_args(hint)


def _present(hint: Any) -> Any:
    """The type without None; a union of others is kept as text."""
    if not is_optional(hint):
        return hint
    others = [argument for argument in get_args(hint) if argument is not type(None)]
    return others[0] if len(others) == 1 else str


def plain_type(hint: Any) -> type | None:
    """The plain type of a column with one value a row, None for lists and structs."""
    if get_origin(hint) is Literal:
        return type(get_args(hint)[0])
    return hint if hint in {str, int, float, bool, dt.date} else None


def arrow_type(hint: Any, offsets: Offsets | None) -> Any:
    """The type of an Arrow column: spans are structs, tuples are lists."""
    pa = arrow_package()
    hint = _present(hint)
    plain = plain_type(hint)
    if plain is not None:
        names = {
            str: pa.string,
            int: pa.int64,
            float: pa.float64,
            bool: pa.bool_,
            dt.date: pa.date32,
        }
        return names[plain]()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is dict:
        return pa.map_(pa.string(), pa.string())
    if origin in {tuple, frozenset} and (origin is frozenset or arguments[-1] is Ellipsis):
        return pa.list_(arrow_type(arguments[0], offsets))
    if origin is tuple:
        return pa.struct(
            [pa.field(f"_{k}", arrow_type(a, offsets)) for k, a in enumerate(arguments)]
        )
    return pa.struct(
        [
            pa.field(name, arrow_type(inner, offsets), nullable=is_optional(inner))
            for name, inner in _struct(hint, offsets)
        ]
    )


def _struct(kind: type, offsets: Offsets | None) -> Iterator[tuple[str, Any]]:
    for field, hint in fields_of(kind):
        yield field.name, hint
    if offsets and kind.__name__ == "Span":
        yield from ((f"{end}_{offsets}", int) for end in ("start", "end"))


def cell_names(name: str, hint: Any, offsets: Offsets | None) -> Iterator[tuple[str, type]]:
    """The columns that a value fills in a format without structs, each with its plain type."""
    hint = _present(hint)
    plain = plain_type(hint)
    if plain is not None:
        yield name, plain
    elif hint is Mention:
        yield name, str
        for span in ("", "_raw"):
            for end in _ends(offsets):
                yield f"{name}{span}_{end}", int
    elif attrs.has(hint):
        for inner, kind in _struct(hint, offsets):
            yield from cell_names(f"{name}_{inner}", kind, offsets)
    else:
        yield name, str


def cell_values(hint: Any, value: Any, offsets: Offsets | None) -> Iterator[Any]:
    """What stands in these columns; lists as JSON."""
    hint = _present(hint)
    if plain_type(hint) is not None:
        yield value
    elif hint is Mention:
        yield value and value["text"]
        for span in ("span", "raw"):
            for end in _ends(offsets):
                yield value and value[span][end]
    elif attrs.has(hint):
        for inner, kind in _struct(hint, offsets):
            yield from cell_values(kind, value and value[inner], offsets)
    else:
        yield None if value is None else dumps(value)


def _ends(offsets: Offsets | None) -> list[str]:
    return ["start", "end", *([f"start_{offsets}", f"end_{offsets}"] if offsets else [])]


def encodable(text: str) -> str:
    """The text as files hold it that know nothing but UTF-8: a lone surrogate is U+FFFD."""
    return text if text.isascii() else LONE_SURROGATE.sub("\ufffd", text)


def encodable_values(value: Any) -> Any:
    """The same for every text inside a value."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {key: encodable_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(encodable_values(inner) for inner in value)
    return value
