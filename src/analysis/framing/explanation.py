"""Why a mention was found: the lemmas that its words share with the cue, and what the cue allows."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

import pandas as pd

from analysis.framing.codebook import Codebook, Cue
from analysis.framing.coding import Corpus
from analysis.language.lemmas import Engine, agrees_with, citation_readings

#: How the words of a mention met those of the cue: all by their lemma, or some by their form only.
BY_LEMMA, BY_FORM = "lemma", "form"
#: Stands between lemmas that a word may have alike: فَشَل or فَشِل.
SEPARATOR = "/"


def explain(mentions: pd.DataFrame, corpus: Corpus, codebook: Codebook, engine: Engine) -> pd.DataFrame:
    """Say of each mention by which lemmas and under which rule it was found.

    Parameters
    ----------
    mentions : DataFrame
        The table of the design. Mentions of articles that the corpus does not hold are left out.
    corpus : Corpus
        The tables that were coded, or those of the articles that will be shown.
    codebook : Codebook
        The codebook that the mentions were coded with.
    engine : Engine
        The engine that analysed the types.

    Returns
    -------
    DataFrame
        The mentions with ``lemma`` (the lemmas of the cue's words that were met, in the cue's order),
        ``met_by`` ("lemma", or "form" where the lexicon does not know a word), ``wording`` (the variant
        of the cue that was met, else missing), ``within``, ``either`` (any order) and ``pinned``.
    """
    mentions = mentions[mentions["doc_id"].isin(set(corpus.tokens["doc_id"]))]
    cues = {(name, cue.words): cue for name, frame in codebook.frames.items() for cue in frame.cues}
    told = [
        _explained(words, cues[row.frame, row.cue], engine)
        for row, words in zip(mentions.itertuples(), _words_of(mentions, corpus), strict=True)
    ]
    columns = ("lemma", "met_by", "wording", "within", "either", "pinned")
    return mentions.assign(
        **{
            name: pd.Series([row[i] for row in told], mentions.index, object)
            for i, name in enumerate(columns)
        }
    )


def _words_of(mentions: pd.DataFrame, corpus: Corpus) -> Iterator[list[set[str]]]:
    """Yield for each mention the lemmas that each of its words may have."""
    lemmas = corpus.types["lemmas"]
    by_article = dict(list(corpus.tokens.groupby("doc_id", sort=False)))
    for row in mentions.itertuples():
        tokens = by_article[row.doc_id]
        inside = tokens[(tokens["start"] >= row.start) & (tokens["end"] <= row.end)]
        yield [set(lemmas.iloc[type_id]) for type_id in inside["type_id"]]


def _explained(words: Sequence[set[str]], cue: Cue, engine: Engine) -> tuple[Any, ...]:
    met = [_met(words, phrase, cue, engine) for phrase in cue.phrases]
    number = max(range(len(met)), key=lambda i: sum(map(bool, met[i])) / len(met[i]))
    known = [SEPARATOR.join(lemmas) for lemmas in met[number] if lemmas]
    return (
        " ".join(known) or None,
        BY_LEMMA if len(known) == len(met[number]) else BY_FORM,
        " ".join(cue.phrases[number]) if number else None,
        cue.within,
        cue.order == "either",
        bool(cue.lemmas or cue.pos),
    )


def _met(words: Sequence[set[str]], phrase: Sequence[str], cue: Cue, engine: Engine) -> list[list[str]]:
    """Give for each word of a phrase the lemmas that it shares with its word of the mention, if any.

    Between the words of a mention there may stand others, and where the cue allows it they stand in any
    order: of all ways to pair them the one that pairs most is taken.
    """
    asked = [_lemmas(word, cue, engine) for word in phrase]
    places = permutations if cue.order == "either" else combinations
    pairings = [
        [[lemma for lemma in lemmas if lemma in words[i]] for lemmas, i in zip(asked, chosen, strict=True)]
        for chosen in places(range(len(words)), len(asked))
    ]
    return max(pairings, key=lambda pairing: sum(map(bool, pairing)), default=[[] for _ in asked])


def _lemmas(word: str, cue: Cue, engine: Engine) -> list[str]:
    """Give the lemmas that a word of a cue means, each once."""
    analysis = engine.analyse([word])[word]
    pinned = cue.lemmas.get(word)
    if pinned:
        return [lemma for lemma in dict.fromkeys(analysis.lemmas) if agrees_with(lemma, pinned)]
    return list(dict.fromkeys(lemma for lemma, _ in citation_readings(word, analysis)))
