"""Trains the models that weigh the evidence of blocks, cross-validated by site.

usage: train_blocks.py html|text [--gold DIR] [--labels FILE] [--tool WRITE_EVIDENCE] [--work DIR] [--out MODEL]

Needs the fold models of train_titles.py. Writes WORK/fold-K.model for each fold (trained without the pages of that fold's sites) and the model of all pages.
"""
import json
import random
import subprocess
from pathlib import Path

import lightgbm as lgb
import numpy as np

import gold
import word_weights

PARAMETERS = {"objective": "binary", "learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 60, "feature_fraction": 0.5,
              "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 4.0, "max_bin": 127, "verbosity": -1,
              "seed": gold.SEED, "deterministic": True, "force_row_wise": True, "num_threads": 2}
FIRST_TREES = 120
SECOND_PARAMETERS = PARAMETERS | {"learning_rate": 0.1}
SECOND_TREES = 80
# The second look sees all that the first saw, and the scores around a block. Its margin counts this much, the first look's
# the rest: the mean of the two is better than either. src/label/label.cpp has the same share.
SECOND_SHARE = 0.5
SET_WEIGHT = {"fundus-dev": 2.0, "trafilatura": 1.5, "wcxb-dev": 0.5}
BRIEF_SHARE = 0.5  # of the pages have a copy with the body cut down to a few blocks
FOREIGN_SHARE = 0.4  # of the pages have a copy in a language of which no word is known: most languages have no page here
COPY_WEIGHT = 0.4  # of such a copy, in pages


def run(tool, *arguments):
    subprocess.run([tool, *map(str, arguments)], check=True)


def evidence_of(tool, tasks, work, name, width):
    """Evidence rows and block texts of every task, in order."""
    (work / f"{name}.pages").write_text("".join(json.dumps(t) + "\n" for t in tasks))
    run(tool, "first", work / f"{name}.pages", work / f"{name}.texts", work / f"{name}.f32")
    texts = [json.loads(x)["blocks"] for x in open(work / f"{name}.texts", encoding="utf-8")]
    rows = np.fromfile(work / f"{name}.f32", dtype=np.float32).reshape(-1, width)
    assert len(rows) == sum(map(len, texts))
    return rows, texts


def second_look(tool, work, name, scores, width):
    scores.astype(np.float32).tofile(work / f"{name}.scores")
    run(tool, "second", work / f"{name}.pages", work / f"{name}.scores", work / f"{name}.second")
    return np.fromfile(work / f"{name}.second", dtype=np.float32).reshape(-1, width)


def probability(margin):
    """The logistic function as the program has it: straight lines between whole numbers."""
    whole = np.arange(-8, 9)
    return np.interp(margin, whole, 1 / (1 + np.exp(-whole.astype(float))))


def block_weights(page, blocks, target):
    """How much each block of a page counts: by its share of the body's length, so that pages count alike."""
    words = np.array([max(1, len(gold.words(b))) for b in blocks], dtype=float)
    body = words[np.array(target, dtype=bool)].sum()
    return (0.15 + words / max(60.0, body) * 20) * SET_WEIGHT[page["set"]]


def clutter_of(page):
    return {"".join(gold.words(c["text"])) for c in page["label"]["clutter"]} if page["label"] else set()


def forest_text(name, booster, columns):
    used, branches, leaves, roots = {}, [], [], []
    def add(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return ~(len(leaves) - 1)
        assert node["decision_type"] == "<="
        at = len(branches)
        branches.append(None)
        column = used.setdefault(node["split_feature"], len(used))
        left, right = add(node["left_child"]), add(node["right_child"])
        branches[at] = (column, node["threshold"], left, right)
        return at
    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))
    out = [f"forest {name} columns {len(used)}", " ".join(columns[i] for i in used), f"branches {len(branches)}"]
    out += [f"{c} {t:.6g} {l} {r}" for c, t, l, r in branches]
    out += [f"leaves {len(leaves)}", " ".join(f"{v:.5f}" for v in leaves), f"roots {len(roots)}", " ".join(map(str, roots))]
    return "\n".join(out) + "\n"


def main():
    parser = gold.arguments(__doc__)
    parser.add_argument("kind", choices=("html", "text"))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    work = options.work / options.kind
    work.mkdir(parents=True, exist_ok=True)
    first_names, second_names = gold.columns(options.tool), gold.columns(options.tool, "second_")

    pages = [p for p in gold.load(options.gold, options.labels) if p.get("body")]
    suffix = ("pages", "html") if options.kind == "html" else ("text", "txt")
    tasks = [{"path": str(options.gold / p["set"] / suffix[0] / f"{p['id']}.{suffix[1]}.gz"), "format": options.kind} for p in pages]
    (work / "whole.pages").write_text("".join(json.dumps(t) + "\n" for t in tasks))
    run(options.tool, "words", work / "whole.pages", work / "whole.words")
    answers = [json.loads(line) for line in open(work / "whole.words", encoding="utf-8")]
    texts = [answer["blocks"] for answer in answers]

    # Which blocks are the body; then copies: briefs, which keep only the first few blocks of the body, and pages whose
    # words are not known.
    random.seed(gold.SEED)
    rows_page, rows_target, copies = [], [], []
    for page, blocks in zip(pages, texts):
        shares = gold.body_blocks(blocks, page["body"])
        clutter = clutter_of(page)
        target = [s >= 0.6 and "".join(gold.words(b)) not in clutter for s, b in zip(shares, blocks)]
        rows_page.append(page)
        rows_target.append(target)
        body = [i for i, t in enumerate(target) if t]
        if len(body) > 4 and random.random() < BRIEF_SHARE:
            keep = random.randint(2, min(10, len(body) - 1))
            copies.append((len(rows_page) - 1, {"drop": body[keep:]}))
        if random.random() < FOREIGN_SHARE:
            copies.append((len(rows_page) - 1, {"foreign": True}))
    # Weights of words. A page's evidence is computed with those that were learned without its fold.
    kinds = ("words", "places") if options.kind == "html" else ("words",)
    weights = np.concatenate([block_weights(page, blocks, target) for page, blocks, target in zip(pages, texts, rows_target)])
    body = np.concatenate([np.array(target, dtype=np.int8) for target in rows_target])
    tokens = {kind: word_weights.Words(kind, pages, answers) for kind in kinds}
    def words_model(fold):
        chosen = np.array([gold.fold_of(page) != fold for page in pages])
        return [word_weights.weights_text(f"{options.kind}_{kind}", tokens[kind].fit(chosen, body, weights)) for kind in kinds]
    words = [words_model(fold) for fold in range(gold.FOLDS)]
    for fold in range(gold.FOLDS):
        titles = (options.work / "titles" / f"fold-{fold}.model").read_text()
        (work / f"words-{fold}.model").write_text(titles + "".join(words[fold]))
        (work / f"foreign-{fold}.model").write_text(titles + "".join(words[fold][1:]))
    def task_of(source, change):
        name = "foreign" if "foreign" in change else "words"
        return tasks[source] | change | {"model": str(work / f"{name}-{gold.fold_of(pages[source])}.model")}
    all_tasks = [task_of(source, change) for source, change in [(i, {}) for i in range(len(tasks))] + copies]
    all_words = words_model(None)
    del tokens, answers
    all_rows, all_texts = evidence_of(options.tool, all_tasks, work, "all", len(first_names))
    for source, change in copies:
        dropped = set(change.get("drop", ()))
        rows_page.append(rows_page[source])
        rows_target.append([t for i, t in enumerate(rows_target[source]) if i not in dropped])

    target = np.concatenate([np.array(t, dtype=np.int8) for t in rows_target])
    lengths = [len(t) for t in rows_target]
    folds = np.repeat([gold.fold_of(p) for p in rows_page], lengths)
    weight = np.concatenate([block_weights(page, blocks, target) * (1.0 if i < len(pages) else COPY_WEIGHT)
                             for i, (page, blocks, target) in enumerate(zip(rows_page, all_texts, rows_target))])

    def train(x, mask, trees, columns, parameters):
        data = lgb.Dataset(x[mask], target[mask], weight=weight[mask], feature_name=list(columns))
        return lgb.train(parameters, data, num_boost_round=trees)

    everything = np.ones(len(target), dtype=bool)
    margins = np.zeros(len(target))
    firsts = []
    for fold in range(gold.FOLDS):
        firsts.append(train(all_rows, folds != fold, FIRST_TREES, first_names, PARAMETERS))
        margins[folds == fold] = firsts[fold].predict(all_rows[folds == fold], raw_score=True)
    scores = probability(margins)
    second_columns = second_names + first_names
    second_rows = np.hstack([second_look(options.tool, work, "all", scores, len(second_names)), all_rows])
    final = np.zeros(len(target))
    def model_text(words, first, second):
        return ("pressclip-model 1\n" + words + forest_text(f"{options.kind}_first", first, first_names) +
                forest_text(f"{options.kind}_second", second, second_columns))
    for fold in range(gold.FOLDS):
        second = train(second_rows, folds != fold, SECOND_TREES, second_columns, SECOND_PARAMETERS)
        own = folds == fold
        final[own] = probability((1 - SECOND_SHARE) * margins[own] + SECOND_SHARE * second.predict(second_rows[own], raw_score=True))
        (work / f"fold-{fold}.model").write_text(model_text("".join(words[fold]), firsts[fold], second))
    report(rows_page[:len(pages)], all_texts, rows_target, scores, final)

    first = train(all_rows, everything, FIRST_TREES, first_names, PARAMETERS)
    second = train(second_rows, everything, SECOND_TREES, second_columns, SECOND_PARAMETERS)
    out = options.out or Path(f"src/label/data/{options.kind}.model")
    out.write_text(model_text("".join(all_words), first, second))
    gain = sorted(zip(second.feature_importance("gain"), second_columns), reverse=True)
    print("strongest evidence:", ", ".join(n for _, n in gain[:25]))
    gain = sorted(zip(first.feature_importance("gain"), first_names), reverse=True)
    print("strongest evidence at first look:", ", ".join(n for _, n in gain[:30]))


def page_threshold(scores, lengths):
    """From which score on a page's blocks are kept, as the program chooses it (choose_threshold in src/label/passes.cpp)."""
    order = np.argsort(-scores, kind="stable")
    expected = np.cumsum((scores * lengths)[order]) / (np.cumsum(lengths[order]) + (scores * lengths).sum())
    return np.clip(scores[order][expected.argmax()], 0.6 / 2.6, 0.6)


def page_figures(pages, texts, targets, scores):
    """For each set F1, precision, recall and the share of pages that are exact, of a choice of blocks, in words."""
    at, by_set = 0, {}
    for page, blocks, target in zip(pages, texts, targets):
        own = scores[at:at + len(blocks)]
        at += len(blocks)
        if len(own) == 0:
            continue
        kept = own >= page_threshold(own, np.array([float(len(b)) for b in blocks]))
        words = np.array([len(gold.words(b)) for b in blocks])
        target = np.array(target, dtype=bool)
        both = words[kept & target].sum()
        by_set.setdefault(page["set"], []).append((both / max(1, words[kept].sum()), both / max(1, words[target].sum()), (kept == target)[words > 0].all()))
    figures = {}
    for name, rows in by_set.items():
        p, r, exact = np.mean(rows, axis=0)
        figures[name] = (2 * p * r / (p + r), p, r, exact)
    return figures


def report(pages, texts, targets, first, final):
    """Figures of the cross-validated choice of blocks; score.py on the program's output is the truth."""
    for name, scores in (("first look", first), ("second look", final)):
        for set_name, (f1, p, r, exact) in page_figures(pages, texts, targets, scores).items():
            print(f"{name} {set_name}: F1 {f1:.4f} P {p:.4f} R {r:.4f} exact {exact:.3f}")


if __name__ == "__main__":
    main()
