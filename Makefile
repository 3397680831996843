# Everything happens in .venv, made here; only Python 3.11+ and make are needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: run test lint types unit bench screenshots lock clean chromium

run: $(RUN_READY) ## the demo hospital, live, on http://127.0.0.1:8000
	$(BIN)/bedcentre demo

test: $(TEST_READY) chromium lint types unit ## everything that must hold

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(TEST_READY)
	$(BIN)/mypy

unit: $(TEST_READY)
	$(BIN)/python -m optimizer.nights
	$(BIN)/python -m pytest -n 2 --dist loadfile --durations 15

bench: $(TEST_READY) ## the figures of docs/benchmarks.md, on this machine
	$(BIN)/bedcentre bench
	$(BIN)/python -m tests.benchmarks.board

screenshots: $(TEST_READY) chromium ## the pictures of README and docs
	$(BIN)/python -m tests.screenshots

lock: $(TEST_READY) ## pin anew after changing pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet -o requirements-test.lock

chromium:
	@command -v "$${BEDCENTRE_CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	  else echo "No Chromium for the browser tests. Run: sudo apt-get install chromium fonts-noto-cjk (or set BEDCENTRE_CHROMIUM)" >&2; exit 1; fi; }

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "bedcentre needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUN_READY): $(VENV)/.made requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): $(RUN_READY) requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
