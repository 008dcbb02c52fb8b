"""SpaCy's attribute ruler, asked once about each kind of word.

The ruler of the English models tries 179 patterns at every word, for a tenth of the parse. All but nine of
them look at one word alone, at its form, tag and relation: what they set there can be remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token
    from spacy.vocab import Vocab

FACTORY = "corpuskit_remembering_ruler"

READ = frozenset({"LOWER", "IS_SPACE", "TAG", "DEP"})
"""What makes the kind of a word: a pattern that looks at more cannot be remembered."""

FORMS = 100_000
"""Forms that are remembered before it starts anew: some 10 MB."""

Match = tuple[int, int, int, int]
"""The number of the rule, its hash, first token, and the one after the last."""


@attrs.frozen
class Marks:
    """What the rules for single words set at a word of some kind; None is left as it is.

    `rules`: number and hash of those rules. `leads`: a pattern of several words may begin here.
    """

    pos: int | None
    tag: int | None
    dep: int | None
    lemma: int | None
    morph: MorphAnalysis | None
    rules: tuple[tuple[int, int], ...]
    leads: bool


class RememberingRuler(AttributeRuler):
    """Sets what an `AttributeRuler` with the same patterns sets."""

    def __init__(self, vocab: Vocab, name: str = "attribute_ruler") -> None:
        super().__init__(vocab, name)
        self._known: dict[tuple[int, int, int], Marks] = {}
        self._forms: dict[int, int] = {}
        self._named = Matcher(vocab)
        self._firsts = Matcher(vocab)
        self._longest = 1

    def learn(self, patterns: list[dict[str, Any]]) -> None:
        """Takes the patterns of another ruler."""
        self.add_patterns(patterns)
        words = [word for rule in patterns for pattern in rule["patterns"] for word in pattern]
        forms = [{"LOWER": word["LOWER"]} for word in words if "LOWER" in word]
        self._named.add("form", [[form] for form in [*forms, {"IS_SPACE": True}]])
        for number, rule in enumerate(patterns):
            longer = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if longer:
                self._firsts.add(str(number), [pattern[:1] for pattern in longer])
                self._longest = max(self._longest, *map(len, longer))

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with parts of speech, features and the lemmas of some words."""
        if len(self._forms) > FORMS:
            self._forms.clear()
        marks = []
        for k, (lower, tag, dep) in enumerate(doc.to_array(["LOWER", "TAG", "DEP"]).tolist()):
            form = self._forms.get(lower)
            if form is None:
                form = self._forms[lower] = lower if self._is_named(doc[k]) else 0
            mark = self._known.get((form, tag, dep))
            if mark is None:
                mark = self._known[form, tag, dep] = self._mark(doc[k])
            marks.append(mark)
        longer = self._longer(doc, marks)  # before anything is set, as the original does
        for token, mark in zip(doc, marks, strict=True):
            if mark.pos is not None:
                token.pos = mark.pos
            if mark.morph is not None:
                token.morph = mark.morph
            if mark.lemma is not None:
                token.lemma = mark.lemma
            if mark.tag is not None:
                token.tag = mark.tag
            if mark.dep is not None:
                token.dep = mark.dep
        self.set_annotations(doc, longer)  # type: ignore[no-untyped-call]
        return doc

    def _is_named(self, token: Token) -> bool:
        """Whether it is a blank or of a form that some pattern names: of all others the form does not matter."""
        return bool(self._named(_alone(token), allow_missing=True))

    def _mark(self, token: Token) -> Marks:
        """What the original does with a document of this word alone."""
        doc = _alone(token)
        matches = self.match(doc)
        leads = bool(self._firsts(doc, allow_missing=True))
        (word,) = doc
        tag, dep = word.tag, word.dep
        self.set_annotations(doc, matches)  # type: ignore[no-untyped-call]
        return Marks(
            pos=word.pos or None,
            tag=word.tag if word.tag != tag else None,
            dep=word.dep if word.dep != dep else None,
            lemma=word.lemma or None,
            morph=word.morph if word.has_morph() else None,
            rules=tuple((number, key) for number, key, _, _ in matches),
            leads=leads,
        )

    def _longer(self, doc: Doc, marks: Sequence[Marks]) -> list[Match]:
        """The matches of several words, and of the words that they set those of one, later rules last."""
        found: list[Match] = []
        for k in [k for k, mark in enumerate(marks) if mark.leads]:
            for number, key, start, end in self.match(doc[k : k + self._longest]):  # type: ignore[arg-type]
                if start == 0 and end > 1:
                    found.append((number, key, k, k + end))
        touched = {range(start, end)[self.indices[number]] for number, _, start, end in found}
        alone = [(n, key, k, k + 1) for k in touched for n, key in marks[k].rules]
        return sorted(found + alone)


def _alone(token: Token) -> Doc:
    """A document of this word, with its tag and its relation."""
    doc = Doc(token.vocab, [token.text])
    doc[0].tag, doc[0].dep = token.tag, token.dep
    return doc


@Language.factory(FACTORY)
def remembering_ruler(nlp: Language, name: str) -> RememberingRuler:
    """An empty one."""
    return RememberingRuler(nlp.vocab, name)


def remember(nlp: Language) -> None:
    """Puts a remembering ruler in the place of the pipeline's own, where its patterns allow it."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    words = (word for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern)
    if READ.issuperset(key for word in words for key in word):
        remembering: Any = nlp.replace_pipe("attribute_ruler", FACTORY)
        remembering.learn(ruler.patterns)
