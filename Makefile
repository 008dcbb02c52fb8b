# `make run` and `make test` need Python 3.11 or newer with pip, and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint clean schema browser screenshot

run: $(VENV)/.run
	$(BIN)/corpuskit run examples/press --out results

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Skipped with a message where there is no browser (apt-get install chromium, or CHROMIUM=/path/to/it).
browser: $(VENV)/.test
	$(BIN)/python -m pytest tests/report/test_browser.py

screenshot: $(VENV)/.test
	$(BIN)/python tools/screenshot.py docs/report.png

schema: $(VENV)/.run
	$(BIN)/corpuskit schema --out docs/reference/schema

clean:
	rm -rf $(VENV) results .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corpuskit needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[model]'
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[test]'
	touch $@
