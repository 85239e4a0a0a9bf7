"""What --learn changes on the gold pages of sites with three pages or more: the scorer's lines for those pages, without and with it.

usage: evaluate_learning.py [--released] [--program PRESSCLIP]

Each page is judged by the models of its fold, which have seen no page of its site; with --released, by those compiled in, which have.
Writes WORK/learning/.
"""
import argparse
import json
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import tldextract

import cross_validate
import gold

FEWEST_PAGES = 3
registrable = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)


def answers(program, listing, output, model, learn):
    """The records of a batch, by set and id."""
    for old in (output, output.with_name(f".{output.name}.pressclip")):
        subprocess.run(["rm", "-rf", old], check=True)
    options = [*(["--model", model] if model else []), *(["--learn"] if learn else [])]
    subprocess.run([program, "batch", "--files-from", listing, "--output", output, "--removed", "--quiet", *options], check=True)
    found = {}
    for line in filter(None, output.read_text().split("\n")):  # not at every line end that Unicode knows
        path = Path(json.loads(line)["source"])
        found[path.parts[-3], path.name.removesuffix(".html.gz")] = line
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--released", action="store_true")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--program", type=Path, default=Path("build/release/pressclip"))
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    options = parser.parse_args()
    work = options.work / "learning"
    work.mkdir(parents=True, exist_ok=True)
    (options.work / "cross").mkdir(parents=True, exist_ok=True)
    pages = gold.load(options.shared / "gold", options.shared / "labels/dev.jsonl")
    found = {False: {}, True: {}}
    for fold in [None] if options.released else range(gold.FOLDS):
        listing = work / "pages"
        listing.write_text("".join(f"{options.shared}/gold/{p['set']}/pages/{p['id']}.html.gz\n" for p in pages
                                   if fold is None or gold.fold_of(p) == fold))
        model = None if fold is None else cross_validate.fold_model(options.work, fold)
        for learn in found:
            found[learn].update(answers(options.program, listing, work / "answers.jsonl", model, learn))

    sites = defaultdict(list)
    for key, line in found[False].items():
        host = urlsplit(json.loads(line)["url"] or "").hostname or ""
        sites[registrable(host).top_domain_under_public_suffix or host].append(key)
    sites.pop("", None)
    chosen = {key for keys in sites.values() if len(keys) >= FEWEST_PAGES for key in keys}
    print(f"{sum(len(keys) >= FEWEST_PAGES for keys in sites.values())} sites, {len(chosen)} pages")
    for learn, records in found.items():
        pairs = []
        for name in gold.SETS:
            folder = work / name
            folder.mkdir(exist_ok=True)
            lines = (options.shared / "gold" / name / "gold.jsonl").read_text().split("\n")
            (folder / "gold.jsonl").write_text("".join(line + "\n" for line in lines if line and (name, json.loads(line)["id"]) in chosen))
            (folder / "answers.jsonl").write_text("".join(line + "\n" for key, line in records.items() if key in chosen and key[0] == name))
            pairs += [folder, folder / "answers.jsonl"]
        print("with --learn" if learn else "without")
        subprocess.run(["python3", options.shared / "eval/score.py", *pairs, "--labels", options.shared / "labels/dev.jsonl"], check=True)
    changed = [key for key in found[False] if json.loads(found[False][key])["body"] != json.loads(found[True][key])["body"]]
    print(f"{len(changed)} bodies changed: {changed}")


if __name__ == "__main__":
    main()
