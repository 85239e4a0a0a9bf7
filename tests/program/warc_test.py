#!/usr/bin/env python3
"""Crawls in WARC files: plain, in gzip and in Zstandard; written here, by wget and by warcio; whole and damaged.

usage: warc_test.py PRESSCLIP SCHEMA MANUAL_FOLDER [unittest options]
"""

import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
import zlib
from pathlib import Path

from compression import brotli, skippable_frame, zstd_dictionary, zstd_frame
from real_program import PARAGRAPHS, ProgramTest, page, run_tests

DATA = Path(__file__).resolve().parent / "data"
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(200)


def record(kind, uri, content, content_type="application/http; msgtype=response", version="1.0", fields="", length=None):
    """One WARC record. `fields`: more lines of its header; `length`: a Content-Length other than the true one."""
    target = f"WARC-Target-URI: {uri}\r\n" if uri else ""
    return (f"WARC/{version}\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2026-05-05T09:30:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash((kind, uri))) % 10**12:012}>\r\n"
            f"Content-Type: {content_type}\r\n{fields}"
            f"Content-Length: {len(content) if length is None else length}\r\n\r\n").encode() + content + b"\r\n\r\n"


def http_answer(body, content_type="text/html; charset=utf-8", status="200 OK", fields=""):
    typed = f"Content-Type: {content_type}\r\n" if content_type else ""
    return f"HTTP/1.1 {status}\r\nServer: test\r\n{typed}{fields}\r\n".encode() + body


def response(uri, body=None, version="1.0", **answer):
    return record("response", uri, http_answer(page() if body is None else body, **answer), version=version)


def chunked(body, size=300):
    chunks = [body[at:at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\nTrailer: x\r\n\r\n"


def crawl(size):
    """The records of a crawl of every kind, and the URLs and headlines of its pages."""
    records = [record("warcinfo", "", b"software: test\r\n", "application/warc-fields")]
    expected = []
    for i in range(size - 1):
        uri = f"https://news.example/{i}/"
        headline = f"Headline number {i} of the crawl"
        body = page(headline, PARAGRAPHS[:2])
        kind = i % 10
        if kind == 0:
            records.append(record("request", uri, b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n", "application/http; msgtype=request"))
        elif kind == 1:
            records.append(record("response", "dns:news.example", b"20260505\nnews.example. 1 IN A 10.0.0.1\n", "text/dns"))
        elif kind == 2:
            records.append(response(uri, IMAGE, content_type="image/png"))
        elif kind == 3:
            records.append(response(uri, page("Moved"), status="301 Moved Permanently", fields="Location: /x\r\n"))
        elif kind == 4:
            records.append(record("revisit", uri, http_answer(b""), fields="WARC-Profile: http://x/identical-payload-digest\r\n"))
        else:
            expected.append((uri, headline))
            if kind == 5:
                records.append(response(uri, body))
            elif kind == 6:
                records.append(response(f"<{uri}>", chunked(gzip.compress(body)), version="1.1",
                                        fields="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"))
            elif kind == 7:
                records.append(record("resource", uri, body, "text/html", version="1.1"))
            elif kind == 8:
                records.append(response(uri, brotli(body), content_type="TEXT/HTML", fields="content-encoding: br\r\n"))
            else:
                text = f"{headline}\n\nBy Ivo Reed\n\n" + "\n\n".join(PARAGRAPHS[:2]) + "\n"
                records.append(response(uri, text.encode(), content_type="text/plain"))
    return records, expected


class Crawl(ProgramTest):
    """2,000 records in every packing."""

    def check_crawl(self, name, expected, *options):
        records = self.records(*options, "--fields", "source,url,headline", name)
        found = [(record["source"], record["url"], record["headline"]) for record in records]
        self.assertEqual(found, [(uri, uri, headline) for uri, headline in expected])

    def records(self, *arguments, **options):
        lines = self.run_program(*arguments, **options).decode().splitlines()
        return [json.loads(line) for line in lines]

    def test_2000_records(self):
        records, expected = crawl(2000)
        self.assertEqual(len(records), 2000)
        self.assertEqual(len(expected), 999)
        dictionary = zstd_dictionary([record[:1000] for record in records])
        with_dictionary = b"".join(zstd_frame(record, dictionary) for record in records)
        forms = {
            "plain": b"".join(records),
            "gzip": b"".join(map(gzip.compress, records)),
            "zstd": b"".join(map(zstd_frame, records)),
            "zstd-dictionary": skippable_frame(dictionary) + with_dictionary,
            "zstd-packed-dictionary": skippable_frame(zstd_frame(dictionary)) + with_dictionary,
        }
        for name, content in forms.items():
            with self.subTest(name):
                self.check_crawl(self.write(name, content), expected)

    def test_from_a_pipe_and_in_one_piece(self):
        records, expected = crawl(60)
        whole = b"".join(records)
        for packed in (whole, gzip.compress(whole), zstd_frame(whole), b"\r\n\r\n" + whole):
            found = self.records("--jobs", "3", stdin=packed)
            self.assertEqual(self.sources(found), [uri for uri, _ in expected])
            self.assertEqual(self.sources(self.records("--input-format", "warc", stdin=packed)), [uri for uri, _ in expected])

    def test_skippable_frames_between_others(self):
        records, expected = crawl(20)
        packed = b"".join(skippable_frame(b"note" * i, 3) + zstd_frame(record) for i, record in enumerate(records))
        self.check_crawl(self.write("crawl", packed), expected)

    def test_every_answer_is_valid(self):
        records, _ = crawl(60)
        self.write("crawl", b"".join(records))
        for answer in ProgramTest.records(self, "crawl"):
            self.assertIn(PARAGRAPHS[0], [block["text"] for block in answer["body"]])


class WrittenByOthers(ProgramTest):
    def test_by_warcio(self):
        """60 records by warcio 1.8.1, from write_warcio.py."""
        expected = [f"https://news.example/{i}/" for i in range(20)]
        for name in ("warcio.warc", "warcio.warc.gz"):
            records = self.records(str(DATA / name))
            self.assertEqual(self.sources(records), expected)
            for i, answer in enumerate(records):
                self.assertEqual(answer["headline"], f"Headline number {i} of the crawl")
                self.assertEqual(answer["url"], expected[i])

    def test_by_wget(self):
        pages = {"/": page("Front"), "/a/": page("The first"), "/b.html": page("The second"), "/logo.png": IMAGE}
        links = "".join(f'<a href="{path}">x</a>' for path in pages)
        pages["/"] = pages["/"].replace(b"</article>", links.encode() + b"</article>")

        class Site(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = pages.get(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "image/png" if self.path.endswith("png") else "text/html")
                self.end_headers()
                self.wfile.write(body or b"<h1>Not here</h1>")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        root = f"http://127.0.0.1:{server.server_port}"
        for flags, name in (([], "crawl.warc.gz"), (["--no-warc-compression"], "crawl.warc")):
            subprocess.run([shutil.which("wget"), "-q", "-r", "-l1", "--delete-after", "--no-proxy", "--warc-file=crawl", *flags,
                            f"{root}/"], cwd=self.folder, check=False)
            records = self.records(name)
            self.assertEqual(sorted(self.sources(records)), [f"{root}/", f"{root}/a/", f"{root}/b.html"])
            self.assertEqual(sorted(answer["headline"] for answer in records), ["Front", "The first", "The second"])


class Responses(ProgramTest):
    """What HTTP did to a page is undone."""

    def answer(self, *records, **options):
        answers = self.records("--input-format", "warc", stdin=b"".join(records), **options)
        self.assertEqual(len(answers), 1)
        return answers[0]

    def check_page(self, body, **answer):
        found = self.answer(response("https://news.example/a", body, **answer))
        self.assertEqual([block["text"] for block in found["body"]], PARAGRAPHS)
        self.assertNotIn("warnings", found)

    def codings(self):
        bare = zlib.compressobj(wbits=-15)
        return {"gzip": gzip.compress(page()), "x-gzip": gzip.compress(page()), "deflate": zlib.compress(page()),
                "Deflate": bare.compress(page()) + bare.flush(), "br": brotli(page()), "zstd": zstd_frame(page()),
                "identity": page(), "": page()}

    def test_content_codings(self):
        for coding, body in self.codings().items():
            with self.subTest(coding):
                self.check_page(body, fields=f"Content-Encoding: {coding}\r\n")

    def test_codings_that_the_crawler_undid(self):
        for coding in ("gzip", "deflate", "br", "zstd", "br, gzip"):
            self.check_page(page(), fields=f"Content-Encoding: {coding}\r\nTransfer-Encoding: chunked\r\n")

    def test_several_codings_are_undone_from_the_last(self):
        self.check_page(chunked(gzip.compress(brotli(page()))),
                        fields="Content-Encoding: br\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")
        self.check_page(chunked(gzip.compress(page())), fields="Transfer-Encoding: gzip, chunked\r\n")

    def test_one_of_two_was_undone(self):
        self.check_page(chunked(page()), fields="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")
        self.check_page(gzip.compress(page()), fields="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")

    def test_a_body_that_breaks_off_is_a_page_that_says_so(self):
        cut = {"Transfer-Encoding: chunked": chunked(page())[:-500], "Content-Encoding: gzip": gzip.compress(page())[:-100],
               "Content-Encoding: br": brotli(page())[:-200], "Content-Encoding: deflate": zlib.compress(page())[:-100]}
        for field, body in cut.items():
            with self.subTest(field):
                found = self.answer(response("https://news.example/a", body, fields=field + "\r\n"))
                self.assertEqual(found["warnings"], ["truncated"])
                self.assertEqual(found["body"][0]["text"], PARAGRAPHS[0])

    def test_a_crawler_that_cut_the_page_says_so(self):
        found = self.answer(record("response", "https://news.example/a", http_answer(page()), fields="WARC-Truncated: length\r\n"))
        self.assertEqual(found["warnings"], ["truncated"])

    def test_a_coding_that_cannot_be_undone(self):
        for coding in ("gzip", "br", "zstd", "deflate"):
            found = self.answer(response("https://news.example/a", b"\x00\x01\x02" * 50, fields=f"Content-Encoding: {coding}\r\n"),
                                status=3, messages=["https://news.example/a: ", "can't be undone"])
            self.assertEqual(found["error"]["code"], "bad_record")

    def test_bombs_are_cut(self):
        bomb = page() + b"<!--" + b" " * 30_000_000
        for coding, body in {"gzip": gzip.compress(bomb), "br": brotli(bomb), "zstd": zstd_frame(bomb),
                             "gzip, gzip": gzip.compress(gzip.compress(bomb))}.items():
            found, = self.records("--max-bytes", "100k", stdin=response("https://n.example/", body,
                                                                         fields=f"Content-Encoding: {coding}\r\n"))
            self.assertEqual(found["warnings"], ["truncated"])
        codings = ", ".join(["gzip"] * 50)
        self.answer(response("https://n.example/", page(), fields=f"Content-Encoding: {codings}\r\n"), status=3,
                    messages=["too many content codings"])

    def test_the_charset_of_the_header(self):
        french = page("Le pont de l’Alder rouvre après neuf ans à Évry").replace(b'<meta charset="utf-8">', b"")
        for charset in ("windows-1252", '"Windows-1252"', "cp1252; x=y"):
            found = self.answer(response("https://n.example/", french.decode().encode("windows-1252"),
                                         content_type=f"text/html;Charset={charset}"))
            self.assertEqual(found["headline"], "Le pont de l’Alder rouvre après neuf ans à Évry")
        russian = page("Мост через реку открыт").replace(b'<meta charset="utf-8">', b"")
        found = self.answer(record("resource", "https://n.example/", russian.decode().encode("koi8-r"), "text/html; charset=koi8-r"))
        self.assertEqual(found["headline"], "Мост через реку открыт")

    def test_headers_as_servers_write_them(self):
        body = page()
        for header in ("HTTP/1.0 200\nContent-Type:text/html\n\n", "HTTP/1.1  200  OK\r\ncontent-type:\r\n text/html;\r\n\tcharset=utf-8\r\n\r\n",
                       "HTTP/2 203 \r\nno field\r\nContent-Type: text/plain\r\nCONTENT-TYPE : application/xhtml+xml\r\n\r\n",
                       "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: \r\n\r\n"):
            with self.subTest(header):
                found = self.answer(record("response", "https://n.example/", header.encode() + body))
                self.assertEqual(len(found["body"]), len(PARAGRAPHS))

    def test_links_are_resolved_against_the_target(self):
        body = page().replace(b"</article>", b'<h2>Related articles</h2><ul><li><a href="../b/">The old bridge and its railings</a></li>'
                              b'<li><a href="c">The council and the court of the river</a></li></ul></article>')
        found = self.answer(response("https://n.example/x/a/", body))
        self.assertEqual([stub["url"] for stub in found["related"]], ["https://n.example/x/b/", "https://n.example/x/a/c"])


class WhatIsTaken(ProgramTest):
    def check_sources(self, records, expected, **options):
        self.assertEqual(self.sources(self.records(stdin=b"".join(records), **options)), expected)

    def test_only_pages(self):
        text = "\n\n".join(["Bridge opens", *PARAGRAPHS]).encode()
        records = [response("https://n.example/a.css", b"p{}", content_type="text/css"),
                   response("https://n.example/a.js", b"let x", content_type="text/javascript"),
                   response("https://n.example/a.json", b"{}", content_type="application/json"),
                   response("https://n.example/a.pdf", b"%PDF-1.7", content_type="application/pdf"),
                   response("https://n.example/nothing", b"", content_type=""),
                   response("https://n.example/404", page(), status="404 Not Found"),
                   response("https://n.example/500", page(), status="500 Oops"),
                   response("https://n.example/304", b"", status="304 Not Modified"),
                   record("resource", "metadata://gnu.org/software/wget/warc/wget.log", text, "text/plain"),
                   record("resource", "urn:X-wpull:log", text, "text/plain"),
                   record("metadata", "https://n.example/m", b"via: x", "application/warc-fields"),
                   record("request", "https://n.example/r", page(), "text/html"),
                   record("continuation", "https://n.example/c", page(), "text/html"),
                   response("https://n.example/html"),
                   record("conversion", "https://n.example/text", text, "text/plain"),
                   record("resource", "file:///saved/page.html", page(), "application/xhtml+xml"),
                   record("response", "https://n.example/identified", http_answer(page(), content_type=""),
                          fields="WARC-Identified-Payload-Type: text/html\r\n")]
        self.check_sources(records, ["https://n.example/html", "https://n.example/text", "file:///saved/page.html",
                                     "https://n.example/identified"])

    def test_a_page_may_name_another_address(self):
        body = page().replace(b"</head>", b'<link rel="canonical" href="https://n.example/true"></head>')
        found, = self.records("--input-format", "warc", stdin=response("https://n.example/a/?x=1", body))
        self.assertEqual((found["source"], found["url"]), ("https://n.example/a/?x=1", "https://n.example/true"))

    def test_a_record_without_a_target(self):
        self.check_sources([record("warcinfo", "", b""), response("")], ["-:2"])

    def test_a_target_that_is_not_utf8(self):
        self.check_sources([response("https://n.example/x").replace(b"example/x", b"example/caf\xe9/")],
                           ["https://n.example/caf%E9/"])

    def test_a_crawl_without_pages(self):
        self.assertEqual(self.run_program(stdin=response("https://n.example/a.png", IMAGE, content_type="image/png")), b"")

    def test_a_crawl_in_a_folder(self):
        self.write("p/a.html", page())
        self.write("p/b.warc.gz", gzip.compress(response("https://n.example/b/")))
        self.assertEqual(self.sources(self.records("p")), ["p/a.html", "https://n.example/b/"])

    def test_explain_takes_none(self):
        self.write("crawl", response("https://n.example/"))
        self.run_program("explain", "crawl", status=2, messages=["not one page"])
        self.run_program("explain", "--input-format", "warc", "crawl", status=2, messages=["not JSON lines or an archive"])


class Damage(ProgramTest):
    """Damaged records are told, and reading goes on at the next one."""

    def check(self, content, expected, reason, name="crawl"):
        """`expected`: sources, those of failures in parentheses."""
        self.write(name, content)
        answers = self.records(name, status=3, messages=[reason])
        found = [f"({answer['source']})" if "error" in answer else answer["source"] for answer in answers]
        self.assertEqual(found, expected)
        for answer in answers:
            if "error" in answer:
                self.assertIn(answer["error"]["code"], ("bad_record", "unreadable"))
            else:
                self.assertEqual([block["text"] for block in answer["body"]], PARAGRAPHS)

    def pages(self):
        return [response(f"https://n.example/{i}/") for i in range(3)]

    def test_lengths_that_lie(self):
        a, b, c = self.pages()
        content = http_answer(page())
        for length in (0, 10, len(content) - 700, len(content) + 5, len(content) + 300, len(content) * 3, 10**7, 10**15):
            with self.subTest(length - len(content)):
                lying = record("response", "https://n.example/1/", content, length=length)
                self.check(a + lying + c, ["https://n.example/0/", "(https://n.example/1/)", "https://n.example/2/"],
                           "damaged WARC record")

    def test_lengths_that_are_none(self):
        a, b, c = self.pages()
        for length in ("", "-5", "12x", "99999999999999999999999999"):
            lying = record("response", "https://n.example/1/", http_answer(page()), length=length)
            self.check(a + lying + c, ["https://n.example/0/", "(https://n.example/1/)", "https://n.example/2/"], "no Content-Length")

    def test_a_large_record_with_a_length_that_lies(self):
        a, b, c = self.pages()
        lying = record("response", "https://n.example/1/", http_answer(page() + b"x" * 2_000_000), length=3_000_000)
        self.write("crawl", a + lying + c)
        records = self.records("--max-bytes", "50k", "crawl", status=3, messages=["Content-Length is wrong"])
        self.assertEqual(self.sources(records), ["https://n.example/0/", "https://n.example/1/", "https://n.example/2/"])
        self.assertEqual([("error" in answer) for answer in records], [False, True, False])

    def test_a_large_record_is_cut(self):
        a, b, c = self.pages()
        self.write("crawl", a + response("https://n.example/1/", page() + b"<!--" + b"x" * 5_000_000) + c)
        records = self.records("--max-bytes", "50k", "crawl")
        self.assertEqual([answer.get("warnings") for answer in records], [None, ["truncated"], None])

    def test_line_ends_that_are_missing_do_no_harm(self):
        a, b, c = self.pages()
        self.write("crawl", a[:-4] + b[:-2] + c[:-4])
        self.assertEqual(self.sources(self.records("crawl")), [f"https://n.example/{i}/" for i in range(3)])

    def test_garbage_between_records(self):
        a, b, c = self.pages()
        garbage = b"\x00garbage WARC/1.0 in a line\r\nand more\n"
        self.check(a + garbage + b + c, ["https://n.example/0/", "(crawl)", "https://n.example/1/", "https://n.example/2/"],
                   "bytes that are no record were passed over")
        self.check(a + b + garbage, ["https://n.example/0/", "https://n.example/1/", "(crawl)"], "bytes that are no record")

    def test_cut_at_every_place(self):
        a, b, _ = self.pages()
        for size in (1, 6, 9, 100, b.index(b"HTTP/") - 2, b.index(b"HTTP/") + 5, b.index(b"<h1>"), len(b) - 5):
            with self.subTest(size):
                self.write("crawl", a + b[:size])
                records = self.records("crawl", status=3, messages=["pressclip: "])
                self.assertEqual(len(records), 2)
                self.assertNotIn("error", records[0])
                self.assertIn("error", records[1])

    def test_a_header_that_breaks_off(self):
        a, b, c = self.pages()
        self.check(a + b[:150] + b"\r\n" + c, ["https://n.example/0/", "(https://n.example/1/)", "https://n.example/2/"], "breaks off")

    def test_a_response_without_http(self):
        a, _, c = self.pages()
        self.check(a + record("response", "https://n.example/1/", page()) + c,
                   ["https://n.example/0/", "(https://n.example/1/)", "https://n.example/2/"], "no answer of HTTP")

    def test_packed_data_that_breaks_off(self):
        a, b, _ = self.pages()
        self.check(gzip.compress(a) + gzip.compress(b)[:-300], ["https://n.example/0/", "(https://n.example/1/)"], "data ends too early")
        # Nothing of a frame this small is known before it is whole.
        self.check(zstd_frame(a) + zstd_frame(b)[:-300], ["https://n.example/0/", "(crawl)"], "data ends too early")

    def test_packed_data_that_is_damaged_in_the_middle(self):
        a, b, c = self.pages()
        for pack in (gzip.compress, zstd_frame):
            packed = pack(b)
            middle = len(packed) // 2
            self.write("crawl", pack(a) + packed[:middle] + packed[middle + 8:] + pack(c))
            records = self.records("crawl", status=3, messages=["damaged"])
            good = [answer["source"] for answer in records if "error" not in answer]
            self.assertEqual(good, ["https://n.example/0/", "https://n.example/2/"])
            self.assertEqual(len(records), 3)

    def test_a_check_sum_that_is_wrong(self):
        a, b, c = map(gzip.compress, self.pages())
        self.check(a + b[:-8] + b"\0\0\0\0" + b[-4:] + c, ["https://n.example/0/", "(https://n.example/1/)", "https://n.example/2/"],
                   "damaged gzip data")

    def test_bytes_between_packed_records(self):
        a, b, _ = map(gzip.compress, self.pages())
        self.check(a + b"junk" * 10 + b, ["https://n.example/0/", "(crawl)", "https://n.example/1/"], "no packed data")
        self.write("padded", a + b + bytes(1000))
        self.assertEqual(len(self.records("padded")), 2)

    def test_a_damaged_dictionary(self):
        a, b, _ = self.pages()
        packed = zstd_frame(b"\x37\xa4\x30\xec" + bytes(500))
        self.write("crawl", skippable_frame(packed[:-3]) + zstd_frame(a))
        self.run_program("crawl", status=2, messages=["damaged zstd dictionary"])


class Bounded(ProgramTest):
    def peak(self, pieces):
        """Memory in KiB that the program, or this test before it began, needed for a crawl of these pieces at most."""
        with (self.folder / "crawl").open("wb") as file:
            for piece in pieces:
                file.write(piece)
        with self.begin("--jobs", "1", "--fields", "source", "crawl", stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
        self.assertEqual(status, 0)
        return usage.ru_maxrss

    def test_memory_does_not_grow_with_the_crawl(self):
        image = response("https://n.example/a.png", IMAGE * 500, content_type="image/png")
        records = response("https://n.example/a/") + image * 3
        small = self.peak([records] * 5)
        self.assertLess(self.peak([records] * 200), small + 8 * 1024)
        packed = gzip.compress(records, 1)
        self.assertLess(self.peak([packed] * 200), small + 8 * 1024)


if __name__ == "__main__":
    run_tests()
