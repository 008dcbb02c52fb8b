"""Lines that a site repeats from page to page: learnt from a pile of its pages, kept without their text."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs

from corpuskit.cleaners._chrome.lines import lines_of, same_words
from corpuskit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpuskit.cleaners._chrome.page import Page
    from corpuskit.document import Document

ALIKE = 0.6
"""Two pages that share so much of their long lines are one article: syndicated, updated, printed."""

LONG = 80
"""Lines from so many characters on tell whether two pages carry the same article."""

_DIGITS = re.compile(r"\d+")


@attrs.frozen
class SiteLines:
    """Digests of the lines that each site repeats. A value: it can be saved, loaded and compared.

    `key` names the fact of `Document.meta` that tells the site; of an address the host counts. Where
    "site" is not known, the host of "url" is taken.
    """

    key: str
    sites: tuple[tuple[str, frozenset[str]], ...] = attrs.field(repr=False)

    @classmethod
    def of(cls, docs: Iterable[Document], key: str) -> SiteLines:
        """What the documents of each site repeat on two pages or more that are not one article.

        Digits count as equal. Of a hundred pages a line must be on two in a hundred.
        """
        pages: dict[str, list[frozenset[str]]] = {}
        long: dict[str, list[frozenset[str]]] = {}
        for doc in docs:
            name = _site(doc, key)
            lines = lines_of(doc.text)
            pages.setdefault(name, []).append(frozenset(digest(line) for _, line in lines))
            long.setdefault(name, []).append(
                frozenset(digest(line) for _, line in lines if len(line) >= LONG)
            )
        found = []
        for name in sorted(pages):
            articles = _articles(long[name])
            seen: Counter[str] = Counter()
            for members in articles:
                seen.update(frozenset().union(*(pages[name][k] for k in members)))
            least = max(2, round(len(articles) * 0.02))
            repeated = frozenset(line for line, times in seen.items() if times >= least)
            if repeated:
                found.append((name, repeated))
        return cls(key, tuple(found))

    def lines_for(self, doc: Document) -> frozenset[str]:
        """The digests known for the document's site."""
        name = _site(doc, self.key)
        return next((lines for site, lines in self.sites if site == name), frozenset())

    def save(self, path: Path) -> None:
        """Write the value as JSON, sorted, without any line's text.

        Raises: InputError: for a path that cannot be written.
        """
        data = {"key": self.key, "sites": {name: sorted(lines) for name, lines in self.sites}}
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(str(path), error.strerror or str(error)) from error

    @classmethod
    def load(cls, path: Path) -> SiteLines:
        """The value that `save` wrote.

        Raises: InputError: for a file that cannot be read or has another shape.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            sites = tuple((name, frozenset(lines)) for name, lines in sorted(data["sites"].items()))
            return cls(data["key"], sites)
        except OSError as error:
            raise InputError(str(path), error.strerror or str(error)) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                str(path), "wanted the lines of sites as `save` writes them"
            ) from error


def digest(line: str) -> str:
    """Sixteen hex digits for a line, its digits folded, its case and punctuation left out."""
    folded = _DIGITS.sub("0", same_words(line)) or line
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def cut_repeated(page: Page, known: frozenset[str]) -> None:
    """Layer 4: the lines that the site repeats, but for short ones amid the paragraphs."""
    if not known:
        return
    for k, line in enumerate(page.lines):
        if k in page.cuts or digest(line.text) not in known:
            continue
        if line.words <= 6 and page.first < k < page.last and page.lines[k - 1].is_prose:
            continue  # "Our ruling", "Background": subheads of a house style
        page.cut(k, "related" if line.words > 3 else "nav", "site.repeated", 0.9)


def _site(doc: Document, key: str) -> str:
    value = str(doc.meta.get(key) or (doc.meta.get("url") if key == "site" else None) or "")
    return (urlsplit(value).hostname or value) if "://" in value else value


def _articles(long: list[frozenset[str]]) -> list[list[int]]:
    """The pages in groups, one for each article."""
    groups: list[list[int]] = []
    where: dict[str, list[int]] = {}
    for k, lines in enumerate(long):
        common = Counter(g for line in lines for g in where.get(line, ()))
        best = next(
            (
                g
                for g, shared in sorted(common.items())
                if shared >= ALIKE * min(len(lines), len(long[groups[g][0]]))
            ),
            None,
        )
        if best is None:
            groups.append([k])
            for line in lines:
                where.setdefault(line, []).append(len(groups) - 1)
        else:
            groups[best].append(k)
    return groups
