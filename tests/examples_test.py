#!/usr/bin/env python3
"""The ready examples for CI: they are what they have to be as YAML, what they name is there, and their check is run.

usage: examples_test.py PRESSCLIP PROJECT_FOLDER
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml

PROGRAM = Path()
PROJECT = Path()


class Examples(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for name in ("amp-page", "h1-is-log-in"):
            shutil.copytree(PROJECT / "testdata" / name, self.folder / "pages" / name)

    def run_command(self, command):
        environment = {"PATH": f"{PROGRAM.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        # As the runner and pre-commit do it: the first command that fails ends the step.
        return subprocess.run(["bash", "-e", "-c", command], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300, check=False)

    def spoil_a_case(self):
        path = self.folder / "pages/amp-page/expected.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "headline": "Other"}))

    def assert_checks(self, command):
        """The command is content with pages that are as expected, and only with those."""
        done = self.run_command(command)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("2 cases: 2 same", done.stdout)
        self.spoil_a_case()
        done = self.run_command(command)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("[-Other-]", done.stdout)
        return done.stdout

    def test_github_actions(self):
        workflow = yaml.safe_load((PROJECT / "docs/examples/github-actions.yml").read_text())
        # YAML 1.1 takes the bare word "on" for true.
        self.assertEqual(workflow[True], ["push", "pull_request"])
        (job,) = workflow["jobs"].values()
        checks, builds = [], []
        for step in job["steps"]:
            self.assertEqual(("uses" in step) + ("run" in step), 1, step)
            if "uses" in step:
                self.assertRegex(step["uses"], r"^actions/[a-z-]+@v\d+$")
            elif "pressclip check" in step["run"]:
                checks.append(step["run"])
            elif step.get("working-directory") == "pressclip-source":
                builds += step["run"].splitlines()
        (check,) = checks
        output = self.assert_checks(check)
        self.assertIn("::error file=pages/amp-page/expected.json,title=differs", output)
        uploads = [step["with"]["path"] for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact")]
        self.assertEqual(uploads, ["pressclip.xml"])
        self.assertTrue((self.folder / "pressclip.xml").is_file())

        # Building is what the other tests do; here, that what is called is there.
        presets = json.loads((PROJECT / "CMakePresets.json").read_text())
        names = {kind: {preset["name"] for preset in presets[kind]} for kind in ("configurePresets", "buildPresets")}
        self.assertIn("release", names["configurePresets"])
        self.assertIn("release", names["buildPresets"])
        self.assertEqual(builds[:3], ["scripts/install_packages.sh", "cmake --preset release",
                                      "cmake --build --preset release --target pressclip_program"])
        self.assertTrue(os.access(PROJECT / builds[0], os.X_OK))
        by_name = {preset["name"]: preset for preset in presets["configurePresets"]}
        folder = by_name["release"].get("binaryDir") or by_name[by_name["release"]["inherits"]]["binaryDir"]
        built = folder.replace("${sourceDir}/", "").replace("${presetName}", "release") + "/pressclip"
        self.assertIn(f" {built} ", builds[3])

    def test_pre_commit_config(self):
        config = yaml.safe_load((PROJECT / "docs/examples/pre-commit-config.yaml").read_text())
        (repository,) = config["repos"]
        self.assertEqual(repository["repo"], "local")
        (hook,) = repository["hooks"]
        self.assert_hook(hook, "pages/a/page.html", "src/page.html")
        self.assert_checks(hook["entry"])

    def test_hooks_that_the_repository_offers(self):
        (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())
        self.assert_hook(hook, "pages/a/page.html", "src/main.cpp")
        for name in ("options", "a/options", "x.txt.gz", "x.expected.json", "x.options"):
            self.assertRegex(name, hook["files"])
        self.assert_checks(shlex.join([*shlex.split(hook["entry"]), "pages"]))

    def assert_hook(self, hook, taken, left):
        self.assertEqual((hook["id"], hook["language"], hook["pass_filenames"]), ("pressclip-check", "system", False))
        self.assertTrue(hook["name"])
        self.assertIsNotNone(re.search(hook["files"], taken))
        self.assertIsNone(re.search(hook["files"], left))


if __name__ == "__main__":
    PROGRAM, PROJECT = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
