# Everything runs in .venv, made on first use; a second run installs and embeds nothing again.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STORE ?= .assistant
PORT ?= 7860
BASELINE := tests/questions/baseline.json
REPORT := $(STORE)/evaluation
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help chat ingest test test-all check format docs bench evaluate baseline clean

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

chat: ingest ## Install, take in corpus/ if it changed, serve the page and print its address
	$(BIN)/assistant serve --store $(STORE) --port $(PORT)

ingest: $(VENV)/.product ## Take in the reports of corpus/ (or of REPORTS=folder)
	$(BIN)/assistant ingest $(or $(REPORTS),corpus) --store $(STORE)

test: $(VENV)/.test ## Run the tests
	$(BIN)/python -m pytest

test-all: $(VENV)/.test ## Run the tests, with a kill at 50 points of an ingest
	KILL_POINTS=50 $(BIN)/python -m pytest

check: $(VENV)/.check ## Check format, lint, types, imports and generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cogapp --check README.md

format: $(VENV)/.check ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.check ## Write the generated parts of README.md again
	$(BIN)/python -m cogapp -r README.md

bench: $(VENV)/.test ## Measure against LlamaIndex's quickstart (ARTICLES=file QUESTIONS=file to use other data)
	$(BIN)/python -m tests.benchmarks $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(QUESTIONS),--questions $(QUESTIONS))

evaluate: ingest ## Measure the shipped questions, and fail below the committed baseline (or measure QUESTIONS=file)
ifdef QUESTIONS
	$(BIN)/assistant evaluate $(QUESTIONS) --store $(STORE)
else
	$(BIN)/assistant evaluate tests/questions/corpus.jsonl --store $(STORE) --save $(REPORT).json --report $(REPORT).html \
		--against $(BASELINE) --gate $(BASELINE)
endif

baseline: ingest ## Measure the shipped questions, and make that the baseline which `make evaluate` holds a build to
	$(BIN)/assistant evaluate tests/questions/corpus.jsonl --store $(STORE) --save-baseline $(BASELINE)

clean: ## Remove the virtual environment, the store and caches
	rm -rf $(VENV) $(STORE) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Stamps: installed once, and again when what is installed changes.
$(VENV)/.venv:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed (make PYTHON=...)")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.product: $(VENV)/.venv pyproject.toml constraints.txt
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.product
	$(INSTALL) --editable '.[test]'
	@touch $@

$(VENV)/.check: $(VENV)/.test
	$(INSTALL) --editable '.[test,check]'
	@touch $@
