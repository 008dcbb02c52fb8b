"""Arrow in, Arrow out: a fixed schema, every row answered, the model loaded once a process."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import corpuskit as ck
from corpuskit.scale.batches import PipelineSpec, extract_batches
from tests.parts import Length, Lengths, Name, Names, Shout, Stumble

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = ck.Pipeline([Shout()], [Names(), Lengths()], batch_size=4)
SPEC = PipelineSpec.of(KIT)
ROWS: list[dict[str, Any]] = [
    {"id": f"d{k}", "text": f"NATO met{'!' * (k % 3)} in Madrid {k}.", "date": "2023-02-10"}
    for k in range(150)
]


def out(rows: list[dict[str, Any]], spec: PipelineSpec = SPEC) -> list[dict[str, Any]]:
    """The rows that come of rows."""
    (batch,) = pa.Table.from_pylist(rows).to_batches()
    return pa.Table.from_batches(  # type: ignore[no-any-return]
        extract_batches([batch], pipeline=spec), spec.schema
    ).to_pylist()


def test_rows_hold_what_the_pipeline_finds() -> None:
    """Record by record the same, in the order of the input."""
    articles = [KIT(ck.Document(row["text"], row["id"])) for row in ROWS]
    found = out(ROWS)

    assert [row["id"] for row in found] == [f"d{k}" for k in range(150)]
    for row, article in zip(found, articles, strict=True):
        assert row["text"] == article.document.text
        assert row["raw"] == article.document.raw
        assert [ck.from_dict(Name, r) for r in row["names"]] == list(article.records(Name))
        assert [ck.from_dict(Length, r) for r in row["lengths"]] == list(article.records(Length))
        assert len(row["edits"]) == len(article.document.edits)
        assert row["failures"] == []
        assert str(row["published"]) == "2023-02-10"


def test_every_batch_has_the_schema_that_the_spec_tells() -> None:
    """Also an empty one; batches stay small however large the input's are."""
    (batch,) = pa.Table.from_pylist(ROWS).to_batches()
    made = list(extract_batches([batch, batch.slice(0, 0)], pipeline=SPEC))

    assert {str(b.schema) for b in made} == {str(SPEC.schema)}
    assert max(b.num_rows for b in made) == 4
    assert SPEC.schema.names[-3:] == ["names", "lengths", "failures"]


def test_a_batch_is_taken_only_when_it_is_needed() -> None:
    """A partition streams through."""
    taken = 0

    def source() -> Iterator[Any]:
        nonlocal taken
        for _ in range(10):
            taken += 1
            yield from pa.Table.from_pylist(ROWS[:4]).to_batches()

    next(extract_batches(source(), pipeline=SPEC))
    assert taken == 1


def test_a_row_without_text_and_a_step_that_fails_are_failures_in_their_rows() -> None:
    """The rest of the batch is done."""
    spec = PipelineSpec.of(ck.Pipeline([Stumble(), Shout()], [Lengths()]))
    rows: list[dict[str, Any]] = [
        {"id": "a", "text": "A!!"},
        {"id": "b", "text": None},
        {"id": "c", "text": "STUMBLE"},
        {"id": "d", "text": "lone \ud83d"},
    ]
    texts = pa.array(["A!!", None, "STUMBLE", "D"])
    batch = pa.RecordBatch.from_arrays([pa.array([r["id"] for r in rows]), texts], ["id", "text"])
    (made,) = extract_batches([batch], pipeline=spec)
    first, second, third, fourth = made.to_pylist()

    assert (first["text"], first["failures"], len(first["lengths"])) == ("A!", [], 1)
    assert second["failures"][0]["message"] == "wanted a string under 'text', got NoneType"
    assert second["id"] == "b"
    assert third["failures"][0]["error"] == "RuntimeError"
    assert fourth["text"] == "D"


def test_columns_have_other_names_on_demand() -> None:
    """And a wrong one lists those that are there."""
    rows = [{"nr": 7, "body": "NATO met.", "text": "no"}]
    spec = PipelineSpec.of(KIT, fields={"id": "nr", "text": "body"})
    (row,) = out(rows, spec)

    assert (row["id"], row["raw"]) == ("7", "NATO met.")
    with pytest.raises(
        ck.InputError, match="no column 'words' for text; there are: nr, body, text"
    ):
        out(rows, PipelineSpec.of(KIT, fields={"text": "words"}))
    with pytest.raises(ck.ConfigError, match="wanted a column with ids"):
        out([{"text": "NATO met."}])


def test_a_spec_is_a_value_that_travels() -> None:
    """Equal after pickling; a process that has it loads the pipeline once."""
    again = pickle.loads(pickle.dumps(SPEC))  # noqa: S301, our own bytes

    assert again == SPEC
    assert again.pipeline is SPEC.pipeline
    assert again.pipeline == KIT
