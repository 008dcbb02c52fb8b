"""Web chrome: what the page wrapped around the article, cut out and kept readable as zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from corpuskit.cleaners._chrome import context
from corpuskit.cleaners._chrome.flat import cut_running_text
from corpuskit.cleaners._chrome.lines import edits_of
from corpuskit.cleaners._chrome.model import cut_by_model, shipped_model
from corpuskit.cleaners._chrome.page import Facts, Page
from corpuskit.cleaners._chrome.rules import Catalogue, Rule, read_rules
from corpuskit.cleaners._chrome.site import SiteLines, cut_repeated
from corpuskit.document import Document
from corpuskit.edits import Span
from corpuskit.errors import ConfigError
from corpuskit.notes import Field, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.edits import Edit, Mention, Note

__all__ = ["Rule", "SiteLines", "WebChrome", "read_rules"]

PASSES = 12
"""So often a page is looked at again after a cut; real pages come to rest after two or three."""


def _as_tuple(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@attrs.frozen
class WebChrome:
    """The article's body without comment forms, share bars, captions, teasers and date lines.

    Each cut is an edit and a `Zone` (kind, words, rule, confidence); title, byline and dates read on
    the way become `Field` notes. `rules` are added to the shipped ones and win over them. `model`
    lets the line model judge the lines on which no rule has an opinion; `loss_budget` is the share of
    the content that may be lost by it on pages like those it was measured on; it keeps silent on
    pages read from HTML (`meta["engine"]`), where the markup has told more than a line can.
    `site_lines` come from `fit`.
    """

    name: ClassVar[str] = "chrome"

    rules: tuple[Rule, ...] = attrs.field(default=(), converter=_as_tuple, kw_only=True)
    model: bool = attrs.field(default=True, kw_only=True)
    loss_budget: float = attrs.field(default=0.003, kw_only=True)
    site_lines: SiteLines | None = attrs.field(default=None, kw_only=True)

    @loss_budget.validator
    def _in_range(self, _: object, value: float) -> None:
        if not 0 <= value <= 0.05:
            raise ConfigError("loss_budget", "a share of the content, 0 to 0.05", value)

    def fit(self, docs: Iterable[Document], *, site: str = "site") -> WebChrome:
        """The same step, with the lines that each site repeats learnt from a pile of its pages.

        `site` names the fact of `Document.meta` that tells the site ("site", "url"); without it all
        documents count as one site. Give the documents as the step will see them.
        """
        return attrs.evolve(self, site_lines=SiteLines.of(docs, site))

    def __call__(self, doc: Document, /) -> Iterable[Edit | Note]:
        """Cuts and zones, with offsets into `doc.text`."""
        text = doc.text
        catalogue = Catalogue.with_own(self.rules)
        known: dict[str, Facts] = {}
        inner = Document(text)
        title = doc.meta.get("title")
        site_lines = self.site_lines.lines_for(doc) if self.site_lines else frozenset()
        notes: list[Note] = []
        for _ in range(PASSES):
            page = lay(inner.text, catalogue, known, str(title) if title else None, site_lines)
            if self.model and "engine" not in doc.meta:
                cut_by_model(page, shipped_model(), self.loss_budget)
            cuts = sorted(page.all_cuts(), key=lambda c: c.start)
            if not cuts:
                break
            for cut in cuts:
                notes.append(
                    Zone(
                        cut.kind, _mention(doc, inner, cut.start, cut.end), cut.rule, cut.confidence
                    )
                )
                notes.extend(
                    Field(
                        reading.name,
                        reading.value,
                        _mention(doc, inner, cut.start + reading.start, cut.start + reading.end),
                        origin="text",
                        rule=cut.rule,
                        confidence=cut.confidence,
                    )
                    for reading in cut.readings
                )
            inner = inner.edited(edits_of(inner.text, cuts), step=self.name)
        yield from inner.layers[0].edits if len(inner.layers) == 1 else inner.raw_edits
        yield from notes


def _mention(doc: Document, inner: Document, start: int, end: int) -> Mention:
    """Words of the text as some cuts left it, as a mention of the text that the step was given."""
    if not inner.layers:
        return doc.mention(start, end)
    hull = inner.raw_span(Span(start, end))
    return doc.mention(hull.start, hull.end)


def lay(
    text: str,
    catalogue: Catalogue,
    known: dict[str, Facts],
    title: str | None,
    site_lines: frozenset[str] = frozenset(),
) -> Page:
    """The page with the cuts of all layers but the model."""
    page = Page(text, catalogue, known)
    context.cut_by_rules(page)
    context.cut_stamps(page)
    cut_repeated(page, site_lines)
    context.cut_title(page, title)
    context.cut_tag_lists(page)
    context.cut_related(page)
    context.cut_captions(page)
    cut_running_text(page, catalogue)
    return page
