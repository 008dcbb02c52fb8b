"""Pack n-gram counts of genuine press into `src/corpuskit/lexicons/spun/counts.bin` and `words.tsv`.

    python tools/spun/make_counts.py NGRAM_FOLDER OUT_FOLDER

`counts.bin` answers one question, "how often was this n-gram seen?", from 32-bit CRC fingerprints: the upper 16 bits
choose a bucket, the lower ones stand in it, sorted; each has a byte 8 * log2(count). One fingerprint
in about 6,000 collides, which costs a little evidence and no memory of strings.
"""

import gzip
import math
import struct
import sys
import zlib
from pathlib import Path


def main(source: str, target: str) -> None:
    """Read the three count files, write the packed one."""
    best: dict[int, int] = {}
    total = 0
    for name, floor in (("unigrams", 4), ("bigrams", 4), ("trigrams", 4)):
        for line in gzip.open(Path(source) / f"{name}.tsv.gz", "rt", encoding="utf-8"):
            gram, count, *_ = line.rstrip("\n").split("\t")
            if name == "unigrams":
                total += int(count)
            if int(count) < floor:
                continue
            key = zlib.crc32(gram.encode())
            best[key] = max(best.get(key, 0), min(255, round(8 * math.log2(int(count)))))
    keys = sorted(best)
    sizes = [0] * 65536
    for key in keys:
        sizes[key >> 16] += 1
    packed = b"".join(
        [
            struct.pack("<QI", total, len(keys)),
            bytes(sizes),
            struct.pack(f"<{len(keys)}H", *[key & 0xFFFF for key in keys]),
            bytes(best[key] for key in keys),
        ]
    )
    path = Path(target) / "counts.bin"
    path.write_bytes(zlib.compress(packed, 9))
    print(len(keys), "n-grams,", total, "tokens,", path.stat().st_size, "bytes", max(sizes))


if __name__ == "__main__":
    main(*sys.argv[1:])
