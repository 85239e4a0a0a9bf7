#!/usr/bin/env bash
# Installs what is missing, builds the release and runs every test.
# usage: scripts/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_packages.sh
cmake --preset release
cmake --build --preset release
ctest --preset release
