"""Attributions and marks of certainty, joined onto mentions: who says it, how surely, in whose marks.

A mention inside a reported content speaks with that source's voice, any other with the outlet's. Only
the sentences of mentions are read, and an article is coded only where one of them holds a cue.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import tables
from analysis.framing.attribution import Attribution, Attributions, attribute, attribution_table
from analysis.framing.certainty import Marks
from analysis.framing.quotations import holding
from analysis.framing.words import Article, Sentence, Span, sentences_of
from analysis.progress import progress

__all__ = ["add_voice", "attribute", "attribution_table", "sentences_of"]


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
        The articles' attributions, sentences and raw texts.

    Returns
    -------
    DataFrame
        The table ``mentions`` of the design. A mention that a speaker denies (نفى أن) is negated.
    """
    columns = [name for name in mentions.columns if name not in ("first_token", "last_token")]
    reading = _Reading(attributions, sentences, texts)
    rows = progress(mentions[columns].to_dict("records"), "reading who says it")
    return tables.from_rows("mentions", ({**mention, **reading.of(mention)} for mention in rows))


class _Reading:
    """Mentions read in the order of the text; the sentence of the last one is kept at hand."""

    def __init__(
        self,
        attributions: Mapping[str, Attributions],
        sentences: Mapping[str, Article],
        texts: Mapping[str, str],
    ) -> None:
        self._attributions, self._sentences, self._texts = attributions, sentences, texts
        self._sentence: Sentence | None = None
        self._marks: Marks | None = None

    def of(self, mention: Mapping[str, Any]) -> dict[str, Any]:
        """Give a mention's voice, certainty and polarity."""
        doc_id, start, end = mention["doc_id"], mention["start"], mention["end"]
        article, said = self._sentences[doc_id], self._attributions[doc_id]
        sentence = article[article.number_at(start)]
        self._turn_to(sentence)
        by = said.holding(start, end)
        return {
            "role": sentence.role,
            **_speaker(by),
            **self._certainty(start, end, by, self._texts[doc_id]),
            "quoted": holding(said.quotations, start, end) is not None,
        }

    def _turn_to(self, sentence: Sentence) -> None:
        if sentence is not self._sentence:
            self._sentence, self._marks = sentence, Marks(sentence.words) if sentence.may_mark else None

    def _certainty(self, start: int, end: int, by: Attribution | None, text: str) -> dict[str, Any]:
        hedge = booster = negation = None
        if self._marks and self._sentence:
            first, last = self._sentence.span_in_words(start, end)
            hedge = _reaching(self._marks.hedge_of(first, last), by)
            booster = _reaching(self._marks.booster_of(first), by)
            negation = _reaching(self._marks.negation_of(first), by)
        if negation is None and by is not None and by.stance == "denying":
            negation = by.cue
        return {
            "hedged": hedge is not None,
            "hedge": _form(text, hedge),
            "boosted": booster is not None,
            "booster": _form(text, booster),
            "negated": negation is not None,
            "negation": _form(text, negation),
        }


def _reaching(mark: Span | None, by: Attribution | None) -> Span | None:
    """Give a mark unless it only tells of the speaker: مصدر لم تسمه أن; the cue itself may be a mark."""
    if mark is None or by is None or by.content is None:
        return mark
    begins = min(by.cue.start, by.source.start) if by.source else by.cue.start
    beside_cue = mark.end <= by.cue.start or mark.start >= by.cue.end
    return None if begins < mark.start < by.content.start and beside_cue else mark


def _speaker(by: Attribution | None) -> dict[str, Any]:
    if by is None:
        return {"voice": "outlet", "speaker": None, "speaker_type": None}
    return {"voice": "source", "speaker": by.speaker, "speaker_type": by.speaker_type}


def _form(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
