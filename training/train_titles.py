"""Trains the model that finds the headline among the lines of a plain-text dump, cross-validated by site.

usage: train_titles.py [--gold DIR] [--labels FILE] [--tool WRITE_EVIDENCE] [--work DIR]

The first of the trainings: the others need a headline. Writes WORK/titles/fold-K.model for each fold and
src/label/data/titles.model.
"""
import json
import subprocess
from pathlib import Path

import lightgbm as lgb
import numpy as np

import gold
from train_blocks import forest_text

# One line of each page is wanted, so that lines compete within their page (LambdaMART).
PARAMETERS = {"objective": "lambdarank", "lambdarank_truncation_level": 5, "learning_rate": 0.08, "num_leaves": 12, "min_data_in_leaf": 40, "feature_fraction": 0.5,
              "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 4.0, "max_bin": 127, "verbosity": -1,
              "seed": gold.SEED, "deterministic": True, "force_row_wise": True, "num_threads": 2}
TREES = 120


def fold_title(text):
    return "".join(gold.words(text))


def main():
    options = gold.arguments(__doc__).parse_args()
    work = options.work / "titles"
    work.mkdir(parents=True, exist_ok=True)
    columns = gold.columns(options.tool, "title_")

    pages = [p for p in gold.load(options.gold, options.labels) if p.get("body")]
    tasks = [{"path": str(options.gold / p["set"] / "text" / f"{p['id']}.txt.gz"), "format": "text"} for p in pages]
    (work / "pages").write_text("".join(json.dumps(t) + "\n" for t in tasks))
    subprocess.run([options.tool, "titles", work / "pages", work / "lines.jsonl", work / "rows.f32"], check=True)
    lines = [[fold_title(x) for x in json.loads(line)["lines"]] for line in open(work / "lines.jsonl", encoding="utf-8")]
    rows = np.fromfile(work / "rows.f32", dtype=np.float32).reshape(-1, len(columns))
    assert len(rows) == sum(map(len, lines))

    # The headline that the labels say is shown, else gold's title, where a line is just that.
    wanted = [fold_title((p["label"] or {}).get("headline") or p.get("title")) for p in pages]
    known = [bool(w) and w in found for w, found in zip(wanted, lines)]
    target = np.array([x == w for w, found in zip(wanted, lines) for x in found])
    page = np.repeat(np.arange(len(pages)), [len(found) for found in lines])
    fold = np.array([gold.fold_of(p) for p in pages])[page]
    usable = np.array(known)[page]

    def train(mask):
        lines_of_page = np.bincount(page[mask])
        data = lgb.Dataset(rows[mask], target[mask].astype(int), group=lines_of_page[lines_of_page > 0], feature_name=columns)
        return lgb.train(PARAMETERS, data, num_boost_round=TREES)

    scores = np.zeros(len(rows))
    for number in range(gold.FOLDS):
        booster = train(usable & (fold != number))
        scores[fold == number] = booster.predict(rows[fold == number])
        (work / f"fold-{number}.model").write_text("pressclip-model 1\n" + forest_text("title_lines", booster, columns))
    begins = np.concatenate([[0], np.cumsum([len(found) for found in lines])])
    for name in gold.SETS:
        chosen = [i for i, p in enumerate(pages) if p["set"] == name and known[i]]
        right = sum(target[begins[i] + scores[begins[i]:begins[i + 1]].argmax()] for i in chosen)
        print(f"{name}: {right} of {len(chosen)} right, {right / len(chosen):.3f}")
    booster = train(usable)
    Path("src/label/data/titles.model").write_text("pressclip-model 1\n" + forest_text("title_lines", booster, columns))
    gain = sorted(zip(booster.feature_importance("gain"), columns), reverse=True)
    print("strongest evidence:", ", ".join(n for _, n in gain[:25]))


if __name__ == "__main__":
    main()
