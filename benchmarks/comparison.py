"""How long the comparison takes: the statistics on numbers, and the whole way on a week of real news.

    python benchmarks/comparison.py [folder of SaudiNewsNet's zip files [--minhash]]

Each timing stands on the clock and of the processor, which other work on the machine disturbs less; short
ones are the best of three. Peak memory is that of the whole process. README.md says what came out.
"""

import re
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from news_corpus import load_news

from analysis import display, paths
from analysis.cleaning import segment_corpus
from analysis.comparison import (
    align,
    carries,
    company,
    count_all,
    frequencies,
    group_articles,
    near_duplicates,
    once_each,
    outlet_differences,
    outlet_keyness,
    outlet_shares,
    prevalence_over_time,
    salience,
    strips,
)
from analysis.comparison.independence import FEWEST_RUNS, SHARED, overlaps, runs_of, shared_passages
from analysis.comparison.keyness import (
    benjamini_hochberg,
    informative_prior,
    log_likelihood,
    log_odds,
    p_values,
)
from analysis.comparison.resampling import bootstrap_means, permutation_test
from analysis.corpus import load_articles
from analysis.framing import Corpus, load_codebook
from analysis.framing.matching import find_mentions
from analysis.language import add_lemmas, best_engine, tokenise_corpus
from analysis.pipeline import code_corpus


def timed(what: str, call: Callable[[], Any], repeat: int = 1) -> Any:
    """Run a call, print the best of its times, on the clock and of the processor, and give its result."""
    clock = processor = float("inf")
    result = None
    for _ in range(repeat):
        start, start_processor = time.perf_counter(), time.process_time()
        result = call()
        clock = min(clock, time.perf_counter() - start)
        processor = min(processor, time.process_time() - start_processor)
    print(f"{what:<72}{clock * 1e3:>10,.1f} ms{processor * 1e3:>12,.1f} ms", flush=True)
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


def on_news(folder: Path) -> None:
    """Take a week of news the project's own way: words, lemmas, mentions, and all that is compared."""
    start, start_processor = time.perf_counter(), time.process_time()
    articles = timed("load", lambda: load_news(folder))
    corpus, mentions = words_and_mentions(articles)
    before, before_processor = time.perf_counter(), time.process_time()
    print(f"{len(articles):,} articles, {len(corpus.tokens):,} tokens; {peak_memory():.2f} GB until here")
    compare(corpus, mentions)
    clock, processor = time.perf_counter(), time.process_time()
    print(f"the comparison: {clock - before:.1f} s, processor {processor - before_processor:.1f} s")
    print(f"all of it: {clock - start:.1f} s, processor {processor - start_processor:.1f} s")
    print(f"peak memory {peak_memory():.2f} GB")
    passages = timed("shared passages (not counted above)", lambda: shared_passages(corpus))
    print(f"    {len(passages):,} rows")
    on_one_event(corpus)
    if "--minhash" in sys.argv:
        against_minhash(corpus)


def words_and_mentions(articles: pd.DataFrame) -> tuple[Corpus, pd.DataFrame]:
    """Run everything before the comparison, without voice, which no statistic below asks for."""
    engine = best_engine()
    segments = timed("segments", lambda: segment_corpus(articles))
    tokenised = timed("sentences and tokens", lambda: tokenise_corpus(articles, segments))
    types = timed("lemmas", lambda: add_lemmas(tokenised.types, engine))
    corpus = Corpus(articles, segments, tokenised.sentences, tokenised.tokens, types)
    codebook = load_codebook(paths.CODEBOOKS / "event_impact.yml")
    found = timed("mentions", lambda: find_mentions(corpus.tokens, corpus.types, codebook, engine))
    key = ["doc_id", "sentence_id"]
    place = corpus.sentences[[*key, "segment_id"]].merge(
        corpus.segments[["doc_id", "segment_id", "role"]], on=["doc_id", "segment_id"]
    )
    return corpus, found.merge(place, on=key, how="left")


def compare(corpus: Corpus, mentions: pd.DataFrame) -> None:
    """Run what notebook 04 runs, and draw its charts."""
    articles = corpus.articles
    copies = timed("near-duplicates", lambda: near_duplicates(corpus))
    independent = once_each(articles, copies.table)
    print("   ", copies.sentence, independent.sentence)
    frames = {frame: frame for frame in sorted(mentions["frame"].unique())}
    carried = carries(mentions, independent.table, list(frames))
    shares = timed("shares of each outlet, with intervals", lambda: outlet_shares(carried))
    tested = timed("differences, intervals and permutations", lambda: outlet_differences(carried))
    by_time = timed("shares by day", lambda: prevalence_over_time(carried))
    counts = timed("counts of types, lemmas and cues", lambda: count_all(corpus, mentions))
    keyness = {
        of: timed(
            f"keyness of {of}, each outlet",
            lambda words=words: outlet_keyness(words, articles, independent.table),
        )
        for of, words in counts.items()
    }
    for of, found in keyness.items():
        print(f"    {of}: {found.sentence}")
    groups = group_articles(articles)
    timed("frequencies with dispersion", lambda: frequencies(counts["lemmas"], groups, 1_000))
    node = mentions[mentions["frame"] == mentions["frame"].iloc[0]]
    timed("collocates of a frame", lambda: company(corpus, node))
    charts = (
        lambda: display.shares(shares, frames),
        lambda: display.outlet_differences(tested, frames),
        lambda: display.over_time(by_time, frames),
        lambda: display.salience(salience(mentions, articles), frames),
        lambda: display.dispersion_strips(strips(mentions, articles), frames),
        *(partial(display.keyness_bars, found, f"keyness_{of}") for of, found in keyness.items()),
    )
    with TemporaryDirectory() as folder:
        target = Path(folder)
        timed("charts, drawn and saved", lambda: [draw().save(target, target) for draw in charts])


def on_one_event(corpus: Corpus) -> None:
    """Look for the copies among two hundred articles, more than half of them copies."""
    found = near_duplicates(corpus).table["doc_id"]
    others = corpus.articles["doc_id"][~corpus.articles["doc_id"].isin(found)]
    event = corpus.of_articles([*found.iloc[:107], *others.iloc[:93]])
    copies = timed(
        "near-duplicates among 200 articles, 107 of them copies", lambda: near_duplicates(event), 3
    )
    print("   ", copies.sentence)


def against_minhash(corpus: Corpus) -> None:
    """Compare the exact search with datasketch, where that is installed, on the same runs.

    Two questions: which articles are alike as wholes (Jaccard at least 0.5), the question that MinHash
    with LSH is made for; and which share over half of the shorter one, for which there is LSH Ensemble.
    """
    if find_spec("datasketch") is None:
        print("datasketch is not installed: no comparison with MinHash")
        return
    runs, n = runs_of(corpus), len(corpus.articles)
    found, n_runs = timed("exact overlaps", lambda: overlaps(runs.hashes, runs.words.article, n))
    shorter = np.minimum(n_runs[found.one], n_runs[found.other])
    enough = shorter >= FEWEST_RUNS
    union = n_runs[found.one] + n_runs[found.other] - found.shared
    alike = pairs_of(found, enough & (2 * found.shared >= union))
    copied = pairs_of(found, enough & (found.shared > SHARED * shorter))
    bounds = np.searchsorted(runs.words.article, np.arange(n + 1))
    sets = [np.unique(runs.hashes[start:end]) for start, end in pairwise(bounds)]
    sets = [of_article[of_article > 0] for of_article in sets]
    for permutations in (128, 256):
        by_minhash(sets, permutations, alike, copied)


def by_minhash(sets: list[Any], permutations: int, alike: set[Any], copied: set[Any]) -> None:
    """Find both kinds of pairs by MinHash, and say how many of them."""
    signed = timed(f"MinHash, {permutations} permutations", lambda: signatures(sets, permutations))
    found = timed("    LSH, Jaccard 0.5", lambda: alike_by_lsh(signed, permutations))
    print(f"    {len(alike & found):,} of {len(alike):,} pairs with Jaccard of at least 0.5")
    found = timed("    LSH Ensemble, half", lambda: contained_by_lsh(signed, sets, permutations))
    print(f"    {len(copied & found):,} of {len(copied):,} pairs that share half of the shorter one")


def pairs_of(found: Any, kept: Any) -> set[tuple[int, int]]:
    return set(zip(found.one[kept].tolist(), found.other[kept].tolist(), strict=True))


def signatures(sets: list[Any], permutations: int) -> list[Any]:
    from datasketch import MinHash

    signed = []
    for of_article in sets:
        signature = MinHash(num_perm=permutations, hashfunc=lambda run: int(run) & 0xFFFFFFFF)
        if len(of_article):
            signature.update_batch(of_article)
        signed.append(signature)
    return signed


def alike_by_lsh(signed: list[Any], permutations: int) -> set[tuple[int, int]]:
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=permutations)
    for number, signature in enumerate(signed):
        index.insert(number, signature)
    return {(i, j) for i, signature in enumerate(signed) for j in index.query(signature) if i < j}


def contained_by_lsh(signed: list[Any], sets: list[Any], permutations: int) -> set[tuple[int, int]]:
    from datasketch import MinHashLSHEnsemble

    index = MinHashLSHEnsemble(threshold=SHARED, num_perm=permutations, num_part=16)
    index.index((number, signed[number], len(runs)) for number, runs in enumerate(sets) if len(runs))
    return {
        (min(i, j), max(i, j))
        for i, runs in enumerate(sets)
        if len(runs)
        for j in index.query(signed[i], len(runs))
        if i != j
    }


def main() -> None:
    on_numbers()
    on_seeds()
    if len(sys.argv) > 1:
        on_news(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
