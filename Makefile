# `make demo` and `make test` want Python 3.11 and Node 20.19, or newer, and nothing else. `make help` lists the rest.

PORT ?= 8000
EDGES ?= 2

SHELL := /bin/sh
PYTHON := .venv/bin/python
NODE_BIN := node_modules/.bin
.DEFAULT_GOAL := help
MAKEFLAGS += --jobs=2
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help setup machine demo demo-reset cluster test unit lint types format loadtest clean

# Both commands set what they need; what a shell has exported for another deployment stays out.
unexport UNVEIL_ENV UNVEIL_VAR_DIR UNVEIL_DATABASE_URL UNVEIL_BUS_URL UNVEIL_CELERY_BROKER_URL UNVEIL_BASE_URL
unexport UNVEIL_ALLOWED_HOSTS UNVEIL_SECRET_KEY UNVEIL_STREAM_URL DJANGO_SETTINGS_MODULE PYTHONPATH

DEMO_DIR := var/demo
CLUSTER_DIR := var/cluster
DEMO = UNVEIL_ENV=development UNVEIL_VAR_DIR="$(CURDIR)/$(DEMO_DIR)" UNVEIL_SECRET_KEY="$$(cat $(DEMO_DIR)/secret-key)" \
	UNVEIL_BASE_URL="http://localhost:$(PORT)" UNVEIL_ALLOWED_ORIGINS="http://127.0.0.1:$(PORT)" \
	UNVEIL_BUS_URL="redis://127.0.0.1:$$(expr $(PORT) + 1)/0" UNVEIL_DRAIN_WINDOW_S=1 \
	UNVEIL_LOG_LEVEL="$${UNVEIL_LOG_LEVEL:-WARNING}"
TEST = UNVEIL_ENV=test UNVEIL_VAR_DIR="$(CURDIR)/var/test"

FILM := $(DEMO_DIR)/film/aurelle-one.mkv
FRONTEND := vite.config.ts tsconfig.json $(shell find */frontend -type f 2>/dev/null)
STATIC := $(shell find */static -type f 2>/dev/null)
MIGRATIONS := $(wildcard */migrations/*.py)
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard */locale/*/LC_MESSAGES/*.po))

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: var/setup/python $(TRANSLATIONS) $(DEMO_DIR)/static/staticfiles.json var/setup/migrations ## install, build, migrate; quick when nothing changed

# The film first: it takes longest, and is drawn while the rest is built.
demo: $(FILM) setup var/setup/event ## a live launch on this machine; PORT=8000
	@exec env $(DEMO) $(PYTHON) manage.py demo

demo-reset: $(FILM) setup ## the same, with all of its data made anew
	@exec env $(DEMO) $(PYTHON) manage.py demo --reset

cluster: PORT := $(if $(filter environment,$(origin PORT)),$(PORT),8080)
cluster: $(CLUSTER_DIR)/film $(CLUSTER_DIR)/static/staticfiles.json $(TRANSLATIONS) ## as in production: PostgreSQL, Redis, nginx, edges; PORT=8080 EDGES=2
	@exec env UNVEIL_ENV=development UNVEIL_LOG_LEVEL="$${UNVEIL_LOG_LEVEL:-WARNING}" $(PYTHON) manage.py cluster --port $(PORT) --edges $(EDGES) $(OPTIONS)

test: setup ## lint, types and every test
	@exec $(PYTHON) -m tests.run

unit: setup ## the tests that need no server and no browser
	@exec $(PYTHON) -m tests.run unit

lint: setup ## ruff, import-linter, ESLint, generated files
	@exec $(PYTHON) -m tests.run lint

types: setup ## mypy and tsc
	@exec $(PYTHON) -m tests.run types

format: var/setup/python ## lay out the Python
	@$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format .

# The audience, on loopback: SCENARIO, EDGES, CLIENTS, FRAMES_PER_SECOND, VOTERS, and OPTIONS for the rest (loadtest/README.md).
VIEWERS ?= 1000
SECONDS ?= 30
SCENARIO ?= steady
loadtest: setup ## a crowd on a launch of its own; VIEWERS=20000 SECONDS=60 SCENARIO=steady
	@exec $(PYTHON) -m loadtest --scenario $(SCENARIO) --viewers $(VIEWERS) --seconds $(SECONDS) \
		$(if $(filter-out file,$(origin EDGES)),--edges $(EDGES)) $(if $(CLIENTS),--clients $(CLIENTS)) \
		$(if $(FRAMES_PER_SECOND),--frames-per-second $(FRAMES_PER_SECOND)) $(if $(VOTERS),--voters $(VOTERS)) $(OPTIONS)

clean: ## delete what make made; the demo's data too
	rm -rf .venv node_modules dist var .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis test-results
	find . -name '*.mo' -not -path './.git/*' -delete

# --- what setup is made of

machine:
	@case "$(PORT)" in ''|*[!0-9]*) echo "unveil: expected PORT to be a number, got '$(PORT)'. Try make demo PORT=8100." >&2; exit 1;; esac
	@free_kb=$$(df -Pk . | awk 'NR == 2 {print $$4}'); needed_kb=400000; [ -f var/setup/node ] || needed_kb=2500000; \
	if [ "$$free_kb" -lt "$$needed_kb" ]; then \
		echo "unveil: expected $$((needed_kb / 1000)) MB of free disk here, got $$((free_kb / 1000)) MB. Make room, then run make again." >&2; exit 1; fi
	@if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then \
		echo "unveil: Node or npm is missing. Install Node 20.19 or newer, which brings npm, then run make again." >&2; exit 1; fi
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || { \
		echo "unveil: expected Node 20.19 or newer, got $$(node --version). Install a newer one, then run make again." >&2; exit 1; }

.venv/bin/python: | machine
	@found=; for candidate in python3.11 python3.12 python3.13 python3; do \
		if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "unveil: Python 3.11 or newer with its venv module is missing. Install it (Debian: python3 and python3-venv), then run make again." >&2; exit 1; fi; \
	echo "Making .venv with $$("$$found" --version)"; "$$found" -m venv --clear .venv

# Written anew only when it differs, so that a change elsewhere in pyproject.toml installs nothing.
var/setup/requirements.txt: pyproject.toml | .venv/bin/python
	@mkdir -p var/setup
	@$(PYTHON) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["dependencies"], *p["optional-dependencies"]["dev"], sep="\n")' > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

var/setup/python: var/setup/requirements.txt constraints.txt | .venv/bin/python
	@echo "Installing Python packages (about a minute the first time)"
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m ensurepip >/dev/null
	@$(PYTHON) -m pip install -qq --no-compile --disable-pip-version-check --constraint constraints.txt --requirement var/setup/requirements.txt
	@touch $@

var/setup/node: package.json package-lock.json .npmrc | machine
	@echo "Installing npm packages"
	@mkdir -p var/setup
	@npm ci --no-progress --loglevel=error >/dev/null
	@touch $@

dist/manifest.json: var/setup/node $(FRONTEND)
	@echo "Building the front end"
	@$(NODE_BIN)/vite build --logLevel warn
	@touch $@

%.mo: %.po | var/setup/python
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

$(DEMO_DIR)/secret-key: | .venv/bin/python
	@mkdir -p $(DEMO_DIR)
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(DEMO_DIR)/static/staticfiles.json: dist/manifest.json $(STATIC) var/setup/python | $(DEMO_DIR)/secret-key
	@echo "Collecting static files"
	@env $(DEMO) $(PYTHON) manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

$(FILM): $(wildcard streaming/film/*.py) var/setup/python | $(DEMO_DIR)/secret-key
	@env $(DEMO) $(PYTHON) manage.py make_demo_film
	@touch $@

$(CLUSTER_DIR)/static/staticfiles.json: dist/manifest.json $(STATIC) var/setup/python
	@echo "Collecting static files for the cluster"
	@env UNVEIL_ENV=development UNVEIL_VAR_DIR="$(CURDIR)/$(CLUSTER_DIR)" UNVEIL_LOG_LEVEL=WARNING \
		$(PYTHON) manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

$(CLUSTER_DIR)/film: | $(FILM)
	@mkdir -p $(CLUSTER_DIR)
	@ln -sfn ../demo/film $@

var/setup/event: var/setup/migrations $(wildcard control_room/demo/*.py control_room/demo/*/*.py)
	@env $(DEMO) UNVEIL_BUS_URL=memory:// $(PYTHON) manage.py create_demo
	@touch $@

var/setup/migrations: $(MIGRATIONS) var/setup/python | $(DEMO_DIR)/secret-key
	@env $(DEMO) $(PYTHON) manage.py migrate --no-input --skip-checks --verbosity 0
	@touch $@
