"""What the tests of batch share: pages to work on, and what a run leaves on disk."""

import contextlib
import json
import os
import subprocess
import time
from pathlib import Path

from real_program import PARAGRAPHS, ProgramTest, page

ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


def long_page(number, paragraphs=60):
    """A page of its own, long enough that a run of some of them can be caught in the middle."""
    return page(f"Report {number} of the council", [f"{number}.{i}: {PARAGRAPHS[i % 5]}" for i in range(paragraphs)])


def unpacked(path):
    """The bytes of the lines in a file, by tools that are not ours."""
    if path.suffix == ".gz":
        return subprocess.run(["/bin/gzip", "-dc", path], stdout=subprocess.PIPE, check=True).stdout
    if path.suffix == ".zst":
        return subprocess.run(["/usr/bin/zstd", "-qdc", path], stdout=subprocess.PIPE, check=True).stdout
    return path.read_bytes()


def tree(folder):
    """Every file below a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class BatchTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.summary = self.folder / "summary.json"

    def batch(self, *arguments, status=0, messages=(), **options):
        """Runs to the end and gives what --summary says; the last line on standard error must say the same."""
        self.summary.unlink(missing_ok=True)
        with self.begin("batch", *arguments, "--summary", str(self.summary), **options) as process:
            output, errors = process.communicate(timeout=120)
        errors = errors.decode()
        self.assertEqual(process.returncode, status, errors)
        self.assertEqual(output, b"")
        for message in messages:
            self.assertIn(message, errors)
        for line in errors.splitlines():
            self.assertTrue(line.startswith("pressclip: "), line)
        if not self.summary.exists():
            return None
        summary = json.loads(self.summary.read_text())
        self.assertEqual(list(summary), ["pages", "articles", "empty", "errors", "other_files", "kept", "bytes", "seconds",
                                         "pages_per_second", "finished"])
        self.assertRegex(errors.splitlines()[-1], rf"^pressclip: {summary['pages']} pages?( \({summary['kept']} of an earlier "
                         rf"run\))?: {summary['articles']} articles?, {summary['empty']} empty, {summary['errors']} errors?")
        self.messages = errors
        return summary

    def refused(self, *arguments, message):
        """A run that does not begin: nothing on disk may change."""
        before = tree(self.folder)
        with self.begin("batch", *arguments) as process:
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, errors)
        self.assertIn(message, errors.decode())
        self.assertEqual(tree(self.folder), before)

    def write_pages(self, count, folder="pages", make=long_page):
        for number in range(count):
            self.write(f"{folder}/{number // 10}/{number:03}.html", make(number))
        return folder

    def lines(self, name):
        found = [json.loads(line) for line in unpacked(self.folder / name).decode().splitlines()]
        for record in found:
            self.assert_valid(record)
        return found

    def tree(self, name):
        return tree(self.folder / name)

    def workers(self, process):
        """The processes that work on pages for a run."""
        return self.children(process, "pressclip-work")

    def children(self, process, name):
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == process.pid and (entry / "comm").read_text().strip() == name:
                    found.append(int(entry.name))
        return found

    def wait_for(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, "what was waited for did not happen")
            time.sleep(0.005)
