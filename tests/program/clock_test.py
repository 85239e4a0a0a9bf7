#!/usr/bin/env python3
"""The time of day jumps while the program runs, forwards and back by ten years, as when a machine without a clock finds the net.
libfaketime moves it; the clock that counts from the start of the machine goes on as it does then.

usage: clock_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import contextlib
import itertools
import json
import os
import re
import subprocess
import threading
import time
from pathlib import Path

from batch_run import BatchTest, long_page, tree
from real_program import page, run_tests

JUMPS = ("+3650d", "-3650d", "+0")


class Jumps(BatchTest):
    def setUp(self):
        super().setUp()
        # A folder of its own: batch reads none of it.
        self.jump = self.folder / "jump" / "clock"
        self.jump.parent.mkdir()
        self.set_clock("+0")
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        self.environment = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self.jump), "FAKETIME_NO_CACHE": "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}

    def set_clock(self, offset):
        # At a stroke: an empty file would be no time at all.
        new = self.jump.with_suffix(".new")
        new.write_text(offset + "\n")
        new.rename(self.jump)

    @contextlib.contextmanager
    def jumping(self):
        """Jumps again and again."""
        end = threading.Event()

        def jump():
            for offset in itertools.cycle(JUMPS):
                self.set_clock(offset)
                if end.wait(0.02):
                    return

        thread = threading.Thread(target=jump)
        thread.start()
        try:
            yield
        finally:
            end.set()
            thread.join()

    def year(self):
        done = subprocess.run(["/bin/date", "+%Y"], env=self.environment, stdout=subprocess.PIPE, check=True)
        return int(done.stdout)

    def test_the_clock_does_jump(self):
        now = time.localtime().tm_year
        for offset, years in zip(JUMPS, (10, -10, 0)):
            self.set_clock(offset)
            self.assertLessEqual(abs(self.year() - now - years), 1, offset)

    def test_a_batch_in_the_middle(self):
        self.write_pages(150)
        begun = time.monotonic()
        with self.jumping():
            summary = self.batch("pages", "--output", "out", "--jobs", "2", "--timeout", "600", "--progress", "always",
                                 environment=self.environment)
        self.assertEqual((summary["pages"], summary["articles"], summary["errors"]), (150, 150, 0))
        self.assertGreater(summary["seconds"], 0)
        self.assertLess(summary["seconds"], time.monotonic() - begun + 0.1)
        shown = re.findall(r"(?m)^pressclip: (\d+)(?:/\d+)? pages, (\d+) pages/s, 0 errors(?:, (?:(\d+):)?(\d+):(\d\d) left)?$",
                           self.messages)
        self.assertGreater(len(shown), 0, self.messages)
        done = [int(pages) for pages, *_ in shown]
        self.assertEqual(done, sorted(done))
        for _, a_second, hours, _, _ in shown:
            self.assertLess(int(a_second), 100_000)
            self.assertEqual(hours, "", "a time left of hours for 150 pages")
        made = self.tree("out")
        self.batch("pages", "--output", "still")
        self.assertEqual(made, self.tree("still"))

    def test_a_page_that_never_ends(self):
        os.mkfifo(self.folder / "never")
        # Holds the pipe open, so that its reader waits.
        keeper = os.open(self.folder / "never", os.O_RDWR)
        self.addCleanup(os.close, keeper)
        self.write("a.html", page())
        for arguments in (["extract", "--jobs", "1"], ["extract", "--jobs", "2"]):
            begun = time.monotonic()
            with self.jumping(), self.begin(*arguments, "--timeout", "2", "--input-format", "html", "a.html", "never", "a.html",
                                            environment=self.environment) as process:
                output, _ = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 3)
            self.assertGreaterEqual(time.monotonic() - begun, 2)
            codes = [json.loads(line).get("error", {}).get("code") for line in output.splitlines()]
            self.assertEqual(codes, [None, "timeout", None])

    def test_going_on_with_a_batch_after_a_jump(self):
        for number, (before, after) in enumerate(itertools.permutations(JUMPS, 2)):
            with self.subTest(before=before, after=after):
                folder, out = f"pages{number}", f"out{number}"
                self.write_pages(10, folder)
                self.set_clock(before)
                self.batch(folder, "--output", out, environment=self.environment)
                made = tree(self.folder / out)
                self.set_clock(after)
                self.write(f"{folder}/0/003.html", long_page(99))
                summary = self.batch(folder, "--output", out, "--resume", environment=self.environment)
                self.assertEqual((summary["pages"], summary["kept"], summary["errors"]), (10, 9, 0))
                changed = {name for name, content in tree(self.folder / out).items() if content != made[name]}
                self.assertEqual(changed, {"0/003.html.json"} if "0/003.html.json" in made else {"0/003.json"})


if __name__ == "__main__":
    run_tests()
