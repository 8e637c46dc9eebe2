#!/bin/sh
# Makes .venv with what reportgen needs; `tools/setup.sh dev` adds what its tests need. Called by make, once per pyproject.toml.
set -eu
cd "$(dirname "$0")/.."

what=${1:-run}
libraries="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "reportgen needs Python 3.11 or later: install it, or say where it is with make PYTHON=/path/to/python3" >&2
    return 1
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

apt_install() {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

make_venv() {
    if .venv/bin/python -c '' 2>/dev/null; then
        return
    fi
    python=$(find_python)
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if ! can_install; then
            echo "Python lacks its venv module; install it with: sudo apt-get install python3-venv" >&2
            return 1
        fi
        apt_install python3-venv
    fi
    "$python" -m venv --clear .venv
}

lacks_libraries() {
    .venv/bin/python -c 'import sys; from reportgen.render import libraries; sys.exit(not libraries.missing())'
}

say_what_to_install() {
    .venv/bin/python - <<'PYTHON_END'
import sys
from reportgen.model.errors import MissingLibraryError
from reportgen.render import libraries
try:
    libraries.require()
except MissingLibraryError as fault:
    sys.exit(str(fault))
PYTHON_END
}

system_libraries() {
    if lacks_libraries && can_install; then
        # shellcheck disable=SC2086  a list of words
        apt_install $libraries
    fi
    say_what_to_install
}

make_venv
if [ "$what" = dev ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e .
fi
system_libraries
touch .venv/ready-run
if [ "$what" = dev ]; then
    touch .venv/ready-dev
fi
