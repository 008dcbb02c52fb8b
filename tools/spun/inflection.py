"""English inflection from WordNet's lists of exceptions and the usual spelling rules."""

from pathlib import Path

VOWELS = "aeiou"
DOUBLING = frozenset(
    [
        "stop",
        "plan",
        "drop",
        "cut",
        "put",
        "get",
        "let",
        "set",
        "hit",
        "run",
        "win",
        "begin",
        "sit",
        "shut",
        "swim",
        "dig",
        "beg",
        "rob",
        "plot",
        "slam",
        "trim",
        "grab",
        "ban",
        "bar",
        "pin",
        "tap",
        "rip",
        "ship",
        "shop",
        "chat",
        "quit",
        "step",
        "admit",
        "commit",
        "permit",
        "submit",
        "refer",
        "prefer",
        "occur",
        "forget",
        "regret",
        "upset",
        "transfer",
        "equip",
        "control",
        "wed",
        "jog",
        "hug",
        "nod",
        "tip",
        "wrap",
        "trap",
        "strip",
        "skip",
        "slip",
        "spot",
    ]
)
AGENTLESS = frozenset({"be", "have", "do"})


class Inflector:
    """Forms of nouns and verbs; irregular ones as WordNet lists them."""

    def __init__(self, wordnet: Path) -> None:
        self.verb = _exceptions(wordnet / "verb.exc")
        self.noun = _exceptions(wordnet / "noun.exc")

    def plural(self, word: str) -> str:
        """`child` -> `children`."""
        known = self.noun.get(word)
        if known:
            return known[-1]
        if word.endswith(("s", "x", "z", "ch", "sh")):
            return word + "es"
        if word.endswith("y") and word[-2:-1] not in VOWELS:
            return word[:-1] + "ies"
        return word + "s"

    def verb_forms(self, word: str) -> tuple[str, str, str, str]:
        """Third person, past, participle, gerund: `give` -> gives, gave, given, giving."""
        third = self.plural(word) if word not in self.noun else word + "s"
        past = participle = _suffixed(word, "ed")
        known = [form for form in self.verb.get(word, ()) if not form.endswith(("ing", "s"))]
        if known:
            past = known[0]
            participle = known[-1]
            ens = [form for form in known if form.endswith(("n", "ne", "ung", "unk"))]
            if ens and len(known) > 1:
                participle = ens[-1]
                past = next(form for form in known if form != participle)
        return third, past, participle, _suffixed(word, "ing")


def _suffixed(word: str, suffix: str) -> str:
    if word.endswith("ie") and suffix == "ing":
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + suffix
    if word.endswith("ee") and suffix == "ed":
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in VOWELS and suffix == "ed":
        return word[:-1] + "ied"
    if word in DOUBLING:
        return word + word[-1] + suffix
    return word + suffix


def _exceptions(path: Path) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        form, *bases = line.split()
        for base in bases:
            forms.setdefault(base, []).append(form.replace("_", " "))
    for base in (
        "read",
        "put",
        "cut",
        "set",
        "hit",
        "let",
        "shut",
        "hurt",
        "cost",
        "spread",
        "quit",
    ):
        forms[base] = [base]
    forms["meet"], forms["say"], forms["lead"] = ["met"], ["said"], ["led"]
    forms["get"], forms["give"], forms["take"] = (
        ["got", "gotten"],
        ["gave", "given"],
        ["took", "taken"],
    )
    forms["come"], forms["become"] = ["came", "come"], ["became", "become"]
    forms["run"], forms["begin"] = ["ran", "run"], ["began", "begun"]
    forms["prove"], forms["show"] = ["proved", "proven"], ["showed", "shown"]
    return forms
