"""Keywords: the words of each outlet against those of all the others, types, lemmas and cues alike."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.comparison.counting import Counted
from analysis.comparison.findings import Finding, Why, counted, listed, published
from analysis.comparison.grouping import Groups, group_articles, of_known_outlets
from analysis.comparison.keyness import USUAL, Contrast, Settings, keyness
from analysis.comparison.resampling import MINIMUM_ARTICLES

#: A word is called a keyword if its q-value is at most this.
LEVEL = 0.05
#: What the reference of one outlet among several is called.
OTHERS = "all others"


def outlet_keyness(
    words: Counted,
    articles: pd.DataFrame,
    compared: pd.DataFrame,
    by: str = "outlet",
    settings: Settings = USUAL,
) -> Finding:
    """Compare the words of each outlet with those of all the others; two outlets with each other.

    Parameters
    ----------
    words : Counted
        Counts of words in articles, as :func:`analysis.comparison.counting.count_all` gives them.
    articles : DataFrame
        The articles that were counted.
    compared : DataFrame
        Those of them to compare, such as each group of copies once; of unknown outlets none is compared.
    by : str
        The column that names the groups.
    settings : Settings
        Unit, terms and minimum of :func:`analysis.comparison.keyness.keyness`.

    Returns
    -------
    Finding
        The table of :func:`analysis.comparison.keyness.keyness` with the columns ``by`` and ``against``
        before it. Of two groups every word tested; of more, the words that pass q = 0.05 in a group's
        favour. Groups of fewer than MINIMUM_ARTICLES articles are not compared, and the sentence says so.

    Raises
    ------
    InputError
        If an outlet's name is spelt in two ways.
    """
    known = of_known_outlets(compared) if by == "outlet" else compared
    chosen = articles["doc_id"].isin(known["doc_id"]).to_numpy(bool)
    within = words._replace(occurrences=words.occurrences.within(chosen))
    if not chosen.any():
        return Finding(
            _table(by, []),
            "No keyness: no article is of a known outlet.",
            Why("no_second_outlet", {}),
        )
    groups = group_articles(articles[chosen], by)
    contrasts, too_few = _contrasts(groups, within)
    if not contrasts:
        return _not_compared(groups, by)
    found = [keyness(within.occurrences, within.words, one, settings, within.among) for one in contrasts]
    if len(groups.names) == 2:
        return Finding(_table(by, contrasts, [found[0].table]), found[0].sentence)
    own = [_passing(one, contrast.names[0]) for one, contrast in zip(found, contrasts, strict=True)]
    table = _table(by, contrasts, own)
    return Finding(table, _sentence(table, contrasts, too_few, settings))


def _contrasts(groups: Groups, words: Counted) -> tuple[list[Contrast], list[str]]:
    """Give the contrasts between groups that are large enough, and the names of the groups that are not."""
    holding = words.occurrences.sizes() > 0
    n_holding = np.bincount(groups.of_article, holding, len(groups.names))
    large = n_holding >= MINIMUM_ARTICLES
    few = [name for name, enough in zip(groups.names, large, strict=True) if not enough]
    if len(groups.names) == 2:
        one, other = groups.names
        return ([] if few else [Contrast(groups.flags(one), groups.flags(other), (one, other))]), few
    contrasts = [
        Contrast(groups.flags(name), ~groups.flags(name), (name, OTHERS))
        for number, name in enumerate(groups.names)
        if large[number] and n_holding.sum() - n_holding[number] >= MINIMUM_ARTICLES
    ]
    return contrasts, few


def _not_compared(groups: Groups, by: str) -> Finding:
    if len(groups.names) < 2:
        return Finding(
            _table(by, []),
            f"No keyness: all articles are of '{groups.names[0]}'.",
            Why("no_second_outlet", {}),
        )
    most = int(np.bincount(groups.of_article).max())
    return Finding(
        _table(by, []),
        f"No keyness: it takes {MINIMUM_ARTICLES} articles of an outlet and as many of others; the largest "
        f"outlet has {most}.",
        Why("too_few_articles", {"minimum": MINIMUM_ARTICLES}),
    )


def _passing(found: Finding, name: str) -> pd.DataFrame:
    """Keep the words that pass in a group's own favour: what it lacks is what the others have more of."""
    return found.table[(found.table["more_in"] == name) & (found.table["q"] <= LEVEL)]


def _table(by: str, contrasts: Sequence[Contrast], tables: Sequence[pd.DataFrame] = ()) -> pd.DataFrame:
    if not contrasts:
        return published({name: [] for name in (by, "against", "word", "more_in", "z", "q")})
    named = [
        table.assign(**{by: contrast.names[0], "against": contrast.names[1]})
        for table, contrast in zip(tables, contrasts, strict=True)
    ]
    whole = pd.concat(named, ignore_index=True)
    return whole[[by, "against", *(name for name in whole.columns if name not in (by, "against"))]]


def _sentence(
    table: pd.DataFrame, contrasts: Sequence[Contrast], too_few: Sequence[str], settings: Settings
) -> str:
    left_out = f" {listed(too_few)}: too few articles of their own to be compared." if too_few else ""
    once = "counted once an article" if settings.unit == "article" else "every occurrence counted"
    return (
        f"{counted(len(contrasts), 'outlet')} compared with all the others: {counted(len(table), 'keyword')} "
        f"at q of at most {LEVEL} among words in at least {counted(settings.minimum, 'article')}, {once}; "
        f"log-likelihood ratio of {'four' if settings.terms == 4 else 'two'} terms.{left_out}"
    )
