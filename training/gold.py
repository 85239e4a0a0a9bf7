"""The gold pages as training data: which blocks of a page are its article's body, and which fold a page is in."""
import argparse
import json
import re
import subprocess
import unicodedata
import zlib
from difflib import SequenceMatcher
from pathlib import Path

import tldextract

SETS = ("fundus-dev", "wcxb-dev", "trafilatura")
FOLDS = 5
SEED = 20260

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_registrable = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def arguments(description):
    """The options that all trainings share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--labels", type=Path, default=Path("../shared/labels/dev.jsonl"))
    parser.add_argument("--tool", type=Path, default=Path("build/release/write_evidence"))
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    return parser


def columns(tool, prefix=""):
    """The columns of evidence that the tool writes, in order: of the first look, or those behind a prefix."""
    names = subprocess.run([tool], check=True, capture_output=True, text=True).stdout.split()
    if not prefix:
        return [n for n in names if not n.startswith(("second_", "title_", "stub_", "category_"))]
    # The second look's columns have it in their own names; of the others the tool alone puts it there.
    return [n if prefix == "second_" else n.removeprefix(prefix) for n in names if n.startswith(prefix)]


def words(text):
    return WORD.findall(INVISIBLE.sub("", unicodedata.normalize("NFC", text or "")).lower())


def site_of(page):
    """The registrable domain of the gold URL; of the id where the URL is none."""
    url = page["url"] if page["url"].startswith("http") else "http://" + page["id"].split("-")[0]
    return _registrable(url).top_domain_under_public_suffix or page["id"]


def fold_of(page):
    return zlib.crc32(f"{SEED}:{site_of(page)}".encode()) % FOLDS


def load(gold_dir, labels_path):
    labels = {}
    for line in open(labels_path, encoding="utf-8"):
        label = json.loads(line)
        labels[label["set"], label["id"]] = label
    pages = []
    for name in SETS:
        for line in open(Path(gold_dir) / name / "gold.jsonl", encoding="utf-8"):
            page = json.loads(line)
            page["set"] = name
            page["label"] = labels.get((name, page["id"]))
            pages.append(page)
    return pages


def covered(page_words, gold_words, size=4):
    """For each word of the page, whether a run of `size` words around it stands in gold, in gold's order."""
    found = [False] * len(page_words)
    a = list(zip(*(page_words[i:] for i in range(size))))
    b = list(zip(*(gold_words[i:] for i in range(size))))
    for start, _, length in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for i in range(start, start + length + size - 1 if length else start):
            found[i] = True
    return found


def body_blocks(blocks, body):
    """For each block's text, the share of its words that are gold's body."""
    lists = [words(text) for text in blocks]
    found = covered([w for ws in lists for w in ws], words(body))
    shares, at = [], 0
    for ws in lists:
        shares.append(sum(found[at:at + len(ws)]) / len(ws) if ws else 0.0)
        at += len(ws)
    return shares
