"""The table of types as lists and flags: what the rules of voice read of a type before they ask anything."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.language.clitics import shortest_stem, stems_behind
from analysis.language.orthography import normalise

Flags = npt.NDArray[np.bool_]

#: Every value's number, and the values by number; numbers in a buffer that Python never has to look through.
Numbered = tuple[memoryview, list[str]]


class Columns:
    """The table of types as lists: what describing a type reads."""

    def __init__(self, types: pd.DataFrame) -> None:
        names = ("form", "normalised", "kind", "lemmas", "pos")
        self.arrow = {name: arrow_column(types[name]) for name in names}

    @cached_property
    def forms(self) -> list[str]:
        """The form of every type."""
        return self._listed("form")

    @cached_property
    def spelt(self) -> list[str]:
        """The form of every type in normalised spelling."""
        return self._listed("normalised")

    @cached_property
    def kinds(self) -> list[str]:
        """The kind of every type: word, symbol, ..."""
        return self._listed("kind")

    @cached_property
    def n_readings(self) -> npt.NDArray[np.int64]:
        """How many readings every type has."""
        return np.asarray(pc.list_value_length(self.arrow["lemmas"]).fill_null(0).to_numpy(), np.int64)

    def among(self, name: str, values: Collection[str]) -> Flags:
        """Flag the types that have one of some values in a column."""
        return flags_of(pc.is_in(self.arrow[name], value_set=pa.array(sorted(values))))

    def matching(self, name: str, pattern: str) -> Flags:
        """Flag the types in whose value of a column a regular expression is found."""
        return flags_of(pc.match_substring_regex(self.arrow[name], pattern))

    def showing(self, stems: Iterable[str], among: Flags) -> Flags:
        """Flag those of some types that may hold a stem between their clitics; too wide, never too narrow.

        What is shorter than a stem may only be the whole word, which is a spelling by itself.
        """
        shown = {part for stem in stems for part in stems_behind(stem) if len(part) >= shortest_stem()}
        flags, rows = np.zeros(len(among), np.bool_), np.flatnonzero(among)
        spelt = self.arrow["normalised"].take(pa.array(rows))
        flags[rows] = flags_of(pc.match_substring_regex(spelt, "|".join(map(re.escape, sorted(shown)))))
        return flags

    def readings(self, type_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the readings of a type: lemmas, and the part of speech of each."""
        (lemma_of, lemmas), (part_of, parts) = self._lemmas, self._parts
        here = self._of_type(type_id)
        return (
            tuple([lemmas[number] for number in lemma_of[here].tolist()]),
            tuple([parts[number] for number in part_of[here].tolist()]),
        )

    def stems(self, type_id: int) -> frozenset[str]:
        """Give the lemmas of a type in normalised spelling."""
        lemma_of, stems = self._lemmas[0], self._stems
        return frozenset([stems[lemma] for lemma in lemma_of[self._of_type(type_id)].tolist()])

    def having_lemma(self, stems: Collection[str]) -> Flags:
        """Flag the types of which a lemma, in normalised spelling, is among some."""
        return self._having(self._lemmas[0], [stem in stems for stem in self._stems])

    def having_part(self, part: str) -> Flags:
        """Flag the types that have a reading of some part of speech, told by how its name begins."""
        return self._having(self._parts[0], [name.startswith(part) for name in self._parts[1]])

    def _having(self, numbers: memoryview, wanted: list[bool]) -> Flags:
        """Flag the types of which a reading has one of the wanted values."""
        until = np.append(0, np.cumsum(np.array([*wanted, False])[np.asarray(numbers)]))
        bounds = np.asarray(self._bounds)
        return np.asarray(until[bounds[1:]] > until[bounds[:-1]])

    def _of_type(self, type_id: int) -> slice:
        return slice(self._bounds[type_id], self._bounds[type_id + 1])

    @cached_property
    def _bounds(self) -> memoryview:
        """Where the readings of each type begin."""
        return np.append(0, np.cumsum(self.n_readings)).data

    @cached_property
    def _lemmas(self) -> Numbered:
        return _numbered(self.arrow["lemmas"].flatten())

    @cached_property
    def _parts(self) -> Numbered:
        return _numbered(self.arrow["pos"].flatten())

    @cached_property
    def _stems(self) -> list[str]:
        # Lemmas are single words: all of them are normalised in one go, a line each.
        return normalise("\n".join(self._lemmas[1])).split("\n")

    def _listed(self, name: str) -> list[str]:
        strings: list[str] = self.arrow[name].to_pylist()
        return strings


def flags_of(found: pa.BooleanArray) -> Flags:
    """Give the answers of Arrow as flags."""
    return np.array(found.to_numpy(zero_copy_only=False), np.bool_)


def _numbered(values: pa.Array) -> Numbered:
    encoded = values.dictionary_encode()
    return encoded.indices.to_numpy().data, encoded.dictionary.to_pylist()


def arrow_column(column: "pd.Series[Any]") -> pa.Array:
    """Give a column of a table as one array of Arrow."""
    array = pa.array(column)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
