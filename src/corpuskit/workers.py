"""Batches dealt out to worker processes, and their articles put back in order."""

from __future__ import annotations

import multiprocessing
import pickle
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Literal

from corpuskit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.pipeline import Pipeline
    from corpuskit.protocols import Cleaner, Extractor
    from corpuskit.records import Failure, Record

OnError = Literal["raise", "collect"]


def in_processes(
    pipeline: Pipeline,
    batches: Iterable[list[Document | Failure]],
    on_error: OnError,
    workers: int,
) -> Iterator[Article | Failure]:
    """The articles of all batches in their order, at most two batches a worker under way.

    Raises: ConfigError: at once, if a step cannot reach a worker.
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


def _dealt(
    pipeline: bytes,
    batches: Iterable[list[Document | Failure]],
    on_error: OnError,
    workers: int,
) -> Iterator[Article | Failure]:
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(pipeline,),
    )
    pending: deque[Future[list[Article | Failure]]] = deque()
    try:
        for batch in batches:
            pending.append(pool.submit(_work, batch, on_error))
            if len(pending) >= 2 * workers:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_of_this_worker: Pipeline | None = None
"""Set once in a worker process, so that large steps travel once and not with every batch."""


def _start_worker(pickled: bytes) -> None:
    global _of_this_worker  # noqa: PLW0603, the pool's initializer has no other place
    _of_this_worker = pickle.loads(pickled)  # noqa: S301, our own bytes, from the parent process


def _work(batch: list[Document | Failure], on_error: OnError) -> list[Article | Failure]:
    assert _of_this_worker is not None
    return _of_this_worker.batch(batch, on_error)
