"""Spun: what it restores, what it must leave alone, and its laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.cleaners._spun.counts import press_counts
from corpuskit.cleaners._spun.evidence import Evidence
from corpuskit.cleaners._spun.table import Pair, Table, as_words, shipped_table
from corpuskit.cleaners._spun.words import Words, in_the_manner_of
from corpuskit.cleaners.spun import Spun
from corpuskit.document import Document
from corpuskit.edits import Edit
from corpuskit.notes import SpunVerdict, Suggestion
from tests.strategies import texts

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "spun"
CARRIER = (CASES / "carrier.txt").read_text(encoding="utf-8")
SEEDS = sorted((ROOT / "examples" / "press").glob("*.txt"))
# Words that spinners write, cues, names and gaps: enough to make any rule fire
SPINNERS_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "an",
        "mentioned",
        "said",
        "folks",
        "people",
        "Safety",
        "Council",
        "White",
        "Home",
        "in",
        "opposition",
        "to",
        "against",
        "got",
        "here",
        "12",
        "months",
        "year",
        "financial",
        "institution",
        ",",
        ".",
        "“",
        "”",
        "\n",
        "-",
        "'s",
        "Folks’s",
        "Prepare",
        "dinner",
        "Invoice",
        "Clinton",
        "he",
    ]
)


def clean(step: Spun, text: str) -> Document:
    """The document after the step, as the pipeline makes it."""
    doc = Document(text)
    made = list(step(doc))
    edits = [m for m in made if isinstance(m, Edit)]
    return doc.edited(edits, [m for m in made if not isinstance(m, Edit)], step=step.name)


def cases() -> list[object]:
    """All case files; those expected to fail as strict xfails."""
    out: list[object] = []
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            failing = case["expect"] == "fail"
            marks = [pytest.mark.xfail(strict=True, reason=case["why"])] if failing else []
            out.append(pytest.param(case, id=f"{path.stem}-{case['label']}", marks=marks))
    return out


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, str]) -> None:
    """The text becomes what the case wants."""
    tail = f"\n\n{CARRIER}" if case["carrier"] else ""
    doc = clean(Spun(), case["raw"] + tail)
    if case["carrier"]:
        assert doc.notes(SpunVerdict)[0].verdict == "spun"
    else:
        assert doc.notes(SpunVerdict)[0].verdict == "genuine"
    assert doc.text.split("\n\n")[0] == case["want"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_seeds(path: Path) -> None:
    """Only the spun one of the five is flagged, and only it is edited."""
    doc = clean(Spun(), path.read_text(encoding="utf-8"))
    (verdict,) = doc.notes(SpunVerdict)
    if path.stem.startswith("003"):
        assert verdict.verdict == "spun"
        assert verdict.family == "A"
        assert "UN Security Council" in doc.text
        assert "White House said in" in doc.text
        assert len(doc.edits) > 60
    else:
        assert verdict.verdict == "genuine"
        assert not doc.edits


def test_every_edit_is_as_small_as_the_damage() -> None:
    """No edit carries words that stay."""
    for edit in clean(Spun(), CARRIER).edits:
        assert edit.reason.startswith("spun:")
        assert 0.7 <= edit.confidence <= 1
        assert edit.old != edit.new
        if " " in edit.old and " " in edit.new:
            assert edit.old.split()[0] != edit.new.split()[0]
            assert edit.old.split()[-1] != edit.new.split()[-1]


def test_evidence_and_suggestions_point_into_the_text() -> None:
    """Mentions hold the words that stand there."""
    doc = Document(CARRIER)
    made = list(Spun()(doc))
    verdict = next(m for m in made if isinstance(m, SpunVerdict))
    assert verdict.evidence
    assert [m.start for m in verdict.evidence] == sorted(m.start for m in verdict.evidence)
    suggestions = [m for m in made if isinstance(m, Suggestion)]
    assert suggestions
    for mention in (*verdict.evidence, *(s.mention for s in suggestions)):
        assert CARRIER[mention.start : mention.end] == mention.text


def test_passages_tell_where_words_were_exchanged() -> None:
    """A genuine paragraph amid spun ones is not among the passages; a long line falls apart."""
    plain = "The river rose by two metres on Sunday. Nobody was hurt."
    doc = clean(Spun(rewrite=False), f"{plain}\n\n{CARRIER}")
    (verdict,) = doc.notes(SpunVerdict)
    assert verdict.passages
    for passage in verdict.passages:
        span = passage.mention.span
        assert doc.text[span.start : span.end] == passage.mention.text
        assert "\n" not in passage.mention.text
        assert passage.mention.text != plain
        assert 0.1 < passage.score <= verdict.score
    (flat,) = clean(Spun(rewrite=False), CARRIER.replace("\n", " ")).notes(SpunVerdict)
    assert len(flat.passages) > 1
    (genuine,) = clean(Spun(), plain).notes(SpunVerdict)
    assert genuine.passages == ()


def test_rewriting_off_flags_and_suggests() -> None:
    """Without rewriting, all finds become suggestions."""
    doc = clean(Spun(rewrite=False), CARRIER)
    assert doc.text == CARRIER
    assert doc.notes(SpunVerdict)[0].verdict == "spun"
    assert len(doc.notes(Suggestion)) > len(clean(Spun(), CARRIER).notes(Suggestion))


def test_probable_tier_makes_more_edits() -> None:
    """The second tier is opt-in."""
    assert len(clean(Spun(tier="probable"), CARRIER).edits) > len(clean(Spun(), CARRIER).edits)


@pytest.mark.parametrize("bad", [{"tier": "all"}, {"rewrite": "yes"}])
def test_options_are_checked(bad: dict[str, str]) -> None:
    """A wrong option is refused at once."""
    with pytest.raises((ValueError, TypeError)):
        Spun(**bad)  # type: ignore[arg-type]


@given(texts | st.lists(SPINNERS_WORDS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_runs_to_its_own_fixed_point(text: str) -> None:
    """Cleaning twice changes nothing more, on any text."""
    step = Spun(tier="probable")
    once = clean(step, text).text
    assert clean(step, once).text == once


@given(st.lists(SPINNERS_WORDS, min_size=1, max_size=40).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_fixed_point_amid_spun_text(text: str) -> None:
    """The same where the step edits."""
    once = clean(Spun(), f"{text}\n\n{CARRIER}").text
    assert clean(Spun(), once).text == once


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00", "\ud800 mentioned \udfff", "'’-", "12 12 12"]
)
def test_odd_text_is_data(text: str) -> None:
    """Nothing raises."""
    doc = clean(Spun(), text)
    assert doc.text == text
    assert doc.notes(SpunVerdict)[0].verdict == "genuine"


def test_one_long_line() -> None:
    """The cost is linear in the text."""
    text = "The council met on Monday and folks mentioned the safety of the metropolis, " * 2000
    assert clean(Spun(rewrite=False), text).text == text


def test_learning_finds_the_habits_of_an_unknown_spinner(tmp_path: Path) -> None:
    """An unknown substitution is induced, saved and loaded."""
    people = ["nurses", "drivers", "pilots", "farmers", "bakers", "miners", "clerks"]
    places = ["hospital", "airport", "station", "factory", "market", "school", "church"]
    genuine = [
        f"The {who} at the {where} want higher wages. They voted to strike because the wages of the "
        f"{who} are too low. The union of the {who} said the strike will begin on Monday."
        for who in people
        for where in places
    ]
    spun = [text.replace("wages", "emoluments") for text in genuine[::2]]
    step = Spun().learn(spun, genuine[1::2])
    found = {(pair.spun, pair.original): pair for pair in step.pairs}
    assert ("emoluments", "wages") in found
    pair = found["emoluments", "wages"]
    assert pair.support >= 3
    assert pair.sources == ("learned",)
    step.save(tmp_path / "pairs.tsv")
    assert Spun().load(tmp_path / "pairs.tsv") == step
    assert pair in step.table.pairs
    assert not Spun().learn(genuine[:20], genuine[20:]).pairs


def test_learning_from_nothing() -> None:
    """Too little to learn from is no error."""
    assert Spun().learn([], []).pairs == ()
    assert Spun().learn(["one", Document("two")], ["three"]).pairs == ()


def test_the_shipped_table_is_sound() -> None:
    """Sorted, unique, readable, each entry with its sources."""
    table = shipped_table()
    keys = [(p.spun, p.original) for p in table.pairs]
    assert keys == sorted(set(keys))
    assert Table.of_lines(table.lines()) == table
    assert table.lines().startswith("# table of substitutions, version ")
    for pair in table.pairs:
        assert pair.spun != pair.original
        assert pair.sources
        assert pair.kind in {"name", "title", "cue", "colloc", "word", "function", "person"}
        assert bool(pair.families) <= bool(pair.sites or "inflected" in pair.sources)


def test_counts_answer_as_the_press_writes() -> None:
    """The packed counts are those of the press."""
    counts = press_counts()
    assert counts.count("the white house") > 8500
    assert counts.count("the white home") == 0
    assert counts.log_chance("", "white", "house") > counts.log_chance("", "white", "home") + 5


def test_words_and_capitals() -> None:
    """Words are cut as the counts were; capitals are carried over."""
    words = Words.of("He’s 12-year-old.\nSo 3.5 “go”")
    assert words.keys == ("he's", "12", "year", "old", "so", "3.5", "go")
    assert words.forms[1] == "<num>"
    assert words.linked == (False, True, True, True, False, True, False)
    assert as_words("12 high-ranking") == ("<num>", "high", "ranking")
    assert in_the_manner_of("Folks’s", "people's") == "People's"
    assert Pair("a", "b c").words == ("b", "c")


@given(st.text(alphabet="ab5 .-’\n²Σ", max_size=40))
def test_words_stand_where_they_stood(text: str) -> None:
    """Each word, its place, and how often it stands among words of a row."""
    words = Words.of(text)
    running = " " + "".join(
        f"{w} " if on else f"| {w} " for w, on in zip(words.forms, words.linked, strict=True)
    )

    for key, start, end in zip(words.keys, words.starts, words.ends, strict=True):
        assert text[start:end].lower().replace("’", "'") == key
    assert Evidence(words, ())._standing(words.forms) == {
        word: running.count(f" {word} ") for word in words.forms
    }
