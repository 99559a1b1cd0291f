"""Many texts -> tokens as integers: the rule of :mod:`analysis.language.tokens`, compiled.

One pass over the UTF-8 bytes of an Arrow array finds the tokens; :mod:`.numbering` then numbers their
types. Compiled once a machine (numba's cache) and free of Python's lock, so that threads work side by
side, each with a scanner of its own.

Most tokens are plain words, letters of the Arabic block between two spaces. Where such letters stand is
told for 64 bytes at once, one bit a byte, so that a word ends where the next bit is not set. Whatever else
a word may hold is read character by character.
"""

import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.language.compiled import compiled, index, inlined, plain_letters, trailing_zeros
from analysis.language.numbering import Scalar, Types
from analysis.language.orthography import TATWEEL, ZERO_WIDTH
from analysis.language.tokens import COMBINING

Integers = npt.NDArray[np.int64]

#: The kinds of tokens by number; a line's end is kept as a token too, for phrases stop there.
KINDS = ("word", "number", "symbol", "link", "tag", "mark", "line")
WORD, NUMBER, SYMBOL, LINK, TAG, MARK, LINE = range(len(KINDS))

#: What a character is, one bit each.
ALNUM, DIGIT, COMBINES, SPACE, NO_TOKEN, NO_WIDTH, DECIMAL = (1 << bit for bit in range(7))
RUN = ALNUM | COMBINES
_TATWEEL, _UNDERSCORE, _HASH, _AT, _NEWLINE = map(ord, (TATWEEL, "_", "#", "@", "\n"))

#: What a character of the Arabic block (U+0600 to U+06FF) is to a plain word, one bit each.
GOES_ON, BEGINS, NEEDS_CARE = 1, 2, 4
#: Offsets in a batch of texts are 32 bits wide.
LARGEST_BATCH = 1 << 32
#: So many bytes of texts are taken at a time: what one pass writes is still near when the next reads it.
AT_A_TIME = 1 << 18
#: For so many bytes of texts there is room for a token at first; Arabic news takes eleven.
BYTES_A_TOKEN = 8


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


@cache
def arabic_table() -> npt.NDArray[np.uint8]:
    """Give what each character of the Arabic block is to a plain word, shape (256,)."""
    characters = character_table()[0x600:0x700]
    table = np.where(characters & RUN, GOES_ON, 0) | np.where(characters == ALNUM, BEGINS, 0)
    table |= np.where(characters & NO_WIDTH, NEEDS_CARE, 0)
    table[_TATWEEL - 0x600] = GOES_ON  # it may be a mark
    return table.astype(np.uint8)


class Scanned(NamedTuple):
    """The tokens of some texts: parallel arrays of shape (n_tokens,), offsets in code points of the text.

    ``text_begin`` has shape (n_texts + 1,): the tokens of text i are ``text_begin[i]`` to
    ``text_begin[i + 1]``.
    """

    start: npt.NDArray[np.uint32]
    end: npt.NDArray[np.uint32]
    type_id: npt.NDArray[np.int32]
    text_begin: Integers

    def with_room(self, room: int) -> "Scanned":
        """Give the same tokens with room for more behind them."""
        start, end = (_with_room(column, room) for column in (self.start, self.end))
        return Scanned(start, end, _with_room(self.type_id, room), self.text_begin)

    def first(self, n: int) -> "Scanned":
        """Give the first tokens alone."""
        return Scanned(self.start[:n], self.end[:n], self.type_id[:n], self.text_begin)


class Scanner:
    """Turns texts into numbered types, and remembers the types from call to call."""

    def __init__(self) -> None:
        self.types = Types()
        # Room for the tokens of one call, kept for the next.
        self._spans = np.empty((4, 0), dtype=np.uint32)
        self._kinds = np.empty(0, dtype=np.uint8)
        self._letters = np.empty(0, dtype=np.uint64)

    def scan(self, texts: pa.Array) -> Scanned:
        """Find and number the tokens of an Arrow array of strings; a missing text has none.

        Raises
        ------
        ValueError
            If the texts hold more than four gigabytes: pass them in batches.
        """
        content, offsets = _buffers(texts)
        if offsets[-1] >= LARGEST_BATCH:
            raise ValueError("The texts hold more than four gigabytes: pass them in batches.")
        n, room = 0, int(offsets[-1] - offsets[0]) // BYTES_A_TOKEN
        start, end = np.empty((2, room), dtype=np.uint32)
        begins = np.zeros(len(offsets), dtype=np.int64)
        tokens = Scanned(start, end, np.empty(room, dtype=np.int32), begins)
        for first, behind in _near(offsets):
            text_begin = tokens.text_begin[first : behind + 1]
            found = self._scan(content, offsets[first : behind + 1], text_begin)
            text_begin += n
            before, n = n, int(text_begin[-1])
            if n > len(tokens.type_id):
                tokens = tokens.with_room(2 * n)
            tokens.start[before:n], tokens.end[before:n], tokens.type_id[before:n] = found
        return tokens.first(n)

    def _scan(
        self, content: npt.NDArray[np.uint8], offsets: Integers, text_begin: Integers
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
        """Find and number the tokens of a few texts; what is given is overwritten by the next call."""
        room = int(offsets[-1] - offsets[0]) + 1
        if room > self._spans.shape[1]:
            self._spans, self._kinds = np.empty((4, room), dtype=np.uint32), np.empty(room, dtype=np.uint8)
            self._letters = np.empty(room // 64 + 1, dtype=np.uint64)
        behind_letters = mark_letters(content, offsets[0], offsets[-1], self._letters)
        n = find_tokens(
            content, offsets, character_table(), arabic_table(), self._letters, behind_letters,
            *self._spans, self._kinds, text_begin,
        )  # fmt: skip
        start, end, first_byte, behind = (column[:n] for column in self._spans)
        type_id = self.types.number(content, first_byte, behind, self._kinds[:n])
        return start, end, type_id


def _with_room(column: npt.NDArray[Scalar], room: int) -> npt.NDArray[Scalar]:
    return np.concatenate([column, np.empty(room - len(column), column.dtype)])


def _near(offsets: Integers) -> Iterator[tuple[int, int]]:
    """Part texts where so many bytes are full; yield the first of each part and the one behind its last."""
    at_a_time = (offsets[1:] - offsets[0]) // AT_A_TIME
    yield from pairwise([0, *(np.flatnonzero(np.diff(at_a_time)) + 1).tolist(), len(offsets) - 1])


def _buffers(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], Integers]:
    """Give the bytes of an Arrow array of strings, and where each text begins and ends in them."""
    if texts.null_count:
        texts = texts.fill_null("")
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    _, offsets, content = texts.buffers()
    begins = np.frombuffer(offsets, width)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(content or b"\0", np.uint8), begins.astype(np.int64)


# --- compiled --------------------------------------------------------------------------------------


@compiled
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
def _run(content, i, end, table, bits, also=-1):  # type: ignore[no-untyped-def]
    """Walk over characters that have one of some bits, or are a given one.

    Returns
    -------
    tuple of int
        The byte behind them, and their number.
    """
    n = 0
    while i < end:
        point, width = decode(content, i)
        if not table[point] & bits and point != also:
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
def _mark(content, i, end, table):  # type: ignore[no-untyped-def]
    """Read marks and tatweel that stand on nothing; 0 characters if a letter or digit follows them."""
    here, n = _run(content, i, end, table, COMBINES, _TATWEEL)
    while True:
        gap, n_gap = _run(content, here, end, table, NO_WIDTH)
        if gap < end:
            point, _ = decode(content, gap)
            if table[point] & ALNUM and point != _TATWEEL:
                return i, 0
        behind, marks = _run(content, gap, end, table, COMBINES, _TATWEEL)
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
        behind, n = _run(content, i + 1, end, table, RUN, _UNDERSCORE)
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
def mark_letters(content, begin, end, letters):  # type: ignore[no-untyped-def]
    """Mark the bytes of plain Arabic letters, 64 in a number; give the byte behind those that were told."""
    n, carried = index(0), np.uint64(0)
    # A byte more than 64 is read, and there must be one.
    while begin + 64 < end:
        first_bytes = plain_letters(content, begin)
        letters[n] = first_bytes | first_bytes << np.uint64(1) | carried
        carried = first_bytes >> np.uint64(63)
        begin += 64
        n += index(1)
    return begin


@inlined
def _behind_letters(content, i, end, base, letters, behind_letters):  # type: ignore[no-untyped-def]
    """Give the byte behind the plain letters that begin at a byte."""
    if i + 64 < behind_letters:
        bit = index(i - base)
        row, shift = bit >> index(6), bit & index(63)
        next_64 = letters[row] >> shift | letters[row + index(1)] << index(1) << (index(63) - shift)
        i = min(i + np.int64(trailing_zeros(~next_64)), end)
    # At the end of the texts, and behind 32 letters: what plain_letters tells, one by one.
    while i + 1 < end:
        lead, second = content[index(i)], content[index(i + 1)] & 0xE0
        if not ((lead == 0xD8 and second == 0xA0) or (lead == 0xD9 and second == 0x80)):
            break
        i += 2
    return i


@compiled
def find_tokens(  # type: ignore[no-untyped-def]
    content, offsets, table, arabic, letters, behind_letters, starts, ends, first_bytes, bytes_behind, kinds,
    text_begin,
):  # fmt: skip
    """Fill in start and end (code points of the text; bytes of the buffer) and kind of every token.

    Returns
    -------
    int
        How many tokens there are.
    """
    n, base = index(0), offsets[0]
    for text in range(len(offsets) - 1):
        text_begin[text] = n
        i, end, at = offsets[text], offsets[text + 1], 0
        while i < end:
            byte = content[index(i)]
            if byte == 32:
                i += 1
                at += 1
                continue
            if byte & 0xFC == 0xD8 and arabic[index((byte & 3) << 6 | content[index(i + 1)] & 63)] & BEGINS:
                # A plain word. Written out here, for a call would cost more than the word.
                j = _behind_letters(content, i, end, base, letters, behind_letters)
                plain = j == end
                if not plain:
                    byte = content[index(j)]
                    if byte < 0x80:
                        plain = not table[index(byte)] & RUN
                    elif byte & 0xFC == 0xD8:
                        behind = arabic[index((byte & 3) << 6 | content[index(j + 1)] & 63)]
                        plain = not behind & (GOES_ON | NEEDS_CARE)
                if plain:
                    starts[n], first_bytes[n], bytes_behind[n], kinds[n] = at, i, j, WORD
                    at += (j - i) >> 1
                    ends[n] = at
                    n += index(1)
                    i = j
                    continue
            point, width = decode(content, i)
            bits = table[index(point)]
            if not bits & ~DECIMAL and point not in (_HASH, _AT):
                kind, behind, length = SYMBOL, i + width, 1
            elif bits & (SPACE | NO_TOKEN) and not bits & RUN:
                if point != _NEWLINE:
                    i += width
                    at += 1
                    continue
                kind, behind, length = LINE, i + 1, 1
            else:
                kind, behind, length = _token(content, i, end, table, point, bits, width)
            starts[n], first_bytes[n], bytes_behind[n], kinds[n] = at, i, behind, kind
            at += length
            ends[n] = at
            n += index(1)
            i = behind
    text_begin[len(offsets) - 1] = n
    return n
