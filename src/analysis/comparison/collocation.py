"""Collocation: the words that an entity or a cue keeps company with, and the lines that show it.

The words around a node, within a sentence and a window, are compared with all other words of the
corpus (surface co-occurrence, Evert 2008). Where windows overlap a word counts once.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparison.counting import Of, Words, content_words, rows_of, words_of
from analysis.comparison.findings import Finding, Why, counted, published
from analysis.comparison.keyness import log_likelihood
from analysis.comparison.occurrences import Flags, Integers, Numbers
from analysis.errors import InputError
from analysis.framing import Corpus
from analysis.framing.kwic import kwic
from analysis.tables import by_doc_id

#: How many words on each side of a node (Sinclair 1991: beyond four or five there is little attraction).
WINDOW = 5
#: How often a word must stand in the windows: chance explains one or two meetings.
MINIMUM = 3
#: How many lines of a concordance are shown beside a table of collocates.
LINES = 10
#: Rychlý's constant: the log Dice of two words that only ever occur together.
HIGHEST_LOG_DICE = 14


class Windows(NamedTuple):
    """Where the nodes and their windows lie among the words of a corpus, all over ``words``.

    ``n_nodes`` counts the nodes. ``node`` and ``window`` are flags of shape (n_words,). ``nearest`` gives
    for each word of a window the node it was first found beside (a row of the table of nodes), -1
    elsewhere; ``left`` flags the words that stand before it.
    """

    words: Words
    n_nodes: int
    node: Flags
    window: Flags
    nearest: Integers
    left: Flags


class Company(NamedTuple):
    """The company that a node keeps: its collocates, and the lines that show the strongest of them."""

    collocates: Finding
    lines: pd.DataFrame


def company(corpus: Corpus, nodes: pd.DataFrame, of: Of = "lemma", most: int = LINES) -> Company:
    """Measure the collocates of an entity or a cue, and show the strongest in its lines.

    Listed are nouns, adjectives and verbs, which say what is told beside a name; all words are counted.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design.
    nodes : DataFrame
        Any table with doc_id, start and end: mentions of a cue, names of an entity.
    of : "lemma" or "form"
        What words must share to count as one.
    most : int
        How many lines at most.

    Returns
    -------
    Company
        ``collocates`` as :func:`collocates` gives it, empty where no node stands in the corpus; ``lines``
        as :func:`concordance` gives them, for the first collocate, or for the nodes where there is none.
    """
    texts = by_doc_id(corpus.articles, "text")
    try:
        found = windows_around(corpus, nodes, of=of)
    except InputError as nothing:
        why = Why("no_node", {})
        return Company(Finding(_collocate_table({}), str(nothing), why), kwic(nodes.head(0), texts))
    telling = np.zeros(len(found.words.labels), dtype=bool)
    telling[found.words.word[content_words(corpus, found.words)]] = True
    measured = collocates(found, among=telling)
    if measured.table.empty:
        why = Why("no_collocates", {"n": found.n_nodes, "minimum": MINIMUM})
        return Company(measured._replace(why=why), kwic(nodes.head(most), texts))
    return Company(measured, concordance(corpus, nodes, found, measured.table["word"].iloc[0]).head(most))


def log_dice(together: npt.ArrayLike, node: float, word: npt.ArrayLike) -> Numbers:
    """Log Dice of words with a node.

    Parameters
    ----------
    together, word : array of int, shape (n_words,)
        How often each word stands beside the node, and how often it occurs.
    node : float
        How often the node occurs.

    Returns
    -------
    array of float, shape (n_words,)
        At most 14; it does not depend on the size of the corpus.

    Raises
    ------
    ValueError
        If a word never stands beside the node: its logarithm is not defined.

    References
    ----------
    Rychlý (2008), A Lexicographer-Friendly Association Score, section 3.

    Examples
    --------
    >>> log_dice([100, 1], 100, [100, 1948]).round(2).tolist()
    [14.0, 4.0]
    """
    f_xy, f_y = np.asarray(together, dtype=np.float64), np.asarray(word, dtype=np.float64)
    if not (f_xy > 0).all():
        raise ValueError("log Dice is defined for words that stand beside the node at least once")
    return np.asarray(HIGHEST_LOG_DICE + np.log2(2 * f_xy / (node + f_y)))


def mutual_information(together: npt.ArrayLike, expected: npt.ArrayLike) -> Numbers:
    """Pointwise mutual information: how many times, in powers of two, more often than expected.

    Parameters
    ----------
    together, expected : array of float, shape (n_words,)
        How often each word stands beside the node, and how often it would by chance.

    References
    ----------
    Church and Hanks (1990), Word Association Norms, Mutual Information, and Lexicography, section 3.

    Examples
    --------
    >>> mutual_information([8], [0.5]).tolist()
    [4.0]
    """
    observed = np.asarray(together, dtype=np.float64)
    if not (observed > 0).all():
        raise ValueError("mutual information is defined for words that stand beside the node at least once")
    return np.asarray(np.log2(observed / np.asarray(expected, dtype=np.float64)))


def windows_around(corpus: Corpus, nodes: pd.DataFrame, window: int = WINDOW, of: Of = "lemma") -> Windows:
    """Find the words around every node.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design.
    nodes : DataFrame
        Any table with doc_id, start and end: mentions of a cue, names of an entity, words.
    window : int
        How many words on each side, within the sentence.
    of : "lemma" or "form"
        What words must share to count as one.

    Raises
    ------
    InputError
        If there is no node, or the window is not positive.
    """
    if window < 1:
        raise InputError(f"the window is {window}; it counts words on each side, at least 1.")
    words = words_of(corpus, of)
    starts = corpus.tokens["start"].to_numpy(np.int64)[words.token]
    ends = corpus.tokens["end"].to_numpy(np.int64)[words.token]
    node_of = _node_of_word(words, starts, ends, corpus.articles, nodes)
    n_nodes = len(np.unique(node_of[node_of >= 0]))
    if not n_nodes:
        raise InputError(
            "none of the nodes stands in these articles outside furniture; there is nothing beside them."
        )
    at_node = np.flatnonzero(node_of >= 0)
    nearest, left = np.full(len(starts), -1), np.zeros(len(starts), dtype=bool)
    for distance in range(1, window + 1):
        for step in (-distance, distance):
            place = at_node + step
            inside = (place >= 0) & (place < len(starts))
            place, origin = place[inside], at_node[inside]
            free = (
                (words.sentence[place] == words.sentence[origin])
                & (node_of[place] < 0)
                & (nearest[place] < 0)
            )
            nearest[place[free]] = node_of[origin[free]]
            left[place[free]] = step < 0
    return Windows(words, n_nodes, node_of >= 0, nearest >= 0, nearest, left)


def _node_of_word(
    words: Words, starts: Integers, ends: Integers, articles: pd.DataFrame, nodes: pd.DataFrame
) -> Integers:
    """Give for each word the node that it is part of, -1 if it is part of none."""
    node_of = np.full(len(starts), -1)
    bounds = np.searchsorted(words.article, np.arange(len(articles) + 1))
    for number, (article, start, end) in enumerate(
        zip(
            rows_of(articles, nodes["doc_id"]),
            nodes["start"].to_numpy(np.int64),
            nodes["end"].to_numpy(np.int64),
            strict=True,
        )
    ):
        if article >= 0:
            first, last = bounds[article], bounds[article + 1]
            begin = first + np.searchsorted(ends[first:last], start, side="right")
            stop = first + np.searchsorted(starts[first:last], end, side="left")
            node_of[begin:stop] = number
    return node_of


def collocates(found: Windows, minimum: int = MINIMUM, among: Flags | None = None) -> Finding:
    """Measure how strongly words keep company with a node.

    Parameters
    ----------
    found : Windows
        The words around the node, as :func:`windows_around` finds them.
    minimum : int
        How often a word must stand in the windows to be listed.
    among : array of bool, shape (n_labels,), optional
        Which words to list; by default all.

    Returns
    -------
    Finding
        One row a word that stands there more often than elsewhere, the highest log Dice first: word,
        together (occurrences in the windows), left and right (of the node), articles (in which they
        meet), frequency (in the corpus, nodes left out), expected, g2 (four terms; windows against the
        rest of the corpus), log_dice, mi. A bar chart draws log_dice by word.
    """
    word, n_words = found.words.word, len(found.words.labels)
    outside = ~found.node
    together = np.bincount(word[found.window], minlength=n_words)
    frequency = np.bincount(word[outside], minlength=n_words)
    size, rest = int(found.window.sum()), int((outside & ~found.window).sum())
    attracted = (together >= minimum) & (together * (size + rest) > frequency * size)
    listed = np.flatnonzero(attracted if among is None else attracted & among)
    f_xy, f_y = together[listed], frequency[listed]
    before = np.bincount(word[found.window & found.left], minlength=n_words)[listed]
    expected = f_y * size / max(1, size + rest)
    table = _collocate_table(
        {
            "word": found.words.labels[listed],
            "together": f_xy,
            "left": before,
            "right": f_xy - before,
            "articles": _articles(found)[listed],
            "frequency": f_y,
            "expected": expected,
            "g2": log_likelihood(f_xy, f_y - f_xy, size, rest) if size and rest else np.zeros(len(listed)),
            "log_dice": log_dice(f_xy, found.n_nodes, f_y),
            "mi": mutual_information(f_xy, expected),
        }
    )
    table = table.sort_values(["log_dice", "word"], ascending=[False, True], ignore_index=True)
    return Finding(
        table,
        f"{counted(found.n_nodes, 'node')} with {counted(size, 'word')} around; "
        f"{counted(len(listed), 'different word')} at least {minimum} times there.",
    )


def _collocate_table(columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    names = ("word", "together", "left", "right", "articles", "frequency", "expected", "g2", "log_dice", "mi")
    return published({name: columns.get(name, []) for name in names})


def _articles(found: Windows) -> Integers:
    """Count for each word the articles in which it stands in a window."""
    pairs = np.unique(
        found.words.article[found.window] * len(found.words.labels) + found.words.word[found.window]
    )
    return np.bincount(pairs % len(found.words.labels), minlength=len(found.words.labels))


def concordance(corpus: Corpus, nodes: pd.DataFrame, found: Windows, collocate: str) -> pd.DataFrame:
    """Show the lines in which a word stands beside a node.

    Parameters
    ----------
    corpus, nodes
        What the windows were found in, and around.
    found : Windows
        As :func:`windows_around` finds them.
    collocate : str
        The word, as :func:`collocates` names it.

    Returns
    -------
    DataFrame
        The rows of ``nodes`` that have the word in their window, with ``left``, ``keyword`` and ``right``
        (see :func:`analysis.framing.kwic.kwic`).
    """
    beside = found.window & (found.words.labels[found.words.word] == collocate)
    texts = by_doc_id(corpus.articles, "text")
    return kwic(nodes.iloc[np.unique(found.nearest[beside])], texts).reset_index(drop=True)


def occurrences_of(corpus: Corpus, label: str, of: Of = "lemma") -> pd.DataFrame:
    """Find every word of a lemma or form, as nodes for the functions above.

    Returns
    -------
    DataFrame
        doc_id, sentence_id, start, end of each, in the order of the text.
    """
    words = words_of(corpus, of)
    rows = words.token[words.labels[words.word] == label]
    return corpus.tokens.iloc[rows][["doc_id", "sentence_id", "start", "end"]].reset_index(drop=True)
