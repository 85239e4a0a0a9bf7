"""Times other extractors as time_pages does: time_peers.py WORK ROUNDS FOLDER, a line of CPU seconds and bytes for each round.

WORK is resiliparse_bytes (page bytes to main content: its encoding told, parse, extract), resiliparse (the same from text that is
decoded already), lexbor (resiliparse's parser alone, from text) or trafilatura (from text).
"""

import gzip
import pathlib
import sys
import time


def work_of(name):
    if name == "trafilatura":
        import trafilatura

        return lambda page: trafilatura.bare_extraction(page, include_comments=False)
    from resiliparse.parse.html import HTMLTree

    if name == "lexbor":
        return lambda page: HTMLTree.parse(page)
    from resiliparse.extract.html2text import extract_plain_text

    if name == "resiliparse_bytes":
        from resiliparse.parse.encoding import detect_encoding

        return lambda page: extract_plain_text(HTMLTree.parse_from_bytes(page, detect_encoding(page)), main_content=True)
    return lambda page: extract_plain_text(HTMLTree.parse(page), main_content=True)


def main():
    name, rounds, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    work = work_of(name)
    raw = [path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())]
    raw = [gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page for page in raw]
    if name == "resiliparse_bytes":
        pages = raw
    else:  # text, so that the peers are spared the decoding
        pages = [page.decode("utf-8", errors="replace") for page in raw]
    for page in pages[:5]:
        work(page)
    for _ in range(rounds):
        begin = time.process_time()
        for page in pages:
            try:
                work(page)
            except Exception:  # a page that a peer can't read still took its time
                pass
        print(f"{time.process_time() - begin:.6f} {sum(map(len, raw))}", flush=True)


main()
