#!/usr/bin/env bash
# Extracts every page of the gold sets, HTML and text dumps, whole and damaged in MUTATIONS ways (5): cut short, with bytes
# changed, with a piece of another page, with a piece repeated. The same seed gives the same bytes; it is printed. Pages that
# bring it down or give an invalid answer are kept in build/PRESET/found. With the preset `asan` the sanitizers watch.
# usage: scripts/survive_gold.sh [MUTATIONS] [SEED] [PRESET] [JOBS] [SHARED_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

mutations=${1:-5}
seed=${2:-1}
preset=${3:-asan}
jobs=${4:-$(nproc)}
shared=${5:-../shared}
cmake --preset "$preset" >/dev/null
cmake --build "build/$preset" --target survive_pages >/dev/null
"build/$preset/tests/survive_pages" "$seed" "$mutations" "$jobs" "build/$preset/found" "$shared"/gold/*/pages "$shared"/gold/*/text
