"""Dispersion: how evenly a word is spread over the articles, beside how often it occurs."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.comparison.occurrences import Numbers, Occurrences


class Dispersion(NamedTuple):
    """Gries's deviation of proportions, each of shape (n_words,).

    ``dp`` is 0 where a word is spread as the articles' lengths would have it, and nears 1 where it
    stands in one short article; ``dp_norm`` reaches 1 there.
    """

    dp: Numbers
    dp_norm: Numbers


def deviation_of_proportions(occurrences: Occurrences, sizes: npt.ArrayLike | None = None) -> Dispersion:
    """Gries's DP and its normalised form.

    Parameters
    ----------
    occurrences : Occurrences
        Counts of words (each occurring at least once) in articles, or any other parts of a corpus.
    sizes : array of int, shape (n_articles,), optional
        The length of each part; by default the sum of its counts.

    Returns
    -------
    Dispersion
        ``dp`` and ``dp_norm`` of each word.

    Raises
    ------
    ValueError
        If there are fewer than two parts that hold anything, or a word occurs in none: its dispersion
        is not defined.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora, International Journal of Corpus
    Linguistics 13(4), section 4; the normalisation after Lijffijt and Gries (2012).

    Examples
    --------
    >>> five_parts = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
    ...               "b a g h a b e a a t", "b a h a a b e a x a t"]
    >>> words = sorted(set(" ".join(five_parts).split()))
    >>> article = np.repeat(np.arange(5), [len(part.split()) for part in five_parts])
    >>> word = np.array([words.index(w) for part in five_parts for w in part.split()])
    >>> spread = deviation_of_proportions(Occurrences.of_tokens(article, word, 5, len(words)))
    >>> [round(float(value[words.index("a")]), 2) for value in spread]
    [0.18, 0.22]
    """
    lengths = np.asarray(occurrences.sizes() if sizes is None else sizes, dtype=np.float64)
    if np.count_nonzero(lengths) < 2:
        raise ValueError("dispersion compares parts of a corpus; give at least two that hold a word")
    frequency = np.bincount(occurrences.word, occurrences.times, occurrences.n_words)
    if not frequency.all():
        raise ValueError(f"word {int(np.argmin(frequency))} occurs in no part; its dispersion is not defined")
    expected = lengths / lengths.sum()
    here = expected[occurrences.article]
    observed = occurrences.times / frequency[occurrences.word]
    # Parts without the word add their expected share, and all expected shares sum to 1.
    deviation = np.bincount(occurrences.word, np.abs(observed - here) - here, occurrences.n_words) + 1
    dp = deviation / 2
    return Dispersion(dp, dp_norm=dp / (1 - expected[expected > 0].min()))
