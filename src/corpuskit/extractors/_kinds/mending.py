"""What learned weights cannot tell of a word by itself: small words inside names, hyphens, names told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._kinds.lists import lists
from corpuskit.extractors._people.lexicon import lexicon
from corpuskit.geography import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

PARTICLES = frozenset("de al bin van von ben el la du da dos del der ibn abu y -".split())  # noqa: SIM905, reads better
"""What stands without a capital inside the name of a person."""
LINKS = frozenset("of the for & - 's ’s".split())  # noqa: SIM905, as above
"""What stands without a capital inside other names."""
AND = frozenset({"and"})
FEW = 3
"""So many small words stand between two words of a name at most."""
SYLLABLE = 6
"""Letters of the second syllable of a Korean or Chinese given name at most."""
COMPASS = frozenset({"Far", "Middle", "Near"})
SURE = frozenset({"PERSON", "DATE"})


def close(forms: Sequence[str], labels: list[str]) -> None:
    """Gives the small words inside a name its kind: "Department | of | State"."""
    gap: list[int] = []
    label, linked = "", False
    for i, form in enumerate(forms):
        if labels[i]:
            linked = bool(gap) and labels[i] == label and len(gap) <= FEW
            for k in gap if linked else ():
                labels[k] = label
            label, gap = labels[i], []
        elif label:
            small = PARTICLES if label == "PERSON" else LINKS | AND if linked else LINKS
            if form.lower() in small:
                gap.append(i)
            else:
                label, gap = "", []


def hyphenate(doc: Doc, forms: Sequence[str], labels: list[str]) -> None:
    """Gives hyphened words one kind: "Pul-e-Khumri" that of its first piece; "Park Won-soon" is a person."""
    eastern = lexicon().family_first
    for i in range(1, len(forms) - 2):
        if forms[i + 1] != "-" or not forms[i + 2].islower() or doc[i].whitespace_:
            continue
        if doc[i + 1].whitespace_ or not forms[i][:1].isupper():
            continue
        if forms[i - 1] in eastern and len(forms[i + 2]) <= SYLLABLE and doc[i - 1].whitespace_:
            labels[i - 1 : i + 3] = ["PERSON"] * 4
        elif labels[i] and labels[i + 4 : i + 5] not in ([], [""]) and forms[i + 3] == "-":
            labels[i + 1 : i + 5] = [labels[i]] * 4


def locate(forms: Sequence[str], labels: list[str]) -> None:
    """Makes places of bodies and works that end like one: "Russia's | Far East", "the Kara Sea"."""
    grounds = lists()["ground"]
    for i in range(1, len(forms)):
        ends = labels[i] in {"ORG", "THING"} and labels[i + 1 : i + 2] != [labels[i]]
        east = forms[i] != "East" or forms[i - 1] in COMPASS
        if ends and labels[i - 1] == labels[i] and forms[i].lower() in grounds and east:
            labels[i - 1] = labels[i] = "LOC"


def recall(doc: Doc, forms: Sequence[str], labels: list[str]) -> None:
    """Makes persons of lone words that are the family name of one elsewhere: "Trump" beside "Donald Trump"."""
    families = _families(forms, labels)
    around = ["", *labels, ""]
    for i, form in enumerate(forms):
        if form not in families or labels[i] in SURE or place_of(form) is not None:
            continue
        if labels[i] not in {around[i], around[i + 2]} if labels[i] else doc[i].tag_ == "NNP":
            labels[i] = "PERSON"


def _families(forms: Sequence[str], labels: Sequence[str]) -> set[str]:
    """The last words of persons' names, and first ones that are family names in their language."""
    eastern = lexicon().family_first
    found = set()
    for i in range(1, len(forms)):
        if labels[i] == labels[i - 1] == "PERSON":
            if labels[i + 1 : i + 2] != ["PERSON"]:
                found.add(forms[i])
            if forms[i - 1] in eastern:
                found.add(forms[i - 1])
    return found
