"""Which of many types might be forms of a few lemmas: a sieve before the morphology, compiled.

The analyser looks at fifteen thousand words a second; a corpus of millions of words holds hundreds of
thousands of types, of which a codebook concerns a few thousand. A type passes the sieve if its letters,
spelling unified, are a prefix, one of the wanted stems, and a suffix. Only hashes are compared: what
passes is then analysed, so that a collision costs a look-up and changes nothing.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled
from analysis.language.orthography import normalise
from analysis.language.scan import PRIME, Scanner, decode

Integers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

#: Longer types always pass, and so do characters that stand for several letters.
LONGEST = 40
_SEVERAL = 0xFFFFFFFF


#: Where words of Arabic news have their letters; types with any other always pass.
_ALPHABETS = (range(0x3000), range(0xFB50, 0xFF00))


@cache
def _unified() -> npt.NDArray[np.uint32]:
    """Give for every code point the letter it is compared as, 0 for what is dropped, shape (0x110000,)."""
    table = np.full(0x110000, _SEVERAL, dtype=np.uint32)
    for alphabet in _ALPHABETS:
        for point in alphabet:
            letters = normalise(chr(point))
            if len(letters) < 2:
                table[point] = ord(letters) if letters else 0
    return table


class Sieve:
    """Lets types pass that might hold one of some stems.

    Parameters
    ----------
    stems, prefixes, suffixes : iterable of str
        In normalised spelling. Having no prefix or suffix is always allowed.
    """

    def __init__(self, stems: Iterable[str], prefixes: Iterable[str], suffixes: Iterable[str]) -> None:
        self._tables = tuple(_table(strings) for strings in (stems, {"", *prefixes}, {"", *suffixes}))

    def passing(self, scanner: Scanner, first: int) -> Integers:
        """Give the numbers of the types that pass, of those from number ``first`` on."""
        passes = np.zeros(scanner.n_types - first, dtype=np.bool_)
        sift(*scanner.stored, first, _unified(), *self._tables, passes)
        return np.flatnonzero(passes) + first


def _table(strings: Iterable[str]) -> Hashes:
    """Spread the hashes of strings over a table, at most half full; an empty slot is 0."""
    hashes = {int(hashed(np.array([*map(ord, string)], dtype=np.uint32))) for string in strings}
    table = np.zeros(1 << max(4, (2 * len(hashes)).bit_length()), dtype=np.uint64)
    for value in hashes:
        slot = value & (len(table) - 1)
        while table[slot]:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = value
    return table


@compiled
def _closed(mixed):  # type: ignore[no-untyped-def]
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    return max(mixed, np.uint64(1))


@compiled
def hashed(letters):  # type: ignore[no-untyped-def]
    """Give the hash of some letters, never 0."""
    mixed = np.uint64(0)
    for letter in letters:
        mixed = (mixed + np.uint64(letter)) * PRIME
    return _closed(mixed)


@compiled
def _holds(table, value):  # type: ignore[no-untyped-def]
    mask = np.uint64(len(table) - 1)
    slot = value & mask
    while table[slot] != 0:
        if table[slot] == value:
            return True
        slot = (slot + np.uint64(1)) & mask
    return False


@compiled
def sift(type_bytes, type_begins, first, unified, stems, prefixes, suffixes, passes):  # type: ignore[no-untyped-def]
    """Mark the types from ``first`` on that may be prefix, stem and suffix."""
    letters = np.empty(LONGEST, dtype=np.uint32)
    ends = np.empty(LONGEST + 1, dtype=np.bool_)
    for row in range(len(passes)):
        i, end, n = type_begins[first + row], type_begins[first + row + 1], 0
        while i < end and not passes[row]:
            point, width = decode(type_bytes, i)
            letter = unified[point]
            i += width
            if letter == 0:
                continue
            if letter == _SEVERAL or n == LONGEST:
                passes[row] = True
            else:
                letters[n] = letter
                n += 1
        if passes[row]:
            continue
        for j in range(n + 1):
            ends[j] = _holds(suffixes, hashed(letters[j:n]))
        before = np.uint64(0)
        for j in range(n):
            if _holds(prefixes, _closed(before)):
                mixed = np.uint64(0)
                for k in range(j, n):
                    mixed = (mixed + np.uint64(letters[k])) * PRIME
                    if ends[k + 1] and _holds(stems, _closed(mixed)):
                        passes[row] = True
                        break
            if passes[row]:
                break
            before = (before + np.uint64(letters[j])) * PRIME
