"""All figures on development data that is not part of the project: predictions, then the scorers.

    python bench/figures.py SHARED [TRACK ...]

`SHARED` holds `data/` and `eval/` as the scorers expect them. Prints the last line of each scorer;
predictions and full reports stay in `bench/out/`.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import attrs

from corpuskit import decode

OUT = Path(__file__).parent / "out"
PREDICT = Path(__file__).parent / "predict.py"


@attrs.frozen
class Figure:
    """One measurement: what is predicted on which file, and how the scorer is called.

    `{gold}`, `{pred}` and `{data}` are filled in; `flat` replaces every line break by a blank.
    """

    name: str
    track: str
    source: str
    scorer: str
    arguments: tuple[str, ...]
    flat: bool = False


FIGURES = (
    Figure("mojibake", "mojibake", "mojibake/dev.jsonl", "mojibake/score.py", ("{gold}", "{pred}")),
    *(
        Figure(f"chrome-{task}", "chrome", f"chrome/{task}.jsonl", "chrome/score.py",
               (task, "{data}/chrome", "{pred}"))
        for task in ("seeds", "real", "extracted", "plain", "plain_wcxb")
    ),
    *(
        Figure(f"chrome-{task}-flat", "chrome", f"chrome/{task}.jsonl", "chrome/score.py",
               (task, "{data}/chrome", "{pred}"), flat=True)
        for task in ("real", "extracted")
    ),
    Figure("chrome-fit", "chrome-fit", "chrome/extracted.jsonl", "chrome/score.py",
           ("extracted", "{data}/chrome", "{pred}")),
    Figure("html", "html", "chrome/html.jsonl", "chrome/score.py", ("html", "{data}/chrome", "{pred}")),
    Figure("html-press", "html", "chrome/html.jsonl", "chrome/score.py",
           ("html", "{data}/chrome", "{pred}", "--press")),
    Figure("spun", "spun", "spun/dev/docs.jsonl+spun/dev/clean.jsonl", "spun/score.py",
           ("--pred", "{pred}", "--gold", "{data}/spun/dev/gold.jsonl",
            "--docs", "{data}/spun/dev/docs.jsonl", "--clean", "{data}/spun/dev/clean.jsonl")),
    Figure("quotes", "quotes", "quotes/polnear_dev.jsonl", "quotes/score.py", ("{gold}", "{pred}")),
    Figure("quotes-flat", "quotes", "quotes/polnear_dev.jsonl", "quotes/score.py",
           ("{gold}", "{pred}"), flat=True),
    Figure("quotes-seeds", "quotes", "quotes/seeds.jsonl", "quotes/score.py", ("{gold}", "{pred}")),
    Figure("resolved", "press", "seeds", "quotes/resolved.py",
           ("{data}/quotes/seeds_resolved.json", "{pred}")),
    *(
        Figure(f"officials-{name}", "officials", f"events/officials_{name}.jsonl", "events/score.py",
               ("officials", "{gold}", "{pred}"))
        for name in ("seeds", "wikinews_dev")
    ),
    *(
        Figure(f"events-{name}", "events", f"events/{source}.jsonl", "events/score.py",
               ("events", "{gold}", "{pred}"))
        for name, source in (
            ("gsr", "plover_gsr_dev"), ("seeds", "events_seeds"), ("wikinews", "events_wikinews_dev")
        )
    ),
)  # fmt: skip


def main(shared: Path, tracks: list[str]) -> None:
    """Measures the figures of the tracks named, or all."""
    OUT.mkdir(exist_ok=True)
    done: dict[tuple[str, str, bool], Path] = {}
    for figure in FIGURES:
        if tracks and figure.track not in tracks:
            continue
        key = (figure.track, figure.source, figure.flat)
        given = _given(figure, shared)
        if key not in done:
            done[key] = OUT / f"{figure.name}.pred.jsonl"
            command = [sys.executable, str(PREDICT), figure.track, str(given), str(done[key])]
            subprocess.run(command, check=True)
        names = {"gold": given, "pred": done[key], "data": shared / "data"}
        arguments = [argument.format(**names) for argument in figure.arguments]
        command = [sys.executable, str(shared / "eval" / figure.scorer), *arguments]
        report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        OUT.joinpath(f"{figure.name}.txt").write_text(report, "utf-8")
        print(f"{figure.name:22} {report.splitlines()[-1].removeprefix('SUMMARY ')}")


def _given(figure: Figure, shared: Path) -> Path:
    """The input file of a figure; made in `bench/out/` where it is no file of its own."""
    data = shared / "data"
    if not figure.flat and "+" not in figure.source and figure.source != "seeds":
        if figure.track != "html":
            return data / figure.source
        rows = _rows(data / figure.source)
        pages = data / "chrome" / "html"
        for row in rows:
            row["html"] = decode(
                gzip.decompress((pages / f"{row['id']}.html.gz").read_bytes())
            ).text
    elif figure.source == "seeds":
        rows = [
            {"id": path.name, "text": path.read_text("utf-8")}
            for path in sorted((shared / "seeds").glob("*.txt"))
        ]
    else:
        rows = [row for name in figure.source.split("+") for row in _rows(data / name)]
    for row in rows:
        if figure.flat:
            row["text"] = row["text"].replace("\n", " ")
    given = OUT / f"{figure.name}.given.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return given


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
