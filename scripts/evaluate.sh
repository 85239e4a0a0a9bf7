#!/usr/bin/env bash
# Runs the release over the gold sets, HTML and text dumps, and prints the scorer's line for each. Every page must be
# answered by a record that is valid against the schema, none may be an error, and none may take more than two seconds.
# Answers are left in build/evaluate/SET.{html,text}.jsonl.
# usage: scripts/evaluate.sh [SHARED_FOLDER] [PRESSCLIP]
set -euo pipefail
cd "$(dirname "$0")/.."

shared=${1:-../shared}
pressclip=${2:-build/release/pressclip}
if [[ ! -d $shared/gold ]]; then
  echo "evaluate.sh: there are no gold sets in $shared/gold" >&2
  exit 2
fi
if [[ $# -lt 2 ]]; then
  scripts/install_packages.sh
  cmake --preset release >/dev/null
  cmake --build --preset release --target pressclip_program >/dev/null
fi
mkdir -p build/evaluate
"$pressclip" schema >build/evaluate/schema.json

failed=0
html_pairs=()
text_pairs=()
for set in "$shared"/gold/*/; do
  set=${set%/}
  name=$(basename "$set")
  for kind in html text; do
    folder=pages
    format=html
    if [[ $kind == text ]]; then folder=text format=text; fi
    answers=build/evaluate/$name.$kind.jsonl
    # A page that takes longer is an error record, and the run ends with 3.
    "$pressclip" --input-format "$format" --removed --timeout 2 -o "$answers" "$set/$folder" || failed=1
    python3 scripts/check_answers.py build/evaluate/schema.json "$set/$folder" "$answers" || failed=1
    if [[ $kind == html ]]; then html_pairs+=("$set" "$answers"); else text_pairs+=("$set" "$answers"); fi
  done
done

for pairs in html text; do
  echo "== $pairs"
  if [[ $pairs == html ]]; then arguments=("${html_pairs[@]}"); else arguments=("${text_pairs[@]}"); fi
  python3 "$shared/eval/score.py" "${arguments[@]}" --labels "$shared/labels/dev.jsonl" || failed=1
done
exit "$failed"
