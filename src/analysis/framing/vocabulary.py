"""The types of a corpus as the rules of voice ask of them: by themselves, and all of them at once.

A type is described when a sentence that holds it is first read, and is remembered as long as the table
of types is. What is told of the whole vocabulary are flags, an array of one bool a type.
"""

import weakref
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.framing import cue_types
from analysis.framing.columns import Columns
from analysis.framing.cue_types import Flags
from analysis.framing.lists import reporting
from analysis.framing.ordinary_words import classes_of
from analysis.framing.signs import COLONS, OPENING_QUOTES, QUESTION_MARKS
from analysis.framing.word_types import WordType

#: How many descriptions of types are kept; each takes up to a kilobyte.
MEMORY = 200_000

Numbers = npt.NDArray[np.int64]


class Vocabulary:
    """The types of a corpus."""

    def __init__(self, types: pd.DataFrame) -> None:
        self.columns = Columns(types)
        self._forget()

    # --- all types at once ------------------------------------------------------------------------

    @cached_property
    def may_report(self) -> Flags:
        """The types that a rule of voice may begin at."""
        return cue_types.reporting_types(self.columns)

    @cached_property
    def cues(self) -> Flags:
        """The types that a report may begin at, by all that they tell by themselves."""
        return self._of_those(self.may_report, "cue")

    @cached_property
    def bound_cues(self) -> list[tuple[Flags, int, Flags]]:
        """The cues that report only beside certain types: how far those stand, and which."""
        starters = cue_types.clause_starting_types(self.columns)
        behind, before = (cue_types.spelt_among(self.columns, {word}) for word in ("علي", "في"))
        beside = (
            ("cue_of_clause", -1, starters),
            ("cue_behind_on", -1, behind),
            ("cue_before_in", 1, before),
            ("cue_behind_done", -1, cue_types.spelt_among(self.columns, reporting().doing)),
        )
        return [(self._of_those(self.cues, which), step, types) for which, step, types in beside]

    @cached_property
    def cues_of_clause_or_quotation(self) -> Flags:
        """The cues that report only with a clause, a colon or quotation marks."""
        return self._of_those(self.cues, "cue_of_clause_or_quotation")

    @cached_property
    def openings(self) -> Flags:
        """The types at which a clause or a quotation may open; too wide, never too narrow."""
        return cue_types.opening_types(self.columns) | self._of_those(self.may_report, "saying")

    @cached_property
    def that(self) -> Flags:
        """The types of ذلك, which may stand for a clause."""
        return cue_types.spelt_among(self.columns, {"ذلك"})

    def _of_those(self, among: Flags, answer: str) -> Flags:
        """Flag the types among some for which a property of :class:`WordType` is true."""
        flags, type_ids = np.zeros(len(among), np.bool_), np.flatnonzero(among)
        flags[type_ids] = [getattr(self._describe(type_id), answer) for type_id in type_ids.tolist()]
        return flags

    @cached_property
    def backward(self) -> tuple[Flags, Flags]:
        """The types that a cue needs if its content may stand before it: see :func:`.backward_types`."""
        return cue_types.backward_types(self.columns)

    @cached_property
    def qualifying(self) -> Flags:
        """The types that hedge a word before them: محتملة."""
        return cue_types.qualifying_types(self.columns)

    @cached_property
    def parting(self) -> Flags:
        """The signs over which no mark of certainty or polarity reaches."""
        return cue_types.parting_types(self.columns)

    @cached_property
    def question_marks(self) -> Flags:
        """The question marks."""
        return cue_types.forms_among(self.columns, QUESTION_MARKS)

    @cached_property
    def colons(self) -> Flags:
        """The colons."""
        return cue_types.forms_among(self.columns, COLONS)

    def mark_tokens(self, token_types: Numbers) -> Numbers:
        """Find where the words of a mark of certainty or polarity stand: see :func:`.mark_tokens`."""
        return cue_types.mark_tokens(self.columns, token_types)

    def is_spelling(self, spelt: str) -> bool:
        """Tell whether a type is spelt like this."""
        return spelt in self._spellings[1]

    def spelt(self, spellings: Iterable[str], token_types: Numbers) -> Flags:
        """Flag the tokens that are spelt in one of some ways."""
        of_type, number_of = self._spellings
        spelt, flags = of_type[token_types], np.zeros(len(token_types), np.bool_)
        for one in spellings:
            if one in number_of:  # few, so that this is quicker than np.isin
                flags |= spelt == number_of[one]
        return flags

    @cached_property
    def _spellings(self) -> tuple[Numbers, dict[str, int]]:
        """The number of every type's spelling, and of every spelling: the first type that is spelt so."""
        numbers: dict[str, int] = {}
        of_types = [numbers.setdefault(spelt, number) for number, spelt in enumerate(self.columns.spelt)]
        return np.array(of_types), numbers

    # --- one type -----------------------------------------------------------------------------------

    def read(self, type_ids: Numbers) -> list[WordType]:
        """Describe the words of a sentence."""
        numbers = type_ids.tolist()
        described: list[Any] = list(map(self._described.__getitem__, numbers))
        if not all(described):
            for i, one in enumerate(described):
                if one is None:
                    described[i] = self._describe(numbers[i])
        return described

    def tell_names(self, described: list[WordType], type_ids: Numbers, of_article: Numbers) -> None:
        """Tell the names of a sentence from the prepositions of their spelling."""
        for i, type_id in enumerate(type_ids.tolist()):
            if type_id in self._dotted:
                elsewhere = bool(np.isin(of_article, self._dotted[type_id]).any())
                if _is_dotted_name(described, i, elsewhere):
                    described[i] = described[i].as_name()

    @cached_property
    def may_be_dotted_names(self) -> Flags:
        """The types of names such as علي, which may be a preposition without its dots."""
        flags = np.zeros(len(self.columns.forms), np.bool_)
        flags[list(self._dotted)] = True
        return flags

    def _describe(self, type_id: int) -> WordType:
        described = self._described[type_id]
        if described is None:
            if self._n_described >= MEMORY:
                self._forget()
            self._n_described += 1
            reports = bool(self.may_report[type_id])
            described = self._described[type_id] = self._classes[type_id](self.columns, type_id, reports)
        return described

    @cached_property
    def _classes(self) -> list[type[WordType]]:
        return classes_of(self.columns, self.may_report)

    def _forget(self) -> None:
        self._described: list[WordType | None] = [None] * len(self.columns.forms)
        self._n_described = 0

    @cached_property
    def _dotted(self) -> dict[int, list[int]]:
        """The types of names such as علي, each with the types of the preposition of its spelling: على."""
        names = {
            joined + name: like
            for name, like in reporting().dotted_names.items()
            for joined in ("", "و", "ف")
        }
        wanted = names.keys() | set(names.values()) | {"و" + like for like in names.values()}
        places = {form: type_id for type_id, form in enumerate(self.columns.forms) if form in wanted}
        return {
            places[form]: [places[spelt] for spelt in (like, "و" + like) if spelt in places]
            for form, like in names.items()
            if form in places
        }


def _is_dotted_name(words: Sequence[WordType], i: int, preposition_elsewhere: bool) -> bool:
    """Tell the name علي from the preposition written without care for its dots.

    Nothing but a noun phrase follows a preposition; and who writes على elsewhere in the article means the
    name by علي.
    """
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or after.complementiser:
        return True
    if not after.is_word:
        return after.form not in OPENING_QUOTES and after.form != "("
    if after.name_like or (after.definite and (not after.known or after.proper)):
        return preposition_elsewhere or not (after.place or after.institution)
    titled = i > 0 and (words[i - 1].name_like or words[i - 1].title or words[i - 1].name_link)
    return preposition_elsewhere and (titled or (after.definite and after.adjective))


#: The vocabulary of every table that is still in use, by the identity of the table.
_met: dict[int, tuple["weakref.ref[Any]", Vocabulary]] = {}


def vocabulary_of(types: pd.DataFrame) -> Vocabulary:
    """Give the vocabulary of a table of types; the same table has one vocabulary as long as it lives.

    Parameters
    ----------
    types : DataFrame
        The table of types, with their lemmas; it must not be changed.

    Returns
    -------
    Vocabulary
        What was told of its types before is not told again.
    """
    key = id(types)
    if key not in _met or _met[key][0]() is not types:
        _met[key] = weakref.ref(types, lambda _: _met.pop(key, None)), Vocabulary(types)
    return _met[key][1]
