# Casebook. `make` prints this help.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin

export DATA_DIR ?= data
export PORT ?= 8000
export DEMO_MODE ?= 1
# Compiled modules are kept: each test process and each command starts seconds sooner.
unexport PYTHONDONTWRITEBYTECODE
# The deliveries ask the database in no way of their own: what they rest on is tried here. So is each step of a case by
# the random walks and the operations; what the index answers, what a command does with files, and what is refused before
# the database is asked, is not.
# Of the attacks these are races, and what is left in the database. A test with many values is run with the first ones:
# what differs between them is decided before the database is asked.
ATTACKS := $(addprefix attacks/test_,data_at_rest.py review_races.py withdrawing.py words_come_back.py)
NO_DATABASE := operations/situations history/test_commands.py \
  $(addprefix operations/search/test_,answer_suggestions.py autocomplete.py more_like_this.py)
TESTS ?= $(addprefix tests/,$(ATTACKS) history search/sync migrations models notifications/test_workers.py operations workflow/test_random_walks.py) \
  $(addprefix --ignore=tests/,$(NO_DATABASE))

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres test-whoosh-classic check evaluate bench bench-search bench-visits bench-exports torture format messages lock drawing audit sbom clean

help: ## print what make can do
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 21

run: $(VENV)/.installed ## set everything up, then serve at http://localhost:$PORT, the worker beside it
	@$(BIN)/casebook prepare
	@trap 'kill $$web $$worker 2>/dev/null; wait' EXIT; trap 'exit 0' INT TERM; \
	  $(BIN)/gunicorn --config gunicorn.conf.py "app:create_app()" & web=$$!; \
	  $(BIN)/casebook worker & worker=$$!; wait $$web

test: $(VENV)/.installed-dev ## run the tests that are quick
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

test-postgres: $(VENV)/.installed-dev ## run what rests on the database on a throwaway PostgreSQL; each test once with TESTS=tests
	tests/on_postgres $(BIN)/pytest -n auto --dist worksteal --first-values $(TESTS)

test-whoosh-classic: $(VENV)/.installed-dev ## run the tests of search on Whoosh 2.7.4, of which whoosh3 is a fork
	tests/on_whoosh_classic $(BIN)/pytest -n auto --dist worksteal tests/search

check: $(VENV)/.installed-dev ## check format, lint, types and import contracts, then run all tests; the browser's where a Chromium is found
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/.installed-dev ## measure pages and search, at every size (long), and write the table of docs/measurements.md
	$(BIN)/python -m tests.bench.pages
	$(BIN)/python -m tests.bench.search --write docs/measurements.md

bench-search: $(VENV)/.installed-dev ## measure search as OPTIONS say: OPTIONS="--sizes 1000", OPTIONS=--help
	$(BIN)/python -m tests.bench.search $(OPTIONS)

bench-visits: $(VENV)/.installed-dev ## measure what a visit of the running Casebook costs on a satellite link, in CHROMIUM
	$(BIN)/python -m tests.bench.visits http://localhost:$(PORT) $(or $(CHROMIUM),/usr/bin/chromium)

bench-exports: $(VENV)/.installed-dev ## measure what files cost that leave, and write the table of docs/measurements.md; OPTIONS=--help
	$(BIN)/python -m tests.bench.exports $(or $(OPTIONS),--write docs/measurements.md)

torture: $(VENV)/.installed-dev ## try for long what `make check` tries for a short time: 10,000 requests to the API
	CONTRACT_REQUESTS=10000 $(BIN)/pytest -n auto --dist worksteal tests/api/test_openapi_holds.py

evaluate: $(VENV)/.installed-dev ## judge search, the check, suggestions and matches, and write the tables of docs/measurements.md; OPTIONS=--queries prints each query
	$(BIN)/python -m tests.evaluation $(or $(OPTIONS),--write docs/measurements.md)
	$(BIN)/python -m tests.evaluation.check $(if $(OPTIONS),,--write docs/measurements.md)
	$(BIN)/python -m tests.evaluation.issues $(if $(OPTIONS),,--write docs/measurements.md)
	$(BIN)/python -m tests.evaluation.capacity $(if $(OPTIONS),,--write docs/measurements.md)

format: $(VENV)/.installed-dev ## write the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.installed-dev ## extract the strings that can be translated
	$(BIN)/pybabel -q extract -F babel.cfg -k lazy_gettext -k _l -k N_ --no-location --omit-header --sort-output -o app/translations/messages.pot .

drawing: $(VENV)/.installed-dev ## draw the workflow in docs/review.md from its table
	$(BIN)/python -m case_studies.workflow.diagram docs/review.md

lock: $(VENV)/.installed-dev ## pin the dependencies again, with hashes
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -o requirements.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --extra dev -o requirements-dev.txt pyproject.toml

audit: ## look the pinned libraries up among the known weaknesses
	.ci/audit

sbom: ## write the inventory of all libraries to build/sbom.json (CycloneDX)
	@mkdir -p build
	.ci/sbom > build/sbom.json

clean: ## take away what make has built; the data folder stays
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && touch $@ && exit 0; fi; done; \
	  echo "Casebook needs Python 3.11 or newer." >&2; exit 1

$(BIN)/casebook: Makefile | $(VENV)/.python
	@printf '#!%s\nimport gc\nimport sys\n\ngc.disable()\nsys.path.insert(0, "%s")\nfrom app.console import main\n\nmain()\n' \
	  "$(abspath $@/../python)" "$(CURDIR)" > $@ && chmod +x $@

$(VENV)/.installed: requirements.txt | $(VENV)/.python $(BIN)/casebook
	@echo "Installing the libraries …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(VENV)/.python $(BIN)/casebook
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
