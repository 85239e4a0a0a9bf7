#!/usr/bin/env python3
"""Is the program as small as docs/PERFORMANCE.md says? usage: size_test.py PRESSCLIP"""

import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv[1]


class Size(unittest.TestCase):
    def test_stripped_it_is_under_eight_megabytes(self):
        with tempfile.TemporaryDirectory() as folder:
            stripped = os.path.join(folder, "pressclip")
            subprocess.run(["strip", "-o", stripped, PROGRAM], check=True)
            self.assertLess(os.path.getsize(stripped), 8_000_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
