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
from corpuskit.cleaners._chrome.lines import Line
from corpuskit.cleaners._chrome.model import SHARE_OF_PROSE
from corpuskit.cleaners._chrome.rules import Catalogue, shipped_rules
from corpuskit.cleaners.chrome import lay

OUT = Path(__file__).parent.parent / "src/corpuskit/lexicons/chrome/line_model.json"
WEIGHTS = {"extracted": 6.0, "real": 6.0, "plain": 1.0, "plain_wcxb": 0.3, "genuine": 1.5}
VIEWS = {"plain_wcxb": ("article", "pjoin")}  # the rest of these pages is no press
BUDGETS = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.01)
OWN_SHARE = 1 / 3
"""Of a loss budget the model may spend a third; the rest is for the rules."""


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


def label_of(line: Line, labels: list[Any]) -> str:
    """The label of the unit that covers most of the line."""
    best, name = 0, "meta"
    for start, end, label, *_ in labels:
        overlap = min(end, line.end) - max(start, line.start)
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
                nodes.append([int(node["feature_idx"]), border, int(node["left"]), int(node["right"])])
        out.append(nodes)
    return out


def fitted(x: Any, y: Any, w: Any) -> HistGradientBoostingClassifier:
    """Eighty small trees."""
    return HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.12, max_leaf_nodes=8, min_samples_leaf=60, l2_regularization=5,
        max_features=0.4, random_state=0, early_stopping=False,
    ).fit(x, y, sample_weight=w)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genuine", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=6)
    args = parser.parse_args()

    catalogue = Catalogue.of(shipped_rules())
    vectors, answers, names, sites, sizes, whole = [], [], [], [], [], []
    content = {"extracted": 0, "whole": 0}
    for name, site, text, labels in read(args.folder, args.genuine):
        page = lay(text, catalogue, {}, None)
        around = Surroundings(page)
        kind = "extracted" if around.prose_chars / around.total >= SHARE_OF_PROSE else "whole"
        content[kind] += sum(end - start for start, end, label, *_ in labels if label == "content")
        for k in undecided(page):
            label = label_of(page.lines[k], labels)
            if label == "meta":
                continue
            vectors.append(around.vector(k))
            answers.append(label == "chrome")
            names.append(name)
            sites.append(site)
            sizes.append(len(page.lines[k].text))
            whole.append(kind == "whole")
    x, y = np.array(vectors, dtype=np.float32), np.array(answers)
    size, is_whole = np.array(sizes), np.array(whole)
    w = np.array([WEIGHTS[n] for n in names]) * np.where(y & np.isin(names, ["extracted", "real"]), 2.0, 1.0)
    print(f"{len(y)} undecided lines, {y.sum()} of them chrome, {len(set(sites))} sites; content {content}")

    odds = np.zeros(len(y))
    for seen, unseen in GroupKFold(args.folds).split(x, y, sites):
        odds[unseen] = fitted(x[seen], y[seen], w[seen]).decision_function(x[unseen])
    borders = []
    for budget in BUDGETS:
        row = [budget]
        for kind, mask in (("extracted", ~is_whole), ("whole", is_whole)):
            order = np.argsort(-odds[mask], kind="stable")
            lost = np.cumsum(np.where(y[mask][order], 0, size[mask][order]))
            last = int(np.searchsorted(lost, budget * OWN_SHARE * content[kind], side="right")) - 1
            border = float(odds[mask][order][last]) if last >= 0 else 99.0
            row.append(round(max(border, 0.5), 3))
            taken = odds[mask] >= row[-1]
            right = int((taken & y[mask]).sum())
            print(f"budget {budget:.2%} {kind}: border {row[-1]}, {right} of {int(y[mask].sum())} lines, {int(taken.sum()) - right} wrong")
        borders.append(row)

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
