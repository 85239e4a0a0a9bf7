#!/usr/bin/env bash
# Fuzzes every target for MINUTES altogether, one after the other, with seeds made from testdata and tests/hostile. What was found
# before is kept in build/fuzz/corpus. A finding goes to fuzz/found/TARGET, where the test fuzz.replay runs it from then on.
# usage: scripts/fuzz.sh MINUTES [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:?usage: scripts/fuzz.sh MINUTES [TARGET...]}
shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || targets=(parse skeleton decode html text json_ld date rules json_line archive)
seconds=$(python3 -c "print(max(1, round($minutes * 60 / ${#targets[@]})))")

cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target hostile_test "${targets[@]/#/fuzz_}" >/dev/null
[[ -d build/fuzz/seeds ]] || scripts/make_fuzz_seeds.py build/fuzz/tests/hostile_test build/fuzz/seeds

status=0
for target in "${targets[@]}"; do
  case $target in
    parse | skeleton) dictionary=html ;;
    *) dictionary=$target ;;
  esac
  mkdir -p "build/fuzz/corpus/$target" "fuzz/found/$target"
  echo "$target: $seconds s"
  # The longest input that is tried: long enough for structure, short enough for many tries. The clock only tells a hang from
  # an end: it counts the time that a busy machine gives to others too.
  "build/fuzz/fuzz_$target" -max_total_time="$seconds" -max_len=20000 -timeout=200 -report_slow_units=200 -rss_limit_mb=1500 -print_final_stats=1 \
    -dict="fuzz/dictionaries/$dictionary.dict" -artifact_prefix="fuzz/found/$target/" \
    "build/fuzz/corpus/$target" "build/fuzz/seeds/$target" >"build/fuzz/$target.log" 2>&1 || {
    status=1
    tail -40 "build/fuzz/$target.log"
  }
  grep -E 'number_of_executed_units|cov: ' "build/fuzz/$target.log" | tail -2
  rmdir --ignore-fail-on-non-empty "fuzz/found/$target"
done
exit $status
