"""The first layers of a model, computed once for each different word of a batch.

The English models turn every word into numbers by its form, prefix, suffix and shape, alone: the same word
gives the same numbers, to the last bit, and three words in four of a batch were there before. What looks
at the words around comes after that and stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model, chain

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

FRAME = ("extract_features", "list2ragged", "ragged2list")
"""The layers that such a part begins and ends with."""

ALONE = frozenset({"ints-getitem", "hashembed", "maxout", "layernorm", "dropout"})
"""Layers that treat each row by itself; others ("expand_window") look at its neighbours."""


def remember(nlp: Language) -> None:
    """Puts the shortcut into every component that has such a part; `update` is not possible afterwards."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for node in list(model.walk()):
                if looks_at_words_alone(node):
                    model.replace_node(node, _once(node))


def looks_at_words_alone(node: Model[Any, Any]) -> bool:
    """Whether this part of a model turns each word into numbers by itself."""
    names = tuple(layer.name for layer in node.layers)
    if len(names) < 4 or (*names[:2], names[-1]) != FRAME:
        return False
    inner = [leaf for layer in node.layers[2:-1] for leaf in layer.walk() if not leaf.layers]
    return all(leaf.name in ALONE for leaf in inner)


def _once(node: Model[Any, Any]) -> Model[list[Doc], list[Any]]:
    features, *rest = node.layers
    return Model("embed_once", _forward, layers=[features, chain(*rest)])


def _forward(
    model: Model[list[Doc], list[Any]],
    docs: list[Doc],
    is_train: bool,  # noqa: ARG001, FBT001, as thinc calls it
) -> tuple[list[Any], Callable[[Any], Any]]:
    features, rest = model.layers
    rows = features.predict(docs)
    different, which = np.unique(np.concatenate(rows), axis=0, return_inverse=True)
    (vectors,) = rest.predict([different])
    borders = np.cumsum([len(row) for row in rows])[:-1]
    return np.split(vectors[which.ravel()], borders), _no_training


def _no_training(_: Any) -> Any:
    raise NotImplementedError("a model loaded for reading cannot be trained")
