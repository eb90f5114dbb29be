# The workshop: every command a person types. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
PARTNERSHIP ?= Scottish Borders
YEAR ?= 2024/25
FIGURES ?= ../shared/data

bin := .venv/bin
ready := .venv/ready
stripping := --keep-id --extra-keys metadata.language_info

.PHONY: help setup report lab test check fix reference snapshot schema picture lock clean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(ready) ## create .venv from the hash-pinned lock (every command below does it when needed)

$(ready): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(bin)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

report: $(ready) ## one report: PARTNERSHIP="Scottish Borders" YEAR=2024/25
	$(bin)/hsci run --partnership "$(PARTNERSHIP)" --year "$(YEAR)"

lab: $(ready) ## open the workbench, explore.ipynb, in JupyterLab
	$(bin)/jupyter lab --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None notebooks/explore.ipynb

test: $(ready) ## every test: spec, unit, notebooks, faults, browser
	$(bin)/python -m pytest

check: $(ready) ## formatting, lint, types, layers, lock
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports --no-cache
	$(bin)/nbstripout --verify $(stripping) notebooks/*.ipynb

fix: $(ready) ## format, apply safe lint fixes, strip notebooks
	$(bin)/ruff format .
	$(bin)/ruff check --fix .
	$(bin)/nbstripout $(stripping) notebooks/*.ipynb

reference: $(ready) ## rewrite the executed notebooks that nbval compares with, for review
	$(bin)/python -m tests.notebooks.reference

snapshot: $(ready) ## rebuild data/snapshot from published files: FIGURES=DIR
	$(bin)/hsci data snapshot --from "$(FIGURES)"

schema: $(ready) ## rewrite the published JSON schemas of parameters/
	$(bin)/hsci parameters schema

picture: $(ready) ## retake the README's picture of a page (needs a Chromium)
	$(bin)/python -m tests.review.picture

lock: $(ready) ## resolve pyproject.toml anew into requirements.lock and environment.yml
	$(bin)/uv pip compile --universal --python-version 3.11 --extra development --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet --upgrade pyproject.toml --output-file requirements.lock
	$(bin)/python -m tests.environment > environment.yml

clean: ## remove the environment and every report
	rm -rf .venv reports
