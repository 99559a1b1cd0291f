# Itar. `make report` and `make test` are all that is needed; each makes what it lacks first.
# In an environment of your own (conda): make report PYTHON=python

LANGUAGE ?= en
SHELL := /bin/sh

ifdef PYTHON
  RUN := $(PYTHON)
else
  RUN := .venv/bin/python
  ENVIRONMENT := .venv/ready
  TEST_ENVIRONMENT := .venv/ready-for-tests
endif

# The same output on every machine, nothing written to the home folder, nothing fetched at run time.
export PYTHONPATH := $(CURDIR)/src
export PYTHONUTF8 := 1
export ITAR_LANGUAGE := $(LANGUAGE)
KEEP_AT_HOME := \
  IPYTHONDIR="$(CURDIR)/.cache/ipython" JUPYTER_CONFIG_DIR="$(CURDIR)/.cache/jupyter/config" \
  JUPYTER_DATA_DIR="$(CURDIR)/.cache/jupyter/data" JUPYTER_RUNTIME_DIR="$(CURDIR)/.cache/jupyter/runtime" \
  MPLCONFIGDIR="$(CURDIR)/.cache/matplotlib"

MODULES := $(wildcard src/analysis/*.py src/analysis/*/*.py src/analysis/*/*.yml src/analysis/*/*.css \
  src/analysis/*/*/*)
CORPUS := $(wildcard data/raw/*)
CODEBOOKS := $(wildcard codebooks/*.yml)
EXECUTED := $(patsubst notebooks/%.ipynb,report/executed/%.ipynb,$(sort $(wildcard notebooks/*.ipynb)))

# A table that somebody deleted is made again, though the notebook that writes it did not change.
made = $(foreach table,$(1),$(if $(wildcard data/processed/$(table).parquet),,missing))

EXECUTE = $(KEEP_AT_HOME) $(RUN) -m analysis.notebooks $< --to $@

.PHONY: help report figures test check lab lock clean missing
.DEFAULT_GOAL := help

help:
	@echo "make report    run the notebooks and write report/index.html (LANGUAGE=$(LANGUAGE))"
	@echo "make figures   run the notebooks only: report/figures/ and report/tables/"
	@echo "make test      run the tests"
	@echo "make check     lint, types, and the order of the rooms"
	@echo "make lab       open the notebooks in JupyterLab"
	@echo "make lock      pin the dependencies of pyproject.toml anew"
	@echo "make clean     delete the report and the processed tables"

report: report/index.html

figures: $(EXECUTED)

report/index.html: $(EXECUTED) $(MODULES)
	@echo "writing $@"
	@$(KEEP_AT_HOME) $(RUN) -m analysis.display.report $(EXECUTED) --to $@

report/executed/01-loading.ipynb: notebooks/01-loading.ipynb $(MODULES) $(CORPUS) $(ENVIRONMENT) \
  $(call made,articles)
	@echo "running $<"
	@$(EXECUTE)

report/executed/02-cleaning.ipynb: notebooks/02-cleaning.ipynb $(MODULES) report/executed/01-loading.ipynb \
  $(call made,segments sentences tokens types)
	@echo "running $<"
	@$(EXECUTE)

report/executed/03-framing.ipynb: notebooks/03-framing.ipynb $(MODULES) $(CODEBOOKS) \
  report/executed/02-cleaning.ipynb $(call made,mentions attributions)
	@echo "running $<"
	@$(EXECUTE)

report/executed/04-comparison.ipynb: notebooks/04-comparison.ipynb $(MODULES) $(CODEBOOKS) \
  report/executed/03-framing.ipynb
	@echo "running $<"
	@$(EXECUTE)

missing:

test: $(TEST_ENVIRONMENT)
	$(KEEP_AT_HOME) $(RUN) -m pytest

check: $(TEST_ENVIRONMENT)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -c "from importlinter.cli import lint_imports_command as c; c()"

lab: $(ENVIRONMENT)
	$(RUN) -m jupyterlab notebooks

lock: $(TEST_ENVIRONMENT)
	$(RUN) -m uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --custom-compile-command "make lock" --quiet -o requirements.lock
	$(RUN) -m uv pip compile pyproject.toml --group dev -c requirements.lock --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet \
	  -o requirements-dev.lock

clean:
	rm -rf report
	find data/processed -name '*.parquet' -delete

PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet

.venv/ready: requirements.lock pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Itar needs Python 3.11 or later; python3 is %d.%d. Install a newer one." % sys.version_info[:2])'
	@echo "making the environment in .venv (some minutes, once)"
	@python3 -m venv .venv
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/ready-for-tests: requirements-dev.lock .venv/ready
	@echo "adding what the tests need"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
