#!/usr/bin/env python3
"""Is the release built with what SECURITY.md promises? usage: hardening_test.py PRESSCLIP COMPILE_COMMANDS SOURCE_FOLDER"""

import json
import subprocess
import sys
import unittest

PROGRAM, COMMANDS, SOURCES = sys.argv[1:4]


def readelf(*flags):
    return subprocess.run(["readelf", "--wide", *flags, PROGRAM], check=True, capture_output=True, text=True).stdout


class Hardening(unittest.TestCase):
    def test_the_program_is_position_independent(self):
        self.assertRegex(readelf("--file-header"), r"Type:\s+DYN")
        self.assertRegex(readelf("--dynamic"), r"FLAGS_1.*\bPIE\b")

    def test_relocations_are_read_only_and_bound_at_start(self):
        self.assertIn("GNU_RELRO", readelf("--program-headers"))
        self.assertRegex(readelf("--dynamic"), r"FLAGS_1.*\bNOW\b")

    def test_the_stack_holds_no_code(self):
        self.assertRegex(readelf("--program-headers"), r"GNU_STACK.* RW +0x")

    def test_the_stack_is_guarded(self):
        self.assertIn("__stack_chk_fail", readelf("--dyn-syms"))

    def test_every_source_is_compiled_so(self):
        with open(COMMANDS, encoding="utf-8") as commands:
            own = [entry for entry in json.load(commands) if entry["file"].startswith(SOURCES)]
        self.assertGreater(len(own), 50)
        for entry in own:
            words = entry["command"].split()
            for flag in ("-D_FORTIFY_SOURCE=2", "-fstack-protector-strong", "-O3"):
                self.assertIn(flag, words, entry["file"])
            # The last one counts. Without it nothing of _FORTIFY_SOURCE is there.
            optimized = [word for word in words if word.startswith("-O")][-1]
            self.assertIn(optimized, ("-O3", "-Os"), entry["file"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
