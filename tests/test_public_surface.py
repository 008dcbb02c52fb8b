"""The names that users import are pinned, sorted, and documented."""

import inspect

import pytest

import corpuskit
from corpuskit import registry


def test_all_is_sorted_and_complete() -> None:
    """Nothing leaks, nothing is missing, of what is loaded at once and later."""
    public = {
        name
        for name, value in vars(corpuskit).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    } - {"TYPE_CHECKING", "annotations", "import_module"}
    assert corpuskit.__all__ == sorted(corpuskit.__all__)
    assert set(corpuskit.__all__) == public | corpuskit._PLACES.keys()
    assert dir(corpuskit) == corpuskit.__all__


def test_everything_public_says_what_it_is_for() -> None:
    """A docstring each, also for public methods and properties of ours."""
    for name in corpuskit.__all__:
        value = getattr(corpuskit, name)
        assert inspect.getdoc(value), name
        for attribute, member in vars(value).items() if inspect.isclass(value) else ():
            if not attribute.startswith("_") and (
                inspect.isfunction(member) or isinstance(member, property)
            ):
                assert member.__doc__, f"{name}.{attribute}"


def test_names_that_are_not_there_are_an_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="module 'corpuskit' has no attribute 'Quote_'"):
        getattr(corpuskit, "Quote_")  # noqa: B009, mypy knows better


def test_steps_are_registered_under_the_names_that_they_carry() -> None:
    """What stands in edits and failures is what stands in a configuration."""
    for kind, places in registry.OWN.items():
        for name in places:
            assert registry.step_type(kind, name).name == name  # type: ignore[attr-defined]
