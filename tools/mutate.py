"""Mutation testing of the modules that everything rests on: how many small errors do the tests notice?

    python tools/mutate.py [MODULE...] [--sample N] [--again FILE] [--out mutants.tsv]

Each mutant is one small change of one module (a comparison, a sign, a number, a condition, a statement left
out). It is tried in a forked process in which the changed source takes the place of the module; the tests
named below for that module run until the first one fails. Killed: a test fails, or the run takes more than
`SECONDS`. Texts of error messages, docstrings and type annotations are not changed. Writes a line a mutant.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS = 90
TESTS = {
    "corpuskit.edits": ["src/corpuskit/edits.py", "tests/test_edits.py", "tests/test_laws.py", "tests/io/test_stored.py"],
    "corpuskit.document": [
        "src/corpuskit/document.py", "tests/test_pipeline_borders.py", "tests/test_laws.py", "tests/test_edits.py", "tests/io/test_stored.py",
    ],
    "corpuskit.pipeline": ["src/corpuskit/pipeline.py", "tests/test_pipeline_borders.py", "tests/test_pipeline.py", "tests/test_config.py"],
    "corpuskit.extractors._quotes.marks": [
        "src/corpuskit/extractors/_quotes/marks.py", "tests/extractors/test_marks_borders.py",
        "tests/extractors/test_marks.py", "tests/extractors/test_quotes.py",
    ],
}  # fmt: skip
SLOW = (
    "tests/test_pipeline.py::test_an_extractor_finds_alone_what_it_finds_beside_others",
    "tests/test_pipeline.py::test_failures_are_raised_or_collected[2]",
    "tests/test_pipeline.py::test_batches_and_workers_do_not_change_a_byte",
)
"""Their processes load the module as it is, not the mutant; or they are about something else."""

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.LShift: ast.RShift}


def main() -> None:
    """Tries the mutants of all modules; prints a line a module."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    parser.add_argument(
        "--sample", type=int, default=0, help="so many of each module, drawn by chance"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the chance")
    parser.add_argument("--out", type=Path, default=Path("mutants.tsv"))
    parser.add_argument("--again", type=Path, help="only those that survived in this file")
    arguments = parser.parse_args()
    left = set()
    if arguments.again:
        rows = (line.split("\t") for line in arguments.again.read_text("utf-8").splitlines())
        left = {
            (module, int(line), what)
            for module, line, what, verdict in rows
            if verdict == "survived"
        }
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {"CORPUSKIT_QUICK": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in (
        "spacy",
        "hypothesis",
        "pytest",
        "attrs",
        "cattrs",
        "regex",
        "ftfy",
        "numpy",
        "pyarrow",
    ):
        __import__(name)  # once, not in every process
    assert not any(name.startswith("corpuskit") for name in sys.modules)
    with arguments.out.open("a", encoding="utf-8") as out:
        for module in arguments.modules:
            path = ROOT / "src" / (module.replace(".", "/") + ".py")
            source = path.read_text("utf-8")
            if _verdict(module, ast.unparse(ast.parse(source))) != "survived":
                sys.exit(f"{module}: the tests fail on the module as it is")
            mutants = list(mutants_of(source))
            whole = len(mutants)
            if left:
                mutants = [mutant for mutant in mutants if (module, *mutant[:2]) in left]
            if arguments.sample and whole > arguments.sample:
                mutants = sorted(random.Random(arguments.seed).sample(mutants, arguments.sample))
            killed = 0
            for line, what, changed in mutants:
                verdict = _verdict(module, changed)
                killed += verdict != "survived"
                out.write(f"{module}\t{line}\t{what}\t{verdict}\n")
                out.flush()
            print(
                f"{module}: {killed} of {len(mutants)} killed ({killed / len(mutants):.1%}), {whole} in all",
                flush=True,
            )


def mutants_of(source: str):
    """Line, description and source of every mutant."""
    tree = ast.parse(source)
    skipped = set()
    for node in ast.walk(tree):
        hidden = []
        if isinstance(node, ast.Raise):
            hidden.append(node)
        if isinstance(node, (ast.FunctionDef, ast.AnnAssign, ast.arg)):
            hidden += [node.annotation] if getattr(node, "annotation", None) else []
            hidden += [node.returns] if getattr(node, "returns", None) else []
        if isinstance(node, ast.FunctionDef):
            hidden += node.decorator_list
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            hidden.append(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.append(node)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            hidden.append(node)
        if isinstance(node, ast.FunctionDef) and node.name in {"__repr__", "_no_step"}:
            hidden.append(node)
        for top in hidden:
            skipped |= {id(inner) for inner in ast.walk(top)}
    nodes = list(ast.walk(tree))
    for number, node in enumerate(nodes):
        if id(node) in skipped:
            continue
        for what, change in _changes(node):
            again = copy.deepcopy(tree)
            twin = list(ast.walk(again))[number]
            change(again, twin)
            changed = ast.unparse(ast.fix_missing_locations(again))
            if changed != ast.unparse(tree):
                yield getattr(node, "lineno", 0), what, changed


def _changes(node):
    """What can be done to a node: a description, and a function of the tree and the node in it."""
    if isinstance(node, ast.Compare):
        for k, operator in enumerate(node.ops):
            other = COMPARISONS[type(operator)]
            yield (
                f"{ast.unparse(node)}: {type(operator).__name__} -> {other.__name__}",
                lambda _, n, k=k, other=other: n.ops.__setitem__(k, other()),
            )
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in ARITHMETIC:
        other = ARITHMETIC[type(node.op)]
        yield f"{ast.unparse(node)}: -> {other.__name__}", lambda _, n: setattr(n, "op", other())
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{ast.unparse(node)}: -> {other.__name__}", lambda _, n: setattr(n, "op", other())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)}: not left out", lambda tree, n: _swap(tree, n, n.operand)
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield (
            f"{ast.unparse(node.test)}: negated",
            lambda _, n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test)),
        )
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            yield f"{value} -> {not value}", lambda _, n: setattr(n, "value", not value)
        elif isinstance(value, (int, float)):
            yield f"{value} -> {value + 1}", lambda _, n: setattr(n, "value", value + 1)
        elif isinstance(value, str) and value:
            yield f"{value!r} -> 'XX'", lambda _, n: setattr(n, "value", "XX")
    if isinstance(node, ast.Continue):
        yield "continue -> break", lambda tree, n: _swap(tree, n, ast.Break())
    if isinstance(node, ast.Break):
        yield "break -> continue", lambda tree, n: _swap(tree, n, ast.Continue())
    if isinstance(node, ast.Return) and ast.unparse(node) not in {"return", "return None"}:
        yield (
            f"return {ast.unparse(node.value)}: None",
            lambda _, n: setattr(n, "value", ast.Constant(None)),
        )
    if isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield))
    ):
        yield f"{ast.unparse(node)}: left out", lambda tree, n: _swap(tree, n, ast.Pass())


def _swap(tree, old, new):
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, new)
            elif isinstance(value, list) and any(item is old for item in value):
                value[:] = [new if item is old else item for item in value]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant where the module is asked for."""

    def __init__(self, module: str, source: str) -> None:
        self._module, self._source = module, source

    def find_spec(self, name, path=None, target=None):
        if name != self._module:
            return None
        where = str(ROOT / "src" / (name.replace(".", "/") + ".py"))
        return importlib.util.spec_from_file_location(name, where, loader=self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self._source, module.__spec__.origin, "exec"), module.__dict__)  # noqa: S102, a mutant


def _verdict(module: str, source: str) -> str:
    child = os.fork()
    if not child:
        code = 3
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.setsid()
            sys.meta_path.insert(0, _Changed(module, source))
            import pytest

            tests = [name for name in TESTS[module] if (ROOT / name).exists()]
            deselected = [f"--deselect={name}" for name in SLOW]
            code = pytest.main(
                ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *deselected, *tests]
            )
        finally:
            os._exit(int(code))
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


if __name__ == "__main__":
    main()
