"""Web chrome goes, the article stays: cases, rules with their own examples, laws."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.cleaners._chrome.rules import Catalogue, shipped_rules
from corpuskit.cleaners.chrome import Rule, WebChrome, read_rules
from corpuskit.document import Document
from corpuskit.errors import ConfigError, InputError
from tests.cleaners.cleaning import cases, clean
from tests.strategies import texts

RULES = shipped_rules()
PROSE = "The two leaders met on Friday at the mountain resort and spoke for three hours."


@pytest.mark.parametrize("case", cases("chrome", "synthetic"), ids=lambda c: str(c["label"]))
def test_chrome_is_cut(case: dict[str, Any]) -> None:
    doc = clean(Document(case["raw"]), WebChrome())

    assert doc.text == case["want"]
    assert [zone.kind for zone in doc.zones] == case["zones"]
    for name, value in case.get("fields", {}).items():
        assert doc.metadata.value(name) == value
    for name in case.get("no_fields", []):
        assert doc.metadata.value(name) is None


@pytest.mark.parametrize("case", cases("chrome", "negative"), ids=lambda c: str(c["label"]))
def test_content_stays(case: dict[str, Any]) -> None:
    assert clean(Document(case["raw"]), WebChrome()).text == case["raw"]


def _hits(rule: Rule, text: str) -> bool:
    catalogue = Catalogue.of((rule,))
    if rule.place == "line-head":
        return catalogue.head_of(text) is not None
    if rule.place == "inline":
        return any(True for _ in catalogue.within(text))
    if rule.place == "line-tail":
        return catalogue.tail_of(text) is not None
    return catalogue.find(text, (rule.place,)) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_each_rule_finds_its_example_and_leaves_its_counter_example(rule: Rule) -> None:
    assert _hits(rule, rule.example)
    assert not _hits(rule, rule.counter_example)


def test_rules_have_names_of_their_own() -> None:
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


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_no_rule_backtracks(rule: Rule) -> None:
    started = time.process_time()
    for text in HOSTILE:
        for unit in (text, text[:400], text[:399] + "!"):
            _hits(rule, unit)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:12].strip())
@pytest.mark.parametrize("cut", [0, 50, 390])
def test_hostile_input_takes_bounded_time(text: str, cut: int) -> None:
    raw = text if not cut else "\n".join(text[k : k + cut] for k in range(0, len(text), cut))
    started = time.process_time()
    clean(Document(raw), WebChrome())
    assert time.process_time() - started < 20.0


def test_a_rule_of_the_user_wins() -> None:
    mine = Rule("mine", "ad", r"brought to you by .{2,40}")
    raw = f"{PROSE}\nBrought to you by Acme\n{PROSE}"

    doc = clean(Document(raw), WebChrome(rules=(mine,)))

    assert doc.text == f"{PROSE}\n{PROSE}"
    assert [(zone.kind, zone.rule) for zone in doc.zones] == [("ad", "mine")]


def test_a_bad_rule_names_the_fault(tmp_path: Any) -> None:
    with pytest.raises(ConfigError, match="pattern"):
        Rule("mine", "ad", "(")
    with pytest.raises(ConfigError, match="place"):
        Rule("mine", "ad", "x", "sidebar")  # type: ignore[arg-type]
    path = tmp_path / "rules.tsv"
    path.write_text("# mine\nmine\tad\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_rules(path)


def test_rules_are_read_from_a_file(tmp_path: Any) -> None:
    path = tmp_path / "rules.tsv"
    path.write_text("@maker\t(?:acme|ajax)\nmine\tad\tline\tby {maker}\tBy Acme\tBy Zeus\n", "utf-8")

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
pages = st.lists(PIECES, max_size=14).map("\n".join) | st.lists(PIECES, max_size=10).map(" ".join) | texts


@settings(max_examples=400, deadline=None)
@given(pages)
def test_the_step_reaches_its_own_fixed_point(raw: str) -> None:
    once = clean(Document(raw), WebChrome())

    assert clean(Document(once.text), WebChrome()).text == once.text


@settings(max_examples=400, deadline=None)
@given(pages)
def test_nothing_is_invented_and_every_zone_is_raw_text(raw: str) -> None:
    doc = clean(Document(raw), WebChrome())

    assert all(not edit.new for edit in doc.raw_edits)
    for zone in doc.zones:
        assert raw[zone.raw.slice] == zone.text
    for field in doc.metadata.fields:
        assert field.mention is not None
        assert raw[field.mention.raw.slice] == field.mention.text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([PROSE, "“We wait,” she said on Monday of the long talks in the capital.", "‘Amen,’ they said."]), min_size=1, max_size=9))
def test_prose_yields_no_edit(lines: list[str]) -> None:
    assert list(WebChrome()(Document("\n\n".join(lines)))) == []
