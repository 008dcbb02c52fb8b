"""For spaCy users: our extractors on a Doc of yours, by hand or as a component of your pipeline.

A thin adapter. The component `corpuskit` leaves an `Article` in `doc._.corpuskit`:

    nlp.add_pipe("corpuskit", config={"extractors": ["quotes"]})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from corpuskit import registry
from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpuskit.protocols import Extractor
    from corpuskit.records import Record


def article_of(
    doc: Doc, extractors: Sequence[Extractor[Record]], document: Document | None = None
) -> Article:
    """The article of a parsed Doc, with what the extractors find in it.

    `document`: the cleaned document whose text was parsed, so that mentions point into its raw text;
    without it the Doc's own text counts as raw.
    Raises: ConfigError: if `document` holds another text, or the parse lacks what is required.
    """
    document = Document(doc.text) if document is None else document
    if len(document.text) != len(doc.text):
        raise ConfigError("document", "the document whose text was parsed", document)
    article = Article(document, doc)
    for extractor in extractors:
        needed = sorted(extractor.requires & ANNOTATION.keys())
        missing = [
            component for component in needed if not doc.has_annotation(ANNOTATION[component])
        ]
        if missing and len(doc):
            wanted = f"a parse with {', '.join(sorted(extractor.requires))}"
            raise ConfigError(f"extractor {extractor.name!r}", wanted, f"none of {missing}")
    found = [record for extractor in extractors for record in extractor(article)]
    return article.with_records(found)


ANNOTATION = {
    "attribute_ruler": "POS",
    "tagger": "TAG",
    "parser": "DEP",
    "lemmatizer": "LEMMA",
    "ner": "ENT_IOB",
}
"""The mark that each component leaves in a Doc."""


@Language.factory("corpuskit", default_config={"extractors": ["officials", "quotes", "events"]})
def component(nlp: Language, name: str, extractors: list[str]) -> Component:
    """The spaCy component of that name."""
    del nlp, name
    return Component([registry.step_type("extractor", extractor)() for extractor in extractors])


class Component:
    """Runs extractors on each Doc that passes and leaves the article in `doc._.corpuskit`."""

    def __init__(self, extractors: Sequence[Extractor[Record]]) -> None:
        self.extractors = tuple(extractors)
        if not Doc.has_extension("corpuskit"):
            Doc.set_extension("corpuskit", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, with its article."""
        article = article_of(doc, self.extractors)
        doc._.corpuskit = article.with_records(article.found, keep_doc=False)
        return doc
