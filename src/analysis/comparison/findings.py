"""What a comparison hands back: a table, and a sentence that says what it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy.typing as npt
import pandas as pd
import pyarrow as pa


class Why(NamedTuple):
    """Why nothing was inferred: a phrase that the page says in its own language, and its numbers."""

    key: str
    numbers: Mapping[str, int]


class Finding(NamedTuple):
    """A table ready for publication, and the sentence that belongs beneath it.

    The sentence says which statistic was computed from how many articles, or why nothing was; ``why`` says
    the latter for the page.
    """

    table: pd.DataFrame
    sentence: str
    why: Why | None = None


def published(columns: Mapping[str, npt.NDArray[Any] | Sequence[Any]]) -> pd.DataFrame:
    """Make a table in which what is missing is missing (an empty cell), never a NaN among numbers."""
    arrays = {name: pa.array(values, from_pandas=True) for name, values in columns.items()}
    typed = {name: a.cast(pa.string()) if pa.types.is_null(a.type) else a for name, a in arrays.items()}
    return pa.table(typed).to_pandas(types_mapper=pd.ArrowDtype)


def listed(names: Sequence[str]) -> str:
    """Write names as a list: A, B and C."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: 1 article, 2 articles."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
