#!/usr/bin/env bash
# Fuzzes targets, all of them where none is named, one after the other, with seeds made from testdata and tests/hostile. A finding
# goes to fuzz/found/TARGET, where the test fuzz.replay runs it from then on.
# For MINUTES altogether: what was found to lead somewhere new is kept in build/fuzz/corpus, and the next run begins there.
# With --same: the seeds and a few hundred tries, the same ones for the same program, so that what fails is what has changed.
# usage: scripts/fuzz.sh MINUTES|--same [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

length=${1:?usage: scripts/fuzz.sh MINUTES|--same [TARGET...]}
shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || targets=(parse skeleton decode html text json_ld date rules json_line archive)
[[ $length == --same ]] || seconds=$(python3 -c "print(max(1, round($length * 60 / ${#targets[@]})))")

cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target hostile_test "${targets[@]/#/fuzz_}" >/dev/null
[[ -d build/fuzz/seeds ]] || scripts/make_fuzz_seeds.py build/fuzz/tests/hostile_test build/fuzz/seeds

status=0
for target in "${targets[@]}"; do
  case $target in
    parse | skeleton) dictionary=html ;;
    *) dictionary=$target ;;
  esac
  mkdir -p "fuzz/found/$target"
  if [[ $length == --same ]]; then
    find "build/fuzz/seeds/$target" -type f | LC_ALL=C sort | paste -sd, | tr -d '\n' >build/fuzz/seed_files
    tries=$(($(find "build/fuzz/seeds/$target" -type f | wc -l) + 400))
    # Words that are compared in memory would be tried too, and addresses are among them.
    how=(-seed=1 -runs="$tries" -use_cmp=0 -seed_inputs=@build/fuzz/seed_files)
    echo "$target: $tries tries"
  else
    mkdir -p "build/fuzz/corpus/$target"
    how=(-max_total_time="$seconds" "build/fuzz/corpus/$target" "build/fuzz/seeds/$target")
    echo "$target: $seconds s"
  fi
  # The longest input that is tried: long enough for structure, short enough for many tries. The clock only tells a hang from
  # an end: it counts the time that a busy machine gives to others too.
  "build/fuzz/fuzz_$target" -max_len=20000 -timeout=200 -report_slow_units=200 -rss_limit_mb=1500 -print_final_stats=1 \
    -dict="fuzz/dictionaries/$dictionary.dict" -artifact_prefix="fuzz/found/$target/" \
    "${how[@]}" >"build/fuzz/$target.log" 2>&1 || {
    status=1
    tail -40 "build/fuzz/$target.log"
  }
  grep -E 'number_of_executed_units|cov: ' "build/fuzz/$target.log" | tail -2
  rmdir --ignore-fail-on-non-empty "fuzz/found/$target"
done
exit $status
