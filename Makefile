# Every target does its own set-up; a second call goes on at once.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WORKSPACE ?= demo/workspace.db
PYTEST_OPTIONS ?=

.PHONY: help demo serve test lint check clean

help:
	@echo "make demo    translate the sample archive: read, split, translate, check, export"
	@echo "make serve   open the workbench in the browser, on the workspace of the demo"
	@echo "make test    run the tests"
	@echo "make check   run what CI runs: format, lint, types, layers, tests with coverage"
	@echo "make clean   remove the environment and the demo"

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else f"Python 3.11 to 3.13 is needed, $(PYTHON) is {v.major}.{v.minor}; name another: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (some minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(INSTALLED)
	@$(BIN)/workbench batch corpora/sample-archive --workspace $(WORKSPACE) --export demo/sample-archive.tmx

serve: $(INSTALLED)
	@$(BIN)/workbench serve --workspace $(WORKSPACE)

test: $(INSTALLED)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_OPTIONS)

lint: $(INSTALLED)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint
	@$(MAKE) --no-print-directory test PYTEST_OPTIONS="--cov --cov-report=term"

clean:
	rm -rf $(VENV) demo
