"""Learned weights: a value that turns features into how likely something is right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import ConfigError
from corpuskit.extractors._quotes.cues import Act

if TYPE_CHECKING:
    from collections.abc import Iterable


FORMAT = "corpuskit quotes weights 1"


def _size(of: Mapping[str, object]) -> str:
    return f"<{len(of)}>"


@attrs.frozen
class Weights:
    """What `train` learned: a logistic regression over readable features, and the cues it met.

    `values`: the weight of each feature. `cues`: words that are no cue of the lexicon but were one in
    the training texts ("v:tout"), with what they report. `threshold`: how likely a reading must be to be
    kept; lower it for more, raise it for surer quotations.
    """

    values: Mapping[str, float] = attrs.field(hash=False, repr=_size)
    cues: Mapping[str, Act] = attrs.field(factory=dict, hash=False, repr=_size)
    threshold: float = attrs.field(
        default=0.35,
        validator=attrs.validators.and_(attrs.validators.ge(0), attrs.validators.le(1)),
    )

    def likelihood(self, features: Iterable[str]) -> float:
        """How likely something with these features is right, between 0 and 1."""
        total = sum(self.values.get(name, 0.0) for name in features)
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))

    def save(self, path: str | Path) -> None:
        """Write the weights as JSON, sorted, so that the same weights give the same bytes."""
        plain = {
            "format": FORMAT,
            "threshold": self.threshold,
            "cues": dict(sorted(self.cues.items())),
            "values": dict(sorted(self.values.items())),
        }
        text = json.dumps(plain, ensure_ascii=False, indent=0)
        Path(path).write_text(text + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: str | Path) -> Weights:
        """The weights that `save` wrote.

        Raises: ConfigError: if the file is no such JSON.
        """
        try:
            plain = json.loads(Path(path).read_text("utf-8"))
        except ValueError as error:
            raise ConfigError("weights", "JSON written by Weights.save", str(error)) from error
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise ConfigError("weights", f"a file of format {FORMAT!r}", str(path))
        return cls(plain["values"], plain["cues"], plain["threshold"])
