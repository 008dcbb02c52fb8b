"""Which of the dates in a sentence is that of an event."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import attrs

from corpuskit.extractors._events.dates import EXPRESSION, NOT_WHEN, ahead, dates_in, moved
from corpuskit.extractors._events.mood import is_late
from corpuskit.extractors._events.syntax import VERBAL

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from corpuskit.extractors._events.dates import When
    from corpuskit.extractors._events.drafts import Draft
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon

SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
"""Events that consist of words: they happen on the day on which they are said."""
TAKING_PLACE = frozenset({"take", "occur", "happen", "come", "begin", "start", "follow", "be"})


class Calendar:
    """The date expressions of a document, each with the verb it hangs on."""

    def __init__(self, tree: Tree, text: str, published: date | None, lexicon: Lexicon) -> None:
        self.tree, self.text, self.published, self.lexicon = tree, text, published, lexicon
        self._tokens: list[int] = []
        self._found: list[tuple[int | None, When]] = []
        last: str | None = None
        for read in dates_in(text, published):
            k = bisect_left(tree.ends, read.start + 1)
            if k == len(tree.ends):
                break
            if _is_dateline(text, read):
                continue
            when = read
            if read.rule in {"sameday", "after"}:
                value = last if read.rule == "sameday" else moved(last, 1)
                when = attrs.evolve(read, value=value, precision="day" if value else None)
            elif read.precision == "day" and read.rule in {"week", "near", "iso"}:
                last = read.value  # a day without its year may be one to come
            holder = self._holder(k)
            if k and tree.lower[k - 1] in NOT_WHEN:
                late = holder is not None and is_late(tree, holder)
                if tree.lower[k - 1] != "until" or not late:
                    continue
            self._tokens.append(k)
            self._found.append((holder, when))

    def of(self, draft: Draft, events: Container[int]) -> When | None:
        """The date at the verb of the event, else the only one of the sentence if no other event has it.

        `events` are the verbs that tell of events.
        """
        tree = self.tree
        start, end = tree.sentence(draft.token)
        here = self._found[bisect_left(self._tokens, start) : bisect_left(self._tokens, end)]
        if not here:
            return None
        verb = draft.token if tree.pos[draft.token] in VERBAL else tree.verb_above(draft.token)
        own = {draft.token, verb, *self._joined(draft.token), *tree.kids_of(draft.token, "xcomp")}
        if verb is not None and self._shares_date(verb):
            own.add(tree.head[verb])
        if draft.says is not None and (draft.status == "planned" or draft.event_type in SPEECH):
            own.add(draft.says)
        first = {draft.token, verb}
        best = next((when for v, when in here if v is not None and v in first), None) or next(
            (when for v, when in here if v is not None and v in own), None
        )
        if best is None and len(here) == 1:
            holder, when = here[0]
            told = holder is not None and self.lexicon.operators.get(tree.lemma[holder]) == "say"
            free = holder is None or not (holder in events or told)
            best = when if free and self._may_date(holder, verb) else None
        if best is not None and draft.status == "planned" and self.published is not None:
            return ahead(self.text, best, self.published)
        return best

    def _joined(self, token: int) -> list[int]:
        """The verbs that follow on the event with the same subject: "arrested and charged on Monday"."""
        tree = self.tree
        return [
            k
            for k in tree.kids_of(token, "conj")
            if not tree.kids_of(k, "auxpass", "nsubj", "nsubjpass")
        ]

    def _shares_date(self, verb: int) -> bool:
        """Whether the date of the verb above is that of the event too, not that of telling it."""
        tree, above = self.tree, self.tree.head[verb]
        if tree.dep[verb] == "xcomp":
            told = self.lexicon.operators.get(tree.lemma[above]) == "say"
            past = any(tree.lower[k] == "have" for k in tree.kids_of(verb, "aux"))
            return not (told and past)  # "was yesterday reported to have killed"
        return tree.dep[verb] in {"conj", "advcl"}

    def _holder(self, token: int) -> int | None:
        """The verb that a date hangs on: one of saying just before it, else the one above."""
        before = token - 1
        if before >= 0 and self.tree.lower[before] == "on":
            before -= 1
        says = before >= 0 and self.lexicon.operators.get(self.tree.lemma[before]) == "say"
        if says and self.tree.pos[before] in VERBAL:
            return before
        return self.tree.verb_above(token)

    def _may_date(self, holder: int | None, verb: int | None) -> bool:
        """Whether the verb with the date governs the event or says that it takes place."""
        if holder is None or verb is None:
            return True
        if self.tree.lemma[holder] in TAKING_PLACE and not self._is_aside(holder, verb):
            return True
        participle = self.tree.tag[holder] == "VBG" and self.tree.head[holder] == verb
        if participle:
            return True
        inside = verb
        for above in self.tree.above(verb):
            if self.tree.dep[inside] in {"relcl", "acl"}:
                return False  # "met the widow of a man killed in"
            if above == holder:
                return True
            inside = above
        return False

    def _is_aside(self, holder: int, verb: int) -> bool:
        """Whether the verb with the date tells of a thing beside the event: "a trial, meant to begin in"."""
        tree, cur = self.tree, holder
        for above in (*tree.above(holder), holder):
            if cur == verb:
                return False
            participle = tree.dep[cur] == "advcl" and tree.tag[cur] == "VBN"
            if participle or tree.dep[cur] in {"relcl", "acl"}:
                return True
            cur = above
        return False


def _is_dateline(text: str, when: When) -> bool:
    """Whether a date stands alone in its line."""
    start = text.rfind("\n", 0, when.start) + 1
    end = text.find("\n", when.end)
    line = text[start:end] if 0 <= end < start + 60 else "no dateline"
    return not EXPRESSION.sub("", line).strip(", .\xa0\t\r")
