# `make demo` and `make test` set up everything that they need in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The dbt that scores the demo: core, or fusion (dbt 2, in an environment of its own).
ENGINE ?= core
FUSION := .venv-fusion
ifeq ($(ENGINE),core)
DBT := $(BIN)/dbt
ENGINE_ENV := $(VENV)/.run
else ifeq ($(ENGINE),fusion)
DBT := $(FUSION)/bin/python scripts/fusion.py
ENGINE_ENV := $(FUSION)/.run
else
$(error ENGINE is unknown. Got: $(ENGINE). Allowed: core, fusion)
endif
# Engines whose adapters have an environment of their own, and the tests that run on each.
ENGINES := .venv-engines
ENGINE_TESTS := test-spark
ENGINE_BUILDS := $(patsubst %,tests/python/test_%.py,cases worked_examples against_reference spark_plan)
# Settings of the caller's own dbt projects stay out.
unexport DBT_PROJECT_DIR DBT_PROFILES_DIR DBT_TARGET DBT_PROFILE DBT_VARS
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0

# How much data the benchmark makes: tiny, small, medium, full (30 million events) or huge (100 million).
SIZE ?= medium
BENCHMARK_VENV := .venv-benchmark

.PHONY: help demo compare test test-faults $(ENGINE_TESTS) test-fusion lint docs macros check benchmark clean

help:
	@echo "make demo    score the demo and print its ten best leads"
	@echo "make demo ENGINE=fusion  the same by dbt 2 (Fusion), in .venv-fusion"
	@echo "make compare build the demo by dbt-core and by Fusion: times, and the same tables"
	@echo "make test    run all tests but those that take minutes"
	@echo "make test-faults  kill twenty builds, and see what is left"
	@echo "make test-spark  build on a Spark cluster of two executors, on this machine; needs Java 17 and half an hour"
	@echo "make test-fusion  demo, golden cases and random scorecards by Fusion"
	@echo "make lint    check style and types of the Python files"
	@echo "make docs    build dbt's documentation of all tables and columns into target/"
	@echo "make macros  generate macros/generated/ from signals/*.yml"
	@echo "make check   tell whether generated files are current"
	@echo "make benchmark  measure the models beside other ways to score; SIZE=full takes an hour, and 10 GB of disk"
	@echo "make clean   remove the demo database and what dbt wrote while building"

demo: $(VENV)/.run $(ENGINE_ENV)
	$(DBT) build --quiet
	$(BIN)/python scripts/best_leads.py --scorecard fit_engagement

test: $(VENV)/.dev check
	$(BIN)/python -m pytest tests/python -n 2 --dist loadfile --ignore tests/python/test_faults.py

test-fusion: $(VENV)/.dev $(FUSION)/.run
	$(BIN)/python scripts/compare_engines.py
	$(BIN)/python -m pytest tests/python/test_cases.py tests/python/test_worked_examples.py \
		tests/python/test_against_reference.py tests/python/test_errors.py --engine fusion

compare: $(VENV)/.run $(FUSION)/.run
	$(BIN)/python scripts/compare_engines.py

test-faults: $(VENV)/.dev
	LEAD_SCORING_KILLS=20 $(BIN)/python -m pytest tests/python/test_faults.py

$(ENGINE_TESTS): test-%: $(ENGINES)/.ready
	$(ENGINES)/bin/python -m pytest $(ENGINE_BUILDS) --target $*

# A build takes a minute there, most of it planning.
test-spark: export LEAD_SCORING_EXAMPLES := 3

lint: $(VENV)/.dev
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy

docs: $(VENV)/.run
	$(BIN)/dbt --quiet build
	$(BIN)/dbt docs generate --static

macros: $(VENV)/.run
	$(BIN)/python scripts/generate_macros.py

check: $(VENV)/.run
	$(BIN)/python scripts/generate_macros.py --check
	$(BIN)/python scripts/make_demo.py --check

benchmark: $(BENCHMARK_VENV)/.run
	$(BENCHMARK_VENV)/bin/python scripts/benchmark.py --size $(SIZE) $(ARGS)

clean:
	rm -rf target logs lead_scoring.duckdb lead_scoring.duckdb.wal

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(BENCHMARK_VENV)/.run: requirements-benchmark.txt requirements.txt constraints.txt
	$(PYTHON) -m venv $(BENCHMARK_VENV)
	$(BENCHMARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $< -c constraints.txt
	@touch $@

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

$(FUSION)/.run: requirements-fusion.txt
	$(PYTHON) -m venv $(FUSION)
	$(FUSION)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-fusion.txt
	@touch $@

$(ENGINES)/.ready: requirements-engines.txt requirements-dev.txt requirements.txt constraints.txt
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-engines.txt -c constraints.txt
	@touch $@
