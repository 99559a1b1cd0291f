"""How many articles of an outlet carry a frame: by outlet, by day or week, by place in the article."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparison.counting import reported, rows_of
from analysis.comparison.findings import Finding, Why, counted, published
from analysis.comparison.grouping import Groups, group_articles, left_out_as_unknown, of_known_outlets
from analysis.comparison.keyness import benjamini_hochberg
from analysis.comparison.occurrences import Integers, Numbers
from analysis.comparison.resampling import (
    MINIMUM_ARTICLES,
    USUAL,
    Intervals,
    Resampling,
    bootstrap_means,
    intervals,
    percentile_interval,
    permutation_test,
    why_no_interval,
)
from analysis.errors import InputError

Period = Literal["day", "week"]

#: Where in an article a mention stands: what a reader meets first is reported apart from the rest.
PLACES = {"headline": "headline", "kicker": "headline", "deck": "lead", "lead": "lead"}
BODY = "body"


class Carried(NamedTuple):
    """Which articles carry which frames at least once: ``values`` holds 0 and 1, articles by frames."""

    articles: pd.DataFrame
    frames: tuple[str, ...]
    values: Integers

    def of(self, articles: pd.DataFrame) -> "Carried":
        """Keep some of the articles."""
        kept = self.articles["doc_id"].isin(articles["doc_id"]).to_numpy(bool)
        return self._replace(articles=self.articles[kept], values=self.values[kept])

    def of_known(self, by: str) -> "Carried":
        """Leave out the articles of unknown outlets, which are no group, where outlets are compared."""
        return self.of(of_known_outlets(self.articles)) if by == "outlet" else self


def carries(mentions: pd.DataFrame, articles: pd.DataFrame, frames: Sequence[str] | None = None) -> Carried:
    """Tell which articles carry which frames, outside furniture.

    Parameters
    ----------
    mentions, articles : DataFrame
        The tables of the design. To ask for the outlet's own voice, or for what is not hedged, keep
        those mentions only.
    frames : sequence of str, optional
        The frames to report, in this order; by default all that are mentioned.

    Raises
    ------
    InputError
        If no frame is asked for and none is mentioned.
    """
    chosen = _frames(mentions, frames)
    kept = reported(mentions, articles)
    found = np.zeros((len(articles), len(chosen)), dtype=np.int64)
    row = rows_of(articles, kept["doc_id"])
    column = pd.Index(chosen).get_indexer(kept["frame"].astype(object))
    found[row[column >= 0], column[column >= 0]] = 1
    return Carried(articles, tuple(chosen), found)


def _frames(mentions: pd.DataFrame, frames: Sequence[str] | None) -> list[str]:
    """Give the frames asked for, or all that are mentioned."""
    chosen = list(frames) if frames is not None else sorted(mentions["frame"].dropna().unique())
    if not chosen:
        raise InputError(
            "no frame is mentioned in these articles; name the codebook's frames to report zeros."
        )
    return chosen


def outlet_shares(carried: Carried, by: str = "outlet", resampling: Resampling = USUAL) -> Finding:
    """Give the share of each outlet's articles that carry each frame.

    Parameters
    ----------
    carried : Carried
        As :func:`carries` gives it.
    by : str
        The column of ``articles`` that names the groups.
    resampling : Resampling
        For the intervals.

    Returns
    -------
    Finding
        One row a group and frame: the column ``by``, frame, articles, carrying (articles with the
        frame), share, low, high, why_no_interval. A dot plot draws share with low to high by outlet
        and frame.

    Raises
    ------
    InputError
        If an outlet's name is spelt in two ways.

    Notes
    -----
    Articles of unknown outlets are no group and are left out; the sentence says how many.
    """
    carried, groups, unknown = _grouped(carried, by)
    found = intervals(carried.values, groups.of_article, len(groups.names), resampling)
    table = _interval_table({by: groups.names}, carried.frames, found)
    return _with_note(Finding(table, *_interval_sentence(found, resampling)), unknown)


def _grouped(carried: Carried, by: str) -> tuple[Carried, Groups, str]:
    """Give what is compared, its groups (none of no articles), and a note on what is left out."""
    kept = carried.of_known(by)
    groups = group_articles(kept.articles, by) if len(kept.articles) else Groups((), np.zeros(0, np.int64))
    left_out = len(kept.articles) < len(carried.articles)
    return kept, groups, left_out_as_unknown(carried.articles) if left_out else ""


def _with_note(found: Finding, note: str) -> Finding:
    return found._replace(sentence=f"{found.sentence} {note}") if note else found


def _interval_table(
    keys: Mapping[str, Sequence[str]], frames: Sequence[str], found: Intervals
) -> pd.DataFrame:
    """Write intervals as a table, one row a group and frame; groups without an article are left out."""
    groups = np.flatnonzero(found.n_articles)
    articles = np.repeat(found.n_articles[groups], len(frames))
    share = found.estimate[groups].ravel()
    return published(
        {
            **{
                key: np.repeat(np.array(names, dtype=object)[groups], len(frames))
                for key, names in keys.items()
            },
            "frame": np.tile(np.array(frames, dtype=object), len(groups)),
            "articles": articles,
            "carrying": np.round(np.nan_to_num(share) * articles).astype(np.int64),
            "share": share,
            "low": found.low[groups].ravel(),
            "high": found.high[groups].ravel(),
            "why_no_interval": found.why[groups].ravel(),
        }
    )


def _interval_sentence(found: Intervals, resampling: Resampling) -> tuple[str, Why | None]:
    n = int(found.n_articles.sum())
    articles = counted(n, "article")
    if np.isnan(found.low).all():
        return (
            f"{articles}, described without intervals: every group has fewer than {MINIMUM_ARTICLES} "
            "articles, or articles that are all alike.",
            Why("too_few_articles", {"minimum": MINIMUM_ARTICLES}),
        )
    told = (
        f"{articles}; {resampling.level:.0%} intervals from {resampling.n_resamples:,} resamples of the "
        f"articles within each group (seed {resampling.seed}), where a group has at least {MINIMUM_ARTICLES} "
        "articles that are not all alike."
    )
    return told, None


def outlet_differences(carried: Carried, by: str = "outlet", resampling: Resampling = USUAL) -> Finding:
    """Compare each outlet with all the others, frame by frame; of two outlets the first with the second.

    Parameters
    ----------
    carried, by, resampling
        As for :func:`outlet_shares`.

    Returns
    -------
    Finding
        One row an outlet and frame: the column ``by``, frame, articles, share, articles_of_others,
        share_of_others, difference, low, high, p (permutation test), q (Benjamini and Hochberg over
        the table), why_no_interval. Where there is no interval there is no test either. A dot plot
        draws difference with low to high around zero.

    Raises
    ------
    InputError
        As for :func:`outlet_shares`.

    Notes
    -----
    Articles of unknown outlets are left out. Where one outlet is left, or none, there is no row.
    """
    carried, groups, unknown = _grouped(carried, by)
    if len(groups.names) < 2:
        return _with_note(_no_differences(groups, by), unknown)
    resampled = bootstrap_means(
        carried.values, groups.of_article, len(groups.names), resampling, together=False
    )
    compared = groups.names if len(groups.names) > 2 else groups.names[:1]
    parts = [
        _difference(carried.values, groups, number, resampled, resampling) for number in range(len(compared))
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    tested = ~np.isnan(columns["p"])
    q = np.full(len(tested), np.nan)
    q[tested] = benjamini_hochberg(columns["p"][tested])
    table = published(
        {
            by: np.repeat(np.array(compared, dtype=object), len(carried.frames)),
            "frame": np.tile(np.array(carried.frames, dtype=object), len(compared)),
            **{name: values for name, values in columns.items() if name != "why_no_interval"},
            "q": q,
            "why_no_interval": columns["why_no_interval"],
        }
    )
    return _with_note(Finding(table, *_difference_sentence(table, resampling)), unknown)


def _no_differences(groups: Groups, by: str) -> Finding:
    names = (
        "frame",
        "articles",
        "share",
        "articles_of_others",
        "share_of_others",
        "difference",
        "low",
        "high",
    )
    table = published({name: [] for name in (by, *names, "p", "q", "why_no_interval")})
    told = f"all are of '{groups.names[0]}'" if groups.names else f"none is of a known {by}"
    sentence = f"No difference is tested between articles by {by}: {told}."
    return Finding(table, sentence, Why("no_second_outlet", {}))


def _difference(
    values: Integers, groups: Groups, number: int, resampled: Numbers, resampling: Resampling
) -> dict[str, npt.NDArray[Any]]:
    """Compare one group with all others, whose resamples add up by their numbers of articles."""
    target = groups.of_article == number
    sizes = np.bincount(groups.of_article, minlength=len(groups.names))
    n_target, n_others = int(sizes[number]), int(sizes.sum() - sizes[number])
    others = np.delete(np.arange(len(sizes)), number)
    of_others = np.tensordot(resampled[:, others], sizes[others] / n_others, axes=(1, 0))
    low, high = percentile_interval(
        resampled[:, number] - of_others, max(2, min(n_target, n_others)), resampling.level
    )
    why = np.array(
        [why_no_interval(min(n_target, n_others), bool(same)) for same in np.ptp(values, axis=0) == 0],
        dtype=object,
    )
    without = why != ""
    share, share_of_others = values[target].mean(axis=0), values[~target].mean(axis=0)
    p = np.full(values.shape[1], np.nan)
    p[~without] = permutation_test(
        values[:, ~without], target, resampling._replace(seed=resampling.seed + number)
    )
    return {
        "articles": np.full(len(share), n_target),
        "share": share,
        "articles_of_others": np.full(len(share), n_others),
        "share_of_others": share_of_others,
        "difference": share - share_of_others,
        "low": np.where(without, np.nan, low),
        "high": np.where(without, np.nan, high),
        "p": p,
        "why_no_interval": why,
    }


def _difference_sentence(table: pd.DataFrame, resampling: Resampling) -> tuple[str, Why | None]:
    n_tested = int(table["p"].notna().sum())
    if not n_tested:
        return (
            f"No difference is tested: it takes {MINIMUM_ARTICLES} articles of an outlet and as many of "
            "others, not all alike. The shares describe these articles only.",
            Why("too_few_articles", {"minimum": MINIMUM_ARTICLES}),
        )
    told = (
        f"{counted(n_tested, 'difference')} from all other articles tested by {resampling.n_resamples:,} "
        f"permutations of the articles; {resampling.level:.0%} intervals by as many resamples within each "
        f"group (seed {resampling.seed}); q after Benjamini and Hochberg."
    )
    return told, None


def prevalence_over_time(
    carried: Carried, every: Period = "day", by: str | None = None, resampling: Resampling = USUAL
) -> Finding:
    """Give the share of articles that carry each frame, by day or week.

    Parameters
    ----------
    carried : Carried
        As :func:`carries` gives it. Articles without a date are left out, and the sentence says how many.
    every : "day" or "week"
        Weeks begin on Monday (ISO 8601).
    by : str, optional
        A column of ``articles`` (such as "outlet") to draw one line each; by default all together.
    resampling : Resampling
        For the intervals.

    Returns
    -------
    Finding
        One row a period, group and frame, periods without an article left out: period (its first day,
        as 2025-12-22), the column ``by`` if given, frame, articles, carrying, share, low, high,
        why_no_interval. A time line draws share by period with low to high, and the number of articles;
        with ``why`` there is none to draw: no article carries a date, or all the same period.
    """
    if by:
        carried = carried.of_known(by)
    has_date = carried.articles["published"].notna().to_numpy(bool)
    dated, undated = carried.articles[has_date], int((~has_date).sum())
    if dated.empty:
        return Finding(
            _no_periods(by),
            f"No time line: none of {counted(undated, 'article')} carries a date.",
            Why("no_dates", {"n": undated}),
        )
    groups = group_articles(dated, by) if by else Groups(("all",), np.zeros(len(dated), dtype=np.int64))
    days, day = np.unique([_period(date, every) for date in dated["published"]], return_inverse=True)
    n_groups = len(groups.names)
    cell = day.astype(np.int64) * n_groups + groups.of_article
    found = intervals(carried.values[has_date], cell, len(days) * n_groups, resampling)
    keys: dict[str, Sequence[str]] = {"period": [str(first) for first in np.repeat(days, n_groups)]}
    if by:
        keys[by] = list(groups.names) * len(days)
    table = _interval_table(keys, carried.frames, found)
    left_out = f"{counted(undated, 'article')} without a date left out." if undated else ""
    sentence, _ = _interval_sentence(found, resampling)
    why = Why("one_period", {"n": len(dated)}) if len(days) < 2 else None
    return _with_note(Finding(table, sentence, why), left_out)


def _no_periods(by: str | None) -> pd.DataFrame:
    names = ["period", *([by] if by else []), "frame", "articles", "carrying", "share", "low", "high"]
    return published({name: [] for name in [*names, "why_no_interval"]})


def _period(date: str, every: Period) -> str:
    day = datetime.date.fromisoformat(date[:10])
    return (day if every == "day" else day - datetime.timedelta(days=day.weekday())).isoformat()


def salience(
    mentions: pd.DataFrame, articles: pd.DataFrame, frames: Sequence[str] | None = None, *, by: str = "outlet"
) -> pd.DataFrame:
    """Report mentions in the headline and in the lead apart from those in the body.

    Parameters
    ----------
    mentions, articles, frames
        As for :func:`carries`.
    by : str
        The column of ``articles`` that names the groups.

    Returns
    -------
    DataFrame
        One row a group, frame and place, zeros included: the column ``by``, frame, place ("headline"
        with the kicker, "lead" with the deck, "body" with all the rest), mentions, articles (with the
        frame there), of_articles (of the group), share.
    """
    groups = group_articles(articles, by)
    chosen = _frames(mentions, frames)
    kept = reported(mentions, articles)
    kept = kept[kept["frame"].isin(chosen)]
    places = ["headline", "lead", BODY]
    group = groups.of_article[rows_of(articles, kept["doc_id"])]
    frame = pd.Index(chosen).get_indexer(kept["frame"].astype(object))
    place = pd.Index(places).get_indexer(kept["role"].astype(object).map(lambda role: PLACES.get(role, BODY)))
    shape = (len(groups.names), len(chosen), len(places))
    cell = np.ravel_multi_index((group, frame, place), shape)
    in_articles = pd.DataFrame({"doc_id": kept["doc_id"].to_numpy(object), "cell": cell}).drop_duplicates()[
        "cell"
    ]
    sizes = np.bincount(groups.of_article, minlength=len(groups.names))
    articles_with = np.bincount(in_articles, minlength=int(np.prod(shape)))
    of_articles = np.repeat(sizes, len(chosen) * len(places))
    keys = np.array(np.unravel_index(np.arange(np.prod(shape)), shape))
    return published(
        {
            by: np.array(groups.names, dtype=object)[keys[0]],
            "frame": np.array(chosen, dtype=object)[keys[1]],
            "place": np.array(places, dtype=object)[keys[2]],
            "mentions": np.bincount(cell, minlength=int(np.prod(shape))),
            "articles": articles_with,
            "of_articles": of_articles,
            "share": articles_with / of_articles,
        }
    )


def strips(mentions: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Give where in its article each mention stands, for a dispersion strip.

    Returns
    -------
    DataFrame
        One row a mention outside furniture, group by group: doc_id, the column ``by``, frame, cue, start,
        position (0 at the article's first character, 1 at its end).
    """
    groups = group_articles(articles, by)
    kept = reported(mentions, articles)
    row = rows_of(articles, kept["doc_id"])
    in_order = np.argsort(groups.of_article[row], kind="stable")
    kept, row = kept.iloc[in_order], row[in_order]
    lengths = articles["text"].str.len().to_numpy(np.int64)[row]
    return published(
        {
            "doc_id": kept["doc_id"].to_numpy(object),
            by: articles[by].to_numpy(object)[row],
            "frame": kept["frame"].to_numpy(object),
            "cue": kept["cue"].to_numpy(object),
            "start": kept["start"].to_numpy(np.int64),
            "position": kept["start"].to_numpy(np.int64) / np.maximum(lengths, 1),
        }
    )
