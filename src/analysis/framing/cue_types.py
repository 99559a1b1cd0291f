"""Which types of a vocabulary may report at all, for the whole vocabulary at once.

A sentence that holds none of them holds no report and need not be read. The answer may be too wide, as it
asks nothing of a word's place, and is never too narrow.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analysis.framing.columns import Columns
from analysis.framing.lists import Mark, certainty, reporting
from analysis.framing.signs import CLOSING_QUOTES, COLONS, COMMAS, OPENING_SIGNS, TRANSPARENT
from analysis.framing.word_forms import PARTICIPLE_ENDINGS, PRONOUNS, done_nouns, skeleton_of
from analysis.framing.word_types import BEHIND_ON, STATEMENT_VERBS
from analysis.language.clitics import stems_of

Flags = npt.NDArray[np.bool_]

Integers = npt.NDArray[np.int64]

#: Behind these a verb names who said what stands before them: كما قال الوزير.
AS = frozenset({"كما", "حسبما", "وفقما", "مثلما"})
#: Behind these the pronoun of a verb takes up what stands before them: ما أكده الوزير.
TAKEN_UP = frozenset({"ما", "لما", "بما", "مما"})
#: Behind these a word stands at the head of a clause.
CLAUSE_STARTERS = frozenset({"كما", "حيث", "قد", "ما", "كان", "كانت", "ايضا", "فيما", "بينما", "كذلك"})
#: With a pronoun these stand before a verb and its clause: من جانبه.
BESIDES = ("جانب", "جهت", "بدور", "ناحيت")
#: With these a clause begins that goes on elsewhere: من جهة أخرى، على صعيد آخر.
ON_THE_OTHER_HAND = frozenset({"جهه", "ناحيه", "جانب", "صعيد", "سياق", "شان"})
OTHER = frozenset({"اخري", "اخر"})
_CONJUNCTIONS = ("", "و", "ف")


def reporting_types(types: Columns) -> Flags:
    """Flag the types that may be a cue of reported speech.

    Parameters
    ----------
    types : Columns
        The table of types, with their lemmas.

    Returns
    -------
    array of bool, shape (n_types,)
        True for every type that a rule of voice may begin at.
    """
    return types.among("normalised", cue_spellings()) | _verbs(types) | _unknown_verbs(types)


def backward_types(types: Columns) -> tuple[Flags, Flags]:
    """Flag the types that a cue needs if its content may stand before it.

    Parameters
    ----------
    types : Columns
        The table of types.

    Returns
    -------
    two arrays of bool, each of shape (n_types,)
        True for every type that may be such a cue by itself (وفقا), and for every type right behind which
        any verb may be one: كما قال، ما أكده، and a comma or a closing mark.
    """
    alone = spelt_among(types, reporting().according | BEHIND_ON)
    return alone, spelt_among(types, AS | TAKEN_UP) | forms_among(types, CLOSING_QUOTES | COMMAS)


def clause_starting_types(types: Columns) -> Flags:
    """Flag the types behind which a verb may stand at the head of a clause; too wide, never too narrow."""
    starters = spelt_among(types, CLAUSE_STARTERS | OTHER | {"ذلك"})  # إلى ذلك، من جهة أخرى
    besides = types.matching("normalised", f"^[وف]?({'|'.join(BESIDES)})")
    no_word = ~types.among("kind", {"word"})
    return np.asarray(starters | no_word | besides)


def opening_types(types: Columns) -> Flags:
    """Flag the types that open a clause, stand before a quotation, or begin it."""
    opening = reporting().complementisers | reporting().speech_openers
    return spelt_among(types, opening) | forms_among(types, COLONS | OPENING_SIGNS)


def qualifying_types(types: Columns) -> Flags:
    """Flag the types that hedge a word before them."""
    return types.among("normalised", certainty().hedges_behind)


def parting_types(types: Columns) -> Flags:
    """Flag the signs that end the clause in which a mark of certainty or polarity reaches a word."""
    return types.among("kind", {"symbol"}) & ~forms_among(types, TRANSPARENT)


def forms_among(types: Columns, forms: Collection[str]) -> Flags:
    """Flag the types that are written in one of some ways."""
    return types.among("form", forms)


def mark_tokens(types: Columns, token_types: Integers) -> Integers:
    """Find where the words of a mark of certainty or polarity stand.

    Parameters
    ----------
    types : Columns
        The table of types.
    token_types : array of int, shape (n_tokens,)
        The type of every token.

    Returns
    -------
    array of int
        The first token of each such place, in order; what else a mark asks for is not looked at.
    """
    asked = _marks_in_words()
    spellings = sorted(frozenset().union(*(word for _, words in asked for word in words)))
    known = pc.index_in(types.arrow["normalised"], value_set=pa.array(spellings))
    # The number of every type's spelling; the last number is that of all others.
    number = known.fill_null(len(spellings)).to_numpy()
    first = np.flatnonzero(spelt_among(types, certainty().first_words)[token_types])
    steps = range(1 + max(len(words) for _, words in asked))
    follow = [token_types[np.minimum(first + step, len(token_types) - 1)] for step in steps]
    hamzated = types.matching("form", "أ")
    before_imperfect = types.having_part("verb_imperfect") | spelt_among(types, {"لا", "لن"})
    stands = np.zeros(len(first), dtype=np.bool_)
    for mark, words in asked:
        fits = [_flags_of(word, spellings)[number[found]] for word, found in zip(words, follow, strict=False)]
        if mark.as_written:
            fits += [hamzated[found] for found in follow[: len(mark.words)]]
        if mark.before == "imperfect":
            fits.append(before_imperfect[follow[len(mark.words)]])
        stands |= np.logical_and.reduce(fits)
    return first[stands]


@cache
def _marks_in_words() -> list[tuple[Mark, list[frozenset[str]]]]:
    """Give every mark with the spellings of each of its words, and of the word that must follow it."""
    lists = certainty()
    marks = {
        mark for of in (lists.hedges, lists.boosters, lists.negations) for one in of.values() for mark in one
    }
    return [
        (
            mark,
            [
                _with_conjunctions(mark.words[0]),
                *mark.words[1:],
                *([_with_conjunctions(mark.followed_by)] if mark.followed_by else ()),
            ],
        )
        for mark in marks
    ]


def _flags_of(word: Collection[str], spellings: Sequence[str]) -> Flags:
    """Flag the spellings of a word among all, and behind them one that stands for every other."""
    return np.array([*(spelt in word for spelt in spellings), False])


@cache
def cue_spellings() -> frozenset[str]:
    """Give every spelling that is a cue by itself, with a conjunction before it or without."""
    return _with_conjunctions(_spellings())


def _spellings() -> Iterator[str]:
    lists = reporting()
    yield from lists.according | lists.statement_verbs | lists.passives.keys() | lists.heading_nouns.keys()
    yield from STATEMENT_VERBS | BEHIND_ON | done_nouns().keys()
    for stem in lists.participles:
        yield from (stem + ending for ending in PARTICIPLE_ENDINGS)
    for noun in lists.nouns:
        for preposition in ("", "ب"):
            yield f"{preposition}ال{noun}"
            yield from (preposition + noun + pronoun for pronoun in PRONOUNS | {""})
    for verb in lists.verbs_by_spelling:  # written without its hamza, the lexicon takes it for a name
        yield from (verb, verb + "ت")


def _verbs(types: Columns) -> Flags:
    """Flag the types that have a reporting verb among their readings."""
    verbs, lemmas, parts = reporting().verbs, types.arrow["lemmas"], types.arrow["pos"]
    of_verb = pc.starts_with(parts.flatten(), "verb").to_numpy(zero_copy_only=False)
    distinct = lemmas.flatten().filter(pa.array(of_verb)).dictionary_encode()
    flags = np.zeros(len(of_verb), dtype=np.int64)
    told = np.array([skeleton_of(lemma) in verbs for lemma in distinct.dictionary.to_pylist()], np.bool_)
    flags[np.flatnonzero(of_verb)] = told[distinct.indices.to_numpy()] if len(told) else 0
    bounds = np.append(0, np.cumsum(types.n_readings))
    until = np.append(0, np.cumsum(flags))
    return np.asarray(until[bounds[1:]] > until[bounds[:-1]])


def _unknown_verbs(types: Columns) -> Flags:
    """Flag the words without a reading that show a reporting verb once their clitics are taken off."""
    spellings = reporting().verbs_by_spelling.keys()
    flags = types.showing(spellings, types.n_readings == 0)
    spelt = types.arrow["normalised"].take(pa.array(np.flatnonzero(flags))).to_pylist()
    flags[np.flatnonzero(flags)] = [bool(stems_of(one) & spellings) for one in spelt]
    return flags


def _with_conjunctions(spellings: Iterable[str]) -> frozenset[str]:
    return frozenset(joined + spelling for spelling in spellings for joined in _CONJUNCTIONS)


def spelt_among(types: Columns, spellings: Iterable[str]) -> Flags:
    """Flag the types of some spellings, with a conjunction before them or without."""
    return types.among("normalised", _with_conjunctions(spellings))
