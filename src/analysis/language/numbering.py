"""Tokens -> numbers of their types, compiled.

The bytes of a token are hashed eight at a time, a table gives the hash's number, and then every token's
bytes are compared with those of the type that it was given: a collision costs time, never a wrong number.
Three short passes run faster than one that does it all.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.language.compiled import compiled, eight_bytes

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint32] | Integers
Scalar = TypeVar("Scalar", bound=np.generic)

#: Odd constants that spread their input over all 64 bits (2 to the 64 over the golden ratio; Steele,
#: Lea and Flood 2014, Fast Splittable Pseudorandom Number Generators, for the other).
PRIME, OTHER_PRIME = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_LOWER_HALF, _UPPER_HALF = np.uint64((1 << 32) - 1), np.uint64((1 << 32) - 1 << 32)
#: Which of the first eight bytes, and of the next eight, belong to a token of so many bytes.
_FIRST_EIGHT = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(17)], dtype=np.uint64)
_NEXT_EIGHT = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(17)], dtype=np.uint64)
#: Bytes behind the last type, so that sixteen may be read from anywhere in it.
_PADDING = 16


class Types:
    """The distinct forms met so far, each with its kind; a number once given stays.

    Parameters
    ----------
    hash_bits : int
        How many bits of a hash are used; fewer only to try out collisions.
    """

    def __init__(self, hash_bits: int = 64) -> None:
        self._hash_bits = np.uint64((1 << hash_bits) - 1)
        self.forget()

    def forget(self) -> None:
        """Begin anew: numbers given before mean nothing from here on."""
        self.n = 0
        # The upper half of a hash and one more than its type's number; the lower half says where. 0 is empty.
        self._slots = np.zeros(1 << 12, dtype=np.uint64)
        self._hashes = np.zeros(1 << 11, dtype=np.uint64)
        self._first_tokens = np.zeros(1 << 11, dtype=np.int64)
        # The first, the next and the last eight bytes of each type, then its size and kind.
        self._heads = np.zeros((1 << 11, 4), dtype=np.uint64)
        self._begins = np.zeros((1 << 11) + 1, dtype=np.int64)
        self._bytes = np.zeros(1 << 16, dtype=np.uint8)
        self._of_shared_slot: dict[tuple[int, bytes], int] = {}
        self._room = np.empty(0, dtype=np.uint64)

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
        if len(kinds) > len(self._room):
            self._room = np.empty(len(kinds), dtype=np.uint64)
        hashes, type_id = self._room[: len(kinds)], np.empty(len(kinds), dtype=np.int32)
        hash_tokens(content, first_byte, behind, kinds, _FIRST_EIGHT, _NEXT_EIGHT, self._hash_bits, hashes)
        done = 0
        while done < len(kinds):
            known, here = self.n, done
            done, self.n = look_up(
                hashes, done, self.n, self._slots, self._hashes, self._first_tokens, type_id
            )
            new, part = self._first_tokens[known : self.n], slice(here, done)
            self._keep(content, first_byte[new], behind[new], kinds[new], known)
            tokens = content, first_byte[part], behind[part], kinds[part], type_id[part]
            kept = self._heads, self._bytes, self._begins
            if count_unlike(*tokens, _FIRST_EIGHT, _NEXT_EIGHT, *kept):
                self._number_unlike(*tokens, hashes[part])
            if done < len(kinds):
                self._grow()
        return type_id

    def _keep(self, content: Bytes, first_byte: Places, behind: Places, kinds: Bytes, known: int) -> None:
        """Copy what is compared of the types from number ``known`` on."""
        sizes = behind.astype(np.int64) - first_byte
        self._begins[known + 1 : self.n + 1] = self._begins[known] + np.cumsum(sizes)
        while self._begins[self.n] + _PADDING > len(self._bytes):
            self._bytes = _doubled(self._bytes)
        copy_bytes(content, first_byte, self._begins[known : self.n + 1], self._bytes)
        heads = self._heads[known : self.n]
        read_heads(self._bytes, self._begins[known : self.n + 1], kinds, _FIRST_EIGHT, _NEXT_EIGHT, heads)

    def _number_unlike(
        self,
        content: Bytes,
        first_byte: Places,
        behind: Places,
        kinds: Bytes,
        type_id: npt.NDArray[np.int32],
        hashes: npt.NDArray[np.uint64],
    ) -> None:
        """Give numbers to tokens that share a slot with another type; so rare that no speed is needed.

        Such a type keeps its number where the table, grown, has a slot for it.
        """
        for token, known in enumerate(type_id.tolist()):
            form = content[first_byte[token] : behind[token]].tobytes()
            key, (begin, end) = (int(kinds[token]), form), self._begins[known : known + 2].tolist()
            if self._bytes[begin:end].tobytes() == form and int(self._heads[known, 3]) & 255 == key[0]:
                continue
            if key not in self._of_shared_slot:
                if self.n == len(self._hashes):
                    self._grow()
                self._hashes[self.n] = hashes[token]
                self._of_shared_slot[key] = self.n
                self.n += 1
                here = slice(token, token + 1)
                self._keep(content, first_byte[here], behind[here], kinds[here], self.n - 1)
            type_id[token] = self._of_shared_slot[key]

    def _grow(self) -> None:
        """Double what is kept of types, and the table of hashes, which is never more than half full."""
        self._hashes, self._first_tokens = _doubled(self._hashes), _doubled(self._first_tokens)
        self._heads, self._begins = _doubled(self._heads), _doubled(self._begins)
        self._slots = np.zeros(2 * len(self._hashes), dtype=np.uint64)
        fill_slots(self._slots, self._hashes[: self.n])

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
        return self.kinds_of(np.arange(self.n))

    def kinds_of(self, types: Integers) -> Bytes:
        """Give the kinds of some types."""
        return np.asarray(self._heads[types, 3].astype(np.uint8))


def _doubled(array: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    return np.concatenate([array, np.zeros_like(array)])


# --- compiled --------------------------------------------------------------------------------------


@compiled
def hash_tokens(content, first_byte, behind, kinds, first_eight, next_eight, hash_bits, hashes):  # type: ignore[no-untyped-def]
    """Hash every token's bytes with its kind and size.

    The reading of eight bytes is written out here, for a call with an array costs more than the hash.
    """
    last_sixteen = len(content) - 16
    for token in range(len(kinds)):
        begin = np.int64(first_byte[token])
        size = np.int64(behind[token]) - begin
        if begin > last_sixteen:
            low, high, last = _eights_at_the_end(content, begin, size)
        elif size <= 16:
            low = eight_bytes(content, begin) & first_eight[size]
            high = eight_bytes(content, begin + 8) & next_eight[size]
            last = np.uint64(0)
        else:
            low, high = eight_bytes(content, begin), eight_bytes(content, begin + 8)
            last = eight_bytes(content, begin + size - 8)
        mixed = (low ^ low >> np.uint64(32)) * PRIME ^ high
        mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME ^ last
        mixed = (mixed ^ mixed >> np.uint64(32)) * PRIME ^ np.uint64(size) << np.uint64(8) ^ kinds[token]
        for k in range(16, size - 8, 8):
            mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME ^ eight_bytes(content, begin + k)
        mixed = (mixed ^ mixed >> np.uint64(32)) * OTHER_PRIME
        hashes[token] = (mixed ^ mixed >> np.uint64(32)) & hash_bits


@compiled
def _eights_at_the_end(content, begin, size):  # type: ignore[no-untyped-def]
    """Read the first, the next and the last eight bytes of a token one by one: no byte behind it exists."""
    low, high, last = np.uint64(0), np.uint64(0), np.uint64(0)
    for k in range(min(size, 8)):
        low |= np.uint64(content[begin + k]) << np.uint64(8 * k)
    for k in range(8, min(size, 16)):
        high |= np.uint64(content[begin + k]) << np.uint64(8 * (k - 8))
    if size > 16:
        for k in range(8):
            last |= np.uint64(content[begin + size - 8 + k]) << np.uint64(8 * k)
    return low, high, last


@compiled
def look_up(hashes, done, n_types, slots, type_hashes, first_tokens, type_id):  # type: ignore[no-untyped-def]
    """Give the tokens from ``done`` on the numbers of their hashes; stop early where the table is full.

    Returns
    -------
    tuple of int
        How many tokens are done, and how many types there are.
    """
    mask = np.uint64(len(slots) - 1)
    for token in range(done, len(hashes)):
        value = hashes[token]
        slot = value & mask
        taken = slots[slot]
        while taken != 0 and (taken ^ value) & _UPPER_HALF != 0:
            slot = (slot + np.uint64(1)) & mask
            taken = slots[slot]
        if taken == 0:
            if n_types == len(type_hashes):
                return token, n_types
            type_hashes[n_types], first_tokens[n_types] = value, token
            n_types += 1
            taken = value & _UPPER_HALF | np.uint64(n_types)
            slots[slot] = taken
        type_id[token] = np.int64(taken & _LOWER_HALF) - 1
    return len(hashes), n_types


@compiled
def fill_slots(slots, type_hashes):  # type: ignore[no-untyped-def]
    """Put types into an empty table, in the order of their numbers."""
    mask = np.uint64(len(slots) - 1)
    for known in range(len(type_hashes)):
        slot = type_hashes[known] & mask
        while slots[slot] != 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = type_hashes[known] & _UPPER_HALF | np.uint64(known + 1)


@compiled
def copy_bytes(content, begins, targets, copy):  # type: ignore[no-untyped-def]
    """Copy the strings that begin somewhere to where ``targets`` says, which also tells their sizes."""
    for row in range(len(begins)):
        source = np.int64(begins[row])
        for target in range(targets[row], targets[row + 1]):
            copy[target] = content[source]
            source += 1


@compiled
def read_heads(type_bytes, type_begins, kinds, first_eight, next_eight, heads):  # type: ignore[no-untyped-def]
    """Fill in the first, the next and the last eight bytes of types, and their sizes and kinds."""
    for row in range(len(kinds)):
        begin = type_begins[row]
        size = type_begins[row + 1] - begin
        heads[row, 0] = eight_bytes(type_bytes, begin) & first_eight[min(size, 16)]
        heads[row, 1] = eight_bytes(type_bytes, begin + 8) & next_eight[min(size, 16)]
        heads[row, 2] = eight_bytes(type_bytes, begin + size - 8) if size > 16 else np.uint64(0)
        heads[row, 3] = np.uint64(size) << np.uint64(8) | np.uint64(kinds[row])


@compiled
def count_unlike(  # type: ignore[no-untyped-def]
    content, first_byte, behind, kinds, type_id, first_eight, next_eight, heads, type_bytes, type_begins
):
    """Count the tokens that are not written like their type, or not of its kind."""
    last_sixteen, n = len(content) - 16, 0
    for token in range(len(type_id)):
        begin = np.int64(first_byte[token])
        size = np.int64(behind[token]) - begin
        if begin > last_sixteen:
            low, high, last = _eights_at_the_end(content, begin, size)
        elif size <= 16:
            low = eight_bytes(content, begin) & first_eight[size]
            high = eight_bytes(content, begin + 8) & next_eight[size]
            last = np.uint64(0)
        else:
            low, high = eight_bytes(content, begin), eight_bytes(content, begin + 8)
            last = eight_bytes(content, begin + size - 8)
        known = np.uint64(type_id[token])
        what = np.uint64(size) << np.uint64(8) | np.uint64(kinds[token])
        unlike = (
            heads[known, 0] ^ low | heads[known, 1] ^ high | heads[known, 2] ^ last | heads[known, 3] ^ what
        )
        if size > 24 and unlike == 0:
            stored = type_begins[known]
            for k in range(16, size - 8):
                unlike |= np.uint64(content[begin + k] ^ type_bytes[stored + k])
        n += unlike != 0
    return n
