"""The table of types as lists and flags: what the rules of voice read of a type before they ask anything."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.language.orthography import normalise

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

    def having_lemma(self, stems: Collection[str]) -> npt.NDArray[np.bool_]:
        """Flag the types of which a lemma, in normalised spelling, is among some."""
        return self._having(self._lemmas[0], [stem in stems for stem in self._stems])

    def having_part(self, part: str) -> npt.NDArray[np.bool_]:
        """Flag the types that have a reading of some part of speech, told by how its name begins."""
        return self._having(self._parts[0], [name.startswith(part) for name in self._parts[1]])

    def _having(self, numbers: memoryview, wanted: list[bool]) -> npt.NDArray[np.bool_]:
        """Flag the types of which a reading has one of the wanted values."""
        until = np.append(0, np.cumsum(np.array([*wanted, False])[np.asarray(numbers)]))
        bounds = np.asarray(self._bounds)
        return np.asarray(until[bounds[1:]] > until[bounds[:-1]])

    def _of_type(self, type_id: int) -> slice:
        return slice(self._bounds[type_id], self._bounds[type_id + 1])

    @cached_property
    def _bounds(self) -> memoryview:
        """Where the readings of each type begin."""
        lengths = pc.list_value_length(self.arrow["lemmas"]).fill_null(0).to_numpy()
        return np.append(0, np.cumsum(lengths)).data

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


def _numbered(values: pa.Array) -> Numbered:
    encoded = values.dictionary_encode()
    return encoded.indices.to_numpy().data, encoded.dictionary.to_pylist()


def arrow_column(column: "pd.Series[Any]") -> pa.Array:
    """Give a column of a table as one array of Arrow."""
    array = pa.array(column)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
