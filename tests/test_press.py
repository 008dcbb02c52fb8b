"""The main job on the five articles: every record leads back to the words in the raw scrape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import corpuskit as ck
from corpuskit.testing import mentions_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def articles() -> list[ck.Article]:
    """The five articles after everything."""
    return list(ck.Pipeline.press().stream(ck.read("examples/press")))


def test_every_mention_of_every_record_leads_to_its_words(articles: list[ck.Article]) -> None:
    """The raw text holds the same words, or an edit stands inside and `scraped` has the damaged form."""
    count = 0
    for article in articles:
        document = article.document
        changed = [edit.raw for edit in document.edits]
        for mention in (m for record in article.found for m in mentions_of(record)):
            count += 1
            assert mention.text == document.text[mention.span.slice]
            assert mention.text == mention.text.strip() != ""
            raw = "".join(document.raw[part.slice] for part in mention.raw_parts)
            if mention.scraped is None:
                assert raw == mention.text
            else:
                assert raw == mention.scraped != mention.text
                assert any(
                    span.overlaps(mention.raw) or mention.raw.contains(span) for span in changed
                )

    assert count > 900


def test_records_have_ids_evidence_and_confidence(articles: list[ck.Article]) -> None:
    """Ids are unique in their article, and the evidence holds what the record is about."""
    for article in articles:
        for kind in (ck.Quote, ck.Official, ck.Event):
            records: tuple[ck.Record, ...] = article.records(kind)
            assert len({record.id for record in records}) == len(records)
            assert all(0 < record.confidence <= 1 and record.rule for record in records)
        for quote in article.quotes:
            assert quote.evidence.span.overlaps(quote.content.span)
        for event in article.events:
            assert event.evidence.span.contains(event.trigger.span)


def test_nothing_of_an_article_is_lost(articles: list[ck.Article], press: list[Path]) -> None:
    """The raw text is the file's, and the edits alone lead from it to the clean text."""
    for article, path in zip(articles, press, strict=True):
        document = article.document
        text = document.raw
        for edit in reversed(document.raw_edits):
            text = text[: edit.start] + edit.new + text[edit.end :]

        assert document.raw.encode() == path.read_bytes()
        assert text == document.text


def test_only_the_spun_article_is_called_spun(articles: list[ck.Article]) -> None:
    """The other four are not edited, and their quotations stay quotable."""
    for article in articles:
        (verdict,) = article.document.notes(ck.SpunVerdict)
        spun = article.document.id.startswith("003")
        assert (verdict.verdict == "spun") is spun
        assert any(edit.step == "spun" for edit in article.document.edits) is spun
        assert all((quote.fidelity == "unreliable") is spun for quote in article.quotes)
        direct = [quote for quote in article.quotes if quote.kind == "direct"]
        assert all(quote.verbatim is not spun for quote in direct)


def test_what_the_page_wrapped_around_the_articles_is_cut_and_kept(
    articles: list[ck.Article],
) -> None:
    """Comment forms, breadcrumbs, alternative texts, importer tags: gone from the text, in the zones."""
    gone = {
        "000": ["date 2023-02-10", "Credit: AP"],
        "001": ["LEAVE A REPLY", "Please enter your comment!", "CIC PRESS TEAM"],
        "002": ["› Subscribe", "reCAPTCHA", "More Articles"],
        "003": ["[ad_1]", "Source link", "Edited by"],
        "004": ["Home » Blog", "Biden, Yoon, Kishida, meet, at, Camp, David", "Source : Newsweek"],
    }
    for article in articles:
        zones = " ".join(zone.text for zone in article.document.zones)
        for words in gone[article.document.id[:3]]:
            assert words in article.document.raw
            assert words not in article.document.text
            assert words in zones


def test_an_update_never_passes_for_the_publication(articles: list[ck.Article]) -> None:
    """Article 003 has a stamp of its update only, article 000 a date."""
    by_id = {article.document.id[:3]: article.document.metadata for article in articles}

    assert by_id["000"].value("published") == "2023-02-10"
    assert by_id["003"].value("published") is None
    assert str(by_id["003"].value("updated")).startswith("2023-09-15")
