# Everything a newcomer needs: `make demo`, `make test`. Needs Python 3.11 or later and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTERS ?= 2
PEERS := var/peers
TOOLS := var/tools
MUTANTS := var/mutants/tool

.DEFAULT_GOAL := help
.PHONY: help install dev demo test daily test-slow lint types imports browser bench bench-peers pictures clean lock audit sbom mutants site

help: ## what can be done here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Greffier needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed ## .venv with the pinned requirements and the greffier command

dev: $(VENV)/.installed-dev

demo: install ## the whole thing on this machine, with a stand-in for Trello (ARGS=--once ends by itself, ARGS=--story plays the story of one student)
	@$(BIN)/greffier demo $(ARGS)

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

imports: dev
	$(BIN)/lint-imports --no-cache

browser: dev # what tests of pages need: found, or installed
	@$(BIN)/python tests/browser_setup.py

# What was compiled once is kept, whatever the environment says: each tester imports a thousand files.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

test: lint imports browser ## lint, import contracts, types and the tests for every day
	@$(MAKE) --no-print-directory --jobs=2 types daily

daily test-slow: TESTERS := $(shell expr $(TESTERS) + 1) # while one waits for a clock or a browser, the others go on
daily: dev # beside the types, which take as long as forty tests where nothing is known of them yet
	$(PYTEST) -m "not slow" $(ARGS)

test-slow: dev browser ## the other tests: all pages, PostgreSQL, real processes, storms, a year, all drawn examples
	$(PYTEST) -m "slow or again" --hypothesis-profile all $(ARGS)

bench: dev ## the figures, each with its reference from the same run
	@$(BIN)/python -m bench $(ARGS)

bench-peers: dev $(PEERS)/tap-trello/.installed-1.1.3 $(PEERS)/trello-full-backup/.installed-0.3.1 ## our first mirror beside programs from the registry that copy boards
	@$(BIN)/python -m bench peers

$(PEERS)/%:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/pip install --quiet --disable-pip-version-check $(notdir $(@D))==$(subst .installed-,,$(@F))
	@touch $@

pictures: dev ## the pictures of the documentation, from the demonstration itself
	@mkdir -p docs/img
	$(BIN)/greffier demo --once --scene forgotten --scene completed --picture docs/img/demo.svg
	GREFFIER_LANGUAGE=en $(BIN)/greffier demo --once --scene forgotten --scene completed --picture docs/img/demo.en.svg
	$(BIN)/python tests/powerup/pictures.py docs/img
	$(BIN)/python tests/powerup/manager_pictures.py docs/img
	$(BIN)/python tests/powerup/step_pictures.py docs/img
	$(BIN)/python tests/powerup/student_pictures.py docs/img

lock: dev ## pin the requirements again, with their hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements.txt -o requirements-dev.txt

$(TOOLS)/.installed:
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1 cyclonedx-bom==7.5.0
	@touch $@

audit: $(TOOLS)/.installed ## known flaws of what Greffier depends on (asks the registry; fails where there are some)
	@$(TOOLS)/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off

sbom: $(TOOLS)/.installed ## what Greffier is made of, as CycloneDX, into var/sbom.json
	@$(TOOLS)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --output-file var/sbom.json

$(MUTANTS)/.installed: Makefile
	@$(PYTHON) -m venv $(MUTANTS)
	@$(MUTANTS)/bin/pip install --quiet --disable-pip-version-check mutmut==3.8.1
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$$($(MUTANTS)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project.pth"
	@touch $@

mutants: dev $(MUTANTS)/.installed ## whether the tests notice what is changed in the rules: a sample of 150 (ARGS="--seed 2", "--only rules.decide", --all)
	@$(MUTANTS)/bin/python bench/mutants.py $(ARGS)

$(TOOLS)/.installed-site:
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-material==9.8.2
	@touch $@

site: $(TOOLS)/.installed-site ## the documentation as a static site with a search, into var/site
	@NO_MKDOCS_2_WARNING=1 $(TOOLS)/bin/mkdocs build --quiet

clean:
	rm -rf $(VENV) var
