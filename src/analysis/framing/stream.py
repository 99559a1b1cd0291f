"""A corpus too large for tables of tokens: texts go through batch by batch, phrases come out.

Finds what :func:`analysis.framing.matching.find_paths` finds, that is every place where the words of a
phrase may stand by their lemmas; choosing among readings and between overlapping matches is left to a
second reading of the few lines that hold one. A phrase ends at the end of a line, as in a segment.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.framing import phrases
from analysis.framing.matching import TRANSPARENT, Phrase
from analysis.framing.realisation import MAY_REALISE, Realisation
from analysis.language import scan
from analysis.language.lemmas import Engine

#: This share of types is kept where there are too many.
KEPT = 0.5


class Found(NamedTuple):
    """Where phrases stand: parallel arrays; offsets in code points of the text."""

    text: npt.NDArray[np.int64]
    start: npt.NDArray[np.uint32]
    end: npt.NDArray[np.uint32]
    phrase: npt.NDArray[np.int64]


class Words(NamedTuple):
    """The words of a batch of texts: what to keep where a codebook is edited and run again.

    ``type_id``, ``stretch`` (words that share one may stand in one phrase) and ``token``, each of shape
    (n_words,), and the tokens themselves.
    """

    type_id: npt.NDArray[np.int32]
    stretch: npt.NDArray[np.int32]
    token: npt.NDArray[np.int32]
    tokens: scan.Scanned


class Stream:
    """Finds phrases in batches of texts, and remembers the types it has met.

    Parameters
    ----------
    wanted : sequence of Phrase
        As :func:`analysis.framing.matching.phrases_of` gives them.
    engine : Engine
        What finds lemmas. Threads need a stream each; they may share the engine.
    before : Stream, optional
        The stream of the codebook before it was edited: its types are taken over, and only words that
        the codebook did not hold before are looked up.
    most_types : int, optional
        Where more types are met, the rarer ones are forgotten, so that memory stays flat. Words kept from
        before that cannot be searched again.
    """

    def __init__(
        self,
        wanted: Sequence[Phrase],
        engine: Engine,
        before: "Stream | None" = None,
        most_types: int | None = None,
    ) -> None:
        self._words = list(dict.fromkeys(word for phrase in wanted for word in phrase.words))
        number = {word: i for i, word in enumerate(self._words)}
        wordings = [phrases.Wording(tuple(number[w] for w in p.words), p.within) for p in wanted]
        self._searcher = phrases.Searcher(wordings, len(self._words))
        self._engine = engine
        self._most_types = most_types
        self._realisation: Realisation | None = None
        self._realised: list[phrases.Realised] = []
        if before is None:
            self.scanner, self._roles, self._met = scan.Scanner(), np.zeros(1 << 10, dtype=np.uint8), 0
        else:
            self.scanner, self._roles, self._met = before.scanner, before._roles, before._met
            self._take_over(before)

    def words(self, texts: pa.Array) -> Words:
        """Turn texts into numbered words, and learn the types that they bring."""
        if self._most_types is not None and self._met > self._most_types:
            self._keep_frequent(int(self._most_types * KEPT))
        tokens = self.scanner.scan(texts)
        if self._most_types is not None:
            self.scanner.types.count(tokens.type_id)
        self._meet()
        room = len(tokens.type_id)
        type_id, stretch, token = np.empty((3, room), dtype=np.int32)
        n = phrases.words_only(tokens.type_id, tokens.text_begin, self._roles, type_id, stretch, token)
        return Words(type_id[:n], stretch[:n], token[:n], tokens)

    def find(self, texts: pa.Array) -> Found:
        """Find every phrase in a batch of texts; texts are numbered within the batch."""
        return self.find_in(self.words(texts))

    def find_in(self, words: Words, threads: int = 1) -> Found:
        """Find every phrase in words that this stream, or the one it took over, has numbered."""
        phrase, paths = self._searcher.search(words.type_id, words.stretch, threads)
        text = np.empty(len(phrase), dtype=np.int64)
        start, end = np.empty((2, len(phrase)), dtype=np.uint32)
        tokens = words.tokens
        phrases.locate(
            phrase, paths, self._searcher.lengths, words.token, tokens.start, tokens.end, tokens.text_begin,
            text, start, end,
        )  # fmt: skip
        return Found(text, start, end, phrase)

    def _meet(self) -> None:
        """Learn the types that a batch has brought."""
        types = self.scanner.types
        new = np.arange(self._met, types.n)
        while types.n > len(self._roles):
            self._roles = np.concatenate([self._roles, np.zeros_like(self._roles)])
        self._roles[new] = self._roles_of(new)
        if self._realisation is None:
            self._realisation = Realisation(self._words, self._engine)
        realised = self._realisation.of(types, new)
        self._searcher.meet(types.n, realised)
        self._realised.append(realised)
        self._met = types.n

    def _keep_frequent(self, most: int) -> None:
        kept = self.scanner.types.keep_frequent(most)
        self._roles[: len(kept)] = self._roles[kept]
        self._searcher.keep(kept)
        self._realised = [phrases.Realised.joined(self._realised).kept(kept, self._met)]
        self._met = len(kept)

    def _take_over(self, before: "Stream") -> None:
        """Look up only what the codebook did not hold before."""
        types, words = phrases.Realised.joined(before._realised)
        number = {word: i for i, word in enumerate(self._words)}
        now = np.array([number.get(word, -1) for word in before._words], dtype=np.int64)[words]
        found = [phrases.Realised(types[now >= 0], now[now >= 0])]
        known = set(before._words)
        fresh = [word for word in self._words if word not in known]
        if fresh:
            types, words = Realisation(fresh, self._engine).of(self.scanner.types, np.arange(self._met))
            found.append(phrases.Realised(types, np.array([number[word] for word in fresh])[words]))
        self._realised = [phrases.Realised.of(*phrases.Realised.joined(found))]
        self._searcher.meet(self._met, self._realised[0])

    def _roles_of(self, new: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        kinds = self.scanner.types.kinds_of(new)
        roles = np.where(MAY_REALISE[kinds], phrases.WORD, phrases.BREAK).astype(np.uint8)
        symbols = np.flatnonzero(kinds == scan.SYMBOL)
        seen = self.scanner.types.forms(new[symbols]).to_pylist()
        roles[symbols[np.array([form in TRANSPARENT for form in seen], dtype=np.bool_)]] = phrases.TRANSPARENT
        return roles
