"""The page that the project began with, checked by the script that stands beside it.

usage: seed_test.py PRESSCLIP SHARED_FOLDER

Without the folder the test is skipped, with a word that says so; where CI=true it fails.
"""
import os
import subprocess
import sys
from pathlib import Path

SKIPPED = 77

program, shared = sys.argv[1], Path(sys.argv[2])
check = shared / "seed" / "check.py"
if not check.exists():
    print(f"{check} is not there: the first page was not checked")
    sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
sys.exit(subprocess.run([sys.executable, "-B", str(check), program]).returncode)
