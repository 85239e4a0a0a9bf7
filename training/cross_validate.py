"""Runs the program over the gold pages, each page with the models of its fold, and scores the answers.

usage: cross_validate.py [html|text]... [--program PRESSCLIP] [--per-page]

Writes WORK/cross/SET.KIND.jsonl and prints score.py's lines. The figures are cross-validated by site; rules and word lists,
which were written after looking at pages, are not.
"""
import argparse
import subprocess
from pathlib import Path

import gold


def fold_model(work, fold):
    """The fold's models of every kind that has been trained, in one file."""
    text = "pressclip-model 1\n"
    for part in ("titles", "html", "text", "stubs", "categories"):
        path = work / part / f"fold-{fold}.model"
        if path.exists():
            text += path.read_text().split("\n", 1)[1]
    path = work / "cross" / f"fold-{fold}.model"
    path.write_text(text)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=["html", "text"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--program", type=Path, default=Path("build/release/pressclip"))
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--per-page", action="store_true", help="write WORK/cross/KIND.pages.jsonl with the figures of each page")
    parser.add_argument("program_options", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cross = options.work / "cross"
    cross.mkdir(parents=True, exist_ok=True)
    pages = gold.load(options.shared / "gold", options.shared / "labels/dev.jsonl")
    models = [fold_model(options.work, fold) for fold in range(gold.FOLDS)]
    for kind in options.kinds:
        folder, ending = ("pages", "html") if kind == "html" else ("text", "txt")
        pairs = []
        for name in gold.SETS:
            answers = ""
            for fold, model in enumerate(models):
                paths = [options.shared / "gold" / name / folder / f"{p['id']}.{ending}.gz" for p in pages if p["set"] == name and gold.fold_of(p) == fold]
                listing = "".join(f"{path}\n" for path in paths if path.exists())
                run = subprocess.run([options.program, "--files-from", "-", "--removed", "--model", model, "--input-format", kind],
                                     input=listing, capture_output=True, text=True)
                if run.returncode:
                    raise SystemExit(run.stderr)
                answers += run.stdout
            path = cross / f"{name}.{kind}.jsonl"
            path.write_text(answers)
            pairs += [str(options.shared / "gold" / name), str(path)]
        more = ["--per-page", str(cross / f"{kind}.pages.jsonl")] if options.per_page else []
        print(f"{kind}, cross-validated by site:")
        subprocess.run(["python3", str(options.shared / "eval/score.py"), *pairs, "--labels", str(options.shared / "labels/dev.jsonl"), *more], check=True)


if __name__ == "__main__":
    main()
