"""How often each word occurs in each article, as numbers only: what keyness and dispersion start from."""

from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


class Occurrences(NamedTuple):
    """A table of counts, articles by words, of which only the counts above zero are kept.

    Attributes
    ----------
    article, word, times : array of int, shape (n_pairs,)
        Word ``word`` occurs ``times`` times in article ``article``; every pair stands once.
    n_articles, n_words : int
        The shape of the table.
    """

    article: Integers
    word: Integers
    times: Integers
    n_articles: int
    n_words: int

    @classmethod
    def of_tokens(cls, article: Integers, word: Integers, n_articles: int, n_words: int) -> Self:
        """Count tokens, given the article and the word of each.

        Raises
        ------
        ValueError
            If a token names an article or a word that there is not.
        """
        if len(article) != len(word):
            raise ValueError(f"{len(article)} articles and {len(word)} words; each token needs both")
        for name, codes, n in (("article", article, n_articles), ("word", word, n_words)):
            if len(codes) and not (codes.min() >= 0 and codes.max() < n):
                raise ValueError(f"a token names {name} {codes.min()} or {codes.max()}; there are {n}")
        pairs, times = np.unique(article * n_words + word, return_counts=True)
        return cls(pairs // max(n_words, 1), pairs % max(n_words, 1), times, n_articles, n_words)

    def sizes(self) -> Integers:
        """Give the number of tokens of each article."""
        return np.bincount(self.article, self.times, self.n_articles).astype(np.int64)

    def frequencies(self, articles: Flags) -> Integers:
        """Give how often each word occurs in the articles that are flagged."""
        kept = articles[self.article]
        return np.bincount(self.word[kept], self.times[kept], self.n_words).astype(np.int64)

    def ranges(self, articles: Flags) -> Integers:
        """Give in how many of the flagged articles each word occurs."""
        return np.bincount(self.word[articles[self.article]], minlength=self.n_words)

    def within(self, articles: Flags) -> Self:
        """Keep the flagged articles only, renumbered in their order."""
        if articles.all():
            return self
        kept = articles[self.article]
        number = np.cumsum(articles) - 1
        return self._replace(
            article=number[self.article[kept]],
            word=self.word[kept],
            times=self.times[kept],
            n_articles=int(articles.sum()),
        )
