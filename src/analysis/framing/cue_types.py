"""Which types of a vocabulary may report at all, for the whole vocabulary at once.

A sentence that holds none of them holds no report and need not be read. The answer may be too wide, as it
asks nothing of a word's place, and is never too narrow.
"""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.framing.lists import certainty, reporting, skeleton
from analysis.framing.word_forms import PARTICIPLE_ENDINGS, PRONOUNS
from analysis.language.clitics import stems_behind, strip_clitics

Flags = npt.NDArray[np.bool_]

QUESTION_MARKS = frozenset("?؟")
_CONJUNCTIONS = ("", "و", "ف")
_is_verb = cache(lambda lemma: skeleton(lemma) in reporting().verbs)


def reporting_types(types: pd.DataFrame) -> Flags:
    """Flag the types that may be a cue of reported speech.

    Parameters
    ----------
    types : DataFrame
        The table of types, with their lemmas.

    Returns
    -------
    array of bool, shape (n_types,)
        True for every type that a rule of voice may begin at.
    """
    listed = pc.is_in(_column(types, "normalised"), value_set=pa.array(sorted(cue_spellings())))
    return np.asarray(listed.to_numpy(zero_copy_only=False) | _verbs(types) | _unknown_verbs(types), np.bool_)


def marking_types(types: pd.DataFrame) -> Flags:
    """Flag the types that may mark certainty or polarity: the first words of marks, and question marks.

    Parameters
    ----------
    types : DataFrame
        The table of types.

    Returns
    -------
    array of bool, shape (n_types,)
        True for every type without which no word of its sentence is hedged, boosted or negated.
    """
    lists = certainty()
    spellings = lists.first_words | lists.hedges_behind
    joined = {conjunction + spelling for spelling in spellings for conjunction in _CONJUNCTIONS}
    listed = pc.is_in(_column(types, "normalised"), value_set=pa.array(sorted(joined | QUESTION_MARKS)))
    return np.asarray(listed.to_numpy(zero_copy_only=False), np.bool_)


@cache
def cue_spellings() -> frozenset[str]:
    """Give every spelling that is a cue by itself, with a conjunction before it or without."""
    return frozenset(joined + spelling for spelling in _spellings() for joined in _CONJUNCTIONS)


def _spellings() -> Iterator[str]:
    lists = reporting()
    yield from lists.according | lists.statement_verbs | lists.passives.keys() | lists.heading_nouns.keys()
    yield from ("جاءت", "وردت", "حد")  # على حد قوله
    for stem in lists.participles:
        yield from (stem + ending for ending in PARTICIPLE_ENDINGS)
    for noun in lists.nouns:
        for preposition in ("", "ب"):
            yield f"{preposition}ال{noun}"
            yield from (preposition + noun + pronoun for pronoun in PRONOUNS | {""})
    for verb in lists.verbs_by_spelling:  # written without its hamza, the lexicon takes it for a name
        yield from (verb, verb + "ت")


def _verbs(types: pd.DataFrame) -> Flags:
    """Flag the types that have a reporting verb among their readings."""
    lemmas, parts = (_column(types, name) for name in ("lemmas", "pos"))
    of_verb = pc.starts_with(parts.flatten(), "verb").to_numpy(zero_copy_only=False)
    distinct = lemmas.flatten().filter(pa.array(of_verb)).dictionary_encode()
    flags = np.zeros(len(of_verb), dtype=np.int64)
    told = np.fromiter(map(_is_verb, distinct.dictionary.to_pylist()), np.bool_, len(distinct.dictionary))
    flags[np.flatnonzero(of_verb)] = told[distinct.indices.to_numpy()] if len(told) else 0
    bounds = np.append(0, np.cumsum(pc.list_value_length(lemmas).fill_null(0).to_numpy()))
    until = np.append(0, np.cumsum(flags))
    return np.asarray(until[bounds[1:]] > until[bounds[:-1]])


def _unknown_verbs(types: pd.DataFrame) -> Flags:
    """Flag the words without a reading that show a reporting verb once their clitics are taken off."""
    lengths = pc.list_value_length(_column(types, "lemmas")).fill_null(0).to_numpy()
    spellings = reporting().verbs_by_spelling.keys()
    shown = sorted({re.escape(shown) for verb in spellings for shown in stems_behind(verb)})
    holds = pc.match_substring_regex(_column(types, "normalised"), "|".join(shown))
    flags = (lengths == 0) & holds.to_numpy(zero_copy_only=False)
    forms = _column(types, "form").take(pa.array(np.flatnonzero(flags))).to_pylist()
    flags[np.flatnonzero(flags)] = [bool(strip_clitics(form) & spellings) for form in forms]
    return np.asarray(flags, np.bool_)


def _column(types: pd.DataFrame, name: str) -> pa.Array:
    column = pa.array(types[name])
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
