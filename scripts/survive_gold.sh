#!/usr/bin/env bash
# Runs a sanitizer build over every page of the gold sets, HTML and text dumps: whole, cut short at random places, and with
# random bytes changed.
# usage: scripts/survive_gold.sh [SHARED_FOLDER] [SEED] [CUTS]
set -euo pipefail
cd "$(dirname "$0")/.."

shared=${1:-../shared}
seed=${2:-1}
cuts=${3:-20}
cmake --preset asan >/dev/null
cmake --build --preset asan --target survive_pages >/dev/null
build/asan/tests/survive_pages "$seed" "$cuts" "$shared"/gold/*/pages "$shared"/gold/*/text
