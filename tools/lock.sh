#!/usr/bin/env bash
# Schrijft de lockbestanden opnieuw uit pyproject.toml: exacte versies met controlesommen, zonder adressen,
# voor elk platform en elke Python vanaf 3.11. Gebruik: make lock (of: tools/lock.sh --upgrade).
set -euo pipefail
cd "$(dirname "$0")/.."

tool=.setup-uv
test -x $tool/bin/uv || { "${PYTHON:-python3}" -m venv $tool && $tool/bin/pip install -q uv; }
export SSL_CERT_FILE="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}"

lock() {
  local out=$1
  shift
  $tool/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@" -o "$out"
}

extra=("$@")
lock requirements.lock --extra apprise --extra postgres --extra redis --group build "${extra[@]}"
lock requirements-dev.lock --extra apprise --extra postgres --extra redis --group build --group dev -c requirements.lock "${extra[@]}"
$tool/bin/uv pip compile -q --group node --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate "${extra[@]}" -o requirements-node.lock
