"""The words that say that somebody said, thought or wants something: the lexicon of cues."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Literal, cast

import attrs

from corpuskit.extractors._tokens import column

if TYPE_CHECKING:
    from spacy.tokens import Doc

Act = Literal["speech", "thought", "intention"]

VERBS = {"VERB", "AUX"}

SEEMING = {"appear", "seem"}
"""Nobody is named to whom it seems."""

DOCUMENTS = {
    "letter", "statement", "report", "study", "poll", "survey", "memo", "tweet", "email", "article",
    "post", "message", "story", "editorial", "document", "note", "communique", "declaration", "lawsuit",
}  # fmt: skip

LONGEST = 500
"""Tokens of a sentence: nobody writes longer ones, and walks over their trees would cost the cube of it."""

EXPLETIVES = {"it", "there"}


@attrs.frozen
class Entry:
    """A cue of the lexicon: what act it reports, and the frames in which it does (see the data)."""

    lemma: str
    act: Act
    frames: frozenset[str]


@cache
def lexicon(name: str = "cues.tsv") -> dict[tuple[str, str], Entry]:
    """The cues by part of speech (v, n, j) and lemma."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / name).read_text("utf-8")
    entries = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, kind, act, frames = line.split("\t")
            entries[kind, lemma] = Entry(lemma, cast("Act", act), frozenset(frames.split()) - {"-"})
    return entries


@cache
def words(name: str) -> frozenset[str]:
    """A plain list of words."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / name).read_text("utf-8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )


@cache
def confidences() -> dict[str, float]:
    """The share of right records by rule."""
    text = (resources.files("corpuskit") / "lexicons" / "quotes" / "confidence.tsv").read_text(
        "utf-8"
    )
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {rule: float(share) for rule, share in rows}


KINDS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}


def cue_words(doc: Doc, *, spun: bool) -> dict[int, Entry]:
    """Every token that may be a cue, by index."""
    entries = lexicon()
    extra = lexicon("spun.tsv") if spun else {}
    found = {}
    lemmas = [lemma.lower() for lemma in column(doc, "LEMMA")]
    kinds = [KINDS.get(pos, "") for pos in column(doc, "POS")]
    lower = column(doc, "LOWER") if extra else []
    for k in chain.from_iterable(range(s.start, s.end) for s in doc.sents if len(s) <= LONGEST):
        lemma, kind = lemmas[k], kinds[k]
        entry = extra.get((kind, lemma)) or entries.get((kind, lemma))
        if (
            entry is None and kind == "v" and lemma[-3:] == "ing"
        ):  # the lemmatizer trusts a wrong tag
            entry = entries.get((kind, lemma[:-3])) or entries.get((kind, lemma[:-3] + "e"))
            entry = entry or entries.get((kind, lemma[:-4]))
        if entry is None and extra:
            entry = extra.get(("x", lower[k]))
        if entry is not None and entry.frames:
            found[k] = entry
    return found
