# `make demo` and `make test` set up everything that they need in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The dbt that scores the demo: core, or fusion (dbt 2, in an environment of its own).
ENGINE ?= core
FUSION := .venv-fusion
TRANSLATED := .venv-translated
# The first that is supported, and the last of each minor version that installs without a download of its own.
DBT_VERSIONS := 1.10.6 1.10.23 1.11.16 1.12.0
DUCKDB_VERSIONS := 2.0.1
PINNED_DBT := $(shell grep '^dbt-core==' requirements.txt)
PINNED_DUCKDB := $(shell grep '^duckdb==' requirements.txt)
ifeq ($(ENGINE),core)
DBT := $(BIN)/dbt
ENGINE_ENV := $(VENV)/.run
else ifeq ($(ENGINE),fusion)
DBT := $(FUSION)/bin/python scripts/fusion.py
ENGINE_ENV := $(FUSION)/.run
else
$(error ENGINE is unknown. Got: $(ENGINE). Allowed: core, fusion)
endif
# Tests of what a build makes, on any warehouse.
BUILDS := $(patsubst %,tests/python/test_%.py,cases worked_examples against_reference activation accounts history replay \
	invariance time hostile_text texts extremes errors learning performance connectors layout)
# Those in which warehouses differ most: numbers, texts and times, and whole cards.
DIFFERENCES := $(patsubst %,tests/python/test_%.py,cases worked_examples against_reference time hostile_text texts extremes)
# Tests of activities that are kept from run to run, on any warehouse.
KEPT := $(addprefix tests/python/test_incremental.py::test_,activities_are_kept_from_run_to_run \
	random_schedules_agree_with_the_reference)
# Tests that what was published outlives an error, and a loss of all else.
PUBLISHED := tests/python/test_health.py::test_an_error_leaves_the_last_scores tests/python/test_backup.py
# Engines whose adapters have an environment of their own, and the tests that run on each.
ENGINES := .venv-engines
ENGINE_TESTS := $(addprefix test-,redshift spark clickhouse snowflake bigquery)
ENGINE_BUILDS := $(patsubst %,tests/python/test_%.py,cases worked_examples against_reference) $(KEPT)
# Settings of the caller's own dbt projects stay out.
unexport DBT_PROJECT_DIR DBT_PROFILES_DIR DBT_TARGET DBT_PROFILE DBT_VARS
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0

# How much data the benchmark makes: tiny, small, medium, full (30 million events) or huge (100 million).
SIZE ?= medium
BENCHMARK_VENV := .venv-benchmark
# Where a learned scorecard goes, and a YAML file of variables to learn with (with lead_scoring__learn: true in it).
OUTPUT ?= learned
LEARN_VARS = $(if $(VARS),"$$(cat $(VARS))","{lead_scoring__learn: true}")

EVERY ?= 7
# The warehouse of the slow tests.
TARGET ?= duckdb
comma := ,

.PHONY: help help-dev demo real-data report test-report site test-site learn backfill compare compare-engines push test-push test-metrics test test-slow test-learning test-faults test-year test-fusion test-postgres $(ENGINE_TESTS) test-databricks test-trino \
	test-dbt-versions conformance lint lint-dbt docs macros check benchmark test-benchmark clean

help:
	@echo "make demo    score the demo and print its ten best leads"
	@echo "make demo CONNECTOR=hubspot  score a connector's sample tables; docs/connectors/ has the names"
	@echo "make learn   propose a scorecard from what became of leads; OUTPUT=folder of its tables, VARS=file of variables"
	@echo "make report  write target/report.html: does the score predict, which rules earn their points; ARGS=--help tells more"
	@echo "make import-hubspot FILE=score.json OUTPUT=folder  scorecard tables and signals from HubSpot's lead-scoring API, with a report"
	@echo "make backfill FROM=2026-01-06 TO=2026-06-23 [EVERY=7]  fill an empty history from a replay of past days"
	@echo "make compare CHALLENGER=path-or-seed  what other scorecards would change, as Markdown for a pull request"
	@echo "make push    send what changed in lead_sync to HubSpot; ARGS=--help tells more"
	@echo "make check-scorecard  check scorecards and signals as a build would, in a second, without dbt"
	@echo "make help-dev  what there is for those who develop the package"

help-dev:
	@echo "make demo ENGINE=fusion  the same by dbt 2 (Fusion), in .venv-fusion"
	@echo "make compare-engines  build the demo by dbt-core and by Fusion: times, and the same tables"
	@echo "make test    run all tests but those that take minutes"
	@echo "make test-slow  those, and more random cases; TARGET=postgres runs all there"
	@echo "make test-learning  compare learned points with logistic regression and boosting, and the figures of real data"
	@echo "make test-report  look at the report in a browser without a screen; needs Chromium"
	@echo "make real-data DATA=folder  learn, compare and report on real data, and write the figures into docs/guides/learning.md"
	@echo "make test-faults  kill twenty builds, and see what is left"
	@echo "make test-year  a year of daily runs on a tenth of the demo, and a replay of it; takes half an hour"
	@echo "make test-push  the same to a server on this machine where much goes wrong"
	@echo "make test-metrics  ask MetricFlow for the metrics, and compare them with SQL over the tables"
	@echo "make test-spark  build on a Spark cluster of two executors, on this machine; needs Java 8, 11 or 17, and half an hour"
	@echo "make test-fusion  demo, golden cases and random scorecards by Fusion"
	@echo "make test-postgres  whole cards, numbers, texts and times on a PostgreSQL that is started for it"
	@echo "make test-redshift  build with Redshift's adapter, on that PostgreSQL"
	@echo "make test-clickhouse, test-snowflake, test-bigquery  the same for these"
	@echo "make conformance  compare all engines on the golden cards, and write the tables of docs/reference"
	@echo "make test-databricks test-trino  golden cases and random scorecards in these languages, run in translation"
	@echo "make test-dbt-versions  demo and golden cases on other versions of dbt-core and DuckDB, without a warning"
	@echo "make site    build the documentation site into target/site/html; REUSE=1 takes the demo that it built before"
	@echo "make test-site  build it, and look at every page of it in headless Chromium"
	@echo "make lint-dbt check that no YAML or Jinja is of a form that dbt gives up"
	@echo "make lint    check style and types of the Python files, and how long the lines of SQL are"
	@echo "make docs    build dbt's documentation of all tables and columns into target/"
	@echo "make macros  generate macros/generated/ from signals/*.yml"
	@echo "make email-domains  fetch the lists of free and disposable e-mail domains anew; ARGS=--help tells more"
	@echo "make pages  write the examples into docs/rules, and draw docs/images"
	@echo "make check   tell whether generated files are current"
	@echo "make benchmark  measure the models beside other ways to score; SIZE=full takes an hour, and 10 GB of disk"
	@echo "make test-benchmark  whether the ways that it measures come to our scores, pandas and polars too"
	@echo "make clean   remove the demo database and what dbt wrote while building"

demo: $(VENV)/.run $(ENGINE_ENV)
ifdef CONNECTOR
	@$(BIN)/python scripts/connector_demo.py $(CONNECTOR)
else
	@$(BIN)/python scripts/demo.py $(if $(filter-out core,$(ENGINE)),$(DBT))
	@$(BIN)/python scripts/best_leads.py --scorecard fit_engagement
	@echo "make report writes a page to look at: does the score predict, which rules earn their points, what would be learned?"
endif

report: OUTPUT = target/report.html
report: $(VENV)/.report
	$(BIN)/python scripts/report.py --output "$(OUTPUT)" $(ARGS)

backfill: $(VENV)/.run $(ENGINE_ENV)
	$(if $(FROM),,$(error FROM is missing. Got: none. Allowed: make backfill FROM=2026-01-06 TO=2026-06-23))
	$(BIN)/python scripts/database.py
	$(DBT) build --quiet --vars '{lead_scoring__backfill: true, lead_scoring__replay_from: $(FROM), $(if $(TO),lead_scoring__replay_to: $(TO)$(comma)) lead_scoring__replay_every: $(EVERY)}'

learn: $(VENV)/.run
	$(BIN)/python scripts/database.py
	$(BIN)/dbt build --quiet --select +lead_scoring.learning --indirect-selection buildable \
		--vars $(LEARN_VARS)
	$(BIN)/python scripts/export_scorecard.py --output $(OUTPUT) -- --vars $(LEARN_VARS)

.PHONY: import-hubspot
import-hubspot: $(VENV)/.run
	$(if $(FILE),,$(error FILE is missing. Got: none. Allowed: make import-hubspot FILE=score.json OUTPUT=folder))
	$(BIN)/python scripts/import_hubspot.py $(FILE) --output $(if $(filter file,$(origin OUTPUT)),hubspot,$(OUTPUT)) $(ARGS)

test: $(VENV)/.dev check
	$(BIN)/python -m pytest tests/python -n 2 --dist loadfile -m "not slow" --ignore tests/python/test_faults.py

test-slow: $(VENV)/.dev
	LEAD_SCORING_EXAMPLES=$${LEAD_SCORING_EXAMPLES:-24} $(BIN)/python -m pytest -n 2 --dist loadfile --target $(TARGET) \
		$(if $(filter duckdb,$(TARGET)),tests/python --ignore tests/python/test_faults.py -m "slow or random",\
		$(BUILDS) $(KEPT) $(PUBLISHED))

test-fusion: $(VENV)/.dev $(FUSION)/.run
	$(BIN)/python scripts/compare_engines.py
	$(BIN)/python -m pytest tests/python/test_cases.py tests/python/test_worked_examples.py \
		tests/python/test_against_reference.py tests/python/test_errors.py --engine fusion

test-databricks test-trino: test-%: $(TRANSLATED)/.run
	LEAD_SCORING_EXAMPLES=$${LEAD_SCORING_EXAMPLES:-4} $(TRANSLATED)/bin/python -m pytest --target $* \
		tests/python/test_cases.py tests/python/test_worked_examples.py tests/python/test_against_reference.py

test-dbt-versions: $(DBT_VERSIONS:%=test-dbt-%) $(DUCKDB_VERSIONS:%=test-duckdb-%)

# Any warning is an error. The database and what dbt writes go to a folder that is thrown away.
$(DBT_VERSIONS:%=test-dbt-%) $(DUCKDB_VERSIONS:%=test-duckdb-%): test-%: .venv-%/.run
	folder=$$(mktemp -d) && trap "rm -rf $$folder" EXIT && LEAD_SCORING_DUCKDB=$$folder/demo.duckdb \
		.venv-$*/bin/dbt --quiet --warn-error-options '{"error": "all"}' --show-all-deprecations build --no-partial-parse \
		--target-path $$folder/target --log-path $$folder/logs
	.venv-$*/bin/python -m pytest tests/python/test_cases.py tests/python/test_worked_examples.py

compare: $(VENV)/.run
	@$(BIN)/python scripts/compare_scorecards.py --challenger "$(CHALLENGER)" $(ARGS)

compare-engines: $(VENV)/.run $(FUSION)/.run
	$(BIN)/python scripts/compare_engines.py

test-year: $(VENV)/.dev
	LEAD_SCORING_YEAR_DAYS=365 $(BIN)/python -m pytest tests/python/test_year.py

test-faults: $(VENV)/.dev
	LEAD_SCORING_KILLS=20 $(BIN)/python -m pytest tests/python/test_faults.py

push: .venv-push/.run
	.venv-push/bin/python scripts/push.py $(ARGS)

test-push: .venv-push/.run
	.venv-push/bin/python -m pytest tests/push

test-metrics: .venv-metrics/.run
	.venv-metrics/bin/python -m pytest tests/metrics

test-learning: .venv-learning/.run
	.venv-learning/bin/python -m pytest tests/python/test_learned_auc.py tests/python/test_learned_worlds.py tests/real_data

real-data: $(VENV)/.report
	$(BIN)/python scripts/real_data.py $(if $(DATA),--data "$(DATA)") $(ARGS)

test-report: .venv-browser/.run
	.venv-browser/bin/python -m pytest tests/browser

test-postgres: $(VENV)/.dev
	$(BIN)/python -m pytest $(DIFFERENCES) $(KEPT) $(PUBLISHED) -n 2 --dist loadfile -m "not slow" --target postgres

test-spark: ENGINE_BUILDS += tests/python/test_spark_plan.py $(addprefix tests/python/test_replay.py::test_,\
	a_replayed_day_is_the_day_as_it_was each_day_has_what_was_known_on_it)
# Where the SQL of outcomes and of learning was seen to run: an emulator may lack what the engine has.
test-clickhouse test-redshift: ENGINE_BUILDS += tests/python/test_performance.py
test-clickhouse: ENGINE_BUILDS += tests/python/test_learning.py
$(ENGINE_TESTS): test-%: $(ENGINES)/.ready
	$(ENGINES)/bin/python -m pytest $(ENGINE_BUILDS) --target $*

conformance: $(ENGINES)/.ready $(TRANSLATED)/.run
	$(ENGINES)/bin/python scripts/conformance.py

lint: $(VENV)/.dev
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy
	$(BIN)/python scripts/line_length.py

lint-dbt: .venv-autofix/.run $(FUSION)/.run
	.venv-autofix/bin/python scripts/lint_dbt.py

docs: $(VENV)/.run
	$(BIN)/python scripts/database.py
	$(BIN)/dbt --quiet build
	$(BIN)/dbt docs generate --static

# Pages are written by dbt's environment, and made into a site by another.
site: $(VENV)/.run .venv-docs/.run
	$(BIN)/python scripts/make_site.py $(if $(REUSE),--reuse)
	.venv-docs/bin/zensical build --strict --clean --config-file target/site/zensical.toml

test-site: site
	.venv-docs/bin/python -m pytest tests/site

macros: $(VENV)/.run
	$(BIN)/python scripts/generate_macros.py

.PHONY: email-domains
email-domains: $(VENV)/.run
	$(BIN)/python scripts/email_domains.py $(ARGS)

.PHONY: pages
pages: $(VENV)/.dev
	$(BIN)/python scripts/rule_pages.py
	$(BIN)/python scripts/documentation/pictures.py

check: $(VENV)/.run
	$(BIN)/python scripts/check_scorecard.py
	$(BIN)/python scripts/make_demo.py --check

.PHONY: check-scorecard
check-scorecard: $(VENV)/.run
	$(BIN)/python scripts/check_scorecard.py $(ARGS)

benchmark: $(BENCHMARK_VENV)/.run
	$(BENCHMARK_VENV)/bin/python scripts/benchmark.py --size $(SIZE) $(ARGS)

test-benchmark: $(BENCHMARK_VENV)/.run
	$(BENCHMARK_VENV)/bin/python -m pytest tests/python/test_benchmark.py

clean:
	rm -rf target logs lead_scoring.duckdb lead_scoring.duckdb.wal

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(BENCHMARK_VENV)/.run: requirements-benchmark.txt requirements-dev.txt requirements-report.txt requirements.txt constraints.txt
	$(PYTHON) -m venv $(BENCHMARK_VENV)
	$(BENCHMARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $< -c constraints.txt
	@touch $@

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.report: requirements-report.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-report.txt -c constraints.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-report.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

# Environments of their own, each for what cannot stand beside the dbt of another.
.venv-%/.run: requirements-%.txt
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.venv-push/.run: constraints.txt

.venv-dbt-%/.run: requirements-versions.txt
	$(PYTHON) -m venv .venv-dbt-$*
	.venv-dbt-$*/bin/python -m pip install --quiet --disable-pip-version-check dbt-core==$* $(PINNED_DUCKDB) -r $< \
		-c constraints-versions.txt
	@touch $@

.venv-duckdb-%/.run: requirements-versions.txt
	$(PYTHON) -m venv .venv-duckdb-$*
	.venv-duckdb-$*/bin/python -m pip install --quiet --disable-pip-version-check duckdb==$* $(PINNED_DBT) -r $< \
		-c constraints-versions.txt
	@touch $@

$(ENGINES)/.ready: requirements-engines.txt requirements-dev.txt requirements.txt constraints-engines.txt
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-engines.txt -c constraints-engines.txt
	@touch $@
