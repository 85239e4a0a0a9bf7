#!/usr/bin/env bash
# Installs the packages of Debian 12 that are missing: those to build and test with, and with the word "checks" those for
# the checks of .ci/run too. docs/DEPENDENCIES.md gives the reason for each.
# usage: scripts/install_packages.sh [checks]
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache pkg-config
  libgumbo-dev libicu-dev libuchardet-dev libre2-dev libcld2-dev liburiparser-dev libpsl-dev nlohmann-json3-dev
  rapidjson-dev
  libcli11-dev libdtl-dev libtinyxml2-dev zlib1g-dev libzstd-dev libxxhash-dev libbrotli-dev libarchive-dev
  libgtest-dev libbenchmark-dev valgrind libvalijson-dev python3 python3-jsonschema python3-yaml jq zstd wget faketime
)
if [[ ${1:-} == checks ]]; then
  packages+=(clang clang-tidy clang-format libclang-rt-14-dev)
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "install_packages.sh: run it as root, or install sudo; missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
