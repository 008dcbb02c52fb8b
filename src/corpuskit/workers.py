"""Batches dealt out to worker processes, and their articles put back in order."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Literal

import attrs

from corpuskit.document import Document
from corpuskit.errors import ConfigError, StepFailed
from corpuskit.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from corpuskit.article import Article
    from corpuskit.pipeline import Pipeline
    from corpuskit.protocols import Cleaner, Extractor
    from corpuskit.records import Record

OnError = Literal["raise", "collect"]

STEP = "worker"
"""Stands in a failure where others name the step: it was the process that died."""


class WorkerDied(Exception):  # noqa: N818, it says what happened
    """The process that worked on a document ended without an answer, twice."""


def in_processes(
    pipeline: Pipeline,
    batches: Iterable[list[Document | Failure]],
    on_error: OnError,
    workers: int,
) -> Iterator[Article | Failure]:
    """The articles of all batches in their order, at most two batches a worker under way.

    When a process dies (a crash in native code, the kernel short of memory), the documents of its
    batch are tried again one by one; the one that kills a second time is a failure.
    Raises: ConfigError: at once, if a step cannot reach a worker; later, if no worker can start.
    """
    return _dealt(pickled(pipeline), batches, on_error, workers)


def pickled(pipeline: Pipeline) -> bytes:
    """The pipeline as bytes for worker processes.

    Raises: ConfigError: naming a step that cannot be pickled, or that lives in `__main__`.
    """
    steps: tuple[Cleaner | Extractor[Record], ...] = (*pipeline.cleaners, *pipeline.extractors)
    for step in steps:
        kind = type(step)
        if kind.__module__ == "__main__":
            mend = "move it into a module of its own and import it, or use workers=1"
            raise ConfigError(f"step {step.name!r}", "a class that workers can import", kind, mend)
        try:
            pickle.dumps(step)
        except Exception as error:
            mend = "use workers=1"
            wanted = "a step that can be pickled for worker processes"
            raise ConfigError(f"step {step.name!r}", wanted, repr(step), mend) from error
    return pickle.dumps(pipeline)


@attrs.define
class _Task:
    """A batch, or a piece of one that is tried again; `place` puts its articles back in order."""

    place: tuple[int, int]
    items: list[Document | Failure]
    tries: int = 0


def _dealt(
    pipeline: bytes,
    batches: Iterable[list[Document | Failure]],
    on_error: OnError,
    workers: int,
) -> Iterator[Article | Failure]:
    source = enumerate(batches)
    again: deque[_Task] = deque()
    done: dict[int, dict[int, list[Article | Failure]]] = {}
    sizes: dict[int, int] = {}
    turn = 0  # the batch whose articles come next
    pool: list[_Worker] = []
    try:
        while True:
            while turn in sizes and sum(map(len, done[turn].values())) == sizes[turn]:
                del sizes[turn]
                for _, articles in sorted(done.pop(turn).items()):
                    yield from articles
                turn += 1
            task = again.popleft() if again else None
            if task is None and len(sizes) < 2 * workers:
                number, batch = next(source, (-1, []))
                if number >= 0:
                    sizes[number], done[number] = len(batch), {}
                    task = _Task((number, 0), batch)
            free = [worker for worker in pool if worker.task is None]
            if task is not None and (free or len(pool) < workers):
                if not free:
                    free = [_Worker(pipeline, on_error)]
                    pool += free
                free[0].take(task)
                continue
            if task is not None:
                again.appendleft(task)
            busy = [worker for worker in pool if worker.task is not None]
            if not busy and task is None:
                return
            for worker in _answered(busy):
                task, worker.task = worker.task, None
                assert task is not None
                try:
                    done[task.place[0]][task.place[1]] = worker.answer()
                except EOFError:
                    pool.remove(worker)
                    number, start = task.place
                    for offset, piece in enumerate(_retried(task, worker.why(), on_error)):
                        if isinstance(piece, _Task):
                            again.append(piece)
                        else:
                            done[number][start + offset] = [piece]
    finally:
        for worker in pool:
            worker.stop()


def _retried(task: _Task, why: str, on_error: OnError) -> Iterator[_Task | Failure]:
    """What becomes of a batch whose worker died: each document alone, and once only."""
    number, start = task.place
    if task.tries and len(task.items) == 1:
        (item,) = task.items
        assert not isinstance(item, Failure)
        failed = StepFailed(item.id, STEP, WorkerDied(why))
        if on_error == "raise":
            raise failed
        yield Failure(item.id, STEP, failed.error, failed.problem)
        return
    for offset, item in enumerate(task.items):
        yield item if isinstance(item, Failure) else _Task((number, start + offset), [item], 1)


def _answered(busy: list[_Worker]) -> list[_Worker]:
    """Those of whom something is to be had: an answer, or the end of the line."""
    from multiprocessing.connection import wait  # noqa: PLC0415, not for those with one process

    ready = wait([worker.line for worker in busy])
    return [worker for worker in busy if worker.line in ready]


class _Worker:
    """A process with the pipeline in it, and the line to it."""

    def __init__(self, pipeline: bytes, on_error: OnError) -> None:
        import multiprocessing  # noqa: PLC0415, as above

        spawn = multiprocessing.get_context("spawn")
        self.line: Connection[Any, Any]
        self.line, theirs = spawn.Pipe()
        self.task: _Task | None = None
        self._heard = False
        self._process: SpawnProcess = spawn.Process(
            target=_serve, args=(theirs, pipeline, on_error), daemon=True
        )
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    def take(self, task: _Task) -> None:
        """Hands over a task; if the process is gone, the line tells."""
        self.task = task
        with contextlib.suppress(OSError):
            self.line.send(task.items)

    def answer(self) -> list[Article | Failure]:
        """The articles of the task.

        Raises: EOFError: if the process has died. ConfigError: if it could not even start.
        """
        try:
            if not self._heard:
                self.line.recv()
                self._heard = True
            answer: list[Article | Failure] | BaseException = self.line.recv()
        except (EOFError, OSError) as error:
            if not self._heard:
                self._process.join()
                mend = "put the call under if __name__ == '__main__': in a script, or use workers=1"
                code = f"exit code {self._process.exitcode}"
                raise ConfigError("workers", "processes that can start", code, mend) from error
            raise EOFError from error
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def why(self) -> str:
        """How the process ended."""
        self._process.join()
        code = self._process.exitcode or 0
        if code >= 0:
            return f"the worker process ended with exit code {code}"
        name = signal.Signals(-code).name
        memory = ", as the kernel does when memory runs out" if name == "SIGKILL" else ""
        return f"the worker process was killed by {name}{memory}"

    def stop(self) -> None:
        """Ends the process, whatever it does."""
        self.line.close()
        self._process.terminate()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """A process that begins in here ignores Ctrl-C: its parent ends it, and tells so once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(line: Connection[Any, Any], pickled: bytes, on_error: OnError) -> None:
    """The life of a worker: a batch in, its articles or an exception out, until the line is cut."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipeline: Pipeline = pickle.loads(pickled)  # noqa: S301, our own bytes, from the parent process
    with contextlib.suppress(EOFError, OSError):
        line.send(os.getpid())
        while True:
            batch = line.recv()
            try:
                answer: Any = pipeline.batch(batch, on_error)
            except Exception as error:  # noqa: BLE001, the parent raises it
                answer = error
            line.send(answer)
