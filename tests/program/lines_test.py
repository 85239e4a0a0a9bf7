#!/usr/bin/env python3
"""JSON lines in and out.

usage: lines_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import json
import select
import subprocess

from real_program import PARAGRAPHS, ProgramTest, page, run_tests


class JsonLines(ProgramTest):
    def line(self, **members):
        return json.dumps(members).encode() + b"\n"

    def test_members_pass_through(self):
        lines = self.line(html=page().decode(), id="x7", crawl={"n": [1, 2.50]}, url="https://example.com/a") + self.line(
            text="Bridge opens\n\n" + "\n\n".join(PARAGRAPHS), url="https://example.com/b") + self.line(html="")
        records = self.records("--input-format", "jsonl", stdin=lines)
        self.assertEqual(self.sources(records), ["x7", "https://example.com/b", "-:3"])
        self.assertEqual(records[0]["input"], {"id": "x7", "crawl": {"n": [1, 2.5]}, "url": "https://example.com/a"})
        self.assertEqual([block["text"] for block in records[0]["body"]], PARAGRAPHS)
        self.assertEqual(records[2]["input"], {})

    def test_known_by_content(self):
        self.write("lines.data", gzip.compress(self.line(html=page().decode(), n=1) + self.line(html=page().decode(), n=2)))
        records = self.records("lines.data")
        self.assertEqual(self.sources(records), ["lines.data:1", "lines.data:2"])
        self.assertEqual(records[1]["input"], {"n": 2})

    def test_a_bad_line_is_an_error_in_its_place(self):
        lines = self.line(html=page().decode()) + b"nonsense\n\n" + self.line(id=1, html=5) + self.line(html=page().decode())
        records = self.records("--input-format", "jsonl", stdin=lines, status=3, messages=["pressclip: -:2: "])
        self.assertEqual(self.sources(records), ["-:1", "-:2", "-:4", "-:5"])
        self.assertEqual(records[1]["error"]["code"], "bad_line")
        self.assertEqual(records[2]["input"], {"id": 1})

    def test_a_line_that_is_too_long(self):
        lines = self.line(html="x" * 3_000_000) + self.line(html=page().decode())
        records = self.records("--input-format", "jsonl", "--max-bytes", "500k", stdin=lines, status=3,
                               messages=["too long"])
        self.assertEqual(records[0]["error"]["code"], "too_large")
        self.assertEqual(self.sources(records), ["-:1", "-:2"])

    def test_characters_may_stand_for_bytes(self):
        text = ["Die Brücke über die Große Röder ist nach neun Jahren wieder frei. " * 3] * 5
        german = page("Brücke über die Große Röder ist frei", text)
        for members in ({"html": german.decode()}, {"html": german.decode(), "encoding": "utf-8"},
                        {"html": german.decode().replace("ß", "ss"), "encoding": "windows-1252"},
                        {"html": german.decode().encode("windows-1252").decode("latin-1"), "encoding": "windows-1252"}):
            record, = self.records("--input-format", "jsonl", stdin=self.line(**members))
            self.assertIn("Brücke über die Gro", record["headline"])

    def test_each_answer_comes_before_the_next_line(self):
        with self.begin("--input-format", "jsonl", "--jobs", "4", stdin=subprocess.PIPE) as process:
            self.exchange(process, rounds=5)
        with self.begin("--jobs", "4", stdin=subprocess.PIPE) as process:
            self.exchange(process, rounds=5)

    def exchange(self, process, rounds):
        for i in range(rounds):
            process.stdin.write(self.line(html=page().decode(), id=str(i)))
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 60)
            self.assertTrue(ready, "no answer while the input stays open")
            self.assertEqual(json.loads(process.stdout.readline())["source"], str(i))
        process.stdin.close()
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(process.stderr.read(), b"")


if __name__ == "__main__":
    run_tests()
