"""The targets of `fuzz`, with atheris: inputs are kept that reach new code.

python -m tests.hardness.fuzz_by_coverage TARGET [options of libFuzzer, such as -max_total_time=60]
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corpuskit"]):
    from tests.hardness import fuzz


def main() -> None:
    """Fuzzes one target, beginning with the seeds."""
    target = fuzz.TARGETS[sys.argv.pop(1)]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(fuzz.seeds()):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, corpus], lambda data: target(bytes(data)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
