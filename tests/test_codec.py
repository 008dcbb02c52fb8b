"""Records and notes as JSON and back."""

from __future__ import annotations

import json

import jsonschema
import pytest

import corpuskit as ck
from corpuskit.codec import dumps
from corpuskit.schemas import NOTES, RECORDS, schema_files
from tests.conftest import ROOT
from tests.parts import Length, Name

DOC = ck.Document("“It?s on,” Ana said. \ud83d").edited(
    [ck.Edit(3, 4, "’", "typography:apostrophe")], step="typography"
)
WORDS = DOC.mention(1, 8)
SENTENCE = DOC.mention(0, 20)
PERSON = ck.PersonMention(DOC.mention(11, 14), "name")
SPEAKER = ck.Speaker(DOC.mention(11, 14), "Ana", "person", ("p1",))
ACTOR = ck.Actor(DOC.mention(11, 14), "Ana", "ESP", "GOV", "p1")
VALUES = [
    ck.Person("p1", "Ana", "other", (PERSON,), SENTENCE, "r", 1.0),
    ck.Official("o1", "p1", "Ana", "minister", WORDS, "minister", None, None, "ESP", "acting",
                (PERSON,), SENTENCE, "r", 0.5),
    ck.Quote("q1", WORDS, (WORDS,), "direct", "speech", SPEAKER, None, DOC.mention(15, 19),
             "repaired", True, SENTENCE, "r", 0.5),
    ck.Event("e1", "CONSULT", None, ("diplomatic",), 1, "04", (ACTOR,), (), True, "2023-02", "month",
             None, ck.Place(WORDS, "Madrid", "ESP", 40.4, -3.7), "actual", SPEAKER, WORDS, (WORDS,),
             SENTENCE, "r", 0.5),
    ck.Failure("d", "read", "InputError", "broken", "x.jsonl, line 3"),
    ck.Zone("caption", WORDS, "r", 0.5),
    ck.Field("published", "2023-02-10", None, "page", "r"),
    ck.LanguageVerdict("en", 0.9),
    ck.SpunVerdict(0.9, "spun", (WORDS,), "A"),
    ck.Suggestion(WORDS, ("a", "b"), "r", 0.5),
    ck.Decoded("cp1252", "fallback", 0.5, ((1, 3, "utf-8"),)),
    ck.Skipped("extractors", "too long"),
    Name("n1", WORDS, "NNP", SENTENCE),
    Length("l1", 7, SENTENCE),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_round_trip_gives_equal_values(value: object) -> None:
    """Ours and those of users alike."""
    line = dumps(ck.to_dict(value))

    assert value == ck.from_dict(type(value), json.loads(line))
    assert line == dumps(ck.to_dict(value))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_the_schema_describes_the_value(value: object) -> None:
    """What is written fits its schema, and the schema refuses what lacks a field."""
    schema = ck.json_schema(type(value))
    plain = json.loads(dumps(ck.to_dict(value)))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plain, schema)
    lacking = dict(plain)
    lacking.pop(schema["required"][-1])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(lacking, schema)


def test_every_kind_is_tried_here() -> None:
    """A new record or note must come with an example above."""
    assert {*RECORDS, *NOTES} <= {type(value) for value in VALUES}
    assert {kind.__name__ for kind in NOTES} == {
        kind.__name__ for kind in ck.Note.__subclasses__() if kind.__module__ == "corpuskit.notes"
    }


def test_the_schemas_in_the_documentation_are_current() -> None:
    """Renew them with `corpuskit schema --out docs/reference/schema`."""
    folder = ROOT / "docs" / "reference" / "schema"

    assert {p.name: p.read_text("utf-8") for p in folder.glob("*.json")} == schema_files()


def test_wrong_data_is_refused_with_its_place() -> None:
    """Every problem, with the path to it; nothing is converted in silence."""
    row = ck.to_dict(SPEAKER) | {"name": 7, "kind": "ghost"}
    with pytest.raises(ck.InputError, match=r"Speaker\.name") as caught:
        ck.from_dict(ck.Speaker, row)

    assert "Speaker.kind" in str(caught.value)
    with pytest.raises(ck.InputError, match="characters"):
        ck.from_dict(Length, ck.to_dict(VALUES[-1]) | {"characters": "7"})
    with pytest.raises(ck.InputError, match="characters"):
        ck.from_dict(Length, ck.to_dict(VALUES[-1]) | {"characters": True})


def test_lines_are_utf8_whatever_the_text() -> None:
    """Text stays readable; only lone surrogates make a line escape."""
    assert dumps(["Ž 😀"]) == '["Ž 😀"]'
    assert dumps(["Ž \ud83d"]) == '["\\u017d \\ud83d"]'
    assert json.loads(dumps(["\ud83d"])) == ["\ud83d"]
