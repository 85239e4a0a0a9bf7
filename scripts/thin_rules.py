#!/usr/bin/env python3
"""Lists the languages and categories for which the built-in rules know fewer than five phrases.

Prints the whole of docs/RULES_THIN.md:  scripts/thin_rules.py > docs/RULES_THIN.md

A phrase is one way of wording: an alternative of a whole pattern, "read more|see also". A group counts as the whole
pattern where nothing but anchors and classes of characters stands around it: "^(read more|see also)[.:]*$" has two,
"(sign up|register) for news" one. Where a category's rules have more examples (`+`) than that, the examples count: each
is a phrase that was seen in use.
"""

import pathlib
import sys

ENOUGH = 5
CATEGORIES = ("paywall newsletter read_more share comments promo ad consent legal byline bio tags media notice "
              "navigation").split()
DATA = pathlib.Path(__file__).resolve().parent.parent / "src" / "rules" / "data"


def count_phrases(pattern):
    """The number of alternatives of the pattern, or of the one group that is all of its words."""
    alternatives = 1  # outside of groups
    in_group = 1  # in the last group of the outermost level
    groups = 0
    words_outside = False
    depth = 0
    position = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "\\":
            position += 1
        elif character == "[":
            position = pattern.find("]", position + 2)
            if position < 0:
                break
        elif character == "(":
            depth += 1
            if depth == 1:
                groups += 1
                in_group = 1
        elif character == ")":
            depth -= 1
        elif character == "|" and depth == 0:
            alternatives += 1
        elif character == "|" and depth == 1:
            in_group += 1
        elif depth == 0 and character.isalpha():
            words_outside = True
        position += 1
    return max(alternatives, in_group if groups == 1 and not words_outside else 1)


def count_file(path):
    """{category: number of phrases} of one rules file."""
    phrases = dict.fromkeys(CATEGORIES, 0)
    examples = dict.fromkeys(CATEGORIES, 0)
    category = None
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            category = line[1:-1].strip()
        elif category in phrases and line.startswith("="):
            phrases[category] += count_phrases(line[1:].strip())
        elif category in phrases and line.startswith("+"):
            examples[category] += 1
    return {name: max(phrases[name], examples[name]) for name in CATEGORIES}


def main():
    languages = {path.stem: count_file(path) for path in sorted(DATA.glob("*.rules"))
                 if path.stem not in ("any", "classes")}
    if not languages:
        sys.exit("no rules files in " + str(DATA))
    thin = {code: {name: count for name, count in counts.items() if count < ENOUGH}
            for code, counts in languages.items()}
    print("# Where the rules are thin\n")
    print(f"Languages and categories with fewer than {ENOUGH} phrases in `src/rules/data`, found by "
          "`scripts/thin_rules.py`. A missing\nphrase is one that nobody has seen in use; other evidence (classes, links, "
          "shape, place) decides there.\n")
    if any(thin.values()):
        print("| language | category: phrases |\n|---|---|")
    for code, counts in thin.items():
        if counts:
            print(f"| {code} | " + ", ".join(f"{name}: {count}" for name, count in counts.items()) + " |")
    if any(thin.values()):
        print()
    print("No thin category: " + ", ".join(code for code, counts in thin.items() if not counts) + ".")


if __name__ == "__main__":
    main()
