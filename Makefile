# `make demo` and `make test` set up everything that they need in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DBT := $(BIN)/dbt
ENGINES := .venv-engines
# Settings of the caller's own dbt projects stay out.
unexport DBT_PROJECT_DIR DBT_PROFILES_DIR DBT_TARGET DBT_PROFILE DBT_VARS
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0

.PHONY: help demo test test-faults test-clickhouse test-snowflake test-bigquery conformance lint docs macros check clean

help:
	@echo "make demo    score the demo and print its ten best leads"
	@echo "make test    run all tests but those that take minutes"
	@echo "make test-faults  kill twenty builds, and see what is left"
	@echo "make test-clickhouse, test-snowflake, test-bigquery  run on the engine, or an emulator of it, what tests say about figures"
	@echo "make conformance  compare all engines on the golden cards, and write docs/conformance.md"
	@echo "make lint    check style and types of the Python files"
	@echo "make docs    build dbt's documentation of all tables and columns into target/"
	@echo "make macros  generate macros/generated/ from signals/*.yml"
	@echo "make check   tell whether generated files are current"
	@echo "make clean   remove the demo database and what dbt wrote while building"

demo: $(VENV)/.run
	$(DBT) --quiet build
	$(BIN)/python scripts/best_leads.py --scorecard fit_engagement

test: $(VENV)/.dev check
	$(BIN)/python -m pytest tests/python -n 2 --dist loadfile --ignore tests/python/test_faults.py

test-faults: $(VENV)/.dev
	LEAD_SCORING_KILLS=20 $(BIN)/python -m pytest tests/python/test_faults.py

# What says nothing of DuckDB's own: files, its demo, killed builds.
test-clickhouse test-snowflake test-bigquery: test-%: $(ENGINES)/.installed
	$(ENGINES)/bin/python -m pytest tests/python/test_cases.py tests/python/test_worked_examples.py \
		tests/python/test_against_reference.py tests/python/test_time.py --target $*

conformance: $(ENGINES)/.installed
	$(ENGINES)/bin/python scripts/conformance.py

lint: $(VENV)/.dev
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy

docs: $(VENV)/.run
	$(DBT) --quiet build
	$(DBT) docs generate --static

macros: $(VENV)/.run
	$(BIN)/python scripts/generate_macros.py

check: $(VENV)/.run
	$(BIN)/python scripts/generate_macros.py --check
	$(BIN)/python scripts/make_demo.py --check

clean:
	rm -rf target logs lead_scoring.duckdb lead_scoring.duckdb.wal

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

$(ENGINES)/.installed: requirements-engines.txt requirements-dev.txt requirements.txt
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-engines.txt
	@touch $@
