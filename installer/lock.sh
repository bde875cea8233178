#!/bin/sh
# Writes requirements.lock again from pyproject.toml: every version pinned, every file hashed, for
# Python 3.11 and above on Linux, macOS and Windows. The versions already locked are kept unless
# they no longer fit; `installer/lock.sh --upgrade` takes the newest of everything, and
# `--upgrade-package NAME` of one. No address of an index is ever written.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install -qq uv

# --no-config: a developer's own mirrors must not choose what everybody installs.
"$scratch/venv/bin/uv" pip compile pyproject.toml --output-file requirements.lock \
    --no-config --quiet --universal --python-version 3.11 --all-extras \
    --generate-hashes --no-annotate --no-header "$@"
