"""Texts, words and a codebook -> ``mentions`` and ``attributions``: matching and voice in one call."""

from typing import NamedTuple

import pandas as pd

from analysis.framing.codebook import Codebook
from analysis.framing.matching import find_mentions, with_forms
from analysis.framing.voice import add_voice, attribute, attribution_table, sentences_of
from analysis.language.lemmas import Engine


class Coded(NamedTuple):
    """What coding a corpus gives."""

    mentions: pd.DataFrame
    attributions: pd.DataFrame


class Corpus(NamedTuple):
    """The tables that coding reads."""

    articles: pd.DataFrame
    segments: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    types: pd.DataFrame


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
    return Coded(add_voice(mentions, attributions, sentences, texts), attribution_table(attributions))
