"""Who said it: the name behind "he", "the ministry", "the Russian ambassador", "the three"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpuskit.extractors._quotes.groups import NUMBERS, number_of, plural
from corpuskit.extractors._quotes.named import Names, owns
from corpuskit.extractors._quotes.offices import by_office
from corpuskit.extractors._quotes.pronouns import GENDERS, he_or_she, it
from corpuskit.extractors._quotes.voice import Voice, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpuskit.extractors._people.index import People
    from corpuskit.extractors._quotes.draft import Draft
    from corpuskit.extractors._quotes.parsed import Parsed
    from corpuskit.extractors._quotes.voice import History

PLURALS = {"they", "them", "their", "we", "us", "our", "both", "these", "those"}
RELATIVES = {"who", "which", "that", "whom", "whose"}

RECENT = 50
"""Quotations whose speakers a pronoun may mean."""


def voices(
    parsed: Parsed, people: People, drafts: list[Draft], spans: list[tuple[int, int] | None]
) -> list[Voice | None]:
    """For every draft who speaks, as far as the text tells; None rather than a guess."""
    names = Names(parsed, people, drafts)
    found: list[Voice | None] = []
    history: History = []
    for draft, span in zip(drafts, spans, strict=True):
        voice = None
        if draft.carried:
            voice = history[-1][1] if history else None
        elif draft.subject is not None:
            voice = _voice(names, parsed.doc[draft.subject], span, history[-RECENT:])
        found.append(voice)
        if voice is not None and draft.kind != "term":
            place = draft.cue[0] if draft.cue else draft.pieces[0][0]
            history.append((place, voice))
    return found


def _voice(
    names: Names,
    head: Token,
    span: tuple[int, int] | None,
    history: History,
    depth: int = 0,
) -> Voice | None:
    """Who is meant by the noun phrase around `head`."""
    low = head.lower_
    if depth > 4:
        return None
    if low in RELATIVES and not head.text.isupper() and head.tag_ in {"WP", "WDT", "WP$"}:
        verb = head.head
        while verb.dep_ not in {"relcl", "ROOT", "acl"} and verb.head != verb:
            verb = verb.head
        if verb.dep_ in {"relcl", "acl"}:
            return _voice(names, verb.head, None, history, depth + 1)
        return None
    if low in GENDERS:
        return he_or_she(names, head, history)
    if low in PLURALS:
        return plural(names, head, history, NUMBERS.get(low, 0))
    if head.pos_ == "PRON" and not (len(low) > 1 and head.text.isupper()):
        return it(names, head, history) if low == "it" else None
    return _noun(names, head, span, history)


def _noun(
    names: Names, head: Token, span: tuple[int, int] | None, history: History
) -> Voice | None:
    named = names.persons(head)
    if named and (others := names.and_others(head, span)):
        return Voice(others, "group", tuple(p.id for p in named), head.i)
    if len(named) == 1:
        return Voice(named[0].name, "person", (named[0].id,), head.i)
    if named:
        return Voice(listed([p.name for p in named]), "group", tuple(p.id for p in named), head.i)
    if head.i in names.owners and (head.dep_ == "poss" or not owns(head)):
        person = names.owners[head.i]
        return Voice(person.name, "person", (person.id,), head.i)
    last = names.at_end(head, span)
    if last is not None:
        return Voice(last.name, "person", (last.id,), head.i)
    number = number_of(head)
    if number:
        group = plural(names, head, history, number)
        return group or Voice(None, "group", (), head.i)
    text = names.naming.text(head, span)
    kind = names.naming.kind(head, text)
    if kind == "person":
        holder = by_office(names, head)
        if holder is not None:
            return Voice(holder.name, "person", (holder.id,), head.i)
        return Voice(text if head.pos_ == "PROPN" else None, "person", (), head.i)
    if kind == "document":
        issuer = next(
            (v for _, v in reversed(history) if v.kind in {"organisation", "state", "group"}),
            None,
        )
        return Voice(text or (issuer.name if issuer else None), "document", (), head.i)
    if kind == "organisation" and head.pos_ == "NOUN":
        full = names.naming.full_name(head, text)
        return Voice(full or text, kind, (), head.i)
    return Voice(text, kind, (), head.i)
