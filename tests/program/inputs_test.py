#!/usr/bin/env python3
"""Files, folders and lists of them: what is read, in which order, and what becomes of an input that is no page.

usage: inputs_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import json
import os

from real_program import PARAGRAPHS, ProgramTest, page, run_tests


class SeveralPages(ProgramTest):
    def test_lines_in_the_order_of_the_inputs(self):
        names = [self.write(f"{i}.html", page(f"Headline number {i}")) for i in (3, 1, 2)]
        self.assertEqual(self.sources(self.records(*names)), names)

    def test_a_folder_in_the_byte_order_of_its_paths(self):
        for name in ("p/b.html", "p/a/z.html", "p/a-b.html", "p/a.html", "p/B.html", "p/.hidden", "p/.git/x.html"):
            self.write(name, page())
        expected = ["p/B.html", "p/a-b.html", "p/a.html", "p/a/z.html", "p/b.html"]
        self.assertEqual(self.sources(self.records("p")), expected)
        self.assertEqual(self.sources(self.records("p/")), expected)

    def test_a_hidden_file_that_is_named_is_taken(self):
        self.write("p/.hidden", page())
        self.assertEqual(self.sources(self.records("p", "p/.hidden")), ["p/.hidden"])

    def test_a_folder_with_one_page_gives_a_line(self):
        self.write("p/a.html", page())
        self.assertEqual(self.run_program("p").count(b"\n"), 1)

    def test_links_in_a_circle(self):
        self.write("p/q/a.html", page())
        (self.folder / "p/q/up").symlink_to("..")
        (self.folder / "p/self").symlink_to(".")
        (self.folder / "p/r").symlink_to("q")
        self.assertEqual(self.sources(self.records("p")), ["p/q/a.html", "p/r/a.html"])

    def test_a_pipe_in_a_folder_is_passed_over(self):
        self.write("p/a.html", page())
        os.mkfifo(self.folder / "p/pipe")
        self.assertEqual(self.sources(self.records("p")), ["p/a.html"])

    def test_a_link_to_nothing_in_a_folder(self):
        self.write("p/a.html", page())
        (self.folder / "p/b").symlink_to("gone")
        records = self.records("p", status=3, messages=["pressclip: p/b: No such file or directory"])
        self.assertEqual(records[1]["error"]["code"], "unreadable")

    def test_a_missing_file_among_good_ones(self):
        self.write("a.html", page())
        records = self.records("a.html", "gone.html", "a.html", status=3,
                               messages=["pressclip: gone.html: No such file or directory\n"])
        self.assertEqual(self.sources(records), ["a.html", "gone.html", "a.html"])
        self.assertEqual(records[1]["error"], {"code": "unreadable", "message": "No such file or directory"})
        self.assertEqual(set(records[1]), {"pressclip", "source", "error"})

    def test_errors_have_no_place_in_text(self):
        self.write("a.html", page())
        output = self.run_program("--format", "text", "gone.html", "a.html", status=3, messages=["gone.html"])
        self.assertTrue(output.decode().startswith("Bridge over"))

    def test_nothing_could_be_read(self):
        record = json.loads(self.run_program("gone.html", status=2, messages=["gone.html: No such file"]))
        self.assert_valid(record)
        self.assertEqual(len(self.records("gone.html", "gone2.html", status=2, messages=["gone2.html"])), 2)
        self.run_program("--format", "text", "gone.html", status=2, messages=["gone.html"])

    def test_paths_in_messages_are_printable(self):
        self.run_program("a\x1b[31m\n.html", status=2, messages=["pressclip: a\\x1B[31m\\x0A.html: "])

    def test_the_order_does_not_hang_on_the_jobs(self):
        for i in range(60):
            self.write(f"p/{i:02}.html", page(f"Headline number {i}", PARAGRAPHS * (1 + (i * 7) % 5)))
        one = self.run_program("--jobs", "1", "p")
        self.assertEqual(one.count(b"\n"), 60)
        for jobs in ("2", "7", "64"):
            self.assertEqual(self.run_program("--jobs", jobs, "p"), one)

    def test_lists(self):
        self.write("a.html", page())
        self.write("b\nc.html", page())
        self.write("p/d.html", page())
        self.write("list", "a.html\n\np\n")
        self.assertEqual(self.sources(self.records("--files-from", "list")), ["a.html", "p/d.html"])
        self.assertEqual(self.sources(self.records("--files-from", "-", stdin=b"a.html")), ["a.html"])
        self.assertEqual(self.sources(self.records("--files-from=-", "-0", stdin=b"b\nc.html\0a.html\0")),
                         ["b\nc.html", "a.html"])
        self.assertEqual(self.sources(self.records("p/d.html", "--files-from", "list")), ["p/d.html", "a.html", "p/d.html"])

    def test_a_list_that_is_not_there(self):
        records = self.records("--files-from", "gone", status=2, messages=["pressclip: gone: No such file"])
        self.assertEqual(self.sources(records), ["gone"])

    def test_text_of_several_pages_has_an_empty_line_between(self):
        self.write("a.html", page("First"))
        self.write("b.html", page("Second"))
        text = self.run_program("--format", "text", "a.html", "b.html").decode()
        self.assertIn(PARAGRAPHS[-1] + "\n\nSecond\n", text)


class BesidePages(ProgramTest):
    """Files that hold no page."""

    IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(100)

    def test_in_a_folder_each_has_a_record_and_is_no_failure(self):
        others = {"logo.png": self.IMAGE, "photo": b"\xff\xd8\xff\xe0" + bytes(50), "icon.ico": b"\0\0\1\0" + bytes(50),
                  "paper.pdf": b"%PDF-1.7\n" + bytes(50), "font.woff2": b"wOF2" + bytes(50), "film.mp4": b"\0\0\0\x18ftypmp42" + bytes(50),
                  "data.json": b'{\n  "headline": "x"\n}\n', "list.json": b'["a", "b"]', "objects.json": b'[{"a": 1}]', "style.css": b"p {}",
                  "script.js": b"let x;", "drawing.svg": b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="x"/>', "feed.xml": b"<rss><channel/></rss>",
                  "map.xml": b'<?xml version="1.0"?><urlset xmlns="x"></urlset>', "packed.png.gz": gzip.compress(self.IMAGE)}
        for name, content in others.items():
            self.write("p/" + name, content)
        self.write("p/page.html", page())
        records = self.records("p")
        self.assertEqual(self.sources(records), sorted(["p/page.html", *("p/" + name for name in others)]))
        for record in records:
            if record["source"] == "p/page.html":
                self.assertNotIn("error", record)
            else:
                self.assertEqual(record["error"]["code"], "unsupported", record["source"])
        self.records("-v", "p", messages=["pressclip: p/logo.png: this is a PNG image, not a page\n"])
        text = self.run_program("--format", "text", "p").decode()
        self.assertTrue(text.startswith("Bridge over the Alder"))

    def test_what_only_looks_like_them_is_a_page(self):
        near = {"a.css": page(), "b.html": b"{ a dump that begins with a brace }\n", "c.txt": b"[Update] The bridge is open.\n",
                "d.html": b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>',
                "e.html": b"<svgish>", "f": b"", "g": b"\0\1\2\3", "h": b"GIF is a format for images.\n", "i": b"%PDF is one for print.\n"}
        for name, content in near.items():
            self.write("p/" + name, content)
        self.assertEqual([record.get("error") for record in self.records("p")], [None] * len(near))

    def test_one_that_is_named_is_a_failure(self):
        self.write("logo.png", self.IMAGE)
        record = json.loads(self.run_program("logo.png", status=2, messages=["pressclip: logo.png: this is a PNG image, not a page"]))
        self.assert_valid(record)
        self.assertEqual(record["error"]["code"], "unsupported")
        self.write("a.html", page())
        self.records("a.html", "logo.png", status=3, messages=["logo.png"])
        self.write("list", "logo.png\na.html\n")
        self.records("--files-from", "list", status=3, messages=["logo.png"])
        self.assert_valid(json.loads(self.run_program("--input-format", "html", "logo.png")))

    def test_what_is_named_is_taken_whatever_its_name(self):
        for name in ("style.css", "p/.hidden.js", "data.json"):
            self.assertNotIn("error", json.loads(self.run_program(self.write(name, b'{"a": "no page line"}'))))

    def test_hidden_files_and_folders_that_are_named(self):
        self.write("p/.hidden/.a.html", page())
        self.write("p/.hidden/b.html", page())
        self.assertEqual(self.run_program("p"), b"")
        self.assertEqual(self.sources(self.records("p/.hidden")), ["p/.hidden/b.html"])
        self.assertEqual(self.sources(self.records("--files-from", "-", stdin=b"p/.hidden/.a.html\np/.hidden")),
                         ["p/.hidden/.a.html", "p/.hidden/b.html"])


if __name__ == "__main__":
    run_tests()
