"""Trains the model that tells related stubs from listings, cross-validated by site on the labelled pages.

usage: train_stubs.py [--gold DIR] [--labels FILE] [--tool WRITE_EVIDENCE] [--work DIR]

Needs the fold models of train_blocks.py html: candidates are found on pages as a model judged them that had not seen their site.
Writes WORK/stubs/fold-K.model for each fold and src/label/data/stubs.model.
"""
import json
import re
import subprocess
import unicodedata
from pathlib import Path

import lightgbm as lgb
import numpy as np

import gold
from train_blocks import forest_text

PARAMETERS = {"objective": "binary", "learning_rate": 0.06, "num_leaves": 8, "min_data_in_leaf": 25, "feature_fraction": 0.4,
              "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 8.0, "max_bin": 63, "verbosity": -1,
              "seed": gold.SEED, "deterministic": True, "force_row_wise": True, "num_threads": 2}
TREES = 120
LISTING_WEIGHT = 0.5  # a listing among the stubs is no error by the labels' rules, but not wanted either


def fold_title(text):
    return "".join(gold.WORD.findall(unicodedata.normalize("NFC", text or "").lower()))


def fold_url(url):
    url = re.sub(r"^(?:https?:)?//[^/?#]+", "", (url or "").split("#")[0])
    return re.sub(r"[?&](?:utm_\w+|ref|fbclid|gclid)=[^&]*", "", url).rstrip("/").lower()


def main():
    options = gold.arguments(__doc__).parse_args()
    work = options.work / "stubs"
    work.mkdir(parents=True, exist_ok=True)
    columns = gold.columns(options.tool, "stub_")

    pages = [p for p in gold.load(options.gold, options.labels) if p["label"]]
    pages.sort(key=gold.fold_of)
    tasks = [{"path": str(options.gold / p["set"] / "pages" / f"{p['id']}.html.gz"), "format": "html",
              "model": str(options.work / "html" / f"fold-{gold.fold_of(p)}.model")} for p in pages]
    (work / "pages").write_text("".join(json.dumps(t) + "\n" for t in tasks))
    subprocess.run([options.tool, "stubs", work / "pages", work / "stubs.jsonl"], check=True)

    rows, target, weight, folds, wanted, found = [], [], [], [], 0, 0
    for page, line in zip(pages, open(work / "stubs.jsonl", encoding="utf-8")):
        keys = {"related": set(), "listing": set()}
        for stub in page["label"]["related"]:
            keys["related" if stub["kind"] == "related" else "listing"] |= {"u:" + fold_url(stub.get("url")), "t:" + fold_title(stub["title"])}
        wanted += sum(s["kind"] == "related" for s in page["label"]["related"])
        for stub in json.loads(line)["stubs"]:
            own = {k for k in ("u:" + fold_url(stub["url"]), "t:" + fold_title(stub["title"])) if len(k) > 3}
            hit = bool(own & keys["related"])
            found += hit
            rows.append(stub["evidence"])
            target.append(hit)
            weight.append(LISTING_WEIGHT if own & keys["listing"] and not hit else 1.0)
            folds.append(gold.fold_of(page))
    rows, target, weight, folds = np.array(rows, dtype=np.float32), np.array(target), np.array(weight), np.array(folds)
    print(f"{len(rows)} candidates, {found} of {wanted} related stubs among them")

    def train(mask):
        data = lgb.Dataset(rows[mask], target[mask], weight=weight[mask], feature_name=columns)
        return lgb.train(PARAMETERS, data, num_boost_round=TREES)

    scores = np.zeros(len(rows))
    for fold in range(gold.FOLDS):
        booster = train(folds != fold)
        scores[folds == fold] = booster.predict(rows[folds == fold])
        (work / f"fold-{fold}.model").write_text("pressclip-model 1\n" + forest_text("stubs", booster, columns))
    for threshold in (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6):
        kept = (scores >= threshold)
        counted = kept & ((weight == 1.0) | target)
        print(f"threshold {threshold}: P {target[counted].mean():.3f} R {(target & kept).sum() / wanted:.3f}")
    booster = train(np.ones(len(rows), dtype=bool))
    Path("src/label/data/stubs.model").write_text("pressclip-model 1\n" + forest_text("stubs", booster, columns))
    gain = sorted(zip(booster.feature_importance("gain"), columns), reverse=True)
    print("strongest evidence:", ", ".join(n for _, n in gain[:25]))


if __name__ == "__main__":
    main()
