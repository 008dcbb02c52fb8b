"""Small steps for tests: they live in a module, so that worker processes can import them."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from corpuskit import Article, Document, Edit, LanguageVerdict, Mention, Note

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Shout:
    """Replaces every "!!" by "!"."""

    name: ClassVar[str] = "shout"

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """One edit a pair."""
        run = 0
        for place, character in enumerate(doc.text):
            run = run + 1 if character == "!" else 0
            if run > 1:
                yield Edit(place, place + 1, "", "shout:many")


@attrs.frozen
class Russian:
    """Says that every text is Russian."""

    name: ClassVar[str] = "russian"

    def __call__(self, doc: Document, /) -> Iterator[Note]:
        """One note."""
        del doc
        yield LanguageVerdict("ru", 1.0)


@attrs.frozen
class Stumble:
    """Raises on texts that hold a word, as cleaner and as extractor."""

    name: ClassVar[str] = "stumble"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Name]]
    over: str = "STUMBLE"

    def __call__(self, item: Document | Article, /) -> Iterator[Any]:
        """Nothing, or an exception after a first edit."""
        document = item if isinstance(item, Document) else item.document
        if self.over in document.text:
            yield Edit(0, 1, "", "stumble:half-done")
            raise RuntimeError("stumbled")


@attrs.frozen
class Kill:
    """Takes its own process away on texts that hold a word, as the kernel does when memory runs out."""

    name: ClassVar[str] = "kill"
    over: str = "KILL"
    code: int | None = None

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """Nothing, or the end."""
        if self.over in doc.text:
            if self.code is not None:
                os._exit(self.code)
            os.kill(os.getpid(), signal.SIGKILL)
        return iter(())


@attrs.frozen
class Slow:
    """Takes its time."""

    name: ClassVar[str] = "slow"
    seconds: float = 0.01

    def __call__(self, doc: Document, /) -> Iterator[Edit]:
        """Nothing, late."""
        del doc
        time.sleep(self.seconds)
        return iter(())


@attrs.frozen
class Name:
    """A capitalised word and its part of speech."""

    id: str
    words: Mention
    tag: str
    evidence: Mention
    rule: str = "capital"
    confidence: float = 1.0


Stumble.produces = Name


@attrs.frozen
class Names:
    """All capitalised words, with the tagger's opinion."""

    name: ClassVar[str] = "names"
    requires: ClassVar[frozenset[str]] = frozenset({"tagger"})
    produces: ClassVar[type[Name]] = Name

    def __call__(self, article: Article, /) -> Iterator[Name]:
        """The records in text order."""
        assert article.doc is not None
        tokens = [token for token in article.doc if token.text[:1].isupper()]
        for number, token in enumerate(tokens, 1):
            words = article.document.mention(token.idx, token.idx + len(token))
            whole = article.document.mention(0, len(article.document.text))
            yield Name(f"n{number}", words, token.tag_, whole)


@attrs.frozen
class Length:
    """A record type with nothing but a number."""

    id: str
    characters: int
    evidence: Mention
    rule: str = "length"
    confidence: float = 1.0


@attrs.frozen
class Lengths:
    """How long the text is; refuses articles in which others have already found something."""

    name: ClassVar[str] = "lengths"
    requires: ClassVar[frozenset[str]] = frozenset()
    produces: ClassVar[type[Length]] = Length

    def __call__(self, article: Article, /) -> Iterator[Length]:
        """One record."""
        assert article.found == ()
        text = article.document.text
        yield Length("l1", len(text), article.document.mention(0, len(text)))
