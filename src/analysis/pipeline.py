"""The whole way in one call: what the notebooks show step by step."""

from typing import NamedTuple

import pandas as pd

from analysis.cleaning import segment_corpus
from analysis.framing import Codebook, Coded, Corpus, code
from analysis.language.lemmas import Engine, add_lemmas, best_engine
from analysis.language.tokens import tokenise_corpus


class CodedCorpus(NamedTuple):
    """A corpus and what was found in it."""

    corpus: Corpus
    coded: Coded
    engine: str

    @property
    def mentions(self) -> pd.DataFrame:
        """The table ``mentions``."""
        return self.coded.mentions

    @property
    def attributions(self) -> pd.DataFrame:
        """The table ``attributions``; the whole corpus is read for it on first use."""
        return self.coded.attributions


def prepare(articles: pd.DataFrame, engine: Engine) -> Corpus:
    """Segment, tokenise and analyse articles."""
    segments = segment_corpus(articles)
    tokenised = tokenise_corpus(articles, segments)
    types = add_lemmas(tokenised.types, engine)
    return Corpus(articles, segments, tokenised.sentences, tokenised.tokens, types)


def code_corpus(articles: pd.DataFrame, codebook: Codebook, engine: Engine | None = None) -> CodedCorpus:
    """Code articles with a codebook.

    Parameters
    ----------
    articles : DataFrame
        The table of articles, as :func:`analysis.corpus.load_articles` gives it.
    codebook : Codebook
        As :func:`analysis.framing.load_codebook` gives it.
    engine : Engine, optional
        What finds lemmas; by default the best one on this machine.

    Returns
    -------
    CodedCorpus
        All tables of the design, and the engine's name.
    """
    engine = engine or best_engine()
    corpus = prepare(articles, engine)
    coded = code(corpus, codebook, engine)
    return CodedCorpus(corpus, coded, engine.name)
