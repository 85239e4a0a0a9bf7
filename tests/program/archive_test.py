#!/usr/bin/env python3
"""tar and zip archives, packed or not, from files and pipes: whole, damaged and hostile.

usage: archive_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import io
import json
import os
import stat
import subprocess
import tarfile
import zipfile

from compression import zstd_frame
from real_program import PARAGRAPHS, ProgramTest, page, run_tests

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def tar(members, form=tarfile.GNU_FORMAT):
    """`members`: pairs of a name and bytes, or a TarInfo in their place."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form, errors="surrogateescape") as archive:
        for name, content in members:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


class Unseekable(io.BytesIO):
    """So that the zip module writes as to a pipe: sizes after the members."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation

    def tell(self):
        raise io.UnsupportedOperation


def zipped(members, method=zipfile.ZIP_DEFLATED, as_to_a_pipe=False):
    packed = Unseekable() if as_to_a_pipe else io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def tar_link(name, target, kind):
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = target
    return member, b""


class Whole(ProgramTest):
    MEMBERS = [("./a.html", page("The first")), ("p/b.html", page("The second")), ("p/c.txt", ("Bridge over the Alder opens\n\n" + "\n\n".join(PARAGRAPHS)).encode())]
    EXPECTED = [("./a.html", "The first"), ("p/b.html", "The second"), ("p/c.txt", "Bridge over the Alder opens")]

    def check(self, name, *options, **more):
        records = self.records(*options, name, **more)
        self.assertEqual([(record["source"], record["headline"]) for record in records],
                         [(f"{name}!{member}", headline) for member, headline in self.EXPECTED])
        for record in records:
            self.assertEqual([block["text"] for block in record["body"]], PARAGRAPHS)

    def forms(self):
        return {"ustar": tar(self.MEMBERS, tarfile.USTAR_FORMAT), "gnu": tar(self.MEMBERS), "pax": tar(self.MEMBERS, tarfile.PAX_FORMAT),
                "zip": zipped(self.MEMBERS), "stored": zipped(self.MEMBERS, zipfile.ZIP_STORED),
                "streamed": zipped(self.MEMBERS, as_to_a_pipe=True)}

    def test_every_form_is_known_by_content(self):
        for name, content in self.forms().items():
            with self.subTest(name):
                self.check(self.write("archive", content))
                self.check(self.write("archive", gzip.compress(content)))
                self.check(self.write("archive", zstd_frame(content)), "--jobs", "1")

    def test_every_form_from_a_pipe(self):
        for name, content in self.forms().items():
            with self.subTest(name):
                self.check("-", stdin=content)
                self.check("-", stdin=gzip.compress(content))

    def test_a_format_that_is_given(self):
        for name, content in self.forms().items():
            self.check(self.write("archive", content), "--input-format", "zip" if name in ("zip", "stored", "streamed") else "tar")
        self.write("a.html", page())
        for form in ("tar", "zip"):
            records = self.records("--input-format", form, "a.html", status=2, messages=["can't be read"])
            self.assertEqual(records[0]["error"]["code"], "unreadable")

    def test_an_empty_archive(self):
        for content in (tar([("p/.hidden", b"")]), zipped([])):
            self.assertEqual(self.run_program(self.write("archive", content)), b"")

    def test_one_page_is_still_a_line(self):
        self.assertEqual(self.run_program(self.write("archive", tar([("a.html", page())]))).count(b"\n"), 1)

    def test_among_other_inputs(self):
        self.write("p/a.html", page())
        self.write("p/b.zip", zipped([("x.html", page())]))
        self.write("p/c.tar.gz", gzip.compress(tar([("y.html", page())])))
        self.assertEqual(self.sources(self.records("p")), ["p/a.html", "p/b.zip!x.html", "p/c.tar.gz!y.html"])

    def test_members_are_unpacked(self):
        lines = json.dumps({"html": page().decode(), "id": "seven"}).encode() + b"\n" + json.dumps({"html": page().decode()}).encode()
        crawl = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://n.example/\r\nContent-Type: text/html\r\n" \
                b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(page()), page())
        members = [("a.html.gz", gzip.compress(page())), ("b.html.zst", zstd_frame(page())), ("lines.jsonl", lines),
                   ("crawl.warc.gz", gzip.compress(crawl)), ("z.html", page())]
        expected = ["A!a.html.gz", "A!b.html.zst", "seven", "A!lines.jsonl:2", "https://n.example/", "A!z.html"]
        for content in (tar(members), zipped(members)):
            self.assertEqual(self.sources(self.records(self.write("A", content))), expected)

    def test_an_archive_in_an_archive_is_told(self):
        members = [("a.html", page()), ("inner.tar", tar([("x.html", page())])), ("inner.zip", zipped([("x.html", page())])), ("b.html", page())]
        for content in (tar(members), zipped(members)):
            records = self.records(self.write("A", content), status=3, messages=["A!inner.tar: an archive in an archive is not read"])
            self.assertEqual(self.sources(records), ["A!a.html", "A!inner.tar", "A!inner.zip", "A!b.html"])
            self.assertEqual([record.get("error", {}).get("code") for record in records], [None, "unsupported", "unsupported", None])

    def test_names(self):
        long_name = "p/" + "long/" * 60 + "x.html"
        for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
            members = [(name, page()) for name in ("Grüße/日本.html", long_name, "a b\n.html")]
            records = self.records(self.write("A", tar(members, form)))
            self.assertEqual(self.sources(records), ["A!Grüße/日本.html", "A!" + long_name, "A!a b\n.html"])
        self.assertEqual(self.sources(self.records(self.write("A", tar([("caf\udce9.html", page())])))), ["A!caf%E9.html"])
        self.assertEqual(self.sources(self.records(self.write("A", zipped([("Grüße/日本.html", page())])))), ["A!Grüße/日本.html"])
        # As zip programs of the nineties wrote names, in the code page of the machine.
        old = zipped([("caf_.html", page())]).replace(b"caf_", b"caf\x82")
        self.assertEqual(self.sources(self.records(self.write("A", old))), ["A!caf%82.html"])

    def test_hidden_members_and_other_files(self):
        members = [(".hidden.html", page()), ("p/.git/x.html", page()), ("__MACOSX/._a.html", page()), ("../up.html", page()),
                   ("p/logo.png", PNG), ("p/data.json", b'{"a": 1}'), ("p/style.css", b"p { color: red }")]
        for content in (tar(members), zipped(members)):
            records = self.records(self.write("A", content))
            self.assertEqual(self.sources(records), ["A!../up.html", "A!p/logo.png", "A!p/data.json", "A!p/style.css"])
            self.assertEqual([record.get("error", {}).get("code") for record in records], [None] + ["unsupported"] * 3)

    def test_jobs_do_not_change_the_order(self):
        content = tar([(f"{i}.html", page(f"Number {i}", PARAGRAPHS * (1 + i % 4))) for i in range(40)])
        self.write("A", content)
        one = self.run_program("--jobs", "1", "A")
        self.assertEqual(one.count(b"\n"), 40)
        self.assertEqual(self.run_program("--jobs", "5", "A"), one)

    def test_explain_takes_none(self):
        self.write("A", tar([("a.html", page())]))
        self.run_program("explain", "A", status=2, messages=["not one page"])


class DamagedArchive(ProgramTest):
    def check(self, content, good, reason):
        """What was read is answered, then the archive's failure comes, then the next input."""
        self.write("A", content)
        self.write("z.html", page())
        records = self.records("A", "z.html", status=3, messages=[reason])
        self.assertEqual(self.sources(records), [f"A!{name}" for name in good] + ["A", "z.html"])
        self.assertEqual([record.get("error", {}).get("code") for record in records], [None] * len(good) + ["unreadable", None])

    def members(self):
        return [(f"{i}.html", page()) for i in range(3)]

    def test_archives_that_break_off(self):
        whole = tar(self.members())
        member = 512 + -(-len(page()) // 512) * 512
        for size in (member + 100, member + 512 + 50, 2 * member - 300):
            self.check(whole[:size], ["0.html"], "the archive can't be read from ")
        self.check(gzip.compress(whole)[:-30], ["0.html", "1.html"], "gzip data ends too early")
        self.check(zipped(self.members(), zipfile.ZIP_STORED)[:len(page()) + 400], ["0.html"], "Truncated ZIP file")

    def test_damage_in_a_tar_is_passed_over(self):
        whole = bytearray(tar(self.members()))
        member = 512 + -(-len(page()) // 512) * 512
        whole[member:member + 200] = b"\xaa" * 200
        self.write("A", bytes(whole))
        records = self.records("A", status=3, messages=["pressclip: A: the archive is damaged from 0.html on"])
        self.assertEqual(self.sources(records), ["A!0.html", "A", "A!2.html"])

    def test_a_member_of_a_zip_that_is_damaged(self):
        whole = zipped(self.members())
        second = whole.index(b"1.html") + 60
        self.write("A", whole[:second] + b"\xff" * 30 + whole[second + 30:])
        records = self.records("A", status=3, messages=["pressclip: A!1.html: "])
        self.assertEqual(self.sources(records), ["A!0.html", "A!1.html", "A!2.html"])
        self.assertEqual(records[1]["error"]["code"], "unreadable")

    def test_a_zip_without_its_table_of_contents(self):
        whole = zipped(self.members())
        self.write("A", whole[:whole.index(b"PK\x01\x02")])
        good = [record for record in self.records("A", status=3, messages=["pressclip: A: "]) if "error" not in record]
        self.assertEqual(self.sources(good), ["A!0.html", "A!1.html", "A!2.html"])

    def test_an_encrypted_member(self):
        whole = bytearray(zipped(self.members()))
        for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = whole.index(magic, whole.index(magic) + 1)
            whole[start + place] |= 1
        self.write("A", bytes(whole))
        records = self.records("A", status=3, messages=["pressclip: A!1.html: "])
        self.assertEqual([("error" in record) for record in records], [False, True, False])

    def test_nothing_but_the_beginning(self):
        for content in (b"PK\x03\x04" + b"x" * 600, b"a" * 257 + b"ustar\0" + b"x" * 600):
            records = self.records(self.write("A", content), status=2, messages=["pressclip: A: the archive can't be read: "])
            self.assertEqual(self.sources(records), ["A"])


class Hostile(ProgramTest):
    def test_nothing_is_written_or_followed(self):
        (self.folder / "secret.html").write_bytes(page("A secret"))
        members = [("../../escape.html", page()), ("/etc/escape.html", page()), tar_link("link.html", "secret.html", tarfile.SYMTYPE),
                   tar_link("hard.html", "secret.html", tarfile.LNKTYPE), tar_link("null", "", tarfile.CHRTYPE),
                   tar_link("disk", "", tarfile.BLKTYPE), tar_link("pipe", "", tarfile.FIFOTYPE), tar_link("folder/", "", tarfile.DIRTYPE)]
        for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
            self.write("A", tar(members, form))
            self.assertEqual(self.sources(self.records("A")), ["A!../../escape.html", "A!/etc/escape.html"])
        self.assertEqual(sorted(os.listdir(self.folder)), ["A", "secret.html"])
        self.assertFalse((self.folder / "../../escape.html").exists())

    def test_links_and_folders_in_a_zip(self):
        link = zipfile.ZipInfo("link.html")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        folder = zipfile.ZipInfo("folder/")
        self.write("A", zipped([(link, b"/etc/passwd"), (folder, b""), ("../a.html", page()), ("/b.html", page())]))
        self.assertEqual(self.sources(self.records("A")), ["A!../a.html", "A!/b.html"])
        # Only the table of contents, at the end, says that it is a link.
        records = self.records(stdin=(self.folder / "A").read_bytes())
        self.assertEqual(self.sources(records), ["-!link.html", "-!../a.html", "-!/b.html"])
        self.assertEqual(records[0]["body"], [])

    def test_a_large_zip_is_read_as_from_a_pipe(self):
        with zipfile.ZipFile(self.folder / "A", "w", zipfile.ZIP_STORED) as archive:
            with archive.open("a.png", "w") as member:
                for _ in range(70):
                    member.write(PNG.ljust(1 << 20, b"x"))
            archive.writestr("b.html", page())
        records = self.records("A")
        self.assertEqual(self.sources(records), ["A!a.png", "A!b.html"])
        self.assertEqual(len(records[1]["body"]), len(PARAGRAPHS))

    def test_bombs_are_cut(self):
        bomb = page() + b"<!--" + bytes(30_000_000)
        contents = [zipped([("a.html", bomb), ("b.html", page())]), gzip.compress(tar([("a.html", bomb), ("b.html", page())])),
                    tar([("a.html.gz", gzip.compress(bomb)), ("b.html", page())])]
        for content in contents:
            records = self.records("--max-bytes", "100k", self.write("A", content))
            self.assertEqual([record.get("warnings") for record in records], [["truncated"], None])

    def test_a_size_that_lies(self):
        whole = bytearray(tar([("a.html", page()), ("b.html", page())]))
        whole[124:136] = b"77777777777\0"
        whole[148:156] = b" " * 8
        whole[148:156] = b"%06o\0 " % sum(whole[:512])
        self.write("A", bytes(whole))
        records = self.records("A", status=2, messages=["pressclip: A: the archive can't be read from a.html on: Truncated tar"])
        self.assertEqual(self.sources(records), ["A"])

    def test_a_sparse_member_without_end(self):
        """An old GNU sparse header: a member of 4 GiB of which 512 bytes are there."""
        header = bytearray(tar([("a.html", b"x" * 512)])[:512])
        header[156:157] = b"S"
        header[386:398], header[398:410] = b"00000000000\0", b"00000001000\0"
        header[410:422], header[422:434] = b"37777777777\0", b"00000000000\0"
        header[483:495] = b"37777777777\0"
        header[257:265] = b"ustar  \0"
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
        content = bytes(header) + page()[:512].ljust(512) + tar([("b.html", page())])
        records = self.records("--max-bytes", "1M", self.write("A", content))
        self.assertEqual(self.sources(records), ["A!a.html", "A!b.html"])
        self.assertIn("truncated", records[0]["warnings"])

    def peak(self, *arguments):
        """Memory in KiB that the program, or this test before it began, needed at most."""
        with self.begin("--jobs", "1", "--fields", "source", *arguments, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
        self.assertEqual(status, 0)
        return usage.ru_maxrss

    def write_large(self, name, count):
        """A tar of so many members of 100 KiB, without holding it."""
        with tarfile.open(self.folder / name, "w") as archive:
            content = PNG + os.urandom(100_000)
            for i in range(count):
                member = tarfile.TarInfo(f"{i}.png")
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))

    def test_memory_does_not_grow_with_the_archive(self):
        self.write_large("small.tar", 10)
        self.write_large("large.tar", 800)
        small = self.peak("small.tar")
        # A quarter of the archive; sanitizers keep what was freed for a while.
        self.assertLess(self.peak("large.tar"), small + 8 * 1024)
        with zipfile.ZipFile(self.folder / "large.zip", "w") as archive:
            for i in range(300):
                archive.writestr(f"{i}.png", PNG + bytes(100_000))
            for i in range(2000):
                archive.writestr(f"{i}.css", b"p{}")
        self.assertLess(self.peak("large.zip"), small + 8 * 1024)


if __name__ == "__main__":
    run_tests()
