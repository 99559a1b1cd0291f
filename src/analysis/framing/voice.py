"""Attributions and marks of certainty, joined onto mentions: who says it, how surely, in whose marks.

A mention inside a reported content speaks with that source's voice, any other with the outlet's. Which
mentions a report or a mark may reach is told for all of them at once (:mod:`.reach`); only the sentences
of these are read.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import tables
from analysis.framing.attribution import Attribution, Attributions, attribute, attribution_table
from analysis.framing.certainty import Marks
from analysis.framing.reach import (
    Flags,
    Places,
    first_at,
    may_be_marked,
    may_be_reported,
    places_of,
    sentence_of,
)
from analysis.framing.words import Article, Frame, Numbers, Sentence, Span, sentences_of
from analysis.progress import progress

__all__ = ["add_voice", "attribute", "attribution_table", "sentences_of"]


class Certainty(NamedTuple):
    """The marks that reach a mention."""

    hedge: Span | None = None
    booster: Span | None = None
    negation: Span | None = None


_UNMARKED = Certainty()


def add_voice(
    mentions: pd.DataFrame,
    attributions: Mapping[str, Attributions],
    sentences: Mapping[str, Article],
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Add to each mention its role, voice, speaker, hedge, booster, negation and quotation marks.

    Parameters
    ----------
    mentions : DataFrame
        As :func:`analysis.framing.matching.find_mentions` gives them, with forms.
    attributions, sentences, texts : mapping from doc_id
        The articles' attributions, sentences (of one call of :func:`sentences_of`) and raw texts.

    Returns
    -------
    DataFrame
        The table ``mentions`` of the design. A mention that a speaker denies (نفى أن) is negated.
    """
    columns = {name: mentions[name] for name in mentions.columns if name in tables.SCHEMAS["mentions"].names}
    if mentions.empty:
        return tables.from_columns("mentions", columns)
    reading = _Reading(mentions, attributions, sentences)
    with _uncollected():
        reading.read()
    by, sure = reading.speakers, reading.certainty
    doc_ids, n = mentions["doc_id"].tolist(), len(mentions)
    told: dict[str, Any] = {
        "role": reading.roles,
        "voice": _column(n, dict.fromkeys(by, "source"), "outlet"),
        "speaker": _column(n, {i: one.speaker for i, one in by.items()}),
        "speaker_type": _column(n, {i: one.speaker_type for i, one in by.items()}),
        "quoted": reading.quoted,
    }
    for flag, mark in (("hedged", "hedge"), ("boosted", "booster"), ("negated", "negation")):
        spans = {i: getattr(marks, mark) for i, marks in sure.items() if getattr(marks, mark)}
        told[mark] = _column(n, {i: texts[doc_ids[i]][slice(*span)] for i, span in spans.items()})
        told[flag] = np.isin(np.arange(n), list(spans))
    return tables.from_columns("mentions", {**columns, **told})


def _column(n: int, values: Mapping[int, str | None], other: str | None = None) -> npt.NDArray[np.object_]:
    """Give a column that holds some values at some rows, and another value everywhere else."""
    column = np.full(n, other, dtype=np.object_)
    column[list(values)] = list(values.values())
    return column


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold Python's collector of cycles back: reading makes none, and many objects that are kept.

    The collector would look through all of these again and again, a quarter of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Reading:
    """The mentions of a corpus, placed in their sentences; only those that something may reach are read."""

    def __init__(
        self,
        mentions: pd.DataFrame,
        attributions: Mapping[str, Attributions],
        sentences: Mapping[str, Article],
    ) -> None:
        of_article, doc_ids = pd.factorize(mentions["doc_id"])
        self._of_article: Numbers = of_article.astype(np.int64)
        self._articles: list[Article] = [sentences[doc_id] for doc_id in doc_ids]
        self._said: list[Attributions] = [attributions[doc_id] for doc_id in doc_ids]
        self._start, self._end = (mentions[name].to_numpy(np.int64) for name in ("start", "end"))
        # The marks of the sentence that was read last, for the mentions that share it.
        self._marks: tuple[int, Marks] | None = None
        self.speakers: dict[int, Attribution] = {}
        self.certainty: dict[int, Certainty] = {}

    @cached_property
    def _frame(self) -> Frame:
        return self._articles[0].frame

    @cached_property
    def _places(self) -> Places:
        begin = np.array([article.first_sentence for article in self._articles])
        length = np.array([len(article) for article in self._articles])
        first, end = begin[self._of_article], (begin + length)[self._of_article]
        return places_of(
            self._frame, sentence_of(self._frame, first, end, self._start), self._start, self._end
        )

    @property
    def roles(self) -> npt.NDArray[np.object_]:
        """The role of the segment that holds each mention."""
        return self._frame.roles[self._places.sentence]

    @property
    def quoted(self) -> Flags:
        """Whether each mention stands in quotation marks."""
        return np.asarray(self._end <= self._quotation_end)

    @cached_property
    def _quotation_end(self) -> Numbers:
        """Where the last quotation ends that opens before each mention; -1 if none does."""
        quotations = [said.quotations for said in self._said]
        ends = np.cumsum([0, *map(len, quotations)])
        spans = np.array([span for of_article in quotations for span in of_article], np.int64).reshape(-1, 2)
        bounds = ends[:-1][self._of_article], ends[1:][self._of_article]
        opened = first_at(spans[:, 0], *bounds, self._start + 1) - 1
        return np.where(opened >= bounds[0], np.append(spans[:, 1], -1)[opened], -1)

    @cached_property
    def _may_be_quoted(self) -> Flags:
        """Whether a sentence elsewhere may tell who speaks: in quotation marks, and in a pull quote."""
        return np.asarray(
            (self._start <= self._quotation_end) | self._frame.pull_quotes[self._places.sentence]
        )

    def read(self) -> None:
        """Find who says the mentions, and what marks them."""
        reported = self._may_be_quoted | may_be_reported(self._frame, self._places)
        marked = may_be_marked(self._frame, self._places)
        for i in progress(np.flatnonzero(reported | marked).tolist(), "reading who says it"):
            by = self._speaker_of(i) if reported[i] else None
            sure = self._marks_of(i, by) if marked[i] else _UNMARKED
            if sure.negation is None and by is not None and by.stance == "denying":
                sure = sure._replace(negation=by.cue)
            if by is not None:
                self.speakers[i] = by
            if any(sure):
                self.certainty[i] = sure

    def _speaker_of(self, i: int) -> Attribution | None:
        article, said = self._article_of(i), self._said[int(self._of_article[i])]
        start, end = int(self._start[i]), int(self._end[i])
        if self._may_be_quoted[i]:
            return said.holding(start, end)
        return said.told_in((int(self._places.sentence[i]) - article.first_sentence,), start, end)

    def _marks_of(self, i: int, by: Attribution | None) -> Certainty:
        row = int(self._places.sentence[i])
        if self._marks is None or self._marks[0] != row:
            article = self._article_of(i)
            sentence: Sentence = article[row - article.first_sentence]
            self._marks = row, Marks(sentence.words, sentence.marks)
        begin, marks = int(self._frame.token_bounds[row]), self._marks[1]
        first, last = int(self._places.first[i]) - begin, int(self._places.last[i]) - begin
        found = marks.hedge_of(first, last), marks.booster_of(first), marks.negation_of(first)
        return Certainty(*(_reaching(mark, by) for mark in found))

    def _article_of(self, i: int) -> Article:
        return self._articles[int(self._of_article[i])]


def _reaching(mark: Span | None, by: Attribution | None) -> Span | None:
    """Give a mark unless it only tells of the speaker: مصدر لم تسمه أن; the cue itself may be a mark."""
    if mark is None or by is None or by.content is None:
        return mark
    begins = min(by.cue.start, by.source.start) if by.source else by.cue.start
    beside_cue = mark.end <= by.cue.start or mark.start >= by.cue.end
    return None if begins < mark.start < by.content.start and beside_cue else mark
