# Itar. `make report` and `make test` are all that is needed; each makes what it lacks first.
# In an environment of your own (conda): make report PYTHON=python

# The page's language, from the command line only: desktops set a LANGUAGE of their own, for other ends.
ifneq ($(origin LANGUAGE),command line)
  LANGUAGE := en
endif
SPEAKABLE := $(patsubst src/analysis/display/words/%.yml,%,$(wildcard src/analysis/display/words/*.yml))
ifeq ($(filter $(LANGUAGE),$(SPEAKABLE)),)
  $(error LANGUAGE=$(LANGUAGE): there is no catalogue src/analysis/display/words/$(LANGUAGE).yml. Write one of: $(SPEAKABLE))
endif
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

# Not simply every file: Python's __pycache__ is written while a notebook runs, and would make it due again.
MODULES := $(wildcard $(foreach kind,py yml css js j2,$(foreach depth,* */* */*/*,src/analysis/$(depth).$(kind))))
# The folders stand beside their files: a file that somebody deleted makes its folder newer.
CORPUS := data/raw $(wildcard data/raw/*)
CODEBOOKS := codebooks $(wildcard codebooks/*.yml)
DUE := $(patsubst notebooks/%.ipynb,report/executed/%.due,$(sort $(wildcard notebooks/*.ipynb)))
EXECUTED := $(DUE:.due=.ipynb)

# What somebody deleted is made again, though nothing that it is made from has changed.
made = $(foreach file,$(1),$(if $(wildcard $(file)),,missing))

.PHONY: help report figures verify test test-old-matplotlib check lab lock clean missing
.DEFAULT_GOAL := help

help:
	@echo "make report    run the notebooks and write report/index.html (LANGUAGE=$(LANGUAGE))"
	@echo "make figures   run the notebooks only: report/figures/ and report/tables/"
	@echo "make verify    make everything anew elsewhere and compare it with report/manifest.json"
	@echo "make test      run the tests"
	@echo "make test-old-matplotlib  test the charts' Arabic under a matplotlib before 3.11"
	@echo "make check     lint, types, and the order of the rooms"
	@echo "make lab       open the notebooks in JupyterLab"
	@echo "make lock      pin the dependencies of pyproject.toml anew"
	@echo "make clean     delete the report and the processed tables"

report: report/index.html

figures: report/executed/done

verify: $(ENVIRONMENT)
	@$(RUN) -m analysis.reproduction $(MANIFEST)

# The page's language is no file; this stands for it, so that another language makes everything due.
SPOKEN := report/executed/language-$(LANGUAGE)
$(SPOKEN):
	@mkdir -p $(@D) && rm -f report/executed/language-* && touch $@

report/index.html: report/executed/done $(MODULES)
	@echo "writing $@"
	@$(KEEP_AT_HOME) $(RUN) -m analysis.display.report $(EXECUTED) --to $@

# One rule a notebook says what makes it due. Those that are due run in one go, because starting Python
# takes longer than running a notebook; the first that fails stops the rest and is due again.
report/executed/done: $(DUE)
	@$(KEEP_AT_HOME) $(RUN) -m analysis.notebooks $?
	@touch $@

report/executed/01-loading.due: notebooks/01-loading.ipynb $(SPOKEN) $(MODULES) $(CORPUS) $(ENVIRONMENT) \
  $(call made,report/executed/01-loading.ipynb data/processed/articles.parquet)

report/executed/02-cleaning.due: notebooks/02-cleaning.ipynb report/executed/01-loading.due \
  $(call made,report/executed/02-cleaning.ipynb $(patsubst %,data/processed/%.parquet,segments sentences tokens types))

report/executed/03-framing.due: notebooks/03-framing.ipynb report/executed/02-cleaning.due $(CODEBOOKS) \
  $(call made,report/executed/03-framing.ipynb $(patsubst %,data/processed/%.parquet,mentions attributions) \
    $(patsubst %,report/tables/%.csv,mentions attributions frame_by_voice course) \
    $(foreach figure,frame_by_voice course,report/figures/$(figure).svg report/figures/$(figure).png))

report/executed/04-comparison.due: notebooks/04-comparison.ipynb report/executed/03-framing.due \
  $(call made,report/executed/04-comparison.ipynb \
    $(patsubst %,report/tables/%.csv,namings killings differences sources copies frequencies collocates \
      shares outlet_differences over_time salience keyness_types keyness_lemmas keyness_cues))

# A notebook of your own, such as notebooks/06-mine.ipynb, is due when anything has changed.
report/executed/%.due: notebooks/%.ipynb $(SPOKEN) $(MODULES) $(CORPUS) $(CODEBOOKS) $(ENVIRONMENT)
	@mkdir -p $(@D) && touch $@

%.due:
	@mkdir -p $(@D) && touch $@

missing:

test: $(TEST_ENVIRONMENT)
	$(KEEP_AT_HOME) $(RUN) -m pytest

# The branch of display/rtl.py for a matplotlib that shapes nothing itself runs in an environment of its own.
OLD := .cache/old-matplotlib
OLD_TESTS := tests/old_matplotlib

test-old-matplotlib: $(OLD)/ready
	$(KEEP_AT_HOME) $(OLD)/bin/python -m pytest --confcutdir $(OLD_TESTS) $(OLD_TESTS)

$(OLD)/ready: $(OLD_TESTS)/requirements.lock
	@echo "making the environment in $(OLD)"
	@python3 -m venv $(OLD)
	@$(OLD)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r $<
	@touch $@

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
	$(RUN) -m uv pip compile tests/old_matplotlib/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet \
	  -o tests/old_matplotlib/requirements.lock

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
