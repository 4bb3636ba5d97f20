# Two commands do everything: `make demo` shows the whole job, `make test` proves it.
# Each sets up what it needs in .venv and .cache, once, and is quick when run again. What is compiled is kept, also on
# a machine that is told to keep nothing: it would be done anew at every start. Of other packages only what is imported.

# A distribution's Python is compiled by what profiles say of it; one that was compiled by hand, as pyenv does, takes a
# quarter longer for everything. So it is taken where it is new enough and whole, and any other where it is not.
PYTHON ?= $(shell for own in /usr/bin/python3.1[1-9]; do $$own -c 'import ensurepip' 2>/dev/null && echo $$own && exit; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test servers soak lock clean

demo: $(VENV)/.run
	@$(BIN)/python -m smmgen demo

# The real servers take a minute to install the first time, so that starts before everything else.
test: servers $(VENV)/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && \
	$(BIN)/pyrefly check --python-interpreter-path $(BIN)/python --output-format min-text && \
	$(BIN)/pytest --workers auto

servers: $(VENV)/bin/python
	@mkdir -p .cache
	@$(BIN)/python -m tests.servers.install >.cache/servers.log 2>&1 &

# Debian and Ubuntu keep venv's other half in a package of its own.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/system-packages python3-venv
	@$(PYTHON) -m venv --without-pip $(VENV)
	@.ci/python-packages $@

# Pillow sets text by Raqm with a library of the machine, which the smallest ones lack.
$(VENV)/.run: $(VENV)/bin/python pyproject.toml requirements.txt
	@echo 'Installing smmgen …' >&2
	@.ci/python-packages $(BIN)/python --require-hashes -r requirements.txt
	@.ci/python-packages $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from PIL import features; raise SystemExit(not features.check('raqm'))" || .ci/system-packages libfribidi0 || true
	@$(BIN)/python -m compileall -q smmgen >/dev/null || true
	@$(BIN)/python -c "from smmgen.build.pages import compile_templates; compile_templates()"
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo 'Installing the tools of the tests …' >&2
	@.ci/python-packages $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

# Kills simulated publishers 200,000 times over; half an hour on two cores.
soak: $(VENV)/.dev
	@$(BIN)/python -m tests.crash.soak 200000

# Pins every package of the requirement files anew, with hashes for every platform and no registry's address.
lock: $(VENV)/.dev
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 --extra nostr pyproject.toml .ci/build-backend.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 -c requirements.txt --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 .ci/uv.in -o .ci/uv.txt

clean:
	@rm -rf $(VENV) .cache dist
