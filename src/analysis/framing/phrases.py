"""Phrases in a long row of words, compiled: what :mod:`.matching` does, for corpora too long for it.

A type belongs to the class of all codebook words that it may realise; most types realise none. So a word
costs two look-ups, its type's class and whether phrases are checked at words of that class. A phrase without
gaps is checked where its rarest word stands; one with gaps from its first word on, for each of its words
is the nearest that fits.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled, index, inlined

Integers = npt.NDArray[np.int64]
#: Numbers of types, in 32 or 64 bits.
Numbers = npt.NDArray[np.int32] | Integers
_NONE = np.zeros(0, dtype=np.int64)

#: So many words tell which word of a phrase is rare.
SAMPLE = 1_000_000
#: So many words are searched at a time: their classes stay near the processor.
BLOCK = 1 << 18


#: What a token is to a phrase: one of its words, nothing, or its end.
WORD, TRANSPARENT, BREAK = range(3)


class Wording(NamedTuple):
    """A phrase as numbers of codebook words."""

    words: tuple[int, ...]
    within: int


class Checks(NamedTuple):
    """What words are checked against, by their class; arrays of the compiled part.

    ``realises`` (n_classes, n_words // 64 + 1), one bit a word; ``begins`` (n_classes + 1,) into
    ``phrases``, those to check at a word of that class; beside each of these the word of the phrase to look
    at first, in ``nearest_words``, and how far it stands from there, in ``nearest``.
    """

    realises: npt.NDArray[np.uint64]
    begins: Integers
    phrases: Integers
    nearest: Integers
    nearest_words: Integers

    def __add__(self, more: "Checks") -> "Checks":  # type: ignore[override]
        """Put the checks of further classes behind."""
        realises = np.concatenate([self.realises, more.realises])
        begins = np.concatenate([self.begins, self.begins[-1] + more.begins[1:]])
        phrases, nearest, words = map(np.concatenate, zip(self[2:], more[2:], strict=True))
        return Checks(realises, begins, phrases, nearest, words)


class Anchors(NamedTuple):
    """For each phrase, which of its words it is checked at, and how far from there one looks first."""

    word: Integers
    nearest: Integers


def each_once(numbers: Integers) -> Integers:
    """Give each of some numbers once; they come in order, none below zero."""
    return numbers[np.diff(numbers, prepend=-1) > 0]


class Realised(NamedTuple):
    """Which types may realise which codebook words: pairs of their numbers, by type and then by word."""

    types: Integers
    words: Integers

    @classmethod
    def of(cls, types: Integers, words: Integers) -> "Realised":
        """Sort pairs, each of them kept once."""
        width = int(words.max(initial=0)) + 1
        return cls(*np.divmod(each_once(np.sort(types * width + words)), width))

    @classmethod
    def joined(cls, parts: Sequence["Realised"]) -> "Realised":
        """Put pairs one behind the other."""
        return cls(*map(np.concatenate, zip((_NONE, _NONE), *parts, strict=True)))

    def kept(self, types: Integers, n_types: int) -> "Realised":
        """Keep the pairs of some types, which are numbered by their place from now on."""
        place = np.full(n_types, -1, dtype=np.int64)
        place[types] = np.arange(len(types))
        now = place[self.types]
        return Realised(now[now >= 0], self.words[now >= 0])


class Lists(NamedTuple):
    """Lists of codebook words: list i is ``words[begins[i] : begins[i] + counts[i]]``."""

    begins: Integers
    counts: Integers
    words: Integers

    @property
    def ends(self) -> Integers:
        """Where each list ends."""
        return self.begins + self.counts

    def alike(self, mixed: npt.NDArray[np.uint64]) -> tuple[Integers, Integers]:
        """Group equal lists: for each list the number of its group, and for each group its first list.

        Lists are grouped by the sum of random numbers of their words (Zobrist 1970), then compared.
        """
        if len(self.begins) == 0:
            return _NONE, _NONE
        sums = np.add.reduceat(mixed[self.words], self.begins)
        _, first, like = np.unique(sums, return_index=True, return_inverse=True)
        places = np.arange(len(self.words)) - np.repeat(self.begins, self.counts)
        of_first = np.repeat(self.begins[first][like], self.counts) + places
        same_size = self.counts[first][like] == self.counts
        unlike = self.words[np.minimum(of_first, len(self.words) - 1)] != self.words
        if not same_size.all() or unlike.any():
            return np.arange(len(self.begins)), np.arange(len(self.begins))
        return like, first


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
        self._withins = np.array([wording.within for wording in wordings], dtype=np.int64)
        self._words = np.zeros((len(wordings), max(self.lengths, default=1)), dtype=np.int64)
        for number, wording in enumerate(wordings):
            self._words[number, : len(wording.words)] = wording.words
        self._n_words = max(n_words, 1)
        self._anchors: Anchors | None = None
        self._mixed = np.random.default_rng(0).integers(1 << 63, size=self._n_words, dtype=np.uint64)
        self._class_of_type = np.zeros(1 << 10, dtype=np.int32)
        # A class is named by the numbers of its words, four bytes each.
        self._classes: dict[bytes, int] = {b"": 0}
        width = self._n_words // 64 + 1
        self._checks = Checks(
            np.zeros((0, width), dtype=np.uint64), np.zeros(1, dtype=np.int64), *[_NONE] * 3
        )

    def keep(self, types: Integers) -> None:
        """Forget all types but some, which are numbered by their place from now on."""
        self._class_of_type[: len(types)] = self._class_of_type[types]
        self._class_of_type[len(types) :] = 0

    def meet(self, n_types: int, realised: Realised) -> None:
        """Learn that there are so many types now, and which codebook words the new ones may realise."""
        while n_types > len(self._class_of_type):
            self._class_of_type = np.concatenate([self._class_of_type, np.zeros_like(self._class_of_type)])
        classes = self._classes
        begins = np.flatnonzero(np.diff(realised.types, prepend=-1))
        lists = Lists(begins, np.diff(begins, append=len(realised.words)), realised.words)
        like, first = lists.alike(self._mixed)
        names = realised.words.astype(np.int32).tobytes()
        places = zip((4 * lists.begins[first]).tolist(), (4 * lists.ends[first]).tolist(), strict=True)
        numbers = [classes.setdefault(names[begin:end], len(classes)) for begin, end in places]
        self._class_of_type[realised.types[begins]] = np.array(numbers, dtype=np.int32)[like]

    def search(self, type_ids: Numbers, stretch: Numbers, threads: int = 1) -> tuple[Integers, Integers]:
        """Find every match: the number of its phrase, and its path, filled up to the longest phrase."""
        if self._anchors is None:
            self._anchors = self._anchored(type_ids[:SAMPLE])
        anchors, size = self._anchors, len(type_ids)
        if len(self._classes) > len(self._checks.realises):
            self._checks += self._of_new_classes(anchors)
        blocks = [(begin, min(begin + BLOCK, size)) for begin in range(0, size, BLOCK)]
        if threads == 1:
            found = [self._search(type_ids, stretch, anchors, *block) for block in blocks]
        else:
            with ThreadPoolExecutor(threads) as pool:
                asked = pool.map(lambda block: self._search(type_ids, stretch, anchors, *block), blocks)
                found = list(asked)
        nothing = np.zeros(0, dtype=np.int64), np.zeros((0, self._words.shape[1]), dtype=np.int64)
        phrase, paths = map(np.concatenate, zip(nothing, *found, strict=True))
        return phrase, paths

    def _anchored(self, sample: Numbers) -> Anchors:
        """Choose where each phrase is checked; the first words that are searched tell which word is rare."""
        of_class, word = self._words_of_classes(0)
        seen = np.bincount(self._class_of_type[sample], minlength=len(self._classes))
        return self._rarest(np.bincount(word, seen[of_class], self._n_words).astype(np.float64))

    def _words_of_classes(self, first: int) -> tuple[Integers, Integers]:
        """List the words of the classes from one on, each with its class, counted from that one."""
        names = list(islice(self._classes, first, None))
        word = np.frombuffer(b"".join(names), np.int32).astype(np.int64)
        return np.repeat(np.arange(len(names)), [len(name) // 4 for name in names]), word

    def _of_new_classes(self, anchors: Anchors) -> Checks:
        """Lay out the checks of the classes that no search has met."""
        known, width = self._checks.realises.shape
        n_new = len(self._classes) - known
        of_class, word = self._words_of_classes(known)
        realises = np.zeros((n_new, width), dtype=np.uint64)
        np.bitwise_or.at(realises, (of_class, word >> 6), np.uint64(1) << (word & 63).astype(np.uint64))
        # The phrases of each class: those anchored on a word that it realises.
        anchor = self._words[np.arange(len(self._words)), anchors.word]
        begins = np.concatenate([[0], np.cumsum(np.bincount(anchor, minlength=self._n_words))])
        counts = begins[word + 1] - begins[word]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        phrases = np.argsort(anchor, kind="stable")[np.repeat(begins[word], counts) + within]
        of_check = np.repeat(of_class, counts)
        return Checks(
            realises=realises,
            begins=np.concatenate([[0], np.cumsum(np.bincount(of_check, minlength=n_new))]),
            phrases=phrases,
            nearest=anchors.nearest[phrases],
            nearest_words=self._words[phrases, (anchors.word + anchors.nearest)[phrases]],
        )

    def _search(
        self, type_ids: Numbers, stretch: Numbers, anchors: Anchors, begin: int, end: int
    ) -> tuple[Integers, Integers]:
        checks = self._checks
        # A phrase may begin before the block and end behind it.
        reach = int(((self.lengths - 1) * (self._withins + 1)).max(initial=0))
        low, high = max(begin - reach, 0), min(end + reach, len(type_ids))
        classes, candidates = np.empty((2, high - low), dtype=np.int32)
        take_classes(type_ids[low:high], self._class_of_type, classes)
        n, n_checks = list_candidates(classes, checks.begins, begin - low, end - low, candidates)
        hopeful = np.empty((2, n_checks), dtype=np.int32)
        n = list_hopeful(
            classes, checks.realises, checks.begins, checks.nearest, checks.nearest_words,
            candidates[:n], hopeful,
        )  # fmt: skip
        found, paths = np.empty(n, dtype=np.int64), np.empty((n, self._words.shape[1]), dtype=np.int64)
        n = follow(
            classes, stretch[low:high], checks.realises, checks.phrases, self.lengths, anchors.word,
            self._withins, self._words, hopeful[:, :n], found, paths,
        )  # fmt: skip
        paths += low
        return found[:n], paths[:n]

    def _rarest(self, frequency: npt.NDArray[np.float64]) -> Anchors:
        """Choose the word that each phrase is checked at, and which word beside it is looked at first.

        It is the rarest; the first, with none beside it, where words may stand between.
        """
        rows, columns = np.arange(len(self._words)), np.arange(self._words.shape[1])
        of_words = np.where(columns < self.lengths[:, np.newaxis], frequency[self._words], np.inf)
        rarest = np.where(self._withins > 0, 0, of_words.argmin(axis=1))
        framed = np.pad(of_words, ((0, 0), (1, 1)), constant_values=np.inf)
        before, behind = framed[rows, rarest], framed[rows, rarest + 2]
        nearest = np.where(before < behind, -1, 1)
        alone = (self._withins > 0) | (self.lengths == 1)
        return Anchors(rarest, np.where(alone, 0, nearest))


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
    searcher = Searcher(wordings, len(realised_by))
    words = np.repeat(np.arange(len(realised_by)), [len(types) for types in realised_by])
    searcher.meet(n_types, Realised.of(np.concatenate([_NONE, *realised_by]), words))
    phrase, paths = searcher.search(type_ids, stretch, threads)
    order = np.argsort(phrase, kind="stable")
    counts = np.bincount(phrase, minlength=len(wordings))
    return [
        paths[order[end - n : end], :length]
        for end, n, length in zip(np.cumsum(counts), counts, searcher.lengths, strict=True)
    ]


# --- compiled --------------------------------------------------------------------------------------


@compiled
def words_only(type_ids, text_begin, roles, words, stretch, place):  # type: ignore[no-untyped-def]
    """Take the words out of tokens, with the stretch and the token of each; give their number."""
    n, now = index(0), np.int32(0)
    for text in range(len(text_begin) - 1):
        for token in range(index(text_begin[text]), index(text_begin[text + 1])):
            # Without a branch: one taken at random costs more than the writing.
            type_id = type_ids[token]
            role = roles[index(type_id)]
            words[n], stretch[n], place[n] = type_id, now, token
            n += index(role == WORD)
            now += np.int32(role == BREAK)
        now += np.int32(1)
    return n


@compiled
def take_classes(type_ids, class_of_type, classes):  # type: ignore[no-untyped-def]
    """Fill in the class of every word."""
    for word in range(index(len(type_ids))):
        classes[word] = class_of_type[index(type_ids[word])]


@compiled
def list_candidates(classes, checks_begin, begin, end, candidates):  # type: ignore[no-untyped-def]
    """List the words of a stretch at which phrases are checked.

    Returns
    -------
    tuple of int
        How many words are listed, and how many checks they ask for.
    """
    n, n_checks = index(0), 0
    for word in range(index(begin), index(end)):
        of_class = index(classes[word])
        checks = checks_begin[of_class + index(1)] - checks_begin[of_class]
        candidates[n] = word
        n += index(checks > 0)
        n_checks += checks
    return n, n_checks


@inlined
def _may_be(realises, of_class, word):  # type: ignore[no-untyped-def]
    """Tell whether words of a class may realise a codebook word."""
    return realises[index(of_class), index(word >> 6)] >> index(word & 63) & index(1) != 0


@compiled
def list_hopeful(  # type: ignore[no-untyped-def]
    classes, realises, checks_begin, nearest, nearest_words, candidates, hopeful
):
    """List the checks of which the word looked at first is there, each with the word it is made at.

    Returns
    -------
    int
        How many there are.
    """
    n, size = index(0), index(len(classes))
    for candidate in range(index(len(candidates))):
        here = np.int64(candidates[candidate])
        of_class = index(classes[index(here)])
        for check in range(index(checks_begin[of_class]), index(checks_begin[of_class + index(1)])):
            place = index(here + nearest[check])
            if place < size:  # before the first it is a large number
                hopeful[0, n], hopeful[1, n] = check, here
                n += index(_may_be(realises, classes[place], nearest_words[check]))
    return n


@compiled
def follow(  # type: ignore[no-untyped-def]
    classes, stretch, realises, checks, lengths, anchors, withins, words, hopeful, found, paths,
):  # fmt: skip
    """Follow phrases from their first words, always to the nearest next one; write down the whole ones.

    Returns
    -------
    int
        How many there are.
    """
    n, size = index(0), len(classes)
    for row in range(index(hopeful.shape[1])):
        phrase = checks[index(hopeful[0, row])]
        length, within = lengths[index(phrase)], withins[index(phrase)]
        first = np.int64(hopeful[1, row]) - anchors[index(phrase)]
        if first < 0 or first + length > size:
            continue
        place, last, k = first, first, 0
        while k < length:
            word = words[index(phrase), index(k)]
            while place <= last and not _may_be(realises, classes[index(place)], word):
                place += 1
            if place > last:
                break
            paths[n, index(k)] = place
            k += 1
            place, last = place + 1, min(place + 1 + within, size - 1)
        if k == length and stretch[index(place - 1)] == stretch[index(first)]:
            for rest in range(length, paths.shape[1]):
                paths[n, index(rest)] = 0
            found[n] = phrase
            n += index(1)
    return n


@compiled
def locate(  # type: ignore[no-untyped-def]
    phrases, paths, lengths, token, starts, ends, text_begin, text, start, end
):
    """Fill in the text of every match, and where in it it begins and ends; matches stand in their order."""
    now = 0
    for row in range(index(len(phrases))):
        first = token[index(paths[row, index(0)])]
        last = token[index(paths[row, index(lengths[index(phrases[row])] - 1)])]
        while text_begin[index(now + 1)] <= first:
            now += 1
        text[row], start[row], end[row] = now, starts[index(first)], ends[index(last)]
