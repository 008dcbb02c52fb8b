"""Clean text from scraped press articles, and who said what, who holds which office, who did what.

Steps, readers, writers and reports are loaded when they are first used, so that `import corpuskit`
stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from corpuskit import registry
from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.edits import AppliedEdit, Edit, Layer, Mention, Note, Span
from corpuskit.errors import (
    ConfigError,
    CorpuskitError,
    EditError,
    InputError,
    MissingDependency,
    SpanError,
    StepFailed,
    UnknownName,
)
from corpuskit.metadata import Meta, Metadata
from corpuskit.notes import (
    Decoded,
    Field,
    LanguageVerdict,
    Skipped,
    SpunPassage,
    SpunVerdict,
    Suggestion,
    Zone,
)
from corpuskit.parsing import find_model
from corpuskit.pipeline import Pipeline
from corpuskit.protocols import Cleaner, Extractor
from corpuskit.records import (
    Actor,
    Event,
    Failure,
    Official,
    Person,
    PersonMention,
    Place,
    Quote,
    Record,
    Speaker,
)

if TYPE_CHECKING:
    from corpuskit.cleaners._spun.table import Pair
    from corpuskit.cleaners.chrome import Rule, SiteLines, WebChrome, read_rules
    from corpuskit.cleaners.escapes import Escapes
    from corpuskit.cleaners.invisibles import Invisibles
    from corpuskit.cleaners.language import Language
    from corpuskit.cleaners.mojibake import Mojibake
    from corpuskit.cleaners.spun import Spun
    from corpuskit.cleaners.typography import Typography
    from corpuskit.cleaners.wrappers import SpunWrappers
    from corpuskit.codec import from_dict, json_schema, to_dict
    from corpuskit.decoding import DecodedText, decode
    from corpuskit.duplicates import near_duplicates
    from corpuskit.extractors.events import Events, explain
    from corpuskit.extractors.officials import Officials
    from corpuskit.extractors.persons import Persons
    from corpuskit.extractors.quotes import Quotes
    from corpuskit.io import (
        Change,
        Reading,
        Summary,
        diff_runs,
        parse_html,
        read,
        read_csv,
        read_html,
        read_jsonl,
        read_parquet,
        read_text,
        read_warc,
        run,
        to_arrow,
        to_pandas,
        to_polars,
        write_jsonl,
        write_results,
    )
    from corpuskit.report import ReportSize, report_html, write_report

_LATER = {
    "corpuskit.cleaners._spun.table": ("Pair",),
    "corpuskit.cleaners.chrome": ("Rule", "SiteLines", "read_rules"),
    "corpuskit.codec": ("from_dict", "json_schema", "to_dict"),
    "corpuskit.decoding": ("DecodedText", "decode"),
    "corpuskit.duplicates": ("near_duplicates",),
    "corpuskit.extractors.events": ("explain",),
    "corpuskit.io": (
        "Change",
        "Reading",
        "Summary",
        "diff_runs",
        "parse_html",
        "read",
        "read_csv",
        "read_html",
        "read_jsonl",
        "read_parquet",
        "read_text",
        "read_warc",
        "run",
        "to_arrow",
        "to_pandas",
        "to_polars",
        "write_jsonl",
        "write_results",
    ),
    "corpuskit.report": ("ReportSize", "report_html", "write_report"),
}
_PLACES = {name: module for module, names in _LATER.items() for name in names} | {
    step: module
    for places in registry.OWN.values()
    for module, _, step in (place.partition(":") for place in places.values())
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_PLACES[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Actor",
    "AppliedEdit",
    "Article",
    "Change",
    "Cleaner",
    "ConfigError",
    "CorpuskitError",
    "Decoded",
    "DecodedText",
    "Document",
    "Edit",
    "EditError",
    "Escapes",
    "Event",
    "Events",
    "Extractor",
    "Failure",
    "Field",
    "InputError",
    "Invisibles",
    "Language",
    "LanguageVerdict",
    "Layer",
    "Mention",
    "Meta",
    "Metadata",
    "MissingDependency",
    "Mojibake",
    "Note",
    "Official",
    "Officials",
    "Pair",
    "Person",
    "PersonMention",
    "Persons",
    "Pipeline",
    "Place",
    "Quote",
    "Quotes",
    "Reading",
    "Record",
    "ReportSize",
    "Rule",
    "SiteLines",
    "Skipped",
    "Span",
    "SpanError",
    "Speaker",
    "Spun",
    "SpunPassage",
    "SpunVerdict",
    "SpunWrappers",
    "StepFailed",
    "Suggestion",
    "Summary",
    "Typography",
    "UnknownName",
    "WebChrome",
    "Zone",
    "decode",
    "diff_runs",
    "explain",
    "find_model",
    "from_dict",
    "json_schema",
    "near_duplicates",
    "parse_html",
    "read",
    "read_csv",
    "read_html",
    "read_jsonl",
    "read_parquet",
    "read_rules",
    "read_text",
    "read_warc",
    "report_html",
    "run",
    "to_arrow",
    "to_dict",
    "to_pandas",
    "to_polars",
    "write_jsonl",
    "write_report",
    "write_results",
]
