"""Officials: who is one, with which title, for which country."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpuskit.article import Article
from corpuskit.document import Document
from corpuskit.errors import ConfigError
from corpuskit.extractors.officials import KnownOfficial, Officials
from corpuskit.extractors.persons import Persons
from corpuskit.protocols import Extractor
from corpuskit.records import Official, Person
from tests.extractors.test_people import model

CASES = Path(__file__).parents[1] / "cases" / "officials"
PRESS = Path(__file__).parents[2] / "examples" / "press"


def article_of(text: str) -> Article:
    """An article as the extractors get it."""
    return Article(Document(text), model()(text))


def cases() -> list[Any]:
    """All cases of all files; known failures are expected to fail."""
    found = []
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            marks = [pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else []
            name = f"{path.stem}:{case['label']}"
            found.append(pytest.param(case, id=name, marks=marks))
    return found


@pytest.mark.parametrize("case", cases())
def test_cases(case: dict[str, Any]) -> None:
    """Officials, all persons where the case names them, and the mentions of some."""
    raw = case["raw"]
    if "article" in case:
        raw = (PRESS / case["article"]).read_text("utf-8")
    article = article_of(raw)
    found = [
        {"name": o.name, "title": o.title, "country": o.country, "status": o.status}
        for o in Officials()(article)
    ]
    assert found == case["want"]
    if "persons" in case:
        assert [person.name for person in article.people] == case["persons"]
    for name, mentions in case.get("mentions", {}).items():
        (person,) = (p for p in article.people if p.name == name)
        assert [m.mention.text for m in person.mentions] == mentions


def test_records_stand_in_the_text() -> None:
    """Ids, evidence, offsets and the role of a record."""
    text = "In Kyiv, Ukraine's former foreign minister Dmytro Kuleba met NATO chief Mark Rutte."
    first, second = Officials()(article_of(text))
    assert (first.id, first.person, second.id) == ("o1", "p1", "o2")
    assert (first.role, first.status, first.country) == ("foreign minister", "former", "UKR")
    assert first.title_mention is not None
    assert text[first.title_mention.span.slice] == "foreign minister"
    assert (second.country, second.organisation) == (None, "NATO")
    assert second.confidence <= 1.0
    assert second.evidence.text == text


def test_evidence_is_the_sentence() -> None:
    """Full stops of abbreviations and initials end no sentence."""
    text = "It rained.\nOn Friday, U.S. Sen. John R. Smith left (“at last”). Nobody saw him."
    (record,) = Officials()(article_of(text))
    assert record.evidence.text == "On Friday, U.S. Sen. John R. Smith left (“at last”)."


def test_words_of_your_own() -> None:
    """Titles, bodies and country words that the user adds, and a wrong sector."""
    text = "Gondor's Grand Steward Denethor Ecthelion met Acme liaison officer Bilbo Baggins."
    assert not [o for o in Officials()(article_of(text)) if o.title == "Grand Steward"]
    own = Officials(titles={"steward": "state"}, institutions=["acme"], places={"Gondor": "GBR"})
    found = [(o.name, o.title, o.country) for o in own(article_of(text))]
    assert found == [
        ("Denethor Ecthelion", "Grand Steward", "GBR"),
        ("Bilbo Baggins", "Acme liaison officer", "GBR"),
    ]
    with pytest.raises(ConfigError, match="wanted one of state"):
        Officials(titles={"steward": "nobility"})


@pytest.mark.parametrize(
    ("published", "want"),
    [
        ("2009-05-01", []),
        ("2015-05-01", ["current"]),
        ("2020-01-02", ["former"]),
        ("", ["current"]),
    ],
)
def test_known_officials_have_dates(published: str, want: list[str]) -> None:
    """A person named without an office gets the one that you know, at its time."""
    known = KnownOfficial(
        "Ban Ki-moon", "Secretary-General", organisation="UN", since="2010", until="2016"
    )
    text = "Ban Ki-moon, 70, smiled and waved at the crowd."
    doc = Document(text, meta={"published": published} if published else {})
    found = list(Officials(known=[known])(Article(doc, model()(text))))
    assert [o.status for o in found] == want
    assert all(o.rule == "known" and o.title_mention is None for o in found)


def test_extractors_have_the_agreed_shape() -> None:
    """Both are extractors, and all persons are records as well."""
    assert isinstance(Officials(), Extractor)
    assert isinstance(Persons(), Extractor)
    assert Officials.produces is Official
    assert Persons.produces is Person
    persons = list(Persons()(article_of("Maria Lopez, a nurse, met President Gabriel Boric.")))
    assert [(p.name, p.kind) for p in persons] == [
        ("Maria Lopez", "other"),
        ("Gabriel Boric", "official"),
    ]
