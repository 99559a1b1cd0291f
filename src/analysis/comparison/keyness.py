"""Keyness: which words one group of articles uses more than another, and how surely.

Every statistic takes plain counts. By default a word counts once an article, so that one long article
cannot make a keyword; an article's size is then the number of its distinct words.
"""

from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from analysis.comparison.dispersion import Dispersion, deviation_of_proportions
from analysis.comparison.findings import Finding, counted, published
from analysis.comparison.occurrences import Flags, Integers, Numbers, Occurrences
from analysis.errors import InputError

Terms = Literal[2, 4]
Unit = Literal["article", "token"]

#: A word is tested if it occurs in so many articles of the two groups together (its range): with fewer,
#: the expected counts fall below those for which a chi-squared distribution serves (Cochran 1954: five).
MINIMUM_RANGE = 5
#: What stands for a zero in a ratio (Hardie 2014).
HALF = 0.5
#: From so many tests on they are sorted in the faster way.
MANY_TESTS = 10_000
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
    share = a + b
    share /= target_size + reference_size
    g2 = _deviance(a, target_size * share)
    g2 += _deviance(b, reference_size * share)
    if terms == 4:
        others = np.subtract(1, share, out=share)
        g2 += _deviance(target_size - a, target_size * others)
        g2 += _deviance(reference_size - b, reference_size * others)
    g2 *= 2
    return np.maximum(g2, 0, out=g2)


def _deviance(observed: Numbers, expected: Numbers) -> Numbers:
    """One term of G²; where nothing is observed it is 0. ``expected`` is written over."""
    term = np.maximum(observed, _TINY)
    term /= np.maximum(expected, _TINY, out=expected)
    np.log(term, out=term)
    term *= observed
    return term


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
    delta = _log_of_odds(in_target)
    delta -= _log_of_odds(in_reference)
    variance = np.reciprocal(in_target, out=in_target)
    variance += np.reciprocal(in_reference, out=in_reference)
    return LogOdds(delta, variance, z=delta / np.sqrt(variance))


def _log_of_odds(counts: Numbers) -> Numbers:
    """Give the logarithm of each count over all the others."""
    odds = counts.sum() - counts
    np.divide(counts, odds, out=odds)
    return np.asarray(np.log(odds, out=odds))


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
    return np.asarray(np.log2(_at_least_half(a) / target_size) - np.log2(_at_least_half(b) / reference_size))


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
    return np.asarray(np.asarray(g2, dtype=np.float64) - np.log(size))


def p_values(g2: npt.ArrayLike) -> Numbers:
    """Upper tail of the chi-squared distribution with one degree of freedom.

    Examples
    --------
    >>> p_values([3.841459, 6.634897]).round(6).tolist()
    [0.05, 0.01]
    """
    from scipy.special import erfc  # noqa: PLC0415  not waited for where nothing is tested

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
    order = _ascending(values)[::-1]
    adjusted = values[order]
    adjusted *= len(values) / np.arange(len(values), 0, -1)
    q = np.empty_like(values)
    q[order] = np.minimum.accumulate(adjusted, out=adjusted)
    return q


def _ascending(values: Numbers) -> Integers:
    """Order numbers that are not negative; many are sorted together with their places, which is faster.

    The bits of such numbers sort as they do. Of many, the last bits make room for the places: numbers
    that agree in nine digits may then stand in either order, which moves no q-value by more than that.
    """
    n_bits = len(values).bit_length()
    if n_bits < MANY_TESTS.bit_length():
        return np.argsort(values, kind="stable")
    keys = (values + 0.0).view(np.uint64)
    keys >>= np.uint64(n_bits)
    keys <<= np.uint64(n_bits)
    keys |= np.arange(len(values), dtype=np.uint64)
    keys.sort()
    keys &= np.uint64((1 << n_bits) - 1)
    return keys.astype(np.int64)


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


class Contrast(NamedTuple):
    """Two groups of articles, flagged (shape n_articles), and what they are called."""

    target: Flags
    reference: Flags
    names: tuple[str, str] = ("target", "reference")


class Settings(NamedTuple):
    """How keyness is computed.

    Attributes
    ----------
    unit : "article" or "token"
        Whether a word counts once an article or as often as it occurs.
    terms : 2 or 4
        Which log-likelihood ratio.
    minimum : int
        In how many articles of the two groups together a word must occur to be tested.
    """

    unit: Unit = "article"
    terms: Terms = 4
    minimum: int = MINIMUM_RANGE


#: What keyness does unless told otherwise.
USUAL = Settings()


class _Compared(NamedTuple):
    """The articles of both groups, and three counts of each word by group, shape (2, n_words)."""

    corpus: Occurrences
    n_articles: tuple[int, int]
    tokens: Integers
    ranges: Integers
    counts: Integers


def keyness(
    occurrences: Occurrences,
    words: npt.ArrayLike,
    contrast: Contrast,
    settings: Settings = USUAL,
    among: Flags | None = None,
) -> Finding:
    """Compare the words of two groups of articles.

    Parameters
    ----------
    occurrences : Occurrences
        Counts of words in articles.
    words : array of str, shape (n_words,)
        How each word is called: forms, lemmas, or the cues of a codebook.
    contrast : Contrast
        The two groups.
    settings : Settings
        Unit, terms and minimum.
    among : array of bool, shape (n_words,), optional
        Which words to test, such as a codebook's cues; the others make up the size of the groups only.

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
    compared = _compare(occurrences, contrast, settings)
    asked = np.ones(occurrences.n_words, dtype=bool) if among is None else among
    tested = (compared.ranges.sum(axis=0) >= settings.minimum) & asked
    columns = _columns(compared, tested, settings)
    table = published(
        {
            "word": np.asarray(words, dtype=object)[tested],
            "more_in": np.where(columns["log_ratio"] >= 0, *contrast.names).astype(object),
            **columns,
        }
    )
    table = table.sort_values("z", ascending=False, kind="stable", ignore_index=True)
    n_words = int(((compared.ranges.sum(axis=0) > 0) & asked).sum())
    return Finding(table, _sentence(compared, int(tested.sum()), n_words, contrast.names, settings))


def _compare(occurrences: Occurrences, contrast: Contrast, settings: Settings) -> _Compared:
    _check_groups(contrast)
    both = contrast.target | contrast.reference
    corpus = occurrences.within(both)
    groups = contrast.target[both], ~contrast.target[both]
    ranges = np.array([corpus.ranges(group) for group in groups])
    tokens = np.array([corpus.frequencies(group) for group in groups])
    for name, size in zip(contrast.names, tokens.sum(axis=1), strict=True):
        if not size:
            raise InputError(
                f"'{name}' holds none of the words that are counted; there is nothing to compare."
            )
    counts = ranges if settings.unit == "article" else tokens
    return _Compared(corpus, (int(groups[0].sum()), int(groups[1].sum())), tokens, ranges, counts)


def _check_groups(contrast: Contrast) -> None:
    for name, group in zip(contrast.names, (contrast.target, contrast.reference), strict=True):
        if not group.any():
            raise InputError(f"'{name}' has no article. Check how its name is written in articles.csv.")
    both = int((contrast.target & contrast.reference).sum())
    if both:
        one, other = contrast.names
        raise InputError(
            f"{counted(both, 'article')} in both '{one}' and '{other}'. Groups must not overlap."
        )


def _columns(compared: _Compared, tested: Flags, settings: Settings) -> dict[str, npt.NDArray[Any]]:
    target_size, reference_size = (float(size) for size in compared.counts.sum(axis=1))
    a, b = compared.counts[:, tested]
    sizes = target_size, reference_size
    g2 = log_likelihood(a, b, *sizes, settings.terms)
    p = p_values(g2)
    odds = _log_odds_of(compared, tested)
    spread = _dispersion_of(compared.corpus, tested)
    per_million = 1e6 * compared.tokens / compared.tokens.sum(axis=1, keepdims=True)
    return {
        "target_count": compared.tokens[0, tested],
        "reference_count": compared.tokens[1, tested],
        "target_articles": compared.ranges[0, tested],
        "reference_articles": compared.ranges[1, tested],
        "target_per_million": per_million[0, tested],
        "reference_per_million": per_million[1, tested],
        "unit": np.full(len(a), settings.unit, dtype=object),
        "terms": np.full(len(a), settings.terms),
        "g2": g2,
        "p": p,
        "q": benjamini_hochberg(p),
        "log_odds": odds.delta,
        "variance": odds.variance,
        "z": odds.z,
        "log_ratio": log_ratio(a, b, *sizes),
        "percent_difference": percent_difference(a, b, *sizes),
        "bic": bic(g2, sum(sizes)),
        "dp": spread.dp,
        "dp_norm": spread.dp_norm,
    }


def _log_odds_of(compared: _Compared, tested: Flags) -> LogOdds:
    """Compute the log-odds among all words that occur, and keep those tested.

    Where only one word occurs, every odds is of that word against nothing: no difference.
    """
    occurring = compared.counts.sum(axis=0) > 0
    if occurring.sum() < 2:
        nothing = np.zeros(int(tested.sum()))
        return LogOdds(nothing, nothing + 1, nothing)
    i, j = compared.counts[:, occurring]
    prior = informative_prior(i, j, strength=compared.counts.sum() / compared.corpus.n_articles)
    return LogOdds(*(values[tested[occurring]] for values in log_odds(i, j, prior)))


def _dispersion_of(corpus: Occurrences, tested: Flags) -> Dispersion:
    """Give the dispersion of the words tested over the articles of both groups."""
    kept = tested[corpus.word]
    number = np.cumsum(tested) - 1
    words = corpus._replace(
        article=corpus.article[kept],
        word=number[corpus.word[kept]],
        times=corpus.times[kept],
        n_words=int(tested.sum()),
    )
    return deviation_of_proportions(words, corpus.sizes())


def _sentence(
    compared: _Compared, n_tested: int, n_words: int, names: tuple[str, str], settings: Settings
) -> str:
    groups = " and ".join(
        f"{name} ({counted(n, 'article')})" for name, n in zip(names, compared.n_articles, strict=True)
    )
    minimum = counted(settings.minimum, "article")
    if not n_tested:
        return (
            f"No keyness between {groups}: none of {counted(n_words, 'word')} occurs in {minimum}, "
            "so that no test would mean anything."
        )
    once = "each word counted once an article" if settings.unit == "article" else "every occurrence counted"
    return (
        f"{counted(n_tested, 'word')} of {n_words:,} tested between {groups}, those in at least {minimum}; "
        f"log-likelihood ratio of {'four' if settings.terms == 4 else 'two'} terms, {once}; q after "
        "Benjamini and Hochberg over the words tested."
    )
