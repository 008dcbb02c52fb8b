"""Clean text from scraped press articles, and who said what, who holds which office, who did what."""

from corpuskit.article import Article
from corpuskit.codec import from_dict, json_schema, to_dict
from corpuskit.decoding import DecodedText, decode
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
from corpuskit.io import (
    Summary,
    parse_html,
    read,
    read_html,
    read_jsonl,
    read_text,
    write_jsonl,
    write_results,
)
from corpuskit.metadata import Meta, Metadata
from corpuskit.notes import (
    Decoded,
    Field,
    LanguageVerdict,
    Skipped,
    SpunVerdict,
    Suggestion,
    Zone,
)
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
from corpuskit.report import ReportSize, report_html, write_report

__all__ = [
    "Actor",
    "AppliedEdit",
    "Article",
    "Cleaner",
    "ConfigError",
    "CorpuskitError",
    "Decoded",
    "DecodedText",
    "Document",
    "Edit",
    "EditError",
    "Event",
    "Extractor",
    "Failure",
    "Field",
    "InputError",
    "LanguageVerdict",
    "Layer",
    "Mention",
    "Meta",
    "Metadata",
    "MissingDependency",
    "Note",
    "Official",
    "Person",
    "PersonMention",
    "Pipeline",
    "Place",
    "Quote",
    "Record",
    "ReportSize",
    "Skipped",
    "Span",
    "SpanError",
    "Speaker",
    "SpunVerdict",
    "StepFailed",
    "Suggestion",
    "Summary",
    "UnknownName",
    "Zone",
    "decode",
    "from_dict",
    "json_schema",
    "parse_html",
    "read",
    "read_html",
    "read_jsonl",
    "read_text",
    "report_html",
    "to_dict",
    "write_jsonl",
    "write_report",
    "write_results",
]
