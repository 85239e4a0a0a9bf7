#!/usr/bin/env bash
# The checks that take longer than every change should wait for: the work of hostile inputs, threads, and the fuzz targets.
# usage: scripts/deep_checks.sh [FUZZ_MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install_packages.sh checks

# Work, counted by a build of its own: no hostile input costs more than in proportion to its size.
cmake --preset work
cmake --build --preset work
build/work/tests/hostile_test

# Threads: several pages at a time, with ThreadSanitizer.
cmake --preset tsan
cmake --build --preset tsan --target pressclip_program rules_test
ctest --preset tsan

# Each fuzz target for some seconds; the test fuzz.replay has run all earlier findings.
scripts/fuzz.sh "${1:-1.7}"
