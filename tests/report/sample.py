"""Articles made by hand: every sort of edit, records that nest and cross, hostile words, emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from corpuskit import (
    Actor,
    Article,
    Document,
    Edit,
    Event,
    Failure,
    Field,
    Mention,
    Official,
    PersonMention,
    Quote,
    Speaker,
    SpunVerdict,
)
from corpuskit.codec import dumps, to_dict
from corpuskit.io.tables import article_row, plural, record_row

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert('x')</script> </style> <!-- \" & &amp; ' <b>bold</b> \u2028 ]]> <img src=x onerror=alert(1)>"
RAW = (
    "Home » World\n\n"
    '😀 Emoji 🇰🇷 first: â€œWe will de\u200bfend "every\ninch" of the landâ€\x9d, '
    "said Assist Secretary Kim Gunn of South Korea.\n\n"
    f"{HOSTILE}\n\n"
    "Share on Facebook\n"
    "NATO condemned the launch.\n"
)
QUOTED = 'We will defend "every\ninch" of the land'


@attrs.frozen
class Sanction:
    """A record of a plugin, with a field named as nobody expects."""

    id: str
    target: Mention
    amounts: tuple[int, ...]
    evidence: Mention
    rule: str = "sanction"
    confidence: float = 0.5


def hostile_document(name: str = 'a</script>"<b>.txt') -> Document:
    """Five steps over one raw text, the spun words after everything else."""
    document = Document(RAW, name, meta={"title": "A <b>hostile</b> title </script>", "path": "x"})
    for step, reason, changes in (
        ("mojibake", "mojibake:cp1252", [("â€œ", "“"), ("â€\x9d", "”")]),
        ("invisibles", "invisibles:zero-width", [("\u200b", "")]),
        ("chrome", "chrome:share", [("Home » World\n", ""), ("Share on Facebook\n", "")]),
        ("spun", "spun:title", [("Assist Secretary", "Deputy Secretary")]),
        ("spun-again", "spun:title", [("Deputy Secretary", "Deputy Minister")]),
    ):
        places = [(document.text.index(old), old, new) for old, new in changes]
        edits = [Edit(at, at + len(old), new, reason, 0.9) for at, old, new in places]
        document = document.edited(edits, step=step)
    first = document.mention(0, 5)
    verdict = SpunVerdict(0.71, "suspect", (first,), "family <i>x</i>")
    field = Field("byline", "By <i>me</i>", None, "text", "rule")
    return document.edited((), [field, verdict], step="notes")


def hostile_article(name: str = 'a</script>"<b>.txt') -> Article:
    """Nested quotes, an event that crosses the border of one, a foreign record with markup."""
    document = hostile_document(name)

    def at(words: str) -> Mention:
        start = document.text.index(words)
        return document.mention(start, start + len(words))

    kim = Speaker(at("Kim Gunn"), "Kim Gunn", "person", ("p1",))
    found = (
        _quote("q1", at(QUOTED), kim, at("said")),
        _quote("q2", at("every\ninch"), None, None),
        Official(
            *("o1", "p1", "Kim Gunn", "Deputy Minister", at("Deputy Minister"), "deputy minister"),
            *(None, None, "KOR", "current", (PersonMention(at("Kim Gunn"), "name"),)),
            *(at("Deputy Minister Kim Gunn"), "title", 1.0),
        ),
        _event("e1", "ACCUSE", at("NATO"), at("condemned"), "2023-02-10"),
        _event("e2", "MOBILIZE", at("We"), at('defend "every'), None),
        Sanction("s1", at("<script>alert('x')</script>"), (1, 2), at(HOSTILE)),
    )
    failure = Failure(name, "step <b>", "ValueError", "</script><script>alert(2)</script>")
    return Article(document, None, found, (failure,))


def write_folder(articles: list[Article], folder: Path) -> Path:
    """A results folder as `write_results` lays it out, without a pipeline."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[dict[str, Any]]] = {"articles": [], "failures": []}
    for article in articles:
        lines["articles"].append(article_row(article.document))
        lines["failures"] += [to_dict(failure) for failure in article.failures]
        for record in article.found:
            row = record_row(article.document.id, record)
            lines.setdefault(plural(type(record)), []).append(row)
    for name, rows in lines.items():
        text = "".join(dumps(row) + "\n" for row in rows)
        folder.joinpath(f"{name}.jsonl").write_bytes(text.encode())
    return folder


def _quote(name: str, words: Mention, speaker: Speaker | None, cue: Mention | None) -> Quote:
    return Quote(
        *(name, words, (words,), "direct", "speech", speaker, None, cue, "restored", True),
        *(words, "direct:after", 0.9),
    )


def _event(name: str, kind: str, who: Mention, trigger: Mention, date: str | None) -> Event:
    actor = Actor(who, who.text, "IGO", None)
    return Event(
        *(name, kind, None, (), 3, "11", (actor,), (), False, date, "day" if date else None),
        *(None, None, "actual", None, trigger, (trigger,), trigger, "verb:x", 0.7),
    )
