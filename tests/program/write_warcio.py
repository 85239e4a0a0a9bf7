#!/usr/bin/env python3
"""Writes the two files of data/ that warcio_test reads, with warcio 1.8.1 (pip install warcio==1.8.1).

usage: write_warcio.py FOLDER
"""

import io
import sys
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PARAGRAPHS = [
    "The ferry to the island of Aldra will run every hour from June, the county decided on Monday, after three summers in "
    "which visitors had waited on the quay until the evening.",
    "A second boat has been hired from the yard at Palmere for five years. It carries forty cars and is to be replaced by one "
    "with an electric engine when the contract ends.",
]


def page(headline):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f'<!DOCTYPE html><html lang="en"><title>{headline}</title><article><h1>{headline}</h1>{text}</article></html>'.encode()


def write(path, packed):
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for i in range(20):
            uri = f"https://news.example/{i}/"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            answer = writer.create_warc_record(uri, "response", payload=io.BytesIO(page(f"Headline number {i} of the crawl")),
                                               http_headers=headers)
            request = writer.create_warc_record(uri, "request", http_headers=StatusAndHeaders(f"GET /{i}/ HTTP/1.1", [], is_http_request=True))
            writer.write_request_response_pair(request, answer)
            writer.write_record(writer.create_revisit_record(uri, "sha1:B6QJ6BNJ3R4B23XXMRKZKHLPGJY2VE4O", uri,
                                                             "2026-05-05T09:30:00Z", http_headers=headers))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    write(folder / "warcio.warc", False)
    write(folder / "warcio.warc.gz", True)
