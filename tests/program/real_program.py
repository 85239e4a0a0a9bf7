"""The real program in an empty folder with a clean environment, for the tests of this folder.

Each of them is run as: TEST.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import jsonschema

# Tests of memory tell the sanitizers to keep little of what was freed.
SANITIZER_OPTIONS = {name: value for name, value in os.environ.items() if name == "ASAN_OPTIONS"}
PROGRAM = ""
SCHEMA = {}
MANUAL = Path()

PARAGRAPHS = [
    "The new bridge over the river Alder opened to traffic on Tuesday morning, nine years after the city council first "
    "voted to replace the old crossing, which engineers had closed to lorries in the spring of that year.",
    "About four hundred people walked across before the first cars were let through, many of them from the northern "
    "districts, where the detour had added half an hour to the way to school and to work since the summer.",
    "The mayor said that the work had cost eleven million more than was planned, mostly because the ground under the "
    "eastern pier turned out to be softer than the survey of the first planners had shown.",
    "Residents of the quay had asked the court to stop the building of the access road in its second year, but the "
    "judges found that the noise would stay below the limits which the law sets for streets of this kind.",
    "The old bridge will be taken down over the winter. Its iron railings, made in the town's own foundry a century "
    "ago, are to be kept and set up again along the promenade, the council's building office said.",
]
HEADLINE = "Bridge over the Alder opens after nine years"


def page(headline=HEADLINE, paragraphs=PARAGRAPHS, after=""):
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title></head><body><article>'
        f"<h1>{headline}</h1>\n{body}</article>{after}</body></html>\n"
    ).encode()


def as_nobody():
    """For preexec_fn: rights that the super user's do not override."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def program_for_anyone(self):
        """A copy that any user may run: the program may stand in a folder that is closed to others."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        return shutil.copy(PROGRAM, folder.name)

    def begin(self, *arguments, environment=None, program=None, **options):
        environment = {"PATH": "/nowhere", **SANITIZER_OPTIONS, **(environment or {})}
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([program or PROGRAM, *arguments], cwd=self.folder, env=environment, **options)

    def run_program(self, *arguments, stdin=None, status=0, messages=None):
        """Runs to the end and gives standard output. Without `messages` none may come; else each must stand in them."""
        options = {} if stdin is None else {"stdin": subprocess.PIPE}
        with self.begin(*arguments, **options) as process:
            output, errors = process.communicate(stdin, timeout=60)
        errors = errors.decode()
        self.assertEqual(process.returncode, status, errors)
        if messages is None:
            self.assertEqual(errors, "")
        for message in messages or []:
            self.assertIn(message, errors)
        for line in errors.splitlines():
            self.assertTrue(line.startswith("pressclip: ") or line == "Try 'pressclip --help'.", line)
        return output

    def records(self, *arguments, **options):
        """The JSON lines of a run, each of which must be valid."""
        lines = self.run_program(*arguments, **options).decode().splitlines()
        found = [json.loads(line) for line in lines]
        for record in found:
            self.assert_valid(record)
        return found

    def assert_valid(self, record):
        jsonschema.Draft202012Validator(SCHEMA).validate(record)
        jsonschema.Draft7Validator({k: v for k, v in SCHEMA.items() if k != "$schema"}).validate(record)

    def sources(self, records):
        return [record["source"] for record in records]


def drain(descriptor):
    """Reads a terminal until its other end is closed."""
    found = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:
            return found
        if not piece:
            return found
        found += piece


def run_tests():
    """Reads the test's command line and runs what it holds."""
    global PROGRAM, MANUAL
    PROGRAM = os.path.abspath(sys.argv[1])
    SCHEMA.update(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    MANUAL = Path(sys.argv[3]).resolve()
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
