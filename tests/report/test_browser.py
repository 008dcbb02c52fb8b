"""The report in a real browser: what readers see, click and hear. `make browser` runs these alone."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from corpuskit import Article, Document, Edit, write_report
from tests.report.sample import HOSTILE, hostile_article, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page  # noqa: TC004, need not be there

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="no browser tests: pip install playwright"
    )
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.skip("no browser: apt-get install chromium, or set CHROMIUM to the program")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on three articles: two hostile ones, and one with nothing found."""
    folder = tmp_path_factory.mktemp("report")
    quiet = Article(Document("Nothing here.\n" + "w" * 200, "quiet.txt"))
    articles = [hostile_article(), hostile_article("second.txt"), quiet]
    write_report(write_folder(articles, folder / "press"), folder / "report.html")
    return folder.joinpath("report.html").as_uri()


@attrs.frozen
class Visit:
    """A reader with the report open; errors and requests are noted."""

    page: Page
    address: str
    errors: list[str]

    def __call__(self, route: str) -> Page:
        """The page at a route."""
        self.page.goto(self.address + route)
        return self.page


@pytest.fixture
def visit(browser: Browser, report: str) -> Iterator[Visit]:
    """Ends with an error if the page's script raised, or anything was requested or blocked."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: errors.append(f"dialog {dialog.message}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(report) else errors.append(request.url),
    )
    yield Visit(page, report, errors)
    page.close()
    assert errors == []


def words_of(page: Page, record: int) -> str:
    """The highlighted words of a record in the clean text, each line a row of its own."""
    pieces = page.locator(f".cell.clean [data-r~='{record}']").all_text_contents()
    return "".join(pieces)


def test_the_overview_opens_first(visit: Visit) -> None:
    """With plots, and links from a bar to what it counts."""
    page = visit("")
    assert page.locator("#overview h2").is_visible()
    assert page.locator("#overview svg").count() == 4
    page.locator("svg a[aria-label='Kim Gunn: 2 quotes']").click()

    assert page.locator("#records tbody tr").count() == 2
    assert page.locator("input[name=speaker]").input_value() == "Kim Gunn"
    assert page.locator("#overview").is_hidden()


def test_clean_and_raw_stand_side_by_side(visit: Visit) -> None:
    """Cuts struck through, repairs marked, each with its rule."""
    page = visit("#article/0")
    cut = page.locator(".cell.raw .change.cut", has_text="Share on Facebook")
    repair = page.locator(".cell.raw .change.repair", has_text="Deputy Minister")

    assert "line-through" in str(
        cut.locator("del").evaluate("e => getComputedStyle(e).textDecoration")
    )
    assert repair.locator("del").text_content() == "Assist Secretary"
    assert repair.locator("ins").text_content() == "Deputy Minister"
    assert page.locator(".gone-note", has_text="cut: chrome:share").count() == 2
    assert "Share on Facebook" not in str(page.locator(".cell.clean").all_text_contents())
    assert page.locator(".cell.clean .repaired", has_text="Deputy Minister").count() == 1
    page.get_by_role("button", name="Clean", exact=True).click()
    assert page.locator(".cell.raw").count() == 0
    page.get_by_role("button", name="Raw", exact=True).click()
    assert page.locator(".cell.clean").count() == 0


def test_what_cannot_be_seen_has_a_sign(visit: Visit) -> None:
    """A zero-width space that was cut."""
    page = visit("#article/0")

    assert page.locator(".cell.raw .change.cut", has_text="⟨200B⟩").count() == 1


def test_highlights_hold_their_words_behind_emoji(visit: Visit) -> None:
    """Offsets in code points, drawn in UTF-16: nested and crossing records, split by line ends."""
    page = visit("#article/0")

    assert words_of(page, 0) == 'We will defend "everyinch" of the land'
    assert words_of(page, 1) == "everyinch"
    assert words_of(page, 4) == 'defend "every'
    assert words_of(page, 2) == "Deputy MinisterKim Gunn"
    inner = page.locator(".cell.clean [data-r~='1'][data-r~='4']")
    assert set(str(inner.get_attribute("class")).split()) >= {"m", "k0", "k2", "deep"}


@pytest.mark.parametrize("view", ["Side by side", "Clean", "Raw"])
def test_no_text_is_lost_in_any_view(visit: Visit, view: str) -> None:
    """The cells together are the text, whatever the marks."""
    page = visit("#article/0")
    page.get_by_role("button", name=view, exact=True).click()
    text = hostile_article().document.text
    if view != "Raw":
        cells = page.locator(".cell.clean:not(:has(.gone-note))").all_text_contents()
        assert "".join("".join(cells).split()) == "".join(text.split())
    if view != "Clean":
        kept = "[...document.querySelectorAll('.cell.raw')].map(e => { const c = e.cloneNode(true); c.querySelectorAll('ins').forEach(i => i.remove()); return c.textContent }).join('')"
        raw = hostile_article().document.raw.replace("\u200b", "⟨200B⟩").replace("\x9d", "⟨009D⟩")
        assert "".join(page.evaluate(kept).replace("⏎", "").split()) == "".join(raw.split())


def test_a_hostile_article_stays_text(visit: Visit) -> None:
    """Nothing of it runs; it is shown as it was written."""
    page = visit("#article/0")
    line = page.locator(".cell.clean", has_text="<script>alert")

    assert line.text_content() == HOSTILE
    assert page.locator("#article-title").text_content() == "A <b>hostile</b> title </script>"
    assert page.locator("#article").locator("b, img, script, style").count() == 0
    page.get_by_role("button", name="About").click()
    assert page.get_by_text("By <i>me</i>", exact=True).is_visible()


def test_the_legend_switches_each_kind(visit: Visit) -> None:
    """In the text and in the list beside it."""
    page = visit("#article/0")
    assert page.locator("#texts .k0").count() > 0
    page.get_by_role("checkbox", name="quotes").uncheck()
    assert page.locator("#texts .k0").count() == 0
    assert page.locator("#list .k0").count() == 0
    assert page.locator("#texts .k2").count() > 0
    page.get_by_role("checkbox", name="cuts").uncheck()
    assert page.locator("#texts .change.cut").count() == 0
    assert "Share on Facebook" not in str(page.locator(".cell.raw").all_text_contents())
    page.get_by_role("checkbox", name="repairs").uncheck()
    assert page.locator("#texts .change.repair, #texts .repaired").count() == 0
    page.get_by_role("checkbox", name="quotes").check()
    assert words_of(page, 0) == 'We will defend "everyinch" of the land'


def test_hover_and_focus_show_the_fields(visit: Visit) -> None:
    """Until Escape, or until the pointer or the focus leaves."""
    page = visit("#article/0")
    tip = page.locator("#tip")
    page.locator(".cell.clean [data-r]", has_text="condemned").hover()
    tip.wait_for()
    assert "verb:x" in tip.inner_text()
    assert "2023-02-10" in tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    words = page.locator(".cell.clean [data-r]", has_text="Deputy Minister")
    words.focus()
    assert tip.is_visible()
    assert "official o1" in tip.inner_text()
    assert "from" in tip.inner_text()
    assert words.get_attribute("aria-describedby") == "tip"
    page.locator("#theme").focus()
    assert tip.is_hidden()
    page.locator(".cell.raw .change.repair", has_text="Assist Secretary").focus()
    assert "spun-again" in tip.inner_text()
    page.mouse.move(5, 5)
    page.locator(".gone-note").first.hover()
    tip.wait_for(state="hidden")


def test_from_the_list_to_the_words_and_back(visit: Visit) -> None:
    """With the keyboard alone; nested records take turns."""
    page = visit("#article/0")
    entry = page.locator("#list .jump", has_text="event e1")
    entry.focus()
    page.keyboard.press("Enter")
    assert focused(page).text_content() == "condemned"
    assert "chosen" in str(focused(page).get_attribute("class"))
    page.keyboard.press("Enter")
    assert focused(page).get_attribute("data-key") == "r3"
    assert focused(page).get_attribute("aria-current") == "true"
    page.get_by_role("button", name="Clean", exact=True).click()
    assert page.locator(".cell.clean .chosen").text_content() == "condemned"
    inner = page.locator(".cell.clean [data-r~='1'][data-r~='4']")
    seen = []
    for _ in range(3):
        inner.click()
        seen.append(focused(page).get_attribute("data-key"))
    assert sorted(map(str, seen)) == ["r0", "r1", "r4"]


def test_from_the_table_to_the_words_and_back(visit: Visit) -> None:
    """The filters are as they were, and the focus is on the same line."""
    page = visit("#records?kind=events&country=IGO")
    assert page.locator("#records tbody tr").count() == 4
    page.locator("#records tbody tr", has_text="ACCUSE").last.locator("td").first.click()
    assert page.locator("#article-title").is_visible()
    assert focused(page).text_content() == "condemned"
    assert in_view(focused(page))
    page.get_by_role("link", name="Back to the table").click()
    page.locator("#records table").wait_for()
    assert page.locator("select[name=country]").input_value() == "IGO"
    assert focused(page).get_attribute("href") == "#article/1/r3"


def test_filters(visit: Visit) -> None:
    """Speaker, country, type, document and words narrow the table; the address keeps them."""
    page = visit("#records")
    rows = page.locator("#records tbody tr")
    told = page.locator("#records .told")
    assert rows.count() == 4
    page.get_by_label("Speaker", exact=True).fill("kim")
    page.locator("#records .told", has_text="1–2 of 2").wait_for()
    page.get_by_label("Document", exact=True).fill("second")
    page.locator("#records .told", has_text="1–1 of 1").wait_for()
    assert "speaker=kim" in page.url
    page.reload()
    assert told.inner_text() == "1–1 of 1"
    page.get_by_role("button", name="Clear filters").click()
    assert rows.count() == 4
    page.get_by_label("Country", exact=True).select_option("KOR")
    page.locator("#records .told", has_text="of 2").wait_for()
    page.get_by_role("button", name="Events").click()
    page.get_by_label("Event type", exact=True).select_option("MOBILIZE")
    page.get_by_label("Words", exact=True).fill("no such words")
    page.locator("#records .told", has_text="Nothing fits").wait_for()
    page.get_by_label("Words", exact=True).fill("EVERY")
    page.locator("#records .told", has_text="Nothing fits").wait_for()
    page.get_by_label("Country", exact=True).select_option("")
    page.locator("#records .told", has_text="of 2").wait_for()


def test_records_of_plugins_have_a_table(visit: Visit) -> None:
    """As our own."""
    page = visit("#records?kind=sanctions")

    assert page.locator("#records tbody tr").count() == 2
    assert "<script>alert('x')</script>" in page.locator("#records tbody tr").first.inner_text()


def test_tables_are_sorted_by_their_heads(visit: Visit) -> None:
    """Up, then down; the focus stays."""
    page = visit("#documents")
    head = page.get_by_role("button", name="Raw characters")
    head.click()
    column = page.locator("#documents th", has_text="Raw characters")
    assert column.get_attribute("aria-sort") == "ascending"
    assert page.locator("#documents tbody th").first.inner_text() == "quiet.txt"
    page.keyboard.press("Enter")
    assert column.get_attribute("aria-sort") == "descending"
    assert page.locator("#documents tbody th").last.inner_text() == "quiet.txt"


def test_a_link_to_an_edit_shows_it(visit: Visit) -> None:
    """Even where the cuts were switched off; a wrong address leads to the overview."""
    page = visit("#article/0/e5")
    assert focused(page).inner_text().startswith("Share on Facebook")
    assert page.locator("#list .entry.chosen dl").is_visible()
    places = page.locator("#list .entry.chosen dd").all_text_contents()[-1]
    start = hostile_article().document.raw.index("Share on Facebook")
    assert places == f"{start}–{start + len('Share on Facebook') + 1}"  # as Python counts
    for wrong in ("#article/99", "#nonsense", "#article/0/r99"):
        assert visit(wrong).locator("main > section:visible").count() == 1


def test_an_article_without_anything(visit: Visit) -> None:
    """Says so."""
    page = visit("#article/2")

    assert page.locator("#list").inner_text() == "No records."
    page.get_by_role("button", name="Edits").click()
    assert page.locator("#list").inner_text() == "Nothing was changed."


def test_a_text_of_many_lines(browser: Browser, tmp_path: Path) -> None:
    """Drawn to its end only when that is wanted: by the button, or by a link to words down there."""
    lines = [f"Line {number} of NATO.\n" for number in range(5_000)]
    document = Document("".join(lines))
    last = len(document.text) - len(lines[-1])
    edited = document.edited([Edit(last, last + 4, "Row", "test:row")], step="test")
    out = tmp_path / "long.html"
    out.write_text(Article(edited).to_html(), "utf-8")
    page = browser.new_page()
    page.goto(out.as_uri())
    assert page.locator(".cell.clean").count() == 2_000
    page.get_by_role("button", name="Show all 5,000 lines").click()
    assert page.locator(".cell.clean").count() == 5_000
    page.goto("about:blank")
    page.goto(out.as_uri() + "#article/0/e0")
    assert focused(page).inner_text() == "LineRow"
    assert in_view(focused(page))
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "route",
    ["#overview", "#documents", "#records?kind=events", "#article/0/r0", "#article/0/e1", "about"],
)
def test_accessibility(browser: Browser, report: str, scheme: Any, route: str) -> None:
    """Axe finds nothing to mend, contrast and labels included, in both colour schemes."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(report + (route if route != "about" else "#article/0"))
    if route == "about":
        page.get_by_role("button", name="About").click()
    found = axe.run(page)
    context.close()

    assert found.violations_count == 0, found.generate_report()


def test_contrast_of_overlapping_highlights(browser: Browser, report: str) -> None:
    """Axe does not see through gradients: the tints are measured on their own, 4.5 to 1 at least."""
    script = """() => {
      const style = getComputedStyle(document.documentElement);
      const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
      const probe = document.body.appendChild(document.createElement("i"));
      const rgb = (name) => { probe.style.color = `var(${name})`;
        canvas.fillStyle = getComputedStyle(probe).color; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
      const names = ["ink", "soft", "paper", "sheet", "press", "hair", "accent", "cut", "cut-tint",
        "repair", "repair-tint", "t0-deep", ...[0, 1, 2, 3, 4, 5].flatMap((k) => ["c" + k, "t" + k])];
      return Object.fromEntries(names.map((name) => [name, rgb("--" + name)]));
    }"""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type, unused-ignore]
        page = context.new_page()
        page.goto(report)
        colours = page.evaluate(script)
        context.close()
        pairs = [
            ("cut", "cut-tint"),
            ("repair", "repair-tint"),
            ("soft", "paper"),
            ("soft", "press"),
        ]
        pairs += [("soft", "sheet"), ("accent", "paper"), ("accent", "sheet"), ("ink", "t0-deep")]
        pairs += [(front, f"t{k}") for k in range(6) for front in (f"c{k}", "ink")]
        for front, back in pairs:
            assert contrast(colours[front], colours[back]) >= 4.5, (scheme, front, back)
        mixed = [
            0.13 * c + 0.87 * t for c, t in zip(colours["c2"], colours["t0-deep"], strict=True)
        ]
        assert contrast(colours["ink"], mixed) >= 4.5, scheme
        lighter = [
            0.45 * p + 0.55 * t for p, t in zip(colours["paper"], colours["t0"], strict=True)
        ]
        raw_event = [0.13 * c + 0.87 * t for c, t in zip(colours["c2"], lighter, strict=True)]
        assert contrast(colours["soft"], raw_event) >= 4.5, scheme


def test_print(browser: Browser, report: str) -> None:
    """Light paper, no controls, every record with its fields."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(report + "#article/0")
    page.emulate_media(media="print")

    assert page.locator("#pages").is_hidden()
    assert page.locator("#list dl").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 29, 33)"
    assert page.pdf()[:4] == b"%PDF"
    width = 640  # A4 between its margins
    page.set_viewport_size({"width": width, "height": 960})
    for route in ("#overview", "#documents", "#records?kind=events", "#article/0"):
        page.goto(report + route)
        page.locator("main > section:visible").wait_for()
        widest = "Math.max(...[...document.querySelectorAll('table, .list, svg')].map(e => e.getBoundingClientRect().right))"
        assert page.evaluate(widest) <= width, route
    context.close()


def test_a_phone_shows_everything_in_one_column(browser: Browser, report: str) -> None:
    """Nothing is wider than the screen."""
    context = browser.new_context(viewport={"width": 375, "height": 700})
    page = context.new_page()
    for route in ("", "#documents", "#records", "#article/0"):
        page.goto(report + route)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, route
    page.goto(report)
    page.locator(".drawing").first.wait_for()
    clipped = "getComputedStyle(document.querySelector('.drawing')).backgroundImage"
    assert "gradient" in page.evaluate(clipped)  # a shadow where bars go on
    page.goto(report + "#article/2")
    cut = (
        "[...document.querySelectorAll('.cell')].filter(c => c.scrollWidth > c.clientWidth).length"
    )
    assert page.evaluate(cut) == 0
    context.close()


def test_a_thousand_articles_open_in_three_seconds(browser: Browser, tmp_path: Path) -> None:
    """And stay usable: tables by the page, articles drawn when they are opened."""
    long = Document("NATO met in Madrid, the minister said. " * 100 + "\n\n")
    base = hostile_article("a")
    text = base.document.raw + long.raw
    articles = []
    for number in range(1000):
        document = Document(text, f"{number:04}.txt")
        changes = base.document.raw_edits
        document = document.edited(changes, step="all")
        articles.append(Article(document, None, base.found * 4))
    write_report(write_folder(articles, tmp_path / "r"), tmp_path / "r.html")
    page = browser.new_page()
    start = time.monotonic()
    page.goto(tmp_path.joinpath("r.html").as_uri())
    page.locator("#pages a[aria-current]").wait_for()
    opened = time.monotonic() - start
    page.evaluate("location.hash = 'records?kind=events'")
    page.locator("#records .told", has_text="1–50 of 8,000").wait_for()
    page.get_by_label("Words", exact=True).fill("condemned")
    page.locator("#records .told", has_text="1–50 of 4,000").wait_for()
    page.evaluate("location.hash = 'article/999'")
    page.locator("#texts .k0").first.wait_for()
    used = time.monotonic() - start
    page.close()

    assert opened < 3
    assert used < 8


def focused(page: Page) -> Locator:
    """The element that has the focus."""
    return page.locator(":focus")


def in_view(element: Locator) -> bool:
    """Whether it can be seen without scrolling."""
    inside: bool = element.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )
    return inside


def contrast(one: list[float], other: list[float]) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: list[float]) -> float:
    """Relative luminance of an sRGB colour of 0..255."""
    parts = (part / 255 for part in colour)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
