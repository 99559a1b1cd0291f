"""Keyness: which words one group of articles uses more than another, and how surely.

Every statistic takes plain counts. By default a word counts once an article, so that one long article
cannot make a keyword; an article's size is then the number of its distinct words.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import erfc

from analysis.comparison.dispersion import deviation_of_proportions
from analysis.comparison.findings import Finding, published, counted
from analysis.comparison.occurrences import Flags, Occurrences
from analysis.errors import InputError

Numbers = npt.NDArray[np.float64]
Terms = Literal[2, 4]
Unit = Literal["article", "token"]

#: A word is tested if it occurs in so many articles of the two groups together: with fewer, the expected
#: counts fall below those for which a chi-squared distribution serves (Cochran 1954: five).
MINIMUM_ARTICLES = 5
#: What stands for a zero in a ratio (Hardie 2014).
HALF = 0.5
#: Keeps a logarithm finite that is then multiplied with 0.
_TINY = np.finfo(np.float64).tiny


class LogOdds(NamedTuple):
    """The difference of two log-odds (natural logarithm), its variance, and their ratio z."""

    delta: Numbers
    variance: Numbers
    z: Numbers


# --- the statistics -----------------------------------------------------------------------------


def log_likelihood(
    target: npt.ArrayLike,
    reference: npt.ArrayLike,
    target_size: float,
    reference_size: float,
    terms: Terms = 4,
) -> Numbers:
    """Log-likelihood ratio G² of words in two groups.

    Parameters
    ----------
    target, reference : array of int, shape (n_words,)
        Occurrences of each word in the two groups.
    target_size, reference_size : float
        All that was counted in each group.
    terms : 2 or 4
        Two: the occurrences of the word only (Rayson and Garside); four: also all that is not the word
        (Dunning).

    Returns
    -------
    array of float, shape (n_words,)
        Never negative; which group has more is for the ratio to say.

    Raises
    ------
    ValueError
        If a group is empty, a count is negative or exceeds its group, or ``terms`` is neither 2 nor 4.

    References
    ----------
    Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence, section 4.
    Rayson and Garside (2000), Comparing Corpora using Frequency Profiling, section 2.

    Examples
    --------
    >>> log_likelihood([10], [4], 100, 100, terms=2).round(4).tolist()
    [2.6566]
    >>> log_likelihood([10], [4], 100, 100, terms=4).round(4).tolist()
    [2.8502]
    """
    if terms not in get_args(Terms):
        raise ValueError(f"terms is {terms}; the log-likelihood ratio has 2 or 4")
    a, b = _checked(target, reference, target_size, reference_size)
    share = (a + b) / (target_size + reference_size)
    g2 = _deviance(a, target_size * share) + _deviance(b, reference_size * share)
    if terms == 4:
        g2 += _deviance(target_size - a, target_size * (1 - share))
        g2 += _deviance(reference_size - b, reference_size * (1 - share))
    return np.maximum(2 * g2, 0)


def _deviance(observed: Numbers, expected: Numbers) -> Numbers:
    """One term of G²; where nothing is observed it is 0."""
    return np.asarray(observed * np.log(np.maximum(observed, _TINY) / np.maximum(expected, _TINY)))


def log_odds(target: npt.ArrayLike, reference: npt.ArrayLike, prior: npt.ArrayLike) -> LogOdds:
    """Weighted log-odds with an informative Dirichlet prior.

    Parameters
    ----------
    target, reference : array of int, shape (n_words,)
        Occurrences of each word in the two groups; all words of the groups.
    prior : array of float, shape (n_words,)
        Pseudo-counts, all positive; usually :func:`informative_prior`.

    Returns
    -------
    LogOdds
        ``delta`` (natural logarithm), ``variance`` and ``z``, each of shape (n_words,).

    Raises
    ------
    ValueError
        If a pseudo-count is not positive, the shapes differ, or there are fewer than two words.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), Fightin' Words, equations 16, 20 and 22.

    Examples
    --------
    >>> log_odds([10, 5, 85], [4, 16, 80], [0.1, 0.1, 0.1]).z.round(4).tolist()
    [1.6495, -2.504, 2.2157]
    """
    i, j, alpha = (np.asarray(counts, dtype=np.float64) for counts in (target, reference, prior))
    if not i.shape == j.shape == alpha.shape:
        raise ValueError(f"the shapes differ: {i.shape}, {j.shape} and prior {alpha.shape}")
    if not (alpha > 0).all():
        raise ValueError("every word needs a positive pseudo-count in the prior")
    if len(i) < 2:
        raise ValueError("the odds of a word need at least one other word")
    in_target, in_reference = i + alpha, j + alpha
    delta = np.log(in_target / (in_target.sum() - in_target))
    delta -= np.log(in_reference / (in_reference.sum() - in_reference))
    variance = 1 / in_target + 1 / in_reference
    return LogOdds(delta, variance, z=delta / np.sqrt(variance))


def informative_prior(target: npt.ArrayLike, reference: npt.ArrayLike, strength: float) -> Numbers:
    """Give each word its share of both groups together, times a strength counted in words.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), section 3.5.1: the strength of one speech of average length.
    """
    if not strength > 0:
        raise ValueError(f"the strength of the prior is {strength}; it counts words and must be positive")
    pooled = np.asarray(target, dtype=np.float64) + np.asarray(reference, dtype=np.float64)
    return np.asarray(strength * pooled / pooled.sum())


def log_ratio(
    target: npt.ArrayLike, reference: npt.ArrayLike, target_size: float, reference_size: float
) -> Numbers:
    """Binary logarithm of the ratio of two relative frequencies: 1 is twice as frequent, 2 four times.

    A word that one group lacks is counted there as half an occurrence.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    >>> log_ratio([10, 8], [4, 0], 100, 100).round(4).tolist()
    [1.3219, 4.0]
    """
    a, b = _checked(target, reference, target_size, reference_size)
    return np.log2(_at_least_half(a) / target_size) - np.log2(_at_least_half(b) / reference_size)


def percent_difference(
    target: npt.ArrayLike, reference: npt.ArrayLike, target_size: float, reference_size: float
) -> Numbers:
    """Difference of two relative frequencies in percent of the second (%DIFF).

    A word that the second group lacks is counted there as half an occurrence.

    References
    ----------
    Gabrielatos and Marchi (2012), Keyness: Appropriate metrics and practical issues.

    Examples
    --------
    >>> percent_difference([10], [4], 100, 100).tolist()
    [150.0]
    """
    a, b = _checked(target, reference, target_size, reference_size)
    share = a / target_size
    share_reference = _at_least_half(b) / reference_size
    return np.asarray(100 * (share / share_reference - 1))


def bic(g2: npt.ArrayLike, size: float) -> Numbers:
    """Bayesian information criterion of G² with one degree of freedom: above 2 speaks for a difference.

    Parameters
    ----------
    g2 : array of float
        Log-likelihood ratios.
    size : float
        All that was counted in both groups.

    References
    ----------
    Wilson (2013), Embracing Bayes Factors for Key Item Analysis in Corpus Linguistics.

    Examples
    --------
    >>> bic([2.6566], 200).round(4).tolist()
    [-2.6417]
    """
    return np.asarray(g2, dtype=np.float64) - np.log(size)


def p_values(g2: npt.ArrayLike) -> Numbers:
    """Upper tail of the chi-squared distribution with one degree of freedom.

    Examples
    --------
    >>> p_values([3.841459, 6.634897]).round(6).tolist()
    [0.05, 0.01]
    """
    return np.asarray(erfc(np.sqrt(np.asarray(g2, dtype=np.float64) / 2)))


def benjamini_hochberg(p: npt.ArrayLike) -> Numbers:
    """Adjust p-values for the number of tests, controlling the false discovery rate.

    Parameters
    ----------
    p : array of float, shape (n_tests,)
        The p-values of all tests made.

    Returns
    -------
    array of float, shape (n_tests,)
        q-values: a test passes at rate q if its q-value is at most q.

    Raises
    ------
    ValueError
        If a p-value does not lie between 0 and 1.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the False Discovery Rate, section 3.1.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=np.float64)
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError("a p-value lies outside 0 to 1")
    order = np.argsort(values)[::-1]
    ranks = np.arange(len(values), 0, -1)
    q = np.empty_like(values)
    q[order] = np.minimum.accumulate(values[order] * len(values) / ranks)
    return q


def _checked(
    target: npt.ArrayLike, reference: npt.ArrayLike, target_size: float, reference_size: float
) -> tuple[Numbers, Numbers]:
    a, b = np.asarray(target, dtype=np.float64), np.asarray(reference, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"the shapes differ: {a.shape} and {b.shape}")
    for name, counts, size in (("target", a, target_size), ("reference", b, reference_size)):
        if not size > 0:
            raise ValueError(f"the {name} group is empty")
        if len(counts) and not (counts.min() >= 0 and counts.max() <= size):
            raise ValueError(f"a count of the {name} group is negative or exceeds its size, {size:g}")
    return a, b


def _at_least_half(counts: Numbers) -> Numbers:
    return np.where(counts == 0, HALF, counts)


# --- the table ----------------------------------------------------------------------------------


def keyness(
    occurrences: Occurrences,
    words: Sequence[str],
    target: Flags,
    reference: Flags,
    names: tuple[str, str] = ("target", "reference"),
    *,
    unit: Unit = "article",
    terms: Terms = 4,
    minimum: int = MINIMUM_ARTICLES,
) -> Finding:
    """Compare the words of two groups of articles.

    Parameters
    ----------
    occurrences : Occurrences
        Counts of words in articles.
    words : sequence of str, length n_words
        How each word is called: forms, lemmas, or the cues of a codebook.
    target, reference : array of bool, shape (n_articles,)
        Which articles belong to the two groups.
    names : pair of str
        What the groups are called.
    unit : "article" or "token"
        Whether a word counts once an article or as often as it occurs.
    terms : 2 or 4
        Which log-likelihood ratio.
    minimum : int
        In how many articles of the two groups together a word must occur to be tested.

    Returns
    -------
    Finding
        One row a word tested, the keyest of the target first, those of the reference last: word,
        more_in (a group's name), target_count, reference_count, target_articles, reference_articles,
        target_per_million, reference_per_million (tokens), unit, terms, g2, p, q, log_odds, variance,
        z, log_ratio, percent_difference, bic, dp and dp_norm (dispersion over the articles of both
        groups). g2 to bic are computed from the counts that ``unit`` names. A diverging bar chart
        draws log_ratio or z by word, coloured by more_in, and marks q.

    Raises
    ------
    InputError
        If a group is empty, or an article belongs to both.
    """
    _check_groups(target, reference, names)
    corpus = occurrences.within(target | reference)
    in_target = target[target | reference]
    ranges = np.array([corpus.ranges(in_target), corpus.ranges(~in_target)])
    tokens = np.array([corpus.frequencies(in_target), corpus.frequencies(~in_target)])
    counts = ranges if unit == "article" else tokens
    sizes = counts.sum(axis=1)
    for name, size in zip(names, sizes, strict=True):
        if not size:
            raise InputError(f"'{name}' holds no word that is counted. Check its articles and the words asked for.")
    tested = ranges.sum(axis=0) >= minimum
    sentence = _sentence(tested, ranges, (int(in_target.sum()), int((~in_target).sum())), names, unit, terms, minimum)
    table = _table(corpus, np.asarray(words, dtype=object), counts, ranges, tokens, tested, names, unit, terms)
    return Finding(table, sentence)


def _check_groups(target: Flags, reference: Flags, names: tuple[str, str]) -> None:
    for name, group in zip(names, (target, reference), strict=True):
        if not group.any():
            raise InputError(f"'{name}' has no article. Check how the group's name is written in articles.csv.")
    both = int((target & reference).sum())
    if both:
        raise InputError(f"{counted(both, 'article')} in both '{names[0]}' and '{names[1]}'. Groups must not overlap.")


def _table(
    corpus: Occurrences,
    words: npt.NDArray[np.object_],
    counts: npt.NDArray[np.int64],
    ranges: npt.NDArray[np.int64],
    tokens: npt.NDArray[np.int64],
    tested: Flags,
    names: tuple[str, str],
    unit: Unit,
    terms: Terms,
) -> pd.DataFrame:
    sizes = counts.sum(axis=1).astype(float)
    a, b = counts[:, tested]
    g2 = log_likelihood(a, b, *sizes, terms=terms)
    p = p_values(g2)
    ratio = log_ratio(a, b, *sizes)
    odds = _log_odds_of(counts, corpus.n_articles, tested)
    spread = _dispersion_of(corpus, tested)
    per_million = 1e6 * tokens / tokens.sum(axis=1, keepdims=True)
    table = published(
        {
            "word": words[tested],
            "more_in": np.where(ratio >= 0, *names),
            "target_count": tokens[0, tested],
            "reference_count": tokens[1, tested],
            "target_articles": ranges[0, tested],
            "reference_articles": ranges[1, tested],
            "target_per_million": per_million[0, tested],
            "reference_per_million": per_million[1, tested],
            "unit": np.full(len(a), unit, dtype=object),
            "terms": np.full(len(a), terms),
            "g2": g2,
            "p": p,
            "q": benjamini_hochberg(p),
            "log_odds": odds.delta,
            "variance": odds.variance,
            "z": odds.z,
            "log_ratio": ratio,
            "percent_difference": percent_difference(a, b, *sizes),
            "bic": bic(g2, float(sizes.sum())),
            "dp": spread[0],
            "dp_norm": spread[1],
        }
    )
    return table.sort_values("z", ascending=False, kind="stable", ignore_index=True)


def _log_odds_of(counts: npt.NDArray[np.int64], n_articles: int, tested: Flags) -> LogOdds:
    """Compute the log-odds among all words that occur, and keep those tested."""
    occurring = counts.sum(axis=0) > 0
    if occurring.sum() < 2:
        nothing = np.zeros(int(tested.sum()))
        return LogOdds(nothing, nothing + 1, nothing)
    i, j = counts[:, occurring]
    odds = log_odds(i, j, informative_prior(i, j, strength=counts.sum() / n_articles))
    return LogOdds(*(values[tested[occurring]] for values in odds))


def _dispersion_of(corpus: Occurrences, tested: Flags) -> tuple[Numbers, Numbers]:
    """Give the dispersion of the words tested over the articles of both groups."""
    kept = tested[corpus.word]
    number = np.cumsum(tested) - 1
    words = corpus._replace(
        article=corpus.article[kept],
        word=number[corpus.word[kept]],
        count=corpus.count[kept],
        n_words=int(tested.sum()),
    )
    return deviation_of_proportions(words, corpus.sizes())


def _sentence(
    tested: Flags,
    ranges: npt.NDArray[np.int64],
    n_articles: tuple[int, int],
    names: tuple[str, str],
    unit: Unit,
    terms: Terms,
    minimum: int,
) -> str:
    n_tested, n_words = int(tested.sum()), int((ranges.sum(axis=0) > 0).sum())
    groups = " and ".join(
        f"{name} ({counted(n, 'article')})" for name, n in zip(names, n_articles, strict=True)
    )
    if not n_tested:
        return (
            f"No keyness between {groups}: none of {counted(n_words, 'word')} occurs in "
            f"{counted(minimum, 'article')}, so that no test would mean anything."
        )
    once = "each word counted once an article" if unit == "article" else "every occurrence counted"
    return (
        f"{counted(n_tested, 'word')} of {n_words:,} tested between {groups}, those in at least "
        f"{counted(minimum, 'article')}; log-likelihood ratio of {'four' if terms == 4 else 'two'} terms, {once}; "
        "q after Benjamini and Hochberg over the words tested."
    )
