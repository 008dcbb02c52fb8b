"""A cluster of separate processes: the same results, and what happens when a worker is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import corpuskit as ck
from corpuskit.scale.dask import connected, extract_files, stream
from tests.parts import Kill, Lengths, Names, Shout, Slow

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
KIT = ck.Pipeline([Shout(), Slow(0.01)], [Lengths()], batch_size=5)


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DASK_TEMPORARY_DIRECTORY": str(folder),
        }
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        self.workers = [self.worker(), self.worker()]

    def worker(self) -> subprocess.Popen[bytes]:
        """One more."""
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "0")
        return self._start("worker", self.address, *options)

    def stop(self) -> None:
        """Ends all that was started here."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Up and with both workers."""
    made = Cluster(tmp_path)
    try:
        with connected(made.address) as client:
            client.wait_for_workers(2, timeout=60)
        yield made
    finally:
        made.stop()


def documents(many: int) -> list[ck.Document]:
    """Short texts."""
    return [ck.Document(f"NATO met {k}!!", f"d{k}") for k in range(many)]


def test_a_worker_killed_in_the_middle_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    """All documents, in order, the same bytes as from one process."""
    many = 200

    def watch(articles: object) -> Iterator[ck.Article | ck.Failure]:
        assert hasattr(articles, "__iter__")
        for number, article in enumerate(articles):
            if number == 40:
                cluster.workers[0].send_signal(signal.SIGKILL)
            yield article

    def on_cluster(items: object) -> Iterator[ck.Article | ck.Failure]:
        return stream(items, pipeline=KIT, address=cluster.address)  # type: ignore[arg-type]

    summary = ck.run(documents(many), tmp_path / "a", KIT, stream=on_cluster, watch=watch)
    ck.run(documents(many), tmp_path / "b", KIT)

    assert summary.documents == many
    assert summary.failures == ()
    for path in (tmp_path / "b").iterdir():
        assert (tmp_path / "a" / path.name).read_bytes() == path.read_bytes(), path


def test_files_are_read_and_written_by_the_workers(cluster: Cluster, tmp_path: Path) -> None:
    """A part for each file, whole though a worker is lost; a broken line is a failure in its row."""
    source = tmp_path / "in"
    source.mkdir()
    for number in range(8):
        rows = [json.dumps({"id": f"{number}-{k}", "text": f"NATO met {k}!!"}) for k in range(40)]
        rows[3] = "{broken" if number == 2 else rows[3]
        source.joinpath(f"{number}.jsonl").write_text("\n".join(rows), "utf-8")
    out = tmp_path / "out"
    with connected(cluster.address) as client:
        killer = subprocess.Popen(["sh", "-c", f"sleep 1.2; kill -9 {cluster.workers[0].pid}"])  # noqa: S607
        done = extract_files(source, out, pipeline=KIT, client=client)
        killer.wait()
    assert (len(done.files), done.rows, done.failures) == (8, 320, 1)
    assert sorted(path.name for path in out.iterdir()) == ["_provenance.json", *done.files]
    found = pq.read_table(out).to_pylist()
    assert len(found) == 320
    assert [row["id"] for row in found if row["failures"]] == ["2.jsonl:4"]
    assert {row["text"][-1] for row in found if not row["failures"]} == {"!"}


def test_a_document_that_kills_its_workers_is_a_failure() -> None:
    """On a cluster that starts them anew; its neighbours are done."""
    kit = ck.Pipeline([Kill()], batch_size=4)
    items = documents(6)
    items[2] = ck.Document("KILL", "d2")
    found = list(stream(items, pipeline=kit, workers=2))

    assert [isinstance(item, ck.Failure) for item in found] == [k == 2 for k in range(6)]
    assert isinstance(found[2], ck.Failure)
    assert (found[2].document, found[2].error) == ("d2", "WorkerDied")


def test_a_scheduler_that_does_not_answer_is_told() -> None:
    """Soon, and in a line."""
    start = time.monotonic()
    with pytest.raises(ck.InputError, match=r"tcp://127.0.0.1:9: no scheduler answers"):
        list(stream(documents(1), pipeline=KIT, address="tcp://127.0.0.1:9"))
    assert time.monotonic() - start < 30


def test_the_model_is_loaded_once_a_worker() -> None:
    """Through the parser, on a cluster of this machine."""
    kit = ck.Pipeline([Shout()], [Names()], batch_size=3)
    found = list(stream(documents(9), pipeline=kit, workers=2))
    expected = list(kit.stream(documents(9)))
    assert found == expected
