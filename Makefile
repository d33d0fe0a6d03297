# The habits of this project. `make demo` and `make test` need only Python >= 3.11 and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

SAMPLE := docs/examples/community_nurse

.PHONY: demo test check evals example bench readme lock clean

# What a user installs: no key, no network service.
$(VENV)/demo: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

# What a developer installs: every extra and the checking tools.
$(VENV)/dev: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,ray,dev]'
	@touch $@ $(VENV)/demo

demo: $(VENV)/demo
	@$(BIN)/tailor --job evals/cases/platform_engineer/job.txt --profile profiles/platform_engineer.yaml --out runs

test: check

# Formatting, lint, types, import rules, tests with branch coverage, offline evals with thresholds.
check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered
	$(BIN)/tailor evals --gate

evals: $(VENV)/dev
	$(BIN)/tailor evals --html evals/reports/latest.html

# Rewrites the help blocks of the README from the real --help.
readme: $(VENV)/dev
	COLUMNS=80 $(BIN)/python scripts/sync_readme.py

# A whole application under build/example, by rules; what is short is kept in docs/examples.
example: $(VENV)/dev
	rm -rf build/example
	$(BIN)/python scripts/build_example.py build/example --answers $(SAMPLE)/answers.yaml \
		--draft $(SAMPLE)/draft.md --keep $(SAMPLE)

bench: $(VENV)/dev
	$(BIN)/python benchmarks/run.py

# Rewrites constraints.txt from a fresh environment with the newest versions that fit.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --disable-pip-version-check -e '.[all,ray,dev]'
	build/lock/bin/pip freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV) build dist runs .mypy_cache .ruff_cache .pytest_cache .hypothesis
