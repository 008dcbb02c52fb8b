"""Documents a second and peak memory: one process, two, a Dask cluster of two, bare spaCy beside them.

    python bench/scale.py ARTICLES.jsonl [--config kit.toml] [--sizes 100,1000,10000] [--ways one,two,dask,spacy]

`ARTICLES.jsonl` holds openly licensed press articles (`text`); documents are made of their paragraphs, in
turn. Each measurement is a process of its own. Time is counted from the first batch that came out, so
that starting processes is left out; CPU time is that of the process and its children, and the ratios
are made of it, for it does not depend on what else the machine does. Memory is the sum of what is
theirs alone and their share of the rest (PSS), sampled ten times a second.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import attrs
import psutil

import corpuskit as ck
from corpuskit import parsing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit import Article, Failure

WAYS = ("one", "two", "dask", "spacy")
SIZES = "100,1000,10000"
WORDS = 30
"""A paragraph with fewer is joined with the next."""


@attrs.frozen
class Measure:
    """Seconds that all documents take once the processes run, CPU seconds, and peak memory."""

    wall: float
    cpu: float
    megabytes: float


def main() -> None:
    """Prints a row a measurement, then the ratios that the project promises."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--one", nargs=2, metavar=("WAY", "SIZE"), help="one measurement, here")
    arguments = parser.parse_args()
    if arguments.one:
        way, size = arguments.one
        print(json.dumps(_steady(way, int(size), arguments.articles, arguments.config)))
        return
    done: dict[tuple[str, int], Measure] = {}
    print(f"{'way':6} {'documents':>9} {'docs/s':>7} {'CPU ms/doc':>10} {'MB peak':>8}")
    for size in map(int, arguments.sizes.split(",")):
        for way in arguments.ways.split(","):
            measure = done[way, size] = _measured(way, size, sys.argv[1:])
            row = f"{way:6} {size:9} {size / measure.wall:7.1f} {1000 * measure.cpu / size:10.2f}"
            print(f"{row} {measure.megabytes:8.0f}", flush=True)
    _ratios(done)


def _ratios(done: dict[tuple[str, int], Measure]) -> None:
    sizes = sorted({size for _, size in done})
    ways = [way for way in WAYS if (way, sizes[-1]) in done]
    for small, large in pairwise(sizes):
        for way in ways:
            a, b = done[way, small], done[way, large]
            each = (b.cpu / large) / (a.cpu / small)
            memory = b.megabytes / a.megabytes
            print(
                f"{way}: {small} to {large}: CPU time a document × {each:.2f}, memory × {memory:.2f}"
            )
    for size in sizes:
        for way, other in (("dask", "two"), ("two", "spacy"), ("two", "one")):
            if way in ways and other in ways:
                a, b = done[way, size], done[other, size]
                print(
                    f"{size}: {way} / {other}: CPU {a.cpu / b.cpu:.2f}, wall {a.wall / b.wall:.2f}"
                )


def _measured(way: str, size: int, arguments: list[str]) -> Measure:
    """A process of its own, watched."""
    command = [sys.executable, __file__, *arguments, "--one", way, str(size)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    whole = psutil.Process(process.pid)
    peak = 0.0
    while process.poll() is None:
        total = 0.0
        try:
            for part in (whole, *whole.children(recursive=True)):
                total += part.memory_full_info().pss
        except psutil.Error:
            continue  # one has just ended
        peak = max(peak, total)
        time.sleep(0.1)
    assert process.stdout is not None
    if process.returncode:
        sys.exit(f"{way} {size} failed")
    wall, cpu = json.loads(process.stdout.read())
    return Measure(wall, cpu, peak / 1e6)


def _steady(way: str, size: int, articles: Path, config: Path | None) -> tuple[float, float]:
    """Wall and CPU seconds of all documents, without what it takes to start."""
    kit = ck.Pipeline.from_toml(config.read_text("utf-8")) if config else ck.Pipeline.press()
    clock = _Clock(size, kit.batch_size)
    documents = _documents(size, articles)
    if way == "spacy":
        nlp = parsing.load(kit.model, kit.requires)
        texts = (document.text for document in documents)
        for _ in clock(nlp.pipe(texts, n_process=2, batch_size=kit.batch_size)):
            pass
        return clock.steady
    stream = None
    if way == "dask":
        from corpuskit.scale import dask

        stream = partial(dask.stream, pipeline=kit, workers=2)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        workers = 2 if way == "two" else 1
        ck.run(documents, out, kit, workers=workers, stream=stream, watch=clock.watch)
    return clock.steady


class _Clock:
    """Wall and CPU time when the first batch, and when the last document came out."""

    def __init__(self, size: int, batch: int) -> None:
        self._size, self._first = size, min(batch, size // 2)
        self._begun = self._ended = (0.0, 0.0)

    def __call__(self, items: Iterable[object]) -> Iterator[object]:
        for number, item in enumerate(items, 1):
            if number == self._first:
                self._begun = _now()
            if number == self._size:
                self._ended = _now()
            yield item

    def watch(self, articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
        """The same for articles."""
        yield from cast("Iterator[Article | Failure]", self(articles))

    @property
    def steady(self) -> tuple[float, float]:
        """What all documents would take at the rate after the first batch."""
        share = self._size / (self._size - self._first)
        wall, cpu = (b - a for a, b in zip(self._begun, self._ended, strict=True))
        return wall * share, cpu * share


def _now() -> tuple[float, float]:
    cpu = 0.0
    whole = psutil.Process()
    for part in (whole, *whole.children(recursive=True)):
        times = part.cpu_times()
        cpu += times.user + times.system
    return time.monotonic(), cpu


def _documents(size: int, articles: Path) -> Iterator[ck.Document]:
    """Paragraphs in a fixed random order, the same ones in turn until there are enough.

    In their own order the first thousand are a quarter shorter than all.
    """
    paragraphs: list[str] = []
    for line in articles.read_text("utf-8").splitlines():
        short = ""
        for paragraph in json.loads(line)["text"].split("\n"):
            short = f"{short}\n{paragraph}".strip()
            if len(short.split()) >= WORDS:
                paragraphs.append(short)
                short = ""
    random.Random(0).shuffle(paragraphs)
    for number, text in enumerate(islice(cycle(paragraphs), size)):
        yield ck.Document(text, f"d{number}")


if __name__ == "__main__":
    main()
