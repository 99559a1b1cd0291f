"""Texts, words and a codebook -> ``mentions`` and ``attributions``: matching and voice in one call."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis.framing.codebook import Codebook
from analysis.framing.matching import find_mentions, with_forms
from analysis.framing.voice import add_voice, attribute, attribution_table, sentences_of
from analysis.language.lemmas import Engine


@dataclass(frozen=True)
class Coded:
    """What coding a corpus gives; ``attributions`` of the whole corpus are found when they are first read."""

    mentions: pd.DataFrame
    _attribute_all: Callable[[], pd.DataFrame]

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """The table ``attributions``: every sentence of the corpus is read for it."""
        return self._attribute_all()


class Corpus(NamedTuple):
    """The tables that coding reads."""

    articles: pd.DataFrame
    segments: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    types: pd.DataFrame

    def of_articles(self, doc_ids: Collection[str]) -> "Corpus":
        """Give the tables of some articles only; the vocabulary stays whole."""
        chosen = set(doc_ids)
        tables = [table[table["doc_id"].isin(chosen)].reset_index(drop=True) for table in self[:-1]]
        return Corpus._make([*tables, self.types])


def code(corpus: Corpus, codebook: Codebook, engine: Engine) -> Coded:
    """Find every cue of a codebook, with its speaker, certainty and place.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design, types with their lemmas.
    codebook : Codebook
        The frames and their cues.
    engine : Engine
        The engine that analysed the types; it analyses the codebook's words too.

    Returns
    -------
    Coded
        The tables ``mentions`` and ``attributions``.
    """
    texts = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    sentences = dict(sentences_of(*corpus))
    attributions = {doc_id: attribute(sentences[doc_id], text) for doc_id, text in texts.items()}
    mentions = with_forms(find_mentions(corpus.tokens, corpus.types, codebook, engine), texts)
    return Coded(add_voice(mentions, attributions, sentences, texts), lambda: attribution_table(attributions))
