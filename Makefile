# make rapport   every workbook in inputs/ as PDF, Word and HTML in out/
# make test      the tests
# make granska FIL=out/x.pdf   the file against PDF/UA-1 and PDF/A-3a by veraPDF; needs Java and Maven
# Both set the machine up first: .venv, Python packages, and the system libraries that PDF needs.
# PYTHON=/path/to/python3 chooses the interpreter; any from 3.11 on will do.

export PYTHON

.PHONY: rapport test granska lint bench plantering clean

rapport: .venv/ready-run
	@for fil in inputs/*.xlsx; do \
	    case "$$fil" in "inputs/~"*) continue ;; esac; \
	    .venv/bin/reportgen rapport "$$fil" --format pdf,docx,html --ut out || exit; \
	done

test: .venv/ready-dev
	.venv/bin/pytest -n auto -m "not slow"

granska:
	@tools/granska.sh "$(FIL)"

lint: .venv/ready-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: .venv/ready-dev
	.venv/bin/python tools/bench.py

plantering: .venv/ready-dev
	.venv/bin/python tools/plantering.py

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/ready-run: pyproject.toml tools/setup.sh
	tools/setup.sh

.venv/ready-dev: pyproject.toml tools/setup.sh
	tools/setup.sh dev
