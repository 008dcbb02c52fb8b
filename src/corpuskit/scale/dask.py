"""The pipeline on a Dask cluster: documents from here, or files that the workers read themselves."""

from __future__ import annotations

import logging
import os
import pickle
from collections import deque
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from corpuskit.codec import dumps
from corpuskit.document import Document
from corpuskit.errors import InputError, StepFailed
from corpuskit.extras import arrow_package, extra
from corpuskit.io.fields import Options
from corpuskit.io.reading import Reading, sources_of
from corpuskit.io.results import made_by
from corpuskit.io.sources import MAX_BYTES
from corpuskit.records import Failure
from corpuskit.scale.batches import PipelineSpec, article_batches
from corpuskit.workers import STEP, WorkerDied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpuskit.article import Article
    from corpuskit.pipeline import Pipeline
    from corpuskit.workers import OnError

LOCAL = "local"

AHEAD = 3
"""Batches under way for each thread of the cluster."""

DEATHS = "the workers that took this document died, one after the other"


def stream(
    documents: Iterable[Document | str | Failure],
    *,
    pipeline: Pipeline,
    address: str = LOCAL,
    on_error: OnError = "collect",
    workers: int = 2,
) -> Iterator[Article | Failure]:
    """As `Pipeline.stream`, on the cluster at `address`; "local" starts one with that many workers.

    In the order of the documents, a few batches a worker under way. Work of a worker that is lost is done
    by the others; a document that takes one worker after the other with it becomes a failure.
    Raises: MissingDependency: without the extra `dask`. InputError: if the cluster cannot be reached.
    """
    spec = PipelineSpec.of(pipeline)
    source = iter(documents)
    killed = extra("distributed", "a cluster needs distributed", "distributed").KilledWorker
    with connected(address, workers) as client:
        pending: deque[tuple[list[Document | Failure], Any]] = deque()
        more = True
        while more or pending:
            limit = AHEAD * max(1, sum(client.nthreads().values()))
            while more and len(pending) < limit:
                batch = [
                    Document(item) if isinstance(item, str) else item
                    for item in islice(source, pipeline.batch_size)
                ]
                more = bool(batch)
                if batch:
                    pending.append(
                        (batch, client.submit(_articles, spec, batch, on_error, pure=False))
                    )
            if not pending:
                break
            batch, future = pending.popleft()
            try:
                yield from _opened(future.result())
            except killed:
                yield from _alone(client, killed, spec, batch, on_error)


@attrs.frozen
class Partitions:
    """What `extract_files` wrote: files, rows in them, and failures among the rows."""

    files: tuple[str, ...]
    rows: int
    failures: int


def extract_files(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    pipeline: Pipeline,
    client: Any,
    fields: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Partitions:
    """Partitioned input to partitioned Parquet: each file is a task, read and written by a worker.

    `paths` and `out` must lie where all workers reach them. For each file of `paths` the folder gets a
    `part-00000.parquet` with the columns of `PipelineSpec.schema`, whole or not at all, and last
    `_provenance.json` (engines that read the folder as one table pass over such names). Work of a
    worker that is lost is done by another one. `client`: a `distributed.Client`.
    Raises: InputError: for a path that is not there.
    """
    spec = PipelineSpec.of(pipeline, fields=fields)
    out = Path(out)
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    files = [source.path for path in several for source in sources_of(path)]
    out.mkdir(parents=True, exist_ok=True)
    provenance = out / "_provenance.json"
    provenance.unlink(missing_ok=True)
    names = [f"part-{number:05}.parquet" for number in range(len(files))]
    for stale in set(out.glob("part-*.parquet")) - {out / name for name in names}:
        stale.unlink()
    futures = [
        client.submit(_partition, spec, path, str(out / name), max_bytes, pure=False)
        for path, name in zip(files, names, strict=True)
    ]
    counts = client.gather(futures)
    for left in out.glob("part-*.tmp"):  # by workers that were lost
        left.unlink()
    rows, failures = (sum(column) for column in zip((0, 0), *counts, strict=True))
    told = made_by(pipeline) | {"documents": rows, "failures": failures, "files": names}
    provenance.write_text(dumps(told) + "\n", "utf-8")
    return Partitions(tuple(names), rows, failures)


@contextmanager
def connected(address: str, workers: int = 2) -> Iterator[Any]:
    """A client of the scheduler at `address`, or of a cluster on this machine that ends with it.

    Raises: InputError: if nobody answers. MissingDependency: without the extra `dask`.
    """
    distributed = extra("distributed", "a cluster needs distributed", "distributed")
    if address != LOCAL:
        try:
            client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(address, f"no scheduler answers: {error}") from error
        with client:
            yield client
        return
    with (
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            memory_limit=0,
            silence_logs=logging.ERROR,  # not that a busy machine was slow to answer
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _alone(
    client: Any,
    killed: type[Exception],
    spec: PipelineSpec,
    batch: Sequence[Document | Failure],
    on_error: OnError,
) -> Iterator[Article | Failure]:
    """A batch that kills, document by document."""
    for item in batch:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield from _opened(
                client.submit(_articles, spec, [item], on_error, pure=False).result()
            )
        except killed as error:
            failed = StepFailed(item.id, STEP, WorkerDied(DEATHS))
            if on_error == "raise":
                raise failed from error
            yield Failure(item.id, STEP, failed.error, failed.problem)


def _articles(spec: PipelineSpec, batch: list[Document | Failure], on_error: OnError) -> bytes:
    """Articles as bytes: the cluster need not look into them."""
    return pickle.dumps(spec.pipeline.batch(batch, on_error))


def _opened(articles: bytes) -> list[Article | Failure]:
    made: list[Article | Failure] = pickle.loads(articles)  # noqa: S301, from our own workers
    return made


def _partition(spec: PipelineSpec, path: str, target: str, max_bytes: int) -> tuple[int, int]:
    """One file to one file, under another name until it is whole."""
    pq = arrow_package("parquet")
    reading: Reading[Document | Failure] = Reading(
        [path], Options(spec.fields, max_bytes), "collect"
    )
    under_way = f"{target}.{os.getpid()}.tmp"
    rows = failures = 0
    with pq.ParquetWriter(under_way, spec.schema, compression="zstd") as file:
        for batch in article_batches(reading, spec):
            rows += batch.num_rows
            failures += sum(map(len, batch.column("failures").to_pylist()))
            file.write_batch(batch)
    Path(under_way).replace(target)
    return rows, failures
