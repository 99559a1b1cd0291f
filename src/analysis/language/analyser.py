"""The morphological analyser, compiled: what camel-tools' analyser finds, some hundred times as fast.

Prefixes, stems and suffixes of a database in the ALMOR format are laid out as one tree of letters. A form
is walked letter by letter; wherever a prefix may end and a suffix may begin, the stem between them is
looked up, and the categories of the three are checked (Buckwalter 2002; Habash 2007). Steps in the tree
are exact: no two strings share a node. The letters that an analysis is written with tell whether the form
spells them, or only a variant of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analysis.language import almor
from analysis.language.compiled import compiled, index
from analysis.language.orthography import TATWEEL, remove_marks
from analysis.language.tree import (
    LONGEST,
    is_odd,
    letters_of,
    plant,
    read_letters,
    walk_back,
    walk_on,
)

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Stems = Sequence[int] | Integers

_PREFIX, _SUFFIX, _STEM = range(3)
#: The wording with which a database marks that its entry is spelt otherwise than the lexicon's.
SPELLING_VARIANT = "spvar"


class Readings(NamedTuple):
    """What was found, one row an analysis, in the order in which camel-tools gives them.

    ``form`` numbers the forms asked for; ``stem`` the database's stems, ``prefix`` and ``suffix`` its
    affixes; ``variant`` tells that the form spells the analysis otherwise than the lexicon does.
    """

    form: Integers
    prefix: Integers
    stem: Integers
    suffix: Integers
    variant: npt.NDArray[np.bool_]


class Compatible(NamedTuple):
    """Which categories may stand beside each other, and the category of every prefix, stem and suffix."""

    prefix: Integers
    stem: Integers
    suffix: Integers
    prefix_stem: npt.NDArray[np.bool_]
    stem_suffix: npt.NDArray[np.bool_]
    prefix_suffix: npt.NDArray[np.bool_]


class Spelt(NamedTuple):
    """The bare letters that each entry is written with: ``letters[begins[i]:begins[i + 1]]``."""

    begins: Integers
    letters: npt.NDArray[np.uint16]


class Analyser:
    """Analyses many forms at once.

    Parameters
    ----------
    database : almor.Database
        Where the words are.
    stems : sequence or array of int, optional
        The only stems to look for, as numbers of the database's; by default all.
    """

    def __init__(self, database: almor.Database, stems: Stems | None = None) -> None:
        self.database = database
        #: Prefixes, suffixes and the stems looked for, as they are spelt.
        self.prefixes: list[str] = database.prefixes.forms.to_pylist()
        self.suffixes: list[str] = database.suffixes.forms.to_pylist()
        self._letters = letters_of([*self.prefixes, *self.suffixes, *database.stems.forms.to_pylist()])
        self._compatible = _compatible(database)
        self._spelt = tuple(_spelt(part) for part in (database.prefixes, database.stems, database.suffixes))
        marked = pc.match_substring(database.stems.told, f"source:{SPELLING_VARIANT}")
        self._marked = marked.to_numpy(zero_copy_only=False)
        self._plant(range(len(database.stems.forms)) if stems is None else stems)

    def only(self, stems: Stems) -> "Analyser":
        """Give an analyser that looks for some stems only."""
        other = object.__new__(Analyser)
        other.__dict__ |= self.__dict__
        other._plant(stems)
        return other

    def readings(
        self, content: Bytes, begins: Integers, chosen: Integers, at_most: int = 1 << 32
    ) -> Readings:
        """Find the readings of some forms.

        Parameters
        ----------
        content : array of uint8
            Forms in UTF-8, one behind the other.
        begins : array of int, shape (n_forms + 1,)
            Where each begins.
        chosen : array of int
            The forms asked for.
        at_most : int
            So many readings of each, and no more; 1 tells which forms have any.

        Returns
        -------
        Readings
            ``form`` is a number of the row in ``begins``.
        """
        room = 4 * len(chosen) + 64
        while True:
            found = np.empty((4, room), dtype=np.int64)
            variant = np.empty(room, dtype=np.bool_)
            n = analyse(
                content, begins, chosen, *self._letters[:2], *self._tree, *self._compatible,
                *(array for spelt in self._spelt for array in spelt), at_most, found, variant,
                *np.empty((2, LONGEST), dtype=np.uint16), np.empty(LONGEST + 1, dtype=np.int64),
            )  # fmt: skip
            if n <= room:
                form, prefix, stem, suffix = found[:, :n]
                return Readings(form, prefix, stem, suffix, variant[:n] | self._marked[stem])
            room = n

    def odd(self, content: Bytes, begins: Integers, chosen: Integers) -> npt.NDArray[np.bool_]:
        """Tell of every form whether it is for camel-tools: too long, or with signs of several letters."""
        return is_odd(content, begins, chosen, self._letters)

    def _plant(self, stems: Stems) -> None:
        self.stems: list[str] = self.database.stems.forms.take(pa.array(stems, pa.int64())).to_pylist()
        roots = (
            (range(len(self.prefixes)), self.prefixes),
            (range(len(self.suffixes)), [form[::-1] for form in self.suffixes]),
            (stems, self.stems),
        )
        self._tree = plant(roots, self._letters)


def _compatible(database: almor.Database) -> Compatible:
    numbered = [
        part.categories.dictionary_encode() for part in (database.prefixes, database.stems, database.suffixes)
    ]
    prefix, stem, suffix = (
        {category: number for number, category in enumerate(column.dictionary.to_pylist())}
        for column in numbered
    )
    of_prefix, of_stem, of_suffix = (column.indices.to_numpy().astype(np.int64) for column in numbered)
    return Compatible(
        of_prefix,
        of_stem,
        of_suffix,
        _pairs(prefix, stem, database.prefix_stem),
        _pairs(stem, suffix, database.stem_suffix),
        _pairs(prefix, suffix, database.prefix_suffix),
    )


def _pairs(
    first: Mapping[str, int], second: Mapping[str, int], pairs: Iterable[tuple[str, str]]
) -> npt.NDArray[np.bool_]:
    table = np.zeros((len(first), len(second)), dtype=np.bool_)
    for one, other in pairs:
        if one in first and other in second:
            table[first[one], second[other]] = True
    return table


#: Signs that a database joins the parts of a vocalised word with, and the alef that is written bare.
_JOINTS = str.maketrans({"#": "", "+": "", TATWEEL: "", "ٱ": "ا"})


def _spelt(part: almor.Part) -> Spelt:
    spelt = remove_marks("\n".join(part.feature("diac").to_pylist())).translate(_JOINTS).split("\n")
    letters = np.frombuffer("".join(spelt).encode("utf-16-le"), np.uint16)
    return Spelt(np.concatenate([[0], np.cumsum([*map(len, spelt)])]), letters)


# --- compiled --------------------------------------------------------------------------------------


@compiled
def analyse(  # type: ignore[no-untyped-def]
    content, begins, chosen, plain, unified, steps, first, first_two, heights, entry_begins, entries,
    prefix_category, stem_category, suffix_category, prefix_stem, stem_suffix, prefix_suffix,
    prefix_begins, prefix_letters, stem_begins, stem_letters, suffix_begins, suffix_letters, at_most, found,
    variant, spelt, letters, suffix_node,
):  # fmt: skip
    """Fill in the readings of the forms chosen: form, prefix, stem, suffix, and whether it is a variant.

    Returns
    -------
    int
        How many there are; only as many are written as there is room for.
    """
    total = 0
    for row in range(len(chosen)):
        form, before = chosen[row], total
        n = read_letters(content, begins[form], begins[form + 1], plain, unified, spelt, letters)
        if n < 1:
            continue
        first_end = walk_back(steps, first, first_two, _SUFFIX, letters, n, suffix_node)
        prefix_node = np.int64(_PREFIX)
        for i in range(n):
            if entry_begins[index(prefix_node)] < entry_begins[index(prefix_node + 1)]:
                stem_node = np.int64(_STEM)
                for j in range(i + 1, n + 1):
                    stem_node = walk_on(steps, first, first_two, _STEM, letters, i, j - 1, stem_node)
                    if stem_node < 0 or j + heights[index(stem_node)] < first_end:
                        break
                    if j < first_end:
                        continue
                    if entry_begins[index(stem_node)] == entry_begins[index(stem_node + 1)]:
                        continue
                    total = _read(
                        prefix_node, stem_node, suffix_node[j], form, n, spelt, total, before + at_most,
                        entry_begins, entries, prefix_category, stem_category, suffix_category,
                        prefix_stem, stem_suffix, prefix_suffix, prefix_begins, prefix_letters,
                        stem_begins, stem_letters, suffix_begins, suffix_letters, found, variant,
                    )  # fmt: skip
            prefix_node = walk_on(steps, first, first_two, _PREFIX, letters, 0, i, prefix_node)
            if prefix_node < 0 or total == before + at_most:
                break
    return total


@compiled
def _read(  # type: ignore[no-untyped-def]
    prefix_node, stem_node, suffix_node, form, n, spelt, total, most, entry_begins, entries,
    prefix_category, stem_category, suffix_category, prefix_stem, stem_suffix, prefix_suffix,
    prefix_begins, prefix_letters, stem_begins, stem_letters, suffix_begins, suffix_letters, found, variant,
):  # fmt: skip
    """Fill in what a form cut in three is read as; give how many readings there are now."""
    for p in range(entry_begins[index(prefix_node)], entry_begins[index(prefix_node + 1)]):
        prefix = entries[index(p)]
        of_prefix = index(prefix_category[index(prefix)])
        for s in range(entry_begins[index(stem_node)], entry_begins[index(stem_node + 1)]):
            stem = entries[index(s)]
            of_stem = index(stem_category[index(stem)])
            if not prefix_stem[of_prefix, of_stem]:
                continue
            for x in range(entry_begins[index(suffix_node)], entry_begins[index(suffix_node + 1)]):
                suffix = entries[index(x)]
                of_suffix = index(suffix_category[index(suffix)])
                if not stem_suffix[of_stem, of_suffix] or not prefix_suffix[of_prefix, of_suffix]:
                    continue
                if total == most:
                    return total
                if total < found.shape[1]:
                    found[0, total], found[1, total] = form, prefix
                    found[2, total], found[3, total] = stem, suffix
                    at = _spells(spelt, n, 0, prefix_begins, prefix_letters, prefix)
                    at = _spells(spelt, n, at, stem_begins, stem_letters, stem)
                    at = _spells(spelt, n, at, suffix_begins, suffix_letters, suffix)
                    variant[total] = at != n
                total += 1
    return total


@compiled
def _spells(spelt, n, at, begins, letters, entry):  # type: ignore[no-untyped-def]
    """Follow an entry's letters in a form from ``at`` on; give the place behind them, -1 if they differ."""
    begin, end = begins[index(entry)], begins[index(entry + 1)]
    if at < 0 or at + end - begin > n:
        return -1
    for k in range(begin, end):
        if letters[index(k)] != spelt[index(at)]:
            return -1
        at += 1
    return at
