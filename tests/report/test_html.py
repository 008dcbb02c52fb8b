"""The report as a file: what it holds, that nothing in it can run, and what it says when it cannot."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import Article, Document, Edit, Failure, InputError, report_html, write_report
from corpuskit.report import _rows
from corpuskit.report._payload import for_script, utf16
from tests.report.sample import HOSTILE, RAW, hostile_article, write_folder

if TYPE_CHECKING:
    from pathlib import Path


class Page(HTMLParser):
    """Elements and texts as a parser of HTML sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str, str] = {}
        self._name: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        facts = dict(attrs)
        self.elements.append((tag, facts))
        self._name = (facts.get("id") or "code") if tag in {"script", "style"} else None
        if tag == "style":
            self._name = "style"

    def handle_data(self, data: str) -> None:
        """Notes what scripts hold."""
        if self._name:
            self.scripts[self._name] = self.scripts.get(self._name, "") + data

    def handle_endtag(self, tag: str) -> None:
        """Leaves the script."""
        del tag
        self._name = None

    def json(self, name: str) -> Any:
        """A block of data."""
        return json.loads(self.scripts[name])


def units(text: str) -> bytes:
    """The text as JavaScript counts it."""
    return text.encode("utf-16-le", "surrogatepass")


def test_an_article_comes_whole() -> None:
    """Raw text, edits that lead to the clean one, and records whose spans hold their words."""
    article = hostile_article()
    page = Page(article.to_html())
    payload = page.json("d0")

    assert payload["raw"] == RAW
    raw, clean, done = units(RAW), b"", 0
    for start, end, new, _ in payload["edits"]:
        clean += raw[2 * done : 2 * start] + units(new)
        done = end
    clean += raw[2 * done :]
    assert clean.decode("utf-16-le") == article.document.text
    kinds = [name for name, *_ in page.json("index")["kinds"]]
    words = {
        (kinds[kind], name): [
            clean[2 * a : 2 * b].decode("utf-16-le") for a, b, is_main in spans if is_main
        ]
        for kind, name, spans, *_ in payload["records"]
    }
    assert words == {
        ("quotes", "q1"): ['We will defend "every\ninch" of the land'],
        ("quotes", "q2"): ["every\ninch"],
        ("officials", "o1"): ["Deputy Minister", "Kim Gunn"],
        ("events", "e1"): ["condemned"],
        ("events", "e2"): ['defend "every'],
        ("sanctions", "s1"): ["<script>alert('x')</script>"],
    }


def test_an_edit_tells_its_whole_history() -> None:
    """Two steps changed the same words: both are told, with what each of them saw."""
    edits = Page(hostile_article().to_html()).json("d0")["edits"]
    (history,) = [edit[3] for edit in edits if edit[2] == "Deputy Minister"]

    assert [step[:4] for step in history] == [
        ["spun", "spun:title", "Assist Secretary", "Deputy Secretary"],
        ["spun-again", "spun:title", "Deputy Secretary", "Deputy Minister"],
    ]


def test_nothing_of_an_article_becomes_markup(tmp_path: Path) -> None:
    """Names, titles, texts, notes, failures: of elements there are only those of the page."""
    html = _written([hostile_article()], tmp_path)
    plain = _written([hostile_article("plain")], tmp_path)
    page = Page(html)

    assert [tag for tag, _ in page.elements] == [tag for tag, _ in Page(plain).elements]
    assert not [tag for tag, _ in page.elements if tag in {"b", "i", "img", "iframe", "object"}]
    assert not [facts for _, facts in page.elements if any(name.startswith("on") for name in facts)]
    assert page.json("d0")["raw"] == RAW
    assert HOSTILE not in html
    for line_end in ("\u2028", "\u2029"):
        assert line_end not in html
    assert "&lt;/script&gt;&lt;script&gt;alert(2)" in html


def test_only_our_own_code_may_run_and_nothing_is_fetched() -> None:
    """The content security policy names the digest of the script and of the style sheet."""
    page = Page(hostile_article().to_html())
    (policy,) = [
        str(facts["content"])
        for tag, facts in page.elements
        if tag == "meta" and facts.get("http-equiv") == "Content-Security-Policy"
    ]

    assert policy.startswith("default-src 'none';")
    for name, kind in (("code", "script-src"), ("style", "style-src")):
        digest = hashlib.sha256(page.scripts[name].encode()).digest()
        assert f"{kind} 'sha256-{base64.b64encode(digest).decode()}'" in policy
    for tag, facts in page.elements:
        assert "src" not in facts, tag
        assert tag != "link"
        assert (facts.get("href") or "#").startswith("#")
    assert "@import" not in page.scripts["style"]
    assert "url(" not in page.scripts["style"]
    assert not re.search(r"\b(fetch|XMLHttpRequest|innerHTML|eval)\b", page.scripts["code"])


def test_the_report_of_a_folder_is_the_one_of_its_articles(tmp_path: Path) -> None:
    """Rebuilt documents give the same data, and the same folder the same bytes."""
    articles = [hostile_article("a"), hostile_article("b")]
    folder = write_folder(articles, tmp_path / "results")
    size = write_report(folder, tmp_path / "one.html")
    write_report(folder, tmp_path / "new" / "two.html")
    one = tmp_path.joinpath("one.html").read_bytes()

    assert one == tmp_path.joinpath("new", "two.html").read_bytes()
    assert (size.documents, size.records, size.bytes) == (2, 12, len(one))
    stored, at_hand = Page(one.decode()), Page(report_html(articles))
    for name in ("index", "d0", "d1"):
        assert stored.json(name) == at_hand.json(name)


def test_the_overview_counts(tmp_path: Path) -> None:
    """Documents, edits by reason, speakers, events by type and date, countries, failures."""
    html = _written([hostile_article("a"), hostile_article("b")], tmp_path)
    overview = html[html.index('<section id="overview"') : html.index('<section id="documents"')]

    for told in (
        "<dd>2</dd>",
        'aria-label="Kim Gunn: 2 quotes"',
        '<th scope="row">(nobody named)</th><td>2</td>',
        '<th scope="row">mojibake:cp1252</th><td>4</td>',
        '<th scope="row">spun:title</th><td>4</td>',
        '<th scope="row">KOR</th><td>2</td>',
        '<th scope="col">2023-02-10</th><th scope="col">no date</th>',
        '<th scope="row">ACCUSE</th><td>2</td><td>0</td>',
        '<th scope="row">MOBILIZE</th><td>0</td><td>2</td>',
        "What could not be done (2)",
        "This run did not end",
    ):
        assert told in overview, told
    assert 'href="#records?kind=quotes&amp;speaker=Kim%20Gunn"' in overview


def test_a_complete_run_tells_what_made_it(tmp_path: Path) -> None:
    """Versions, model and pipeline; no warning."""
    folder = write_folder([hostile_article("a")], tmp_path / "r")
    said = {
        "versions": {"press-corpuskit": "0.1.0"},
        "pipeline": None,
        "steps": ["mine:Own<b>"],
        "model": {"name": "en_core_web_sm-3.8.0", "version": "3.8.0", "sha256": "ab"},
        "inputs_sha256": "fb2c26ac46bfe0e7",
    }
    folder.joinpath("provenance.json").write_text(json.dumps(said), "utf-8")
    write_report(folder, tmp_path / "out.html")
    html = tmp_path.joinpath("out.html").read_text("utf-8")

    assert (
        "Made by press-corpuskit 0.1.0; en_core_web_sm-3.8.0 (3.8.0), input fb2c26ac46bf." in html
    )
    assert "mine:Own&lt;b&gt;" in html
    assert "did not end" not in html


@pytest.mark.parametrize(
    "text", ["", " \r\n\t", "NUL \0 \x1b[31m", "\ud83d lone \ude00", "a" * 200_000, "\r\n" * 50]
)
def test_odd_text_is_data(text: str, tmp_path: Path) -> None:
    """It arrives as it is; the file is valid UTF-8."""
    document = Document(text, text[:20], meta={"title": text[:20]})
    article = Article(document.edited([Edit(0, 0, "\ud800+", "test:insert")], step="insert"))
    payload = Page(article.to_html()).json("d0")

    assert payload["raw"] == text
    assert payload["edits"][0][:3] == [0, 0, "\ud800+"]
    assert article._repr_html_()
    _written([article], tmp_path).encode()


def test_an_empty_folder_gives_an_empty_report(tmp_path: Path) -> None:
    """No articles, no kinds of records."""
    html = _written([], tmp_path)

    assert Page(html).json("index") == {"kinds": [], "documents": [], "tables": []}
    assert "No edits." in html


def test_records_of_another_version_are_refused(tmp_path: Path) -> None:
    """In one sentence that names the article."""
    folder = write_folder([hostile_article("a")], tmp_path / "r")
    quotes = folder.joinpath("quotes.jsonl")
    quotes.write_text(quotes.read_text("utf-8").replace('"fidelity"', '"faith"'), "utf-8")

    with pytest.raises(InputError, match=r"records of 'a' are not of this version: KeyError"):
        write_report(folder, tmp_path / "out.html")


def test_a_stream_gives_the_same_as_a_list() -> None:
    """Failures of the stream among its articles are told too."""
    failure = Failure("b.txt", "read", "InputError", "holds binary data")
    items: list[Article | Failure] = [hostile_article("a"), failure]
    html = report_html(item for item in items)

    assert html == report_html(items)
    assert "What could not be done (2)" in html
    assert "InputError: holds binary data" in html


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """An InputError with the path."""
    folder = write_folder([], tmp_path / "r")

    with pytest.raises(InputError, match="r: Is a directory"):
        write_report(folder, folder)


def test_the_notebook_card_has_no_script_and_escapes_all() -> None:
    """Marked text, a table for each kind of record, and one for the edits."""
    card = hostile_article()._repr_html_()
    page = Page(card)

    assert {tag for tag, _ in page.elements} <= {
        *("div", "p", "strong", "br", "span", "details", "summary"),
        *("table", "tr", "th", "td"),
    }
    assert "&lt;script&gt;alert" in card
    for told in (
        "2 quotes",
        "1 officials",
        "2 events",
        "1 sanctions",
        "7 edits",
        "Kim Gunn – We will",
    ):
        assert told in card
    inner = [facts for tag, facts in page.elements if tag == "span" and "title" in facts]
    both = [f for f in inner if "q1:" in str(f["title"]) and "q2:" in str(f["title"])]
    assert len(both) == 2  # the nested quotation, cut in two by the border of an event
    assert "text-decoration" in str(both[0]["style"])
    assert "text-decoration" not in str(both[1]["style"])


def test_a_long_text_is_shortened_in_the_notebook_only() -> None:
    """The card says how much is missing; the page has it all."""
    article = Article(Document("NATO met. " * 5_000))

    assert "… 30,000 characters more" in article._repr_html_()
    assert len(Page(article.to_html()).json("d0")["raw"]) == 50_000


@given(st.text(st.characters(exclude_categories=[])), st.data())
def test_offsets_are_those_of_javascript(text: str, data: st.DataObject) -> None:
    """UTF-16 units before a place; a lone surrogate counts one."""
    place = data.draw(st.integers(0, len(text)))

    assert utf16(text)(place) == len(units(text[:place])) // 2


@given(st.text(st.characters(exclude_categories=[])))
def test_data_in_a_script_cannot_end_it(text: str) -> None:
    """And it reads back as it was, UTF-16 pairs joined."""
    shown = for_script([text])

    assert not {"<", "\u2028", "\u2029"} & set(shown)
    assert units(json.loads(shown)[0]) == units(text)
    shown.encode()


def test_records_of_plugins_are_told_in_words() -> None:
    """Every value has words; nothing is said twice; kinds of ours come first."""
    row: dict[str, Any] = {"id": "x1", "evidence": None, "rule": "r", "confidence": 1.0}
    row |= {
        "flag": True,
        "none": None,
        "empty": [],
        "many": [1, 2],
        "nested": {"name": "N", "k": "v"},
    }

    assert _rows.in_order(["zebra", "events", "apes", "quotes"]) == (
        *("quotes", "events", "apes", "zebra"),
    )
    assert _rows.fields("things", row) == [
        ("rule", ["r"]),
        ("confidence", ["1.0"]),
        ("flag", ["yes"]),
        ("many", ["1", "; ", "2"]),
        ("nested", ["N", " (", "v", ")"]),
    ]
    assert _rows.facets("things", row | {"country": "KOR"}, {}).countries == ("KOR",)


def test_speakers_bring_the_country_of_their_office() -> None:
    """A quotation is found under the country of the official who said it."""
    article = hostile_article()
    index = Page(article.to_html()).json("index")

    assert [row[3:] for row in index["tables"][0]] == [["Kim Gunn", ["KOR"], ""], ["", [], ""]]
    assert [row[5] for row in index["tables"][2]] == ["ACCUSE", "MOBILIZE"]


def test_failures_of_articles_at_hand_are_told() -> None:
    """As those of a folder are."""
    article = hostile_article()

    assert "What could not be done (1)" in article.to_html()
    assert "What could not be done" not in attrs.evolve(article, failures=()).to_html()


def _written(articles: list[Article], tmp_path: Path) -> str:
    folder = write_folder(articles, tmp_path / "folder")
    out = tmp_path / "report.html"
    write_report(folder, out)
    return out.read_text("utf-8")
