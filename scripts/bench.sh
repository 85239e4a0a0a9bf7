#!/usr/bin/env bash
# Times pressclip and others side by side over the gold pages: the whole work on one thread, page in memory to result, CPU time.
# One round of each by turns, so that a machine that slows down slows them all; the median of ROUNDS counts. A peer that is not
# installed is named in the table. resiliparse and trafilatura: python3 -m pip install resiliparse trafilatura. dom_smoothie is built
# where there is a cargo that can.
# usage: scripts/bench.sh [ROUNDS] [SHARED_FOLDER] [SET...]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
shared=${2:-../shared}
sets=("${@:3}")
((${#sets[@]})) || sets=(fundus-dev wcxb-dev)
cmake --preset release >/dev/null
cmake --build --preset release --target time_pages >/dev/null

names=(pressclip gumbo)
commands=("build/release/bench/time_pages extract 1" "build/release/bench/time_pages gumbo 1")
missing=()
for peer in resiliparse_bytes resiliparse lexbor trafilatura; do
  case $peer in
    trafilatura) module=trafilatura ;;
    *) module=resiliparse ;;
  esac
  if python3 -c "import $module" 2>/dev/null; then
    names+=("$peer") commands+=("python3 bench/time_peers.py $peer 1")
  else
    missing+=("$peer")
  fi
done
if command -v cargo >/dev/null && CARGO_TARGET_DIR=build/dom_smoothie cargo build --quiet --release --manifest-path bench/dom_smoothie/Cargo.toml 2>/dev/null; then
  names+=(dom_smoothie) commands+=("build/dom_smoothie/release/time_dom_smoothie 1")
else
  missing+=(dom_smoothie)
fi

for set in "${sets[@]}"; do
  pages=$shared/gold/$set/pages
  if [[ ! -d $pages ]]; then
    echo "bench.sh: there is no $pages" >&2
    exit 2
  fi
  results=$(mktemp)
  for ((round = 0; round < rounds; ++round)); do
    for i in "${!names[@]}"; do
      # A page or two to warm up is in every round: what a program compiles once is told apart by the second line.
      read -r seconds bytes _ < <(${commands[i]/% 1/ 2} "$pages" | tail -n 1)
      echo "${names[i]} $seconds $bytes" >>"$results"
    done
  done
  echo "$set, $rounds rounds"
  python3 - "$results" "${missing[@]}" <<'PYTHON'
import collections
import statistics
import sys

seconds = collections.defaultdict(list)
for line in open(sys.argv[1]):
    name, time, size = line.split()
    seconds[name].append(float(time))
    size_of_set = int(size)
own = statistics.median(seconds["pressclip"])
print("| | seconds | MB/s | pressclip is so many times as fast |\n|---|---|---|---|")
for name, times in seconds.items():
    median = statistics.median(times)
    print(f"| {name} | {median:.3f} | {size_of_set / median / 1e6:.0f} | {median / own:.2f} |")
for name in sys.argv[2:]:
    print(f"| {name} | not installed | | |")
PYTHON
  rm "$results"
done
