"""Pipelines as TOML and back, and names of steps."""

from __future__ import annotations

import pytest

import corpuskit as ck
from tests.parts import Shout


@pytest.mark.parametrize("preset", [ck.Pipeline.press(), ck.Pipeline.cautious(), ck.Pipeline()])
def test_a_round_trip_gives_an_equal_pipeline(preset: ck.Pipeline) -> None:
    """What is written is what was meant."""
    assert ck.Pipeline.from_toml(preset.to_toml()) == preset


def test_settings_and_options_are_kept() -> None:
    """Options that differ from their defaults are written."""
    kit = ck.Pipeline(ck.Pipeline.press().cleaners[:1], model="en_core_web_sm", batch_size=7)
    again = ck.Pipeline.from_toml(kit.to_toml())

    assert again == kit
    assert 'model = "en_core_web_sm"' in kit.to_toml()
    assert again.batch_size == 7


def test_files_of_windows_editors_are_read() -> None:
    """A byte order mark, line ends of two characters."""
    text = "\ufeff[[cleaners]]\r\nstep = 'mojibake'\r\n"

    assert ck.Pipeline.from_toml(text) == ck.Pipeline([ck.Mojibake()])


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("cleaners = ", "configuration: wanted TOML"),
        (
            "speed = 9",
            "configuration: wanted model, batch_size, max_chars, cleaners, extractors, got",
        ),
        ("cleaners = ['mojibake']", 'write [[cleaners]] and below it step = "name"'),
        ("batch_size = 'many'", "Pipeline.batch_size: wanted a whole number"),
        ("[[cleaners]]\nstep = 'mojibake'\nzeal = 3", "cleaner 'mojibake': wanted an option among"),
        ("[[extractors]]\nstep = 3", 'write [[extractors]] and below it step = "name"'),
        ("model = 3", 'model: wanted "auto", a spaCy package or a folder, got 3'),
        (
            "[[cleaners]]\nstep = 'mojibake'\nentities = 'yes'",
            "got \"invalid value for type, expected bool @ mojibake.entities = 'yes'\"",
        ),
        (
            "[[extractors]]\nstep = 'quotes'\nacts = ['talk']",
            "acts: wanted some of intention, speech, thought, got ['talk']",
        ),
        (
            "[[cleaners]]\nstep = 'spun'\ntier = 'sure'",
            "sure not in literal typing.Literal['certain', 'probable']",
        ),
    ],
)
def test_wrong_configurations_are_refused(toml: str, message: str) -> None:
    """Field, wish, value and mend."""
    with pytest.raises(ck.ConfigError) as caught:
        ck.Pipeline.from_toml(toml)

    assert message in str(caught.value)


def test_an_unknown_step_is_answered_with_the_known_ones() -> None:
    """Nearest first."""
    with pytest.raises(ck.UnknownName, match="no cleaner is named 'mojibak'; known: mojibake, "):
        ck.Pipeline.from_toml("[[cleaners]]\nstep = 'mojibak'")


def test_steps_without_a_name_cannot_be_written() -> None:
    """With the mend."""
    with pytest.raises(ck.ConfigError, match="register it as an entry point"):
        ck.Pipeline([Shout()]).to_toml()
