"""Attributions and marks of certainty, joined onto mentions: who says it, how surely, in whose marks.

A mention inside a reported content speaks with that source's voice, any other with the outlet's. Only
the sentences of mentions are read, and an article is coded only where one of them holds a cue.
"""

from bisect import bisect_left
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
        self._marks = Marks(())
        self._starts: list[int] = []

    def of(self, mention: Mapping[str, Any]) -> dict[str, Any]:
        """Give a mention's voice, certainty and polarity."""
        doc_id, start, end = mention["doc_id"], mention["start"], mention["end"]
        article, said = self._sentences[doc_id], self._attributions[doc_id]
        sentence = article[article.number_at(start)]
        self._turn_to(sentence)
        by = said.holding(start, end) if said.may_hold(sentence) else None
        return {
            "role": sentence.role,
            **_speaker(by),
            **self._certainty(start, end, by, self._texts[doc_id]),
            "quoted": holding(said.quotations, start, end) is not None,
        }

    def _turn_to(self, sentence: Sentence) -> None:
        if sentence is not self._sentence:
            self._sentence, self._marks = sentence, Marks(sentence.words)
            self._starts = [word.start for word in sentence.words]

    def _certainty(self, start: int, end: int, by: Attribution | None, text: str) -> dict[str, Any]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end) - 1
        hedge, booster = self._marks.hedge_of(first, last), self._marks.booster_of(first)
        negation = self._marks.negation_of(first)
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


def _speaker(by: Attribution | None) -> dict[str, Any]:
    if by is None:
        return {"voice": "outlet", "speaker": None, "speaker_type": None}
    return {"voice": "source", "speaker": by.speaker, "speaker_type": by.speaker_type}


def _form(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
