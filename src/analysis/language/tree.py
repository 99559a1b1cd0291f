"""Strings as a tree of letters, compiled: what may begin, end or stand inside a form.

A step in the tree is exact: its key is the node and the letter, so that no two strings share a node.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled, index
from analysis.language.orthography import bare, normalise

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Steps = npt.NDArray[np.uint64]

#: Forms of more letters are odd, as are those with signs that stand for several letters.
LONGEST = 64
#: What a code point is in comparison where it is no letter.
DROPPED, FOREIGN, SEVERAL = 0, 0xFFFF, 0xFFFE
#: Where a word of Arabic news has its characters; any other makes a form foreign.
_CHARACTERS = (range(0x3000), range(0xFB50, 0xFF00))


#: A step in one number: 24 bits of the node, 12 of the letter, 28 of the next node.
MOST_NODES, MOST_LETTERS = 1 << 24, (1 << 12) - 1
_NODE_BITS, _NODE = np.uint64(28), np.uint64((1 << 28) - 1)


class Letters(NamedTuple):
    """For every code point the letter it is compared as, bare and with its spelling unified.

    The unified letters are numbered from 1 to ``n``.
    """

    plain: npt.NDArray[np.uint16]
    unified: npt.NDArray[np.uint16]
    n: int


class Tree(NamedTuple):
    """Strings as paths from a root: the arrays of the compiled part.

    ``steps`` is a table of (node, letter, next node) in one number each; ``first``, shape
    (n_roots, n_letters), and ``first_two``, shape (n_roots, n_letters, n_letters), tell where the first
    and the first two letters behind each root lead, -1 where no string goes. Of the strings through node i,
    the longest goes on for ``heights[i]`` letters more. The entries of node i are ``begins[i]`` to
    ``begins[i + 1]`` of ``entries``.
    """

    steps: Steps
    first: npt.NDArray[np.int32]
    first_two: npt.NDArray[np.int32]
    heights: Integers
    begins: Integers
    entries: Integers


def letters_of(strings: Iterable[str]) -> Letters:
    """Give numbers to the letters that some strings are written with, spelling unified.

    A character that is none of them makes a form foreign, unless it is dropped in comparison.
    """
    plain, unified, _ = _characters()
    known = sorted(map(ord, {*"".join(strings)}))
    if len(known) > MOST_LETTERS:
        raise ValueError(f"{len(known)} different letters are more than a tree of letters can number.")
    numbers = np.full(0x10000, FOREIGN, dtype=np.uint16)
    numbers[known] = np.arange(1, len(known) + 1)
    numbers[[DROPPED, SEVERAL]] = DROPPED, SEVERAL
    return Letters(plain, numbers[unified], len(known))


@cache
def _characters() -> Letters:
    """Give for every code point the character it is compared as: bare, and with its spelling unified."""
    plain, unified = np.full((2, 0x10000), FOREIGN, dtype=np.uint16)
    # All at once, with a sign between them that is none of them.
    points = [point for block in _CHARACTERS for point in block]
    every = "\uffff".join(map(chr, points))
    for column, rule in ((plain, bare), (unified, normalise)):
        column[points] = [*map(_one, rule(every).split("\uffff"))]
    return Letters(plain, unified, FOREIGN)


def _one(letters: str) -> int:
    return ord(letters) if len(letters) == 1 else SEVERAL if letters else DROPPED


def plant(roots: Sequence[tuple[Sequence[int] | Integers, Sequence[str]]], letters: Letters) -> Tree:
    """Lay strings out as a tree; those of root i begin at node i, each with the number of its entry."""
    every = [string for _, strings in roots for string in strings]
    written = letters.unified[np.frombuffer("".join(every).encode("utf-16-le"), np.uint16)]
    begins = np.concatenate([[0], np.cumsum([len(string) for string in every])])
    root = np.repeat(np.arange(len(roots)), [len(strings) for _, strings in roots])
    steps, nodes = _slots(len(written)), np.empty(len(every), dtype=np.int64)
    n_nodes = grow_tree(written, begins, root, len(roots), steps, nodes)
    if n_nodes > MOST_NODES:
        raise ValueError(f"{n_nodes} nodes are more than a tree of letters can number.")
    taken, kept = steps[steps != 0], _slots(n_nodes)
    fill_tree(taken, kept)
    parents, heights = np.zeros((2, n_nodes), dtype=np.int64)
    fill_heights(taken, parents, len(roots), heights)
    numbers = np.concatenate([np.asarray(entries, dtype=np.int64) for entries, _ in roots])
    entry_begins = np.concatenate([[0], np.cumsum(np.bincount(nodes, minlength=n_nodes))])
    first = np.full((len(roots), letters.n + 1), -1, dtype=np.int32)
    first_two = np.full((*first.shape, letters.n + 1), -1, dtype=np.int32)
    fill_first(kept, first, first_two)
    return Tree(kept, first, first_two, heights, entry_begins, numbers[np.argsort(nodes, kind="stable")])


def is_odd(content: Bytes, begins: Integers, chosen: Integers, letters: Letters) -> npt.NDArray[np.bool_]:
    """Tell which of some forms compiled code leaves alone: too long, or with signs of several letters."""
    odd = np.zeros(len(chosen), dtype=np.bool_)
    mark_odd(content, begins, chosen, letters.unified, np.empty(LONGEST, dtype=np.uint16), odd)
    return odd


def _slots(n_steps: int) -> Steps:
    """Give an empty table that so many steps fill half at most; no step is 0, for none leads to a root."""
    return np.zeros(1 << max(4, (2 * n_steps).bit_length()), dtype=np.uint64)


# --- compiled --------------------------------------------------------------------------------------


@compiled
def _slot(steps, key):  # type: ignore[no-untyped-def]
    """Find where a step from a node by a letter stands in the table, or would stand."""
    mask = np.uint64(len(steps) - 1)
    slot = key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32) & mask
    while steps[slot] != 0 and steps[slot] >> _NODE_BITS != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def step(steps, node, letter):  # type: ignore[no-untyped-def]
    """Go one letter further; -1 where no string does."""
    taken = steps[_slot(steps, np.uint64(node << 12 | letter))]
    return np.int64(taken & _NODE) if taken != 0 else np.int64(-1)


@compiled
def grow_tree(written, begins, roots, n_nodes, steps, nodes):  # type: ignore[no-untyped-def]
    """Follow every string from its root, making nodes where there are none; give how many there are."""
    for string in range(len(nodes)):
        node = roots[string]
        for k in range(begins[string], begins[string + 1]):
            key = np.uint64(node << 12 | np.int64(written[k]))
            slot = _slot(steps, key)
            if steps[slot] == 0:
                steps[slot] = key << _NODE_BITS | np.uint64(n_nodes)
                n_nodes += 1
            node = np.int64(steps[slot] & _NODE)
        nodes[string] = node
    return n_nodes


@compiled
def fill_tree(taken, steps):  # type: ignore[no-untyped-def]
    """Put every step into its slot of another table."""
    for i in range(len(taken)):
        steps[_slot(steps, taken[i] >> _NODE_BITS)] = taken[i]


@compiled
def fill_heights(taken, parents, n_roots, heights):  # type: ignore[no-untyped-def]
    """Tell how far strings go on behind each node; its number is larger than that of the one before."""
    for i in range(len(taken)):
        parents[np.int64(taken[i] & _NODE)] = np.int64(taken[i] >> _NODE_BITS >> np.uint64(12))
    for node in range(len(parents) - 1, n_roots - 1, -1):
        heights[parents[node]] = max(heights[parents[node]], heights[node] + 1)


@compiled
def fill_first(steps, first, first_two):  # type: ignore[no-untyped-def]
    """Take the first two steps behind every root beforehand."""
    for root in range(first.shape[0]):
        for letter in range(1, first.shape[1]):
            node = step(steps, np.int64(root), letter)
            first[root, letter] = node
            for other in range(1, first.shape[1]):
                if node >= 0:
                    first_two[root, letter, other] = step(steps, node, other)


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
        byte = np.int64(content[index(i)])
        if byte < 0x80:
            point, width = byte, 1
        elif byte < 0xE0:
            point, width = (byte & 31) << 6 | np.int64(content[index(i + 1)]) & 63, 2
        elif byte < 0xF0:
            second, third = np.int64(content[index(i + 1)]) & 63, np.int64(content[index(i + 2)]) & 63
            point, width = (byte & 15) << 12 | second << 6 | third, 3
        else:
            return -1
        i += width
        letter = np.int64(unified[index(point)])
        if letter == DROPPED:
            continue
        if letter == SEVERAL or n == LONGEST:
            return -2
        if letter == FOREIGN:
            return -1
        spelt[index(n)], letters[index(n)] = plain[index(point)], letter
        n += 1
    return n


@compiled
def walk_back(steps, first, first_two, root, letters, n, nodes):  # type: ignore[no-untyped-def]
    """Walk from a form's end towards its beginning: ``nodes[j]`` is where what follows letter j leads.

    Returns
    -------
    int
        The first letter from which on there is such a way.
    """
    node, j = np.int64(root), n
    while node >= 0:
        nodes[index(j)] = node
        j -= 1
        if j < 0:
            break
        letter = np.int64(letters[index(j)])
        if j == n - 1:
            node = np.int64(first[root, letter])
        elif j == n - 2:
            node = np.int64(first_two[root, letters[index(n - 1)], letter])
        else:
            node = step(steps, node, letter)
    return j + 1


@compiled
def walk_on(steps, first, first_two, root, letters, begin, i, node):  # type: ignore[no-untyped-def]
    """Go over letter i from where the letters from ``begin`` on lead; -1 where no string goes."""
    letter = np.int64(letters[index(i)])
    if i == begin:
        return np.int64(first[root, letter])
    if i == begin + 1:
        return np.int64(first_two[root, letters[index(begin)], letter])
    return step(steps, node, letter)


@compiled
def mark_odd(content, begins, chosen, unified, letters, odd):  # type: ignore[no-untyped-def]
    """Mark the forms that are odd: too long, or with signs of several letters; foreign ones are not."""
    for row in range(index(len(chosen))):
        begin, end = begins[chosen[row]], begins[chosen[row] + 1]
        odd[row] = read_letters(content, begin, end, unified, unified, letters, letters) == -2
