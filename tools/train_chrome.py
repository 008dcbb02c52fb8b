"""Train the line model of `WebChrome`: weights out, no text.

Input: a folder with `extracted`, `plain`, `plain_wcxb`, `real` (`NAME.jsonl` of id, site, view, text;
`NAME_labels.jsonl` of id and [start, end, label] per unit), and files of genuine articles (`text`),
whose lines all count as content. Folds are made by site; the borders for each loss budget come from
the predictions on sites that the trees had not seen. Needs scikit-learn.

    PYTHONPATH=src OMP_NUM_THREADS=1 python tools/train_chrome.py FOLDER --genuine A.jsonl B.jsonl
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from corpuskit.cleaners._chrome.features import NAMES, Surroundings, undecided
from corpuskit.cleaners._chrome.page import Page
from corpuskit.cleaners._chrome.rules import Catalogue, shipped_rules
from corpuskit.cleaners.chrome import lay

OUT = Path(__file__).parent.parent / "src/corpuskit/lexicons/chrome/line_model.json"
WEIGHTS = {"extracted": 6.0, "real": 6.0, "plain": 1.0, "plain_wcxb": 0.3, "genuine": 1.5}
VIEWS = {"plain_wcxb": ("article", "pjoin")}  # the rest of these pages is no press
BUDGETS = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.01)


FIRST_PASS = 1 / 3
"""Of what the model loses in all, a third falls in the first pass over a page, which is measured here."""


def read(folder: Path, genuine: list[Path]) -> Iterator[tuple[str, str, str, list[Any]]]:
    """Data set, site, text and labels of each page."""
    for name in ("extracted", "real", "plain", "plain_wcxb"):
        rows = (folder / f"{name}_labels.jsonl").read_text("utf-8").splitlines()
        labels = {row["id"]: row["labels"] for row in map(json.loads, rows)}
        for row in map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines()):
            if row["view"] in VIEWS.get(name, (row["view"],)):
                yield name, row.get("site") or row["id"], row["text"], labels[row["id"]]
    for path in genuine:
        for k, row in enumerate(map(json.loads, path.read_text("utf-8").splitlines())):
            yield "genuine", f"{path.name}:{k}", row["text"], [[0, len(row["text"]), "content"]]


def cleaned(text: str, labels: list[Any], every: int) -> tuple[str, list[Any]]:
    """The page as a later pass meets it: chrome and meta gone, but for each `every`th unit of them."""
    parts, left, size, count = [], [], 0, 0
    for start, end, label, *_ in labels:
        if label != "content":
            count += 1
            if not every or count % every:
                continue
        parts.append(text[start:end])
        left.append([size, size + end - start, label])
        size += end - start + 1
    return "\n".join(parts), left


def states(name: str, text: str, labels: list[Any]) -> Iterator[tuple[str, str, list[Any]]]:
    """The page as scraped, and as the step sees it again after its first cuts."""
    yield name, text, labels
    if name != "genuine":
        yield f"{name}, cleaned", *cleaned(text, labels, 0)
        yield f"{name}, cleaned", *cleaned(text, labels, 4)


def label_of(page: Page, k: int, labels: list[Any]) -> str:
    """The label of the unit that covers most of the line."""
    low, high = page.starts[k], page.starts[k] + len(page.lines[k].text)
    best, name = 0, "meta"
    for start, end, label, *_ in labels:
        overlap = min(end, high) - max(start, low)
        if overlap > best:
            best, name = overlap, label
    return name


def trees_of(model: HistGradientBoostingClassifier) -> list[list[list[float]]]:
    """The trees as plain lists: [feature, border, left, right] or [-1, value]."""
    out = []
    for (predictor,) in model._predictors:  # noqa: SLF001, there is no public way
        nodes = []
        for node in predictor.nodes:
            if node["is_leaf"]:
                nodes.append([-1, round(float(node["value"]), 4)])
            else:
                border = round(float(node["num_threshold"]), 4)
                nodes.append(
                    [int(node["feature_idx"]), border, int(node["left"]), int(node["right"])]
                )
        out.append(nodes)
    return out


def fitted(x: Any, y: Any, w: Any) -> HistGradientBoostingClassifier:
    """Eighty small trees."""
    return HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.12, max_leaf_nodes=8, min_samples_leaf=60, l2_regularization=5,
        max_features=0.4, random_state=0, early_stopping=False,
    ).fit(x, y, sample_weight=w)  # fmt: skip


def main() -> None:
    """Read, predict across folds, set the borders, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genuine", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=6)
    args = parser.parse_args()

    catalogue = Catalogue.of(shipped_rules())
    vectors, answers, names, sites, sizes = [], [], [], [], []
    content: dict[str, int] = {}
    for data_set, site, scraped, units in read(args.folder, args.genuine):
        for name, text, labels in states(data_set, scraped, units):
            page = lay(text, catalogue, {}, None)
            around = Surroundings(page)
            size = sum(end - start for start, end, label, *_ in labels if label == "content")
            content[name] = content.get(name, 0) + size
            for k in undecided(page):
                label = label_of(page, k, labels)
                if label == "meta":
                    continue
                vectors.append(around.vector(k))
                answers.append(label == "chrome")
                names.append(name)
                sites.append(site)
                sizes.append(len(page.lines[k].text))
    x, y = np.array(vectors, dtype=np.float32), np.array(answers)
    size_of, name_of = np.array(sizes), np.array(names)
    w = np.array([WEIGHTS[n.split(",")[0]] / (1 + ("," in n)) for n in names])
    w *= np.where(y & np.isin(names, ["extracted", "real"]), 2.0, 1.0)
    print(
        f"{len(y)} undecided lines, {y.sum()} of them chrome, {len(set(sites))} sites; content {content}"
    )

    odds = np.zeros(len(y))
    for seen, unseen in GroupKFold(args.folds).split(x, y, sites):
        odds[unseen] = fitted(x[seen], y[seen], w[seen]).decision_function(x[unseen])
    borders = []
    for budget in BUDGETS:
        least = 0.5
        bound = ""
        for name, characters in content.items():
            if name.startswith(("real", "plain_wcxb")):
                continue  # too few lines to measure a share of them; no press
            mask = name_of == name
            order = np.argsort(-odds[mask], kind="stable")
            lost = np.cumsum(np.where(y[mask][order], 0, size_of[mask][order]))
            last = int(np.searchsorted(lost, budget * FIRST_PASS * characters, side="right")) - 1
            border = float(odds[mask][order][last]) if last >= 0 else 9.0
            if border > least:
                least, bound = border, name
        borders.append([budget, round(least, 3)])
        print(f"budget {budget:.2%}: border {least:.2f}, set by {bound}")
        for name in dict.fromkeys(names):
            taken, chrome = odds[name_of == name] >= least, y[name_of == name]
            print(
                f"budget {budget:.2%}, border {least:.2f}, {name}: {(taken & chrome).sum()} of {chrome.sum()} lines, {(taken & ~chrome).sum()} wrong"
            )

    model = fitted(x, y, w)
    data = {
        "about": "Boosted trees for undecided lines; made by tools/train_chrome.py; scores are log-odds of chrome.",
        "features": list(NAMES),
        "base": round(float(model._baseline_prediction.ravel()[0]), 4),  # noqa: SLF001, there is no public way
        "borders": borders,
        "trees": trees_of(model),
    }
    OUT.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
