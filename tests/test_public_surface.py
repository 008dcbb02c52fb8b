"""The names that users import are pinned, sorted, and documented."""

import inspect

import corpuskit


def test_all_is_sorted_and_complete() -> None:
    """Nothing leaks, nothing is missing."""
    public = {
        name
        for name, value in vars(corpuskit).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }

    assert corpuskit.__all__ == sorted(corpuskit.__all__)
    assert set(corpuskit.__all__) == public


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
