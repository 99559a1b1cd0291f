"""Forms that may hold one of some stems between a prefix and a suffix, compiled.

Letters only: whether prefix, stem and suffix may stand beside each other is for those to say who take a
form apart. Most forms hold none of the stems, and need not be taken apart.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled, index
from analysis.language.tree import LONGEST, Letters, letters_of, plant, read_letters, walk_back, walk_on

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_PREFIX, _SUFFIX, _STEM = range(3)
_EVERY_BIT = ~np.uint64(0)


class Sifted(NamedTuple):
    """Forms as their rows: those that may hold a stem, and the odd ones.

    ``odd`` forms are too long, or have signs of several letters: compiled code leaves them alone.
    """

    hopeful: Integers
    odd: Integers


class Sieve:
    """Tells which forms may hold one of some stems.

    Parameters
    ----------
    prefixes, stems, suffixes : iterable of str
        In normalised spelling. A form may also lack a prefix or a suffix.
    """

    def __init__(self, prefixes: Iterable[str], stems: Iterable[str], suffixes: Iterable[str]) -> None:
        parts = {"", *prefixes}, {"", *(suffix[::-1] for suffix in suffixes)}, {*stems}
        self._letters = letters_of("".join(part) for part in parts)
        self._tree = plant([(range(len(part)), sorted(part)) for part in parts], self._letters)
        self._beginnings = _beginnings(sorted(parts[_STEM]), self._letters)

    def sift(self, content: Bytes, begins: Integers, chosen: Integers) -> Sifted:
        """Find, of some forms named by their rows in ``begins``, the hopeful and the odd ones."""
        hopeful, odd = np.empty((2, len(chosen)), dtype=np.int64)
        n_hopeful, n_odd = sift(
            content, begins, chosen, *self._letters[:2], *self._tree[:5], self._beginnings, hopeful, odd,
            *np.empty((2, LONGEST + 2), dtype=np.uint16), np.empty(LONGEST + 1, dtype=np.int64),
        )  # fmt: skip
        return Sifted(hopeful[:n_hopeful], odd[:n_odd])


def _beginnings(stems: list[str], letters: Letters) -> npt.NDArray[np.uint64]:
    """Mark how stems begin: their first two letters are a place, their third one is a bit there.

    Behind a shorter stem anything may stand. Of more than 64 letters some share a bit, which lets more
    forms through.
    """
    marked = np.zeros((letters.n + 1, letters.n + 1), dtype=np.uint64)
    written = "".join(stem[:3].ljust(3, "\0") for stem in stems).encode("utf-16-le")
    first, second, third = letters.unified[np.frombuffer(written, np.uint16)].reshape(-1, 3).T
    bits = np.where(third == 0, _EVERY_BIT, np.uint64(1) << (third & 63).astype(np.uint64))
    np.bitwise_or.at(marked, (first, second), bits)
    marked[first[second == 0]] = _EVERY_BIT
    return marked


# --- compiled --------------------------------------------------------------------------------------


@compiled
def sift(  # type: ignore[no-untyped-def]
    content, begins, chosen, plain, unified, steps, first, first_two, heights, entry_begins,
    beginnings, hopeful, odd, spelt, letters, suffix_node,
):  # fmt: skip
    """Fill in the forms that may hold a stem, and the odd ones; give how many there are of both."""
    n_hopeful, n_odd = index(0), index(0)
    for row in range(index(len(chosen))):
        form = chosen[row]
        n = read_letters(content, begins[form], begins[form + 1], plain, unified, spelt, letters)
        odd[n_odd] = form
        n_odd += index(n == -2)
        if n < 1:
            continue
        letters[index(n)] = letters[index(n + 1)] = 0
        first_end, node = np.int64(-1), np.int64(_PREFIX)
        for i in range(n):
            if entry_begins[index(node)] < entry_begins[index(node + 1)]:
                thirds = beginnings[letters[index(i)], letters[index(i + 1)]]
                if thirds >> index(letters[index(i + 2)] & 63) & index(1):
                    if first_end < 0:
                        first_end = walk_back(steps, first, first_two, _SUFFIX, letters, n, suffix_node)
                    if _holds(
                        steps, first, first_two, heights, entry_begins, letters, i, n, first_end, suffix_node
                    ):
                        hopeful[n_hopeful] = form
                        n_hopeful += index(1)
                        break
            node = walk_on(steps, first, first_two, _PREFIX, letters, 0, i, node)
            if node < 0:
                break
    return n_hopeful, n_odd


@compiled
def _holds(steps, first, first_two, heights, entry_begins, letters, i, n, first_end, suffix_node):  # type: ignore[no-untyped-def]
    """Tell whether a stem and a suffix follow letter i, up to the form's end."""
    node = np.int64(_STEM)
    for j in range(i + 1, n + 1):
        node = walk_on(steps, first, first_two, _STEM, letters, i, j - 1, node)
        if node < 0 or j + heights[index(node)] < first_end:
            return False
        if j >= first_end and entry_begins[index(node)] < entry_begins[index(node + 1)]:
            end = index(suffix_node[index(j)])
            if entry_begins[end] < entry_begins[end + index(1)]:
                return True
    return False
