"""Every regular expression that the package compiles, and input that is meant to make it slow.

    python -m tests.hardness.patterns            # lists them as JSON

The list comes from a hook on `re` in a fresh process, so nothing that is compiled late is missed, as
long as something here makes it be compiled: all modules are imported, the press pipeline runs over the
example articles, the readers over a page.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent

METHODS = frozenset({"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"})

ODD = " \n\t\"'“”‘’.,:;!?()[]{}<>&|/\\-–—_=*#@%$+~^`0aAzZé\u00a0\u00ad\u200b\u2028\ufffd\x00中😀"
"""Characters whose long runs are tried on every pattern."""

USUAL = (
    "Aa ", "A ", "Aa, ", "1,", "1.", "a.", "A.", "ab-", "a'", "12 May ", "the ", "Ab Cd of the ", "\r\n", " \n", "\n ",
    '" ', " “", "a b\n", "&#", "&#x", "=A", "\\u", "â€", "Ã©",
)  # fmt: skip
"""As `ODD`, longer."""


@attrs.frozen
class Compiled:
    """A pattern and the function that compiled it."""

    where: str
    pattern: str | bytes
    flags: int
    methods: tuple[str, ...]
    """Those that were called; none means that nothing is known."""

    def made(self) -> re.Pattern[Any]:
        """The pattern, ready."""
        return re.compile(self.pattern, self.flags)


def compiled_patterns() -> list[Compiled]:
    """What a fresh process compiles."""
    run = [sys.executable, "-m", "tests.hardness.patterns"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    return [
        Compiled(where, pattern.encode("latin-1") if is_bytes else pattern, flags, tuple(methods))
        for where, pattern, flags, is_bytes, methods in json.loads(done.stdout)
    ]


def hostile(pattern: Compiled, size: int, *, thorough: bool) -> Iterator[str]:
    """Texts of `size` characters: long runs of what the pattern is made of, broken off at the end."""
    begins = sorted(_literals(pattern), key=len, reverse=True)[: 2 if thorough else 0]
    for seed in seeds_of(pattern):
        yield (seed * (size // len(seed) + 1))[: size - 1] + "\x01"
        for begin in begins:
            yield (begin + seed * (size // len(seed)))[: size - 1] + "\x01"


def seeds_of(pattern: Compiled) -> list[str]:
    """What the texts are runs of: characters and words of the pattern, whole, broken and in pairs."""
    literals = _literals(pattern)
    single = dict.fromkeys((*ODD, *islice((c for word in literals for c in word), 30)))
    seeds = dict.fromkeys((*single, *USUAL))
    for word in sorted(literals, key=len, reverse=True)[:6] + literals[:6]:
        broken = word[:-1] or word
        seeds |= dict.fromkeys(
            (word, f"{word} ", f"{word}\n", f"{word}x", broken, f"({word}", f'"{word}')
        )
    firsts = [c for c in single if c in _source(pattern)][:8]
    seeds |= dict.fromkeys(a + b for a in firsts for b in (*firsts, " ", "a", "1") if a != b)
    return list(seeds)


def _source(pattern: Compiled) -> str:
    text = pattern.pattern
    return text if isinstance(text, str) else text.decode("latin-1")


def _literals(pattern: Compiled) -> list[str]:
    """Words that stand in the pattern."""
    plain = re.sub(r"\\[a-zA-Z]|\(\?[^)a-z]*[a-zA-Z]*[:<=!]*", " ", _source(pattern))
    plain = re.sub(r"\\(.)", r"\1", plain)
    return list(dict.fromkeys(islice(re.findall(r"[^\s|()\[\]{}?*+^$]+", plain), 400)))[:60]


class _Spy:
    """A compiled pattern that notes which of its methods are called."""

    def __init__(self, pattern: re.Pattern[Any], methods: set[str]) -> None:
        self._pattern, self._methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            self._methods.add(name)
        return getattr(self._pattern, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return re.compile, (self._pattern.pattern, self._pattern.flags)


def _recorded() -> list[tuple[str, str, int, bool, list[str]]]:
    found: dict[tuple[str, str, int, bool], set[str]] = {}
    machine: Any = re
    original = machine._compile

    def compile_and_note(pattern: Any, flags: int) -> Any:
        made = original(pattern, flags)
        frame = sys._getframe(2)
        module = frame.f_globals.get("__name__", "")
        if not module.startswith("corpuskit") or isinstance(pattern, re.Pattern):
            return made
        is_bytes = isinstance(pattern, bytes)
        text = pattern.decode("latin-1") if is_bytes else pattern
        key = f"{module}:{frame.f_code.co_name}", text, int(flags), is_bytes
        return _Spy(made, found.setdefault(key, set()))

    machine._compile = compile_and_note
    import corpuskit

    for module in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
        if module.name != "corpuskit.__main__":
            importlib.import_module(module.name)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples/press").glob("*.txt"))]
    texts += [text.encode().decode("cp1252", "replace") for text in texts]
    for path in (ROOT / "tests" / "cases").rglob("*.json"):
        texts += [
            case["raw"]
            for case in json.loads(path.read_text("utf-8"))
            if isinstance(case.get("raw"), str)
        ]
    page = "<html lang=en><meta charset=utf-8><title>T</title><article><p>NATO met. " + "x " * 99
    documents = [corpuskit.Document(text) for text in texts]
    documents.append(corpuskit.parse_html(page.encode("utf-8")))
    kit = corpuskit.Pipeline.press()
    from corpuskit.cleaners._chrome.rules import Place, Rule

    chrome = corpuskit.WebChrome(
        rules=[Rule("own", "ad", "ad +ad", place) for place in get_args(Place)]
    )
    list(corpuskit.Pipeline([chrome]).stream(documents[:30]))
    articles = list(kit.stream(documents))
    corpuskit.decode("Größe → “x”\n".encode() * 3 + "Größe “x”\n".encode("cp1252"))
    corpuskit.report_html(articles[:5])
    list(corpuskit.near_duplicates(articles[:5]))
    return [(*key, sorted(methods)) for key, methods in found.items()]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_recorded()))
