#!/usr/bin/env python3
"""What batch shows of how far it is: a bar on a pseudo-terminal, nothing in a pipe."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import unittest

import real_program
from batch_run import BatchTest
from real_program import drain, page, run_tests


class Bar(BatchTest):
    def on_terminal(self, *arguments, columns=100, **environment):
        """What a terminal of that width is sent, as text."""
        leader, follower = pty.openpty()
        fcntl.ioctl(leader, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        read = []
        with subprocess.Popen([real_program.PROGRAM, "batch", *arguments], cwd=self.folder, env={"PATH": "/nowhere", **environment},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=follower) as process:
            os.close(follower)
            reader = threading.Thread(target=lambda: read.append(drain(leader)))
            reader.start()
            output = process.stdout.read()
            process.wait(60)
            reader.join()
        os.close(leader)
        self.assertEqual(output, b"")
        return read[0].decode()

    def setUp(self):
        super().setUp()
        self.write_pages(40)

    def bars(self, text):
        """Everything that was drawn in the last line, in order."""
        return [drawn.rstrip() for drawn in re.split(r"\r\n|\r", text) if "pages/s, " in drawn and not drawn.startswith("pressclip: ")]

    def test_a_bar(self):
        text = self.on_terminal("pages", "--output", "out")
        bars = self.bars(text)
        self.assertRegex(bars[-1], r"^\[=+\] 100% 40/40 pages, \d+ pages/s, 0 errors, 0:00 left$")
        for bar in bars:
            self.assertRegex(bar, r"^(\[=* *\] [ 0-9]{3}% )?\d+(/40)? pages, \d+ pages/s, 0 errors(, \d+:\d\d left)?$")
        # The bar is taken away, and the summary stands alone in its line.
        self.assertRegex(text, r"\r +\rpressclip: 40 pages: 40 articles, [^\r\n]*\r\n$")
        self.assertNotIn("\x1b", text)

    def test_messages_have_a_line_to_themselves(self):
        self.write("pages/bad.gz", b"\x1f\x8bx")
        text = self.on_terminal("pages", "--output", "out")
        self.assertRegex(text, r"(^|\n|\r)pressclip: pages/bad\.gz: [^\r\n]*\r\n")
        self.assertRegex(self.bars(text)[-1], r"41/41 pages, \d+ pages/s, 1 error, ")

    def test_it_fits_the_terminal(self):
        for columns in (10, 30, 50, 61, 200):
            for bar in self.bars(self.on_terminal("pages", "--output", f"out{columns}", columns=columns)):
                self.assertLess(len(bar), columns)

    def test_colour_only_for_errors_and_only_where_it_is_wanted(self):
        self.write("pages/bad.gz", b"\x1f\x8bx")
        for number, (environment, wanted) in enumerate(
                (({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({}, False))):
            text = self.on_terminal("pages", "--output", f"out{number}", **environment)
            self.assertEqual("\x1b[31m1 error\x1b[0m" in text, wanted, environment)
            self.assertEqual("\x1b" in text, wanted, environment)

    def test_what_is_in_archives_is_not_known_before(self):
        self.write("pages/0/x.jsonl", '{"html": "<p>one"}\n' * 30)
        bars = self.bars(self.on_terminal("pages", "--output", "out"))
        self.assertRegex(bars[-1], r"^\[=+\] 100% 41/41 files, 70 pages, ")

    def test_pages_of_an_earlier_run_count_as_done(self):
        self.on_terminal("pages", "--output", "out")
        self.write("pages/last.html", page("One more"))
        bars = self.bars(self.on_terminal("pages", "--output", "out", "--resume"))
        self.assertRegex(bars[-1], r"41/41 pages")

    def test_never(self):
        text = self.on_terminal("pages", "--output", "out", "--progress", "never")
        self.assertEqual(len(text.splitlines()), 1)
        self.assertNotIn("\r", text.removesuffix("\r\n"))


class Piped(BatchTest):
    def setUp(self):
        super().setUp()
        self.write_pages(3)

    def test_nothing_in_a_pipe(self):
        for number, flags in enumerate(([], ["--progress", "auto"], ["--progress", "never"])):
            self.batch("pages", "--output", f"out{number}", *flags)
            self.assertEqual(len(self.messages.splitlines()), 1)

    def test_lines_where_they_are_asked_for(self):
        self.batch("pages", "--output", "out", "--progress", "always")
        self.assertRegex(self.messages, r"(?m)^pressclip: 3(/3)? pages, \d+ pages/s, 0 errors(, 0:00 left)?$")
        self.assertNotIn("\r", self.messages)


if __name__ == "__main__":
    run_tests()
