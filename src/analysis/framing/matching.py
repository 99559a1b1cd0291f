"""Tokens + codebook -> ``mentions``: where the words of a cue stand, through clitics and inflection.

How words meet
--------------
A word of a cue is read as it is cited: ضربة is the noun, whatever else its letters may spell. A word of
a text meets it when one of its plausible readings is of the same lemma; which readings are plausible
where they stand is for :mod:`analysis.language.disambiguation` to say. A cue's pin (``lemmas``, ``pos``)
narrows its own reading. Where either of the two is unknown to the lexicon, they meet when the text's
word is the cue's word with clitics attached. Clitics of a cue's own word are not asked of the text.

How phrases meet
----------------
The words of a cue follow each other inside one sentence, with at most ``within`` words between two of
them; quotation marks and brackets may stand between, any other punctuation may not. After each word
the nearest next one is taken. Of matches of one frame that overlap, the longest counts, and of equally
long ones the first in the text, then the first in the codebook. A match that overlaps a ``not_when``
phrase of its frame does not count. Frames do not see each other: two of them may claim the same words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.errors import InputError
from analysis.framing.codebook import Codebook, Cue
from analysis.language.analyses import Lexeme
from analysis.language.clitics import citation_stem, stems_of
from analysis.language.disambiguation import PLAUSIBLE, Choice, disambiguate
from analysis.language.lemmas import PARTS_OF_SPEECH, Engine, agrees_with, citation_readings

Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

#: Signs that may stand inside a phrase: ضربة "قوية".
TRANSPARENT = frozenset("\"'“”‘’«»‹›()[]")
#: Words of a phrase vouch for each other: that several of them spell the cue by chance is rare, so that
#: a reading of one in a hundred suffices, where a single or a pinned word needs ``PLAUSIBLE``.
PLAUSIBLE_IN_PHRASE = 0.01


#: From so many words times phrases on, the compiled search is quicker, its start included. Both find
#: the same.
LARGE = 20_000_000

#: The kinds of token that can be a word of a phrase.
WORDS = ("word", "number", "tag")


class CueWord(NamedTuple):
    """A word of a cue with the lemma and the part of speech that the codebook pins it to, if any."""

    form: str
    lemma: str | None = None
    pos: str | None = None


class Match(NamedTuple):
    """A cue found: the first and last of the words it spans, counted over the corpus's words."""

    first: int
    last: int
    cue: str
    ambiguous: bool


class Phrase(NamedTuple):
    """One wording of a cue, in one order."""

    frame: str
    cue: str
    words: tuple[CueWord, ...]
    within: int
    #: Whether it is a ``not_when`` phrase, which bars matches that it overlaps.
    bars: bool


class Words(NamedTuple):
    """The words of a corpus as parallel arrays, each of shape (n_words,)."""

    token: Positions
    type_id: Positions
    #: Words that share a stretch have no sentence end or breaking punctuation between them.
    stretch: Positions


def find_mentions(
    tokens: pd.DataFrame, types: pd.DataFrame, codebook: Codebook, engine: Engine
) -> pd.DataFrame:
    """Find every cue of a codebook.

    Parameters
    ----------
    tokens, types : DataFrame
        The tables of the design; types with their lemmas.
    codebook : Codebook
        What to look for.
    engine : Engine
        What finds the lemmas of the codebook's own words.

    Returns
    -------
    DataFrame
        One row a mention, in the order of the text: doc_id, sentence_id, first_token, last_token
        (token_id), start, end, frame, cue, ambiguous (a word of it may belong to another lemma).
    """
    words = words_of(tokens, types)
    vocabulary = Vocabulary(types, engine)
    phrases = list(phrases_of(codebook))
    paths = find_paths(words, vocabulary, phrases)
    paths = plausible_paths(paths, phrases, words, vocabulary, disambiguate(*places(tokens), types, engine))
    rows = sorted(_choose(paths, phrases, words, vocabulary), key=lambda row: (row[0].first, row[0].last))
    first = tokens.iloc[[words.token[match.first] for match, _ in rows]]
    last = tokens.iloc[[words.token[match.last] for match, _ in rows]]
    return pd.DataFrame(
        {
            "doc_id": first["doc_id"].to_numpy(object),
            "sentence_id": first["sentence_id"].to_numpy(np.int64),
            "first_token": first["token_id"].to_numpy(np.int64),
            "last_token": last["token_id"].to_numpy(np.int64),
            "start": first["start"].to_numpy(np.int64),
            "end": last["end"].to_numpy(np.int64),
            "frame": [frame_id for _, frame_id in rows],
            "cue": [match.cue for match, _ in rows],
            "ambiguous": [match.ambiguous for match, _ in rows],
        }
    )


class Vocabulary:
    """Which types of a corpus may realise a word of a codebook."""

    def __init__(self, types: pd.DataFrame, engine: Engine) -> None:
        self._engine = engine
        self._normalised = types["normalised"].tolist()
        # Many types have the same lexemes.
        met: dict[tuple[tuple[str, ...], ...], frozenset[Lexeme]] = {}
        columns = (map(tuple, pa.array(types[name]).to_pylist()) for name in ("lemmas", "pos"))
        self._lexemes = [
            met[like] if like in met else met.setdefault(like, frozenset(map(Lexeme.of, *like)))
            for like in zip(*columns, strict=True)
        ]
        self._is_word = types["kind"].isin(WORDS).to_numpy(bool)
        self._types_of_lemma: dict[str, list[int]] = {}
        self._parts_of_lemma: dict[str, set[str]] = {}
        for type_id, lexemes in enumerate(self._lexemes):
            for lemma, pos in lexemes:
                self._types_of_lemma.setdefault(lemma, []).append(type_id)
                self._parts_of_lemma.setdefault(lemma, set()).add(pos)
        self._known: dict[CueWord, tuple[Positions, Positions]] = {}

    @property
    def size(self) -> int:
        """How many types there are."""
        return len(self._normalised)

    def learn(self, words: Iterable[CueWord]) -> None:
        """Analyse the words of a codebook in one go: the engine is slow to wake, then quick."""
        self._engine.analyse(word.form for word in words)

    def realise(self, word: CueWord) -> tuple[Flags, Flags]:
        """Give two flags for every type: whether it may realise the word, and whether it may be another."""
        flags = np.zeros((2, len(self._normalised)), dtype=np.bool_)
        for row, types in zip(flags, self.types_of(word), strict=True):
            row[types] = True
        return flags[0], flags[1]

    def types_of(self, word: CueWord) -> tuple[Positions, Positions]:
        """Give the types that may realise the word, and those among them that may be another word too."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def lexemes(self, word: CueWord) -> frozenset[Lexeme]:
        """Give the lexemes of the corpus that a codebook's word means; none if the lexicon has no such word.

        Raises
        ------
        InputError
            If the word is pinned to a lemma or part of speech that it cannot be.
        """
        return frozenset(
            Lexeme(lemma, pos)
            for lemma, only in cue_lemmas(word, self._engine)
            for pos in self._parts_of_lemma.get(lemma, ())
            if only is None or pos == only
        )

    def _look_up(self, word: CueWord) -> tuple[Positions, Positions]:
        lexemes, stem = self.lexemes(word), citation_stem(word.form)
        candidates = {t for lemma, _ in lexemes for t in self._types_of_lemma.get(lemma, ())}
        meets = {type_id for type_id in candidates if self._lexemes[type_id] & lexemes}
        meets.update(self._unknown_of_stem.get(stem, ()))
        if not self._engine.analyse([word.form])[word.form].lemmas:
            meets.update(self._known_of_stem.get(stem, ()))
        other = [type_id for type_id in meets if not self._lexemes[type_id] <= lexemes]
        return np.array(sorted(meets), dtype=np.int64), np.array(sorted(other), dtype=np.int64)

    @cached_property
    def _unknown_of_stem(self) -> Mapping[str, list[int]]:
        return self._of_stem(type_id for type_id, lexemes in enumerate(self._lexemes) if not lexemes)

    @cached_property
    def _known_of_stem(self) -> Mapping[str, list[int]]:
        return self._of_stem(type_id for type_id, lexemes in enumerate(self._lexemes) if lexemes)

    def _of_stem(self, type_ids: Iterable[int]) -> Mapping[str, list[int]]:
        """List words of the corpus under every stem that taking clitics off may leave."""
        types: dict[str, list[int]] = {}
        for type_id in type_ids:
            if self._is_word[type_id]:
                for stem in stems_of(self._normalised[type_id]):
                    types.setdefault(stem, []).append(type_id)
        return types


@lru_cache(maxsize=1 << 14)
def cue_lemmas(word: CueWord, engine: Engine) -> frozenset[tuple[str, str | None]]:
    """Give the lemmas that a codebook's word means, each with the only part of speech that counts, if any.

    Raises
    ------
    InputError
        If the word is pinned to a lemma or part of speech that it cannot be.
    """
    analysis = engine.analyse([word.form])[word.form]
    # A pinned word may be any form of its lemma, a broken plural too.
    every = list(zip(analysis.lemmas, analysis.pos, strict=True))
    readings = every if word.lemma is not None else citation_readings(word.form, analysis)
    kept = [
        lemma
        for lemma, pos in readings
        if (word.lemma is None or agrees_with(lemma, word.lemma))
        and (word.pos is None or Lexeme.of(lemma, pos).pos in PARTS_OF_SPEECH[word.pos])
    ]
    if readings and not kept:
        parts = ((lemma, _part_named(Lexeme.of(lemma, pos).pos)) for lemma, pos in readings)
        known = "، ".join(f"{lemma} ({part})" for lemma, part in parts)
        pin = " and ".join(str(value) for value in (word.lemma, word.pos) if value)
        raise InputError(
            f"The codebook pins '{word.form}' to {pin}. "
            f"The lexicon ({engine.name}) knows it as: {known}. Write one of these."
        )
    counted: tuple[str | None, ...] = PARTS_OF_SPEECH[word.pos] if word.pos else (None,)
    return frozenset((lemma, pos) for lemma in kept for pos in counted)


def _part_named(pos: str) -> str:
    return next((name for name, parts in PARTS_OF_SPEECH.items() if pos in parts), pos)


def words_of(tokens: pd.DataFrame, types: pd.DataFrame) -> Words:
    """Take the words out of the tokens, and number the stretches in which a phrase may stand."""
    type_id, sentence = places(tokens)
    is_word = types["kind"].isin(WORDS).to_numpy(bool)[type_id]
    transparent = types["form"].isin(TRANSPARENT).to_numpy(bool)[type_id]
    stretch = np.cumsum(np.diff(sentence, prepend=-1).astype(bool) | ~(is_word | transparent))
    kept = np.flatnonzero(is_word)
    return Words(kept, type_id[kept], stretch[kept])


def places(tokens: pd.DataFrame) -> tuple[Positions, Positions]:
    """Give the type of every token and a number for its sentence that no other article's sentence has."""
    article = pd.factorize(tokens["doc_id"])[0]
    sentence = tokens["sentence_id"].to_numpy(np.int64)
    changes = np.diff(sentence, prepend=-1).astype(bool) | np.diff(article, prepend=-1).astype(bool)
    return tokens["type_id"].to_numpy(np.int64), np.cumsum(changes)


def phrases_of(codebook: Codebook) -> Iterator[Phrase]:
    """Yield every wording of every cue and exclusion, in every order that it accepts."""
    for frame_id, frame in codebook.frames.items():
        for bars, cues in ((False, frame.cues), (True, frame.not_when)):
            for cue in cues:
                for wording in _orders(cue):
                    words = tuple(CueWord(form, cue.lemmas.get(form), cue.pos.get(form)) for form in wording)
                    yield Phrase(frame_id, cue.words, words, cue.within, bars)


def _orders(cue: Cue) -> Iterable[tuple[str, ...]]:
    """Give the words of the cue and its variants, in every order that the cue accepts."""
    if cue.order == "fixed":
        return cue.phrases
    return dict.fromkeys(order for phrase in cue.phrases for order in permutations(phrase))


def find_paths(words: Words, vocabulary: Vocabulary, phrases: Sequence[Phrase]) -> list[Positions]:
    """Find where the words of each phrase follow each other, whatever their forms mean there.

    Returns
    -------
    list of array of int, each of shape (n_matches, n_phrase_words)
        Positions in ``words``, phrase by phrase.
    """
    vocabulary.learn(word for phrase in phrases for word in phrase.words)
    if len(words.token) * len(phrases) > LARGE:
        return _paths_compiled(words, vocabulary, phrases)
    return [
        _paths(words, [vocabulary.realise(word)[0] for word in phrase.words], phrase.within)
        for phrase in phrases
    ]


def _paths_compiled(words: Words, vocabulary: Vocabulary, phrases: Sequence[Phrase]) -> list[Positions]:
    # Importing numba and loading what it compiled takes longer than two articles do.
    from analysis.framing.phrases import Wording, find  # noqa: PLC0415

    cue_words = list(dict.fromkeys(word for phrase in phrases for word in phrase.words))
    number = {word: i for i, word in enumerate(cue_words)}
    wordings = [Wording(tuple(number[word] for word in phrase.words), phrase.within) for phrase in phrases]
    realised_by = [vocabulary.types_of(word)[0] for word in cue_words]
    return find(words.type_id, words.stretch, realised_by, wordings, vocabulary.size)


def _paths(words: Words, meets: Sequence[Flags], within: int) -> Positions:
    paths = np.flatnonzero(meets[0][words.type_id])[:, np.newaxis]
    for next_meets in meets[1:]:
        here = paths[:, -1]
        there = np.full(len(here), -1)
        for gap in range(within, -1, -1):
            place = np.minimum(here + 1 + gap, len(words.token) - 1)
            fits = (place > here) & (words.stretch[place] == words.stretch[here])
            there = np.where(fits & next_meets[words.type_id[place]], place, there)
        paths = np.column_stack([paths, there])[there >= 0]
    return paths


def plausible_paths(
    paths: Sequence[Positions],
    phrases: Sequence[Phrase],
    words: Words,
    vocabulary: Vocabulary,
    choice: Choice,
) -> list[Positions]:
    """Keep the paths of which every word is plausibly, where it stands, what the cue means."""
    cue_words = list(dict.fromkeys(word for phrase in phrases for word in phrase.words))
    number = {word: i for i, word in enumerate(cue_words)}
    fits = choice.plausible(
        words.token[np.concatenate([_NOWHERE, *(found.reshape(-1) for found in paths)])],
        [vocabulary.lexemes(word) for word in cue_words],
        np.concatenate(
            [
                _NOWHERE,
                *(
                    np.tile([number[word] for word in phrase.words], len(found))
                    for found, phrase in zip(paths, phrases, strict=True)
                ),
            ]
        ),
        np.concatenate(
            [
                np.zeros(0),
                *(np.tile(_least(phrase), len(found)) for found, phrase in zip(paths, phrases, strict=True)),
            ]
        ),
    )
    ends = np.cumsum([found.size for found in paths])[:-1]
    return [
        found[of_phrase.reshape(found.shape).all(axis=1)]
        for found, of_phrase in zip(paths, np.split(fits, ends), strict=True)
    ]


_NOWHERE = np.zeros(0, dtype=np.int64)


def _least(phrase: Phrase) -> list[float]:
    """Give the probability that each word of a phrase needs; a pinned word is meant to be exact."""
    return [
        PLAUSIBLE if len(phrase.words) == 1 or word.lemma or word.pos else PLAUSIBLE_IN_PHRASE
        for word in phrase.words
    ]


def _choose(
    paths: Sequence[Positions], phrases: Sequence[Phrase], words: Words, vocabulary: Vocabulary
) -> Iterator[tuple[Match, str]]:
    """Yield the matches of each frame that no longer one and no exclusion overlaps."""
    found: dict[str, list[Match]] = {}
    barred: dict[str, list[Match]] = {}
    for of_phrase, phrase in zip(paths, phrases, strict=True):
        others = [vocabulary.types_of(word)[1] for word in phrase.words]
        ambiguous = np.zeros(len(of_phrase), dtype=np.bool_)
        for column, other in zip(of_phrase.T, others, strict=True):
            ambiguous |= np.isin(words.type_id[column], other)
        matches = [
            Match(int(path[0]), int(path[-1]), phrase.cue, bool(flag))
            for path, flag in zip(of_phrase, ambiguous, strict=True)
        ]
        (barred if phrase.bars else found).setdefault(phrase.frame, []).extend(matches)
    for frame_id, of_frame in found.items():
        bars = _Covered(barred.get(frame_id, ()))
        yield from ((match, frame_id) for match in _longest(of_frame) if not bars.touches(match))


class _Covered:
    """The words that some matches span."""

    def __init__(self, matches: Iterable[Match] = ()) -> None:
        self._words = {place for match in matches for place in range(match.first, match.last + 1)}

    def touches(self, match: Match) -> bool:
        return any(place in self._words for place in range(match.first, match.last + 1))

    def add(self, match: Match) -> None:
        self._words.update(range(match.first, match.last + 1))


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap keep the longest, of equally long ones the first."""
    kept, covered = [], _Covered()
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.first)):
        if not covered.touches(match):
            kept.append(match)
            covered.add(match)
    return kept


def with_forms(mentions: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Add the words of each mention exactly as they stand in the raw text."""
    forms = [texts[row.doc_id][row.start : row.end] for row in mentions.itertuples()]
    return mentions.assign(form=forms)
