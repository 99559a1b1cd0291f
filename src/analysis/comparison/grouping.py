"""Articles -> groups to compare: outlets, or whatever else a column of ``articles`` tells apart."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparison.findings import counted
from analysis.comparison.occurrences import Flags, Integers
from analysis.corpus import UNKNOWN
from analysis.errors import InputError
from analysis.language.orthography import normalise

_NOT_A_LETTER = re.compile(r"[\W_]+")


class Groups(NamedTuple):
    """The groups of a corpus.

    Attributes
    ----------
    names : tuple of str
        What the groups are called, in order of their first article.
    of_article : array of int, shape (n_articles,)
        Which group each article belongs to, in the order of ``articles``.
    """

    names: tuple[str, ...]
    of_article: Integers

    def flags(self, name: str) -> Flags:
        """Flag the articles of one group.

        Raises
        ------
        InputError
            If there is no such group.
        """
        if name not in self.names:
            raise InputError(f"no article of '{name}'. The groups are: {', '.join(self.names)}.")
        return np.asarray(self.of_article == self.names.index(name))


def of_known_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Leave out the articles whose outlet nobody knows.

    They are no group: two of them may be of two outlets, or of one that is named elsewhere. Counts and
    texts show them as "unknown", and the aligned dossier sets each beside all others; nothing is
    inferred from them about an outlet.
    """
    return articles[articles["outlet"] != UNKNOWN]


def left_out_as_unknown(articles: pd.DataFrame) -> str:
    """Say how many articles :func:`of_known_outlets` leaves out; "" if none."""
    n = int((articles["outlet"] == UNKNOWN).sum())
    return f"{counted(n, 'article')} of unknown outlets left out." if n else ""


def side(outlet: str, doc_id: str) -> str:
    """Name the side that an article stands for: its outlet, or if that is unknown, itself."""
    return f"unknown outlet ({doc_id})" if outlet == UNKNOWN else outlet


def group_articles(articles: pd.DataFrame, by: str = "outlet") -> Groups:
    """Tell which articles belong together.

    Parameters
    ----------
    articles : DataFrame
        The table of articles.
    by : str
        The column that names the group.

    Returns
    -------
    Groups
        One group for each value of the column.

    Raises
    ------
    InputError
        If there is no article, a name is missing, or one name is spelt in two ways.
    """
    if by not in articles:
        raise InputError(f"articles.csv has no column '{by}' to group by.")
    if articles.empty:
        raise InputError("no article is left to compare. Check what was left out before.")
    missing = articles["doc_id"][articles[by].isna()]
    if len(missing):
        raise InputError(
            f"articles.csv: '{by}' of article '{missing.iloc[0]}' is empty. Write it, or \"unknown\"."
        )
    codes, names = pd.factorize(articles[by].astype(object))
    _check_spelling(tuple(names), np.bincount(codes), by)
    return Groups(tuple(names), codes.astype(np.int64))


def _check_spelling(names: tuple[str, ...], n_articles: npt.NDArray[np.int64], by: str) -> None:
    """Refuse two names that differ in marks, spaces, signs or interchangeable letters only."""
    seen: dict[str, int] = {}
    for number, name in enumerate(names):
        first = seen.setdefault(_NOT_A_LETTER.sub("", normalise(str(name))), number)
        if first != number:
            raise InputError(
                f"articles.csv: '{by}' is written '{names[first]}' ({counted(n_articles[first], 'article')}) "
                f"and '{name}' ({counted(n_articles[number], 'article')}). Write one name in one way."
            )
