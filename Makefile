# Throughline on one machine: needs Python 3.11 or newer, make, and a package index to install from.
# `make run` serves it, `make test` tests it; `make` alone lists everything.

# The first that is new enough: `python3` itself is the system's old one on some machines.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
PORT ?= 8000
WORKERS ?= 2
TESTS ?=

VENV = .venv
BIN = $(VENV)/bin
MANAGE = $(BIN)/python manage.py

.PHONY: help
help:
	@echo 'make run      set up, load the data, print the accounts once, serve on 127.0.0.1:$(PORT) (elsewhere: PORT=8123 make run)'
	@echo 'make test     set up and run the whole suite (a part: make test TESTS="tests/config -k health")'
	@echo 'make coverage the whole suite, with the lines no test reaches'
	@echo 'make lint     style and types of Python, style of templates; changes nothing'
	@echo 'make format   what lint can mend by itself'
	@echo 'make messages  the catalog of translations, after a change of words that readers see'
	@echo 'make screenshots  docs/screenshots/, from the seeded data in a browser'
	@echo 'make bench    the cost of pages and exports, as ratios'
	@echo 'make intake-score  how well figures are read from documents (WRONG=1 lists what is amiss)'
	@echo 'make intake-mending  what a person has to mend of what documents propose (WRONG=1 lists it)'
	@echo 'make lock     requirements.txt and requirements-dev.txt from the .in files (newest of all: make lock UPGRADE=--upgrade)'
	@echo 'make setup    $(VENV)/ with what running needs (make setup-dev: testing, too)'
	@echo 'make clean    remove $(VENV)/ and caches; data in var/ stays'

# --- Environment -------------------------------------------------------------------------------------------------------

.PHONY: venv
venv:
	@$(BIN)/python -c '' 2>/dev/null || { \
	  command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON). Install Python 3.11 or newer, or name it: make PYTHON=python3.12 …' >&2; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is $$($(PYTHON) --version 2>&1). Throughline needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" >&2; exit 1; }; \
	  $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo '$(PYTHON) has no venv module. Install it (on Debian and Ubuntu: apt install python3-venv), then try again.' >&2; exit 1; }; \
	  rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }

# The lock is installed when it differs from the copy that was installed last. A copy, not its time: a checkout of another
# branch and back changes times and nothing else. The lock for development holds everything of the other.
.PHONY: setup
setup: venv
	@cmp -s requirements.txt $(VENV)/installed.txt || cmp -s requirements-dev.txt $(VENV)/installed.txt || { \
	  echo 'Installing what Throughline needs into $(VENV)/ (once) …'; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt \
	  && cp requirements.txt $(VENV)/installed.txt; }

.PHONY: setup-dev
setup-dev: venv
	@cmp -s requirements-dev.txt $(VENV)/installed.txt || { \
	  echo 'Installing what Throughline and its tests need into $(VENV)/ (once) …'; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt \
	  && cp requirements-dev.txt $(VENV)/installed.txt; }

# --- Run ---------------------------------------------------------------------------------------------------------------

# The server of production with its error pages, in one process as SQLite likes it, and a worker for long jobs. Whoever
# changes code takes `.venv/bin/python manage.py runserver`, which reloads and shows Django's own error pages.
.PHONY: run
run: export ENVIRONMENT = development
run: export DEBUG = false
run: export PORT := $(PORT)
run: setup
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { \
	  echo 'Cannot serve on 127.0.0.1:$(PORT): another program does, or it is no free port. Name another: PORT=8123 make run' >&2; exit 1; }
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed
	@$(MANAGE) create_trial_accounts
	@exec $(BIN)/python -m config.serving

# --- Test --------------------------------------------------------------------------------------------------------------

.PHONY: test
test: setup-dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

.PHONY: coverage
coverage: setup-dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term-missing:skip-covered $(TESTS)

.PHONY: lint
lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint --profile=jinja $(wildcard */jinja2)
	$(BIN)/djlint --quiet --lint --profile=django $(wildcard */templates)
	$(BIN)/mypy

.PHONY: format
format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: setup-dev
	@$(BIN)/python -m tests.benchmarks

.PHONY: screenshots
screenshots: setup-dev
	@$(BIN)/python -m tests.browser.screenshots

# --- Upkeep ------------------------------------------------------------------------------------------------------------

# One lock for every platform and Python from 3.11 on, with hashes, and without the address of the index it came from.
LOCK = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-strip-extras --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: messages
messages: setup
	@$(MANAGE) messages

.PHONY: lock
lock: setup-dev
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

.PHONY: clean
clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Intake ------------------------------------------------------------------------------------------------------------

.PHONY: intake-score
intake-score: setup-dev
	@$(BIN)/python -m tests.intake.score $(if $(WRONG),--wrong)

.PHONY: intake-mending
intake-mending: setup-dev
	@$(BIN)/python -m tests.intake.confirming $(if $(WRONG),--wrong)
