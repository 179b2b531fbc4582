# Two commands for a newcomer: `make portal` and `make test`. The rest is for those who build.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PORT ?= 8000
# WHEELS=folder installs from that folder alone, without internet (`make wheels` fills it).
WHEELS ?=
FROM := $(if $(WHEELS),--no-index --find-links $(WHEELS))

.PHONY: portal setup dev wheels test check bench golden hooks fuzz score lock clean

portal: setup ## build, index and serve on http://127.0.0.1:8000
	@$(BIN)/rettesnor serve --port $(PORT)

setup: $(VENV)/.runtime ## environment from the lock
dev: $(VENV)/.dev ## environment with the tools of developers

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rettesnor needs Python 3.11 or later")'
	@test -x $(BIN)/python || { echo "1/2 Environment in $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "2/2 Packages from requirements.lock (a minute or two the first time)"
	@$(PIP) install --quiet $(FROM) --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Packages for developers from requirements-dev.lock"
	@$(PIP) install --quiet $(FROM) --require-hashes -r requirements-dev.lock
	@touch $@

test: dev ## all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: dev ## format, lint, types, layers
	@$(BIN)/ruff format --check tools tests
	@$(BIN)/ruff check tools tests
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports

score: dev ## every labelled sample, one table
	@$(BIN)/python tools/benchmarks/labelled.py

golden: dev ## rewrite the golden files; review the diff like code
	@$(BIN)/python -m pytest --write-golden $(ARGS)

hooks: ## git then asks every change of content for its reason
	@install -m 755 tools/ci/commit-msg "$$(git rev-parse --git-path hooks)/commit-msg"

bench: dev ## the measurements in tools/benchmarks
	@$(BIN)/python tools/benchmarks/run_all.py

# What a run finds is kept in tests/fuzz/corpus and is a test from then on; the short form is tests/test_fuzz.py.
FUZZ_SECONDS ?= 600
fuzz: dev ## letters, citations, queries and Word documents, ten minutes each
	@status=0; for target in letter citations query document; do echo "== $$target"; \
		PYTHONPATH=tests $(BIN)/python -m fuzz.run $$target --seconds $(FUZZ_SECONDS) || status=1; done; exit $$status

wheels: ## everything that an installation without internet needs, in the folder wheels
	$(PYTHON) -m pip download --quiet --require-hashes -r requirements.lock -d wheels

lock: ## locks with hashes and without index addresses (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-dev.lock

clean: ## everything that can be made again
	rm -rf $(VENV) .rettesnor build .pytest_cache .hypothesis .ruff_cache
