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
        """Both ends of the pipe are live: the next line is written when the answer to the one before is there."""
        for options in (["--input-format", "jsonl", "--jobs", "4"], ["--input-format", "jsonl", "--jobs", "1"], ["--jobs", "1"],
                        ["--jobs", "4"], ["--jobs", "3", "--timeout", "50"], ["--input-format", "jsonl", "--fields", "source"]):
            with self.subTest(options), self.begin(*options, stdin=subprocess.PIPE) as process:
                self.exchange(process, rounds=4)

    def exchange(self, process, rounds):
        for i in range(rounds):
            lines = [(self.line(html=page().decode(), id=str(i)), str(i)), (self.line(text="x" * 100_000, id=i), str(i))]
            for line, source in lines:
                process.stdin.write(line)
                process.stdin.flush()
                ready, _, _ = select.select([process.stdout], [], [], 60)
                self.assertTrue(ready, "no answer while the input stays open")
                answer = json.loads(process.stdout.readline())
                self.assertEqual(answer["source"], source)
                self.assertEqual(answer["input"]["id"], json.loads(line)["id"])
        process.stdin.close()
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(process.stderr.read(), b"")

    def test_a_bad_line_is_answered_at_once(self):
        with self.begin("-q", "--input-format", "jsonl", stdin=subprocess.PIPE) as process:
            for line in (b"nonsense\n", self.line(id=7), self.line(html="<p>x</p>")):
                process.stdin.write(line)
                process.stdin.flush()
                ready, _, _ = select.select([process.stdout], [], [], 60)
                self.assertTrue(ready, "no answer while the input stays open")
                self.assert_valid(json.loads(process.stdout.readline()))
            process.stdin.close()
            self.assertEqual(process.wait(60), 3)

    def test_a_line_for_each_line_in_order(self):
        lines = b"".join(self.line(html=page(f"Number {i}", PARAGRAPHS * (1 + i * 7 % 5)).decode(), n=i) for i in range(80))
        one = self.run_program("--jobs", "1", stdin=lines)
        self.assertEqual([json.loads(line)["input"]["n"] for line in one.splitlines()], list(range(80)))
        for jobs in ("2", "9"):
            self.assertEqual(self.run_program("--jobs", jobs, stdin=lines), one)

    def test_values_pass_through_as_they_are_written(self):
        members = [b'"n":12345678901234567890123', b'"f":2.50', b'"e":1E-7', b'"s":"\\u00e9\\/"', b'"o":{"b":[1,{}],"a":null}',
                   b'"input":{"input":1}', b'"error":false', b'"url":"https://n.example/"', b'"id":"x"', b'"html2":"y"', b'"":0']
        output = self.run_program(stdin=b'{"html":"<p>x</p>",' + b",".join(members) + b',"text":"z"}\n')
        self.assert_valid(json.loads(output))
        self.assertIn(b'"input":{' + b",".join(members) + b"}}\n", output)

    def test_a_source_that_is_empty_is_none(self):
        lines = self.line(html="", id="", url="https://n.example/") + self.line(html="", id="", url="")
        self.assertEqual(self.sources(self.records(stdin=lines)), ["https://n.example/", "-:2"])

    def test_line_ends(self):
        line = self.line(html="<p>x</p>").strip()
        for content in (line, line + b"\r\n\r\n" + line, b"\xef\xbb\xbf" + line + b"\n \n" + line + b"\n"):
            records = self.records("--input-format", "jsonl", stdin=content)
            self.assertEqual(len(records), content.count(line))


if __name__ == "__main__":
    run_tests()
