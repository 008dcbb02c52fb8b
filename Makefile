# `make run` and `make test` need Python 3.11 or newer with pip, and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
PEERS := .peers

.PHONY: run test docs lint clean schema golden figures bench soak mutate sbom licences browser screenshot

run: $(VENV)/.run
	$(BIN)/corpuskit run examples/press --out results --force

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Skipped with a message where there is no browser (apt-get install chromium, or CHROMIUM=/path/to/it).
browser: $(VENV)/.test
	$(BIN)/python -m pytest tests/report/test_browser.py

docs: $(VENV)/.test
	$(BIN)/python -m sphinx -q -W --keep-going docs docs/_build
	@echo "docs/_build/index.html"

screenshot: $(VENV)/.test
	$(BIN)/python tools/screenshot.py docs/report.png

# Renew what the five articles give; then read the difference line by line.
golden: $(VENV)/.test
	$(BIN)/python -m tests.golden

# Accuracy on development data beside the project: make figures SHARED=../shared
figures: $(VENV)/.test
	$(BIN)/python -m pip --disable-pip-version-check install --quiet rapidfuzz
	$(BIN)/python bench/figures.py $(SHARED)

# Speed beside the peers, which live in an environment of their own; writes bench/RESULTS.md. ROUNDS=5 SHARED=../shared
bench: $(VENV)/.test
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --requirement bench/peers.txt
	$(BIN)/python bench/speed.py $(PEERS)/bin/python $(wildcard $(SHARED)) --rounds $(or $(ROUNDS),5)

# Long runs: ten minutes of fuzzing (by coverage where atheris installs), every pattern on 100,000 hostile
# characters, 10,000 documents killed at random and resumed.
SECONDS ?= 600
TARGETS := document cleaners decoding marks days config records stored read.txt read.jsonl read.csv read.html read.warc read.parquet read.txt.gz read.jsonl.zst
soak: $(VENV)/.test
	if $(BIN)/python -m pip --disable-pip-version-check install --quiet atheris; then \
	  broken=; for target in $(TARGETS); do $(BIN)/python -m tests.hardness.fuzz_by_coverage $$target -verbosity=0 \
	    -max_len=4096 -max_total_time=$$(( $(SECONDS) / $(words $(TARGETS)) )) || broken="$$broken $$target"; done; \
	  test -z "$$broken" || { echo "broken, the input is in crash-*:$$broken"; exit 1; }; \
	else $(BIN)/python -m tests.hardness.fuzz --seconds $(SECONDS); fi
	CORPUSKIT_SOAK=1 $(BIN)/python -m pytest tests/hardness/test_patterns.py tests/io/test_resume.py -k "random or pattern or hostile or rules"

# How many small errors in the modules that everything rests on do the tests notice? SAMPLE=100 of each module,
# drawn by SEED=1; MODULES=corpuskit.edits.
mutate: $(VENV)/.test
	$(BIN)/python tools/mutate.py $(MODULES) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) --out mutants.tsv

# What an installation with all extras for users brings along, as CycloneDX (checked against its schema), and
# whether the licences are on the list. The environment it describes is made anew, without tools of ours.
EXTRAS := arrow,bytes,dask,duckdb,duplicates,html,model,places,remote,warc,zstd
sbom: $(VENV)/.test
	rm -rf .sbom/whole
	test -x .sbom/bin/python || $(PYTHON) -m venv .sbom
	.sbom/bin/python -m pip --disable-pip-version-check install --quiet --upgrade "cyclonedx-bom>=7,<8" pip
	.sbom/bin/python -m venv --without-pip .sbom/whole
	.sbom/bin/python -m pip --disable-pip-version-check --python .sbom/whole/bin/python install --quiet '.[$(EXTRAS)]'
	.sbom/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type library --output-reproducible \
	  --validate --of JSON --output-file sbom.json .sbom/whole/bin/python

licences: $(VENV)/.test
	$(BIN)/python -m pytest -q tests/hardness/test_licences.py

schema: $(VENV)/.run
	$(BIN)/corpuskit schema --out docs/reference/schema

clean:
	rm -rf $(VENV) $(PEERS) .sbom sbom.json mutants.tsv results docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corpuskit needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[bytes,html,model]'
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[test]'
	touch $@
