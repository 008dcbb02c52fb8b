"""Who is meant: pronouns, "we" in a quotation, "the two countries"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from corpuskit.extractors._events.actors import Cast
    from corpuskit.extractors._events.parties import Party
    from corpuskit.extractors._events.syntax import Tree
    from corpuskit.extractors._events.triggers import Lexicon

FEW = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "each": 2}
COUNTRIES = frozenset(
    {"country", "nation", "state", "government", "ally", "neighbour", "neighbor", "power"}
)
DEFINITE = frozenset({"the", "these", "those", "both", "each"})
PEOPLE = frozenset(
    {"him", "her", "them", "me", "us", "he", "she", "they", "who", "whom", "himself"}
)
SPEAKERS = frozenset({"i", "we"})
GENDERS = {"he": "female", "him": "female", "his": "female", "she": "male", "her": "male"}
"""Whom a pronoun cannot mean."""
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
AGENTS = ("ers", "ors", "ists", "ees", "ants", "ians", "men", "women")
"""How words for people often end."""
HUMAN = frozenset({"GOV", "CVL", "UAF", "JUD", "COP", "REB", "MIL", "LEG", "OPP", "MED", "REL"})
"""Sectors whose singular nouns may be "he" or "she"."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PLACES_OF_PERSONS = SUBJECTS | {"dobj", "pobj"}
DEEPEST = 30
"""How many phrases may lean on each other."""
WINDOW = 120
"""How many tokens back a pronoun may reach."""


class Reference:
    """Resolves the phrases of one document to parties, each once."""

    __slots__ = ("_codes", "_depth", "_known", "_words", "cast", "lexicon", "tree")

    def __init__(self, tree: Tree, cast: Cast, lexicon: Lexicon) -> None:
        self.tree, self.cast, self.lexicon = tree, cast, lexicon
        self._depth = 0
        self._words: dict[tuple[int, str], bool] = {}
        self._codes: dict[int, frozenset[str]] = {}
        self._known: dict[int, list[Party]] = {}

    def who(self, token: int) -> list[Party]:
        """The parties of a phrase; pronouns and "the two sides" are looked up in the text before."""
        if token not in self._known:
            self._known[token] = []  # what leads back to itself is nobody
            if self._depth < DEEPEST:
                self._depth += 1
                self._known[token] = self._resolved(token)
                self._depth -= 1
        return self._known[token]

    def of_all(self, tokens: list[int]) -> list[Party]:
        """The parties of several phrases, in order."""
        return [p for token in tokens for p in self.who(token)]

    def after(self, token: int, *words: str) -> list[Party]:
        """The parties that hang on `token` by one of these prepositions."""
        return [p for w, k in self.tree.prepositions(token) if w in words for p in self.who(k)]

    def sentence_has(self, token: int, noun_class: str) -> bool:
        """Whether the sentence around a token has a word of a class."""
        start, end = self.tree.sentence(token)
        if (start, noun_class) not in self._words:
            words = self.lexicon.classes[noun_class]
            found = any(self.tree.lemma[k] in words for k in range(start, end))
            self._words[start, noun_class] = found
        return self._words[start, noun_class]

    def sentence_codes(self, token: int) -> frozenset[str]:
        """The countries and bodies named in the sentence around a token."""
        start, end = self.tree.sentence(token)
        if start not in self._codes:
            here = [
                name.country
                for k in range(start, end)
                for name in (self.cast.named.get(k), self.cast.paired.get(k))
                if name is not None
            ]
            self._codes[start] = frozenset(code for code in here if code is not None)
        return self._codes[start]

    def counted(self, token: int) -> int:
        """Two for "the two leaders" and "both sides", three for "the three"; else 0."""
        tree = self.tree
        word = tree.lower[token]
        marks = [tree.lower[k] for k in tree.kids_of(token, "det", "predet", "nummod")]
        if word != "both" and not DEFINITE.intersection(marks):
            return 0
        if word in FEW and not tree.kids_of(token, "prep"):
            return FEW[word]
        if tree.lemma[token] not in self.lexicon.classes["sides"]:
            return 0
        if any(k in self.cast.named for k in range(tree.left_edge(token), token)):
            return 0
        return next((FEW[mark] for mark in marks if mark in FEW), 0)

    def _resolved(self, token: int) -> list[Party]:
        tree, word = self.tree, self.tree.lower[token]
        count = self.counted(token)
        if count:
            return self._group(token, count)
        if tree.pos[token] != "PRON":
            for w, k in tree.prepositions(token):
                if w in {"of", "by"} and self.counted(k):  # "the actions of the three countries"
                    return self._group(k, self.counted(k))
            return self.cast.parties(token)
        if word in SPEAKERS:
            return self._speaker(token)
        if word in {"he", "she", "him", "her", "his", "it", "its", "they", "them", "their"}:
            return self._antecedent(token)
        return []

    def _speaker(self, token: int) -> list[Party]:
        """Who says "I" and "we": the subject of the nearest verb of saying."""
        tree, cur = self.tree, token
        for _ in range(10):
            cur = tree.head[cur]
            beside = [k for k in tree.kids_of(cur, "ccomp", "parataxis") if k < token]
            for verb in (*beside, cur):  # "He responded: I reject it"
                if self.lexicon.operators.get(tree.lemma[verb]) == "say":
                    return self.of_all(
                        [s for s in tree.subjects(verb) if tree.lower[s] not in SPEAKERS]
                    )
            if tree.head[cur] == cur:
                break
        return []

    def _antecedent(self, token: int) -> list[Party]:
        """The parties of the last subject before a pronoun that it can mean."""
        tree = self.tree
        beside = self._beside(token) or self._charged_with(token)
        if beside:
            return beside
        for s in range(token - 1, max(-1, token - WINDOW), -1):
            if tree.dep[s] not in SUBJECTS or tree.pos[s] == "PRON":
                continue
            found = self._earlier(s)
            known = any(p.country or p.sector for p in found)
            if known and self._may_mean(tree.lower[token], s, found):
                return [attrs.evolve(p, rule="pronoun") for p in found]
            if not known and self._is_a_stranger(s, tree.lower[token]):
                return []
        if tree.lower[token] in {
            "it",
            "they",
        }:  # "a spokesman said they had": the body he speaks for
            return [attrs.evolve(p, rule="pronoun") for p in self._spoken_for(token)]
        return []

    def _spoken_for(self, token: int) -> list[Party]:
        """The body that says "it": no person, but the one that a spokesman speaks for."""
        tree, bodies = self.tree, []
        for p in self._speaker(token):
            if not p.person and p.rule not in {"leader", "person"}:
                bodies.append(p)
            elif any(tree.lower[k] in SPOKESMEN for k in range(tree.left_edge(p.head), p.head)):
                bodies += self.cast.before(p.head)
        return bodies

    def _is_a_stranger(self, subject: int, word: str) -> bool:
        """Whether somebody of whom nothing is known may be meant: "the developers", "ICE"."""
        tree = self.tree
        person = tree.ents[subject] == "PERSON" or subject in self.cast.persons
        if tree.pos[subject] == "PROPN":
            return person == (word not in {"it", "its"})
        if word in {"they", "them", "their"}:
            return tree.tag[subject] == "NNS" and tree.lower[subject].endswith(AGENTS)
        named = any(tree.pos[k] == "PROPN" for k in tree.kids_of(subject, "appos"))
        return word not in {"it", "its"} and named

    def person_before(self, token: int) -> list[Party]:
        """The person that "he" or "her" means, also where the country is not known."""
        tree, word = self.tree, self.tree.lower[token]
        if word in {"me", "i"}:
            return self._person_speaking(token)
        if word not in GENDERS and word not in {"herself", "himself"}:
            return []
        known = [s for s in self._persons_before(token) if self._is_not_gendered(s, word)]
        subjects = [s for s in known if tree.dep[s] in SUBJECTS]
        others = [s for s in known if tree.sentence(s) != tree.sentence(token)]
        for s in (*subjects[:1], *others[:1]):
            beside = [a for a in tree.kids_of(s, "appos") if tree.pos[a] == "PROPN"]
            return [
                attrs.evolve(p, rule="whom") for k in (*beside, s) for p in self.cast.parties(k)
            ][:1]
        return []

    def _person_speaking(self, token: int) -> list[Party]:
        """Who says "me": the subject of the verb of saying above, also where it is "she"."""
        tree = self.tree
        for verb in tree.above(token):
            if self.lexicon.operators.get(tree.lemma[verb]) != "say":
                continue
            for s in tree.subjects(verb):
                if tree.lower[s] in GENDERS:
                    return self.person_before(s)
                return [attrs.evolve(p, rule="whom") for p in self.cast.parties(s)[:1]]
        return []

    def _beside(self, token: int) -> list[Party]:
        """Whom an object pronoun means in "broke with Trump and urged him": the last person that is no subject."""
        tree, word = self.tree, self.tree.lower[token]
        if word not in {"him", "her"} or tree.dep[token] not in {"dobj", "pobj", "dative"}:
            return []
        start, _ = tree.sentence(token)
        for s in self._persons_before(token):
            if s < start:
                break
            if tree.dep[s] not in SUBJECTS and self._is_not_gendered(s, word):
                return [attrs.evolve(p, rule="pronoun") for p in self.cast.parties(s)[:1]]
        return []

    def _charged_with(self, token: int) -> list[Party]:
        """Whom "it" means in "urged North Korea to resume the talks it left": whoever is urged."""
        tree = self.tree
        start, _ = tree.sentence(token)
        for verb in tree.above(token) if tree.lower[token] in {"it", "they"} else ():
            asked = self.lexicon.operators.get(tree.lemma[verb]) == "request"
            for k in tree.kids_of(verb, "dobj", "dative") if asked else ():
                found = self.who(k) if start <= k < token else []
                if found and self._may_mean(tree.lower[token], k, found):
                    return [attrs.evolve(p, rule="pronoun") for p in found]
        return []

    def _persons_before(self, token: int) -> list[int]:
        """The persons named before a token, the nearest first; nobody shoots himself as "him"."""
        tree = self.tree
        own = () if tree.dep[token] in SUBJECTS else tree.subjects(tree.head[token])
        return [
            s
            for s in range(token - 1, max(-1, token - WINDOW), -1)
            if tree.dep[s] in PLACES_OF_PERSONS
            and s not in own
            and tree.pos[s] != "PRON"
            and (tree.ents[s] == "PERSON" or s in self.cast.persons or self._is_somebody(s))
        ]

    def _is_somebody(self, token: int) -> bool:
        """Whether it is a single man or woman: "the driver"."""
        sector = self.lexicon.sectors.get(self.tree.lemma[token])
        body = self.tree.lemma[token] in self.lexicon.classes["body"]
        if any(k in self.cast.persons for k in self.tree.kids_of(token, "appos")):
            return True  # "the employee, Michael Glasgow"
        return self.tree.tag[token] == "NN" and sector in {"CVL", "UAF", "CRM"} and not body

    def _is_not_gendered(self, token: int, word: str) -> bool:
        person = self.cast.persons.get(token)
        return person is None or person.gender is None or person.gender != GENDERS.get(word)

    def _may_mean(self, word: str, subject: int, found: list[Party]) -> bool:
        tree = self.tree
        plural = len({p.country for p in found}) > 1
        if word in {"they", "them", "their"}:
            return (
                plural
                or tree.tag[subject] in {"NNS", "NNPS"}
                or bool(tree.kids_of(subject, "conj"))
            )
        if plural:
            return False
        if word in {"it", "its"}:
            body = (
                tree.lemma[subject] in self.lexicon.classes["body"] or tree.ents[subject] == "ORG"
            )
            return not any(p.person for p in found) and (found[0].bare or body)
        if not self._is_not_gendered(subject, word):
            return False
        if (
            tree.tag[subject] in {"NNS", "NNPS"}
            or tree.lemma[subject] in self.lexicon.classes["body"]
        ):
            return False
        return any(tree.ents[p.head] == "PERSON" or p.person or p.sector in HUMAN for p in found)

    def _group(self, token: int, count: int) -> list[Party]:
        """The last subject that names so many countries, else the last so many countries named."""
        tree, named = self.tree, self.cast.named
        window = range(token - 1, max(-1, token - WINDOW), -1)
        for s in window:
            if tree.dep[s] in SUBJECTS and tree.pos[s] in {"NOUN", "PROPN"}:
                group = self._earlier(s)
                if len({p.country for p in group if p.country}) == count:
                    return [attrs.evolve(p, rule="group") for p in group]
        found: dict[str, Party] = {}
        named_so = tree.lemma[token] in COUNTRIES or tree.lower[token] in FEW
        for j in window if named_so and tree.lower[token] != "both" else ():
            place = j in named and named[j].kind not in {"region", "city"}
            code = named[j].country if place else None
            if code is not None and code not in found:
                for party in self.cast.parties(j)[:1]:
                    found[code] = attrs.evolve(party, rule="group")
            if len(found) == count:
                return list(reversed(found.values()))
        return []

    def _earlier(self, token: int) -> list[Party]:
        """As `who`, but a phrase that leans on others itself counts only if it is already known."""
        if token not in self._known and self.counted(token):
            return []
        return self.who(token)
