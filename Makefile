# Custos: `make run` starts it, `make test` proves it; nothing else is needed but Python 3.11.
# On Debian and Ubuntu: apt install python3-venv make

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; echo $$p)
VENV := .venv/bin
EMBEDDED := $(VENV)/python -m config.embedded

.PHONY: help run stop status code test test-deep check bench lock messages clean base dev
.DEFAULT_GOAL := help

help: ## these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: base ## start everything, print the address (HOST, PORT, EMPTY=1 for a real company)
	@exec $(EMBEDDED) run

stop: ## stop what another terminal started
	@$(EMBEDDED) stop

status: ## what runs
	@$(EMBEDDED) status

code: ## the demo's log-in code of this minute: make code USER=name
	@$(VENV)/python manage.py demo_code $(USER)

test: dev ## the whole suite, on services of its own
	@exec env CUSTOS_RUN=$(CURDIR)/.run-test \
		$(EMBEDDED) with --test -- $(VENV)/python -m pytest -n 2 --dist worksteal -m "not deep and not services" $(ARGS)

test-deep: dev ## the suite with its full counts
	@exec env CUSTOS_RUN=$(CURDIR)/.run-test \
		$(EMBEDDED) with --test -- $(VENV)/python -m pytest -n 2 --dist worksteal -m "not services" $(ARGS)

check: dev ## style, types, imports, migrations, translations
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy access audit config customers manage.py
	$(VENV)/lint-imports
	@env CUSTOS_RUN=$(CURDIR)/.run-test DJANGO_SETTINGS_MODULE=config.settings.test \
		$(EMBEDDED) with --test -- $(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/python -m config.translations check

messages: base ## compile the translations and say which are missing
	@$(VENV)/python -m config.translations

bench: dev ## a page of 50: bare SQL, plain Django and Custos, interleaved (CUSTOMERS, ROUNDS)
	@env CUSTOS_RUN=$(CURDIR)/.run-bench CUSTOS_OWNER=1 DJANGO_SETTINGS_MODULE=config.settings.test \
		$(EMBEDDED) start && env CUSTOS_RUN=$(CURDIR)/.run-bench CUSTOS_OWNER=1 \
		DJANGO_SETTINGS_MODULE=config.settings.test sh -c '$(VENV)/python manage.py migrate -v 0 \
		&& $(VENV)/python -m tests.bench; $(EMBEDDED) stop'

lock: ## write requirements/*.txt anew from *.in, with hashes
	$(PYTHON) -m venv .run-lock && .run-lock/bin/pip install --quiet uv
	for part in base dev; do .run-lock/bin/uv pip compile --quiet --universal --no-header \
		--python-version 3.11 --generate-hashes \
		--output-file requirements/$$part.txt requirements/$$part.in; done
	rm -rf .run-lock

clean: ## delete the data of make run and make test, with what root's start added to the machine
	@$(EMBEDDED) clean
	@$(EMBEDDED) clean --test
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis staticfiles

base:
	@$(PYTHON) -I config/embedded/install.py base

dev:
	@$(PYTHON) -I config/embedded/install.py dev
