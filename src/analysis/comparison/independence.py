"""Near-duplicate articles and shared passages: wire copy makes a corpus look larger than it is.

Two articles share what the runs of five words (5-grams) of both have in common. The comparison is
exact: every run is looked up in one sorted index, and no pair of articles is compared that shares
nothing. Sampled fingerprints (MinHash) estimate how alike two wholes are, and so
miss a short report inside a long one; benchmarks/README.md compares the two ways.
"""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparison.counting import Words, words_of
from analysis.comparison.findings import Finding, counted, published
from analysis.comparison.occurrences import Integers, Numbers
from analysis.errors import InputError
from analysis.framing import Corpus

Hashes = npt.NDArray[np.uint64]

#: Words in a run: long enough that two writers rarely meet by chance (Broder 1997 and Clough et al. 2002
#: compare news text by runs of 4 to 10 words).
RUN = 5
#: Two articles are near-duplicates if the shorter shares more than this part of its runs.
SHARED = 0.5
#: An article with fewer runs is too short to tell a copy from a formula.
FEWEST_RUNS = 10
#: A run found in more articles is a newsroom's formula ("read also ..."), not copied news.
FORMULA = 200
#: How many runs are looked up at a time, a part of all hashes after another: memory grows no further.
AT_ONCE = 4_000_000
#: Among more tokens (some 100,000 articles) copies are not looked for: that would take over 2 GB.
MOST_TOKENS = 40_000_000
#: A passage is reported from this many words.
PASSAGE = 10


class Overlaps(NamedTuple):
    """Pairs of articles with a common run, each pair once (``one`` < ``other``), shape (n_pairs,)."""

    one: Integers
    other: Integers
    shared: Integers


class Runs(NamedTuple):
    """The runs of a corpus: a hash for the run that begins at each word, 0 where none does."""

    words: Words
    hashes: Hashes


# --- finding runs that articles share -----------------------------------------------------------


def runs_of(corpus: Corpus) -> Runs:
    """Hash every run of five words, in normalised spelling, outside furniture.

    Runs go on across sentences, not across articles. Two different runs have one hash of 64 bits with
    a probability below one in a million even among five million runs.

    Raises
    ------
    InputError
        If there are more than MOST_TOKENS tokens.
    """
    if len(corpus.tokens) > MOST_TOKENS:
        raise InputError(
            f"copies are looked for among {MOST_TOKENS:,} tokens at most, and these articles have "
            f"{len(corpus.tokens):,}. Compare them by week or by event."
        )
    words = words_of(corpus, of="form")
    return Runs(words, hash_runs(words.word, words.article))


def hash_runs(word: Integers, article: Integers) -> Hashes:
    """Hash the run of words that begins at each place, 0 where the article ends before the run does.

    Parameters
    ----------
    word, article : array of int, shape (n_tokens,)
        The word and the article of each token, in the order of the text.

    Returns
    -------
    array of uint64, shape (n_tokens,)
    """
    hashes = np.zeros(len(word), dtype=np.uint64)
    n_runs = len(word) - RUN + 1
    if n_runs <= 0:
        return hashes
    mixed = _scramble(word.astype(np.uint64) + np.uint64(1))
    run = np.zeros(n_runs, dtype=np.uint64)
    for place in range(RUN):
        run = _scramble(run + mixed[place : place + n_runs])
    inside = article[:n_runs] == article[RUN - 1 :]
    hashes[:n_runs] = np.where(inside, np.maximum(run, np.uint64(1)), np.uint64(0))
    return hashes


def _scramble(numbers: Hashes) -> Hashes:
    """Scatter numbers over 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))


def overlaps(hashes: Hashes, article: Integers, n_articles: int) -> tuple[Overlaps, Integers]:
    """Count the runs that each two articles share.

    Parameters
    ----------
    hashes : array of uint64, shape (n_tokens,)
        As :func:`hash_runs` gives them.
    article : array of int, shape (n_tokens,)
        The article of each.
    n_articles : int
        How many articles there are.

    Returns
    -------
    Overlaps
        Every pair of articles with a run in common; runs of more than FORMULA articles do not count.
    array of int, shape (n_articles,)
        How many different runs each article has, formulas left out.
    """
    n_parts = 1 + len(hashes) // AT_ONCE
    n_runs = np.zeros(n_articles, dtype=np.int64)
    shared: Any = 0
    for part in range(n_parts):
        at_run = np.flatnonzero((hashes > 0) & (hashes % np.uint64(n_parts) == part))
        holder, run = _holders(hashes[at_run], article[at_run])
        n_runs += np.bincount(holder, minlength=n_articles)
        shared = shared + _meetings(holder, run, n_articles)
    if isinstance(shared, int):
        nothing = np.zeros(0, dtype=np.int64)
        return Overlaps(nothing, nothing, nothing), n_runs
    pairs = shared.tocoo()
    one, other = (axis.astype(np.int64) for axis in pairs.coords)
    return Overlaps(one, other, pairs.data.astype(np.int64)), n_runs


def _holders(hashes: Hashes, article: Integers) -> tuple[Integers, Integers]:
    """Give every different run of every article, as its article and the run's number, no formulas."""
    # Articles stand in order, so that a stable sort keeps them in order within each run.
    order = np.argsort(hashes, kind="stable")
    run, holder = hashes[order], article[order]
    new_run = np.diff(run, prepend=np.uint64(0)) > 0
    first = new_run | (np.diff(holder, prepend=-1) != 0)
    number, holder = np.cumsum(new_run)[first] - 1, holder[first]
    kept = np.bincount(number, minlength=1)[number] <= FORMULA
    return holder[kept], number[kept]


def _meetings(holder: Integers, run: Integers, n_articles: int) -> Any:
    """Count for each two articles the runs that both hold, as a sparse table; 0 where no two share any."""
    if not (np.bincount(run, minlength=1) > 1).any():
        return 0
    from scipy import sparse  # noqa: PLC0415  a quarter of a second that articles without copies need not wait

    shape = n_articles, int(run.max()) + 1
    holds = sparse.csr_array((np.ones(len(run), dtype=np.int32), (holder, run)), shape=shape)
    return sparse.triu(holds @ holds.T, k=1, format="csr")


# --- groups -------------------------------------------------------------------------------------


def near_duplicates(corpus: Corpus, shared: float = SHARED) -> Finding:
    """Group the articles that are copies of each other, in whole or for the most part.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design.
    shared : float
        Two articles belong to one group if the shorter has more than this part of its runs of five
        words in common with the other.

    Returns
    -------
    Finding
        One row an article that belongs to a group, the largest groups first: group (from 1), articles
        (in it), doc_id, outlet, published, runs (different runs in the article), nearest (the doc_id it
        shares most of its runs with), shared (that part, 0 to 1), same_outlet (whether the nearest is
        of the same outlet). A matrix or a list draws groups by outlet.

    Raises
    ------
    InputError
        If ``shared`` is not between 0 and 1, or there are more than MOST_TOKENS tokens.
    """
    if not 0 <= shared < 1:
        raise InputError(f"'shared' is {shared}; it is a part, from 0 to below 1.")
    runs = runs_of(corpus)
    found, n_runs = overlaps(runs.hashes, runs.words.article, len(corpus.articles))
    shorter = np.minimum(n_runs[found.one], n_runs[found.other])
    close = (found.shared > shared * shorter) & (shorter >= FEWEST_RUNS)
    pairs = Overlaps(*(values[close] for values in found))
    table = _group_table(corpus.articles, pairs, n_runs)
    return Finding(table, _group_sentence(table, len(corpus.articles), shared))


def _group_table(articles: pd.DataFrame, pairs: Overlaps, n_runs: Integers) -> pd.DataFrame:
    n = len(articles)
    component = _components(pairs, n)
    size = np.bincount(component, minlength=1)[component]
    member = np.flatnonzero(size > 1)
    order = member[np.lexsort((member, component[member], -size[member]))]
    nearest, part = _nearest(pairs, n_runs, n)
    doc_id, outlet = articles["doc_id"].to_numpy(object), articles["outlet"].to_numpy(object)
    published_on = (
        articles["published"].astype(object).where(articles["published"].notna(), None).to_numpy(object)
    )
    return published(
        {
            "group": _numbered(component[order]),
            "articles": size[order],
            "doc_id": doc_id[order],
            "outlet": outlet[order],
            "published": published_on[order],
            "runs": n_runs[order],
            "nearest": doc_id[nearest[order]],
            "shared": part[order],
            "same_outlet": outlet[order] == outlet[nearest[order]],
        }
    )


def _components(pairs: Overlaps, n_articles: int) -> Integers:
    """Give each article the number of its group, which pairs join directly or through others."""
    if not len(pairs.one):
        return np.arange(n_articles)
    from scipy import sparse  # noqa: PLC0415  only where there are copies
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    joined = np.ones(len(pairs.one)), (pairs.one, pairs.other)
    graph = sparse.coo_array(joined, shape=(n_articles, n_articles))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _numbered(component: Integers) -> Integers:
    """Give groups numbers from 1 in the order in which they stand."""
    return np.asarray(pd.factorize(component)[0] + 1, dtype=np.int64)


def _nearest(pairs: Overlaps, n_runs: Integers, n_articles: int) -> tuple[Integers, Numbers]:
    """Find for each article the one that it shares most with, and the part of its runs so shared."""
    article = np.concatenate([pairs.one, pairs.other])
    partner = np.concatenate([pairs.other, pairs.one])
    shared = np.concatenate([pairs.shared, pairs.shared])
    order = np.lexsort((-partner, shared))
    nearest, most = np.zeros(n_articles, dtype=np.int64), np.zeros(n_articles)
    nearest[article[order]], most[article[order]] = partner[order], shared[order]
    return nearest, most / np.maximum(n_runs, 1)


def _group_sentence(table: pd.DataFrame, n_articles: int, shared: float) -> str:
    if table.empty:
        return (
            f"None of {counted(n_articles, 'article')} shares more than {shared:.0%} of its runs of {RUN} "
            "words with another."
        )
    n_groups, n_members = int(table["group"].max()), len(table)
    groups = "group" if n_groups == 1 else "groups"
    return (
        f"{n_members:,} of {counted(n_articles, 'article')} belong to {n_groups:,} {groups} that share more "
        f"than {shared:.0%} of their runs of {RUN} words."
    )


def once_each(articles: pd.DataFrame, groups: pd.DataFrame) -> Finding:
    """Keep one article of every group: the first published, of equals the first in the table.

    Parameters
    ----------
    articles : DataFrame
        The table of articles.
    groups : DataFrame
        The table of :func:`near_duplicates`.

    Returns
    -------
    Finding
        The articles that statistics may count as independent, in their order, and the sentence that
        says so.
    """
    members = articles[articles["doc_id"].isin(groups["doc_id"])]
    group = dict(zip(groups["doc_id"], groups["group"], strict=True))
    ordered = members.sort_values("published", kind="stable", na_position="last")
    first = ordered[~ordered["doc_id"].map(group).duplicated()]
    kept = articles[~articles["doc_id"].isin(members["doc_id"]) | articles["doc_id"].isin(first["doc_id"])]
    left_out = len(articles) - len(kept)
    if not left_out:
        return Finding(kept, f"{counted(len(kept), 'article')}; none is a near-duplicate of another.")
    return Finding(
        kept,
        f"{counted(len(kept), 'article')}: each group of near-duplicates counts once, {left_out:,} left out.",
    )


# --- passages -----------------------------------------------------------------------------------


def shared_passages(corpus: Corpus, shortest: int = PASSAGE) -> pd.DataFrame:
    """List the passages that articles share word for word.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design.
    shortest : int
        From how many words a passage is listed.

    Returns
    -------
    DataFrame
        One row a passage, seen from each of the two articles in turn: doc_id, outlet, start, end (offsets
        in the raw text), words, other (the doc_id that has it too), other_outlet, passage (the text).

    Raises
    ------
    InputError
        If ``shortest`` is less than a run.
    """
    if shortest < RUN:
        raise InputError(f"'shortest' is {shortest}; passages are made of runs of {RUN} words or more.")
    runs = runs_of(corpus)
    found, _ = overlaps(runs.hashes, runs.words.article, len(corpus.articles))
    enough = found.shared >= shortest - RUN + 1
    bounds = np.searchsorted(runs.words.article, np.arange(len(corpus.articles) + 1))
    of_article = [runs.hashes[start:end] for start, end in pairwise(bounds)]
    lists = [np.append(np.sort(hashes), 0) for hashes in of_article]
    places = [
        (here, there, bounds[here] + first, bounds[here] + last)
        for one, other in zip(found.one[enough].tolist(), found.other[enough].tolist(), strict=True)
        for here, there in ((one, other), (other, one))
        for first, last in _common(of_article[here], lists[there])
        if last - first + 1 >= shortest
    ]
    return _passage_table(corpus, runs.words, np.array(places, dtype=np.int64).reshape(-1, 4))


def _common(hashes: Hashes, listed: Hashes) -> list[tuple[int, int]]:
    """Give the stretches of words, first and last, of an article whose runs stand in another's list.

    The list is sorted but for a 0 at its end, which meets no run.
    """
    common = (listed[np.searchsorted(listed[:-1], hashes)] == hashes) & (hashes > 0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], common, [False]]).astype(np.int8)))
    return [(int(first), int(end) - 1 + RUN - 1) for first, end in edges.reshape(-1, 2)]


def _passage_table(corpus: Corpus, words: Words, places: Integers) -> pd.DataFrame:
    here, there, first, last = places.T
    doc_id, outlet = corpus.articles["doc_id"].to_numpy(object), corpus.articles["outlet"].to_numpy(object)
    text = corpus.articles["text"].to_numpy(object)
    start = corpus.tokens["start"].to_numpy(np.int64)[words.token[first]]
    end = corpus.tokens["end"].to_numpy(np.int64)[words.token[last]]
    return published(
        {
            "doc_id": doc_id[here],
            "outlet": outlet[here],
            "start": start,
            "end": end,
            "words": last - first + 1,
            "other": doc_id[there],
            "other_outlet": outlet[there],
            "passage": [text[a][s:e] for a, s, e in zip(here, start, end, strict=True)],
        }
    )
