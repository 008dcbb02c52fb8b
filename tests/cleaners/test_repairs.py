"""Behaviour of the repairing cleaners, as data; and their laws."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.cleaners._repairs import languages as language_words
from corpuskit.cleaners._repairs import quote_direction
from corpuskit.cleaners.escapes import Escapes
from corpuskit.cleaners.invisibles import Invisibles
from corpuskit.cleaners.language import Language
from corpuskit.cleaners.mojibake import Mojibake
from corpuskit.cleaners.typography import Typography
from corpuskit.document import Document
from corpuskit.edits import Edit, Note, applied
from corpuskit.notes import LanguageVerdict, Suggestion
from tests.damage import damaged_strings
from tests.strategies import texts

if TYPE_CHECKING:
    from corpuskit.protocols import Cleaner

CASES = Path(__file__).parent.parent / "cases"
SEEDS = Path(__file__).parent.parent.parent / "examples" / "press"
STEPS: dict[str, Cleaner] = {
    step.name: step for step in (Language(), Escapes(), Mojibake(), Invisibles(), Typography())
}
REPAIRS = [step for name, step in STEPS.items() if name != "language"]

anything = st.one_of(
    texts,
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                *"?â�“”‘’\"'=\\%&ÃÂ €™œ…—п╣яРас没ﾃabsT. \n",
                "don",
                "t ",
                "\\u2019",
                "=E2=80=99",
                "%C3%A9",
                "&amp;",
            ]
        ),
        max_size=30,
    ).map("".join),
)
languages = st.sampled_from(["en", "de", "ko", "und"])


def cases(step: str) -> list[Any]:
    """All cases of a step; known failures as strict xfails."""
    out = []
    for path in sorted((CASES / step).glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            marks = [pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else []
            out.append(
                pytest.param(step, case, id=f"{step}-{path.stem}-{case['label']}", marks=marks)
            )
    return out


def cleaned(step: Cleaner, doc: Document) -> Document:
    """The document after one step."""
    found = list(step(doc))
    edits = [item for item in found if isinstance(item, Edit)]
    return doc.edited(edits, [item for item in found if isinstance(item, Note)], step=step.name)


def document(text: str, language: str | None) -> Document:
    """A document whose language is known, or not."""
    doc = Document(text)
    return doc.edited([], [LanguageVerdict(language, 1.0)], step="language") if language else doc


def chained(text: str) -> Document:
    """The document after all five."""
    doc = Document(text)
    for step in STEPS.values():
        doc = cleaned(step, doc)
    return doc


@pytest.mark.parametrize(
    ("step", "case"),
    [c for step in ("escapes", "mojibake", "invisibles", "typography") for c in cases(step)],
)
def test_cases(step: str, case: dict[str, str]) -> None:
    """What is damaged is mended, what only looks damaged is left."""
    doc = cleaned(STEPS[step], document(case["raw"], case.get("language")))

    assert doc.text == case["want"]
    assert all(edit.old != edit.new for edit in doc.edits)


@pytest.mark.parametrize(("step", "case"), cases("language"))
def test_languages(step: str, case: dict[str, str]) -> None:
    """The note that the other steps rely on."""
    (note,) = STEPS[step](Document(case["raw"]))

    assert isinstance(note, LanguageVerdict)
    assert note.code == case["want"]


@pytest.mark.parametrize("step", ["escapes", "mojibake", "invisibles", "typography"])
def test_negatives_are_as_many_as_wishes(step: str) -> None:
    """Half of the behaviour is what is not done."""
    count = {
        path.stem: len(json.loads(path.read_text("utf-8")))
        for path in (CASES / step).glob("*.json")
    }

    assert count["negative"] >= count.get("synthetic", 0)


@settings(max_examples=400, deadline=None)
@given(anything, languages)
def test_each_step_reaches_its_own_fixed_point(text: str, language: str) -> None:
    """Law 3, and no exception on any text."""
    for step in REPAIRS:
        once = cleaned(step, document(text, language)).text

        assert cleaned(step, document(once, language)).text == once


def test_fixed_points_of_damaged_text() -> None:
    """The same on text that really is damaged."""
    for text in damaged_strings(400, seed=5):
        for step in REPAIRS:
            once = cleaned(step, document(text, "en")).text

            assert cleaned(step, document(once, "en")).text == once


@settings(max_examples=200, deadline=None)
@given(anything)
def test_edits_replay_from_the_raw_text(text: str) -> None:
    """Law 4, over the whole chain."""
    doc = chained(text)

    assert applied(text, doc.raw_edits) == doc.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcdefgh ABCDEF.,;:!\n’“”—", max_size=80))
def test_plain_text_is_left_alone(text: str) -> None:
    """Law 2, for steps that do not know the language (quotation marks may be turned where it is known)."""
    for step in REPAIRS:
        assert not list(step(Document(text)))


@settings(max_examples=200, deadline=None)
@given(anything)
def test_one_language_note_for_text_with_letters(text: str) -> None:
    """Neither none nor two."""
    notes = list(Language()(Document(text)))

    assert len(notes) == any(c.isalpha() for c in text) or not any("a" <= c <= "z" for c in text)


def test_the_five_articles() -> None:
    """Two repairs by Typography, nothing else, in five articles of 35,000 characters."""
    edits = {
        (path.stem[:3], edit.old, edit.new, edit.step)
        for path in SEEDS.glob("*.txt")
        for edit in chained(path.read_text("utf-8")).edits
    }

    assert edits == {("002", "”", "“", "typography"), ("004", "'", "’", "typography")}


def test_unsure_marks_are_suggested() -> None:
    """What is not put back is said."""
    doc = cleaned(Typography(), document("the caf�s of Paris are closed", "en"))

    assert doc.notes(Suggestion)[0].options == ("é", "’")


@pytest.mark.parametrize("language", ["en", None])
def test_lossy_marks_can_be_left(language: str | None) -> None:
    """For cautious pipelines."""
    text = "He doesn?t know. ?No,? he said."

    assert not list(Typography(lossy=False)(document(text, language)))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\x00" * 50_000, "\ud800" * 50_000, "it?s " * 40_000, "fÃ¼r Ð¢Ð° für " * 15_000, "â" * 50_000,
     "the ”a“ " * 20_000, "=\n" * 50_000, "\\" * 100_000, "?" * 100_000, "a\u00ad" * 50_000, "=E2=80=99 \\u2019s " * 8_000,
     "п╣я " * 20_000, "&" * 100_000, "L盲nder " * 20_000, "%C3 " * 40_000],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_odd_text_is_data(text: str) -> None:
    """No exception, and no cost beyond the linear, on one long line."""
    doc = chained(text)

    assert applied(text, doc.raw_edits) == doc.text


@given(st.text(alphabet="ab éñЖя5_²٣=\\'’-.\n\x00\ud800İ"))
def test_words_by_bytes_are_those_of_a_pattern(text: str) -> None:
    """A word stands alone between what is no letter, and not behind the sign of an escape."""
    lower = text.lower()
    found = re.findall(r"(?<![\w=\\])[^\W\d_]+(?!\w)", lower)
    made = [word.decode() for word in language_words._words(lower)]

    assert [word for word in made if "0" not in word] == found


@given(st.text(alphabet="ab “”‘’'s.,([—\n", max_size=30))
def test_the_look_at_marks_hides_no_edit(line: str) -> None:
    """A line that is let go has no mark that would be turned."""
    if not quote_direction._is_doubtful(line):
        assert not [*quote_direction._doubles(line), *quote_direction._singles(line)]
