"""Many texts -> tokens as integers: the rule of :mod:`analysis.language.tokens`, compiled.

One pass over the UTF-8 bytes of an Arrow array finds the tokens, a second one numbers their types. Every
type's bytes are kept, and compared whenever a hash is met again: a collision costs time, never a wrong
number. Compiled once a machine (numba's cache); both passes release Python's lock, so that threads work
side by side, each with a scanner of its own.
"""

import sys
import unicodedata
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.language.compiled import compiled, inlined
from analysis.language.orthography import TATWEEL, ZERO_WIDTH
from analysis.language.tokens import COMBINING

Integers = npt.NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)

#: The kinds of tokens by number; a line's end is kept as a token too, for phrases stop there.
KINDS = ("word", "number", "symbol", "link", "tag", "mark", "line")
WORD, NUMBER, SYMBOL, LINK, TAG, MARK, LINE = range(len(KINDS))

#: What a character is, one bit each.
ALNUM, DIGIT, COMBINES, SPACE, NO_TOKEN, NO_WIDTH, DECIMAL = (1 << bit for bit in range(7))
RUN = ALNUM | COMBINES
_TATWEEL, _UNDERSCORE, _HASH, _AT, _NEWLINE = map(ord, (TATWEEL, "_", "#", "@", "\n"))

#: Letters that a link may begin with, and tatweel, which may be a mark: their words are read with care.
_NO_PLAIN_WORD = (104, 119, _TATWEEL)
PRIME = np.uint64(0x9E3779B97F4A7C15)


def _characters(ranges: str) -> set[int]:
    """List the code points of what stands inside a regular expression's brackets."""
    points: set[int] = set()
    letters = list(ranges)
    for i, letter in enumerate(letters):
        if letter != "-":
            points.add(ord(letter))
        else:
            points.update(range(ord(letters[i - 1]), ord(letters[i + 1]) + 1))
    return points


@cache
def character_table() -> npt.NDArray[np.uint8]:
    """Give the bits of every code point, shape (0x110000,)."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if character.isalnum():
            table[point] |= ALNUM
            if unicodedata.category(character) == "Nd":
                table[point] |= DIGIT
        elif character.isspace():
            table[point] |= SPACE
    for points, bit in (
        (_characters(COMBINING), COMBINES),
        (_characters(ZERO_WIDTH), NO_WIDTH | NO_TOKEN),
        ({*range(0x20), *range(0x7F, 0xA0)}, NO_TOKEN),
        (set(map(ord, ".,\u066b\u066c")), DECIMAL),
    ):
        table[list(points)] |= bit
    return table


class Scanned(NamedTuple):
    """The tokens of some texts: parallel arrays of shape (n_tokens,), offsets in code points of the text.

    ``text_begin`` has shape (n_texts + 1,): the tokens of text i are ``text_begin[i]`` to
    ``text_begin[i + 1]``.
    """

    start: npt.NDArray[np.uint32]
    end: npt.NDArray[np.uint32]
    type_id: npt.NDArray[np.int32]
    text_begin: Integers


class Scanner:
    """Turns texts into numbered types, and remembers the types from call to call."""

    def __init__(self) -> None:
        self.n_types = 0
        self._slots = np.full(1 << 12, -1, dtype=np.int32)
        self._slot_hashes = np.zeros(1 << 12, dtype=np.uint64)
        self._hashes = np.zeros(1 << 11, dtype=np.uint64)
        self._kinds = np.zeros(1 << 11, dtype=np.uint8)
        self._begins = np.zeros((1 << 11) + 1, dtype=np.int64)
        self._bytes = np.zeros(1 << 16, dtype=np.uint8)
        # Room for the tokens of one call, kept for the next.
        self._spans = np.empty((4, 0), dtype=np.uint32)
        self._found = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint8)

    def scan(self, texts: pa.Array) -> Scanned:
        """Find and number the tokens of an Arrow array of strings; a missing text has none."""
        content, offsets = _buffers(texts)
        room = int(offsets[-1] - offsets[0]) + 1
        if room > self._spans.shape[1]:
            self._spans = np.empty((4, room), dtype=np.uint32)
            self._found = np.empty(room, dtype=np.uint64), np.empty(room, dtype=np.uint8)
        spans, (hashes, kinds) = self._spans, self._found
        text_begin = np.zeros(len(offsets), dtype=np.int64)
        n_tokens = find_tokens(content, offsets, character_table(), spans, hashes, kinds, text_begin)
        type_id = self._numbered(content, spans[2:, :n_tokens], hashes[:n_tokens], kinds[:n_tokens])
        start, end = spans[:2, :n_tokens].copy()
        return Scanned(start, end, type_id, text_begin)

    def forms(self, first: int = 0) -> pa.Array:
        """Give the forms of the types from number ``first`` on, as an Arrow array of strings."""
        begins = self._begins[first : self.n_types + 1]
        content = self._bytes[begins[0] : begins[-1]].tobytes()
        buffers = [None, pa.py_buffer((begins - begins[0]).tobytes()), pa.py_buffer(content)]
        return pa.Array.from_buffers(pa.large_string(), len(begins) - 1, buffers)

    @property
    def stored(self) -> tuple[npt.NDArray[np.uint8], Integers]:
        """The bytes of all types one behind the other, and where each begins."""
        return self._bytes, self._begins

    @property
    def kinds(self) -> npt.NDArray[np.uint8]:
        """The kind of every type, as numbers of ``KINDS``."""
        return self._kinds[: self.n_types]

    def _numbered(
        self,
        content: npt.NDArray[np.uint8],
        places: npt.NDArray[np.uint32] | Integers,
        hashes: npt.NDArray[np.uint64],
        kinds: npt.NDArray[np.uint8],
    ) -> npt.NDArray[np.int32]:
        type_id = np.empty(len(hashes), dtype=np.int32)
        done = 0
        while True:
            done, self.n_types = number_types(
                content, places, hashes, kinds, done, self.n_types,
                self._slots, self._slot_hashes, self._hashes, self._kinds, self._begins, self._bytes, type_id,
            )  # fmt: skip
            if done == len(hashes):
                return type_id
            self._grow(int(places[1, done] - places[0, done]))

    def _grow(self, n_bytes: int) -> None:
        """Double what is full: the slots are rehashed, the rest is copied."""
        if 2 * self.n_types >= len(self._slots):
            self._slots = np.full(4 * len(self._slots), -1, dtype=np.int32)
            self._slot_hashes = np.zeros(len(self._slots), dtype=np.uint64)
            rehash(self._slots, self._slot_hashes, self._hashes[: self.n_types])
        if self.n_types == len(self._hashes):
            self._hashes, self._kinds = _doubled(self._hashes), _doubled(self._kinds)
            self._begins = _doubled(self._begins)
        if self._begins[self.n_types] + n_bytes > len(self._bytes):
            self._bytes = _doubled(self._bytes, at_least=n_bytes)


def _doubled(array: npt.NDArray[Scalar], at_least: int = 0) -> npt.NDArray[Scalar]:
    return np.concatenate([array, np.zeros(max(len(array), at_least), dtype=array.dtype)])


def _buffers(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], Integers]:
    """Give the bytes of an Arrow array of strings, and where each text begins and ends in them."""
    if texts.null_count:
        texts = texts.fill_null("")
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    _, offsets, content = texts.buffers()
    begins = np.frombuffer(offsets, width)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(content or b"\0", np.uint8), begins.astype(np.int64)


# --- compiled --------------------------------------------------------------------------------------


@inlined
def decode(content, i):  # type: ignore[no-untyped-def]
    """Give the code point that begins at a byte, and how many bytes it takes."""
    byte = np.int64(content[i])
    if byte < 0x80:
        return byte, 1
    if byte < 0xE0:
        return (byte & 31) << 6 | content[i + 1] & 63, 2
    if byte < 0xF0:
        return (byte & 15) << 12 | (content[i + 1] & 63) << 6 | content[i + 2] & 63, 3
    return (
        (byte & 7) << 18 | (content[i + 1] & 63) << 12 | (content[i + 2] & 63) << 6 | content[i + 3] & 63,
        4,
    )


@compiled
def _link_head(content, i, end):  # type: ignore[no-untyped-def]
    """Give the length of http://, https:// or www. at a byte; 0 if none stands there."""
    if content[i] == 119:  # w
        if i + 4 <= end and content[i + 1] == 119 and content[i + 2] == 119 and content[i + 3] == 46:
            return 4
        return 0
    if i + 7 > end or content[i + 1] != 116 or content[i + 2] != 116 or content[i + 3] != 112:
        return 0
    j = i + 5 if content[i + 4] == 115 else i + 4  # s
    if j + 3 <= end and content[j] == 58 and content[j + 1] == 47 and content[j + 2] == 47:
        return j + 3 - i
    return 0


@compiled
def _run(content, i, end, table, bits):  # type: ignore[no-untyped-def]
    """Walk over characters that have one of some bits; give the byte behind them and their number."""
    n = 0
    while i < end:
        point, width = decode(content, i)
        if not table[point] & bits:
            break
        i += width
        n += 1
    return i, n


@compiled
def _until_space(content, i, end, table):  # type: ignore[no-untyped-def]
    n = 0
    while i < end:
        point, width = decode(content, i)
        if table[point] & SPACE:
            break
        i += width
        n += 1
    return i, n


@compiled
def _tag(content, i, end, table):  # type: ignore[no-untyped-def]
    n = 0
    while i < end:
        point, width = decode(content, i)
        if not table[point] & RUN and point != _UNDERSCORE:
            break
        i += width
        n += 1
    return i, n


@compiled
def _number(content, i, end, table):  # type: ignore[no-untyped-def]
    """Read digits with decimal signs; 0 characters if letters make a word of them.

    Where a letter follows the last group of digits (1.5a), the number ends before that group.
    """
    here, n = _run(content, i, end, table, DIGIT)
    before, n_before = i, 0
    while here < end:
        point, width = decode(content, here)
        if not table[point] & DECIMAL:
            break
        behind, digits = _run(content, here + width, end, table, DIGIT)
        if digits == 0:
            break
        before, n_before = here, n
        here, n = behind, n + 1 + digits
    if here < end:
        point, _ = decode(content, here)
        if table[point] & RUN:
            return before, n_before
    return here, n


@compiled
def _marks(content, i, end, table):  # type: ignore[no-untyped-def]
    """Read a run of marks and tatweel."""
    n = 0
    while i < end:
        point, width = decode(content, i)
        if not table[point] & COMBINES and point != _TATWEEL:
            break
        i += width
        n += 1
    return i, n


@compiled
def _mark(content, i, end, table):  # type: ignore[no-untyped-def]
    """Read marks and tatweel that stand on nothing; 0 characters if a letter or digit follows them."""
    here, n = _marks(content, i, end, table)
    while True:
        gap, n_gap = _run(content, here, end, table, NO_WIDTH)
        if gap < end:
            point, _ = decode(content, gap)
            if table[point] & ALNUM:
                return i, 0
        behind, marks = _marks(content, gap, end, table)
        if n_gap == 0 or marks == 0:
            return here, n
        here, n = behind, n + n_gap + marks


@compiled
def _word(content, i, end, table):  # type: ignore[no-untyped-def]
    """Read letters, digits and marks, and characters of no width where letters follow."""
    here, n = _run(content, i, end, table, RUN)
    while here < end:
        gap, n_gap = _run(content, here, end, table, NO_WIDTH)
        if n_gap == 0:
            break
        behind, letters = _run(content, gap, end, table, RUN)
        if letters == 0:
            break
        here, n = behind, n + n_gap + letters
    return here, n


@compiled
def _token(content, i, end, table, point, bits, width):  # type: ignore[no-untyped-def]
    """Read the token that begins at a byte, in the order of the token rule."""
    if point in (104, 119):  # h, w
        head = _link_head(content, i, end)
        if head:
            behind, n = _until_space(content, i + head, end, table)
            if n:
                return LINK, behind, n + head
    if point in (_HASH, _AT):
        behind, n = _tag(content, i + 1, end, table)
        if n:
            return TAG, behind, n + 1
    if bits & DIGIT:
        behind, n = _number(content, i, end, table)
        if n:
            return NUMBER, behind, n
    if bits & COMBINES or point == _TATWEEL:
        behind, n = _mark(content, i, end, table)
        if n:
            return MARK, behind, n
    if bits & RUN:
        behind, n = _word(content, i, end, table)
        return WORD, behind, n
    return SYMBOL, i + width, 1


@compiled
def _plain_word(content, i, end, table, mixed):  # type: ignore[no-untyped-def]
    """Read a word of letters, digits and marks only, and its hash, in one go.

    Returns
    -------
    tuple of int
        The byte behind it, its characters, its hash; 0 characters where a character of no width follows.
    """
    n = 0
    while i < end:
        point, width = decode(content, i)
        bits = table[point]
        if not bits & RUN:
            if bits & NO_WIDTH:
                return i, 0, mixed
            break
        mixed = (mixed ^ np.uint64(point)) * PRIME
        i += width
        n += 1
    return i, n, mixed


@compiled
def _mixed(content, i, behind, mixed):  # type: ignore[no-untyped-def]
    """Mix the code points of a stretch of bytes into a hash (Fowler, Noll and Vo's FNV-1a)."""
    while i < behind:
        point, width = decode(content, i)
        mixed = (mixed ^ np.uint64(point)) * PRIME
        i += width
    return mixed


@compiled
def find_tokens(content, offsets, table, spans, hashes, kinds, text_begin):  # type: ignore[no-untyped-def]
    """Fill in start and end (code points of the text; bytes of the buffer), hash and kind of every token.

    Returns
    -------
    int
        How many tokens there are.
    """
    n = 0
    for text in range(len(offsets) - 1):
        text_begin[text] = n
        i, end, at = offsets[text], offsets[text + 1], 0
        while i < end:
            point, width = decode(content, i)
            bits = table[point]
            kind, behind, length, mixed = SYMBOL, i, 0, np.uint64(0)
            if bits == ALNUM and point not in _NO_PLAIN_WORD:
                behind, length, mixed = _plain_word(content, i, end, table, np.uint64(WORD))
                kind = WORD
            elif bits & (SPACE | NO_TOKEN) and not bits & RUN:
                if point != _NEWLINE:
                    i += width
                    at += 1
                    continue
                kind, behind, length, mixed = LINE, i + 1, 1, np.uint64(LINE)
            if length == 0:
                kind, behind, length = _token(content, i, end, table, point, bits, width)
                mixed = _mixed(content, i, behind, np.uint64(kind))
            mixed ^= mixed >> np.uint64(32)
            mixed *= np.uint64(0xD6E8FEB86659FD93)
            mixed ^= mixed >> np.uint64(32)
            spans[0, n], spans[1, n], spans[2, n], spans[3, n] = at, at + length, i, behind
            hashes[n], kinds[n] = mixed, kind
            n += 1
            i = behind
            at += length
    text_begin[len(offsets) - 1] = n
    return n


@compiled
def number_types(  # type: ignore[no-untyped-def]
    content, places, hashes, kinds, done, n_types,
    slots, slot_hashes, type_hashes, type_kinds, type_begins, type_bytes, type_id,
):  # fmt: skip
    """Give the tokens from ``done`` on the numbers of their types; stop early where a table is full.

    Returns
    -------
    tuple of int
        How many tokens are done, and how many types there are.
    """
    mask = np.uint64(len(slots) - 1)
    for token in range(done, len(hashes)):
        begin = np.int64(places[0, token])
        size = np.int64(places[1, token]) - begin
        slot = hashes[token] & mask
        while True:
            known = slots[slot]
            if known < 0:
                break
            if slot_hashes[slot] == hashes[token] and type_kinds[known] == kinds[token]:
                stored = type_begins[known]
                same = type_begins[known + 1] - stored == size
                k = 0
                while same and k < size:
                    same = type_bytes[stored + k] == content[begin + k]
                    k += 1
                if same:
                    break
            slot = (slot + np.uint64(1)) & mask
        if known < 0:
            stored = type_begins[n_types]
            full = 2 * n_types >= len(slots) or n_types == len(type_hashes)
            if full or stored + size > len(type_bytes):
                return token, n_types
            for k in range(size):
                type_bytes[stored + k] = content[begin + k]
            known = n_types
            slots[slot], slot_hashes[slot] = known, hashes[token]
            type_hashes[known], type_kinds[known] = hashes[token], kinds[token]
            type_begins[known + 1] = stored + size
            n_types += 1
        type_id[token] = known
    return len(hashes), n_types


@compiled
def rehash(slots, slot_hashes, type_hashes):  # type: ignore[no-untyped-def]
    """Put every type into its slot again; types differ, so that no bytes need comparing."""
    mask = np.uint64(len(slots) - 1)
    for known in range(len(type_hashes)):
        slot = type_hashes[known] & mask
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot], slot_hashes[slot] = known, type_hashes[known]
