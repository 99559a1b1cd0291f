"""Strings as a tree of letters, compiled: what may begin, end or stand inside a form.

A step in the tree is exact: its key is the node and the letter, so that no two strings share a node.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled
from analysis.language.orthography import bare, normalise

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

#: Forms of more letters are odd, as are those with signs that stand for several letters.
LONGEST = 64
#: What a code point is in comparison where it is no letter.
DROPPED, FOREIGN, SEVERAL = 0, 0xFFFF, 0xFFFE
#: Where a word of Arabic news has its characters; any other makes a form foreign.
_CHARACTERS = (range(0x3000), range(0xFB50, 0xFF00))


class Letters(NamedTuple):
    """For every code point the letter it is compared as, bare and with its spelling unified."""

    plain: npt.NDArray[np.uint16]
    unified: npt.NDArray[np.uint16]


class Tree(NamedTuple):
    """Strings as paths from a root: the arrays of the compiled part.

    ``keys`` and ``children`` are a table from (node, letter) to the next node; the entries of node i are
    ``begins[i]`` to ``begins[i + 1]`` of ``entries``.
    """

    keys: Integers
    children: npt.NDArray[np.int32]
    begins: Integers
    entries: Integers


def letters_of(strings: Iterable[str]) -> Letters:
    """Number the letters that some strings are written with, spelling unified.

    A character that is none of them makes a form foreign, unless it is dropped in comparison.
    """
    plain, unified = _characters()
    known = sorted(map(ord, {*"".join(strings)}))
    numbers = np.full(0x10000, FOREIGN, dtype=np.uint16)
    numbers[known] = np.arange(1, len(known) + 1)
    numbers[[DROPPED, SEVERAL]] = DROPPED, SEVERAL
    return Letters(plain, numbers[unified])


@cache
def _characters() -> Letters:
    """Give for every code point the character it is compared as: bare, and with its spelling unified."""
    plain, unified = np.full((2, 0x10000), FOREIGN, dtype=np.uint16)
    for block in _CHARACTERS:
        for point in block:
            plain[point], unified[point] = map(_one, (bare(chr(point)), normalise(chr(point))))
    return Letters(plain, unified)


def _one(letters: str) -> int:
    return ord(letters) if len(letters) == 1 else SEVERAL if letters else DROPPED


def plant(roots: Sequence[tuple[Sequence[int], Sequence[str]]], letters: Letters) -> Tree:
    """Lay strings out as a tree; those of root i begin at node i, each with the number of its entry."""
    every = [string for _, strings in roots for string in strings]
    written = letters.unified[np.frombuffer("".join(every).encode("utf-16-le"), np.uint16)]
    begins = np.concatenate([[0], np.cumsum([len(string) for string in every])])
    root = np.repeat(np.arange(len(roots)), [len(strings) for _, strings in roots])
    keys, children = _slots(len(written))
    nodes = np.empty(len(every), dtype=np.int64)
    n_nodes = grow_tree(written, begins, root, len(roots), keys, children, nodes)
    kept, last = _slots(n_nodes), keys >= 0
    fill_tree(keys[last], children[last], *kept)
    numbers = np.concatenate([np.asarray(entries, dtype=np.int64) for entries, _ in roots])
    entry_begins = np.concatenate([[0], np.cumsum(np.bincount(nodes, minlength=n_nodes))])
    return Tree(*kept, entry_begins, numbers[np.argsort(nodes, kind="stable")])


def is_odd(content: Bytes, begins: Integers, letters: Letters) -> npt.NDArray[np.bool_]:
    """Tell which forms compiled code leaves alone: too long ones, and those with signs of several letters."""
    odd = np.zeros(len(begins) - 1, dtype=np.bool_)
    mark_odd(content, begins, letters.unified, np.empty(LONGEST, dtype=np.uint16), odd)
    return odd


def _slots(n_steps: int) -> tuple[Integers, npt.NDArray[np.int32]]:
    """Give an empty table that so many steps fill half at most."""
    n = 1 << max(4, (2 * n_steps).bit_length())
    return np.full(n, -1, dtype=np.int64), np.zeros(n, dtype=np.int32)


# --- compiled --------------------------------------------------------------------------------------


@compiled
def grow_tree(written, begins, roots, n_nodes, keys, children, nodes):  # type: ignore[no-untyped-def]
    """Follow every string from its root, making nodes where there are none; give how many there are."""
    mask = np.uint64(len(keys) - 1)
    for string in range(len(nodes)):
        node = roots[string]
        for k in range(begins[string], begins[string + 1]):
            key = node << 16 | np.int64(written[k])
            slot = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32) & mask
            while keys[slot] >= 0 and keys[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if keys[slot] < 0:
                keys[slot], children[slot] = key, n_nodes
                n_nodes += 1
            node = np.int64(children[slot])
        nodes[string] = node
    return n_nodes


@compiled
def fill_tree(steps, nodes, keys, children):  # type: ignore[no-untyped-def]
    """Put every step into its slot of the table."""
    mask = np.uint64(len(keys) - 1)
    for i in range(len(steps)):
        slot = np.uint64(steps[i]) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32) & mask
        while keys[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        keys[slot], children[slot] = steps[i], nodes[i]


@compiled
def step(keys, children, node, letter):  # type: ignore[no-untyped-def]
    """Go one letter further; -1 where no string does."""
    key = node << 16 | letter
    mask = np.uint64(len(keys) - 1)
    slot = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32) & mask
    while keys[slot] >= 0:
        if keys[slot] == key:
            return np.int64(children[slot])
        slot = (slot + np.uint64(1)) & mask
    return np.int64(-1)


@compiled
def read_letters(content, begin, end, plain, unified, spelt, letters):  # type: ignore[no-untyped-def]
    """Read a form's letters, bare and with their spelling unified.

    Returns
    -------
    int
        How many there are; -1 if the form is foreign, -2 if it is odd.
    """
    n, i = 0, begin
    while i < end:
        byte = np.int64(content[i])
        if byte < 0x80:
            point, width = byte, 1
        elif byte < 0xE0:
            point, width = (byte & 31) << 6 | np.int64(content[i + 1]) & 63, 2
        elif byte < 0xF0:
            point = (byte & 15) << 12 | (np.int64(content[i + 1]) & 63) << 6 | np.int64(content[i + 2]) & 63
            width = 3
        else:
            return -1
        i += width
        letter = np.int64(unified[point])
        if letter == DROPPED:
            continue
        if letter == SEVERAL or n == LONGEST:
            return -2
        if letter == FOREIGN:
            return -1
        spelt[n], letters[n] = plain[point], letter
        n += 1
    return n


@compiled
def mark_odd(content, begins, unified, letters, odd):  # type: ignore[no-untyped-def]
    """Mark the forms that are odd: too long, or with signs of several letters; foreign ones are not."""
    for row in range(len(odd)):
        odd[row] = read_letters(content, begins[row], begins[row + 1], unified, unified, letters, letters) == -2
