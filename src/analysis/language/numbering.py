"""Tokens -> numbers of their types, compiled.

A table is entered by a hash of a token's bytes, kind and size, and holds what is then compared: up to
sixteen bytes beside the number of the type, the rest where the bytes of all types stand. So two forms never
share a number, and most tokens touch one line of memory. Hashing goes first, in a pass of its own: so it is
known early which line that will be, and it can be fetched in time.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.language.compiled import compiled, eight_bytes, fetch, index, inlined

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint32] | Integers
Scalar = TypeVar("Scalar", bound=np.generic)

#: Odd constants that spread their input over all 64 bits (2 to the 64 over the golden ratio; Steele,
#: Lea and Flood 2014, Fast Splittable Pseudorandom Number Generators, for the other).
PRIME, OTHER_PRIME = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
#: Which of the first eight bytes, and of the next eight, belong to a token of so many bytes.
_FIRST_EIGHT = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(17)], dtype=np.uint64)
_NEXT_EIGHT = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(17)], dtype=np.uint64)
#: What a slot of the table holds: the first, the next and (of more than sixteen) the last eight bytes of a
#: type, and who it is: size and kind in the upper half, in the lower one more than its number; 0 is empty.
FIRST, NEXT, LAST, WHO = range(4)
_SIZE, _KIND, _NUMBER = np.uint64(40), np.uint64(32), np.uint64((1 << 32) - 1)
#: So many tokens before it is needed, a slot is fetched from memory.
_AHEAD = 12


class Types:
    """The distinct forms met so far, each with its kind; a number once given stays.

    Parameters
    ----------
    hash_bits : int
        How many bits of a hash are used; fewer only to try out collisions.
    """

    def __init__(self, hash_bits: int = 64) -> None:
        self._hash_bits = np.uint64((1 << hash_bits) - 1)
        self.n = 0
        self._table = _empty_table(1 << 12)
        self._hashes = np.zeros(1 << 11, dtype=np.uint64)
        self._kinds = np.zeros(1 << 11, dtype=np.uint8)
        self._counts = np.zeros(1 << 11, dtype=np.uint32)
        self._begins = np.zeros((1 << 11) + 1, dtype=np.int64)
        self._bytes = np.zeros(1 << 16, dtype=np.uint8)

    def number(
        self, content: Bytes, first_byte: Places, behind: Places, kinds: Bytes
    ) -> npt.NDArray[np.int32]:
        """Give tokens the numbers of their types.

        Parameters
        ----------
        content : array of uint8
            The bytes of the texts.
        first_byte, behind : array of int, shape (n,)
            Where each token begins in them, and the byte behind it.
        kinds : array of uint8, shape (n,)
            What each token is; forms of different kinds are different types.

        Returns
        -------
        array of int32, shape (n,)
        """
        type_id = np.empty(len(kinds), dtype=np.int32)
        hashes = np.empty(len(kinds), dtype=np.uint64)
        hash_tokens(content, first_byte, behind, kinds, _FIRST_EIGHT, _NEXT_EIGHT, self._hash_bits, hashes)
        done = 0
        while True:
            done, self.n = look_up(
                content, first_byte, behind, kinds, done, self.n, _FIRST_EIGHT, _NEXT_EIGHT,
                self._table, self._hashes, self._kinds, self._begins, self._bytes, hashes, type_id,
            )  # fmt: skip
            if done == len(kinds):
                return type_id
            self._grow()

    def _grow(self) -> None:
        """Double what is full: the bytes of types, or the table, which is never more than half full."""
        if self.n < len(self._hashes):
            self._bytes = _doubled(self._bytes)
            return
        self._hashes, self._kinds = _doubled(self._hashes), _doubled(self._kinds)
        self._counts = _doubled(self._counts)
        self._begins = np.concatenate([self._begins, np.zeros(self.n, dtype=np.int64)])
        self._table = _empty_table(2 * len(self._hashes))
        self._enter_all()

    def count(self, type_ids: npt.NDArray[np.int32]) -> None:
        """Remember how often types are met, for :meth:`keep_frequent`."""
        count(type_ids, self._counts)

    def keep_frequent(self, most: int) -> Integers:
        """Forget all types but the most frequent of those counted, and give these new numbers.

        How often a type was met counts half from then on, so that what was frequent once makes room for
        what is frequent now.

        Parameters
        ----------
        most : int
            How many types to keep.

        Returns
        -------
        array of int, shape (most,) or fewer
            The numbers that the kept types had; each has the number of its place from now on.
        """
        n_rare, kept = max(self.n - most, 0), np.arange(self.n)
        if n_rare:
            kept = np.delete(kept, np.argpartition(self._counts[: self.n], n_rare - 1)[:n_rare])
        content, begins = self.chosen(kept)
        self.n = len(kept)
        self._begins[: len(begins)], self._bytes[: len(content)] = begins, content
        for column in (self._hashes, self._kinds, self._counts):
            column[: self.n] = column[kept]
            column[self.n :] = 0
        self._counts[: self.n] //= 2
        self._table.fill(0)
        self._enter_all()
        return kept

    def _enter_all(self) -> None:
        """Enter every type into the table, which is empty."""
        enter(*self.stored, self.kinds, self._hashes, _FIRST_EIGHT, _NEXT_EIGHT, self._table)

    def forms(self, chosen: Integers | None = None) -> pa.Array:
        """Give the forms of some types, by default of all, as an Arrow array of strings."""
        content, begins = self.chosen(np.arange(self.n) if chosen is None else chosen)
        return pa.Array.from_buffers(
            pa.large_string(), len(begins) - 1, [None, pa.py_buffer(begins), pa.py_buffer(content)]
        )

    def chosen(self, types: Integers) -> tuple[Bytes, Integers]:
        """Give the bytes of some types one behind the other, and where each begins."""
        sizes = self._begins[types + 1] - self._begins[types]
        begins = np.concatenate([[0], np.cumsum(sizes)])
        content = np.empty(begins[-1], dtype=np.uint8)
        copy_bytes(self._bytes, self._begins[types], begins, content)
        return content, begins

    @property
    def stored(self) -> tuple[Bytes, Integers]:
        """The bytes of all types one behind the other, and where each begins."""
        return self._bytes, self._begins[: self.n + 1]

    @property
    def kinds(self) -> Bytes:
        """The kind of every type, as numbers of ``scan.KINDS``."""
        return self._kinds[: self.n]

    def kinds_of(self, types: Integers) -> Bytes:
        """Give the kinds of some types."""
        return np.asarray(self._kinds[types])


def _empty_table(n_slots: int) -> npt.NDArray[np.uint64]:
    """Give a table whose slots do not lie across two lines of memory (64 bytes each)."""
    room = np.zeros(4 * n_slots + 8, dtype=np.uint64)
    first = -room.ctypes.data % 64 // 8
    return room[first : first + 4 * n_slots].reshape(n_slots, 4)


def _doubled(array: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    return np.concatenate([array, np.zeros_like(array)])


# --- compiled --------------------------------------------------------------------------------------


@inlined
def _eights(content, begin, size, first_eight, next_eight):  # type: ignore[no-untyped-def]
    """Read the first, the next and, of more than sixteen, the last eight bytes of a token."""
    low, high, last = np.uint64(0), np.uint64(0), np.uint64(0)
    if begin <= len(content) - 16:
        # Without asking how long it is: sizes come at random, and a wrong guess costs more than the reading.
        short = index(min(size, 16))
        low = eight_bytes(content, begin) & first_eight[short]
        high = eight_bytes(content, begin + 8) & next_eight[short]
        last = eight_bytes(content, begin + max(size - 8, 0))
        return low, high, last if size > 16 else np.uint64(0)
    # One by one: so few bytes are left that eight would reach behind the last.
    for k in range(min(size, 8)):
        low |= np.uint64(content[begin + k]) << np.uint64(8 * k)
    for k in range(8, size):
        high |= np.uint64(content[begin + k]) << np.uint64(8 * (k - 8))
    return low, high, last


@inlined
def _hash(content, begin, size, kind, low, high, last):  # type: ignore[no-untyped-def]
    mixed = (low ^ low >> np.uint64(32)) * PRIME ^ high
    mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME ^ last
    mixed = (mixed ^ mixed >> np.uint64(32)) * PRIME ^ np.uint64(size) << np.uint64(8) ^ np.uint64(kind)
    for k in range(16, size - 8, 8):
        mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME ^ eight_bytes(content, begin + k)
    mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME
    return mixed ^ mixed >> np.uint64(32)


@compiled
def _same_bytes(content, begin, end, stored, stored_begin, stored_end):  # type: ignore[no-untyped-def]
    same = end - begin == stored_end - stored_begin
    while same and begin < end:
        same = content[begin] == stored[stored_begin]
        begin, stored_begin = begin + 1, stored_begin + 1
    return same


@compiled
def hash_tokens(content, first_byte, behind, kinds, first_eight, next_eight, hash_bits, hashes):  # type: ignore[no-untyped-def]
    """Hash every token's bytes with its kind and size."""
    for token in range(index(len(kinds))):
        begin = np.int64(first_byte[token])
        size = np.int64(behind[token]) - begin
        low, high, last = _eights(content, begin, size, first_eight, next_eight)
        hashes[token] = _hash(content, begin, size, kinds[token], low, high, last) & hash_bits


@compiled
def look_up(  # type: ignore[no-untyped-def]
    content, first_byte, behind, kinds, done, n_types, first_eight, next_eight,
    table, type_hashes, type_kinds, type_begins, type_bytes, hashes, type_id,
):  # fmt: skip
    """Give the tokens from ``done`` on their numbers; stop early where there is no room for another type.

    Returns
    -------
    tuple of int
        How many tokens are done, and how many types there are.
    """
    mask = np.uint64(len(table) - 1)
    for token in range(index(done), index(len(kinds))):
        if token + index(_AHEAD) < index(len(kinds)):
            fetch(table, hashes[token + index(_AHEAD)] & mask)
        begin, end = np.int64(first_byte[token]), np.int64(behind[token])
        low, high, last = _eights(content, begin, end - begin, first_eight, next_eight)
        value = hashes[token]
        size = np.uint64(end - begin)
        what = size << np.uint64(8) | np.uint64(kinds[token])
        slot = value & mask
        who = table[slot, WHO]
        while who != 0:
            unlike = table[slot, FIRST] ^ low | table[slot, NEXT] ^ high | table[slot, LAST] ^ last
            if (unlike | who >> _KIND ^ what) == 0:
                if size <= 24:
                    break
                known = np.int64(who & _NUMBER) - 1
                if _same_bytes(content, begin, end, type_bytes, type_begins[known], type_begins[known + 1]):
                    break
            slot = (slot + np.uint64(1)) & mask
            who = table[slot, WHO]
        if who == 0:
            free = type_begins[n_types]
            if n_types == len(type_hashes) or free + end - begin > len(type_bytes):
                return np.int64(token), n_types
            for k in range(end - begin):
                type_bytes[free + k] = content[begin + k]
            type_hashes[n_types], type_kinds[n_types] = value, kinds[token]
            type_begins[n_types + 1] = free + end - begin
            n_types += 1
            who = what << _KIND | np.uint64(n_types)
            table[slot, FIRST], table[slot, NEXT], table[slot, LAST] = low, high, last
            table[slot, WHO] = who
        type_id[token] = np.int64(who & _NUMBER) - 1
    return len(kinds), n_types


@compiled
def count(type_ids, counts):  # type: ignore[no-untyped-def]
    """Add one to the count of a type wherever it stands."""
    for token in range(index(len(type_ids))):
        counts[index(type_ids[token])] += np.uint32(1)


@compiled
def enter(stored, begins, kinds, hashes, first_eight, next_eight, table):  # type: ignore[no-untyped-def]
    """Enter types, numbered by their place, into a table that holds none of them."""
    mask = np.uint64(len(table) - 1)
    for number in range(len(kinds)):
        if number + _AHEAD < len(kinds):
            fetch(table, hashes[number + _AHEAD] & mask)
        size = begins[number + 1] - begins[number]
        slot = hashes[number] & mask
        while table[slot, WHO] != 0:
            slot = (slot + np.uint64(1)) & mask
        low, high, last = _eights(stored, begins[number], size, first_eight, next_eight)
        table[slot, FIRST], table[slot, NEXT], table[slot, LAST] = low, high, last
        what = np.uint64(size) << np.uint64(8) | np.uint64(kinds[number])
        table[slot, WHO] = what << _KIND | np.uint64(number + 1)


@compiled
def copy_bytes(content, begins, targets, copy):  # type: ignore[no-untyped-def]
    """Copy the strings that begin somewhere to where ``targets`` says, which also tells their sizes."""
    for row in range(len(begins)):
        source = np.int64(begins[row])
        for target in range(targets[row], targets[row + 1]):
            copy[target] = content[source]
            source += 1
