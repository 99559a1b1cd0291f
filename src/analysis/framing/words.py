"""Sentences and their words, of which nothing is built before it is asked for.

An article is a stretch of the table of tokens, a sentence gives its words on first use, and a type is
described when a sentence that holds it is first read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.compute as pc

from analysis.framing.columns import arrow_column
from analysis.framing.vocabulary import vocabulary_of
from analysis.framing.word_types import WordType

#: Where a colon may stand for the reporting verb.
HEADINGS = frozenset({"headline", "kicker", "subheading", "deck"})

Numbers = npt.NDArray[np.int64]


class Span(NamedTuple):
    """A stretch of the raw text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Tell whether another stretch lies inside this one."""
        return self.start <= start and end <= self.end


class Word(NamedTuple):
    """A token of a sentence."""

    start: int
    end: int
    type: WordType

    @property
    def form(self) -> str:
        """The word as it is written."""
        return self.type.form


class Words(list[WordType]):
    """The words of a sentence by their types, and where in the text each of them begins and ends."""

    __slots__ = ("ends", "starts")

    def __init__(self, types: Iterable[WordType], starts: Sequence[int], ends: Sequence[int]) -> None:
        super().__init__(types)
        self.starts, self.ends = starts, ends

    def span(self, first: int, end: int) -> Span:
        """Give the stretch of the text from one word up to before another."""
        return Span(self.starts[first], self.ends[end - 1])

    def touch(self, i: int) -> bool:
        """Tell whether nothing stands between a word and the next, not even a space."""
        return self.ends[i] == self.starts[i + 1]


def typed(words: Sequence[Word]) -> Words:
    """Give words as the rules of voice read them."""
    types = (word.type for word in words)
    return Words(types, [word.start for word in words], [word.end for word in words])


class Sentence:
    """A sentence of an article: its place, the role of its segment, and its words on first use."""

    __slots__ = ("_article", "_row", "_words", "end", "role", "sentence_id", "start")

    def __init__(self, article: "Article", number: int) -> None:
        frame = article.frame
        self._article, self._row = article, article.first_sentence + number
        self.sentence_id: int = frame.sentence_ids.data[self._row]
        self.start: int = frame.starts.data[self._row]
        self.end: int = frame.ends.data[self._row]
        self.role: str = frame.roles[self._row]
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The sentence's tokens as the rules of voice read them."""
        if self._words is None:
            frame, here = self._article.frame, self._tokens
            type_ids = frame.token_types[here]
            types = frame.types.read(type_ids)
            if frame.may_hold_dotted_names[self._row]:
                frame.types.tell_names(types, type_ids, self._article.token_types)
            self._words = Words(types, frame.token_starts[here].tolist(), frame.token_ends[here].tolist())
        return self._words

    @property
    def tokens(self) -> tuple[Word, ...]:
        """The sentence's tokens, each with its place."""
        return tuple(map(Word, self.words.starts, self.words.ends, self.words))

    @property
    def cues(self) -> list[int]:
        """The words at which a report may begin, counted in the sentence."""
        return self._places(self._article.frame.cue_tokens, self._article.frame.cue_bounds)

    @property
    def marks(self) -> list[int]:
        """The words at which a mark of certainty or polarity may begin, counted in the sentence."""
        return self._places(self._article.frame.mark_tokens, self._article.frame.mark_bounds)

    def _places(self, tokens: Numbers, bounds: Numbers) -> list[int]:
        begin = self._tokens.start
        return [place - begin for place in tokens[bounds[self._row] : bounds[self._row + 1]].tolist()]

    @property
    def _tokens(self) -> slice:
        bounds = self._article.frame.token_bounds.data
        return slice(bounds[self._row], bounds[self._row + 1])


class Article(Sequence[Sentence]):
    """The sentences of an article, each built when it is asked for; only the last one is kept."""

    def __init__(self, frame: "Frame", first_sentence: int, end_sentence: int) -> None:
        self.frame = frame
        self.first_sentence = first_sentence
        self._length = end_sentence - first_sentence
        self._last: tuple[int, Sentence] | None = None

    def __len__(self) -> int:
        return self._length

    @property
    def token_types(self) -> Numbers:
        """The types of all its tokens."""
        bounds = self.frame.token_bounds
        return self.frame.token_types[
            bounds[self.first_sentence] : bounds[self.first_sentence + self._length]
        ]

    def role(self, number: int) -> str:
        """Give the role of the segment that holds a sentence."""
        role: str = self.frame.roles[self.first_sentence + number]
        return role

    def may_report(self, number: int) -> bool:
        """Tell whether a report may begin in a sentence: it holds a cue, or is a heading with a colon."""
        return bool(self.frame.may_report[self.first_sentence + number])

    def reporting(self, begin: int, end: int) -> list[int]:
        """Give the numbers of the sentences between two in which a report may begin."""
        rows, first = self.frame.reporting_sentences, self.first_sentence
        here = slice(bisect_left(rows.data, first + begin), bisect_left(rows.data, first + end))
        return [row - first for row in rows[here].tolist()]

    def places_of(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where a word stands, with the article or without: number of the sentence, and of the word."""
        bounds = self.frame.token_bounds[self.first_sentence : self.first_sentence + self._length + 1]
        for token in np.flatnonzero(self.frame.types.spelt(with_article(name), self.token_types)):
            number = int(np.searchsorted(bounds, token + bounds[0], side="right")) - 1
            yield number, int(token + bounds[0] - bounds[number])

    def with_word_before(self, number: int, word: int) -> tuple[Words, int]:
        """Give a word of a sentence behind the one before it, and its place in what is given.

        The whole sentence is read only where its other words may tell what one of the two is.
        """
        row = self.first_sentence + number
        if self.frame.may_hold_dotted_names[row]:
            return self[number].words, word
        begin = self.frame.token_bounds.data[row] + word - 1
        here = slice(begin, begin + 2)
        starts, ends = (of[here].tolist() for of in (self.frame.token_starts, self.frame.token_ends))
        return Words(self.frame.types.read(self.frame.token_types[here]), starts, ends), 1

    def first_place_of(self, word: str) -> int | None:
        """Give where a word first stands in the text: with the article or without, also behind a ل.

        None for what is no word of the corpus.
        """
        if not self.frame.types.is_spelling(word):
            return None
        bare = with_article(word.removeprefix("ال"))
        flags = self.frame.types.spelt([*bare, *("ل" + spelt for spelt in bare)], self.token_types)
        token = self.frame.token_bounds[self.first_sentence] + int(flags.argmax())
        return int(self.frame.token_starts[token]) if flags.any() else None

    def __getitem__(self, number: Any) -> Any:
        """Give the sentence with this number."""
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(self._length))]
        if not 0 <= number < self._length:
            raise IndexError(number)
        if self._last is None or self._last[0] != number:
            self._last = number, Sentence(self, number)
        return self._last[1]

    def number_at(self, place: int) -> int:
        """Give the number of the sentence that holds a place of the text."""
        first, end = self.first_sentence, self.first_sentence + self._length
        return max(bisect_right(self.frame.starts.data, place, first, end) - 1 - first, 0)


def with_article(bare: str) -> list[str]:
    """Give the spellings of a word that has lost its article; what begins like one must have had it."""
    return ["ال" + bare] if bare.startswith("ال") else [bare, "ال" + bare]


class Frame:
    """The columns that sentences are read from, as arrays; sentences and tokens in the order of the text.

    ``token_bounds[i]`` is the first token of sentence ``i``, and ``token_bounds[i + 1]`` the end of it.
    """

    def __init__(
        self, segments: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, types: pd.DataFrame
    ) -> None:
        self.types = vocabulary_of(types)
        self.sentence_ids, self.starts, self.ends = (
            _numbers(sentences, name) for name in ("sentence_id", "start", "end")
        )
        self.token_starts, self.token_ends, self.token_types = (
            _numbers(tokens, name) for name in ("start", "end", "type_id")
        )
        self.articles = _runs(sentences["doc_id"])
        self.roles = _roles(sentences, segments)
        self.token_bounds = _token_bounds(sentences, tokens, self.articles)

    # --- tokens by what they may be: each an array in the order of the text ---------------------

    @cached_property
    def cue_tokens(self) -> Numbers:
        """The tokens at which a report may begin, by their types and by the token beside them."""
        cues = self._of_types(self.types.cues)
        stands = np.ones(len(cues), np.bool_)
        for bound, step, beside in self.types.bound_cues:
            stands &= ~bound[self.token_types[cues]] | beside[self._beside(cues, step)]
        stands |= self.token_bounds[np.searchsorted(self.token_bounds, cues)] == cues
        return cues[stands & self._may_have_content(cues)]

    def _may_have_content(self, cues: Numbers) -> npt.NDArray[np.bool_]:
        """Tell where a cue that needs a clause or a quotation may have one: behind it, or taken up."""
        end = self.token_bounds[np.searchsorted(self.token_bounds, cues, side="right")]
        opens = self._of_types(self.types.openings)
        opened = np.append(opens, len(self.token_types))[np.searchsorted(opens, cues, side="right")] < end
        taken_up = self.types.backward[1][self._beside(cues, -1)] | self.types.that[self._beside(cues, 1)]
        return ~self.types.cues_of_clause_or_quotation[self.token_types[cues]] | opened | taken_up

    def _beside(self, tokens: Numbers, step: int) -> Numbers:
        """Give the types of the tokens so many places before or behind some."""
        return self.token_types[np.clip(tokens + step, 0, len(self.token_types) - 1)]

    @cached_property
    def backward_cue_tokens(self) -> Numbers:
        """The cues whose content may stand before them."""
        alone, behind = self.types.backward
        before = self.token_types[np.maximum(self.cue_tokens - 1, 0)]
        return self.cue_tokens[alone[self.token_types[self.cue_tokens]] | behind[before]]

    @cached_property
    def mark_tokens(self) -> Numbers:
        """The tokens at which the words of a mark of certainty or polarity stand."""
        return self.types.mark_tokens(self.token_types)

    @cached_property
    def qualifier_tokens(self) -> Numbers:
        """The tokens that hedge a word before them."""
        return self._of_types(self.types.qualifying)

    @cached_property
    def question_tokens(self) -> Numbers:
        """The question marks."""
        return self._of_types(self.types.question_marks)

    @cached_property
    def clause_ends(self) -> Numbers:
        """The signs over which no mark of certainty or polarity reaches."""
        return self._of_types(self.types.parting)

    def _of_types(self, flags: npt.NDArray[np.bool_]) -> Numbers:
        return np.flatnonzero(flags[self.token_types])

    # --- sentences ------------------------------------------------------------------------------

    @cached_property
    def cue_bounds(self) -> Numbers:
        """For every sentence the first of its cues, and behind the last sentence their number."""
        return np.searchsorted(self.cue_tokens, self.token_bounds).astype(np.int64)

    @cached_property
    def mark_bounds(self) -> Numbers:
        """The same as ``cue_bounds``, of ``mark_tokens``."""
        return np.searchsorted(self.mark_tokens, self.token_bounds).astype(np.int64)

    @cached_property
    def may_hold_dotted_names(self) -> npt.NDArray[np.bool_]:
        """For every sentence, whether a name such as علي may stand in it, or the preposition spelt so."""
        names = self._of_types(self.types.may_be_dotted_names)
        return np.diff(np.searchsorted(names, self.token_bounds)) > 0

    @cached_property
    def headings_with_colon(self) -> npt.NDArray[np.bool_]:
        """For every sentence, whether it is a heading with a colon, which may name its speaker."""
        colons = np.searchsorted(self._of_types(self.types.colons), self.token_bounds)
        return np.isin(self.roles, list(HEADINGS)) & (np.diff(colons) > 0)

    @cached_property
    def may_report(self) -> npt.NDArray[np.bool_]:
        """For every sentence, whether a report may begin in it: it holds a cue, or is such a heading."""
        worth = (np.diff(self.cue_bounds) > 0) | self.headings_with_colon
        return np.asarray(worth & (self.roles != "furniture"))

    @cached_property
    def reporting_sentences(self) -> Numbers:
        """The sentences in which a report may begin."""
        return np.flatnonzero(self.may_report)

    @cached_property
    def pull_quotes(self) -> npt.NDArray[np.bool_]:
        """For every sentence, whether it repeats another one as a pull quote."""
        return np.asarray(self.roles == "pull quote")


def sentences_of(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    types: pd.DataFrame,
) -> Iterator[tuple[str, Article]]:
    """Yield every article's sentences.

    Parameters
    ----------
    articles, segments, sentences, tokens, types : DataFrame
        The tables of the design, in the order of the text.

    Yields
    ------
    tuple of str and Article
        The doc_id, and a sequence of :class:`Sentence` that builds nothing before it is read.
    """
    frame = Frame(segments, sentences, tokens, types)
    for doc_id in _strings(articles["doc_id"]):
        yield doc_id, Article(frame, *frame.articles.get(doc_id, (0, 0)))


def _numbers(table: pd.DataFrame, column: str) -> Numbers:
    return np.asarray(table[column].to_numpy(np.int64), dtype=np.int64)


def _strings(column: "pd.Series[Any]") -> list[str]:
    strings: list[str] = arrow_column(column).to_pylist()
    return strings


def _runs(column: "pd.Series[Any]") -> dict[str, tuple[int, int]]:
    """Give for each value of a column that stands in runs where its rows begin and end."""
    if not len(column):
        return {}
    encoded = pc.run_end_encode(arrow_column(column))
    ends = [0, *encoded.run_ends.to_pylist()]
    return dict(zip(encoded.values.to_pylist(), pairwise(ends), strict=True))


def _roles(sentences: pd.DataFrame, segments: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Give every sentence the role of its segment."""
    keys = sentences[["doc_id", "segment_id"]].merge(
        segments[["doc_id", "segment_id", "role"]], on=["doc_id", "segment_id"], how="left"
    )
    return np.array(keys["role"], dtype=np.object_)


def _token_bounds(
    sentences: pd.DataFrame, tokens: pd.DataFrame, articles: dict[str, tuple[int, int]]
) -> Numbers:
    """Find each sentence's first token: both tables stand in the order of the text."""
    bounds = np.full(len(sentences) + 1, len(tokens), dtype=np.int64)
    of_tokens, of_sentences = _numbers(tokens, "sentence_id"), _numbers(sentences, "sentence_id")
    reached = 0
    places = _runs(tokens["doc_id"])
    for doc_id, (first, end) in articles.items():
        begin, reached = places.get(doc_id, (reached, reached))
        found = np.searchsorted(of_tokens[begin:reached], of_sentences[first:end])
        bounds[first:end] = begin + found
    return bounds
