"""Phrases in a long row of words, compiled: what :mod:`.matching` does, for corpora too long for it.

A type belongs to the class of all codebook words that it may realise; most types realise none. So a word
costs two look-ups, its type's class and whether a phrase may begin to be checked there. A phrase without
gaps is checked where its rarest word stands; one with gaps from its first word on, for each of its words
is the nearest that fits.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled

Integers = npt.NDArray[np.int64]
#: Numbers of types, in 32 or 64 bits.
Numbers = npt.NDArray[np.int32] | Integers

#: So many words tell which word of a phrase is rare.
SAMPLE = 1_000_000


class Wording(NamedTuple):
    """A phrase as numbers of codebook words."""

    words: tuple[int, ...]
    within: int


class Plan(NamedTuple):
    """What the words are checked against; the arrays of the compiled part.

    ``class_of_type`` (n_types,); ``realises`` (n_classes, n_words // 64 + 1), one bit a word;
    ``checks_begin`` (n_classes + 1,) into ``checks``, the phrases to check at a word of that class;
    for each phrase ``lengths``, ``anchors`` (which of its words), ``withins``, and its words in ``words``.
    """

    class_of_type: npt.NDArray[np.int32]
    realises: npt.NDArray[np.uint64]
    checks_begin: Integers
    checks: Integers
    lengths: Integers
    anchors: Integers
    withins: Integers
    words: Integers


def find(
    type_ids: Numbers,
    stretch: Numbers,
    realised_by: Sequence[Integers],
    wordings: Sequence[Wording],
    n_types: int,
    threads: int = 1,
) -> list[Integers]:
    """Find where the words of each phrase follow each other.

    Parameters
    ----------
    type_ids, stretch : array of int, shape (n,)
        The type of every word, and a number that words share which a phrase may span.
    realised_by : sequence of array of int
        For every codebook word the types that may realise it.
    wordings : sequence of Wording
        The phrases.
    n_types : int
        How many types there are.
    threads : int
        How many parts of the corpus are searched side by side.

    Returns
    -------
    list of array of int, each of shape (n_matches, n_phrase_words)
        Positions in ``type_ids``, phrase by phrase, in the order of the text.
    """
    plan = planned(type_ids[:SAMPLE], realised_by, wordings, n_types)
    edges = np.linspace(0, len(type_ids), threads + 1).astype(np.int64)
    parts = list(pairwise(edges.tolist()))
    if threads == 1:
        found = [_search(type_ids, stretch, plan, *part) for part in parts]
    else:
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(lambda part: _search(type_ids, stretch, plan, *part), parts))
    return _by_phrase(
        np.concatenate([phrase for phrase, _ in found]), np.concatenate([p for _, p in found]), plan
    )


def _by_phrase(phrase: Integers, paths: Integers, plan: Plan) -> list[Integers]:
    order = np.argsort(phrase, kind="stable")
    ends = np.cumsum(np.bincount(phrase, minlength=len(plan.lengths)))
    return [
        paths[order[end - n : end], :length]
        for end, n, length in zip(ends, np.diff(ends, prepend=0), plan.lengths, strict=True)
    ]


def planned(
    sample: Numbers, realised_by: Sequence[Integers], wordings: Sequence[Wording], n_types: int
) -> Plan:
    """Prepare a search; ``sample`` is a stretch of the corpus that tells which words are rare."""
    class_of_type, members = _classes(realised_by, n_types)
    words_of_class = [np.flatnonzero(row) for row in members]
    seen = np.bincount(class_of_type[sample], minlength=len(members))
    frequency = seen @ members
    longest = max((len(wording.words) for wording in wordings), default=1)
    words = np.zeros((len(wordings), longest), dtype=np.int64)
    anchors = np.zeros(len(wordings), dtype=np.int64)
    checks_of_word: dict[int, list[int]] = {}
    for number, wording in enumerate(wordings):
        words[number, : len(wording.words)] = wording.words
        anchors[number] = 0 if wording.within else int(np.argmin(frequency[list(wording.words)]))
        checks_of_word.setdefault(wording.words[anchors[number]], []).append(number)
    checks = [[n for word in row for n in checks_of_word.get(int(word), ())] for row in words_of_class]
    return Plan(
        class_of_type=class_of_type,
        realises=_bits(members),
        checks_begin=np.cumsum([0, *map(len, checks)]),
        checks=np.array([n for row in checks for n in row], dtype=np.int64),
        lengths=np.array([len(wording.words) for wording in wordings], dtype=np.int64),
        anchors=anchors,
        withins=np.array([wording.within for wording in wordings], dtype=np.int64),
        words=words,
    )


def _classes(
    realised_by: Sequence[Integers], n_types: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Give the class of every type, and which words each class realises; class 0 realises none."""
    words_of_type: dict[int, list[int]] = {}
    for word, types in enumerate(realised_by):
        for type_id in types.tolist():
            words_of_type.setdefault(type_id, []).append(word)
    number: dict[tuple[int, ...], int] = {(): 0}
    class_of = {t: number.setdefault(tuple(words), len(number)) for t, words in words_of_type.items()}
    class_of_type = np.zeros(n_types, dtype=np.int32)
    class_of_type[list(class_of)] = list(class_of.values())
    members = np.zeros((len(number), max(len(realised_by), 1)), dtype=np.uint8)
    for words, row in number.items():
        members[row, list(words)] = 1
    return class_of_type, members


def _bits(members: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Pack flags into 64 bits a number, the first flag in the lowest bit."""
    room = -(-members.shape[1] // 64) * 64
    flags = np.zeros((len(members), room), dtype=np.uint8)
    flags[:, : members.shape[1]] = members
    packed = np.packbits(flags, axis=1, bitorder="little")
    return np.ascontiguousarray(packed).view(np.uint64).astype(np.uint64)


def _search(
    type_ids: Numbers, stretch: Numbers, plan: Plan, begin: int, end: int
) -> tuple[Integers, Integers]:
    room = max(4096, (end - begin) // 16)
    while True:
        phrase = np.empty(room, dtype=np.int64)
        paths = np.empty((room, plan.words.shape[1]), dtype=np.int64)
        n = search(type_ids, stretch, *plan, begin, end, phrase, paths)
        if n <= room:
            return phrase[:n], paths[:n]
        room = n


# --- compiled --------------------------------------------------------------------------------------


@compiled
def search(  # type: ignore[no-untyped-def]
    type_ids, stretch, class_of_type, realises, checks_begin, checks, lengths, anchors, withins, words,
    begin, end, phrase, paths,
):  # fmt: skip
    """Check the phrases that are anchored at each word from ``begin`` to ``end``.

    Returns
    -------
    int
        How many matches there are; only as many are written as there is room for.
    """
    n, size = 0, len(type_ids)
    path = np.empty(words.shape[1], dtype=np.int64)
    for here in range(begin, end):
        row = class_of_type[type_ids[here]]
        if row == 0:
            continue
        for check in range(checks_begin[row], checks_begin[row + 1]):
            number = checks[check]
            if _stands(
                type_ids, stretch, class_of_type, realises, words[number], lengths[number],
                withins[number], here - anchors[number], size, path,
            ):  # fmt: skip
                if n < len(phrase):
                    phrase[n] = number
                    paths[n] = path
                n += 1
    return n


@compiled
def _stands(  # type: ignore[no-untyped-def]
    type_ids, stretch, class_of_type, realises, words, length, within, first, size, path
):
    """Follow a phrase from its first word, always to the nearest next one; write its way to ``path``."""
    if (
        first < 0
        or first + length > size
        or not _realises(realises, class_of_type[type_ids[first]], words[0])
    ):
        return False
    path[0] = first
    for k in range(1, length):
        found = False
        for place in range(path[k - 1] + 1, min(path[k - 1] + within + 2, size)):
            if stretch[place] != stretch[first]:
                return False
            if _realises(realises, class_of_type[type_ids[place]], words[k]):
                path[k] = place
                found = True
                break
        if not found:
            return False
    return True


@compiled
def _realises(realises, row, word):  # type: ignore[no-untyped-def]
    return realises[row, word >> 6] >> np.uint64(word & 63) & np.uint64(1) != 0
