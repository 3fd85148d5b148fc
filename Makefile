# Entente. Needs make and Python 3.11 or newer, nothing else.
#
#   make demo     build a graph from examples/articles, ask it questions, serve it
#   make test     every test
#   make check    lint, format, types and tests: what a change must pass
#   make setup    the environment in .venv (the others do this themselves)
#   make clean    throw the environment and caches away

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check clean

help:
	@sed -n 's/^#   //p' Makefile

setup: $(READY)

$(READY): pyproject.toml constraints.txt .ci/setup
	@VENV=$(VENV) PYTHON="$(PYTHON)" sh .ci/setup
	@touch $@

demo: $(READY)
	@$(BIN)/kg demo

test: $(READY)
	@$(BIN)/pytest

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
