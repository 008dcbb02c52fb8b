"""How far a run has come, on a terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpuskit.article import Article
    from corpuskit.document import Document
    from corpuskit.io.reading import Reading
    from corpuskit.records import Failure


def with_progress(
    articles: Iterable[Article | Failure], reading: Reading[Document | Failure]
) -> Iterator[Article | Failure]:
    """The same articles, with rate and time left on a terminal; in a pipe nothing is shown."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[count]} documents, {task.fields[rate]:.1f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    if not console.is_terminal:
        yield from articles
        return
    with Progress(*columns, console=console) as progress:
        total = None if reading.fraction is None else 1.0
        task = progress.add_task("documents", total=total, count=0, rate=0.0)
        begun = time.monotonic()
        for count, item in enumerate(articles, 1):
            rate = count / max(time.monotonic() - begun, 1e-3)
            progress.update(task, completed=reading.fraction or 0.0, count=count, rate=rate)
            yield item
