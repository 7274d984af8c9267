# `make` shows what there is. Needs Python 3.11, 3.12 or 3.13 and a C compiler; everything else goes into .venv.
PY ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help ready demo test api pictures check bench constraints

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-18s %s\n' "$$name" "$$text"; done

# A venv that an interrupted or incomplete Python left without pip is made anew.
$(INSTALLED): pyproject.toml constraints.txt hatch_build.py
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "Satsuma needs Python 3.11, 3.12 or 3.13; \`$(PY)\` is not one: make PY=python3.12 ..." >&2; exit 2; }
	@command -v $(firstword $(CC)) >/dev/null || { echo "Satsuma compiles its kernel and found no \`$(firstword $(CC))\`: install a C compiler" \
	  "(Debian, Ubuntu: apt-get install gcc libc6-dev; macOS: xcode-select --install) or name yours: make CC=..." >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PY) -m venv --clear .venv
	@echo "Installing into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv && \
	  UV_SYSTEM_CERTS=1 $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]' || \
	  { echo "uv could not do it (it reads no pip settings); trying pip" >&2; \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; }
	@touch $@

ready: $(INSTALLED) ## set up .venv with Satsuma in it; compile the kernel and build the web app if they changed
	@$(BIN)/python hatch_build.py
	@$(BIN)/python web/build.py --fetch

demo: ready ## make a company up, run the whole chain on it in ./demo
	@if [ -e demo ] && [ ! -d demo/.satsuma ]; then echo "./demo is not a Satsuma project: move it away first" >&2; exit 2; fi
	@rm -rf demo.old; [ ! -e demo ] || mv demo demo.old
	@$(BIN)/satsuma demo demo || { code=$$?; rm -rf demo; [ ! -e demo.old ] || mv demo.old demo; exit $$code; }
	@rm -rf demo.old

test: ready ## run all tests: Python, the web app's components, journeys in a browser
	$(BIN)/pytest -n $(WORKERS)
	$(BIN)/python web/build.py npm test
	$(BIN)/python web/journeys/browser.py
	$(BIN)/python web/build.py npm run journeys

api: ready ## write the API's description, and from it the types of the web app's client
	$(BIN)/python -m satsuma.server.openapi web/openapi.json
	$(BIN)/python web/build.py npm run api

pictures: ready ## take the pictures of the README and the guides again, in a browser
	$(BIN)/python web/journeys/browser.py
	SATSUMA_PICTURES=1 $(BIN)/python web/build.py npm run journeys

check: ready ## lint, format, types, floors, and whether the web app's client fits the API
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m satsuma.server.openapi | cmp - web/openapi.json || \
	  { echo "The API changed and the web app's client did not: make api" >&2; exit 1; }
	$(BIN)/python web/build.py npm run api -- --check
	$(BIN)/python web/build.py npm run check

bench: ready ## measure against the peers and write the table of docs/performance.md
	$(BIN)/python -m benchmarks

constraints: $(INSTALLED) ## choose the newest versions of all dependencies again
	UV_SYSTEM_CERTS=1 $(BIN)/uv pip compile --quiet --upgrade --universal --no-emit-index-url --no-header --no-annotate \
	  --all-extras pyproject.toml -o constraints.txt
