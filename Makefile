.PHONY: handbook test bench docs setup clean

python := .venv/bin/python
sources := publish.py $(shell find handbook layouts publisher styles -type f -not -path '*/__pycache__/*' \
	-not -path '*/.cache/*')

# The shipped handbook, for the screen and for the printer.
handbook: dist/.handbook

dist/.handbook: .venv/.ready $(sources)
	$(python) publish.py build -e all
	@touch $@

test: .venv/.ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(python) -m pytest

# What a build costs: docs/benchmark.md and its plot. Some ten minutes; nothing else should run.
bench: .venv/.ready
	$(python) -m tests.benchmarks

# The page of all problem codes, made from the table in the program.
docs: .venv/.ready
	$(python) -m publisher.codes > docs/problems.md

# Everything that is missing: a virtual environment, and the libraries that set type.
setup: .venv/.ready

.venv/.ready: pyproject.toml .ci/setup
	sh .ci/setup
	@touch $@

clean:
	rm -rf .venv dist handbook/.cache .mypy_cache .pytest_cache .ruff_cache
