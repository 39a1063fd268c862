PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime.ok
SPARK := $(VENV)/.spark.ok
DEVELOP := $(VENV)/.develop.ok
MESSAGES := $(VENV)/.messages.ok
CATALOGUES := $(shell find src -name '*.po')
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo setup spark develop test check bench lock messages format

demo: $(RUNTIME) $(MESSAGES)  ## the demo house, with a reporting point and its people
	@$(BIN)/seinhuis demo

setup: $(RUNTIME) $(MESSAGES)
spark: $(SPARK)  ## the second engine of `seinhuis link`; needs Java 17 or newer
develop: $(DEVELOP) $(MESSAGES)

$(RUNTIME): requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Seinhuis needs Python 3.11 or newer; name one with PYTHON=...")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python cannot make a virtual environment here; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up (about a minute the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# PySpark comes as source only: it alone may be built, and by a setuptools that is pinned too.
$(SPARK): requirements/spark-build.txt requirements/spark.txt $(RUNTIME)
	@echo "Setting up Apache Spark (500 MB) ..."
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r requirements/spark-build.txt
	@$(PIP) install --require-hashes --only-binary :all: --no-binary pyspark --no-build-isolation --no-deps -r requirements/spark.txt
	@touch $@

$(DEVELOP): requirements/dev.txt $(RUNTIME) $(SPARK)
	@echo "Setting up the tools for testing and checking ..."
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r requirements/dev.txt
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

$(MESSAGES): $(CATALOGUES) $(RUNTIME)
	@$(BIN)/python tools/compile_messages.py
	@touch $@

test: $(DEVELOP) $(MESSAGES)
	@$(BIN)/python -m pytest -n 2 -rs $(TESTS)

check: $(DEVELOP) $(MESSAGES)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(BIN)/lint-imports
	$(BIN)/python tools/check_messages.py

format: $(DEVELOP)
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

bench: $(DEVELOP) $(MESSAGES)
	@$(BIN)/python -m bench $(BENCH)

messages: $(DEVELOP)
	@$(BIN)/python tools/update_messages.py

lock:  ## for maintainers; needs uv on the path
	for part in base dev spark-build spark; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/$$part.in -o requirements/$$part.txt; done
	@! grep -nEi '://|find-links|index-url|file:' requirements/*.txt
