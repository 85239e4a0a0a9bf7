#!/usr/bin/env python3
"""One page, output, tuning, the commands and the manual: standard output, standard error, status, what is left.

usage: program_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import threading
from pathlib import Path

import jsonschema

import real_program
from real_program import PARAGRAPHS, SCHEMA, ProgramTest, drain, page, run_tests


class OnePage(ProgramTest):
    def check_page(self, output, source):
        text = output.decode()
        record = json.loads(text)
        self.assert_valid(record)
        self.assertEqual(record["source"], source)
        self.assertEqual(record["headline"], "Bridge over the Alder opens after nine years")
        self.assertEqual([block["text"] for block in record["body"]], PARAGRAPHS)
        self.assertTrue(text.startswith('{\n  "pressclip": 1,\n'), "one page is pretty-printed")
        self.assertNotIn("removed", record)

    def test_a_file(self):
        self.check_page(self.run_program(self.write("a.html", page())), "a.html")

    def test_extract_may_be_written(self):
        self.write("a.html", page())
        self.assertEqual(self.run_program("extract", "a.html"), self.run_program("a.html"))

    def test_options_may_come_before_the_command(self):
        self.write("a.html", page())
        self.assertEqual(self.run_program("--compact", "--favor", "recall", "extract", "a.html").count(b"\n"), 1)

    def test_a_pipe(self):
        self.check_page(self.run_program(stdin=page()), "-")
        self.check_page(self.run_program("-", stdin=page()), "-")

    def test_gzip_and_zstd_are_known_by_content(self):
        packed = gzip.compress(page()[:700]) + gzip.compress(page()[700:])
        self.check_page(self.run_program(self.write("two-members.html", packed)), "two-members.html")
        self.check_page(self.run_program(stdin=packed + b"\0\0\0"), "-")
        frame = subprocess.run(["/usr/bin/zstd", "-q", "-c"], input=page(), stdout=subprocess.PIPE, check=True).stdout
        self.check_page(self.run_program(self.write("page", frame)), "page")

    def test_damaged_gzip_is_an_error_not_half_a_page(self):
        packed = gzip.compress(page())
        for damaged, reason in ((packed[:-20], "ends too early"), (packed[:60] + b"\xff" * 40 + packed[100:], "gzip data")):
            record = json.loads(self.run_program(stdin=damaged, status=2, messages=["pressclip: -: ", reason]))
            self.assert_valid(record)
            self.assertEqual(record["error"]["code"], "unreadable")

    def test_an_empty_file_is_an_answer(self):
        for content in (b"", b"   \n\n"):
            record = json.loads(self.run_program(stdin=content))
            self.assert_valid(record)
            self.assertIsNone(record["headline"])
            self.assertEqual(record["body"], [])

    def test_any_bytes_are_an_answer(self):
        self.assert_valid(json.loads(self.run_program(stdin=bytes(range(256)) * 40)))

    def test_a_page_that_begins_like_json(self):
        record = json.loads(self.run_program(stdin=b'{"headline": "x"}\nis not a page line\n'))
        self.assertEqual(record["source"], "-")
        self.assert_valid(record)

    def test_a_file_named_like_a_command(self):
        for name in ("extract", "check", "schema"):
            self.check_page(self.run_program("./" + self.write(name, page())), "./" + name)
        self.check_page(self.run_program("--", "check"), "check")

    def test_a_path_that_is_not_utf8(self):
        name = b"caf\xe9\x1b.html"
        (Path(os.fsdecode(os.fsencode(self.folder) + b"/" + name))).write_bytes(page())
        output = self.run_program(name)
        self.check_page(output, "caf%E9\x1b.html")
        self.assertNotIn(b"\x1b", output)

    def test_nothing_on_a_terminal_is_wrong_usage(self):
        for command in ([], ["extract"], ["explain"]):
            leader, follower = pty.openpty()
            with self.begin(*command, stdin=follower) as process:
                output, errors = process.communicate(timeout=60)
            os.close(leader)
            os.close(follower)
            self.assertEqual((process.returncode, output), (2, b""))
            self.assertEqual(errors.count(b"\n"), 1)
            self.assertTrue(errors.startswith(b"pressclip: "))


class Output(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.html", page())

    def test_formats(self):
        beginnings = {"json": '{\n  "pressclip": 1,', "jsonl": '{"pressclip":1,', "text": "Bridge over the Alder opens",
                      "markdown": "# Bridge over the Alder opens", "html": "<!DOCTYPE html>\n"}
        for format_name, beginning in beginnings.items():
            output = self.run_program("--format", format_name, "a.html").decode()
            self.assertTrue(output.startswith(beginning), output[:80])
            self.assertIn(PARAGRAPHS[0] if format_name != "html" else "old crossing", output)
            self.assertTrue(output.endswith("\n"))

    def test_compact(self):
        self.assertEqual(self.run_program("--compact", "a.html").count(b"\n"), 1)

    def test_fields(self):
        output = self.run_program("--fields", "body,headline", "--compact", "a.html")
        self.assertEqual(list(json.loads(output)), ["headline", "body"])
        self.run_program("--fields", "headlines", "a.html", status=2, messages=["'headlines'", "headline, standfirst"])
        self.run_program("--fields", "", "a.html", status=2, messages=["no field"])

    def test_removed_leaves_the_next_word_alone(self):
        for flags in (["--removed"], ["--removed=all"], ["--removed=article"]):
            record = json.loads(self.run_program(*flags, "a.html"))
            self.assert_valid(record)
            self.assertIn("removed", record)
        record = json.loads(self.run_program("--fields", "removed", "a.html"))
        self.assertEqual(list(record), ["removed"])
        self.run_program("--removed=some", "a.html", status=2, messages=["--removed: give one of article, all"])

    def test_a_file(self):
        self.assertEqual(self.run_program("-o", "out.json", "a.html"), b"")
        self.assertEqual((self.folder / "out.json").read_bytes(), self.run_program("a.html"))
        self.assertEqual((self.folder / "out.json").stat().st_mode & 0o777, 0o666 & ~os_umask())
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.html", "out.json"])

    def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(self):
        self.write("out.json", "old")
        (self.folder / "out.json").chmod(0o640)
        (self.folder / "link").symlink_to("out.json")
        self.run_program("-o", "link", "a.html")
        self.assertTrue((self.folder / "link").is_symlink())
        self.assertEqual((self.folder / "out.json").read_bytes(), self.run_program("a.html"))
        self.assertEqual((self.folder / "out.json").stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.html", "link", "out.json"])

    def test_the_old_file_stays_when_nothing_could_be_read(self):
        self.write("out.json", "old")
        self.run_program("-o", "out.json", "gone.html", status=2, messages=["gone.html"])
        self.assertEqual((self.folder / "out.json").read_text(), "old")

    def test_a_place_that_cannot_be_written(self):
        self.run_program("-o", "gone/out.json", "a.html", status=2, messages=["pressclip: gone/out.json: No such file"])
        self.run_program("-o", ".", "a.html", status=2, messages=["pressclip: .: Is a directory"])

    def test_a_full_disk(self):
        for arguments in (["a.html"], ["a.html", "a.html"], ["--format", "text", "a.html"], ["schema"], ["--help"],
                          ["--version"], ["rules"], ["explain", "a.html"]):
            with open("/dev/full", "wb") as full, self.begin(*arguments, stdout=full) as process:
                _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 2, arguments)
            self.assertEqual(errors, b"pressclip: standard output: No space left on device\n")
        self.run_program("-o", "/dev/full", "a.html", status=2, messages=["pressclip: /dev/full: No space left"])

    def test_a_reader_that_goes_away(self):
        for i in range(300):
            self.write(f"p/{i:03}.html", page())
        with self.begin("p") as process:
            self.assertIn(b"000.html", process.stdout.readline())
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(60), 0)

    def test_ended_in_the_middle(self):
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            for before in (None, "old"):
                (self.folder / "out.jsonl").unlink(missing_ok=True)
                if before:
                    self.write("out.jsonl", before)
                with self.begin("-v", "--input-format", "jsonl", "-o", "out.jsonl", stdin=subprocess.PIPE) as process:
                    process.stdin.write(json.dumps({"html": page().decode()}).encode() + b"\n")
                    process.stdin.flush()
                    process.stderr.readline()  # the first page is done
                    process.send_signal(signal_number)
                    status = process.wait(60)
                    process.stdin.close()
                self.assertEqual(status, -9 if signal_number == signal.SIGKILL else 128 + signal_number)
                self.assertEqual(sorted(os.listdir(self.folder)), ["a.html"] + (["out.jsonl"] if before else []))
                if before:
                    self.assertEqual((self.folder / "out.jsonl").read_text(), before)


class Tuning(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.html", page())

    def test_options_that_every_page_takes(self):
        for flags in (["--favor", "precision"], ["--favor=recall"], ["--max-depth", "20"], ["--captions"], ["-j", "1"],
                      ["--url", "https://example.com/x"], ["--encoding", "utf-8"], ["--max-bytes", "1G"],
                      ["--input-format", "html"], ["--timeout", "50"], ["--removed", "--quiet"], ["--require-article"]):
            record = json.loads(self.run_program(*flags, "a.html"))
            self.assertEqual(len(record["body"]), len(PARAGRAPHS), flags)

    def test_input_format_text(self):
        self.write("dump", "Bridge opens\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nThe sign <p> stays a sign.\n")
        self.assertIn("stays a sign", self.run_program("--input-format", "text", "--removed=all", "dump").decode())

    def test_url_resolves_links(self):
        self.assertEqual(json.loads(self.run_program("--url", "https://example.com/news/1", "a.html"))["url"],
                         "https://example.com/news/1")

    def test_encoding(self):
        self.write("latin.html", page("Café opens at the new bridge over the Alder").decode().encode("latin-1"))
        record = json.loads(self.run_program("--encoding", "windows-1252", "latin.html"))
        self.assertEqual(record["headline"], "Café opens at the new bridge over the Alder")

    def test_max_bytes_cuts_and_says_so(self):
        bomb = gzip.compress(page() + b"<!--" + b" " * 50_000_000)
        record = json.loads(self.run_program("--max-bytes", "100k", stdin=bomb))
        self.assert_valid(record)
        self.assertIn("truncated", record["warnings"])
        self.assertNotIn("warnings", json.loads(self.run_program("--max-bytes", str(len(page())), "a.html")))
        self.assertIn("truncated", json.loads(self.run_program("--max-bytes", str(len(page()) - 1), "a.html"))["warnings"])

    def test_rules_of_your_own(self):
        near_miss = "The paper's weather page was praised in a study of the region."
        rules = f"language en\n\n[promo]\nweather sure\n  = ^see our weather page\n  + See our weather page\n  - {near_miss}\n"
        self.write("mine.rules", rules)
        self.assertIn("en/promo:weather sure\n    = ^see our weather page\n",
                      self.run_program("rules", "--rules", "mine.rules").decode())
        self.run_program("--rules", "mine.rules", "a.html")
        self.write("bad.rules", "language en\n[promo]\nweather surely\n")
        self.run_program("--rules", "bad.rules", "a.html", status=2, messages=["--rules: bad.rules:3: "])
        self.run_program("--rules", "gone.rules", "a.html", status=2, messages=["--rules: gone.rules: No such file"])

    def test_require_article(self):
        self.write("empty.html", "")
        self.records("empty.html", "a.html")
        self.records("--require-article", "empty.html", "a.html", status=1)
        self.records("--require-article", "empty.html", "gone", status=3, messages=["gone"])

    def test_a_page_that_takes_too_long(self):
        os.mkfifo(self.folder / "never")
        # Holds the pipe open, so that its reader waits.
        keeper = os.open(self.folder / "never", os.O_RDWR)
        self.addCleanup(os.close, keeper)
        for jobs in ("1", "3"):
            records = self.records("--timeout", "3", "--jobs", jobs, "--input-format", "html", "a.html", "never", "a.html",
                                   "never", status=3, messages=["pressclip: never: "])
            self.assertEqual([record.get("error", {}).get("code") for record in records], [None, "timeout", None, "timeout"])

    def test_quiet_and_verbose(self):
        self.records("-q", "gone", "a.html", status=3)
        self.run_program("-v", "a.html", messages=["pressclip: a.html: 5 blocks"])
        self.run_program("-q", "-v", "a.html", status=2, messages=["--quiet and --verbose"])

    def test_values_that_make_no_sense(self):
        for flags in (["--jobs", "0"], ["--jobs", "x"], ["--jobs", "-1"], ["--timeout", "0"], ["--timeout", "soon"],
                      ["--timeout", "nan"], ["--max-bytes", "10X"], ["--max-bytes", "0"], ["--max-bytes", "99999G"],
                      ["--max-depth", "0"], ["--max-depth", "9999999"], ["--favor", "luck"], ["--format", "pdf"],
                      ["--input-format", "docx"], ["--encoding", "klingon"], ["-0"],
                      ["--compact=maybe"], ["--no-such-option"], ["-", "-"], ["--files-from", "-", "-"]):
            self.assertEqual(self.run_program(*flags, "a.html", status=2, messages=[""]), b"", flags)
        self.run_program("a.html", "--url", status=2, messages=["--url"])


class Commands(ProgramTest):
    def test_help(self):
        for command in ([], ["extract"], ["batch"], ["check"], ["explain"], ["rules"], ["schema"]):
            output = self.run_program(*command, "--help").decode()
            self.assertIn("Examples:\n  pressclip", output)
            self.assertEqual(output, self.run_program(*command, "-h").decode())

    def test_every_option_in_the_help_of_extract_works(self):
        help_text = self.run_program("--help").decode()
        for option in ("--format", "--compact", "--fields", "--removed", "--output", "--captions", "--require-article",
                       "--favor", "--rules", "--url", "--encoding", "--input-format", "--files-from", "--null", "--max-bytes",
                       "--max-depth", "--timeout", "--jobs", "--quiet", "--verbose"):
            self.assertIn(option, help_text)

    def test_version(self):
        output = self.run_program("--version").decode()
        self.assertRegex(output, r"^pressclip \d+\.\d+\.\d+\n")
        for library in ("Gumbo", "ICU", "RE2", "CLI11", "zlib", "Zstandard", "xxHash"):
            self.assertIn("\n" + library, output)
        self.assertEqual(self.run_program("-V").decode(), output)

    def test_schema(self):
        self.assertEqual(json.loads(self.run_program("schema")), SCHEMA)
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_the_schema_refuses_what_is_wrong(self):
        record = json.loads(self.run_program(stdin=page()))
        self.assert_valid(record)
        for change in ({"headline": 1}, {"published": "yesterday"}, {"body": [{"type": "heading", "text": "x"}]},
                       {"warnings": ["odd"]}, {"extra": 1}, {"confidence": 2}):
            with self.assertRaises(jsonschema.ValidationError):
                self.assert_valid({**record, **change})

    def test_rules(self):
        output = self.run_program("rules").decode()
        self.assertRegex(output, r"(?m)^en/newsletter:\S+ (sure|hint)\n    = ")

    def test_explain(self):
        self.write("a.html", page(paragraphs=["\x1b]0;title\x07" + PARAGRAPHS[0], *PARAGRAPHS[1:]]))
        output = self.run_program("explain", "a.html")
        self.assertRegex(output.decode(), r"(?m)^content +\d\.\d\d +paragraph ")
        self.assertIn(b"    | About four hundred people", output)
        self.assertNotIn(b"\x1b", output)
        self.assertEqual(self.run_program("explain", stdin=(self.folder / "a.html").read_bytes()), output)

    def test_explain_takes_one_page(self):
        self.run_program("explain", "gone", status=2, messages=["pressclip: gone: No such file"])
        self.run_program("explain", ".", status=2, messages=["pressclip: .: Is a directory"])
        self.run_program("explain", "a", "b", status=2, messages=["one INPUT"])
        self.run_program("explain", stdin=b'{"html": "x"}\n', status=2, messages=["not one page"])

    def test_what_comes_later_says_so(self):
        for arguments in (["rules", "test", "x"], ["explain", "--html", "x"]):
            self.assertEqual(self.run_program(*arguments, status=2, messages=["not there yet"]), b"")

    def test_no_color_and_no_escape_ever(self):
        leader, follower = pty.openpty()
        self.write("a.html", page())
        with self.begin("explain", "a.html", stdout=follower) as process:
            read = []
            reader = threading.Thread(target=lambda: read.append(drain(leader)))
            reader.start()
            self.assertEqual(process.wait(60), 0)
            os.close(follower)
            reader.join()
        os.close(leader)
        self.assertIn(b"content", read[0])
        self.assertNotIn(b"\x1b", read[0])


class Manual(ProgramTest):
    """The manual page and the completions, which are made from the table that the program reads its options by."""

    def options(self):
        texts = [self.run_program(command, "--help").decode() for command in ("extract", "check", "explain", "rules", "schema")]
        return set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", "".join(texts)))

    def test_every_option_is_in_each_of_them(self):
        self.assertGreater(len(self.options()), 20)
        manual = (real_program.MANUAL / "pressclip.1").read_text().replace("\\-", "-")
        bash = (real_program.MANUAL / "pressclip.bash").read_text()
        zsh = (real_program.MANUAL / "_pressclip").read_text()
        fish = (real_program.MANUAL / "pressclip.fish").read_text()
        for option in self.options():
            for text in (manual, bash, zsh):
                self.assertIn(option, text)
            self.assertIn(f" -l {option[2:]} ", fish)

    def complete(self, *words):
        """What bash offers for the last word."""
        script = (f"source {shlex.quote(str(real_program.MANUAL / 'pressclip.bash'))}; COMP_WORDS=({shlex.join(words)}); "
                  f"COMP_CWORD={len(words) - 1}; _pressclip; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        done = subprocess.run(["/bin/bash", "-c", script], cwd=self.folder, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().split()

    def test_bash_completes(self):
        self.write("page.html", page())
        self.assertEqual(self.complete("pressclip", "--form"), ["--format"])
        self.assertEqual(self.complete("pressclip", "--format", "m"), ["markdown"])
        self.assertEqual(self.complete("pressclip", "--removed", "=", "a"), ["article", "all"])
        self.assertEqual(self.complete("pressclip", "--removed", "p"), ["page.html"])
        self.assertEqual(self.complete("pressclip", "pa"), ["page.html"])
        self.assertEqual(self.complete("pressclip", "ex"), ["extract", "explain"])
        self.assertEqual(self.complete("pressclip", "schema", "--fo"), [])

    def test_the_manual_page_is_clean_roff(self):
        text = (real_program.MANUAL / "pressclip.1").read_text()
        self.assertTrue(text.startswith(".TH PRESSCLIP 1 "))
        known = {".TH", ".SH", ".TP", ".B", ".br"}
        self.assertLessEqual({line.split()[0] for line in text.splitlines() if line[:1] in (".", "'")}, known)


def os_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


if __name__ == "__main__":
    run_tests()
