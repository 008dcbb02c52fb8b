"""Everything that corpuskit raises on purpose.

CorpuskitError
├── EditError(ValueError)            an edit that does not fit the text
├── SpanError(IndexError)            a range outside the text
├── ConfigError(ValueError)          an option or a configuration file
├── InputError(ValueError)           a file or a record that cannot be read
├── MissingDependency(ImportError)   something to install first
├── UnknownName(LookupError)         a step that nobody registered
└── StepFailed(RuntimeError)         an exception inside a cleaner or an extractor

Each inherits from the built-in that a caller would already catch. Odd text is data, never an error.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class CorpuskitError(Exception):
    """The base of all errors of this package."""


class EditError(CorpuskitError, ValueError):
    """A step proposed an edit that cannot be applied."""

    def __init__(self, step: str, start: int, end: int, length: int, wish: str) -> None:
        self.step, self.start, self.end, self.length = step, start, end, length
        super().__init__(
            f"step {step!r}: edit [{start}:{end}] of a text of {length} characters: {wish}"
        )


class SpanError(CorpuskitError, IndexError):
    """A range that is no range, or that leaves its text."""

    def __init__(self, start: int, end: int, length: int | None = None) -> None:
        self.start, self.end, self.length = start, end, length
        wish = "0 <= start <= end" + ("" if length is None else f" <= {length}, the text's length")
        super().__init__(f"span [{start}:{end}]: wanted {wish}")


class ConfigError(CorpuskitError, ValueError):
    """An option with a value that it cannot have."""

    def __init__(self, field: str, wanted: str, got: object, mend: str = "") -> None:
        self.field, self.wanted, self.got = field, wanted, got
        super().__init__(f"{field}: wanted {wanted}, got {got!r}" + (f"; {mend}" if mend else ""))


class InputError(CorpuskitError, ValueError):
    """Input that cannot be read, and the place where: a line, a record of an archive, a row."""

    def __init__(
        self, path: str, problem: str, *, line: int | None = None, record: str | None = None
    ) -> None:
        self.path, self.problem, self.line, self.record = path, problem, line, record
        super().__init__(f"{self.place}: {problem}")

    @property
    def place(self) -> str:
        """Path and, where known, line or record."""
        inside = f", line {self.line}" if self.line is not None else ""
        return self.path + (f", {self.record}" if self.record is not None else inside)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickling by parts, so that it travels between processes."""
        return _input_error, (self.path, self.problem, self.line, self.record)


def _input_error(path: str, problem: str, line: int | None, record: str | None) -> InputError:
    return InputError(path, problem, line=line, record=record)


class MissingDependency(CorpuskitError, ImportError):  # noqa: N818, the name says it all
    """A package that has to be installed first; the message ends in the line to type."""

    def __init__(self, need: str, pip: str) -> None:
        self.need, self.pip = need, pip
        super().__init__(f"{need}; install it with: pip install {pip}")


class UnknownName(CorpuskitError, LookupError):  # noqa: N818, as above
    """A name that no step is registered under."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name = kind, name
        self.known = tuple(sorted(known))
        near = difflib.get_close_matches(name, self.known, n=len(self.known) or 1, cutoff=0.5)
        rest = [other for other in self.known if other not in near]
        super().__init__(f"no {kind} is named {name!r}; known: {', '.join([*near, *rest])}")


class StepFailed(CorpuskitError, RuntimeError):  # noqa: N818, as above
    """An exception inside a step, with the document that it stumbled over."""

    def __init__(self, document: str, step: str, cause: BaseException) -> None:
        self.document, self.step = document, step
        self.error = type(cause).__name__
        self.problem = str(cause)
        super().__init__(f"document {document!r}, step {step!r}: {self.error}: {cause}")

    def with_cause(self, cause: BaseException) -> StepFailed:
        """The same error chained to its cause, for raising it later."""
        self.__cause__ = cause
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Pickling by parts: worker processes hand this error to their parent."""
        return _rebuilt, (self.document, self.step, self.error, self.problem, str(self))


def _rebuilt(document: str, step: str, error: str, problem: str, message: str) -> StepFailed:
    failed = StepFailed.__new__(StepFailed)
    RuntimeError.__init__(failed, message)
    failed.document, failed.step, failed.error, failed.problem = document, step, error, problem
    return failed
