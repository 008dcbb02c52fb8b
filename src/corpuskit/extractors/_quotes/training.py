"""Learning weights from annotated articles: which readings of a cue are right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from corpuskit.errors import ConfigError
from corpuskit.extractors._quotes.beside import best_link, links
from corpuskit.extractors._quotes.candidates import candidates, cue_key
from corpuskit.extractors._quotes.contents import spoken
from corpuskit.extractors._quotes.cues import KINDS, Act, cue_words
from corpuskit.extractors._quotes.draft import Draft
from corpuskit.extractors._quotes.features import features, link_features
from corpuskit.extractors._quotes.parsed import Parsed
from corpuskit.extractors._quotes.phrases import phrase
from corpuskit.extractors._quotes.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpuskit.article import Article
    from corpuskit.extractors._quotes.beside import Link
    from corpuskit.extractors._quotes.candidates import Candidate

Range = tuple[int, int]

WORD = re.compile(r"\w+(?:['’]\w+)*")
DIGITS = 3

HALF = 0.5
"""Contents that share half of their words are the same quotation."""

LIGHT = {"be", "have", "do", "make", "give", "take", "get"}
"""Verbs that are a cue by their object only."""

STEPS, RATE = 200, 0.3


@attrs.frozen
class GoldQuote:
    """A quotation as somebody annotated it: offsets into the text of the document, end exclusive."""

    spans: tuple[Range, ...]
    speaker: Range | None = None
    cue: Range | None = None
    act: Act = "speech"


@attrs.frozen
class Example:
    """What the training sees of one candidate: its features, and how well it meets the annotation."""

    features: tuple[str, ...]
    rightness: float


def train(
    articles: Iterable[Article],
    gold: Iterable[Iterable[GoldQuote]],
    *,
    penalty: float = 2.0,
    least: int = 3,
    threshold: float = 0.35,
) -> Weights:
    """Weights for `Quotes(weights=...)` from parsed articles and the quotations annotated in them.

    `penalty`: how much large weights cost; raise it for little material. `least`: how often a feature
    must have been seen, and a new word have been a cue. Same input, same weights. Needs numpy, which
    spaCy brings.

    Raises: ConfigError: for an article that was not parsed; a stream forgets parses, `pipeline(text)` keeps them.
    """
    pairs = [(article, list(quotes)) for article, quotes in zip(articles, gold, strict=True)]
    for article, _ in pairs:
        if article.doc is None and article.document.text:
            wish = "parsed articles in English, as pipeline(text) gives them"
            raise ConfigError("articles", wish, article.document.id or article.document.text[:40])
    learned = _learned_cues(pairs, least)
    examples = [e for article, quotes in pairs for e in _examples(article, quotes, learned)]
    return Weights(_regression(examples, penalty, least), learned, threshold)


def _learned_cues(
    pairs: Sequence[tuple[Article, Sequence[GoldQuote]]], least: int
) -> dict[str, Act]:
    """Words that were a cue at least so often, each with the act it told of most."""
    seen: dict[str, Counter[Act]] = {}
    for article, quotes in pairs:
        if article.doc is None:
            continue
        for quote in quotes:
            span = quote.cue and article.doc.char_span(*quote.cue, alignment_mode="expand")
            head = span.root if span else None
            if head is not None and head.pos_ in KINDS and head.lemma_.lower() not in LIGHT:
                seen.setdefault(cue_key(head), Counter())[quote.act] += 1
    return {
        key: max(sorted(acts), key=lambda act: acts[act])
        for key, acts in sorted(seen.items())
        if acts.total() >= least
    }


def _examples(
    article: Article, quotes: Sequence[GoldQuote], learned: dict[str, Act]
) -> Iterator[Example]:
    doc, text = article.doc, article.document.text
    if doc is None or not len(doc):
        return
    parsed = Parsed(text, doc, article.kinds, cue_words(doc, spun=False))
    gold = _Gold(text, quotes)
    for k in range(len(parsed.regions)):
        for link in links(parsed, k):
            yield Example(tuple(link_features(parsed, link)), gold.fits_link(parsed, link))
    in_marks = spoken(parsed, best_link, spun=False)
    done = {draft.head for draft in in_marks.drafts}
    for candidate in candidates(parsed, in_marks.found, learned, done, in_marks.taken):
        yield Example(tuple(features(parsed, candidate)), gold.fits(parsed, candidate))


class _Gold:
    """The annotation of one article, as sets of words."""

    def __init__(self, text: str, quotes: Sequence[GoldQuote]) -> None:
        self.words = [m.span() for m in WORD.finditer(text)]
        self.ends = [end for _, end in self.words]
        self.quotes = quotes
        self.contents = [self.inside(quote.spans) for quote in quotes]
        self.owners: dict[int, list[int]] = {}
        for n, content in enumerate(self.contents):
            for word in content:
                self.owners.setdefault(word, []).append(n)

    def inside(self, spans: Iterable[Range]) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            k = bisect_right(self.ends, start)
            while k < len(self.words) and self.words[k][0] < end:
                found.add(k)
                k += 1
        return frozenset(found)

    def fits(self, parsed: Parsed, candidate: Candidate) -> float:
        """The share of words in common with the best annotated content of the same speaker, 0 below a half."""
        tree = candidate.tree
        words = self.inside(candidate.pieces)
        draft = Draft(
            pieces=candidate.pieces, kind="indirect", rule="", head=tree.head, subject=tree.subject
        )
        speaker = phrase(parsed, draft)
        best = 0.0
        for n in {n for word in words for n in self.owners.get(word, ())}:
            content = self.contents[n]
            shared = len(words & content) / len(words | content)
            if shared >= HALF and self._same(self.quotes[n].speaker, speaker):
                best = max(best, shared)
        return best

    def fits_link(self, parsed: Parsed, link: Link) -> float:
        """1 where the words in marks are annotated with this cue."""
        region = parsed.regions[link.region]
        words = self.inside([(region.inner_start, region.inner_end)])
        place = parsed.starts[link.cue]
        for n in {n for word in words for n in self.owners.get(word, ())}:
            cue = self.quotes[n].cue
            if cue is not None and cue[0] <= place < cue[1]:
                return 1.0
        return 0.0

    def _same(self, one: Range | None, other: Range | None) -> bool:
        if one is None or other is None:
            return one is other
        return one[0] < other[1] and other[0] < one[1]


def _regression(examples: Sequence[Example], penalty: float, least: int) -> dict[str, float]:
    """A logistic regression by gradient descent with a step size for each weight."""
    import numpy as np  # noqa: PLC0415, only training needs it

    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= least)
    number = {name: k for k, name in enumerate(names)}
    rows, columns = [], []
    for row, example in enumerate(examples):
        known = [number[name] for name in example.features if name in number]
        rows += [row] * len(known)
        columns += known
    row_of, column_of = np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp)
    wanted = np.array([example.rightness for example in examples])
    weights, past = np.zeros(len(names)), np.full(len(names), 1e-6)
    for _ in range(STEPS if examples else 0):
        scores = np.bincount(row_of, weights=weights[column_of], minlength=len(examples))
        wrong = 1.0 / (1.0 + np.exp(-scores)) - wanted
        pull = np.bincount(column_of, weights=wrong[row_of], minlength=len(names))
        slope = pull + penalty * weights
        past += slope * slope
        weights -= RATE * slope / np.sqrt(past)
    rounded = {name: round(float(w), DIGITS) for name, w in zip(names, weights, strict=True)}
    return {name: w for name, w in rounded.items() if w}
