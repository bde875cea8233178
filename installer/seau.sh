#!/bin/sh
# The tests of the files in a bucket, against a real S3-compatible server. moto wants an older
# python-dateutil than the application's: it has an environment of its own, made here and thrown away.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install -qq "moto[s3]>=5.2,<6" flask flask-cors
PERMANENCE_MOTO="$scratch/venv/bin/moto_server" .venv/bin/pytest tests/central/test_bucket.py "$@"
