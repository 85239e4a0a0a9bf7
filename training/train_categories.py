"""Trains the model that names what is removed, cross-validated by site on the labelled pages.

usage: train_categories.py [--gold DIR] [--labels FILE] [--tool WRITE_EVIDENCE] [--work DIR] [--out MODEL]

Needs the fold models of train_blocks.py html and of train_stubs.py: what is removed, and what is a teaser, is judged by models
that had not seen the page's site. Writes WORK/categories/fold-K.model for each fold and the model of all pages.
"""
import json
import subprocess
from collections import Counter
from pathlib import Path

import lightgbm as lgb
import numpy as np

import gold
from train_blocks import forest_text
from train_stubs import fold_title

# In the order of the program's categories (include/pressclip/category.h).
CATEGORIES = ("paywall", "newsletter", "read_more", "share", "comments", "promo", "ad", "consent", "legal", "byline", "bio", "tags",
              "media", "notice", "navigation")
PARAMETERS = {"objective": "multiclass", "num_class": len(CATEGORIES), "learning_rate": 0.15, "num_leaves": 4, "min_data_in_leaf": 5,
              "feature_fraction": 0.2, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63, "verbosity": -1,
              "seed": gold.SEED, "deterministic": True, "force_row_wise": True, "num_threads": 1}
TREES = 50  # for each category
TEASER_WEIGHT = 0.15  # a removed block with the title of a labelled teaser, which is not among the clutter itself
REPEATED = 0.7  # a text that stands n times counts n ** (1 - REPEATED) times: labels hold it once


class OneCategory:
    """The trees of one category, for forest_text."""

    def __init__(self, booster, category):
        self.trees = booster.dump_model()["tree_info"][category::len(CATEGORIES)]

    def dump_model(self):
        return {"tree_info": self.trees}


def model_text(booster, columns):
    return "pressclip-model 1\n" + "".join(forest_text(f"category_{name}", OneCategory(booster, i), columns) for i, name in enumerate(CATEGORIES))


def matches(label, block):
    """Whether a labelled text and a block's are the same, or one holds the other, as score.py has it."""
    return label == block or len(label) > 24 and label in block and len(block) < 4 * len(label) or len(block) > 24 and block in label


def label_of(text, clutter, teasers):
    """The category that the labels give to a text, and its weight; None where they give none, or several."""
    found = {c for t, c in clutter if t == text} or {c for t, c in clutter if matches(t, text)}
    if len(found) == 1:
        return CATEGORIES.index(found.pop()), 1.0
    if not found and text in teasers:
        return CATEGORIES.index("read_more"), TEASER_WEIGHT
    return None, 0.0


def judge_models(work):
    """A file for each fold with the models that judge its pages."""
    paths = []
    for fold in range(gold.FOLDS):
        parts = [(work / kind / f"fold-{fold}.model").read_text().split("\n", 1)[1] for kind in ("html", "stubs")]
        paths.append(work / "categories" / f"judge-{fold}.model")
        paths[-1].write_text("pressclip-model 1\n" + "".join(parts))
    return paths


def main():
    parser = gold.arguments(__doc__)
    parser.add_argument("--out", type=Path, default=Path("src/label/data/category.model"))
    options = parser.parse_args()
    work = options.work / "categories"
    work.mkdir(parents=True, exist_ok=True)
    columns = [n for prefix in ("", "second_", "category_") for n in gold.columns(options.tool, prefix)]

    pages = [p for p in gold.load(options.gold, options.labels) if p["label"]]
    pages.sort(key=gold.fold_of)
    judges = judge_models(options.work)
    tasks = [{"path": str(options.gold / p["set"] / "pages" / f"{p['id']}.html.gz"), "format": "html", "model": str(judges[gold.fold_of(p)])}
             for p in pages]
    (work / "pages").write_text("".join(json.dumps(t) + "\n" for t in tasks))
    subprocess.run([options.tool, "categories", work / "pages", work / "blocks.jsonl"], check=True)

    rows, target, weight, folds, named = [], [], [], [], []
    for page, line in zip(pages, open(work / "blocks.jsonl", encoding="utf-8")):
        clutter = [(fold_title(gold.INVISIBLE.sub("", c["text"])), c["category"]) for c in page["label"]["clutter"]]
        clutter = [(t, c) for t, c in clutter if t]
        teasers = {fold_title(s["title"]) for s in page["label"]["related"]}
        blocks = [(fold_title(gold.INVISIBLE.sub("", b["text"])), b) for b in json.loads(line)["blocks"]]
        copies = Counter(text for text, _ in blocks)
        for text, block in blocks:
            category, own_weight = label_of(text, clutter, teasers) if text else (None, 0.0)
            if category is None:
                continue
            rows.append(block["evidence"])
            target.append(category)
            weight.append(own_weight * copies[text] ** -REPEATED)
            folds.append(gold.fold_of(page))
            named.append(CATEGORIES.index(block["category"]))
    rows, target, weight = np.array(rows, dtype=np.float32), np.array(target), np.array(weight)
    folds, named = np.array(folds), np.array(named)

    def train(mask):
        data = lgb.Dataset(rows[mask], target[mask], weight=weight[mask], feature_name=columns)
        return lgb.train(PARAMETERS, data, num_boost_round=TREES)

    chosen = np.zeros(len(rows), dtype=int)
    for fold in range(gold.FOLDS):
        booster = train(folds != fold)
        chosen[folds == fold] = booster.predict(rows[folds == fold]).argmax(axis=1)
        (work / f"fold-{fold}.model").write_text(model_text(booster, columns))
    print(f"{len(rows)} blocks; by weight right: rules {np.average(named == target, weights=weight):.3f}, "
          f"model {np.average(chosen == target, weights=weight):.3f}")
    for category, name in enumerate(CATEGORIES):
        of = target == category
        if of.any():
            others = Counter(CATEGORIES[c] for c in chosen[of & (chosen != category)]).most_common(3)
            print(f"{name:11} {of.sum():4}  rules {(named[of] == category).mean():.2f}  model {(chosen[of] == category).mean():.2f}  "
                  + ", ".join(f"{n} as {other}" for other, n in others))
    booster = train(np.ones(len(rows), dtype=bool))
    options.out.write_text(model_text(booster, columns))
    gain = sorted(zip(booster.feature_importance("gain"), columns), reverse=True)
    print("strongest evidence:", ", ".join(n for _, n in gain[:30]))


if __name__ == "__main__":
    main()
