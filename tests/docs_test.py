#!/usr/bin/env python3
"""Runs the commands of a page of docs, and compares what they print with what the page shows.

A block fenced as ```console holds commands behind "$ " (a line that goes on is followed by lines behind "> ") and under each
what it prints, standard error too. A line "..." stands for any lines. A command must end with 0, unless the next one is
`echo $?`. The commands of a page run one after the other in a temporary folder with a copy of testdata. No other block may
look like a shell's, so that no command goes untested.

usage: docs_test.py PRESSCLIP PAGE.md
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

# Languages of blocks that hold no commands.
NO_COMMANDS = {"json", "yaml", "text", "cpp", "cmake"}


class Step(NamedTuple):
    line: int
    command: str
    shown: list


def blocks(page):
    """Language, number of the first line inside, and lines of each fenced block."""
    language, first, inside = None, 0, []
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("```"):
            inside.append(line)
        elif language is None:
            language, first, inside = line[3:].strip(), number + 1, []
        else:
            yield language, first, inside
            language = None
    if language is not None:
        raise SystemExit(f"line {first - 1}: the block has no end")


def steps(first, lines):
    found = []
    for number, line in enumerate(lines, first):
        if line.startswith("$ "):
            found.append(Step(number, line[2:], []))
        elif not found:
            raise SystemExit(f"line {number}: output before the first command")
        elif line.startswith("> ") and not found[-1].shown:
            found[-1] = found[-1]._replace(command=found[-1].command + "\n" + line[2:])
        else:
            found[-1].shown.append(line)
    return found


def fits(shown, printed):
    """Whether the lines printed are those shown, where "..." stands for any."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def run_block(found, folder, environment):
    """Runs the steps in one shell; gives what each printed, and its status."""
    mark = "== end of step =="
    script = "".join(f"{step.command}\nstatus=$?; printf '\\n%s %d\\n' '{mark}' \"$status\"; (exit \"$status\")\n" for step in found)
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
    pieces = re.split(rf"\n{mark} (\d+)\n", done.stdout.decode())
    return [(printed.splitlines(), int(status)) for printed, status in zip(pieces[::2], pieces[1::2])]


def main(program, page_path):
    page = Path(page_path)
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(page.resolve().parent.parent / "testdata", folder / "testdata")
        environment = {"PATH": f"{Path(program).resolve().parent}:{os.environ['PATH']}", "HOME": name, "LC_ALL": "C.UTF-8"}
        for language, first, lines in blocks(page.read_text()):
            if language in NO_COMMANDS:
                continue
            if language != "console":
                raise SystemExit(f"{page}:{first - 1}: '{language}' is no language of these pages; commands are console")
            found = steps(first, lines)
            count += len(found)
            results = run_block(found, folder, environment)
            following = [step.command for step in found[1:]] + [""]
            for step, (printed, status), after in zip(found, results, following):
                if status != 0 and after != "echo $?":
                    problems.append(f"{page}:{step.line}: {step.command}: status {status}")
                if not fits(step.shown, printed):
                    difference = difflib.unified_diff(step.shown, printed, "shown", "printed", lineterm="")
                    problems.append(f"{page}:{step.line}: {step.command}\n" + "\n".join(difference))
            if len(results) < len(found):
                problems.append(f"{page}:{found[len(results)].line}: the shell ended here")
    print("\n".join(problems) or f"{count} commands, each as shown")
    return 1 if problems or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
