"""What each group of evidence is worth: the first look trained without it, cross-validated by site.

usage: ablate.py [GROUP]... [--gold DIR] [--labels FILE] [--tool WRITE_EVIDENCE] [--work DIR]

Needs what train_blocks.py html has left in WORK. The groups are the sections of docs/EVIDENCE.md. Trained on whole pages
alone, with fewer trees than the model that is released, so that the differences count and not the figures.
"""
import json
import re
from pathlib import Path

import lightgbm as lgb
import numpy as np

import gold
from train_blocks import PARAMETERS, block_weights, clutter_of, page_figures, probability

QUICK = PARAMETERS | {"learning_rate": 0.12}
TREES = 60


def groups(document):
    """The columns of each section of the first look."""
    first = document.split("\n## First look", 1)[-1].split("\n## Second look", 1)[0]
    found = {}
    for section in re.split(r"\n### ", first)[1:]:
        title, body = section.split("\n", 1)
        found[title] = re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE)
    return found


def main():
    parser = gold.arguments(__doc__)
    parser.add_argument("groups", nargs="*", help="only these, as docs/EVIDENCE.md names them")
    options = parser.parse_args()
    names = gold.columns(options.tool)
    pages = [p for p in gold.load(options.gold, options.labels) if p.get("body")]
    texts = []
    for line in open(options.work / "html/all.texts", encoding="utf-8"):
        if len(texts) == len(pages):
            break
        texts.append(json.loads(line)["blocks"])
    rows = np.fromfile(options.work / "html/all.f32", dtype=np.float32).reshape(-1, len(names))[:sum(map(len, texts))]
    targets = []
    for page, blocks in zip(pages, texts):
        clutter = clutter_of(page)
        targets.append([s >= 0.6 and "".join(gold.words(b)) not in clutter for s, b in zip(gold.body_blocks(blocks, page["body"]), blocks)])
    target = np.concatenate([np.array(t, dtype=np.int8) for t in targets])
    weight = np.concatenate([block_weights(p, b, t) for p, b, t in zip(pages, texts, targets)])
    folds = np.repeat([gold.fold_of(p) for p in pages], [len(b) for b in texts])

    def figures(columns):
        margins = np.zeros(len(target))
        for fold in range(gold.FOLDS):
            own = folds == fold
            data = lgb.Dataset(rows[~own][:, columns], target[~own], weight=weight[~own])
            margins[own] = lgb.train(QUICK, data, num_boost_round=TREES).predict(rows[own][:, columns], raw_score=True)
        return page_figures(pages, texts, targets, probability(margins))

    print("| without | columns | " + " | ".join(f"{name} F1 / exact" for name in gold.SETS) + " |")
    print("|---|---|" + "---|" * len(gold.SETS))
    everything = groups(Path("docs/EVIDENCE.md").read_text(encoding="utf-8"))
    for title, left_out in [("nothing", [])] + list(everything.items()):
        if options.groups and title not in options.groups:
            continue
        columns = [at for at, name in enumerate(names) if name not in left_out]
        by_set = figures(columns)
        print(f"| {title} | {len(left_out)} | " + " | ".join(f"{by_set[name][0]:.4f} / {by_set[name][3]:.3f}" for name in gold.SETS) + " |", flush=True)


if __name__ == "__main__":
    main()
