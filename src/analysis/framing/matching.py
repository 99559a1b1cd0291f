"""Tokens + codebook -> ``mentions``: where the words of a cue stand, through clitics and inflection.

How words meet
--------------
A word of a cue and a word of a text meet when they may belong to one lemma. Where either of the two is
unknown to the lexicon, they meet when the text's word is the cue's word with clitics attached.

How phrases meet
----------------
The words of a cue follow each other inside one sentence, with at most ``within`` words between two of
them; quotation marks and brackets may stand between, any other punctuation may not. After each word
the nearest next one is taken. Of matches of one frame that overlap, the longest counts, and of equally
long ones the first. A match that overlaps a ``not_when`` phrase of its frame does not count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.framing.codebook import Codebook, Cue, Frame
from analysis.language.clitics import citation_stem, strip_clitics
from analysis.language.lemmas import Engine

Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

#: Signs that may stand inside a phrase: ضربة "قوية".
TRANSPARENT = frozenset("\"'“”‘’«»‹›()[]")


class CueWord(NamedTuple):
    """A word of a cue with the lemma that the codebook pins it to, if any."""

    form: str
    lemma: str | None


class Match(NamedTuple):
    """A cue found: the first and last of the words it spans, counted over the corpus's words."""

    first: int
    last: int
    cue: str
    ambiguous: bool


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
    words = _words(tokens, types)
    vocabulary = Vocabulary(types, engine)
    rows = [
        (match, frame_id)
        for frame_id, frame in codebook.frames.items()
        for match in _matches_of_frame(words, vocabulary, frame)
    ]
    rows.sort(key=lambda row: (row[0].first, row[0].last))
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
        self._forms = types["form"].tolist()
        self._lemmas = [frozenset(lemmas) for lemmas in types["lemmas"]]
        self._is_word = (types["kind"] == "word").to_numpy(bool)
        self._types_of_lemma: dict[str, list[int]] = {}
        for type_id, lemmas in enumerate(self._lemmas):
            for lemma in lemmas:
                self._types_of_lemma.setdefault(lemma, []).append(type_id)
        self._known: dict[CueWord, tuple[Flags, Flags]] = {}

    def realise(self, word: CueWord) -> tuple[Flags, Flags]:
        """Give two flags for every type: whether it may realise the word, and whether it may be another."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: CueWord) -> tuple[Flags, Flags]:
        lemmas = frozenset({word.lemma} if word.lemma else self._engine.analyse([word.form])[word.form].lemmas)
        meets = np.zeros(len(self._forms), dtype=np.bool_)
        meets[[type_id for lemma in lemmas for type_id in self._types_of_lemma.get(lemma, ())]] = True
        stem = citation_stem(word.form)
        for type_id in np.flatnonzero(self._is_word & ~meets):
            if (not lemmas or not self._lemmas[type_id]) and stem in strip_clitics(self._forms[type_id]):
                meets[type_id] = True
        other = np.zeros_like(meets)
        for type_id in np.flatnonzero(meets):
            other[type_id] = not self._lemmas[type_id] <= lemmas
        return meets, other


def _words(tokens: pd.DataFrame, types: pd.DataFrame) -> Words:
    """Take the words out of the tokens, and number the stretches in which a phrase may stand."""
    type_id = tokens["type_id"].to_numpy(np.int64)
    is_word = types["kind"].isin(["word", "number", "tag"]).to_numpy(bool)[type_id]
    transparent = types["form"].isin(TRANSPARENT).to_numpy(bool)[type_id]
    sentence = tokens["sentence_id"].to_numpy(np.int64)
    article = pd.factorize(tokens["doc_id"])[0]
    new_sentence = np.diff(sentence, prepend=-1).astype(bool) | np.diff(article, prepend=-1).astype(bool)
    stretch = np.cumsum(new_sentence | ~(is_word | transparent))
    kept = np.flatnonzero(is_word)
    return Words(kept, type_id[kept], stretch[kept])


def _matches_of_frame(words: Words, vocabulary: Vocabulary, frame: Frame) -> list[Match]:
    found = [match for cue in frame.cues for match in _matches_of_cue(words, vocabulary, cue)]
    barred = [match for cue in frame.not_when for match in _matches_of_cue(words, vocabulary, cue)]
    return [match for match in _longest(found) if not any(_overlap(match, other) for other in barred)]


def _matches_of_cue(words: Words, vocabulary: Vocabulary, cue: Cue) -> Iterator[Match]:
    for phrase in _orders(cue):
        realised = [vocabulary.realise(CueWord(form, cue.lemmas.get(form))) for form in phrase]
        for path in _paths(words, [meets for meets, _ in realised], cue.within):
            ambiguous = any(
                other[words.type_id[place]] for place, (_, other) in zip(path, realised, strict=True)
            )
            yield Match(int(path[0]), int(path[-1]), cue.words, bool(ambiguous))


def _orders(cue: Cue) -> Iterable[tuple[str, ...]]:
    """Give the words of the cue and its variants, in every order that the cue accepts."""
    if cue.order == "fixed":
        return cue.phrases
    return dict.fromkeys(order for phrase in cue.phrases for order in permutations(phrase))


def _paths(words: Words, meets: Sequence[Flags], within: int) -> Positions:
    """Find where the words of a phrase follow each other.

    Returns
    -------
    array of int, shape (n_matches, n_phrase_words)
        Positions in ``words``.
    """
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


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap keep the longest, of equally long ones the first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.first)):
        if not any(_overlap(match, other) for other in kept):
            kept.append(match)
    return kept


def _overlap(one: Match, other: Match) -> bool:
    return one.first <= other.last and other.first <= one.last


def with_forms(mentions: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Add the words of each mention exactly as they stand in the raw text."""
    forms = [texts[row.doc_id][row.start : row.end] for row in mentions.itertuples()]
    return mentions.assign(form=forms)
