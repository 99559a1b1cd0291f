"""How long the comparison takes: the statistics on numbers, and everything on a week of real news.

    python benchmarks/comparison.py [folder of SaudiNewsNet's zip files]

Each timing is the best of three where it is short. Peak memory is that of the whole process.
README-comparison.md says what came out.
"""

import re
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from news_corpus import load_news

from analysis import paths, tables
from analysis.comparison.alignment import align
from analysis.comparison.counting import count_words, frequencies
from analysis.comparison.grouping import Groups, group_articles
from analysis.comparison.independence import (
    FEWEST_RUNS,
    SHARED,
    near_duplicates,
    once_each,
    overlaps,
    runs_of,
    shared_passages,
)
from analysis.comparison.keyness import (
    Contrast,
    benjamini_hochberg,
    informative_prior,
    keyness,
    log_likelihood,
    log_odds,
    p_values,
)
from analysis.comparison.prevalence import carries, outlet_differences, outlet_shares, prevalence_over_time
from analysis.comparison.resampling import bootstrap_means, permutation_test
from analysis.corpus import load_articles
from analysis.framing import Corpus, load_codebook
from analysis.language.orthography import normalise
from analysis.pipeline import code_corpus

WORD = re.compile(r"[^\W\d_]+")


def timed(what: str, call: Callable[[], Any], repeat: int = 1) -> Any:
    """Run a call, print the best of its times, and give its result."""
    best, result = float("inf"), None
    for _ in range(repeat):
        start = time.perf_counter()
        result = call()
        best = min(best, time.perf_counter() - start)
    print(f"{what:<72}{best * 1e3:>10,.1f} ms")
    return result


def peak_memory() -> float:
    """Give the peak resident memory of this process in GB (Linux only)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1e6


def on_numbers() -> None:
    """Time the statistics on counts alone."""
    rng = np.random.default_rng(0)
    a, b = (rng.zipf(1.3, 300_000) % 5_000 + 1 for _ in range(2))
    g2 = timed("G2 of four terms, 300,000 types", lambda: log_likelihood(a, b, a.sum(), b.sum()), 3)
    timed("log-odds, 300,000 types", lambda: log_odds(a, b, informative_prior(a, b, 500)), 3)
    timed("p and q of 300,000 types", lambda: benjamini_hochberg(p_values(g2)), 3)
    group = np.sort(rng.integers(0, 24, 50_000))
    print("10,000 resamples of 24 outlets by 12 frames over 50,000 articles, each frame in")
    for share in (0.1, 0.02):
        values = rng.random((50_000, 12)) < share
        for together in (True, False):
            how = "frames together" if together else "frame by frame"
            timed(f"    {share:.0%} of them, {how}", partial(resample, values, group, together))
    timed("10,000 permutations of 50,000 articles, 12 frames", lambda: permutation_test(values, group == 3))


def resample(values: Any, group: Any, together: bool) -> Any:
    """Resample 24 outlets."""
    return bootstrap_means(values, group, 24, together=together)


def on_seeds() -> None:
    """Time the aligned dossier of the two seeds."""
    articles = load_articles(paths.RAW / "articles.csv")
    coded = code_corpus(articles, load_codebook(paths.CODEBOOKS / "event_impact.yml"))
    call = lambda: align(coded.corpus, coded.mentions, coded.attributions)  # noqa: E731
    timed("aligned dossier of the two seeds, first time", call)
    timed("aligned dossier of the two seeds, again", call, 5)


def plain_corpus(articles: pd.DataFrame) -> Corpus:
    """Split articles into words only, one segment and one sentence each: the comparison's input, quickly."""
    lengths = articles["text"].str.len().to_numpy(np.int64)
    known: dict[str, int] = {}
    places = []
    for text in articles["text"]:
        found = [(*word.span(), known.setdefault(word.group(), len(known))) for word in WORD.finditer(text)]
        places.append(np.array(found, dtype=np.int64).reshape(-1, 3))
    n_tokens = np.array([len(of_article) for of_article in places])
    start, end, type_id = np.concatenate(places).T
    doc_id = pa.array(articles["doc_id"])
    one_each = {"doc_id": doc_id, "segment_id": np.zeros(len(articles), dtype=np.int64)}
    whole = {"start": np.zeros(len(articles), dtype=np.int64), "end": lengths}
    tokens = {
        "doc_id": doc_id.take(pa.array(np.repeat(np.arange(len(articles)), n_tokens))),
        "sentence_id": np.zeros(len(type_id), dtype=np.int64),
        "token_id": np.arange(len(type_id)),
        "start": start,
        "end": end,
        "type_id": type_id,
    }
    segments = {**one_each, **whole, "role": ["body"] * len(articles), "rule": ["whole"] * len(articles)}
    sentences = {**one_each, "sentence_id": one_each["segment_id"], **whole}
    plain = {"kind": "word", "lemmas": [], "pos": []}
    types = (
        {"type_id": number, "form": form, "normalised": normalise(form), **plain}
        for form, number in known.items()
    )
    return Corpus(
        articles,
        _framed("segments", segments),
        _framed("sentences", sentences),
        _framed("tokens", tokens),
        tables.from_rows("types", types),
    )


def _framed(name: str, columns: dict[str, Any]) -> pd.DataFrame:
    schema = tables.SCHEMAS[name]
    return pa.table({field: columns[field] for field in schema.names}, schema).to_pandas(
        types_mapper=pd.ArrowDtype
    )


def stand_in_mentions(corpus: Corpus, n_frames: int = 12) -> pd.DataFrame:
    """Call the words of rank 300 to 311 frames: real words of real articles, where no codebook is."""
    frequency = np.bincount(corpus.tokens["type_id"].to_numpy(np.int64))
    chosen = np.argsort(-frequency)[300 : 300 + n_frames]
    at = np.flatnonzero(np.isin(corpus.tokens["type_id"].to_numpy(np.int64), chosen))
    tokens = corpus.tokens.iloc[at]
    forms = corpus.types["form"].to_numpy(object)[tokens["type_id"].to_numpy(np.int64)]
    places = tokens[["doc_id", "sentence_id", "start", "end"]]
    return places.assign(frame=forms, cue=forms, form=forms, role="body")


def on_news(folder: Path) -> None:
    """Time the whole comparison on a week of news by outlet."""
    articles = load_news(folder)
    corpus = plain_corpus(articles)
    print(f"{len(articles):,} articles, {len(corpus.tokens):,} words; {peak_memory():.2f} GB until here")
    start = time.perf_counter()
    groups = group_articles(articles)
    found = timed("near-duplicates of the week", lambda: near_duplicates(corpus))
    print("   ", found.sentence)
    once = once_each(articles, found.table)
    print("   ", once.sentence)
    counted = timed("counts of every form", lambda: count_words(corpus, of="form"))
    timed("frequencies with dispersion, by outlet", lambda: frequencies(counted, groups))
    timed(
        f"keyness of each of {len(groups.names)} outlets against the rest", lambda: keynesses(counted, groups)
    )
    mentions = stand_in_mentions(corpus)
    carried = carries(mentions, once.table)
    timed("prevalence of 12 words, with intervals", lambda: outlet_shares(carried))
    timed("differences of outlets, intervals and permutations", lambda: outlet_differences(carried))
    timed("prevalence by day and outlet", lambda: prevalence_over_time(carried, by="outlet"))
    print(f"all of it: {time.perf_counter() - start:.1f} s; peak {peak_memory():.2f} GB")
    passages = timed("shared passages (not counted above)", lambda: shared_passages(corpus))
    print(f"    {len(passages):,} rows")
    against_minhash(corpus)
    others = articles["doc_id"][~articles["doc_id"].isin(found.table["doc_id"])]
    event = articles[articles["doc_id"].isin([*found.table["doc_id"].iloc[:107], *others.iloc[:93]])]
    small = plain_corpus(event.reset_index(drop=True))
    found = timed("near-duplicates among 200 articles, 107 of them copies", lambda: near_duplicates(small), 3)
    print("   ", found.sentence)
    whole_way(articles.iloc[::63].reset_index(drop=True))


def against_minhash(corpus: Corpus) -> None:
    """Compare the exact search with datasketch's MinHash and LSH, where that is installed."""
    if find_spec("datasketch") is None:
        print("datasketch is not installed: no comparison with MinHash")
        return
    from datasketch import MinHash, MinHashLSH

    runs, n = runs_of(corpus), len(corpus.articles)
    found, n_runs = timed("exact overlaps", lambda: overlaps(runs.hashes, runs.words.article, n))
    shorter = np.minimum(n_runs[found.one], n_runs[found.other])
    close = (found.shared > SHARED * shorter) & (shorter >= FEWEST_RUNS)
    exact = set(zip(found.one[close].tolist(), found.other[close].tolist(), strict=True))
    bounds = np.searchsorted(runs.words.article, np.arange(n + 1))

    def candidates() -> set[tuple[int, int]]:
        index, signatures = MinHashLSH(threshold=0.3, num_perm=128), []
        for number, (start, end) in enumerate(pairwise(bounds)):
            signature = MinHash(num_perm=128, hashfunc=lambda run: int(run) & 0xFFFFFFFF)
            distinct = np.unique(runs.hashes[start:end])
            if distinct.any():
                signature.update_batch(distinct[distinct > 0])
            signatures.append(signature)
            index.insert(number, signature)
        return {(i, j) for i, signature in enumerate(signatures) for j in index.query(signature) if i < j}

    sampled = timed("MinHash and LSH (datasketch)", candidates)
    print(f"    {len(exact & sampled):,} of {len(exact):,} pairs")


def whole_way(articles: pd.DataFrame) -> None:
    """Time the project's own way on a part of the week: lemmas, codebook, voice, then the comparison."""
    codebook = load_codebook(paths.CODEBOOKS / "event_impact.yml")
    print(f"{len(articles)} articles spread over the week, with lemmas:")
    coded = timed("segments, tokens, lemmas, mentions, attributions", lambda: code_corpus(articles, codebook))
    groups = group_articles(articles)
    counted = timed("counts of every lemma", lambda: count_words(coded.corpus))
    timed("keyness of each outlet against the rest", lambda: keynesses(counted, groups))
    timed("near-duplicates", lambda: near_duplicates(coded.corpus))


def keynesses(counted: Any, groups: Groups) -> list[Any]:
    """Compare every outlet with all the others."""
    flags = [groups.flags(name) for name in groups.names]
    return [keyness(counted.occurrences, counted.words, Contrast(target, ~target)) for target in flags]


def main() -> None:
    on_numbers()
    on_seeds()
    if len(sys.argv) > 1:
        on_news(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
