"""The pipelines that have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.cleaners.chrome import WebChrome
from corpuskit.cleaners.escapes import Escapes
from corpuskit.cleaners.invisibles import Invisibles
from corpuskit.cleaners.language import Language
from corpuskit.cleaners.mojibake import Mojibake
from corpuskit.cleaners.spun import Spun
from corpuskit.cleaners.typography import Typography
from corpuskit.cleaners.wrappers import SpunWrappers

if TYPE_CHECKING:
    from corpuskit.pipeline import Pipeline
    from corpuskit.protocols import Cleaner, Extractor
    from corpuskit.records import Record


def press(kind: type[Pipeline], *, extracting: bool = True) -> Pipeline:
    """All steps with their default options; `extracting=False`: the cleaners only, loaded sooner."""
    cleaners = _cleaners(Typography(), WebChrome(), Spun())
    return kind(cleaners=cleaners, extractors=_extractors() if extracting else ())


def cautious(kind: type[Pipeline], *, extracting: bool = True) -> Pipeline:
    """Nothing that guesses: texts lose no more than what a rule is certain of."""
    cleaners = _cleaners(Typography(lossy=False), WebChrome(model=False), Spun(rewrite=False))
    return kind(cleaners=cleaners, extractors=_extractors() if extracting else ())


def _cleaners(typography: Typography, chrome: WebChrome, spun: Spun) -> tuple[Cleaner, ...]:
    """The order is the same for all: language first, marks before words, chrome before what is spun."""
    repairs = (Language(), Escapes(), Mojibake(), Invisibles(), typography)
    return (*repairs, SpunWrappers(), chrome, spun)


def _extractors() -> tuple[Extractor[Record], ...]:
    from corpuskit.extractors.events import Events  # noqa: PLC0415, not for those who clean
    from corpuskit.extractors.officials import Officials  # noqa: PLC0415, as above
    from corpuskit.extractors.quotes import Quotes  # noqa: PLC0415, as above

    return Officials(), Quotes(), Events()
