# make demo   serve the demonstration (RESET=1 starts afresh)
# make test   everything that must hold
# make check  lint, types, layers, templates, generated docs
# make bench  the measured goals beside their peers

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin

.PHONY: demo test check bench lock clean

demo: .venv/.installed node_modules/.installed
	$(BIN)/tianbao demo $(if $(RESET),--reset)

test: .venv/.installed-dev node_modules/.installed-dev
	tools/packages
	$(BIN)/python -m pytest -p tests.measuring -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q -rs $(ARGS)

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet engine/render web/templates
	$(BIN)/pytest -q tests/contracts
	$(BIN)/tianbao check --prove definitions/

bench: .venv/.installed-dev node_modules/.installed-dev
	$(BIN)/tianbao bench $(ARGS)

lock:
	tools/lock

clean:
	rm -rf .venv node_modules build web/static/vendor

# What serves is part of what tests, so the smaller environment is made only where there is none.
.venv/.installed: requirements.lock pyproject.toml
	@test -e .venv/.installed-dev && test .venv/.installed-dev -nt pyproject.toml || PYTHON=$(PYTHON) tools/environment requirements.lock
	@touch $@

.venv/.installed-dev: requirements-dev.lock pyproject.toml
	PYTHON=$(PYTHON) tools/environment requirements-dev.lock
	@touch $@ .venv/.installed

node_modules/.installed: package-lock.json tools/static
	@test -e node_modules/.installed-dev && test node_modules/.installed-dev -nt package-lock.json || tools/static --omit=dev
	@touch $@

node_modules/.installed-dev: package-lock.json tools/static
	tools/static
	@touch $@ node_modules/.installed
