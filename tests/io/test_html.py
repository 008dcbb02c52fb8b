"""HTML pages: the article's text, what the page says about itself, and broken markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import corpuskit as ck

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The minister met her counterpart in Madrid on Friday and spoke about the treaty at length. "
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="windows-1252">
<title>Talks in Madrid</title><meta property="og:title" content="Talks in Madrid">
<meta name="author" content="Ana Gómez"><link rel="canonical" href="https://example.org/talks">
<meta property="article:published_time" content="2023-02-10T08:00:00Z">
<meta property="article:modified_time" content="2023-02-12T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks in Madrid</h1>
<p>{PARAGRAPH * 3}</p><p>“We met,” she said. {PARAGRAPH * 3}</p></article>
<footer>Cookies</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_about_itself() -> None:
    """Charset from the markup, metadata with origin page, the digest of the bytes."""
    document = ck.parse_html(PAGE.encode("cp1252"), id="talks")

    assert "“We met,” she said." in document.raw
    assert "Cookies" not in document.raw
    assert document.meta["lang"] == "en-GB"
    assert document.meta["canonical_url"] == "https://example.org/talks"
    assert document.meta["encoding"] == "windows-1252"
    assert str(document.meta["engine"]).startswith("trafilatura 2.")
    assert len(str(document.meta["page_sha256"])) == 64
    assert document.metadata.value("title") == "Talks in Madrid"
    assert document.metadata.value("byline") == "Ana Gómez"
    assert document.metadata["published"].value == "2023-02-10"
    assert document.metadata["published"].origin == "page"


def test_the_charset_of_the_headers_comes_first() -> None:
    """A server knows better than a template."""
    page = PAGE.encode("utf-8")

    assert "“We met,”" in ck.parse_html(page, charset="utf-8").raw


def test_folders_of_pages_are_read(tmp_path: Path) -> None:
    """Beside text files."""
    tmp_path.joinpath("a.html").write_text(PAGE, "cp1252")
    tmp_path.joinpath("b.txt").write_text("NATO met.", "utf-8")
    page, text = ck.read(tmp_path)

    assert isinstance(page, ck.Document)
    assert isinstance(text, ck.Document)
    assert (page.id, text.id) == ("a.html", "b.txt")
    assert page.meta["path"] == str(tmp_path / "a.html")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "<",
        "<html><frameset><frame src='a.html'></frameset></html>",
        "<html><body></body></html>",
        "<div>" * 5000,
        "<p>unclosed <b>nested <p>broken</i>",
        "\x00<p>NUL</p>",
        "\ud83d<p>half</p>",
    ],
)
def test_pages_without_an_article_give_an_empty_text(page: str) -> None:
    """Not an error."""
    words = ck.parse_html(page).raw.split()

    assert words in ([], ["NUL"], ["half"], ["unclosed", "nested", "broken"])


def test_the_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line to type."""
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(ck.MissingDependency, match="pip install trafilatura lxml_html_clean"):
        ck.parse_html("<p>NATO</p>")
