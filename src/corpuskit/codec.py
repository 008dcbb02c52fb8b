"""Records and notes as plain data and back, and the JSON Schema that describes them."""

from __future__ import annotations

import json
import types
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from corpuskit.edits import Note
from corpuskit.errors import InputError
from corpuskit.metadata import Meta

if TYPE_CHECKING:
    import cattrs

T = TypeVar("T")

JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def to_dict(value: Any) -> dict[str, Any]:
    """A record, note or other frozen value as plain data, ready for `json.dumps`.

    A note carries the name of its kind as `note`.
    """
    plain: dict[str, Any] = plain_converter().unstructure(value)
    return {"note": type(value).__name__, **plain} if isinstance(value, Note) else plain


def from_dict(kind: type[T], data: dict[str, Any]) -> T:
    """The value that `to_dict` described; keys that `kind` does not have are passed over.

    Raises: InputError: naming each field that is missing or of the wrong type.
    """
    import cattrs  # noqa: PLC0415, reading and cleaning can do without

    try:
        return plain_converter().structure(data, kind)
    except (cattrs.BaseValidationError, TypeError, ValueError) as error:
        problems = "; ".join(cattrs.transform_error(error, path=kind.__name__))
        raise InputError("from_dict", problems) from error


def dumps(value: Any) -> str:
    """One line of JSON: keys in order, text as it is; lone surrogates, which UTF-8 lacks, escaped."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return line if _encodes(line) else json.dumps(value, separators=(",", ":"))


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_dict` gives for values of `kind`."""
    definitions: dict[str, Any] = {}
    body = _object(kind, definitions)
    if issubclass(kind, Note):
        body["properties"] = {"note": {"const": kind.__name__}, **body["properties"]}
        body["required"] = ["note", *body["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__}
    return head | body | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


@cache
def plain_converter() -> cattrs.Converter:
    """Values as JSON or TOML hold them, and back, without silent conversions."""
    import cattrs  # noqa: PLC0415, as above

    converter = cattrs.Converter()
    converter.register_unstructure_hook(Meta, dict)
    converter.register_unstructure_hook_func(_is_set, sorted)  # set order varies between processes
    converter.register_structure_hook(Meta, lambda data, _: Meta.of(data))
    for plain in (str, int, float, bool):  # no silent str(7), float("x"), bool("no")
        converter.register_structure_hook(plain, _strictly)
    return converter


def _is_set(kind: Any) -> bool:
    return kind is frozenset or get_origin(kind) is frozenset


def _strictly(value: object, kind: type) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"expected {kind.__name__}, got {value!r}")
    return value


def _encodes(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    fields = attrs.fields(kind)
    return {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": {f.name: _schema(hints[f.name], definitions) for f in fields},
        "required": [f.name for f in fields],
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    if origin in {tuple, frozenset} and (origin is frozenset or arguments[-1] is Ellipsis):
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is tuple:
        items = [_schema(argument, definitions) for argument in arguments]
        return {
            "type": "array",
            "prefixItems": items,
            "minItems": len(items),
            "maxItems": len(items),
        }
    if attrs.has(hint):
        if hint.__name__ not in definitions:
            definitions[
                hint.__name__
            ] = {}  # holds the place while a type that holds itself is drawn
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": JSON_TYPES[hint]}
