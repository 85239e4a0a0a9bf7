#!/usr/bin/env python3
"""--learn and --learned: what stands on several pages of one site is left out of all of them."""

import json
import os
import random
import shutil
import signal

from batch_run import BatchTest, long_page, tree
from real_program import page, run_tests
from site_pages import SHARED, article, site_page


class LearnTest(BatchTest):
    def bodies(self, name="out.jsonl"):
        return {record["source"]: [block["text"] for block in record["body"]] for record in self.lines(name)}

    def write_site(self, count, first=0, **options):
        for number in range(first, first + count):
            self.write(f"pages/{number}.html", site_page(number, **options))


class Learned(LearnTest):
    """batch --learn"""

    def test_furniture_goes_and_the_article_stays(self):
        self.write_site(4)
        self.batch("pages", "--output", "plain.jsonl")
        self.batch("pages", "--output", "out.jsonl", "--learn", messages=["learned from 4 articles of 1 site\n"])
        before, after = self.bodies("plain.jsonl"), self.bodies()
        for source, body in before.items():
            self.assertIn(SHARED, body)
            self.assertEqual(after[source], [text for text in body if text != SHARED])
        for record in self.lines("out.jsonl"):
            self.assertNotIn(SHARED, json.dumps(record), "nor is it an author, or anything else")

    def test_it_is_listed_with_its_rule(self):
        self.write_site(4)
        self.batch("pages", "--output", "out", "--learn", "--removed")
        for record in map(json.loads, self.tree("out").values()):
            self.assert_valid(record)
            self.assertIn({"category": "promo", "text": SHARED, "rule": "site-furniture"}, record["removed"])

    def test_near_misses(self):
        rows = {
            "two pages may share a sentence": [site_page(n) for n in range(2)] + [site_page(2, shared=None)],
            "three pages of three sites": [site_page(n, site=f"site{n}.example") for n in range(3)],
            "three copies of one page are one": [site_page(n, paragraphs=article(7)) for n in range(3)],
            "one page has it three times": [page("Report number 1", [*article(1), SHARED, SHARED, SHARED])] +
                                           [site_page(n, shared=None) for n in range(3)],
            "few pages of many": [site_page(n) for n in range(4)] + [site_page(n, shared=None) for n in range(4, 45)],
        }
        for what, pages in rows.items():
            with self.subTest(what):
                shutil.rmtree(self.folder / "pages", ignore_errors=True)
                for number, content in enumerate(pages):
                    self.write(f"pages/{number:02}.html", content)
                self.batch("pages", "--output", "plain.jsonl")
                self.batch("pages", "--output", "out.jsonl", "--learn")
                self.assertEqual(self.bodies(), self.bodies("plain.jsonl"))

    def test_subdomains_are_one_site(self):
        for number, host in enumerate(("courier.example", "news.courier.example", "www.sport.courier.example")):
            self.write(f"{number}/{number}.html", site_page(number, site=host))
        self.batch("0", "1", "2", "--output", "out.jsonl", "--learn")
        self.assertTrue(all(SHARED not in body for body in self.bodies().values()))

    def test_pages_without_an_address_are_of_their_folder(self):
        for number in range(3):
            self.write(f"same/{number}.html", site_page(number, site=None))
            self.write(f"apart/{number}/{number}.html", site_page(number + 10, site=None))
        self.write("lines.jsonl", "".join(json.dumps({"html": site_page(n, site=None).decode()}) + "\n" for n in range(20, 23)))
        self.batch("same", "apart", "lines.jsonl", "--output", "out.jsonl", "--learn")
        for source, body in self.bodies().items():
            self.assertEqual(SHARED in body, source.startswith("apart"), source)

    def test_an_address_that_comes_with_the_page(self):
        lines = [{"html": site_page(n, site=None).decode(), "url": f"https://a{n % 4}.example/{n}"} for n in range(12)]
        self.write("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines[:6]))
        self.write("b.jsonl", "".join(json.dumps(line) + "\n" for line in lines[6:]))
        self.batch("a.jsonl", "b.jsonl", "--output", "out.jsonl", "--learn")
        self.assertTrue(all(SHARED not in body for body in self.bodies().values()))

    def test_plain_text(self):
        for number in range(3):
            paragraphs = article(number)
            self.write(f"pages/{number}.txt", "\n\n".join([f"Report number {number}", *paragraphs[:4], SHARED, *paragraphs[4:]]))
        self.batch("pages", "--output", "plain.jsonl")
        self.batch("pages", "--output", "out.jsonl", "--learn")
        self.assertTrue(all(SHARED in body for body in self.bodies("plain.jsonl").values()))
        self.assertTrue(all(SHARED not in body for body in self.bodies().values()))

    def test_neither_order_nor_jobs_matter(self):
        moments = random.Random(1)
        for number in range(60):
            self.write(f"pages/{number}.html", site_page(number, site=f"site{number % 7}.example", shared=SHARED if number % 3 else None))
        names = [f"pages/{number}.html" for number in range(60)]
        records = {}
        for turn, jobs in enumerate(("1", "2", "7")):
            moments.shuffle(names)
            twice = names + names[:20]
            self.batch(*twice, "--output", f"{turn}.jsonl", "--learn", "--learned", f"{turn}.learned", "--jobs", jobs)
            records[turn] = {record["source"]: record for record in self.lines(f"{turn}.jsonl")}
            self.assertEqual(records[turn], records[0])
            self.assertEqual((self.folder / f"{turn}.learned").read_bytes(), (self.folder / "0.learned").read_bytes())
        self.batch("pages", "--output", "a.jsonl", "--learn", "--jobs", "1")
        self.batch("pages", "--output", "b.jsonl", "--learn", "--jobs", "5")
        self.assertEqual((self.folder / "a.jsonl").read_bytes(), (self.folder / "b.jsonl").read_bytes())

    def test_damaged_pages_are_told_once(self):
        self.write_site(4)
        self.write("pages/cut.html.gz", b"\x1f\x8b\x08\x00")
        self.batch("pages", "--output", "out.jsonl", "--learn", status=3)
        self.assertEqual(self.messages.count("cut.html.gz"), 1)
        self.assertEqual(sum(SHARED in body for body in (record.get("body", []) for record in self.lines("out.jsonl"))), 0)

    def test_standard_input_can_not_be_read_twice(self):
        self.write_site(3)
        self.refused("-", "--learn", "--output", "out.jsonl", message="--learn reads the inputs twice")
        self.refused("--files-from", "-", "--learn", "--output", "out.jsonl", message="--learn reads the inputs twice")
        os.mkfifo(self.folder / "pipe")
        self.refused_with_pipe()

    def refused_with_pipe(self):
        with self.begin("batch", "pipe", "--learn", "--output", "out.jsonl") as process:
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"--learn reads the inputs twice", errors)
        self.assertFalse((self.folder / "out.jsonl").exists())

    def test_a_signal_in_the_first_pass(self):
        self.write_pages(300)
        with self.begin("batch", "pages", "--learn", "--output", "out.jsonl", "--jobs", "1") as process:
            self.wait_for(lambda: self.workers(process))
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertIn(b"not finished", errors)
        self.assertFalse((self.folder / "out.jsonl").exists())
        self.batch("pages", "--learn", "--output", "out.jsonl", "--resume")


class LearnedFile(LearnTest):
    """--learned FILE"""

    def setUp(self):
        super().setUp()
        self.write_site(4)
        self.batch("pages", "--output", "out.jsonl", "--learn", "--learned", "sites")

    def test_a_pipe_can_use_it(self):
        lines = "".join(json.dumps({"html": site_page(n, site=None).decode(), "url": f"https://courier.example/{n}"}) + "\n"
                        for n in range(90, 93))
        for options, found in ((["--learned", "sites"], False), ([], True)):
            for record in self.records("--input-format", "jsonl", *options, stdin=lines.encode()):
                self.assertEqual(SHARED in [block["text"] for block in record["body"]], found)

    def test_every_command_gives_what_learning_gave(self):
        learned = (self.folder / "out.jsonl").read_bytes()
        self.assertEqual(self.run_program("pages", "--learned", "sites"), learned)
        self.assertEqual(self.run_program("pages", "--learned", "sites", "--timeout", "50"), learned)
        self.batch("pages", "--output", "again.jsonl", "--learned", "sites")
        self.assertEqual((self.folder / "again.jsonl").read_bytes(), learned)
        explained = self.run_program("explain", "--learned", "sites", "pages/1.html").decode()
        self.assertRegex(explained, rf"site-furniture\n.*\n? *\| {SHARED[:30]}")
        self.assertNotIn("site-furniture", self.run_program("explain", "pages/1.html").decode())

    def test_a_new_page_of_a_known_site(self):
        self.write("new.html", site_page(77))
        record, = self.records("new.html", "--learned", "sites", "--format", "jsonl")
        self.assertNotIn(SHARED, [block["text"] for block in record["body"]])
        self.write("new.html", site_page(77, site="other.example"))
        record, = self.records("new.html", "--learned", "sites", "--format", "jsonl")
        self.assertIn(SHARED, [block["text"] for block in record["body"]])

    def test_what_is_no_such_file(self):
        whole = (self.folder / "sites").read_bytes()
        moments = random.Random(2)
        rows = [(b"", "no file that --learn has written"), (b'{"a": 1}\n', "no file that --learn has written"),
                (whole.replace(b"furniture 1", b"furniture 9"), "another version")]
        rows += [(whole[:size], "") for size in (10, 22, 60, len(whole) - 1)]
        rows += [(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1:], "") for at in moments.sample(range(len(whole)), 20)]
        for content, message in rows:
            self.write("bad", content)
            self.run_program("pages/1.html", "--learned", "bad", status=2, messages=["pressclip: --learned: bad: " , message])
        self.run_program("pages/1.html", "--learned", "gone", status=2, messages=["--learned: gone: No such file"])
        self.refused("pages", "--output", "x", "--learned", "bad", message="--learned: bad: ")

    def test_a_place_that_can_not_be_written_is_told_first(self):
        self.refused("pages", "--output", "x", "--learn", "--learned", "no/such/folder", message="no/such/folder: No such file")

    def test_it_is_replaced_whole(self):
        before = (self.folder / "sites").read_bytes()
        self.write("pages/9.html", site_page(9))
        self.batch("pages", "--output", "more.jsonl", "--learn", "--learned", "sites")
        self.assertNotEqual((self.folder / "sites").read_bytes(), before)
        self.run_program("pages/1.html", "--learned", "sites")


class LearnedResumed(LearnTest):
    """--resume with --learn: the same bytes as a run without a break."""

    def compare(self, outputs, kept=None):
        for output in outputs:
            shutil.rmtree(self.folder / "fresh", ignore_errors=True)
            for path in self.folder.glob("*fresh*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            fresh = "fresh" + output[3:]
            self.batch("pages", "--output", fresh, "--learn", "--dedup")
            summary = self.batch("pages", "--output", output, "--learn", "--dedup", "--resume")
            if (self.folder / output).is_dir():
                self.assertEqual(self.tree(output), self.tree(fresh))
            else:
                self.assertEqual((self.folder / output).read_bytes(), (self.folder / fresh).read_bytes())
            if kept is not None:
                self.assertEqual(summary["kept"], kept, output)

    def test_what_is_learned_changes_the_pages_of_that_site_alone(self):
        self.write_site(2)
        self.write_site(5, first=10, site="other.example")
        outputs = ["out", "out.jsonl", "out.jsonl.gz"]
        for output in outputs:
            self.batch("pages", "--output", output, "--learn", "--dedup")
        self.compare(outputs, kept=7)
        self.write("pages/2.html", site_page(2))  # now there are three
        self.compare(outputs, kept=5)
        self.assertTrue(all(SHARED not in body for body in self.bodies().values()))
        (self.folder / "pages/0.html").unlink()
        self.compare(outputs, kept=5)
        self.assertEqual(sum(SHARED in body for body in self.bodies().values()), 2)

    def test_killed(self):
        moments = random.Random(3)
        self.write_pages(40)
        self.write_site(20, first=100)
        for number in range(200, 210):
            self.write(f"pages/{number}.html", site_page(number - 100))
        for output in ("out", "out.jsonl", "out.jsonl.zst"):
            for _ in range(6):
                with self.begin("batch", "pages", "--output", output, "--learn", "--dedup", "--resume") as process:
                    self.wait_for(lambda: self.workers(process))
                    try:
                        process.wait(moments.uniform(0, 1))
                    except Exception:  # it goes on
                        process.kill()
                    process.communicate(timeout=60)
            self.compare([output])

    def test_other_options_are_refused(self):
        self.write_site(3)
        self.batch("pages", "--output", "out", "--learn", "--learned", "sites")
        for options, name in ((["--learn", "--dedup"], "--dedup"), ([], "--learn"), (["--learned", "sites"], "--learn")):
            self.refused("pages", "--output", "out", "--resume", *options, message=f"out: was written with another {name}")
        self.batch("pages", "--output", "plain", "--learned", "sites")
        self.write("pages/9.html", site_page(9))
        self.batch("pages", "--output", "other", "--learn", "--learned", "sites")
        self.refused("pages", "--output", "plain", "--resume", "--learned", "sites", message="was written with another --learned")


if __name__ == "__main__":
    run_tests()
