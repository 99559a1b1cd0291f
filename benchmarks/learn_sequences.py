"""How was language/sequences.yml made? From raw news, without any annotation.

Expectation maximisation of a hidden Markov model (Baum-Welch; Rabiner 1989, equations 37 to 40d) over
the readings that the lexicon gives to every word; the states are word classes. It starts from shares
that are all equal: what grammar the table holds comes from the words that have one reading only.

    python benchmarks/learn_sequences.py ARTICLES.parquet > src/analysis/language/sequences.yml

ARTICLES is a table with a column ``text``.
"""

import argparse
from itertools import pairwise
from pathlib import Path

import numba
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from analysis.language.lemmas import add_lemmas, best_engine
from analysis.language.tokens import tokenise_corpus

ROUNDS = 30
#: Every sequence of two classes is thought to have been seen so often beforehand, per class.
PRIOR = 1000.0
LEMMA_PRIOR = 0.1

HEAD = """\
# How often one word class follows another in Arabic news: occurrences behind the class that heads the
# row, per thousand; what is not listed counts 1. Learnt from raw text without annotation by
# benchmarks/learn_sequences.py (SaudiNewsNet, {n_words} words); classes as in wordclasses.yml.
"""


def main() -> None:
    """Learn the table and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    texts = pq.read_table(parser.parse_args().articles, columns=["text"])["text"].to_pylist()
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": texts})
    whole = articles.assign(segment_id=0, start=0, end=articles["text"].str.len())
    _, tokens, types = tokenise_corpus(articles, whole)
    types = add_lemmas(types, best_engine())
    classes = list(CLASSES)
    shares = learn(tokens, types, np.full((len(classes), len(classes)), 1 / len(classes)))
    print(HEAD.format(n_words=f"{len(tokens):,}"), end="")
    for before, row in zip(classes, shares, strict=True):
        told = ", ".join(
            f"{c}: {round(1000 * x)}" for c, x in zip(classes, row, strict=True) if round(1000 * x) > 1
        )
        print(f"{before}: {{{told}}}")


#: The order of rows and columns.
CLASSES = (
    "boundary", "preposition", "conjunction", "verb_perfect", "verb_imperfect", "verb_command",
    "noun_m", "noun_f", "the_noun_m", "the_noun_f", "noun_of",
    "adjective_m", "adjective_f", "the_adjective_m", "the_adjective_f",
    "name", "pronoun", "demonstrative", "relative", "negation", "particle", "adverb", "unknown",
)  # fmt: skip


def learn(tokens: pd.DataFrame, types: pd.DataFrame, shares: np.ndarray) -> np.ndarray:
    """Run the rounds; the shares of each row sum to 1."""
    kinds, lemmas, sequences = types["kind"], types["lemmas"], types["classes"]
    number = {name: i for i, name in enumerate(CLASSES)}
    known: dict[object, int] = {}
    begins, lemma_of, chains = [0], [], []
    for type_id, (kind, of_type, classes) in enumerate(zip(kinds, lemmas, sequences, strict=True)):
        for lemma, alternatives in zip(of_type, classes, strict=True):
            for sequence in alternatives.split("|"):
                lemma_of.append(known.setdefault(lemma, len(known)))
                chains.append([number[name] for name in sequence.split()])
        if len(of_type) == 0:
            lemma_of.append(known.setdefault(type_id, len(known)))
            chains.append([number["unknown" if kind in ("word", "number", "tag", "link") else "boundary"]])
        begins.append(len(chains))
    lemma_of.append(known.setdefault("edge", len(known)))
    chains.append([number["boundary"]])
    begins.append(len(chains))
    sequence = with_edges(tokens, edge=len(types))
    first = np.array([chain[0] for chain in chains])
    last = np.array([chain[-1] for chain in chains])
    lemma_of, begins = np.array(lemma_of), np.array(begins)
    frequency, prior = np.ones(len(known)), shares * PRIOR
    for _ in range(ROUNDS):
        inside = np.array([np.prod([shares[a, b] for a, b in pairwise(c)]) for c in chains])
        meant, counts = np.zeros(len(chains)), np.zeros_like(shares)
        expect(sequence, begins, first, last, frequency[lemma_of] * inside, shares, meant, counts)
        frequency = np.bincount(lemma_of, meant, minlength=len(known)) + LEMMA_PRIOR
        for reading, chain in enumerate(chains):
            for a, b in pairwise(chain):
                counts[a, b] += meant[reading]
        shares = (counts + prior) / (counts + prior).sum(axis=1, keepdims=True)
    return shares


def with_edges(tokens: pd.DataFrame, edge: int) -> np.ndarray:
    """Give the types in order, with an edge before every sentence and at the end."""
    type_ids = tokens["type_id"].to_numpy(np.int64)
    place = tokens["sentence_id"].to_numpy(np.int64), pd.factorize(tokens["doc_id"])[0]
    starts = np.flatnonzero(sum(np.diff(number, prepend=-1) != 0 for number in place))
    return np.append(np.insert(type_ids, starts, edge), edge)


@numba.njit
def expect(sequence, begins, first, last, weight, shares, meant, counts):
    """Forward-backward over the whole corpus, scaled at every token (Rabiner 1989, section V.A)."""
    n, n_classes = len(sequence), shares.shape[0]
    place = np.zeros(n + 1, np.int64)
    for i in range(n):
        place[i + 1] = place[i] + begins[sequence[i] + 1] - begins[sequence[i]]
    forward = np.zeros(place[n])
    leaving = np.zeros(n_classes)
    for i in range(n):
        low, total = begins[sequence[i]], 0.0
        for k in range(place[i], place[i + 1]):
            reading = low + k - place[i]
            arrive = 1.0 if i == 0 else (leaving * shares[:, first[reading]]).sum()
            forward[k] = arrive * weight[reading]
            total += forward[k]
        leaving[:] = 0.0
        for k in range(place[i], place[i + 1]):
            forward[k] /= total
            leaving[last[low + k - place[i]]] += forward[k]
    backward = np.ones(place[n])
    arriving = np.zeros(n_classes)
    for i in range(n - 1, -1, -1):
        low = begins[sequence[i]]
        if i < n - 1:
            arriving[:] = 0.0
            for k in range(place[i + 1], place[i + 2]):
                reading = begins[sequence[i + 1]] + k - place[i + 1]
                arriving[first[reading]] += weight[reading] * backward[k]
            total = 0.0
            for k in range(place[i], place[i + 1]):
                backward[k] = (shares[last[low + k - place[i]]] * arriving).sum()
                total += backward[k] * forward[k]
            for k in range(place[i], place[i + 1]):
                row = last[low + k - place[i]]
                counts[row] += forward[k] * shares[row] * arriving / total
                backward[k] /= total
        total = (forward[place[i] : place[i + 1]] * backward[place[i] : place[i + 1]]).sum()
        for k in range(place[i], place[i + 1]):
            meant[low + k - place[i]] += forward[k] * backward[k] / total


if __name__ == "__main__":
    main()
