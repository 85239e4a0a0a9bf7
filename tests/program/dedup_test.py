#!/usr/bin/env python3
"""--dedup: pages whose body is that of an earlier page, or nearly so."""

import json
import shutil

from batch_run import ENDINGS, BatchTest
from real_program import page, run_tests
from site_pages import article, site_page


class DedupTest(BatchTest):
    def marks(self, records):
        return {record["source"]: record.get("duplicate_of") for record in records}


class Marked(DedupTest):
    def test_the_same_and_nearly_the_same(self):
        text = article(1)
        words = text[1].split()
        edited = [text[0], " ".join([*words[:5], "otherwise", *words[6:]]), *text[2:]]
        half = text[:3] + article(2)[3:]
        self.write("pages/a.html", page("Bridge over the Alder opens", text))
        self.write("pages/b.html", page("Museum of clocks is given to the town", article(3)))
        self.write("pages/c.html", page("The same under another headline", text))
        self.write("pages/d.html", page("Bridge over the Alder has opened", edited))
        self.write("pages/e.html", page("Half of the bridge is painted", half))
        self.write("pages/f.txt", "\n\n".join(["Bridge over the Alder opens", *text]))
        self.write("pages/g.html", page("The other one again", article(3)))
        expected = {"pages/a.html": None, "pages/b.html": None, "pages/c.html": "pages/a.html", "pages/d.html": "pages/a.html",
                    "pages/e.html": None, "pages/f.txt": "pages/a.html", "pages/g.html": "pages/b.html"}
        for jobs in ("1", "2", "5"):
            self.assertEqual(self.marks(self.records("pages", "--dedup", "--jobs", jobs)), expected)
            self.batch("pages", "--output", f"{jobs}.jsonl", "--dedup", "--jobs", jobs)
            self.assertEqual(self.marks(self.lines(f"{jobs}.jsonl")), expected)
            self.assertEqual((self.folder / f"{jobs}.jsonl").read_bytes(), self.run_program("pages", "--dedup"))
        self.assertEqual(self.marks(self.records("pages", "--dedup", "--timeout", "50")), expected)
        self.assertEqual(set(self.marks(self.records("pages")).values()), {None}, "nothing is marked that was not asked for")

    def test_the_first_is_the_one_in_input_order(self):
        for name in "abc":
            self.write(f"{name}.html", page("Bridge over the Alder opens", article(1)))
        for names in (("a.html", "b.html", "c.html"), ("c.html", "a.html", "b.html")):
            marks = self.marks(self.records(*names, "--dedup", "--jobs", "3"))
            self.assertEqual(marks, {names[0]: None, names[1]: names[0], names[2]: names[0]})

    def test_empty_and_short_pages_never_are(self):
        for number in range(3):
            self.write(f"{number}.html", "<p>Log in")
            self.write(f"{number}.txt", "")
            self.write(f"short{number}.html", page("Bridge over the Alder closes", ["It opened on Tuesday morning, the council said at last, and closed again in the evening."]))
        records = self.records("0.html", "1.html", "2.html", "0.txt", "1.txt", "short0.html", "short1.html", "short2.html", "--dedup")
        self.assertEqual(set(self.marks(records).values()), {None})
        self.assertTrue(any(record["body"] for record in records))

    def test_where_it_stands(self):
        lines = [{"html": page("Bridge over the Alder opens", article(1)).decode(), "id": name, "n": 1} for name in ("x", "y\u00e9\n")]
        self.write("lines.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        first, second = self.records("lines.jsonl", "--dedup", "--max-bytes", "900")
        self.assertEqual(list(second)[-3:], ["warnings", "duplicate_of", "input"])
        self.assertEqual(second["duplicate_of"], "x")
        self.assertEqual(second["input"], {"id": "y\u00e9\n", "n": 1})
        self.assertNotIn("duplicate_of", first)

    def test_a_tree(self):
        for name in "ab":
            self.write(f"pages/{name}.html", page("Bridge over the Alder opens", article(1)))
        self.batch("pages", "--output", "out", "--dedup")
        records = self.tree("out")
        self.assertEqual(records["a.html.json"], self.run_program("pages/a.html"))
        self.assertEqual(records["b.html.json"].decode(), self.run_program("pages/b.html").decode().replace(
            "\n}\n", ',\n  "duplicate_of": "pages/a.html"\n}\n'))

    def test_fields(self):
        for name in "ab":
            self.write(f"pages/{name}.html", page("Bridge over the Alder opens", article(1)))
        plain = self.run_program("pages", "--fields", "paywalled,duplicate_of")
        self.assertEqual(plain, b'{"paywalled":false}\n{"paywalled":false,"duplicate_of":"pages/a.html"}\n')
        self.batch("pages", "--output", "out", "--fields", "duplicate_of")
        self.assertEqual(list(self.tree("out").values()), [b"{}\n", b'{\n  "duplicate_of": "pages/a.html"\n}\n'])
        self.run_program("pages", "--dedup", "--fields", "headline", status=2, messages=["--dedup: --fields leaves duplicate_of out"])

    def test_formats_without_a_place_for_it(self):
        self.write("a.html", page())
        for name in ("text", "markdown", "html"):
            self.run_program("a.html", "--dedup", "--format", name, status=2, messages=["--dedup marks JSON records"])

    def test_errors_are_passed_over(self):
        self.write("pages/a.html", page("Bridge over the Alder opens", article(1)))
        self.write("pages/b.html.gz", b"\x1f\x8b\x08\x00")
        self.write("pages/c.html", page("Bridge over the Alder opens", article(1)))
        self.batch("pages", "--output", "out.jsonl", "--dedup", status=3)
        self.assertEqual(self.marks(self.lines("out.jsonl"))["pages/c.html"], "pages/a.html")


class MarkedResumed(DedupTest):
    """--resume with --dedup: the same bytes as a run without a break, whatever has changed before a page."""

    def setUp(self):
        super().setUp()
        self.outputs = ["out", *("out" + ending for ending in ENDINGS)]
        for number in range(12):
            self.write(f"pages/{number:02}.html", page(f"Number {number}", article(number % 4)))

    def compare(self, kept):
        for output in self.outputs:
            for path in self.folder.glob("*fresh*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            fresh = "fresh" + output[3:]
            self.batch("pages", "--output", fresh, "--dedup")
            summary = self.batch("pages", "--output", output, "--dedup", "--resume")
            self.assertEqual(summary["kept"], kept)
            if output == "out":
                self.assertEqual(self.tree(output), self.tree(fresh))
            else:
                self.assertEqual((self.folder / output).read_bytes(), (self.folder / fresh).read_bytes())

    def test_marks_follow_what_stands_before(self):
        for output in self.outputs:
            self.batch("pages", "--output", output, "--dedup")
        self.compare(kept=12)
        (self.folder / "pages/01.html").unlink()  # 05 is the first of its like now
        self.compare(kept=11)
        marks = self.marks(self.lines("out.jsonl"))
        self.assertEqual([marks["pages/05.html"], marks["pages/09.html"]], [None, "pages/05.html"])
        self.write("pages/01.html", page("Number 1", article(1)))
        self.compare(kept=11)
        self.write("pages/00.html", page("Number 0", article(1)))  # 01 is a copy of it, 04 of nothing any more
        self.compare(kept=11)
        marks = self.marks(self.lines("out.jsonl"))
        self.assertEqual([marks[f"pages/{n:02}.html"] for n in (1, 4, 5, 8)],
                         ["pages/00.html", None, "pages/00.html", "pages/04.html"])
        self.compare(kept=12)


if __name__ == "__main__":
    run_tests()
