"""Synthetic corpora whose truth is known: counts with planted keywords, frames, and texts with wire copy."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.comparison.occurrences import Occurrences

LETTERS = "ابتثجحخدرزسشصضطعغفقكلمنهوي"


class PlantedCounts(NamedTuple):
    """Counts of words in articles of two groups, and which words the target uses more."""

    occurrences: Occurrences
    words: npt.NDArray[np.object_]
    target: npt.NDArray[np.bool_]
    keywords: npt.NDArray[np.int64]


def planted_counts(
    rng: np.random.Generator, n_keywords: int, ratio: float = 3.0, n_articles: int = 300, n_words: int = 3_000
) -> PlantedCounts:
    """Draw articles of two groups with words in bursts, some of them likelier in the target.

    Words follow Zipf's law; a word's rate in an article varies by a gamma distribution (Church and Gale
    1995), so that words come in bursts as they do in texts; articles differ in length.
    """
    target = np.arange(n_articles) < n_articles // 2
    share = 1 / np.arange(1, n_words + 1)
    keywords = np.sort(rng.choice(np.arange(20, 400), n_keywords, replace=False))
    rates = np.tile(share / share.sum(), (n_articles, 1)) * rng.gamma(0.5, 2.0, (n_articles, n_words))
    rates[np.ix_(target, keywords)] *= ratio
    lengths = rng.lognormal(np.log(300), 0.5, n_articles)
    counts = rng.poisson(rates * lengths[:, np.newaxis])
    article, word = np.nonzero(counts)
    occurrences = Occurrences(article, word, counts[article, word], n_articles, n_words)
    words = np.array([f"w{number}" for number in range(n_words)], dtype=object)
    return PlantedCounts(occurrences, words, target, keywords)


def vocabulary(rng: np.random.Generator, n_words: int = 2_000) -> list[str]:
    """Invent words of four to seven Arabic letters."""
    lengths = rng.integers(4, 8, n_words)
    return ["".join(rng.choice(list(LETTERS), length)) for length in lengths]


def story(rng: np.random.Generator, words: Sequence[str], n_words: int) -> str:
    """Write a text of sentences of twelve words, on one line."""
    drawn = rng.choice(np.asarray(words, dtype=object), n_words).tolist()
    sentences = [" ".join(drawn[start : start + 12]) for start in range(0, n_words, 12)]
    return ". ".join(sentences) + "."


def articles_table(texts: Mapping[str, tuple[str, str]], published: str | None = None) -> pd.DataFrame:
    """Make the table of articles from doc_id -> (outlet, text)."""
    return tables.from_rows(
        "articles",
        (
            {"doc_id": doc_id, "outlet": outlet, "published": published, "language": "ar", "text": text}
            for doc_id, (outlet, text) in texts.items()
        ),
    )


def mentions_table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make the table of mentions; what a row leaves out is plain."""
    plain = {
        "sentence_id": 0,
        "start": 0,
        "end": 1,
        "cue": "c",
        "form": "c",
        "role": "body",
        "voice": "outlet",
    }
    return tables.from_rows("mentions", ({**plain, **row} for row in rows))
