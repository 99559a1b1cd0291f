"""Phrases in a long row of words, compiled: what :mod:`.matching` does, for corpora too long for it.

A type belongs to the class of all codebook words that it may realise; most types realise none. So a word
costs two look-ups, its type's class and whether a phrase may begin to be checked there. A phrase without
gaps is checked where its rarest word stands; one with gaps from its first word on, for each of its words
is the nearest that fits.
"""

from collections.abc import Mapping, Sequence
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


#: What a token is to a phrase: one of its words, nothing, or its end.
WORD, TRANSPARENT, BREAK = range(3)


class Wording(NamedTuple):
    """A phrase as numbers of codebook words."""

    words: tuple[int, ...]
    within: int


class Plan(NamedTuple):
    """What the words are checked against; the arrays of the compiled part.

    ``realises`` (n_classes, n_words // 64 + 1), one bit a word; ``checks_begin`` (n_classes + 1,) into
    ``checks``, the phrases to check at a word of that class; for each phrase ``lengths``, ``anchors``
    (which of its words), ``withins``, and its words in ``words``.
    """

    realises: npt.NDArray[np.uint64]
    checks_begin: Integers
    checks: Integers
    lengths: Integers
    anchors: Integers
    withins: Integers
    words: Integers


class Searcher:
    """Searches words for phrases; types may be met bit by bit.

    Parameters
    ----------
    wordings : sequence of Wording
        The phrases.
    n_words : int
        How many codebook words there are.
    """

    def __init__(self, wordings: Sequence[Wording], n_words: int) -> None:
        self.lengths = np.array([len(wording.words) for wording in wordings], dtype=np.int64)
        self._wordings = wordings
        self._n_words = max(n_words, 1)
        self._class_of_type = np.zeros(0, dtype=np.int32)
        self._classes: dict[tuple[int, ...], int] = {(): 0}
        self._anchors: Integers | None = None
        self._plan: Plan | None = None

    def meet(self, n_types: int, realised: Mapping[int, tuple[int, ...]]) -> None:
        """Learn that there are so many types now, and which codebook words the new ones may realise."""
        grown = np.zeros(n_types - len(self._class_of_type), dtype=np.int32)
        self._class_of_type = np.concatenate([self._class_of_type, grown])
        known = len(self._classes)
        for type_id, words in realised.items():
            self._class_of_type[type_id] = self._classes.setdefault(words, len(self._classes))
        if len(self._classes) > known:
            self._plan = None

    def search(self, type_ids: Numbers, stretch: Numbers, threads: int = 1) -> tuple[Integers, Integers]:
        """Find every match: the number of its phrase, and its path, filled up to the longest phrase."""
        if self._plan is None:
            self._plan = self._planned(type_ids[:SAMPLE])
        plan, classes = self._plan, self._class_of_type
        edges = np.linspace(0, len(type_ids), threads + 1).astype(np.int64)
        parts = list(pairwise(edges.tolist()))
        if threads == 1:
            return _search(type_ids, stretch, classes, plan, *parts[0])
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(lambda part: _search(type_ids, stretch, classes, plan, *part), parts))
        phrase, paths = map(np.concatenate, zip(*found, strict=True))
        return phrase, paths

    def _planned(self, sample: Numbers) -> Plan:
        """Lay out the arrays; the first words that are searched tell which word of a phrase is rare."""
        members = np.zeros((len(self._classes), self._n_words), dtype=np.uint8)
        for of_class, row in self._classes.items():
            members[row, list(of_class)] = 1
        if self._anchors is None:
            seen = np.bincount(self._class_of_type[sample], minlength=len(members))
            frequency = seen @ members
            self._anchors = np.array(
                [0 if w.within else int(np.argmin(frequency[list(w.words)])) for w in self._wordings],
                dtype=np.int64,
            )
        words = np.zeros((len(self._wordings), max(self.lengths, default=1)), dtype=np.int64)
        checks_of_word: dict[int, list[int]] = {}
        for number, wording in enumerate(self._wordings):
            words[number, : len(wording.words)] = wording.words
            checks_of_word.setdefault(wording.words[self._anchors[number]], []).append(number)
        rows = [[n for w in ws for n in checks_of_word.get(w, ())] for ws in self._classes]
        return Plan(
            realises=_bits(members),
            checks_begin=np.cumsum([0, *map(len, rows)]),
            checks=np.array([n for row in rows for n in row], dtype=np.int64),
            lengths=self.lengths,
            anchors=self._anchors,
            withins=np.array([wording.within for wording in self._wordings], dtype=np.int64),
            words=words,
        )


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
    words_of_type: dict[int, list[int]] = {}
    for word, types in enumerate(realised_by):
        for type_id in types.tolist():
            words_of_type.setdefault(type_id, []).append(word)
    searcher = Searcher(wordings, len(realised_by))
    searcher.meet(n_types, {type_id: tuple(words) for type_id, words in words_of_type.items()})
    phrase, paths = searcher.search(type_ids, stretch, threads)
    order = np.argsort(phrase, kind="stable")
    counts = np.bincount(phrase, minlength=len(wordings))
    return [
        paths[order[end - n : end], :length]
        for end, n, length in zip(np.cumsum(counts), counts, searcher.lengths, strict=True)
    ]


def _bits(members: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Pack flags into 64 bits a number, the first flag in the lowest bit."""
    room = -(-members.shape[1] // 64) * 64
    flags = np.zeros((len(members), room), dtype=np.uint8)
    flags[:, : members.shape[1]] = members
    packed = np.packbits(flags, axis=1, bitorder="little")
    return np.ascontiguousarray(packed).view(np.uint64).astype(np.uint64)


def _search(
    type_ids: Numbers, stretch: Numbers, class_of_type: Numbers, plan: Plan, begin: int, end: int
) -> tuple[Integers, Integers]:
    # Of most types no phrase needs to know more than that none is checked at them.
    checked = (np.diff(plan.checks_begin) > 0)[class_of_type]
    room = max(4096, (end - begin) // 16)
    while True:
        phrase = np.empty(room, dtype=np.int64)
        paths = np.empty((room, plan.words.shape[1]), dtype=np.int64)
        n = search(type_ids, stretch, class_of_type, checked, *plan, begin, end, phrase, paths)
        if n <= room:
            return phrase[:n], paths[:n]
        room = n


# --- compiled --------------------------------------------------------------------------------------


@compiled
def words_only(type_ids, text_begin, roles, words, stretch, place):  # type: ignore[no-untyped-def]
    """Take the words out of tokens, with the stretch and the token of each; give their number."""
    n, now, text = 0, 0, 0
    for token in range(len(type_ids)):
        while text_begin[text + 1] <= token:
            text += 1
            now += 1
        role = roles[type_ids[token]]
        if role == BREAK:
            now += 1
        elif role == WORD:
            words[n], stretch[n], place[n] = type_ids[token], now, token
            n += 1
    return n


@compiled
def search(  # type: ignore[no-untyped-def]
    type_ids, stretch, class_of_type, checked, realises, checks_begin, checks, lengths, anchors, withins,
    words, begin, end, phrase, paths,
):  # fmt: skip
    """Check the phrases that are anchored at each word from ``begin`` to ``end``.

    Returns
    -------
    int
        How many matches there are; only as many are written as there is room for.
    """
    n, size = 0, len(type_ids)
    path = np.zeros(words.shape[1], dtype=np.int64)
    for here in range(begin, end):
        if not checked[type_ids[here]]:
            continue
        row = class_of_type[type_ids[here]]
        for check in range(checks_begin[row], checks_begin[row + 1]):
            number = checks[check]
            if not _stands(
                type_ids, stretch, class_of_type, realises, words, number, lengths[number],
                withins[number], here - anchors[number], size, path,
            ):  # fmt: skip
                continue
            if n < len(phrase):
                phrase[n] = number
                for k in range(len(path)):
                    paths[n, k] = path[k]
            n += 1
    return n


@compiled
def _stands(  # type: ignore[no-untyped-def]
    type_ids, stretch, class_of_type, realises, words, number, length, within, first, size, path
):
    """Follow a phrase from its first word, always to the nearest next one; write its way to ``path``."""
    if first < 0 or first + length > size:
        return False
    if not _realises(realises, class_of_type[type_ids[first]], words[number, 0]):
        return False
    path[0] = first
    for k in range(1, length):
        found = False
        for place in range(path[k - 1] + 1, min(path[k - 1] + within + 2, size)):
            if _realises(realises, class_of_type[type_ids[place]], words[number, k]):
                path[k] = place
                found = True
                break
        if not found:
            return False
    return stretch[path[length - 1]] == stretch[first]


@compiled
def _realises(realises, row, word):  # type: ignore[no-untyped-def]
    return realises[row, word >> 6] >> np.uint64(word & 63) & np.uint64(1) != 0
