"""Order, batches, failures and worker processes: the same result every time."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit as ck
from corpuskit.codec import dumps, to_dict
from corpuskit.io.tables import article_row
from tests.parts import Length, Lengths, Name, Names, Russian, Shout, Stumble
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = [f"NATO met{'!' * k} in Madrid on day {k}, said Ana." for k in range(9)]


def as_bytes(articles: object) -> str:
    """Everything that a stream gave, as one string."""
    assert isinstance(articles, list)
    return "\n".join(
        dumps(to_dict(a))
        if isinstance(a, ck.Failure)
        else dumps([article_row(a.document), [to_dict(r) for r in a.found]])
        for a in articles
    )


def test_one_document_goes_through_cleaners_parse_and_extractors() -> None:
    """Records point into the raw text, across the edits."""
    article = ck.Pipeline([Shout()], [Names()])("Wow!!! NATO met.")

    assert article.document.text == "Wow! NATO met."
    assert [(r.words.text, r.words.raw.start) for r in article.records(Name)] == [
        ("Wow", 0),
        ("NATO", 7),
    ]
    assert article.doc is not None


def test_the_order_of_extractors_does_not_matter() -> None:
    """Each gets an article without records, and each kind comes out the same."""
    one = ck.Pipeline([Shout()], [Names(), Lengths()])
    other = ck.Pipeline([Shout()], [Lengths(), Names()])
    for a, b in zip(one.stream(TEXTS), other.stream(TEXTS), strict=True):
        assert a.records(Name) == b.records(Name)
        assert a.records(Length) == b.records(Length)


def test_an_extractor_finds_alone_what_it_finds_beside_others(press: list[Path]) -> None:
    """Which components of the model are loaded for others must not change its records."""
    kit = ck.Pipeline.press()
    documents = [ck.read_text(path) for path in press]
    together = list(kit.stream(documents))
    for extractor in kit.extractors:
        alone = ck.Pipeline(kit.cleaners, [extractor]).stream(documents)
        kind: type[ck.Record] = extractor.produces
        for one, other in zip(alone, together, strict=True):
            assert one.records(kind) == other.records(kind)


def test_batches_and_workers_do_not_change_a_byte() -> None:
    """Alone, in small and large batches, in two processes."""
    kit = ck.Pipeline([Shout()], [Names(), Lengths()])
    small = ck.Pipeline([Shout()], [Names(), Lengths()], batch_size=2)
    expected = as_bytes([kit(text) for text in TEXTS])

    assert as_bytes(list(kit.stream(TEXTS))) == expected
    assert as_bytes(list(small.stream(TEXTS))) == expected
    assert as_bytes(list(small.stream(TEXTS, workers=2))) == expected


def test_streams_read_only_as_far_as_they_must() -> None:
    """Bounded memory: a batch at a time."""
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield "NATO met."

    next(ck.Pipeline([Shout()], batch_size=10).stream(source()))

    assert taken == 10


def test_the_parse_is_let_go_unless_wanted() -> None:
    """A million documents must not hold a million parses."""
    kit = ck.Pipeline(extractors=[Names()])

    assert [a.doc for a in kit.stream(["NATO met."])] == [None]
    assert [a.doc is None for a in kit.stream(["NATO met."], keep_doc=True)] == [False]


@pytest.mark.parametrize("workers", [1, 2])
def test_failures_are_raised_or_collected(workers: int) -> None:
    """Raised with document and step, or kept beside what the other steps found."""
    documents = [ck.Document(text, f"d{k}") for k, text in enumerate(["Ana", "STUMBLE Ana", "Bo"])]
    kit = ck.Pipeline([], [Stumble(), Names()], batch_size=1)
    with pytest.raises(
        ck.StepFailed, match="document 'd1', step 'stumble': RuntimeError: stumbled"
    ):
        list(kit.stream(documents, workers=workers))

    articles = list(kit.stream(documents, workers=workers, on_error="collect"))
    found = [[n.words.text for n in a.records(Name)] for a in articles if isinstance(a, ck.Article)]
    failures = [f for a in articles if isinstance(a, ck.Article) for f in a.failures]
    assert found == [["Ana"], ["STUMBLE", "Ana"], ["Bo"]]
    assert failures == [ck.Failure("d1", "stumble", "RuntimeError", "stumbled")]


def test_a_failing_cleaner_leaves_no_half_done_work() -> None:
    """Its edits are dropped, the other cleaners still run."""
    kit = ck.Pipeline([Stumble(), Shout()])
    (article,) = kit.stream(["STUMBLE!!"], on_error="collect")
    assert isinstance(article, ck.Article)
    assert article.document.text == "STUMBLE!"
    assert [f.step for f in article.failures] == ["stumble"]
    with pytest.raises(ck.StepFailed, match="stumbled"):
        kit.clean("STUMBLE!!")


def test_failures_of_readers_keep_their_place() -> None:
    """A stream passes them on."""
    broken = ck.Failure("x", "read", "InputError", "broken", "x.txt")
    stream = ck.Pipeline([Shout()]).stream(["a", broken, "b"], on_error="collect")

    assert [isinstance(item, ck.Failure) for item in stream] == [False, True, False]


def test_texts_in_other_languages_are_cleaned_but_not_read() -> None:
    """No confident rubbish; a note says why."""
    article = ck.Pipeline([Russian(), Shout()], [Names()])("NATO!!")

    assert article.document.text == "NATO!"
    assert article.found == ()
    (skipped,) = article.document.notes(ck.Skipped)
    assert skipped.what == "extractors"
    assert "'ru'" in skipped.why


def test_texts_that_are_too_long_are_cleaned_but_not_read() -> None:
    """With the limit in the note."""
    article = ck.Pipeline([Shout()], [Names()], max_chars=8)("NATO met!! Wow.")

    assert article.document.text == "NATO met! Wow."
    assert article.found == ()
    assert "max_chars=8" in article.document.notes(ck.Skipped)[0].why


@given(st.lists(texts, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_text_is_an_error(many: list[str]) -> None:
    """Lone surrogates, NUL bytes and marks of order reach the parser and come back."""
    articles = list(ck.Pipeline([Shout()], [Names()]).stream(many))

    assert [a.document.raw for a in articles] == many
    for article in articles:
        for record in article.records(Name):
            assert record.words.text == article.document.text[record.words.span.slice]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"cleaners": [Shout]},
            r"Pipeline.cleaners: wanted a callable with a name, got .*Shout\(\)",
        ),
        ({"cleaners": ["shout"]}, "Pipeline.cleaners: wanted a callable with a name, got 'shout'"),
        ({"extractors": [Shout()]}, "wanted a callable with name, requires, produces"),
        (
            {"cleaners": Shout()},
            r"Pipeline.cleaners: wanted a list of steps, got .*; pass cleaners=\[step\]",
        ),
        ({"extractors": None}, "Pipeline.extractors: wanted a list of steps, got None$"),
        ({"cleaners": [Shout(), Shout()]}, "wanted steps of different names, got 'shout'"),
        ({"batch_size": 0}, "Pipeline.batch_size: wanted a whole number of at least 1, got 0"),
        ({"max_chars": True}, "Pipeline.max_chars"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, object], message: str) -> None:
    """Field, wish and value."""
    with pytest.raises(ck.ConfigError, match=message):
        ck.Pipeline(**options)  # type: ignore[arg-type]


def test_wrong_calls_are_refused_at_once() -> None:
    """Before the first document is read."""
    kit = ck.Pipeline([Shout()])
    with pytest.raises(ck.ConfigError, match="on_error"):
        kit.stream([], on_error="ignore")  # type: ignore[call-overload]
    with pytest.raises(ck.ConfigError, match="workers: wanted a whole number of at least 1, got 0"):
        kit.stream([], workers=0)
    with pytest.raises(ck.ConfigError, match="keep_doc"):
        kit.stream([], workers=2, keep_doc=True)
    for one in ("NATO met.", ck.Document("NATO met.")):
        with pytest.raises(
            ck.ConfigError, match=r"documents: wanted a list .* call the pipeline itself"
        ):
            ck.Pipeline().stream(one)  # type: ignore[arg-type]
    with pytest.raises(ck.ConfigError, match="document: wanted a Document or a str, got 7"):
        kit(7)  # type: ignore[arg-type]


def test_steps_that_cannot_reach_a_worker_are_named() -> None:
    """A lambda inside, or a class typed into the interpreter."""

    class Local(Shout):
        pass

    with pytest.raises(ck.ConfigError, match="step 'shout': wanted a step that can be pickled"):
        ck.Pipeline([Local()]).stream(["a"], workers=2)
    Local.__module__ = "__main__"
    with pytest.raises(ck.ConfigError, match="move it into a module of its own"):
        ck.Pipeline([Local()]).stream(["a"], workers=2)


def test_errors_survive_pickling() -> None:
    """Workers hand them to their parent with all they know."""
    failed = ck.StepFailed("d1", "mine", ValueError("no"))
    again = pickle.loads(pickle.dumps(failed))  # noqa: S301, our own bytes

    assert (str(again), again.document, again.step, again.error) == (
        str(failed),
        "d1",
        "mine",
        "ValueError",
    )
