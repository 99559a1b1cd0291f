"""Mentions -> a concordance: each mention with the words around it (key word in context)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from analysis import tables
from analysis.framing.matching import (
    CueWord,
    Phrase,
    Vocabulary,
    find_paths,
    places,
    plausible_paths,
    with_forms,
    words_of,
)
from analysis.language.disambiguation import disambiguate
from analysis.language.lemmas import Engine
from analysis.language.orthography import normalise


def kwic(mentions: pd.DataFrame, texts: Mapping[str, str], width: int = 40) -> pd.DataFrame:
    """Show mentions in their context.

    Parameters
    ----------
    mentions : DataFrame
        Any table with doc_id, start and end.
    texts : mapping from doc_id
        The raw texts.
    width : int
        How many characters of context on each side, cut at word boundaries and line ends.

    Returns
    -------
    DataFrame
        The same rows with ``left`` (the words before, in reading order), ``keyword`` and ``right``.

    Raises
    ------
    ValueError
        If the width is negative.
    """
    if width < 0:
        raise ValueError(f"width is {width}; it counts characters and cannot be negative")
    spans = [(texts[row.doc_id], row.start, row.end) for row in mentions.itertuples()]
    return mentions.assign(
        left=[_before(text, start, width) for text, start, _ in spans],
        keyword=[text[start:end] for text, start, end in spans],
        right=[_after(text, end, width) for text, _, end in spans],
    )


# Both cut one character further out than the width: a space there ends a word that fits exactly.


def _before(text: str, start: int, width: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return line if len(line) <= width else line[len(line) - width - 1 :].partition(" ")[2].lstrip()


def _after(text: str, end: int, width: int) -> str:
    line = text[end:].partition("\n")[0].strip()
    return line if len(line) <= width else line[: width + 1].rpartition(" ")[0].rstrip()


def sort_by_context(concordance: pd.DataFrame, side: Literal["left", "right"]) -> pd.DataFrame:
    """Sort a concordance by the words on one side, from the nearest outward, so that patterns show.

    Spelling variants (أ, ا) sort as one letter. Rows with the same context keep their order.
    """
    outward = -1 if side == "left" else 1
    keys = [tuple(normalise(context).split()[::outward]) for context in concordance[side]]
    return concordance.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def occurrences(
    word: str,
    tokens: pd.DataFrame,
    types: pd.DataFrame,
    texts: Mapping[str, str],
    engine: Engine | None = None,
) -> pd.DataFrame:
    """Find any word, or every form of its lemma, as rows for :func:`kwic`.

    Parameters
    ----------
    word : str
        One word, in citation form where its lemma is meant.
    tokens, types : DataFrame
        The tables of the design; types with their lemmas.
    texts : mapping from doc_id
        The raw texts.
    engine : Engine, optional
        The engine that analysed the types: finds every form of the word's lemma. Without it only the
        word itself is found, whatever its spelling variant.

    Returns
    -------
    DataFrame
        In the order of the text: doc_id, sentence_id, start, end, form, ambiguous.

    Raises
    ------
    ValueError
        If it is not one word.
    """
    if len(word.split()) != 1:
        raise ValueError(f"'{word}' is not one word; put a phrase into a codebook")
    if engine is None:
        same = (types["normalised"] == normalise(word)).to_numpy(bool)
        found = np.flatnonzero(same[tokens["type_id"].to_numpy(np.int64)])
        ambiguous = np.zeros(len(found), dtype=bool)
    else:
        vocabulary, words = Vocabulary(types, engine), words_of(tokens, types)
        phrase = Phrase("", word, (CueWord(word),), within=0, bars=False)
        choice = disambiguate(*places(tokens), types, engine)
        paths = find_paths(words, vocabulary, [phrase])
        (kept,) = plausible_paths(paths, [phrase], words, vocabulary, choice)
        found = words.token[kept[:, 0]]
        ambiguous = np.isin(words.type_id[kept[:, 0]], vocabulary.types_of(CueWord(word))[1])
    rows = tokens.iloc[found][["doc_id", "sentence_id", "start", "end"]].reset_index(drop=True)
    return with_forms(rows, texts).assign(ambiguous=ambiguous)


def save_concordance(concordance: pd.DataFrame, path: Path) -> Path:
    """Write a concordance as CSV that spreadsheets open as Arabic; return the path."""
    return tables.save_csv(concordance, path)
