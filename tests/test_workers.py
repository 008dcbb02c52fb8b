"""Worker processes that die, hang on, or cannot start: the run goes on, in order, and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpuskit as ck
from tests.parts import Kill, Lengths, Shout, Slow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ROOT = Path(__file__).parent.parent


def documents(many: int, deadly: Collection[int] = ()) -> list[ck.Document]:
    """Texts, some of which kill."""
    return [ck.Document("KILL" if k in deadly else f"NATO met {k}!!", f"d{k}") for k in range(many)]


@pytest.mark.parametrize("batch_size", [1, 7])
def test_a_document_that_kills_is_a_failure_and_the_run_goes_on(batch_size: int) -> None:
    """Its neighbours in the batch are done; everything is in order."""
    deadly = {0, 11, 12, 29}
    kit = ck.Pipeline([Shout(), Kill()], [Lengths()], batch_size=batch_size)
    items = list(kit.stream(documents(30, deadly), workers=2, on_error="collect"))

    names = [item.document if isinstance(item, ck.Failure) else item.document.id for item in items]
    assert names == [f"d{k}" for k in range(30)]
    failed = [item for item in items if isinstance(item, ck.Failure)]
    assert {failure.document for failure in failed} == {f"d{k}" for k in deadly}
    assert failed[0].step == "worker"
    assert failed[0].error == "WorkerDied"
    assert "killed by SIGKILL, as the kernel does when memory runs out" in failed[0].message


def test_without_collecting_a_dead_worker_stops_the_stream() -> None:
    """With the document in the message."""
    kit = ck.Pipeline([Kill(code=3)], batch_size=4)
    with pytest.raises(
        ck.StepFailed, match=r"document 'd5', step 'worker': .* ended with exit code 3"
    ):
        list(kit.stream(documents(9, {5}), workers=2))


def test_failures_of_readers_in_a_deadly_batch_keep_their_place() -> None:
    """A batch that is taken apart is put together again."""
    broken = ck.Failure("x", "read", "InputError", "broken", "x.txt")
    items: list[ck.Document | ck.Failure] = [*documents(3, {1}), broken, ck.Document("end", "end")]
    kit = ck.Pipeline([Kill()], batch_size=8)
    out = list(kit.stream(items, workers=2, on_error="collect"))

    assert [isinstance(item, ck.Failure) for item in out] == [False, True, False, True, False]
    assert out[3] == broken


def test_a_worker_killed_from_outside_costs_nothing() -> None:
    """Its documents are tried again, and go through."""
    kit = ck.Pipeline([Slow(0.1)], batch_size=1)
    stream = kit.stream(documents(60), workers=2, on_error="collect")
    first = next(stream)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("utf-8").split()
    spawned = [int(p) for p in children if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    assert len(spawned) >= 2
    os.kill(spawned[0], signal.SIGKILL)
    items = [first, *stream]

    assert [item.document.id for item in items if isinstance(item, ck.Article)] == [
        f"d{k}" for k in range(60)
    ]


def test_only_as_much_is_read_as_workers_need() -> None:
    """Two batches a worker; memory stays bounded."""
    taken = 0

    def source() -> Iterator[ck.Document]:
        nonlocal taken
        for document in documents(1000):
            taken += 1
            yield document

    stream = ck.Pipeline([Shout()], batch_size=10).stream(source(), workers=2)
    next(stream)
    assert taken <= 50
    stream.close()  # type: ignore[attr-defined]


SCRIPT = """
import corpuskit as ck
from tests.parts import Slow
{guard}print(sum(1 for _ in ck.Pipeline([Slow()], batch_size=2).stream(["a"] * {many}, workers=2)))
"""


def test_a_script_without_a_guard_is_told_how_to_mend_it(tmp_path: Path) -> None:
    """Instead of processes without end."""
    tmp_path.joinpath("script.py").write_text(SCRIPT.format(guard="", many=9), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "put the call under if __name__ == '__main__':" in done.stderr


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """No orphans that go on."""
    guard = "if __name__ == '__main__': "
    tmp_path.joinpath("script.py").write_text(SCRIPT.format(guard=guard, many=100_000), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "script.py"], cwd=tmp_path, env=environment)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    workers: list[str] = []
    while len(workers) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
        workers = [
            pid
            for pid in children.read_text("utf-8").split()
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
    process.kill()
    process.wait()

    def alive() -> list[str]:
        return [pid for pid in workers if Path(f"/proc/{pid}").exists()]

    while alive() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(workers) == 2
    assert not alive()
