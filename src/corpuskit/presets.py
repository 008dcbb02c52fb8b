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
    from corpuskit.protocols import Extractor
    from corpuskit.records import Record


def press(kind: type[Pipeline], *, extracting: bool = True) -> Pipeline:
    """All steps with their default options; `extracting=False`: the cleaners only, loaded sooner."""
    return kind(
        cleaners=(
            Language(),
            Escapes(),
            Mojibake(),
            Invisibles(),
            Typography(),
            SpunWrappers(),
            WebChrome(),
            Spun(),
        ),
        extractors=_extractors() if extracting else (),
    )


def cautious(kind: type[Pipeline], *, extracting: bool = True) -> Pipeline:
    """Nothing that guesses: texts lose no more than what a rule is certain of."""
    return kind(
        cleaners=(
            Language(),
            Escapes(),
            Mojibake(),
            Invisibles(),
            Typography(lossy=False),
            SpunWrappers(),
            WebChrome(model=False),
            Spun(rewrite=False),
        ),
        extractors=_extractors() if extracting else (),
    )


def _extractors() -> tuple[Extractor[Record], ...]:
    from corpuskit.extractors.events import Events  # noqa: PLC0415, not for those who clean
    from corpuskit.extractors.officials import Officials  # noqa: PLC0415, as above
    from corpuskit.extractors.quotes import Quotes  # noqa: PLC0415, as above

    return Officials(), Quotes(), Events()
