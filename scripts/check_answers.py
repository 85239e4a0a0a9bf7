#!/usr/bin/env python3
"""Checks that a run over a folder answered each of its files, in order, with a record that is valid and no error.

usage: check_answers.py SCHEMA.json FOLDER ANSWERS.jsonl
"""

import json
import sys
from pathlib import Path

import jsonschema


def main():
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    # The article's half of the schema: an error is no answer here.
    validator = jsonschema.Draft202012Validator(schema["oneOf"][0])
    pages = sorted((str(path) for path in Path(sys.argv[2]).rglob("*") if path.is_file()), key=str.encode)
    problems = []
    sources = []
    with open(sys.argv[3], encoding="utf-8") as answers:
        for line in answers:
            record = json.loads(line)
            sources.append(record["source"])
            error = next(validator.iter_errors(record), None)
            if error is not None:
                problems.append(f"{record['source']}: {record.get('error') or error.message[:200]}")
    if [Path(source) for source in sources] != [Path(page) for page in pages]:
        problems.append(f"{len(sources)} answers for {len(pages)} pages, or not in their order")
    for problem in problems:
        print("check_answers.py: " + problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
