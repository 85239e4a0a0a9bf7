"""Learns what single words say about a block: a weight for each word, and pair of words, that stands on enough sites.

The words are those that the program itself makes of a text, of class attributes and of addresses (write_evidence words).
"""
from collections import Counter

import numpy as np
from scipy import sparse
from sklearn.linear_model import SGDClassifier

import gold

FEWEST_PAGES = 10
FEWEST_SITES = 8  # so that no word counts which only one publisher writes
MOST_WORDS = 8000
STEPS = 1000  # weights are written in thousandths
LEAST_STEPS = 8


def with_pairs(text):
    words = text.split()
    return words + [f"{a}+{b}" for a, b in zip(words, words[1:])]


class Words:
    """The words of every block of some pages."""

    def __init__(self, kind, pages, answers):
        split = with_pairs if kind == "words" else str.split
        pages_of = Counter()
        for answer in answers:
            pages_of.update({word for block in answer[kind] for word in split(block)})
        self.vocabulary = sorted(word for word, count in pages_of.items() if count >= FEWEST_PAGES)
        place = {word: at for at, word in enumerate(self.vocabulary)}
        columns, values, starts, self.page_of = [], [], [0], []
        for number, answer in enumerate(answers):
            for block in answer[kind]:
                words = split(block)
                known = Counter(place[word] for word in words if word in place)
                columns += known.keys()
                values += [count / len(words) ** 0.5 for count in known.values()]
                starts.append(len(columns))
                self.page_of.append(number)
        self.page_of = np.array(self.page_of)
        self.blocks = sparse.csr_matrix((values, columns, starts), shape=(len(starts) - 1, len(place)))
        on_page = sparse.csr_matrix((np.ones(len(self.page_of)), self.page_of, np.arange(len(self.page_of) + 1)))
        self.pages = (on_page.T @ (self.blocks > 0)) > 0  # page by word
        sites = {site: at for at, site in enumerate(sorted({gold.site_of(page) for page in pages}))}
        self.site_of = np.array([sites[gold.site_of(page)] for page in pages])

    def fit(self, chosen, target, weight):
        """Weights by word in whole thousandths, from the blocks of the chosen pages (an array of booleans)."""
        pages = self.pages[chosen]
        sites = sparse.csr_matrix((np.ones(pages.shape[0]), (self.site_of[chosen], np.arange(pages.shape[0]))))
        counts = np.asarray(pages.sum(axis=0))[0]
        enough = (counts >= FEWEST_PAGES) & (np.asarray(((sites @ pages) > 0).sum(axis=0))[0] >= FEWEST_SITES)
        rows = chosen[self.page_of]
        model = SGDClassifier(loss="log_loss", alpha=5e-6, max_iter=8, tol=None, average=True, random_state=gold.SEED)
        model.fit(self.blocks[rows][:, enough], target[rows], sample_weight=weight[rows] / weight[rows].mean())
        steps = np.zeros(len(self.vocabulary), dtype=int)
        steps[enough] = np.rint(model.coef_[0] * STEPS)
        # Words count by how much they move the blocks that have them.
        order = np.argsort(-np.abs(steps) * np.sqrt(counts), kind="stable")[:MOST_WORDS]
        return {self.vocabulary[at]: int(steps[at]) for at in order if abs(steps[at]) >= LEAST_STEPS}


def weights_text(name, weights):
    return f"words {name} {len(weights)}\n" + "".join(f"{word} {weight}\n" for word, weight in sorted(weights.items()))
