"""Sentences -> attributions: the word that reports, who speaks, and what is said.

A reporting verb, participle, noun or preposition (``reporting.yml``) is a cue where its content follows
in one of the ways that its verb allows: a clause behind أن or إن, a colon, quotation marks, a
preposition, a plain object. The speaker is the noun phrase behind the cue, else the one before it, else
the speaker of the sentence, else whoever spoke before in the article.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import tables
from analysis.framing.acts import Attribution
from analysis.framing.quotations import holding, quotations
from analysis.framing.reported_speech import Reading
from analysis.framing.resolution import (
    Memory,
    agree,
    is_named_in_full,
    of_speaker,
    pull_quotes,
)
from analysis.framing.words import Article, Span
from analysis.progress import progress

__all__ = ["Attribution", "Attributions", "attribute", "attribution_table"]

#: So many sentences back the speaker of a silent verb is looked for alone; beyond, all are read in order.
SENTENCES_BACK = 16


class Attributions(Sequence[Attribution]):
    """The attributions of an article: each sentence is read when an answer depends on it, and once."""

    def __init__(self, article: Article, text: str) -> None:
        self._article, self._text = article, text
        self._of_sentence: dict[int, list[Attribution]] = {}
        self._resolved: dict[int, list[Attribution]] = {}
        self._reached = 0
        self._memory = Memory(article, text)

    @cached_property
    def quotations(self) -> list[Span]:
        """The article's quotations."""
        return quotations(self._text)

    @cached_property
    def found(self) -> list[Attribution]:
        """The attributions in the order of the text."""
        self._resolve(len(self._article))
        told = [one for number in sorted(self._resolved) for one in self._resolved[number]]
        return sorted(
            [*told, *pull_quotes(self._article, told, self._text)],
            key=lambda one: (one.cue, one.content or one.cue),
        )

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, number: Any) -> Any:
        """Give one attribution, or a slice."""
        return self.found[number]

    def holding(self, start: int, end: int) -> Attribution | None:
        """Give the innermost attribution whose content holds a stretch of the text.

        Earlier sentences are read only as far as they tell who speaks: speaker and its type are those of
        :attr:`found`, ``first_named`` and ``resolved`` only where all of them had to be read.
        """
        if not self._article:
            return None
        own = self._article.number_at(start)
        if self._article.role(own) == "pull quote":
            return _innermost(self.found, start, end)
        return self.told_in({own} | self._where_quotation_is_told(start), start, end)

    def told_in(self, numbers: Collection[int], start: int, end: int) -> Attribution | None:
        """Give the innermost attribution of some sentences whose content holds a stretch of the text."""
        found = [one for number in numbers for one in self._read(number)]
        told = _innermost(found, start, end) if found else None
        settled = self._settled(told) if told else None
        if told is None or settled:
            return settled
        self._resolve(max(numbers) + 1)
        return _innermost([one for number in numbers for one in self._resolved.get(number, ())], start, end)

    def _settled(self, told: Attribution) -> Attribution | None:
        """Give an attribution with its speaker; None if all that was said before has to be read for it."""
        if told.source is not None:
            return told if is_named_in_full(told) or self._is_new(told) else None
        if told.resolved:  # a passive, by which nobody speaks
            return told._replace(resolved=False)
        own = self._article.number_at(told.cue.start)
        begin = max(own - SENTENCES_BACK, 0)
        last = self._spoke_before(told, begin, own)
        if last is None:
            return None if begin else told
        settled = self._settled(last)
        return settled and of_speaker(told, settled)

    def _is_new(self, told: Attribution) -> bool:
        """Tell a short name that nothing before it can explain: its last word is met for the first time."""
        first_in_sentence = self._read(self._article.number_at(told.cue.start))[0] is told
        return first_in_sentence and self._memory.is_new(told)

    def _spoke_before(self, told: Attribution, begin: int, own: int) -> Attribution | None:
        """Give the last attribution of the sentences before a silent one whose source may be its speaker."""
        for number in reversed(self._article.reporting(begin, own + 1)):
            found = self._read(number)
            for one in reversed(found[: found.index(told)] if number == own else found):
                if one.speaker and one.source and agree(one.feminine, told.feminine):
                    return one
        return None

    def _where_quotation_is_told(self, place: int) -> set[int]:
        """Give the sentences in which a quotation opens and closes: one of them names its speaker."""
        quotation = holding(self.quotations, place, place)
        return {self._article.number_at(end) for end in quotation} if quotation else set()

    def _read(self, number: int) -> list[Attribution]:
        """Give the attributions of a sentence, their speakers as they stand in it."""
        found = self._of_sentence.get(number)
        if found is None:
            worth = self._article.may_report(number)
            reading = Reading(self._article[number], self._text, self.quotations) if worth else None
            found = self._of_sentence[number] = list(reading.attributions()) if reading else []
        return found

    def _resolve(self, end: int) -> None:
        """Trace the speakers of all sentences before one: each may have been named in an earlier one."""
        for number in self._article.reporting(self._reached, end):
            self._resolved[number] = self._memory.resolve(self._read(number))
        self._reached = max(self._reached, end)


def _innermost(found: Iterable[Attribution], start: int, end: int) -> Attribution | None:
    """Give of the attributions whose content holds a stretch the one that opens last."""
    holds = [one for one in found if one.content and one.content.holds(start, end)]
    return max(holds, key=lambda one: (one.content, one.cue)) if holds else None


def attribute(article: Article, text: str) -> Attributions:
    """Find who is quoted in an article.

    Parameters
    ----------
    article : Article
        The article's sentences in order.
    text : str
        Its raw text.

    Returns
    -------
    Attributions
        A sequence of :class:`Attribution` in the order of the text, found on first use. A pull quote
        takes the speaker of the quotation that it repeats.
    """
    return Attributions(article, text)


def attribution_table(attributions: Mapping[str, Sequence[Attribution]]) -> pd.DataFrame:
    """Write the attributions of a corpus as the table of the design.

    Parameters
    ----------
    attributions : mapping from doc_id
        Every article's attributions; reading them codes the article.

    Returns
    -------
    DataFrame
        The table ``attributions``.
    """
    articles = progress(attributions.items(), "reading who says what", total=len(attributions))
    return tables.from_rows(
        "attributions", (_row(doc_id, found) for doc_id, of_article in articles for found in of_article)
    )


def _row(doc_id: str, found: Attribution) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "sentence_id": found.sentence_id,
        "cue_start": found.cue.start,
        "cue_end": found.cue.end,
        "source_start": found.source.start if found.source else None,
        "source_end": found.source.end if found.source else None,
        "source_type": found.source_type,
        "speaker": found.speaker,
        "content_start": found.content.start if found.content else None,
        "content_end": found.content.end if found.content else None,
        "direct": found.direct,
        "stance": found.stance,
        "speaker_type": found.speaker_type,
        "resolved": found.resolved,
        "first_named_start": found.first_named.start if found.first_named else None,
        "first_named_end": found.first_named.end if found.first_named else None,
    }
