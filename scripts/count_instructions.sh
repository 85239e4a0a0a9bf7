#!/usr/bin/env bash
# Counts the instructions that a fixed set of made-up pages takes, and compares them with the recorded figure: more than 5 % above
# it is a slow-down, and fails. With --record the figure is written anew, as it must be where the code has become faster (by more
# than 5 %, so that the guard does not go slack), or where the compiler or a library has changed.
# usage: scripts/count_instructions.sh [--record] [COUNT_PAGES [FILE]]
set -euo pipefail
cd "$(dirname "$0")/.."

record=false
if [[ ${1:-} == --record ]]; then
  record=true
  shift
fi
program=${1:-build/release/bench/count_pages}
file=${2:-bench/instructions.txt}

# valgrind shows every program the same processor but for what the real one lacks; the C library would choose by that.
output=$(GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2_Usable,-AVX512F_Usable valgrind --tool=callgrind --callgrind-out-file=/dev/null \
  --collect-atstart=no --toggle-collect='extract_page(*' "$program" 2>&1)
counted=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' <<<"$output")
if [[ -z $counted || $counted == 0 ]]; then
  printf 'count_instructions.sh: nothing was counted\n%s\n' "$output" >&2
  exit 2
fi
if $record; then
  echo "$counted" >"$file"
  echo "$counted instructions, recorded in $file"
  exit 0
fi
recorded=$(<"$file")
echo "$counted instructions; recorded: $recorded; $((counted * 1000 / recorded - 1000)) in a thousand more"
if ((counted * 100 > recorded * 105)); then
  echo "count_instructions.sh: slower than recorded by more than 5 %; if that is meant, or the compiler or a library has changed," \
    "run scripts/count_instructions.sh --record" >&2
  exit 1
fi
if ((counted * 100 < recorded * 95)); then
  echo "count_instructions.sh: faster than recorded by more than 5 %: record it, or the guard goes slack" >&2
fi
