# `make setup` is all that the others need; each step is done again only when what it is made from has changed.
.PHONY: setup run demo-reset test test-corpus bench check format messages lock clean
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
LOCALES := $(wildcard locale/*/LC_MESSAGES/django.po)
STATIC_SOURCES := $(shell find static */static -path static/vendor -prune -o -type f -print 2>/dev/null)
export DJANGO_SETTINGS_MODULE = config.settings

setup: var/made/static var/made/messages

.venv/made:
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

var/made/uv: requirements/uv.txt .venv/made
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p var/made && touch $@

var/made/python: requirements/dev.txt var/made/uv
	@echo "Installing the locked dependencies …"
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt
	@touch $@

var/made/keys: config/keys.py var/made/python
	@$(BIN)/python -m config.keys
	@touch $@

var/made/vendor: package-lock.json requirements/node.txt .ci/vendor.py var/made/python
	@echo "Installing the front-end files …"
	@$(BIN)/python .ci/vendor.py
	@touch $@

var/made/messages: $(LOCALES) .ci/catalogue.py var/made/python
	@$(BIN)/python .ci/catalogue.py compile
	@touch $@

var/made/static: $(STATIC_SOURCES) var/made/keys var/made/vendor
	@echo "Collecting the static files …"
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

run: setup
	@PORT=$(PORT) HOST=$(HOST) $(BIN)/python manage.py serve

demo-reset: setup
	@$(BIN)/python manage.py demo_reset

test: setup
	@.ci/test

test-corpus: setup
	@.ci/test corpus

bench: setup
	@SIZE=small .ci/bench

bench-%: setup
	@.ci/bench $*

check: setup
	@.ci/check

format: setup
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

messages: var/made/python
	$(BIN)/python .ci/catalogue.py update

lock: var/made/uv
	for name in uv base dev node; do \
	  $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-emit-index-url --universal \
	    --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf .venv node_modules static/vendor var/made var/static
