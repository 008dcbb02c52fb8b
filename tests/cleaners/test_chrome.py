"""Web chrome goes, the article stays: cases, rules with their own examples, laws."""

import re
import time
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.cleaners._chrome import search
from corpuskit.cleaners._chrome.alternatives import alternatives
from corpuskit.cleaners._chrome.features import NAMES, Surroundings
from corpuskit.cleaners._chrome.heads import SIZE
from corpuskit.cleaners._chrome.model import shipped_model
from corpuskit.cleaners._chrome.needs import digest, shipped_needs
from corpuskit.cleaners._chrome.patterns import Needs
from corpuskit.cleaners._chrome.rules import Catalogue, shipped_rules, stripped
from corpuskit.cleaners._chrome.search import loosened
from corpuskit.cleaners.chrome import Rule, SiteLines, WebChrome, lay, read_rules
from corpuskit.document import Document
from corpuskit.errors import ConfigError, InputError
from tests.cleaners.cleaning import CASES, cases, clean
from tests.strategies import texts

RULES = shipped_rules()
PROSE = "The two leaders met on Friday at the mountain resort and spoke for three hours."


WISHES = [
    pytest.param(
        case,
        id=str(case["label"]),
        marks=[pytest.mark.xfail(strict=True, reason=case["why"])]
        if case["expect"] == "fail"
        else [],
    )
    for name in ("wild", "synthetic", "known-failures")
    for case in cases("chrome", name)
]


@pytest.mark.parametrize("case", WISHES)
def test_chrome_is_cut(case: dict[str, Any]) -> None:
    """What the page added goes, and its kind is known."""
    doc = clean(Document(case["raw"]), WebChrome())

    assert doc.text == case["want"]
    assert [zone.kind for zone in doc.zones] == case["zones"]
    for name, value in case.get("fields", {}).items():
        assert doc.metadata.value(name) == value
    for name in case.get("no_fields", []):
        assert doc.metadata.value(name) is None


@pytest.mark.parametrize("case", cases("chrome", "negative"), ids=lambda c: str(c["label"]))
def test_content_stays(case: dict[str, Any]) -> None:
    """Text that looks like chrome and is not."""
    assert clean(Document(case["raw"]), WebChrome()).text == case["raw"]


def _hits(rule: Rule, text: str) -> bool:
    catalogue = Catalogue.of((rule,))
    among = catalogue.possible(text)
    if rule.place == "line-head":
        return catalogue.head_of(text, among) is not None
    if rule.place == "inline":
        return bool(catalogue.within(text, among))
    if rule.place == "line-tail":
        return catalogue.tail_of(text, among) is not None
    return catalogue.find(text, (rule.place,)) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_each_rule_finds_its_example_and_leaves_its_counter_example(rule: Rule) -> None:
    """Every rule of the catalogue brings its own test."""
    assert _hits(rule, rule.example)
    assert not _hits(rule, rule.counter_example)


def test_rules_have_names_of_their_own() -> None:
    """A zone names one rule."""
    assert len({rule.id for rule in RULES}) == len(RULES)


HOSTILE = [
    "a" * 100_000,
    "a " * 50_000,
    "Share " * 16_000,
    "Photo: " * 14_000,
    "(" * 100_000,
    "Aa Bb, " * 14_000,
    "AP/" * 33_000,
    "subscribe to our newsletter " * 3_600,
    "Home » " * 14_000,
    " " * 100_000,
    "1 of 4 " * 14_000,
    "Nov. 18, 2019 " * 7_000,
    "by Ann Lane, " * 7_600,
    "Sign up. " * 11_000,
]


def _hostile(rule: Rule) -> list[str]:
    """100,000 characters each: runs of the rule's own words and characters, and near matches."""
    example = rule.example
    head, _, tail = example.partition(" ")
    pieces = [
        example, example + " ", example[:-1] + " ", head, head + " ", tail or head, example[-2:], example[:3] + " ",
        example[0], example[-1], example.upper() + "\xa0", "".join(sorted(set(example))), example + "; Aa-", "Aa " + example[1:],
    ]  # fmt: skip
    return [(piece * (100_000 // len(piece) + 1))[:100_000] for piece in pieces if piece]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_no_rule_backtracks(rule: Rule) -> None:
    """Each rule sees 400 characters, `inline` ones a whole page, and stays linear in them."""
    started = time.process_time()
    for text in HOSTILE + _hostile(rule):
        for unit in (text, text[:400], text[:399] + "!", text[:398] + " \x00"):
            _hits(rule, unit)
    assert time.process_time() - started < 3.0


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:12].strip())
@pytest.mark.parametrize("cut", [0, 50, 390])
def test_hostile_input_takes_bounded_time(text: str, cut: int) -> None:
    """Whole pages of nonsense, flat and in lines."""
    raw = text if not cut else "\n".join(text[k : k + cut] for k in range(0, len(text), cut))
    started = time.process_time()
    clean(Document(raw), WebChrome())
    assert time.process_time() - started < 20.0


@pytest.mark.parametrize(
    "unit",
    [
        f"Related:\nWhat the lodge costs the taxpayer\n{PROSE} {PROSE}\nShare\n{PROSE}\n",
        f"{PROSE} Sign up for our newsletter today.   {PROSE} ",
    ],
)
def test_ten_megabytes_take_bounded_time(unit: str) -> None:
    """In lines, and in one line: seconds, not hours."""
    raw = unit * (10_000_000 // len(unit))
    started = time.process_time()

    doc = clean(Document(raw), WebChrome())

    assert doc.text.count(PROSE) >= 0.999 * raw.count(PROSE)
    assert time.process_time() - started < 60.0


def test_a_page_of_chrome_alone_says_why_it_is_empty() -> None:
    """No error: an empty text, and a zone with kind and rule for each thing that was cut."""
    doc = clean(Document("Skip to content\nSubscribe\n\nLEAVE A REPLY\n"), WebChrome())

    assert doc.text == ""
    assert [(zone.kind, zone.rule) for zone in doc.zones] == [
        ("nav", "nav.menu"),
        ("newsletter", "news.subscribe"),
        ("comment-form", "comment.reply"),
    ]


def test_a_rule_of_the_user_wins() -> None:
    """Own rules come before the shipped ones."""
    mine = Rule("mine", "ad", r"brought to you by .{2,40}")
    raw = f"{PROSE}\nBrought to you by Acme\n{PROSE}"

    doc = clean(Document(raw), WebChrome(rules=(mine,)))

    assert doc.text == f"{PROSE}\n{PROSE}"
    assert [(zone.kind, zone.rule) for zone in doc.zones] == [("ad", "mine")]


@pytest.mark.parametrize("place", ["line", "sentence", "line-head", "line-tail", "inline"])
def test_a_rule_of_the_user_that_backtracks_is_an_error(
    place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its time, with the pattern; never a hang, never a silent miss."""
    monkeypatch.setattr(search, "LIMIT", 0.05)
    mine = Rule("mine", "ad", r"(?:\w|\w\w|[a-z]{3})+ zz", place)
    words = "a" * 60
    raw = f"{PROSE} " * 12 * (place == "inline") + f"{words} zy zz!"
    started = time.process_time()

    with pytest.raises(ConfigError, match="backtracks too much"):
        clean(Document(raw), WebChrome(rules=(mine,)))

    assert time.process_time() - started < 5.0


def test_a_bad_rule_names_the_fault(tmp_path: Any) -> None:
    """Faults are told with place and reason."""
    with pytest.raises(ConfigError, match="pattern"):
        Rule("mine", "ad", "(")
    with pytest.raises(ConfigError, match="place"):
        Rule("mine", "ad", "x", "sidebar")  # type: ignore[arg-type]
    path = tmp_path / "rules.tsv"
    path.write_text("# mine\nmine\tad\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_rules(path)


def test_rules_are_read_from_a_file(tmp_path: Any) -> None:
    """The shipped file's format, macros included."""
    path = tmp_path / "rules.tsv"
    path.write_text(
        "@maker\t(?:acme|ajax)\nmine\tad\tline\tby {maker}\tBy Acme\tBy Zeus\n", "utf-8"
    )

    (rule,) = read_rules(path)

    assert rule.matches("by Ajax")
    assert not rule.matches("by Zeus")


PIECES = st.sampled_from(
    [
        PROSE, "They agreed to meet again in the spring, their spokesmen said after the talks.", "A long way to peace",
        "LEAVE A REPLY", "Related:", "What the lodge costs the taxpayer", "0", "Share", "Photo: Ann Lane/AP",
        "Nov 18, 2019 at 9:24 pm ET", "By Ann Lane", "Home » News", "Kim, with, Russia, China", "Source : Post",
        "“Nobody knows.”", "Sign up for our newsletter today. " + PROSE, PROSE + " Credit: AP", "Advertisement", "", " ",
        "Please enter your comment! Please enter your name here", "date 2023-02-10 " + PROSE, "\x00", "\ud800",
    ]
)  # fmt: skip
pages = (
    st.lists(PIECES, max_size=14).map("\n".join)
    | st.lists(PIECES, max_size=10).map(" ".join)
    | texts
)


@settings(max_examples=400, deadline=None)
@given(pages)
def test_the_step_reaches_its_own_fixed_point(raw: str) -> None:
    """Law 3."""
    once = clean(Document(raw), WebChrome())

    assert clean(Document(once.text), WebChrome()).text == once.text


@settings(max_examples=400, deadline=None)
@given(pages)
def test_nothing_is_invented_and_every_zone_is_raw_text(raw: str) -> None:
    """Only deletions; zones and fields point at the words they read."""
    doc = clean(Document(raw), WebChrome())

    assert all(not edit.new for edit in doc.raw_edits)
    for zone in doc.zones:
        assert raw[zone.raw.slice] == zone.text
    for field in doc.metadata.fields:
        assert field.mention is not None
        assert raw[field.mention.raw.slice] == field.mention.text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                PROSE,
                "“We wait,” she said on Monday of the long talks in the capital.",
                "‘Amen,’ they said.",
            ]
        ),
        min_size=1,
        max_size=9,
    )
)
def test_prose_yields_no_edit(lines: list[str]) -> None:
    """Law 2."""
    assert list(WebChrome()(Document("\n\n".join(lines)))) == []


def test_the_sieve_lets_every_match_through() -> None:
    """The quick look at words, beginning and size must not hide what a rule describes."""
    units = [rule.example for rule in RULES] + [
        unit
        for rule in RULES
        for unit in (rule.example.upper(), f"• {rule.example}", rule.counter_example)
    ]
    for rule in RULES:
        whole = re.compile(loosened(rule.pattern), re.IGNORECASE)
        for unit in units:
            if rule.place in ("line", "edge", "head", "tail", "sentence"):
                plain_match = whole.fullmatch(stripped(unit)) is not None
                assert (Catalogue.of((rule,)).find(unit, (rule.place,)) is not None) == plain_match


@pytest.mark.parametrize("quote", ["", "“", "(", "• ", "\u200b", "The ", "Ad "])
def test_the_first_characters_hide_no_match(quote: str) -> None:
    """Blanks and bullets that `stripped` takes away must not change which rules are tried."""
    for rule in RULES:
        if rule.place in ("line", "edge", "head", "tail", "sentence"):
            one = Catalogue.of((rule,))
            for unit in (quote + rule.example, quote + rule.example.replace(" ", "  ")):
                among = one.possible(unit)

                assert one.find(unit, (rule.place,), among & one.begun(unit)) == one.find(
                    unit, (rule.place,), among
                )


def test_what_patterns_need_is_shipped() -> None:
    """The file is what the reader makes of the patterns: `tools/make_chrome_needs.py` renews it."""
    patterns = {part for rule in RULES for part in alternatives(rule.pattern)}
    read = {digest(pattern): Needs.of(loosened(pattern)) for pattern in patterns}

    assert shipped_needs() == read


def test_every_shipped_pattern_compiles() -> None:
    """Rules of the package are not compiled when they are read, as those of a user are."""
    for rule in RULES:
        values = attrs.asdict(rule)
        assert attrs.asdict(Rule(**values)) == values


@given(st.text(st.sampled_from("adehot- ’(©é"), max_size=8), st.text(max_size=6))
def test_heads_are_beginnings(head: str, rest: str) -> None:
    """Whatever a pattern matches begins with one of its heads, unless it begins beyond ASCII."""
    for pattern in (
        "(?:the )?(?:ad|ads)[ .]+x?",
        "[ad]{1,2}o(?:t|-)*",
        "-?(?=a)[^b]d",
        "(?i:H)o?t",
    ):
        unit = head + rest
        first = unit[:SIZE].lower()
        if re.compile(pattern, re.IGNORECASE).fullmatch(unit) and first.isascii():
            assert any(first.startswith(one) for one in Needs.of(pattern).heads)


def test_the_model_keeps_silent_where_the_markup_was_read() -> None:
    """The same lines, as naive text and as what a reader of HTML left."""
    text = "Home\nWorld\nSports\n" + f"{PROSE}\n" * 3 + "See all\nHoroscope\nQuiz\nFAQ\nHelp\n"
    naive = {zone.rule for zone in clean(Document(text), WebChrome()).zones}
    page = {
        zone.rule
        for zone in clean(Document(text, meta={"engine": "trafilatura"}), WebChrome()).zones
    }

    assert "model" in naive
    assert "model" not in page
    assert "nav.section" in page


SITE = "Read the Weekly every day of the week wherever you are in the world"


def _page(k: int, extra: str = "") -> Document:
    body = "\n".join(f"{PROSE[:-1]} on day {k}, and again {n} days later{extra}." for n in range(4))
    return Document(f"{SITE} {k}\n{body}\nOur ruling\n{PROSE} {k}", meta={"site": "weekly"})


def test_lines_of_a_site_are_learnt_digits_folded() -> None:
    """What two pages share goes, from pages unseen as well; another site keeps it."""
    plain = WebChrome(model=False)
    fitted = plain.fit([_page(1), _page(2, " at the lodge")])

    cut = clean(_page(3, " in the rain"), fitted)
    other = clean(Document(_page(3, " in the rain").raw, meta={"site": "daily"}), fitted)

    assert [zone.rule for zone in cut.zones if zone.text.startswith("Read")] == ["site.repeated"]
    assert "site.repeated" not in [zone.rule for zone in other.zones]


def test_copies_of_one_article_keep_their_text() -> None:
    """Syndicated copies repeat real content."""
    fitted = WebChrome(model=False).fit([_page(1), _page(1), _page(1)])

    assert fitted.site_lines == SiteLines("site", ())


def test_a_fitted_step_can_be_saved(tmp_path: Any) -> None:
    """The file holds digests, no text, and gives the same value back."""
    fitted = WebChrome().fit([_page(1), _page(2, " at the lodge")])
    assert fitted.site_lines is not None

    fitted.site_lines.save(tmp_path / "site.json")

    assert SiteLines.load(tmp_path / "site.json") == fitted.site_lines
    assert "Weekly" not in (tmp_path / "site.json").read_text("utf-8")
    (tmp_path / "bad.json").write_text("[]", "utf-8")
    with pytest.raises(InputError, match="save"):
        SiteLines.load(tmp_path / "bad.json")


def test_a_larger_budget_cuts_no_less() -> None:
    """The borders fall as the budget grows; without a budget the model cuts nothing."""
    borders = [shipped_model().border(budget) for budget in (0.0, 0.0005, 0.001, 0.003, 0.01, 0.05)]

    assert borders == sorted(borders, reverse=True)
    assert borders[0] == float("inf")
    with pytest.raises(ConfigError, match="loss_budget"):
        WebChrome(loss_budget=2.0)


def test_all_trees_at_once_score_as_one_by_one() -> None:
    """The quick way through the trees ends at the same leaves as walking down each."""
    model = shipped_model()
    raw = f"Home\nNews\nSport\nWeather\n{PROSE}\nA long way\n{PROSE}\nTop 10"
    page = lay(raw, Catalogue.of(RULES), {}, None)
    around = Surroundings(page)
    for k in range(len(page.lines)):
        vector = around.vector(k)
        assert len(vector) == len(NAMES)
        total = model.base
        for tree in model.trees:
            feature, value, left, right = tree[0]
            while feature >= 0:
                feature, value, left, right = tree[left if vector[feature] <= value else right]
            total += value
        assert model.score(vector) == pytest.approx(total)


def test_a_running_text_loses_only_its_edges_and_calls() -> None:
    """The whole article in one line."""
    body = " ".join(
        [PROSE, "They agreed to meet again in the spring, their spokesmen said after the talks."]
        * 8
    )
    raw = f"Published: Sept. 15, 2023 {body} Sign up for our free daily newsletter and get the top stories. {body} LEAVE A REPLY Please enter your comment! Please enter your name here"

    doc = clean(Document(raw), WebChrome())

    assert doc.text.split() == f"{body} {body}".split()
    assert doc.metadata.value("published") == "2023-09-15"


def test_a_page_whose_line_breaks_became_blanks_is_read_by_paragraphs() -> None:
    """Wide gaps stand where the lines ended; a credit behind a paragraph takes no paragraph along."""
    body = [f"{PROSE} They agreed to meet again in the spring, their spokesmen said."] * 5
    body[2] += " SOURCE: News agencies"
    raw = "  ".join(["Share", body[0], body[1], "You may also like...", *body[2:], "Read more"])

    doc = clean(Document(raw), WebChrome())

    kept = [text.removesuffix(" SOURCE: News agencies") for text in body]
    assert " ".join(doc.text.split()) == " ".join(kept)
    assert {zone.kind for zone in doc.zones} == {"share", "related", "credit"}


def test_two_blanks_behind_every_sentence_are_a_habit_of_typists() -> None:
    """They tell nothing of paragraphs: a short sentence between two is no line of its own."""
    raw = "  ".join([PROSE, "Nobody spoke.", PROSE, "Then they left.", PROSE] * 4)

    assert clean(Document(raw), WebChrome()).text == raw


def test_gaps_between_words_are_typesetting() -> None:
    """A justified paragraph in a page of wide gaps is not taken apart."""
    wide = "He said that the video stream of the share was there for all.".replace(" ", "  ")
    raw = "  ".join([f"{PROSE} {PROSE}", wide, f"{PROSE} {PROSE}", PROSE] * 3)

    assert clean(Document(raw), WebChrome()).text == raw


@pytest.mark.parametrize(
    ("glued", "left"),
    [
        (
            "© Post She was taken to the hospital on Monday.",
            "She was taken to the hospital on Monday.",
        ),
        ("© 2019 Post. All rights reserved.", ""),
    ],
)
def test_a_sentence_glued_to_a_copyright_line_stays(glued: str, left: str) -> None:
    """In running text the chrome ends where a sentence begins."""
    body = " ".join([PROSE] * 10)

    doc = clean(Document(f"{body} {glued} {body}"), WebChrome())

    assert doc.text.split() == f"{body} {left} {body}".split()


@pytest.mark.parametrize(
    "name",
    [
        "000_9c0d49e4eb7d803e",
        "001_8d0554dd3c3752fb",
        "002_0ee2bda4a7c193cf",
        "003_f7e0dc8978c18653",
        "004_439f297ce85a0b0c",
    ],
)
def test_the_five_articles(name: str) -> None:
    """Golden: kinds of zones, first and last words of the body."""
    raw = (CASES.parent.parent / "examples" / "press" / f"{name}.txt").read_text("utf-8")
    want = next(case for case in cases("chrome", "articles") if case["label"] == name)

    doc = clean(Document(raw), WebChrome())

    assert [zone.kind for zone in doc.zones] == want["zones"]
    assert doc.text.strip().startswith(want["first"])
    assert doc.text.strip().endswith(want["last"])
    assert {f.name: f.value for f in doc.metadata.values()} == want["fields"]
