"""Sentences -> attributions: the word that reports, who speaks, and what is said.

A reporting verb, participle, noun or preposition (``reporting.yml``) is a cue where its content follows
in one of the ways that its verb allows: a clause behind أن or إن, a colon, quotation marks, a
preposition, a plain object. The speaker is the noun phrase behind the cue, else the one before it, else
the speaker of the sentence, else whoever spoke before in the article.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import tables
from analysis.framing.lists import reporting
from analysis.framing.quotations import holding, quotations
from analysis.framing.reported_speech import HEADINGS, Attribution, Reading
from analysis.framing.resolution import Memory, pull_quotes
from analysis.framing.words import Sentence, Span, WordType
from analysis.progress import progress

__all__ = ["Attribution", "Attributions", "attribute", "attribution_table"]


class Attributions(Sequence[Attribution]):
    """The attributions of an article, found when they are first asked for."""

    def __init__(self, sentences: Sequence[Sentence], text: str) -> None:
        self._sentences, self._text = sentences, text
        self._found: list[Attribution] | None = None
        self._quotations: list[Span] | None = None
        self._contents: _Nested | None = None

    @property
    def quotations(self) -> list[Span]:
        """The article's quotations."""
        if self._quotations is None:
            self._quotations = quotations(self._text)
        return self._quotations

    @property
    def found(self) -> list[Attribution]:
        """The attributions in the order of the text."""
        if self._found is None:
            self._found = _of_article(self._sentences, self._text, self.quotations)
        return self._found

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, number: Any) -> Any:
        """Give one attribution, or a slice."""
        return self.found[number]

    def may_hold(self, sentence: Sentence) -> bool:
        """Tell whether a sentence needs its article coded: a cue, or a quotation that runs into it."""
        if sentence.role == "pull quote" or holding(self.quotations, sentence.start, sentence.start):
            return True
        if sentence.role in HEADINGS and any(word.form == ":" for word in sentence.words):
            return True
        return any(_may_report(word.type) for word in sentence.words)

    def holding(self, start: int, end: int) -> Attribution | None:
        """Give the innermost attribution whose content holds a stretch of the text."""
        contents, outer = self._nested
        i = bisect_right(contents, start, key=lambda content: content[0].start) - 1
        while i >= 0:
            if contents[i][0].holds(start, end):
                return contents[i][1]
            i = outer[i]
        return None

    @property
    def _nested(self) -> "_Nested":
        if self._contents is None:
            self._contents = _nest(self.found)
        return self._contents


#: Contents in the order of the text, and for each the nearest one before it that reaches into it (or -1).
_Nested = tuple[list[tuple[Span, Attribution]], list[int]]


def _nest(found: Sequence[Attribution]) -> _Nested:
    """Link every content to what encloses it, so that a look-up costs no more than the depth of nesting."""
    contents = sorted(
        ((one.content, one) for one in found if one.content), key=lambda pair: (pair[0].start, pair[1].cue)
    )
    outer: list[int] = []
    open_ones: list[int] = []
    for i, (content, _) in enumerate(contents):
        while open_ones and contents[open_ones[-1]][0].end <= content.start:
            open_ones.pop()
        outer.append(open_ones[-1] if open_ones else -1)
        open_ones.append(i)
    return contents, outer


def attribute(sentences: Sequence[Sentence], text: str) -> Attributions:
    """Find who is quoted in an article.

    Parameters
    ----------
    sentences : sequence of Sentence
        The article's sentences in order.
    text : str
        Its raw text.

    Returns
    -------
    Attributions
        A sequence of :class:`Attribution` in the order of the text, found on first use. A pull quote
        takes the speaker of the quotation that it repeats.
    """
    return Attributions(sentences, text)


def _may_report(word: WordType) -> bool:
    return (
        bool(word.verb or word.participle or word.noun)
        or word.plain in reporting().according
        or (word.stems.isdisjoint(reporting().statement_verbs) is False)
    )


def _of_article(sentences: Sequence[Sentence], text: str, quoted: Sequence[Span]) -> list[Attribution]:
    found: list[Attribution] = []
    for i in range(len(sentences)):
        sentence = sentences[i]
        if sentence.role != "furniture":
            found += Reading(sentence, text, quoted).attributions()
    found = Memory(sentences, text).resolve(found)
    return sorted(
        [*found, *pull_quotes(sentences, found, text)], key=lambda one: (one.cue, one.content or one.cue)
    )


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
