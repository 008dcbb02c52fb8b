"""Measure Spun on development data, each time with a table that has not seen what is measured.

    PYTHONPATH=src python tools/spun/measure.py SHARED NGRAM_FOLDER WORDNET_FOLDER WORK_FOLDER [PART ...]

SHARED holds data/spun, data/wikinews, data/quotes and eval/spun. Prints: genuine text (flags, edits); every
observed site left out: strictly (its pairs taken from all sources), with the own list kept, and strictly in texts
whose "said" was left alone;
the two halves of article 003; the re-spun development articles; speed against ftfy.
"""

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import attrs
import ftfy
import make_first_look

from corpuskit.cleaners import spun as step_module
from corpuskit.cleaners._spun.first_look import FirstLook, shipped_first_look
from corpuskit.cleaners._spun.table import Table, shipped_table
from corpuskit.document import Document
from corpuskit.edits import Edit
from corpuskit.notes import SpunVerdict

HERE = Path(__file__).parent
SITES = [f"s{k:02d}" for k in range(1, 13)]


def main(shared: str, ngrams: str, wordnet: str, work: str, *parts: str) -> None:
    """Print all figures, or those of some parts: genuine, strict, own, said, 003, speed."""
    data, folder = Path(shared) / "data", Path(work)
    folder.mkdir(exist_ok=True)
    wanted = frozenset(parts or ("genuine", "strict", "own", "said", "003", "speed"))
    score = scorer(Path(shared) / "eval/spun/score.py")
    dev = data / "spun/dev"
    clean = predicted(lines(dev / "clean.jsonl"), "clean")
    if "genuine" in wanted:
        predicted(lines(data / "wikinews/articles.jsonl"), "wikinews")
        for name in ("polnear_dev", "polnear_train"):
            texts = {d["id"]: d for d in lines(data / f"quotes/{name}.jsonl")}
            predicted(list(texts.values()), name)

    def table(name: str, *options: str) -> Table:
        out = folder / f"{name}.tsv"
        command = [sys.executable, HERE / "make_table.py", dev, ngrams, wordnet, out, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shipped = {(p.spun, p.original): p.alarms for p in shipped_table().pairs}
        kept = Table.of_lines(out.read_text(encoding="utf-8")).pairs
        return Table(
            tuple(
                attrs.evolve(p, alarms=shipped[p.spun, p.original])
                for p in kept
                if (p.spun, p.original) in shipped
            )
        )

    for part, kind, options in (
        ("strict", "strict", ()),
        ("own", "own list kept", ("--keep-own",)),
        ("said", "strict, said left alone", ()),
    ):
        if part not in wanted:
            continue
        results = []
        for site in SITES:
            out = folder / f"{site}-{part}"
            respin = Path(shared) / "eval/spun/respin.py"
            command = [
                sys.executable,
                respin,
                dev / "clean.jsonl",
                dev / "observed_pairs.tsv",
                out,
                "--site",
                site,
            ]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            use(table(f"{site}-{part}", "--without", site, *options), Path(ngrams))
            docs, gold = lines(Path(f"{out}.docs.jsonl")), lines(Path(f"{out}.gold.jsonl"))
            if part == "said":
                docs, gold = with_said(docs, gold)
            results.append(figures(score, predicted(docs), gold, docs, clean))
            print(kind, site, results[-1], flush=True)
        print(
            kind,
            "mean",
            {key: round(sum(r[key] for r in results) / len(results), 3) for key in results[0]},
        )

    docs, gold = lines(dev / "docs.jsonl"), lines(dev / "gold.jsonl")
    for name, options in (
        ()
        if "003" not in wanted
        else (
            ("without 003", ["--no-seed"]),
            ("without 003, own list kept", ["--no-seed", "--keep-own"]),
            ("first half of 003", ["--fold", "0"]),
            ("second half of 003", ["--fold", "1"]),
            ("shipped", None),
        )
    ):
        use(None if options is None else table("003" + "".join(options), *options), Path(ngrams))
        made = predicted(docs)
        for text, start in (("article 003", "003"), ("re-spun", "respun")):
            print(
                name,
                "|",
                text,
                figures(score, made, [g for g in gold if g["id"].startswith(start)], docs, clean),
            )
    if "003" in wanted:
        halves = [table("003--fold" + half, "--fold", half) for half in "01"]
        print("two-fold, article 003:", two_fold(score, halves, docs, gold, Path(ngrams)))
    use(None, Path(ngrams))
    if "speed" in wanted:
        speed([d["text"] for d in lines(dev / "clean.jsonl")])


def lines(path: Path) -> list[dict]:
    """The records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def with_said(docs: list[dict], gold: list[dict]) -> tuple[list[dict], list[dict]]:
    """The same texts with every "said" as it was; those with five or more words still exchanged."""
    kept = []
    for doc, truth in zip(docs, gold, strict=True):
        parts, spans, done, size = [], [], 0, 0
        for span in truth["spans"]:
            new = span["orig"][0] if span["orig"][0].lower() == "said" else span["spun"]
            parts += [doc["text"][done : span["start"]], new]
            size += span["start"] - done
            if new == span["spun"]:
                spans.append(span | {"start": size, "end": size + len(new)})
            size, done = size + len(new), span["end"]
        if len(spans) >= 5:
            text = "".join([*parts, doc["text"][done:]])
            kept.append((doc | {"text": text}, truth | {"spans": spans}))
    return [d for d, _ in kept], [g for _, g in kept]


def scorer(path: Path) -> ModuleType:
    """score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def use(table: Table | None, ngrams: Path) -> None:
    """Let the step work with `table`; None stands for the shipped one."""
    if table is None:
        step_module.shipped_table, step_module.shipped_first_look = (
            shipped_table,
            shipped_first_look,
        )
        return
    weights = HERE.parents[1] / "src/corpuskit/lexicons/spun/weights.json"
    look = FirstLook.of_lines(
        make_first_look.lines_of(table, ngrams), json.loads(weights.read_text(encoding="utf-8"))
    )
    step_module.shipped_table, step_module.shipped_first_look = lambda: table, lambda: look


def predicted(docs: list[dict], name: str = "") -> list[dict]:
    """What the step finds, in the scorer's format."""
    out = []
    for doc in docs:
        made = list(step_module.Spun()(Document(doc["text"])))
        verdict = next(m for m in made if isinstance(m, SpunVerdict))
        edits = [
            {"start": e.start, "end": e.end, "replacement": e.new}
            for e in made
            if isinstance(e, Edit)
        ]
        out.append(
            {
                "id": doc.get("id") or doc["url"],
                "score": verdict.score,
                "verdict": verdict.verdict,
                "spun": verdict.verdict == "spun",
                "edits": edits,
            }
        )
    if name:
        words = sum(len(d["text"].split()) for d in docs)
        flags = [sum(p["verdict"] == v for p in out) for v in ("spun", "suspect")]
        print(
            f"{name}: {len(docs)} texts, {words} words, spun {flags[0]}, suspect {flags[1]}, edits {sum(len(p['edits']) for p in out)}"
        )
    return out


def figures(
    score: ModuleType, made: list[dict], gold: list[dict], docs: list[dict], clean: list[dict]
) -> dict:
    """AUC against clean text, flags, precision and recall of the edits."""
    by_id, texts = {p["id"]: p for p in made}, {d["id"]: d["text"] for d in docs}
    edits = right = wanted = found = 0
    for g in gold:
        r, hit = score.judge(texts[g["id"]], by_id[g["id"]]["edits"], g["spans"])
        edits, right = edits + len(by_id[g["id"]]["edits"]), right + r
        certain = [k for k, s in enumerate(g["spans"]) if s["tier"] == 1]
        wanted, found = wanted + len(certain), found + sum(k in hit for k in certain)
    mine = [by_id[g["id"]] for g in gold]
    return {
        "auc": round(score.auc([p["score"] for p in mine], [p["score"] for p in clean]), 4),
        "spun": round(sum(p["spun"] for p in mine) / len(mine), 3),
        "flagged": round(sum(p["verdict"] != "genuine" for p in mine) / len(mine), 3),
        "precision": round(right / max(edits, 1), 3),
        "recall": round(found / max(wanted, 1), 3),
    }


def two_fold(
    score: ModuleType, tables: list[Table], docs: list[dict], gold: list[dict], ngrams: Path
) -> dict:
    """Each half of article 003 measured with the table that has only the pairs of the other half."""
    spans = next(g["spans"] for g in gold if g["id"].startswith("003"))
    doc = next(d for d in docs if d["id"].startswith("003"))
    edits = right = wanted = found = 0
    for kept, table in enumerate(tables):
        use(table, ngrams)

        def tested(place: dict, kept: int = kept) -> bool:
            return (place["start"] * 2 > len(doc["text"])) != bool(kept)

        made = [e for e in predicted([doc])[0]["edits"] if tested(e)]
        r, hit = score.judge(doc["text"], made, spans)
        certain = [k for k, s in enumerate(spans) if s["tier"] == 1 and tested(s)]
        edits, right = edits + len(made), right + r
        wanted, found = wanted + len(certain), found + sum(k in hit for k in certain)
    return {"precision": round(right / edits, 3), "recall": round(found / wanted, 3)}


def speed(texts: list[str]) -> None:
    """Genuine text against ftfy, both in turns, the median of seven rounds."""
    config = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_character_width=False, unescape_html=True
    )
    step, documents, ratios = step_module.Spun(), [Document(t) for t in texts], []
    for _ in range(7):
        start = time.process_time()
        for document in documents:
            list(step(document))
        middle = time.process_time()
        for text in texts:
            ftfy.fix_text(text, config)
        ratios.append((time.process_time() - middle) / (middle - start))
    print("speed on genuine text, times ftfy:", [round(r, 2) for r in sorted(ratios)])


if __name__ == "__main__":
    main(*sys.argv[1:])
