"""Results read back: the documents are the ones that were written, and mixed folders are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from corpuskit import (
    Article,
    Document,
    Edit,
    InputError,
    Pipeline,
    write_report,
    write_results,
)
from corpuskit.io.stored import document_of, read_results
from corpuskit.io.tables import article_row
from tests.parts import Names
from tests.report.sample import hostile_article, hostile_document, write_folder
from tests.strategies import documents

if TYPE_CHECKING:
    from pathlib import Path


def stored_row(document: Document) -> dict[str, Any]:
    """The row as it reads back from a file."""
    row: dict[str, Any] = json.loads(json.dumps(article_row(document)))
    return row


def test_a_document_comes_back_as_it_was() -> None:
    """All layers, edits and notes: the same row again."""
    document = hostile_document()
    again = document_of(stored_row(document))

    assert again == document
    assert stored_row(again) == stored_row(document)


@given(documents())
def test_any_document_comes_back(document: Document) -> None:
    """Whatever its steps did to whatever text."""
    assert document_of(stored_row(document)) == document


def test_a_step_that_ran_twice_in_a_row() -> None:
    """Its layers are told apart where edits are no longer sorted."""
    document = Document("abc abc").edited([Edit(4, 5, "x", "r")], step="s")
    document = document.edited([Edit(4, 6, "yy", "r")], step="s")

    assert document_of(stored_row(document)) == document


def test_edits_that_do_not_lead_to_the_text_are_refused() -> None:
    """A folder that somebody has changed by hand is no evidence."""
    row = stored_row(hostile_document())
    row["text"] += "!"

    with pytest.raises(InputError, match="do not lead from raw to text"):
        document_of(row)


def test_records_come_with_their_articles(tmp_path: Path) -> None:
    """Also where two documents share the empty name."""
    short = Article(document := Document("“We met,” he said."))
    words = document.mention(1, 7)
    quote = attrs.evolve(hostile_article().quotes[0], content=words, spans=(words,), evidence=words)
    articles = [hostile_article(""), short.with_records([quote]), hostile_article("b")]
    first, second, third = read_results(write_folder(articles, tmp_path))

    assert [row["id"] for row in first.records["quotes"]] == ["q1", "q2"]
    assert [row["content"]["text"] for row in second.records["quotes"]] == ["We met"]
    assert [row["id"] for row in third.records["quotes"]] == ["q1", "q2"]
    assert third.document == articles[2].document
    assert list(third.records) == ["events", "officials", "quotes", "sanctions"]


@pytest.mark.parametrize("form", ["jsonl.gz", "jsonl.zst"])
def test_compressed_results_are_read_back(tmp_path: Path, form: str) -> None:
    """The same articles and records."""
    kit = Pipeline([], [Names()])
    for name, chosen in (("plain", "jsonl"), ("packed", form)):
        write_results(kit.stream(["NATO met the EU."]), tmp_path / name, kit, format=chosen)

    assert list(read_results(tmp_path / "packed")) == list(read_results(tmp_path / "plain"))
    sizes = [write_report(tmp_path / name, tmp_path / "a.html") for name in ("plain", "packed")]
    assert sizes[0].records == sizes[1].records > 0


def test_a_record_without_an_article_is_refused(tmp_path: Path) -> None:
    """The file of an earlier run was left behind."""
    folder = write_folder([hostile_article("a")], tmp_path)
    with folder.joinpath("quotes.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"document":"z","id":"q9"}\n')

    with pytest.raises(InputError, match=r"quotes\.jsonl, line 3: no article 'z' holds this"):
        list(read_results(folder))


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("articles.jsonl", '{"id": "a"}', "line 2: no article: KeyError"),
        ("articles.jsonl", "{", "line 2: not JSON"),
        ("articles.jsonl", "[]", "line 2: wanted an object"),
        ("quotes.jsonl", "no", "line 3: not JSON"),
    ],
)
def test_broken_lines_are_named(tmp_path: Path, name: str, line: str, said: str) -> None:
    """With file and line."""
    folder = write_folder([hostile_article("a")], tmp_path)
    with folder.joinpath(name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")

    with pytest.raises(InputError) as caught:
        list(read_results(folder))
    assert f"{name}, {said}" in str(caught.value)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    """The message says what was wanted."""
    with pytest.raises(InputError, match=r"no articles\.jsonl; wanted a folder that"):
        list(read_results(tmp_path))
