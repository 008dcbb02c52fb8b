"""How likely genuine press is to write a word after two others."""

from __future__ import annotations

import math
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from itertools import accumulate

_HEAD = 12  # total (8 bytes), number of n-grams (4)
_BUCKETS = 65536
_REMEMBERED = 200_000  # words with their two predecessors: bounds the memory of long runs
# A history seen as often as this is believed half
_BIGRAM_DOUBT, _TRIGRAM_DOUBT = 30.0, 15.0


class Counts:
    """Counts of n-grams, packed as `tools/spun/make_counts.py` describes."""

    def __init__(self, packed: bytes) -> None:
        data = zlib.decompress(packed)
        self.total = float(int.from_bytes(data[:8], "little"))
        size = int.from_bytes(data[8:_HEAD], "little")
        rest = _HEAD + _BUCKETS
        self._edges = [0, *accumulate(data[_HEAD:rest])]
        self._keys = array("H", data[rest : rest + 2 * size])
        if array("H", b"\x01\x00")[0] != 1:
            self._keys.byteswap()
        self._logs = data[rest + 2 * size :]
        self._power = [2 ** (k / 8) for k in range(256)]
        self.chances = Chances(self)

    def count(self, gram: str) -> float:
        """How often the n-gram was seen: 0 for fewer than four times, otherwise within 5 %."""
        key = zlib.crc32(gram.encode("utf-8", "replace"))
        low, high = self._edges[key >> 16], self._edges[(key >> 16) + 1]
        k = bisect_left(self._keys, key & 0xFFFF, low, high)
        return self._power[self._logs[k]] if k < high and self._keys[k] == key & 0xFFFF else 0.0

    def log_chance(self, first: str, second: str, word: str) -> float:
        """The natural logarithm of the chance of `word` after `first second`; "" stands for no word."""
        return self.chances[first, second, word]

    def chance(self, first: str, second: str, word: str) -> float:
        """The chance of which `log_chance` is the logarithm."""
        chance = (self.count(word) + 0.4) / self.total
        if not second:
            return chance
        seen = self.count(second)
        trust = seen / (seen + _BIGRAM_DOUBT)
        if trust:
            pair = self.count(f"{second} {word}")
            chance = trust * pair / max(seen, pair) + (1 - trust) * chance + trust * 0.1 * chance
        if not first:
            return chance
        seen = self.count(f"{first} {second}")
        trust = seen / (seen + _TRIGRAM_DOUBT)
        if trust:
            three = self.count(f"{first} {second} {word}")
            chance = trust * 0.7 * three / max(seen, three) + (1 - 0.7 * trust) * chance
        return chance


class Chances(dict[tuple[str, str, str], float]):
    """`Counts.log_chance` of words asked about before; asked in brackets, it costs a look into a dict."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, key: tuple[str, str, str]) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[key] = math.log(self._counts.chance(*key))
        return found


@cache
def press_counts() -> Counts:
    """The counts that ship with the package; read once, when a document first needs them."""
    return Counts(files("corpuskit").joinpath("lexicons/spun/counts.bin").read_bytes())
