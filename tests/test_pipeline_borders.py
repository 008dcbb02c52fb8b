"""What a pipeline and a document do at their limits, and without being told."""

from __future__ import annotations

import pytest

import corpuskit as ck
from corpuskit.edits import Edit, Span
from corpuskit.notes import LanguageVerdict, Skipped, Zone
from corpuskit.pipeline import SHORT
from tests.parts import Lengths, Shout


class Tongue:
    """A cleaner that says in which language a text is."""

    def __init__(self, code: str, name: str = "tongue") -> None:
        self.code = code
        self.name = name

    def __call__(self, doc: ck.Document, /) -> list[ck.Edit | ck.Note]:  # noqa: ARG002
        """The verdict."""
        return [LanguageVerdict(self.code, 0.9)]


class Broken:
    """A cleaner that fails."""

    name = "broken"

    def __call__(self, doc: ck.Document, /) -> list[ck.Edit | ck.Note]:
        """Never comes back."""
        raise ValueError(doc.id)


def reasons(kit: ck.Pipeline, text: str) -> list[tuple[str, str]]:
    """Why the extractors left a text alone."""
    (article,) = kit.stream([ck.Document(text)])
    return [(note.what, note.why) for note in article.document.notes(Skipped)]


def test_defaults() -> None:
    """They are part of what a user reads in the documentation."""
    kit = ck.Pipeline()

    assert (kit.model, kit.batch_size, kit.max_chars) == ("auto", 64, 1_000_000)


@pytest.mark.parametrize("wrong", ["model", 64, 1_000_000])
def test_options_have_names(wrong: object) -> None:
    """Beyond the steps nothing is told by place."""
    with pytest.raises(TypeError):
        ck.Pipeline((), (), wrong)  # type: ignore[call-arg, arg-type]
    with pytest.raises(TypeError):
        ck.Document("NATO", "d", {})  # type: ignore[call-arg]


@pytest.mark.parametrize("field", ["cleaners", "extractors"])
def test_a_wrong_step_names_its_list(field: str) -> None:
    """A class where an instance is meant, a thing that is no step, and a name twice."""
    step = Shout() if field == "cleaners" else Lengths()
    for steps, said in (
        ([type(step)], "pass an instance"),
        ([3], f"Pipeline.{field}"),
        ([step, step], "steps of different names"),
    ):
        with pytest.raises(ck.ConfigError, match=said) as caught:
            ck.Pipeline(**{field: steps})  # type: ignore[arg-type]
        assert f"Pipeline.{field}" in str(caught.value)


def test_failures_are_raised_unless_told_otherwise() -> None:
    """By `stream`, by a call and by `clean`; collected, the article lists the step."""
    kit = ck.Pipeline([Broken()], [Lengths()])
    for call in (lambda: list(kit.stream(["x"])), lambda: kit("x"), lambda: kit.clean("x")):
        with pytest.raises(ck.StepFailed, match="broken"):
            call()
    (article,) = kit.stream(["x"], on_error="collect")
    assert isinstance(article, ck.Article)
    assert [failure.step for failure in article.failures] == ["broken"]


def test_a_missing_model_is_told_at_once_and_only_to_those_who_need_one() -> None:
    """Before the first document is read."""
    with pytest.raises(ck.MissingDependency, match="nowhere"):
        ck.Pipeline([], [Lengths()], model="nowhere").stream(iter([]))
    assert list(ck.Pipeline([Shout()], model="nowhere").stream([])) == []


def test_the_parse_is_kept_only_when_called_or_told() -> None:
    """It is large."""
    kit = ck.Pipeline([], [Lengths()])

    assert kit("NATO met.").doc is not None
    assert next(kit.stream(["NATO met."])).doc is None
    assert next(kit.stream(["NATO met."], keep_doc=True)).doc is not None
    (article,) = kit.batch([ck.Document("NATO met.")], "raise")
    assert isinstance(article, ck.Article)
    assert article.doc is None


@pytest.mark.parametrize(
    ("code", "length", "read"),
    [
        ("en", 10, True),
        ("en", 5000, True),
        ("und", SHORT, True),
        ("und", SHORT + 1, False),
        ("ru", 10, False),
    ],
)
def test_what_is_read_as_english(code: str, length: int, *, read: bool) -> None:
    """A short text may be English although nothing tells; `SHORT` is 300 characters."""
    found = reasons(ck.Pipeline([Tongue(code)], [Lengths()]), "a" * length)

    assert SHORT == 300
    why = f"the text is not known to be English (language {code!r})"
    assert found == ([] if read else [("extractors", why)])


def test_the_last_verdict_about_the_language_counts() -> None:
    """A later step knows more: it saw the text that the others left."""
    for first, last, read in (("ru", "en", True), ("en", "ru", False)):
        kit = ck.Pipeline([Tongue(first, "one"), Tongue(last, "two")], [Lengths()])
        assert (reasons(kit, "NATO met.") == []) is read


@pytest.mark.parametrize(("length", "read"), [(20, True), (21, False)])
def test_what_is_too_long(length: int, *, read: bool) -> None:
    """`max_chars` itself is not."""
    found = reasons(ck.Pipeline([], [Lengths()], max_chars=20), "a" * length)

    assert found == ([] if read else [("extractors", "21 characters are more than max_chars=20")])


def test_the_note_about_skipping_stands_under_the_pipeline() -> None:
    """Whoever reads the layers knows who has said it."""
    kit = ck.Pipeline([], [Lengths()], max_chars=1)
    (article,) = kit.stream(["NATO"])

    assert [layer.step for layer in article.document.layers] == ["pipeline"]


def test_pieces_that_touch_are_one() -> None:
    """An insertion that was taken back leaves no seam."""
    doc = ck.Document("ab").edited([Edit(1, 1, "x", "r")], step="a")
    doc = doc.edited([Edit(1, 2, "", "r")], step="b")

    assert doc.raw_parts(Span(0, 2)) == (Span(0, 2),)


def test_zones_come_in_the_order_of_the_raw_text() -> None:
    """Whichever was found first."""
    doc = ck.Document("abcdef")
    zones = [Zone("ad", doc.mention(*place), "rule", 0.5) for place in ((4, 5), (1, 2))]

    assert [zone.raw.start for zone in doc.edited([], zones, step="s").zones] == [1, 4]


def test_what_was_only_inserted_has_one_place_in_the_raw_text() -> None:
    """Also where what stood between two insertions was cut: the first of the two."""
    doc = ck.Document("abcd").edited([Edit(1, 1, "x", "r"), Edit(3, 3, "y", "r")], step="a")
    doc = doc.edited([Edit(2, 4, "", "r")], step="b")

    assert doc.text == "axyd"
    assert doc.mention(1, 3).raw_parts == (Span(1, 1),)
    assert doc.mention(1, 3).scraped == ""


def test_a_document_does_not_print_its_text() -> None:
    """A megabyte in a traceback helps nobody."""
    doc = ck.Document("NATO met", "d1").edited([Edit(4, 8, "", "r")], step="s")

    assert repr(doc) == "<Document 'd1', 8 characters raw, 4 clean>"
    assert repr(ck.Document("NATO")) == "<Document 4 characters raw, 4 clean>"
