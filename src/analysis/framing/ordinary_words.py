"""Words of which most is told at once: in no list, with nothing attached, unknown to the lexicon.

Most types of a corpus are ordinary: no list of ``reporting.yml`` holds their spelling, and their first letter
is no conjunction and no preposition. What the rules of voice ask of a word is then the same for all of them.
A type gets the class of its kind, in which these answers are constants, and nothing is looked up for it.
"""

from functools import cache
from typing import Any, cast

from analysis.framing.columns import Columns, Flags
from analysis.framing.lists import reporting
from analysis.framing.once import once
from analysis.framing.word_forms import ATTACHED, CONJUNCTIONS
from analysis.framing.word_types import LISTS_OF_NOUNS, WordType

_NO = ("joined", "leaning", "complementiser", "preposition", "never_inside", "time", "place", "name_link",
       "begins_listed_name", "saying", "cue")  # fmt: skip
#: What is told of a word that no list holds as it is spelt, that cannot report and has nothing before it.
ORDINARY: dict[str, Any] = {
    **dict.fromkeys(_NO, False),
    **dict.fromkeys(("verb", "participle", "noun")),
    "leans_by": "",
    "passed_over": True,
}
#: What is told of a word without a reading.
UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(("known", "may_be_verb", "only_verb", "perfect", "imperfect", "passive"), False),
    **dict.fromkeys(("only_passive", "adjective", "nominal", "plural", "possessed"), False),
    "_readings": ((), ()),
    "_verbs": (),
    "_lemma_stems": frozenset(),
}
#: What is told of a word of which no citation form is in a list of nouns.
UNLISTED: dict[str, Any] = dict.fromkeys(LISTS_OF_NOUNS, False)


def classes_of(types: Columns, may_report: Flags) -> list[type[WordType]]:
    """Give every type the class of its kind.

    Parameters
    ----------
    types : Columns
        The table of types, with their lemmas.
    may_report : array of bool, shape (n_types,)
        The types at which a rule of voice may begin.

    Returns
    -------
    list of subclasses of WordType
        A subclass answers as :class:`WordType` does, only sooner.
    """
    ordinary = _ordinary(types) & ~may_report
    unknown = types.n_readings == 0
    unlisted = ordinary & ~_may_be_listed(types, ordinary & unknown)
    kinds = [_kind(*map(bool, (number & 1, number & 2, number & 4))) for number in range(8)]
    return list(map(kinds.__getitem__, (ordinary + 2 * unknown + 4 * unlisted).tolist()))


@cache
def _kind(ordinary: bool, unknown: bool, unlisted: bool) -> type[WordType]:
    told = (ORDINARY, ordinary), (UNKNOWN, unknown), (UNLISTED, unlisted)
    answers = {name: answer for of_kind, told_so in told if told_so for name, answer in of_kind.items()}
    if ordinary:
        answers["plain"] = once(_as_spelt)
    return cast("type[WordType]", type("WordType", (WordType,), answers)) if answers else WordType


def _as_spelt(word: WordType) -> str:
    return word.spelt


def _ordinary(types: Columns) -> Flags:
    """Flag the words that no list holds as they are spelt, and that have nothing attached before them."""
    attached = types.matching("normalised", f"^[{''.join((*CONJUNCTIONS, *ATTACHED))}]|^$")
    return types.among("kind", {"word"}) & ~attached & ~types.among("normalised", _listed_spellings())


@cache
def _listed_spellings() -> frozenset[str]:
    lists = reporting()
    spellings = lists.complementisers | lists.prepositions | lists.never_inside | lists.name_links
    spellings |= lists.called_by_name | lists.full_names.keys() | lists.place_names.keys()
    return frozenset(spellings | lists.times | {"ال" + time for time in lists.times})


def _may_be_listed(types: Columns, unknown: Flags) -> Flags:
    """Flag the types of which a citation form may be in a list of nouns, among those with nothing attached.

    The citation forms are lemmas, the spelling without its article and feminine ending, and for words that
    are unknown what remains without clitics.
    """
    nouns = frozenset().union(*(getattr(reporting(), name) for name in LISTS_OF_NOUNS.values()))
    spellings = {article + noun + ending for noun in nouns for article in ("", "ال") for ending in ("", "ه")}
    by_spelling = types.among("normalised", spellings) | types.showing(nouns, unknown)
    return by_spelling | types.having_lemma(nouns)
