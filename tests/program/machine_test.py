#!/usr/bin/env python3
"""The machine's faults: what the program says, how it ends, and what is on disk afterwards; and that what a page holds never
reaches a terminal or a browser as more than text.

usage: machine_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import fcntl
import json
import os
import random
import re
import resource
import signal
import subprocess
import time
from pathlib import Path

import real_program
from real_program import PARAGRAPHS, ProgramTest, page, run_tests

MEGA = 1 << 20


class Limited(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.html", page())

    def left(self):
        return sorted(os.listdir(self.folder))

    def run_limited(self, *arguments, limit, **options):
        """Runs with `limit` called in the new process; gives status, output and errors."""
        with self.begin(*arguments, preexec_fn=limit, **options) as process:
            output, errors = process.communicate(timeout=600)
        return process.returncode, output, errors.decode()


class MachineFaults(Limited):
    # A full disk is in program_test.py, by /dev/full.

    def test_a_file_that_may_grow_no_more(self):
        for before in (None, "old"):
            if before:
                self.write("out.json", before)
            status, output, errors = self.run_limited(
                "-o", "out.json", "a.html", limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
            self.assertEqual((status, output), (2, b""))
            self.assertEqual(errors, "pressclip: out.json: File too large\n")
            self.assertEqual(self.left(), ["a.html"] + (["out.json"] if before else []))
            if before:
                self.assertEqual((self.folder / "out.json").read_text(), before)

    def test_an_error_of_reading(self):
        # Reading the memory of a process at 0 is an error of input and output on every system.
        records = self.records("/proc/self/mem", "a.html", status=3, messages=["/proc/self/mem: Input/output error"])
        self.assertEqual(records[0]["error"]["code"], "unreadable")
        self.assertEqual(len(records[1]["body"]), len(PARAGRAPHS))
        folder = os.open(self.folder, os.O_RDONLY)
        with self.begin("-o", "out.json", "-", stdin=folder) as process:
            _, errors = process.communicate(timeout=60)
        os.close(folder)
        self.assertEqual((process.returncode, errors), (2, b"pressclip: -: Is a directory\n"))
        self.assertEqual(self.left(), ["a.html"])

    def test_permission(self):
        program = self.program_for_anyone()
        self.folder.chmod(0o755)
        self.write("secret.html", page())
        (self.folder / "secret.html").chmod(0)
        self.write("out.json", "old")
        (self.folder / "out.json").chmod(0o444)

        def run(*arguments):
            return subprocess.run([program, *arguments], cwd=self.folder, env={}, stdin=subprocess.DEVNULL,
                                  capture_output=True, preexec_fn=real_program.as_nobody, timeout=60)

        done = run("secret.html", "a.html")
        self.assertEqual((done.returncode, done.stderr), (3, b"pressclip: secret.html: Permission denied\n"))
        self.assertEqual([json.loads(line).get("error", {}).get("code") for line in done.stdout.splitlines()],
                         ["unreadable", None])
        done = run("-o", "out.json", "a.html")
        self.assertEqual((done.returncode, done.stderr), (2, b"pressclip: out.json: Permission denied\n"))
        if os.geteuid() == 0:  # else the folder is this user's own
            done = run("-o", "new.json", "a.html")
            self.assertEqual((done.returncode, done.stderr), (2, b"pressclip: new.json: Permission denied\n"))
        self.assertEqual((self.folder / "out.json").read_text(), "old")
        self.assertEqual(self.left(), ["a.html", "out.json", "secret.html"])

    def test_a_file_that_vanishes_or_becomes_a_pipe_nobody_writes_to(self):
        records = self.records("gone.html", "a.html", status=3, messages=["gone.html: No such file"])
        self.assertEqual(records[0]["error"]["code"], "unreadable")
        # A pipe that is named is waited for, as any program does; with nothing in it, it is an empty page.
        os.mkfifo(self.folder / "pipe")
        with self.begin("pipe") as process:
            os.close(os.open(self.folder / "pipe", os.O_WRONLY))
            output, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(json.loads(output)["body"], [])

    def test_a_file_that_grows_is_read_once(self):
        with open(self.folder / "grows.html", "wb") as file:
            file.write(page())
            file.flush()
            with self.begin("--max-bytes", "1M", "grows.html") as process:
                while process.poll() is None:
                    file.write(b"<p>more</p>" * 10_000)
                    file.flush()
                output = process.stdout.read()
        self.assertEqual(process.returncode, 0)
        self.assertEqual(json.loads(output)["headline"], "Bridge over the Alder opens after nine years")

    def test_standard_descriptors_that_are_closed(self):
        def closing(*descriptors):
            return lambda: [os.close(descriptor) for descriptor in descriptors]

        status, _, errors = self.run_limited("a.html", limit=closing(1))
        self.assertEqual((status, errors), (2, "pressclip: standard output: Bad file descriptor\n"))
        status, _, errors = self.run_limited("-", limit=closing(0))
        self.assertEqual((status, errors), (2, "pressclip: -: Bad file descriptor\n"))
        # What is said goes nowhere, least of all into the file that takes the place of standard error.
        status, _, _ = self.run_limited("-v", "-o", "out.jsonl", "a.html", "gone.html", limit=closing(0, 1, 2))
        self.assertEqual(status, 3)
        lines = (self.folder / "out.jsonl").read_text().splitlines()
        self.assertEqual(["error" in json.loads(line) for line in lines], [False, True])
        self.assertEqual((self.folder / "a.html").read_bytes(), page())

    def blocked_run(self):
        """A run that is writing to a pipe that nobody reads."""
        for number in range(300):
            self.write(f"p/{number:03}.html", page())
        process = self.begin("p")
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        deadline = time.monotonic() + 60
        while not any((thread / "syscall").read_text().startswith("1 ")
                      for thread in Path(f"/proc/{process.pid}/task").iterdir()):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        return process

    def test_a_signal_ends_the_run_behind_a_whole_record(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.blocked_run() as process:
                process.send_signal(number)
                output, errors = process.communicate(timeout=60)
            self.assertEqual((process.returncode, errors), (128 + number, b""))
            self.assertTrue(output.endswith(b"}\n"), output[-80:])
            records = [json.loads(line) for line in output.splitlines()]
            self.assertGreater(len(records), 0)
            self.assertLess(len(records), 300)

    def test_a_second_signal_does_not_wait_for_who_reads(self):
        with self.blocked_run() as process:
            process.send_signal(signal.SIGTERM)
            with self.assertRaises(subprocess.TimeoutExpired):
                process.wait(0.3)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(60), 143)


class NoMemory(Limited):
    """Not with the sanitizers, which need more room for addresses than any limit leaves."""

    def test_no_memory(self):
        rows = b"".join(b"<p>paragraph %d of the text</p>" % i for i in range(300_000))
        self.write("large.html", page() + rows)
        self.write("large.jsonl", json.dumps({"html": "x" * 40 * MEGA}) + "\n" + json.dumps({"html": page().decode()}))
        self.write("big.gz", b"\x1f\x8b" + b"x" * 1000)
        failed = 0
        for megabytes in (40, 60, 100, 160, 250):
            size = megabytes * MEGA
            status, output, errors = self.run_limited(
                "-j", "1", "large.html", "a.html", "large.jsonl", "-o", "out.jsonl",
                limit=lambda size=size: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
            # Too little to begin with at all may end the loader: 127.
            self.assertIn(status, (0, 2, 3, 127), (megabytes, errors))
            if status in (2, 127):
                self.assertNotIn("out.jsonl", self.left(), megabytes)
                continue
            records = [json.loads(line) for line in (self.folder / "out.jsonl").read_text().splitlines()]
            self.assertEqual(records[1]["source"], "a.html")
            self.assertEqual(len(records[1]["body"]), len(PARAGRAPHS), megabytes)
            for record in records:
                self.assert_valid(record)
                if "error" in record:
                    failed += 1
                    self.assertEqual(record["error"]["code"], "too_large", errors)
            (self.folder / "out.jsonl").unlink()
        self.assertGreater(failed, 0, "no limit was tight enough")


class LargePage(ProgramTest):
    """Not with the sanitizers, which take memory of their own."""

    def test_memory_for_a_page_of_short_paragraphs_with_links(self):
        pick = random.Random(1)
        words = " ".join(PARAGRAPHS).replace(".", "").replace(",", "").split()
        content = page(after="".join(
            f'<p class="par">{" ".join(pick.choices(words, k=60))}. <a href="/story/{i}">{words[i % len(words)]}</a></p>\n'
            for i in range(100_000)))
        self.write("large.html", content)
        with self.begin("large.html", stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
        self.assertEqual(status, 0)
        self.assertLess(usage.ru_maxrss * 1024, 6 * len(content) + 16_000_000, f"a page of {len(content)} bytes")


class ManyPages(ProgramTest):
    """Not with the sanitizers, which take memory of their own."""

    def faults_of(self, pages):
        self.write("pages.lst", "large.html\n" * pages)
        with self.begin("-j", "1", "--files-from", "pages.lst", stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
        self.assertEqual(status, 0)
        return usage.ru_minflt

    def test_memory_is_kept_for_the_next_page(self):
        self.write("large.html", page(after="".join(f"<p>{text} {i}</p>" for i in range(500) for text in PARAGRAPHS)))
        # A page given back and asked for again by the system is a fault for each 4 kB of it, which are hundreds.
        self.assertLess(self.faults_of(50) - self.faults_of(10), 40 * 20)


class SafeOutput(ProgramTest):
    """A page that tries to be more than text, in every place that a page can put text in."""

    ATTACK = ("\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\x08<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "
              "![x](data:text/html,x) `` ``` <!-- --> --> &lt;b&gt; $$x$$ | a | # h")

    def attack_page(self):
        text = self.ATTACK.replace("&", "&amp;").replace("<", "&lt;").replace("\x1b", "&#27;").replace("\x07", "&#7;")
        text = text.replace("\x9b", "&#x9b;").replace("\x7f", "&#127;").replace("\x08", "&#8;").replace('"', "&quot;")
        word = f"{text} of the town"
        filler = "".join(f"<p>{text} {paragraph}</p>" for paragraph in PARAGRAPHS)
        meta = "".join(f'<meta {kind}="{text}">' for kind in ('name="author" content', 'property="og:site_name" content',
                                                              'name="keywords" content', 'property="article:section" content',
                                                              'name="description" content'))
        links = "".join(f'<li><a href="{url}">A story about the harbour town, {n} {text}</a></li>'
                        for n, url in enumerate(("javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)", "data:text/html,x",
                                                 "vbscript:x", "file:///etc/passwd", "/good/story-1.html", "mailto:a@b.example",
                                                 "//evil.example/x", "https://x.example/\x1b[2J&quot;&gt;&lt;script&gt;")))
        json_ld = json.dumps({"@type": "NewsArticle", "headline": self.ATTACK, "url": "javascript:alert(1)", "image": "javascript:alert(1)",
                              "author": {"@type": "Person", "name": self.ATTACK}}).replace("</", "<\\/")
        return (f'<!DOCTYPE html><html lang="en&quot;&gt;&lt;script&gt;"><head><meta charset="utf-8"><title>{word}</title>{meta}'
                f'<link rel="canonical" href="javascript:alert(1)"><meta property="og:image" content="javascript:alert(1)">'
                f'<script type="application/ld+json">{json_ld}</script></head><body><article><h1>{word}</h1><p class="standfirst">{text}</p>'
                f"{filler}<blockquote>{text}</blockquote><pre>{PARAGRAPHS[0]}\n```\n{PARAGRAPHS[1]}</pre>{filler}<ul><li>{text} item</li></ul>"
                f"<table><tr><td>{text}</td><td>b</td></tr><tr><td>1</td><td>{text}</td></tr></table><figure><figcaption>{text}</figcaption></figure>"
                f"<h2>Related articles</h2><ul>{links}</ul></article></body></html>")

    def outputs(self):
        self.write("a\x1b[2J.html", self.attack_page())
        for arguments in (["--removed=all", "--captions"], ["--format", "jsonl", "--removed=all"], ["--format", "text", "--captions"],
                          ["--format", "markdown", "--captions"], ["--format", "html", "--captions"], ["explain"], ["-v"]):
            with self.begin(*arguments, "a\x1b[2J.html") as process:
                output, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, errors)
            yield arguments, output.decode(), errors.decode()

    def test_nothing_that_a_terminal_obeys(self):
        for arguments, output, errors in self.outputs():
            for text in (output, errors):
                self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), arguments)
        gone = ("gone\x1b[2J\n\x9b.html", b"gone\xff\x1b.html")
        for name in gone:
            with self.begin(name) as process:
                _, errors = process.communicate(timeout=60)
            self.assertIsNone(re.search(b"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", errors), errors)
            self.assertEqual(errors.count(b"\n"), 1)
        for arguments in (["--no-such\x1b[2J"], ["--format", "\x1b[2J", "x"], ["--rules", "\x1b[2J", "x"], ["-o", "\x1b[2J/x", "x"],
                          ["--files-from", "\x1b[2J"], ["--encoding", "\x1b[2J", "x"], ["--fields", "\x1b[2J", "x"], ["-j", "\x1b[2J", "x"]):
            with self.begin(*arguments) as process:
                output, errors = process.communicate(timeout=60)
            self.assertNotEqual(process.returncode, 0)
            self.assertNotIn(b"\x1b", output + errors, arguments)
        rules = self.write("rules", "[newsletter]\nx\x1b[2J sure\n  = (\x1b[2J\n")
        with self.begin("--rules", rules, "x") as process:
            _, errors = process.communicate(timeout=60)
        self.assertNotIn(b"\x1b", errors)

    def test_no_markup_of_the_page(self):
        for arguments, output, _ in self.outputs():
            if "html" in arguments:
                # Only the elements that the writer makes, none with an attribute of the page's.
                tags = set(re.findall(r"<(/?[a-zA-Z!][^>]*)>", output))
                allowed = r"/?(html|head|title|body|article|h[1-6]|p|blockquote|pre|ul|ol|li|table|tr|td|figure|figcaption)|!DOCTYPE html"
                for tag in tags:
                    self.assertRegex(tag, rf'^({allowed}|meta charset="utf-8"|html lang="[^"<>]*"|link rel="canonical" href="https?://[^"<>]*")$')
            if "markdown" in arguments:
                fence = 0  # backticks of the one that is open
                for line in output.splitlines():
                    if re.fullmatch("`{3,}", line) and (fence == 0 or len(line) >= fence):
                        fence = 0 if fence else len(line)
                    elif not fence:
                        self.assertIsNone(re.search(r"(?<!\\)(\\\\)*[<`\[\]]", line), line)
                self.assertEqual(fence, 0)
                self.assertIn("\n````\n", output, "longer than the fence in the page's own text")

    def test_only_addresses_of_the_web(self):
        self.write("a.html", self.attack_page())
        for base in ([], ["--url", "https://news.example/a.html"], ["--url", "javascript:alert(1)"]):
            record = json.loads(self.run_program("--removed=all", *base, "a.html"))
            found = [record["url"], record["image"]] + [stub["url"] for stub in record["related"]]
            for url in found:
                # Without a base a relative address is all that the page says.
                self.assertTrue(url is None or re.match(r"https?://|mailto:|/", url), url)
                self.assertNotRegex(url or "", "[\x00-\x20\x7f\"<>]")
        record = json.loads(self.run_program("--url", "https://news.example/a.html", "a.html"))
        self.assertIn("https://news.example/good/story-1.html", [stub["url"] for stub in record["related"]])


if __name__ == "__main__":
    run_tests()
