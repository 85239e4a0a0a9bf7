#!/usr/bin/env python3
"""Runs `pressclip check` in folders of cases that each test makes: what it prints, its status, and what it leaves on disk.

usage: check_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import json
import os
import pty
import re
import resource
import subprocess
import xml.etree.ElementTree as ElementTree

import real_program
from real_program import HEADLINE, PARAGRAPHS, ProgramTest, drain, page, run_tests


def block(text):
    return {"type": "paragraph", "text": text}


EXPECTED = {"headline": HEADLINE, "body": [block(text) for text in PARAGRAPHS], "related": []}


class CheckTest(ProgramTest):
    def write(self, name, content):
        if not isinstance(content, (bytes, str)):
            content = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        return self.folder / super().write(name, content)

    def case(self, name, content=None, **changes):
        """A folder with a page and what is expected of it, with some keys changed; None takes a key out."""
        self.write(f"{name}/page.html", content or page())
        expected = {key: value for key, value in {**EXPECTED, **changes}.items() if value is not None}
        return self.write(f"{name}/expected.json", expected)

    def check(self, *arguments, status=0, messages=()):
        """Runs to the end and gives standard output; every message, and no other, must come on standard error."""
        with self.begin("check", *arguments) as process:
            output, errors = process.communicate(timeout=120)
        output, errors = output.decode(), errors.decode()
        self.assertEqual(process.returncode, status, errors + output)
        self.assertEqual(len(errors.splitlines()), len(messages), errors)
        for message, line in zip(messages, errors.splitlines()):
            self.assertTrue(line.startswith("pressclip: "), line)
            self.assertIn(message, line)
        return output

    def files(self):
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


class Differences(CheckTest):
    def test_all_the_same(self):
        self.case("cases/a")
        self.case("cases/b")
        self.assertEqual(self.check("cases"), "2 cases: 2 same, 0 differ\n")
        self.assertEqual(self.check("--verbose", "cases"),
                         "same     cases/a\nsame     cases/b\n2 cases: 2 same, 0 differ\n")

    def test_words_are_marked(self):
        changed = PARAGRAPHS[1].replace("four hundred", "five thousand")
        self.case("cases/a", headline=HEADLINE.replace("nine", "ten"),
                  body=[block(PARAGRAPHS[0]), block(changed), block("Not in the page."), block(PARAGRAPHS[2]), block(PARAGRAPHS[4])])
        self.case("cases/b")
        output = self.check("cases", status=1)
        self.assertIn("differs  cases/a: headline, body (F1 0.", output)
        self.assertIn("  headline: Bridge over the Alder opens after [-ten-]{+nine+} years\n", output)
        self.assertIn("  body: 1 missing, 1 added, 1 changed; F1 0.", output)
        self.assertIn("    ~ body[1] paragraph: About [-five thousand-]{+four hundred+} people walked across", output)
        self.assertIn("    - body[2] paragraph: Not in the page.\n", output)
        self.assertIn("    + body[3] paragraph: Residents of the quay", output)
        self.assertIn("\n2 cases: 1 same, 1 differs\nfields: body 1, headline 1\n", output)
        self.assertNotIn("\x1b", output)

    def test_the_verdicts_are_shown_when_asked(self):
        self.case("a", body=[block(text) for text in PARAGRAPHS[1:]])
        self.assertNotIn("verdicts", self.check("a", status=1))
        output = self.check("--verbose", "a", status=1)
        self.assertRegex(output, r"(?s)verdicts around it:\n.*content +\d\.\d\d +paragraph .*\n    \| The new bridge over")

    def test_only_the_keys_that_are_expected(self):
        self.case("a", body=None, related=None)
        self.write("b/page.html", page())
        self.write("b/expected.json", "{}")
        self.check("a", "b")
        self.case("a", body=None, related=None, headline="Other")
        output = self.check("a", status=1)
        self.assertIn("differs  a: headline\n", output)
        self.assertNotIn("F1", output)

    def test_unknown_keys_are_a_difference(self):
        self.case("a", headine="x")
        self.assertIn("headine: [-x-]{+(no answer has this key)+}", self.check("a", status=1))

    def test_source_and_confidence_where_they_are_expected(self):
        self.write("a/page.html", page())
        record = json.loads(subprocess.run([real_program.PROGRAM, "a/page.html"], cwd=self.folder, capture_output=True, check=True).stdout)
        self.write("a/expected.json", record)
        self.check("a")
        self.write("a/expected.json", {**record, "confidence": 0.01, "source": "b.html"})
        output = self.check("a", status=1)
        self.assertIn("  source: ", output)
        self.assertIn("  confidence: [-0.01-]", output)

    def test_fields(self):
        self.case("a", headline="Other")
        self.check("--fields", "body,related", "a")
        self.check("--fields", "headline", "a", status=1)
        self.check("--fields", "headlin", "a", status=2, messages=["there is no field 'headlin'"])

    def test_empty_bodies(self):
        self.case("a", "<html></html>", headline=None, body=[])
        self.check("a", "--min-f1", "1")
        self.case("a", "<html></html>", headline=None, body=[block("Something")])
        self.assertIn("F1 0.000", self.check("a", status=1))

    def test_related_and_removed_by_element(self):
        stub = {"title": "Concert hall repairs delayed", "url": "https://a.example/hall", "summary": None, "section": "Read more"}
        self.case("a", related=[stub], removed_categories=[{"text": "Not in the page", "category": ["ad", "promo"]}])
        output = self.check("a", status=1)
        self.assertIn("    - related[0]: Concert hall repairs delayed (url https://a.example/hall, section Read more)\n", output)
        self.assertIn("    - removed_categories[0] [\"ad\",\"promo\"]: Not in the page\n", output)

    def test_removed_is_asked_for_where_it_is_expected(self):
        self.case("a", page(after="<p>Sign up for our newsletter and get the news in your inbox every morning</p>"),
                  removed_categories=[{"text": "Sign up for our newsletter and get the news in your inbox every morning",
                                       "category": "newsletter"}])
        self.check("a")

    def test_small_drifts_of_the_body(self):
        drifted = [block(PARAGRAPHS[0].replace("Tuesday", "Monday")), *EXPECTED["body"][1:]]
        self.case("a", body=drifted)
        self.check("a", status=1)
        self.assertEqual(self.check("--min-f1", "0.9", "a"), "1 case: 1 same (1 within --min-f1), 0 differ\nbody F1: mean 0.979, "
                         "lowest 0.979\n")
        self.check("--min-f1", "0.99", "a", status=1)
        self.case("a", body=drifted, headline="Other")
        self.assertIn("differs  a: headline\n", self.check("--min-f1", "0.9", "a", status=1))

    def test_huge_differences_are_cut(self):
        self.case("a", body=[block(f"Line {i} that is nowhere") for i in range(5000)])
        output = self.check("a", status=1)
        self.assertLess(len(output), 10000)
        self.assertIn("    … and ", output)
        self.assertIn("body[4999]", self.check("--verbose", "a", status=1))

    def test_line_ends_of_another_system(self):
        expected = self.case("a")
        expected.write_bytes(expected.read_bytes().replace(b"\n", b"\r\n"))
        self.write("a/page.html", page().replace(b"\n", b"\r\n"))
        self.write("a/options", "--captions\r\n\r\n")
        self.check("a")

    def test_colours_on_a_terminal(self):
        self.case("a", headline="Other")
        for environment, coloured in (({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            leader, follower = pty.openpty()
            done = subprocess.run([real_program.PROGRAM, "check", "a"], cwd=self.folder, env=environment, stdout=follower, timeout=60)
            os.close(follower)
            read = drain(leader)
            os.close(leader)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(b"\x1b[31mOther\x1b[0m" in read, coloured, environment)
            self.assertEqual(b"[-Other-]" in read, not coloured, environment)


class Cases(CheckTest):
    def test_both_layouts_at_any_depth(self):
        self.case("cases/deep/er/a")
        self.write("cases/flat/x.html", page())
        self.write("cases/flat/x.expected.json", EXPECTED)
        self.write("cases/flat/y.txt", "\n\n".join([HEADLINE, *PARAGRAPHS]))
        self.write("cases/flat/y.expected.json", {"headline": HEADLINE})
        self.write("cases/flat/z.html.gz", gzip.compress(page()))
        self.write("cases/flat/z.expected.json", EXPECTED)
        self.write("cases/packed/page.gz", gzip.compress(page()))
        self.write("cases/packed/expected.json", EXPECTED)
        self.write("cases/.hidden/page.html", page())
        self.write("cases/.hidden/expected.json", {"headline": "Other"})
        self.write("cases/notes.md", "No page.")
        output = self.check("--verbose", "cases")
        names = [line.split()[1] for line in output.splitlines() if line.startswith("same ")]
        self.assertEqual(names, ["cases/deep/er/a", "cases/flat/x", "cases/flat/y", "cases/flat/z", "cases/packed"])

    def test_a_case_itself_and_several_folders(self):
        self.case("cases/a")
        self.case("more/b")
        self.assertIn("1 case: 1 same", self.check("cases/a"))
        self.assertIn("2 cases: 2 same", self.check("cases/", "more", "cases"))

    def test_no_case(self):
        self.write("empty/notes.md", "")
        self.check("empty", status=2, messages=["empty: no case: a case is a folder with page.html and expected.json"])
        self.write("pages/a.html", page())
        self.check("pages", status=2, messages=["no page has an expected file yet (pressclip check --init makes them)"])
        self.check("gone", status=2, messages=["gone: No such file or directory"])
        self.check("pages/a.html", status=2, messages=["pages/a.html: not a folder"])
        self.check(status=2, messages=["give it a folder of cases"])

    def test_a_page_without_an_expected_file_is_said(self):
        self.case("cases/a")
        self.write("cases/b/page.html", page())
        self.assertIn("1 page has no expected file: pressclip check --init makes them\n", self.check("cases"))

    def test_what_fails_is_named_and_the_rest_goes_on(self):
        self.case("cases/a")
        self.write("cases/b/page.html", page())
        self.write("cases/b/expected.json", '{"headline": ')
        self.write("cases/c/page.html", page())
        self.write("cases/c/expected.json", "[1, 2]")
        self.write("cases/d/page.html", page())
        self.write("cases/d/expected.json", b'{"headline": "\xff"}')
        self.write("cases/e/expected.json", EXPECTED)
        self.case("cases/f")
        self.write("cases/f/page.txt", "Another")
        self.write("cases/g/page.html", gzip.compress(page())[:-30])
        self.write("cases/g/expected.json", EXPECTED)
        self.write("cases/h/page.html", '{"html": "x"}\n{"html": "y"}\n')
        self.write("cases/h/expected.json", EXPECTED)
        self.write("cases/i/page.html", page())
        self.write("cases/i/expected.json", '{"a":' + "[" * 200000 + "]" * 200000 + "}")
        self.write("cases/j/page.html", page())
        self.write("cases/j/expected.json", '{"a": "' + "x" * (17 << 20) + '"}')
        self.write("cases/k/page.html", page())
        self.write("cases/k/expected.json", '{"a": [' + "0," * (4 << 20) + "0]}")
        self.case("cases/z", headline="Other")
        output = self.check("cases", "gone", status=3, messages=[
            "gone: No such file or directory",
            "cases/b/expected.json: not JSON: parse error at line 1, column 14",
            "cases/c/expected.json: not a JSON object",
            "cases/d/expected.json: not JSON: ",
            "cases/e/expected.json: there is no page for it",
            "cases/f/expected.json: two pages, page.html and page.txt",
            "cases/g/page.html: ",
            "cases/h/page.html: this is not one page",
            "cases/i/expected.json: nested too deep",
            "cases/j/expected.json: too large for such a file",
            "cases/k/expected.json: too large for an expected file",
        ])
        self.assertIn("differs  cases/z: headline\n", output)
        self.assertIn("12 cases: 1 same, 1 differs, 10 failed\n", output)

    def test_links_in_a_circle(self):
        self.case("cases/a")
        (self.folder / "cases/a/again").symlink_to(self.folder / "cases")
        self.assertIn("1 case: 1 same", self.check("cases"))

    def test_no_memory_for_a_case_is_told_in_its_place(self):
        def limited(megabytes, *arguments):
            size = megabytes << 20
            return subprocess.run([real_program.PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)))

        if limited(4096, "--version").returncode != 0:
            self.skipTest("this build reserves more addresses than any limit allows, as that of the address sanitizer does")
        self.case("cases/large", page(after=f"<!-- {'x' * (60 << 20)} -->"))
        self.case("cases/small")
        failed = 0
        for megabytes in (60, 100, 160, 250):
            done = limited(megabytes, "check", "--jobs", "1", "cases")
            # Too little to begin with at all may end the loader: 127.
            self.assertIn(done.returncode, (0, 1, 2, 3, 127), (megabytes, done.stderr))
            if done.returncode == 3:
                failed += 1
                self.assertRegex(done.stderr, r"\Apressclip: cases/large/page.html: not enough memory[^\n]*\n\Z")
                self.assertIn("2 cases: 1 same, 0 differ, 1 failed\n", done.stdout)
        self.assertGreater(failed, 0, "no limit was tight enough")


class Init(CheckTest):
    def test_the_first_expected_files(self):
        self.write("flat/x.html", page())
        self.write("flat/y.txt.gz", gzip.compress(page()))
        self.write("cases/a/page.html", page())
        self.write("cases/empty/page.html", "<html></html>")
        before = self.files()
        output = self.check("--init", "flat", "cases")
        self.assertEqual(output, "made     flat/x.expected.json: 5 blocks, 0 related\n"
                         "made     flat/y.expected.json: 5 blocks, 0 related\n"
                         "made     cases/a/expected.json: 5 blocks, 0 related\n"
                         "made     cases/empty/expected.json: no article\n"
                         "made 4 expected files\n")
        made = {name: content for name, content in self.files().items() if name not in before}
        self.assertEqual(set(made), {"flat/x.expected.json", "flat/y.expected.json", "cases/a/expected.json",
                                     "cases/empty/expected.json"})
        expected = json.loads(made["cases/a/expected.json"])
        self.assertEqual(expected["headline"], HEADLINE)
        self.assertEqual(list(expected)[:2], ["pressclip", "url"])
        self.assertNotIn("source", expected)
        self.assertNotIn("confidence", expected)
        self.assertIn("4 cases: 4 same", self.check("flat", "cases"))

    def test_what_is_there_is_left_alone(self):
        self.case("cases/a", headline="Other")
        self.write("cases/b/page.html", page())
        before = self.files()
        self.assertIn("made 1 expected file, 1 was there and is left alone\n", self.check("--init", "cases"))
        after = self.files()
        self.assertEqual({name: after[name] for name in before}, before)
        self.assertEqual(self.check("--init", "cases"), "made 0 expected files, 2 were there and are left alone\n")

    def test_fields_and_options(self):
        self.write("x.html", page())
        self.write("x.options", "--removed\n")
        self.check("--init", ".")
        self.assertIn("removed", json.loads((self.folder / "x.expected.json").read_text()))
        (self.folder / "x.expected.json").unlink()
        self.check("--init", "--fields", "headline,confidence", ".")
        self.assertEqual(json.loads((self.folder / "x.expected.json").read_text()), {"headline": HEADLINE})

    def test_what_fails(self):
        self.write("x.html", page())
        self.write("x.txt", "Another")
        self.write("y.html", page())
        output = self.check("--init", ".", status=3, messages=["./x.expected.json: two pages, x.html and x.txt"])
        self.assertIn("made 1 expected file, 1 failed\n", output)
        self.check("--init", "--update", ".", status=2, messages=["contradict"])
        self.check("--init", "--github", ".", status=2, messages=["--init compares nothing"])
        self.write("empty/notes.md", "")
        self.check("--init", "empty", status=2, messages=["no case"])


class Update(CheckTest):
    def test_only_what_differs_is_touched(self):
        same = self.case("cases/a")
        changed = self.write("cases/b/expected.json", '{"related":[], \n   "headline" : "Other" }')
        self.write("cases/b/page.html", page())
        os.utime(same, (1, 1))
        output = self.check("--update", "cases")
        self.assertEqual(output, "updated  cases/b: headline\n  headline: [-Other-]{+Bridge over the Alder opens after nine years+}\n"
                         "2 cases: 1 same, 1 updated\nfields: headline 1\n")
        self.assertEqual(same.stat().st_mtime, 1)
        self.assertEqual(changed.read_text(), f'{{"related":[], \n   "headline" : "{HEADLINE}" }}')
        self.assertEqual(self.check("--update", "cases"), "2 cases: 2 same\n")

    def test_a_loss_is_refused(self):
        lost = self.case("a", body=[*EXPECTED["body"], block("A last paragraph that the page does not have any more at all.")],
                         headline="Other")
        gain = self.case("b", body=EXPECTED["body"][:2])
        before = self.files()
        output = self.check("--update", "a", "b", status=1)
        self.assertRegex(output, r"refused  a: the new body has an F1 of 0\.9\d\d against the expected one, under 0\.980 \(--accept-loss")
        self.assertIn("refused  b: ", output)
        self.assertIn("2 cases: 0 same, 2 refused\n", output)
        self.assertEqual(self.files(), before)
        self.assertIn("1 updated", self.check("--update", "--min-f1", "0.9", "a"))
        self.assertEqual(json.loads(lost.read_text()), EXPECTED)
        self.assertIn("1 updated", self.check("--update", "--accept-loss", "b"))
        self.assertEqual(json.loads(gain.read_text()), EXPECTED)
        self.check("--accept-loss", "a", status=2, messages=["goes with --update"])

    def test_a_small_drift_is_written(self):
        expected = self.case("a", body=[*EXPECTED["body"][:4], block(PARAGRAPHS[4] + " More")])
        self.assertIn("updated  a: body (F1 0.99", self.check("--update", "a"))
        self.assertEqual(json.loads(expected.read_text()), EXPECTED)

    def test_texts_that_must_be_removed_are_not_lost(self):
        expected = self.case("a", removed_categories=[{"text": "Gone", "category": "ad"}])
        self.assertIn("refused  a: a text that must be removed is not", self.check("--update", "a", status=1))
        self.check("--update", "--accept-loss", "a")
        self.assertEqual(json.loads(expected.read_text())["removed_categories"], [])

    def test_source_confidence_and_unknown_keys_are_not_written(self):
        expected = self.case("a", source="elsewhere", confidence=0.01, headine="x", headline="Other")
        output = self.check("--update", "a", status=1)
        self.assertIn("not to be updated, take out by hand: source, confidence, headine\n", output)
        self.assertEqual(json.loads(expected.read_text()),
                         {**EXPECTED, "source": "elsewhere", "confidence": 0.01, "headine": "x"})

    def test_fields(self):
        expected = self.case("a", headline="Other", body=[])
        self.check("--update", "--fields", "headline", "a")
        self.assertEqual(json.loads(expected.read_text()), {**EXPECTED, "body": []})

    def test_a_folder_that_cannot_be_written(self):
        self.case("cases/a", headline="Other")
        self.case("cases/b", headline="Other")
        self.write("cases/b/page.html", page())
        os.chmod(self.folder / "cases/a/expected.json", 0o444)
        os.chmod(self.folder / "cases/a", 0o555)
        self.addCleanup(os.chmod, self.folder / "cases/a", 0o755)
        command = [self.program_for_anyone(), "check", "--update", "cases"]
        # The superuser may write anywhere; an ordinary user it is, then.
        user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        if user:
            os.chmod(self.folder, 0o755)
            for path in self.folder.rglob("b*"):
                os.chown(path, 65534, 65534)
            for path in (self.folder / "cases/b").iterdir():
                os.chown(path, 65534, 65534)
        done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=60, **user)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(done.stderr, b"pressclip: cases/a/expected.json: Permission denied\n")
        self.assertIn(b"2 cases: 0 same, 1 updated, 1 failed\n", done.stdout)
        self.assertEqual(json.loads((self.folder / "cases/a/expected.json").read_text())["headline"], "Other")
        self.assertEqual(json.loads((self.folder / "cases/b/expected.json").read_text())["headline"], HEADLINE)
        self.assertEqual({path.name for path in (self.folder / "cases/a").iterdir()}, {"page.html", "expected.json"})


class Options(CheckTest):
    def test_a_case_has_options_of_its_own(self):
        self.case("a", url="https://a.example/x")
        self.check("a", status=1)
        self.write("a/options", "# where it was saved from\n--url https://a.example/x\n")
        self.check("a")
        self.write("x.html", page())
        self.write("x.expected.json", {"url": "https://a.example/x"})
        self.write("x.options", "--url=https://a.example/x")
        self.check(".")

    def test_options_for_all_cases(self):
        self.case("a", headline=None, body=[block(PARAGRAPHS[0][:50])])
        self.check("a", status=1)
        self.write("mine.rules", "[newsletter]\nmine = sure, part\n  = xyzzy\n")
        self.case("a")
        self.check("--favor", "recall", "--max-bytes", "1M", "a")
        self.check("--max-bytes", "10", "a", status=1)

    def test_rules_beside_the_case(self):
        self.write("a/mine.rules", "not a rule\n")
        self.write("a/options", "--rules mine.rules\n")
        self.case("a")
        self.check("a", status=3, messages=["a/options: --rules: a/mine.rules:1: "])

    def test_options_that_make_no_sense(self):
        self.case("a")
        for flags, message in (("-o x", "-o,--output is not an option of a case"), ("--favor luck", "a/options: --favor"),
                               ("page.html", "'page.html' is not a flag"), ("--no-such", "a/options: ")):
            self.write("a/options", flags)
            self.check("a", status=3, messages=[message])
        for flags in (["--min-f1", "2"], ["--min-f1", "x"], ["--junit", "-"], ["--jobs", "0"]):
            self.check(*flags, "a", status=2, messages=[flags[0]])

    def test_a_page_that_takes_too_long(self):
        self.case("a", page(paragraphs=PARAGRAPHS * 20000))
        self.case("b")
        output = self.check("--timeout", "0.05", "a", status=3, messages=["a/page.html: "])
        self.assertIn("1 case: 0 same, 0 differ, 1 failed\n", output)
        self.check("--timeout", "60", "b")


class Reports(CheckTest):
    def make(self):
        for i in range(30):
            self.case(f"cases/same{i:02}")
        for i in range(12):
            self.case(f"cases/worse{i:02}", body=EXPECTED["body"] + [block("words that are not there " * (i + 1))])
        self.case("cases/other", headline="A, 100%: ##[error]x", related=None)
        self.write("cases/zz/expected.json", "{}")

    def test_the_summary_names_the_worst(self):
        self.make()
        output = self.check("cases", status=3, messages=["cases/zz/expected.json: there is no page for it"])
        summary = output[output.index("44 cases: "):].splitlines()
        self.assertEqual(summary[0], "44 cases: 30 same, 13 differ, 1 failed")
        self.assertEqual(summary[1], "fields: body 12, headline 1")
        self.assertRegex(summary[2], r"^body F1: mean 0\.9\d\d, lowest 0\.8\d\d$")
        self.assertEqual(summary[3], "worst:")
        self.assertRegex(summary[4], r"^  0\.8\d\d  cases/worse11: body$")
        self.assertEqual(len(summary), 3 + 1 + 10 + 1)
        self.assertEqual(summary[-1], "  … and 3 more")

    def test_quiet(self):
        self.make()
        self.assertTrue(self.check("--quiet", "cases", status=3).startswith("44 cases: "))

    def test_the_output_does_not_hang_on_the_jobs(self):
        self.make()
        runs = []
        for jobs in ("1", "2", "8"):
            runs.append((self.check("--jobs", jobs, "--github", "--junit", "report.xml", "cases", status=3, messages=["zz"]),
                         (self.folder / "report.xml").read_bytes()))
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(runs[0], runs[2])

    def test_junit(self):
        self.make()
        self.check("--junit", "report.xml", "cases", status=3, messages=["zz"])
        suites = ElementTree.parse(self.folder / "report.xml").getroot()
        suite = suites.find("testsuite")
        self.assertEqual((suites.get("tests"), suite.get("failures"), suite.get("errors")), ("44", "13", "1"))
        cases = {case.get("name"): case for case in suite}
        self.assertEqual(cases["same00"].get("classname"), "cases")
        self.assertEqual(cases["same00"].get("file"), "cases/same00/expected.json")
        self.assertEqual(len(cases["same00"]), 0)
        self.assertEqual(cases["other"].find("failure").get("message"), "headline")
        self.assertIn("{+Bridge over the Alder", cases["other"].find("failure").text)
        self.assertIn("there is no page", cases["zz"].find("error").get("message"))
        self.check("--junit", "/nowhere/report.xml", "cases/same00", status=2, messages=["/nowhere/report.xml: "])

    def test_github(self):
        self.case("cases/a,b", headline="A, 100%: ##[error]x\n::error::y")
        self.write("cases/zz/expected.json", "{}")
        output = self.check("--github", "cases", status=3, messages=["zz"])
        commands = [line for line in output.splitlines() if line.lstrip().startswith("::")]
        self.assertEqual(len(commands), 2, output)
        self.assertTrue(commands[0].startswith("::error file=cases/a%2Cb/expected.json,title=differs%3A cases/a%2Cb::headline%0A"))
        self.assertIn("100%25", commands[0])
        self.assertTrue(commands[1].startswith("::error file=cases/zz/expected.json,title=failed%3A cases/zz::"))
        self.assertFalse([line for line in output.splitlines() if "##[" in line and not line.startswith("::")])

    def test_a_reader_that_goes_away_hides_no_difference(self):
        self.make()
        process = subprocess.Popen([real_program.PROGRAM, "check", "cases"], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        self.assertIn(b"zz", process.stderr.read())
        process.stderr.close()
        self.assertEqual(process.wait(60), 3)

    def test_a_full_disk(self):
        self.case("a", headline="Other")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([real_program.PROGRAM, "check", "a"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"pressclip: standard output: No space left", done.stderr)


if __name__ == "__main__":
    run_tests()
