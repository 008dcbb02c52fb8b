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
from corpuskit.extractors.events import Events
from corpuskit.extractors.officials import Officials
from corpuskit.extractors.quotes import Quotes

if TYPE_CHECKING:
    from corpuskit.pipeline import Pipeline


def press(kind: type[Pipeline]) -> Pipeline:
    """All steps with their default options."""
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
        extractors=(Officials(), Quotes(), Events()),
    )


def cautious(kind: type[Pipeline]) -> Pipeline:
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
        extractors=(Officials(), Quotes(), Events()),
    )
