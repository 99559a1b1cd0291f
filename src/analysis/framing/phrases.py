"""Phrases in a long row of words, compiled: what :mod:`.matching` does, for corpora too long for it.

A type belongs to the class of all codebook words that it may realise; most types realise none. So a word
costs two look-ups, its type's class and whether a phrase may begin to be checked there. A phrase without
gaps is checked where its rarest word stands; one with gaps from its first word on, for each of its words
is the nearest that fits.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.language.compiled import compiled, inlined

Integers = npt.NDArray[np.int64]
#: Numbers of types, in 32 or 64 bits.
Numbers = npt.NDArray[np.int32] | Integers

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


class Plan(NamedTuple):
    """What the words are checked against; the arrays of the compiled part.

    ``realises`` (n_classes, n_words // 64 + 1), one bit a word; ``checks_begin`` (n_classes + 1,) into
    ``checks``, the phrases to check at a word of that class; beside each of these the word of the phrase
    to look at first, in ``nearest_words``, and how far it stands from there, in ``nearest``; for each
    phrase ``lengths``, ``anchors`` (which of its words), ``withins``, and its words in ``words``.
    """

    realises: npt.NDArray[np.uint64]
    checks_begin: Integers
    checks: Integers
    nearest: Integers
    nearest_words: Integers
    lengths: Integers
    anchors: Integers
    withins: Integers
    words: Integers


class Known(NamedTuple):
    """What is known of types: their classes, whether a phrase is checked at them, and the plan."""

    class_of_type: npt.NDArray[np.int32]
    checked: npt.NDArray[np.bool_]
    plan: Plan


class Realised(NamedTuple):
    """Which types may realise which codebook words: pairs of their numbers, by type and then by word."""

    types: Integers
    words: Integers

    @classmethod
    def of(cls, types: Integers, words: Integers) -> "Realised":
        """Sort pairs, each of them kept once."""
        width = int(words.max(initial=0)) + 1
        return cls(*np.divmod(np.unique(types * width + words), width))


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
        self._anchors: Integers | None = None
        self._mixed = np.random.default_rng(0).integers(1 << 63, size=self._n_words, dtype=np.uint64)
        self.forget()

    def forget(self) -> None:
        """Forget the types, not which words are rare."""
        self._n_types = 0
        self._class_of_type = np.zeros(1 << 10, dtype=np.int32)
        # A class is named by the numbers of its words, four bytes each.
        self._classes: dict[bytes, int] = {b"": 0}
        self._plan: Plan | None = None

    def meet(self, n_types: int, realised: Realised) -> None:
        """Learn that there are so many types now, and which codebook words the new ones may realise."""
        while n_types > len(self._class_of_type):
            self._class_of_type = np.concatenate([self._class_of_type, np.zeros_like(self._class_of_type)])
        self._n_types, known, classes = n_types, len(self._classes), self._classes
        begins = np.flatnonzero(np.diff(realised.types, prepend=-1))
        lists = Lists(begins, np.diff(begins, append=len(realised.words)), realised.words)
        like, first = lists.alike(self._mixed)
        names = realised.words.astype(np.int32).tobytes()
        places = zip((4 * lists.begins[first]).tolist(), (4 * lists.ends[first]).tolist(), strict=True)
        numbers = [classes.setdefault(names[begin:end], len(classes)) for begin, end in places]
        self._class_of_type[realised.types[begins]] = np.array(numbers, dtype=np.int32)[like]
        if len(classes) > known:
            self._plan = None

    def search(self, type_ids: Numbers, stretch: Numbers, threads: int = 1) -> tuple[Integers, Integers]:
        """Find every match: the number of its phrase, and its path, filled up to the longest phrase."""
        if self._plan is None:
            self._plan = self._planned(type_ids[:SAMPLE])
        plan, size = self._plan, len(type_ids)
        # Of most types no phrase needs to know more than that none is checked at them.
        checked = (np.diff(plan.checks_begin) > 0)[self._class_of_type[: self._n_types]]
        known = Known(self._class_of_type, checked, plan)
        blocks = [(begin, min(begin + BLOCK, size)) for begin in range(0, size, BLOCK)]
        if threads == 1:
            found = [_search(type_ids, stretch, known, *block) for block in blocks]
        else:
            with ThreadPoolExecutor(threads) as pool:
                found = list(pool.map(lambda block: _search(type_ids, stretch, known, *block), blocks))
        nothing = np.zeros(0, dtype=np.int64), np.zeros((0, self._words.shape[1]), dtype=np.int64)
        phrase, paths = map(np.concatenate, zip(nothing, *found, strict=True))
        return phrase, paths

    def _planned(self, sample: Numbers) -> Plan:
        """Lay out the arrays; the first words that are searched tell which word of a phrase is rare."""
        n_classes = len(self._classes)
        of_class = np.repeat(np.arange(n_classes), [len(words) // 4 for words in self._classes])
        word = np.frombuffer(b"".join(self._classes), np.int32).astype(np.int64)
        if self._anchors is None:
            seen = np.bincount(self._class_of_type[sample], minlength=n_classes)
            self._anchors, self._nearest = self._rarest(
                np.bincount(word, seen[of_class], self._n_words).astype(np.float64)
            )
        realises = np.zeros((n_classes, self._n_words // 64 + 1), dtype=np.uint64)
        np.bitwise_or.at(realises, (of_class, word >> 6), np.uint64(1) << (word & 63).astype(np.uint64))
        # The phrases of each class: those anchored on a word that it realises.
        anchor = self._words[np.arange(len(self._words)), self._anchors]
        begins = np.concatenate([[0], np.cumsum(np.bincount(anchor, minlength=self._n_words))])
        counts = begins[word + 1] - begins[word]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        of_check = np.repeat(of_class, counts)
        checks = np.argsort(anchor, kind="stable")[np.repeat(begins[word], counts) + within]
        return Plan(
            realises=realises,
            checks_begin=np.concatenate([[0], np.cumsum(np.bincount(of_check, minlength=n_classes))]),
            checks=checks,
            nearest=self._nearest[checks],
            nearest_words=self._words[checks, (self._anchors + self._nearest)[checks]],
            lengths=self.lengths,
            anchors=self._anchors,
            withins=self._withins,
            words=self._words,
        )

    def _rarest(self, frequency: npt.NDArray[np.float64]) -> tuple[Integers, Integers]:
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
        return rarest, np.where(alone, 0, nearest)


_NONE = np.zeros(0, dtype=np.int64)


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


def _search(
    type_ids: Numbers, stretch: Numbers, known: Known, begin: int, end: int
) -> tuple[Integers, Integers]:
    plan = known.plan
    # A phrase may begin before the block and end behind it.
    reach = int(((plan.lengths - 1) * (plan.withins + 1)).max(initial=0))
    low, high = max(begin - reach, 0), min(end + reach, len(type_ids))
    candidates = np.empty(end - begin, dtype=np.int32)
    n = list_candidates(type_ids[begin:end], known.checked, begin - low, candidates)
    around, stretches = type_ids[low:high], stretch[low:high]
    room, path = max(4096, (end - begin) // 16), np.zeros(plan.words.shape[1], dtype=np.int64)
    while True:
        phrase, paths = np.empty(room, dtype=np.int64), np.empty((room, len(path)), dtype=np.int64)
        n_found = search(
            around, stretches, known.class_of_type, *plan, candidates[:n], low, phrase, paths, path
        )
        if n_found <= room:
            return phrase[:n_found], paths[:n_found]
        room = n_found


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
def list_candidates(type_ids, checked, first, candidates):  # type: ignore[no-untyped-def]
    """List the words at which a phrase is checked, counted from ``first`` on; give their number."""
    n = 0
    for word in range(len(type_ids)):
        # Without a branch: one taken at random costs more than the writing.
        candidates[n] = first + word
        n += checked[type_ids[word]]
    return n


@inlined
def _may_be(realises, of_class, word):  # type: ignore[no-untyped-def]
    """Tell whether words of a class may realise a codebook word."""
    return realises[of_class, word >> 6] >> np.uint64(word & 63) & np.uint64(1) != 0


@compiled
def search(  # type: ignore[no-untyped-def]
    type_ids, stretch, class_of_type, realises, checks_begin, checks, nearest, nearest_words, lengths,
    anchors, withins, words, candidates, first_word, phrase, paths, path,
):  # fmt: skip
    """Check the phrases that are anchored at each candidate.

    A phrase is followed from its first word, always to the nearest next one. Places are written as counted
    from ``first_word`` on.

    Returns
    -------
    int
        How many matches there are; only as many are written as there is room for.
    """
    n, size = 0, len(type_ids)
    for candidate in range(len(candidates)):
        here = np.int64(candidates[candidate])
        row = class_of_type[type_ids[here]]
        for check in range(checks_begin[row], checks_begin[row + 1]):
            place, word = here + nearest[check], nearest_words[check]
            if place < 0 or place >= size:
                continue
            if not _may_be(realises, class_of_type[type_ids[place]], word):
                continue
            number = checks[check]
            length, within = lengths[number], withins[number]
            first = here - anchors[number]
            if first < 0 or first + length > size:
                continue
            place, found = first - 1 - within, 0
            for k in range(length):
                word = words[number, k]
                behind = min(place + within + 2, size)
                place += 1 if k else within + 1
                while place < behind:
                    if _may_be(realises, class_of_type[type_ids[place]], word):
                        break
                    place += 1
                if place == behind:
                    break
                path[k] = place
                found += 1
            if found < length or stretch[place] != stretch[first]:
                continue
            if n < len(phrase):
                phrase[n] = number
                for k in range(len(path)):
                    paths[n, k] = first_word + path[k]
            n += 1
    return n
