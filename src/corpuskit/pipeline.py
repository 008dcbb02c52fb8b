"""The pipeline: which steps, in which order, over one document or a stream of them."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, TypeVar, overload

import attrs

from corpuskit import parsing
from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.edits import Edit, Note
from corpuskit.errors import ConfigError, StepFailed
from corpuskit.notes import LanguageVerdict, Skipped
from corpuskit.protocols import Cleaner, Extractor
from corpuskit.records import Failure, Record
from corpuskit.workers import OnError, in_processes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

S = TypeVar("S", Cleaner, Extractor[Record])

SHORT = 300
"""Characters of a text that may be English although nothing tells its language."""


def _cleaners(steps: Iterable[Cleaner]) -> tuple[Cleaner, ...]:
    cleaners = _several("cleaners", steps)
    for step in cleaners:
        if isinstance(step, type) or not isinstance(step, Cleaner):
            raise _no_step("cleaners", "a callable with a name", step)
    return _of_different_names("cleaners", cleaners)


def _extractors(steps: Iterable[Extractor[Record]]) -> tuple[Extractor[Record], ...]:
    extractors = _several("extractors", steps)
    for step in extractors:
        if isinstance(step, type) or not isinstance(step, Extractor):
            raise _no_step("extractors", "a callable with name, requires, produces", step)
    return _of_different_names("extractors", extractors)


def _several(field: str, steps: Iterable[S]) -> tuple[S, ...]:
    try:
        return tuple(steps)
    except TypeError:
        one = isinstance(steps, Cleaner | Extractor)
        mend = f"pass {field}=[step]" if one else ""
        raise ConfigError(f"Pipeline.{field}", "a list of steps", steps, mend) from None


def _no_step(field: str, wanted: str, step: object) -> ConfigError:
    mend = f"pass an instance: {step.__name__}()" if isinstance(step, type) else ""
    return ConfigError(f"Pipeline.{field}", wanted, step, mend)


def _of_different_names(field: str, steps: tuple[S, ...]) -> tuple[S, ...]:
    names = [step.name for step in steps]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"Pipeline.{field}", "steps of different names", name)
    return steps


def _positive(_: object, field: attrs.Attribute[int], value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigError(f"Pipeline.{field.name}", "a whole number of at least 1", value)


@attrs.frozen
class Pipeline:
    """Cleaners, then one parse, then extractors.

    `model`: "auto", a spaCy package or a folder (see `parsing.find_model`). `batch_size`: documents
    parsed together. `max_chars`: longer texts are cleaned but not parsed, with a `Skipped` note; the
    parser needs about a gigabyte of memory for a million characters. Without extractors neither spaCy
    nor a model is loaded.

    >>> Pipeline().clean("NATO met.").text
    'NATO met.'
    """

    cleaners: tuple[Cleaner, ...] = attrs.field(default=(), converter=_cleaners)
    extractors: tuple[Extractor[Record], ...] = attrs.field(default=(), converter=_extractors)
    model: str = attrs.field(default="auto", kw_only=True)
    batch_size: int = attrs.field(default=64, kw_only=True, validator=_positive)
    max_chars: int = attrs.field(default=1_000_000, kw_only=True, validator=_positive)

    @classmethod
    def press(cls) -> Pipeline:
        """All cleaners, all extractors: for press articles as scrapers leave them."""
        from corpuskit import presets  # noqa: PLC0415, naming a preset loads all of its steps

        return presets.press(cls)

    @classmethod
    def cautious(cls) -> Pipeline:
        """As `press`, without lossy guesses, without the line model, and without rewriting spun text."""
        from corpuskit import presets  # noqa: PLC0415, as above

        return presets.cautious(cls)

    @classmethod
    def from_toml(cls, text: str) -> Pipeline:
        """The pipeline that a configuration describes (the content of a `kit.toml`).

        Raises: ConfigError: naming the field. UnknownName: for a step that nobody registered.
        """
        from corpuskit.config import pipeline_from  # noqa: PLC0415, cattrs, which cleaning can do without

        return pipeline_from(text, cls)

    def to_toml(self) -> str:
        """The configuration from which `from_toml` makes an equal pipeline.

        Raises: ConfigError: for a step that is not registered.
        """
        from corpuskit.config import toml_of  # noqa: PLC0415, as above

        return toml_of(self)

    @property
    def requires(self) -> frozenset[str]:
        """The spaCy components that the extractors read."""
        return frozenset().union(*(extractor.requires for extractor in self.extractors))

    def clean(self, document: Document | str) -> Document:
        """The document after all cleaners.

        Raises: StepFailed: if a cleaner raises or proposes edits that do not fit.
        """
        cleaned, failures = self._cleaned(_document(document))
        if failures:
            raise failures[0]
        return cleaned

    def __call__(self, document: Document | str) -> Article:
        """The article made of one document, with its parse.

        Raises: StepFailed: if a step raises. MissingDependency: if the model is not installed.
        """
        (article,) = self._articles([_document(document)], "raise", keep_doc=True)
        return article

    @overload
    def stream(
        self,
        documents: Iterable[Document | str],
        *,
        workers: int = 1,
        on_error: Literal["raise"] = "raise",
        keep_doc: bool = False,
    ) -> Iterator[Article]: ...
    @overload
    def stream(
        self,
        documents: Iterable[Document | str | Failure],
        *,
        workers: int = 1,
        on_error: OnError,
        keep_doc: bool = False,
    ) -> Iterator[Article | Failure]: ...
    def stream(
        self,
        documents: Iterable[Document | str | Failure],
        *,
        workers: int = 1,
        on_error: OnError = "raise",
        keep_doc: bool = False,
    ) -> Iterator[Article | Failure]:
        """The articles of many documents, in their order, a few batches in memory at a time.

        `workers`: processes (spawned); their number never changes a result. `on_error`: "raise", or
        "collect": an article lists the steps that failed on it, and the `Failure` of a reader is
        passed on in its place. `keep_doc`: leave the parse in the articles (one process only).

        Raises: ConfigError: at once, for a wrong option and for steps that cannot be pickled.
        MissingDependency: at once, if the model is not installed. StepFailed: see `on_error`.
        """
        if isinstance(documents, str | Document):
            wanted, mend = "a list or another iterable", "for one document call the pipeline itself"
            raise ConfigError("documents", wanted, type(documents).__name__, mend)
        if on_error not in {"raise", "collect"}:
            raise ConfigError("on_error", '"raise" or "collect"', on_error)
        if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
            raise ConfigError("workers", "a whole number of at least 1", workers)
        if workers > 1 and keep_doc:
            raise ConfigError("keep_doc", "False with several workers", keep_doc, "use workers=1")
        if self.extractors:
            parsing.find_model(self.model)
        batches = _batches(documents, self.batch_size)
        if workers > 1:
            return in_processes(self, batches, on_error, workers)
        done = (self.batch(batch, on_error, keep_doc=keep_doc) for batch in batches)
        return chain.from_iterable(done)

    def batch(
        self, batch: Sequence[Document | Failure], on_error: OnError, *, keep_doc: bool = False
    ) -> list[Article | Failure]:
        """The articles of documents that are parsed together; the unit that `stream` deals out."""
        documents = [item for item in batch if isinstance(item, Document)]
        articles = iter(self._articles(documents, on_error, keep_doc=keep_doc))
        return [next(articles) if isinstance(item, Document) else item for item in batch]

    def _articles(
        self, documents: list[Document], on_error: OnError, *, keep_doc: bool
    ) -> list[Article]:
        cleaned = [self._cleaned(document) for document in documents]
        if on_error == "raise":
            for _, failed in cleaned:
                if failed:
                    raise failed[0]
        if not self.extractors:
            return [Article(doc, None, failures=_failures(failed)) for doc, failed in cleaned]
        reasons = [self._unread(doc) for doc, _ in cleaned]
        read = [doc.text for (doc, _), why in zip(cleaned, reasons, strict=True) if not why]
        parses = parsing.parse(read, self.model, self.requires)
        articles = []
        for (doc, failed), why in zip(cleaned, reasons, strict=True):
            if why:
                noted = doc.edited((), [Skipped("extractors", why)], step="pipeline")
                articles.append(Article(noted, None, failures=_failures(failed)))
            else:
                parse = next(parses)
                articles.append(self._extracted(doc, parse, failed, on_error, keep_doc=keep_doc))
        return articles

    def _cleaned(self, document: Document) -> tuple[Document, list[StepFailed]]:
        """The document after the cleaners, and those that failed: their work is left out whole."""
        failures = []
        for cleaner in self.cleaners:
            try:
                found = list(cleaner(document))
                edits = [item for item in found if isinstance(item, Edit)]
                notes = [item for item in found if isinstance(item, Note)]
                if len(edits) + len(notes) < len(found):
                    raise TypeError("a cleaner yields Edit and Note only")  # noqa: TRY301
                document = document.edited(edits, notes, step=cleaner.name)
            except Exception as error:  # noqa: BLE001, a foreign step may raise anything
                failures.append(StepFailed(document.id, cleaner.name, error).with_cause(error))
        return document, failures

    def _unread(self, document: Document) -> str | None:
        """Why the extractors leave this document alone, if they do."""
        for verdict in document.notes(LanguageVerdict)[-1:]:
            short = verdict.code == "und" and len(document.text) <= SHORT
            if verdict.code != "en" and not short:
                return f"the text is not known to be English (language {verdict.code!r})"
        if len(document.text) > self.max_chars:
            return f"{len(document.text)} characters are more than max_chars={self.max_chars}"
        return None

    def _extracted(
        self,
        document: Document,
        parse: Doc,
        failed: list[StepFailed],
        on_error: OnError,
        *,
        keep_doc: bool,
    ) -> Article:
        article = Article(document, parse)
        found: list[Record] = []
        failures = list(failed)
        for extractor in self.extractors:
            try:
                found += list(extractor(article))
            except Exception as error:  # a foreign step may raise anything
                failure = StepFailed(document.id, extractor.name, error)
                if on_error == "raise":
                    raise failure from error
                failures.append(failure)
        return article.with_records(found, _failures(failures), keep_doc=keep_doc)


def _document(document: Document | str) -> Document:
    if isinstance(document, str):
        return Document(document)
    if isinstance(document, Document):
        return document
    raise ConfigError("document", "a Document or a str", document)


def _batches(
    documents: Iterable[Document | str | Failure], size: int
) -> Iterator[list[Document | Failure]]:
    source = iter(documents)
    while batch := list(islice(source, size)):
        yield [item if isinstance(item, Failure) else _document(item) for item in batch]


def _failures(failed: Iterable[StepFailed]) -> tuple[Failure, ...]:
    return tuple(Failure(f.document, f.step, f.error, f.problem) for f in failed)
