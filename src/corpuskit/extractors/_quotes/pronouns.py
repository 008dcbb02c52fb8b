"""Who is meant by "he", "she" and "it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._quotes.named import owns
from corpuskit.extractors._quotes.voice import BACK, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._quotes.named import Names
    from corpuskit.extractors._quotes.voice import History
    from corpuskit.records import Person

GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}


def he_or_she(names: Names, head: Token, history: History) -> Voice | None:
    """He, she: the subject of the sentences before, the last speaker first."""
    wanted = GENDERS[head.lower_]
    units = names.parsed.units
    last = {
        voice.people[0]: place
        for place, voice in history
        if len(voice.people) == 1 and place < head.idx
    }
    low = units[head.i][0]
    for step in range(BACK):
        high = head.i if step == 0 else units[low][1]
        best: tuple[float, Person, int] | None = None
        for i in range(low, high):
            person = names.owners.get(i)
            if person is None or not names.fits(person, wanted):
                continue
            token = names.parsed.doc[i]
            if i > low and names.owners.get(i - 1) is person:
                continue
            weight = _prominence(token)
            if names.parsed.region_at(token.idx) is not None:
                weight -= 2.0
            if person.id in last:
                weight += 1.0 if last[person.id] == max(last.values()) else 0.4
            if step == 0:
                weight -= 0.7 if token.dep_ not in {"nsubj", "nsubjpass"} else 0.0
            if best is None or weight > best[0]:
                best = (weight, person, token.idx)
        speaker = next(
            (
                v
                for p, v in reversed(history)
                if names.parsed.starts[low] <= p < head.idx and v.kind == "person"
            ),
            None,
        )
        speaks = speaker is not None and (
            names.fits_id(speaker.people[0], wanted)
            if speaker.people
            else speaker.name is not None and step > 0
        )
        likely = best is not None and best[0] > 0.0
        if best is not None and likely and not (speaks and names.is_reported(best[2])):
            return Voice(best[1].name, "person", (best[1].id,), head.i)
        if speaker is not None and speaks:
            return attrs.evolve(speaker, head=head.i)
        if low == 0:
            break
        low = units[low - 1][0]
    return None


def it(names: Names, head: Token, history: History) -> Voice | None:
    """The body, state or document that is the subject before, or that spoke last."""
    bodies = {"organisation", "state", "document"}
    start, end = names.parsed.units[head.i]
    for step in range(2):
        for token in names.parsed.doc[start : min(end, head.i)]:
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            text = names.naming.text(token, None)
            kind = names.naming.kind(token, text)
            if kind in bodies and names.parsed.region_at(token.idx) is None:
                return Voice(text, kind, (), head.i)
        low = names.parsed.starts[start]
        near = [v for p, v in history if low <= p < head.idx and v.kind in bodies]
        if near:
            return attrs.evolve(near[-1], head=head.i)
        if not start or step:
            break
        start, end = names.parsed.units[start - 1]
    return None


def _prominence(token: Token) -> float:
    top = token
    while top.head != top and (top.dep_ in {"compound", "flat", "nmod"} or (top.dep_ == "appos")):
        top = top.head
    if top.dep_ in {"nsubj", "nsubjpass"} and not owns(token):
        verb = top.head
        return 2.0 if verb.dep_ in {"ROOT", "conj", "ccomp", "parataxis"} else 1.5
    if owns(token):
        return 0.3
    return 0.8 if top.dep_ in {"pobj", "dobj", "conj", "agent", "ROOT"} else 0.5
