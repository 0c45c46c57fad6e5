# Every target makes what it needs from nothing: `make test PYTHON=python3.12` is all there is to remember.

PYTHON ?= python3

# What a .venv was made by and for. It is part of the stamps' names, so that another Python, or a checkout
# that was copied or moved, never goes on with the old one.
PYTHON_ID := $(shell $(PYTHON) -c 'import os, sys, zlib; print("%d.%d.%d" % sys.version_info[:3], "%08x" % zlib.crc32((sys.base_prefix + os.getcwd()).encode()), sep="-")')
RUN := .venv/.run-$(PYTHON_ID)
DEV := .venv/.dev-$(PYTHON_ID)
INPUTS := pyproject.toml constraints.txt

BIN := .venv/bin
PIP_INSTALL := -m pip install -qq --disable-pip-version-check
PINNED := $(PIP_INSTALL) --constraint constraints.txt
SPHINX := $(BIN)/sphinx-build -q -E -W -n
DUE := due window clock meeting days_in_order eligible_day reckoning cadence_standing completion
EXAMPLES = $(shell find docs/examples -name '*.py' 2>/dev/null)
POSTGRES_PLUGIN := plugins/instructional-coaching-sqlalchemy/src
WHEEL_PYTHON := build/wheel-venv/bin/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check docs planted mutants torture bench wheel-test constraints format clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

TERM_FILES := docs/examples/term/staff.csv docs/examples/term/calendar.yaml docs/examples/term/log.csv
DEMO_STORE := sqlite:///build/demo/school.db
DEMO_DAY := 2025-12-08

demo: $(RUN)  ## a school's term from plain files: who is due and why, one relationship, is it coaching?
	@rm -rf build/demo && mkdir -p build/demo
	$(BIN)/coaching import --store $(DEMO_STORE) --definitions docs/examples/term/rules $(TERM_FILES)
	@echo
	$(BIN)/coaching due --store $(DEMO_STORE) --as-of $(DEMO_DAY)
	@echo
	$(BIN)/coaching show --store $(DEMO_STORE) --as-of $(DEMO_DAY) --relationship amara-ben --since 2025-11-19 \
	  --section timeline --section features --section goals --section stances
	@echo
	@echo 'Three commands to try next:'
	@echo '  $(BIN)/coaching due --store $(DEMO_STORE) --as-of 2025-11-03 --known-at 2025-10-21'
	@echo '  $(BIN)/coaching show --store $(DEMO_STORE) --as-of $(DEMO_DAY) --as head'
	@echo '  $(BIN)/coaching test docs/examples/rules'

test: $(DEV)  ## run the tests: 95 % covered, the domain 100 %
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term-missing
	$(BIN)/coverage report --include='src/instructional_coaching/domain/*' --fail-under=100

check: $(DEV)  ## style, types, layers and a documentation build without warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy src tests benchmarks docs/conf.py $(EXAMPLES)
	MYPYPATH=src:$(POSTGRES_PLUGIN) $(BIN)/mypy -p instructional_coaching_sqlalchemy
	$(BIN)/basedpyright
	$(SPHINX) -b html docs build/docs
	$(SPHINX) -b doctest docs build/doctest

docs: $(DEV)  ## build the documentation into build/docs
	$(SPHINX) -b html docs build/docs
	@echo 'open build/docs/index.html'

planted: $(DEV)  ## replace each check of domain and access by nothing: a named test must fail
	$(BIN)/python tests/planted/rules.py
	$(BIN)/python tests/planted/rules.py src/instructional_coaching/access

mutants: $(DEV)  ## change one small thing at a time in what is due, and in a sample of the domain: a test must notice
	$(BIN)/python tests/planted/mutants.py $(addprefix src/instructional_coaching/analysis/,$(addsuffix .py,$(DUE))) --tests $(wildcard $(addprefix tests/analysis/test_,$(addsuffix .py,$(DUE))))
	$(BIN)/python tests/planted/mutants.py src/instructional_coaching/domain --sample 300

# A failure is told again by its seed: make torture SEED=20251208. LONG=1 takes ten times as long, ROUNDS=1000 sets
# the rounds of every fault.
torture: SEED ?= $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
torture: $(DEV)  ## kill, fill, flip, race and erase: nothing may be lost; LONG=1, ROUNDS=1000, SEED=…
	TORTURE=1 LONG=$(LONG) ROUNDS=$(ROUNDS) SEED=$(SEED) $(BIN)/pytest -n auto --dist worksteal tests/torture

bench: $(DEV)  ## measure side by side with peers; writes build/bench.json
	$(BIN)/python $(PINNED) --no-build-isolation --editable '.[bench]'
	$(BIN)/python -m benchmarks.run

wheel-test: $(DEV)  ## build the wheel and run the tests against it, with src out of the way
	@rm -rf build/dist build/wheel-venv build/wheel-test && mkdir -p build/wheel-test
	$(BIN)/python -m build --no-isolation --outdir build/dist . >build/dist.log || { cat build/dist.log; exit 1; }
	$(PYTHON) -m venv build/wheel-venv
	$(WHEEL_PYTHON) $(PINNED) "$$(echo build/dist/*.whl)[cli,test]"
	@cp -R pyproject.toml README.md tests docs benchmarks build/wheel-test
	@find build/wheel-test -name __pycache__ -prune -exec rm -rf {} +
	cd build/wheel-test && PYTHONPATH= INSTRUCTIONAL_COACHING_WHEEL=1 ../wheel-venv/bin/pytest -n auto --dist worksteal -m 'not checkout and not long'

constraints:  ## resolve the pins of constraints.txt anew, on the oldest supported Python
	@$(PYTHON) -c 'import sys; sys.exit("PYTHON must be a Python 3.11: later ones pick versions that 3.11 cannot install" if sys.version_info[:2] != (3, 11) else 0)'
	@rm -rf build/constraints-venv && mkdir -p build
	$(PYTHON) -m venv build/constraints-venv
	build/constraints-venv/bin/python $(PIP_INSTALL) hatchling
	build/constraints-venv/bin/python $(PIP_INSTALL) --no-build-isolation '.[dev,bench]'
	@sed '/^[^#]/,$$d' constraints.txt >build/constraints.txt
	build/constraints-venv/bin/python -m pip freeze --exclude instructional-coaching >>build/constraints.txt
	@mv build/constraints.txt constraints.txt

format: $(DEV)  ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove everything that make has made
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name .git -prune -o -name __pycache__ -prune -exec rm -rf {} +

# Two sizes of .venv, each made whole or not at all: the stamps come last.
define new-venv
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python $(PINNED) hatchling editables
	$(BIN)/python $(PINNED) --no-build-isolation --editable '.[$(1)]'
endef

$(RUN): $(INPUTS)
	$(call new-venv,cli)
	@touch $@

$(DEV): $(INPUTS)
	$(call new-venv,dev)
	@touch $(RUN) $@
