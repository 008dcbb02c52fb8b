# `make run` and `make test` need Python 3.11 or newer with pip, and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: run test docs lint clean schema golden figures bench soak browser screenshot

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

bench: $(VENV)/.test
	$(BIN)/python -m pip --disable-pip-version-check install --quiet justext
	$(BIN)/python bench/repairs_speed.py
	$(BIN)/python bench/chrome_speed.py $(SHARED)/data/chrome/extracted.jsonl

# Long runs: 10,000 documents, killed at random and resumed.
soak: $(VENV)/.test
	CORPUSKIT_SOAK=1 $(BIN)/python -m pytest tests/io/test_resume.py -k random

schema: $(VENV)/.run
	$(BIN)/corpuskit schema --out docs/reference/schema

clean:
	rm -rf $(VENV) results docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corpuskit needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[bytes,html,model]'
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[test]'
	touch $@
