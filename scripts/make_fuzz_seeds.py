#!/usr/bin/env python3
"""Writes the fuzzers' seeds, a folder for each target: make_fuzz_seeds.py HOSTILE_TEST FOLDER.

They are the pages of testdata, what is in them (JSON-LD, dates), the rules files in pieces, and the hostile inputs in small.
"""
import gzip
import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

LONGEST = 20_000  # bytes; libFuzzer tries nothing longer
HOSTILE_BYTES = 4_000

hostile_test, folder = sys.argv[1], pathlib.Path(sys.argv[2])
project = pathlib.Path(__file__).resolve().parent.parent


def write(target: str, name: str, content: bytes) -> None:
    place = folder / target
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(content[:LONGEST])


for page in sorted(project.glob("testdata/*/page.*")):
    name, content = page.parent.name, page.read_bytes()
    text = content.decode("utf-8", "replace")
    write("decode", name, b"\0" + content)
    if page.suffix == ".txt":
        write("text", name, content)
        write("json_line", name, json.dumps({"text": text, "id": name}).encode())
        continue
    if page.suffix != ".html":
        continue
    for target in ("html", "parse", "skeleton"):
        write(target, name, content)
    write("json_line", name, json.dumps({"html": text, "url": "https://news.example/a.html"}).encode())
    write("text", name, re.sub(r"<[^>]*>", "\n", text).encode())
    for number, script in enumerate(re.findall(r"ld\+json[^>]*>(.*?)</script", text, re.S)):
        write("json_ld", f"{name}-{number}", script.encode())
    dates = re.findall(r'datetime="([^"]*)"', text) + re.findall(r"<time[^>]*>([^<]*)", text)
    bylines = re.findall(r'class="[^"]*(?:byline|author)[^"]*"[^>]*>([^<]+)', text)
    for number, date in enumerate(dates + bylines):
        write("date", f"{name}-{number}", date.encode())

for rules in sorted(project.glob("src/rules/data/*.rules")):
    write("rules", rules.name, rules.read_bytes()[:4000])

small = {page.parent.name + page.suffix: page.read_bytes() for page in sorted(project.glob("testdata/*/page.*"))[:6]}
packed_tar, packed_zip, lines = io.BytesIO(), io.BytesIO(), b""
with tarfile.open(fileobj=packed_tar, mode="w") as tar, zipfile.ZipFile(packed_zip, "w", zipfile.ZIP_DEFLATED) as zipped:
    for name, content in small.items():
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
        zipped.writestr(name, content)
crawl = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
for name, content in small.items():
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
    crawl += (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{name}\r\nContent-Type: application/http\r\n"
              f"Content-Length: {len(answer)}\r\n\r\n").encode() + answer + b"\r\n\r\n"
    lines += json.dumps({"html": content.decode("utf-8", "replace")}).encode() + b"\n"
for name, content in {"tar": packed_tar.getvalue(), "zip": packed_zip.getvalue(), "warc": crawl, "lines": lines}.items():
    write("archive", name, content)
    write("archive", name + ".gz", gzip.compress(content, mtime=0))

hostile = folder / "hostile"
subprocess.run([hostile_test, "--write", hostile, str(HOSTILE_BYTES)], check=True)
for made in sorted(hostile.iterdir()):
    content, name = made.read_bytes(), "hostile-" + made.name
    for target in ("html", "parse", "skeleton", "text", "decode"):
        write(target, name, content)
    if "JSON_LD" in name:
        write("json_ld", name, content)
    if "JSON_line" in name:
        write("json_line", name, content)
    if "rules" in name:
        write("rules", name, content)
    if "date" in name or "byline" in name:
        write("date", name, content)
    made.unlink()
hostile.rmdir()
