"""Plots: what is drawn, what is only told, and that the numbers stand beside them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from corpuskit.report._plots import Bar, bars, grid


def texts(figure: str) -> list[str]:
    """The words in the drawing, which is well-formed XML."""
    svg = figure[figure.index("<svg") : figure.index("</svg>") + 6]
    root = ET.fromstring(svg)  # noqa: S314, our own output
    return [node.text or "" for node in root.iter() if node.tag == "text"]


def test_the_longest_bar_comes_first_and_the_rest_is_told() -> None:
    """Twelve are drawn; all stand in the table."""
    figure = bars("T", "quotes", [Bar(f"n{k:02}", k) for k in range(1, 16)], tone="k0")

    assert texts(figure)[:2] == ["n15", "15"]
    assert len(texts(figure)) == 24
    assert "6 quotes more under 3 other names." in figure
    assert figure.count('<th scope="row">') == 15


def test_labels_are_escaped_and_clipped() -> None:
    """In the drawing; the table has them whole."""
    figure = bars("<T>", "quotes", [Bar("<b>" + "x" * 90, 1, '#a"b')], tone="k0")

    assert texts(figure)[0] == "<b>" + "x" * 22 + "…"
    assert "<b>" not in figure
    assert 'href="#a&quot;b"' in figure
    assert "&lt;b&gt;" + "x" * 90 in figure


def test_nothing_to_draw_is_said() -> None:
    """Instead of an empty drawing."""
    assert "No quotes." in bars("T", "quotes", [], tone="k0")
    assert "No events." in grid("T", "events", {}, tone="k2")


def test_days_are_drawn_where_they_fit() -> None:
    """Ranges count where they begin; events without a date have a column of their own."""
    counts = {
        ("AID", "2023-02-10"): 2,
        ("AID", "2023-02-10..2023-02-12"): 1,
        ("COERCE", "2023-02-12"): 1,
        ("COERCE", ""): 4,
    }
    figure = grid("T", "events", counts, tone="k2")

    assert texts(figure) == [
        *("2023-02-10", "2023-02-12", "no date"),
        *("AID", "3", "COERCE", "1", "4"),
    ]
    assert "are not drawn" not in figure


def test_many_days_become_months_and_then_years() -> None:
    """What is less exact than a column is told."""
    months = {("AID", f"2023-{m:02}-{d:02}"): 1 for m in (1, 2, 3) for d in range(1, 20)}
    figure = grid("T", "events", {**months, ("AID", "2023"): 5}, tone="k2")
    assert texts(figure)[:3] == ["2023-01", "2023-02", "2023-03"]
    assert "5 events of less exact or earlier dates are not drawn." in figure

    years = {("AID", f"{1990 + k}-01-0{1 + k % 9}"): 1 for k in range(30)}
    figure = grid("T", "events", years, tone="k2")
    assert texts(figure)[:12] == [str(2008 + k) for k in range(12)]
    assert "18 events of less exact or earlier dates are not drawn." in figure


def test_dates_less_exact_than_days_are_drawn_as_they_are() -> None:
    """Years only."""
    figure = grid("T", "events", {("AID", "2021"): 1, ("AID", "2022"): 9}, tone="k2")

    assert texts(figure) == ["2021", "2022", "AID", "1", "9"]
    assert re.findall(r"level\d", figure) == ["level1", "level4"]
