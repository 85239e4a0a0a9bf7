#!/usr/bin/env bash
# From a fresh Debian 12 to an article: installs what is missing, builds build/release/pressclip and runs it on a sample page.
# usage: scripts/quickstart.sh [PAGE]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_packages.sh
cmake --preset release >&2
cmake --build --preset release --target pressclip_program >&2

page=${1:-}
if [[ -z $page ]]; then
  for page in testdata/*/page.html; do break; done
fi
echo "build/release/pressclip $page" >&2
build/release/pressclip "$page"
