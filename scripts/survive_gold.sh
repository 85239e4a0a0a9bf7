#!/usr/bin/env bash
# Runs a sanitizer build over every page of the gold sets, HTML and text dumps: whole, cut short at CUTS random places (20),
# and with 20 random bytes changed. The same seed gives the same bytes. On two cores 20 cuts take some twenty minutes.
# usage: scripts/survive_gold.sh [CUTS] [SEED] [SHARED_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

cuts=${1:-20}
seed=${2:-1}
shared=${3:-../shared}
cmake --preset asan >/dev/null
cmake --build --preset asan --target survive_pages >/dev/null
build/asan/tests/survive_pages "$seed" "$cuts" "$shared"/gold/*/pages "$shared"/gold/*/text
