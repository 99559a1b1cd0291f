"""Attributions and marks of certainty, joined onto mentions: who says it, how surely, in whose marks.

A mention inside a reported content speaks with that source's voice, any other with the outlet's. Only
the sentences of mentions are read, and an article is coded only where one of them holds a cue.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import tables
from analysis.framing.attribution import Attribution, Attributions, attribute, attribution_table
from analysis.framing.certainty import booster_of, hedge_of, negation_of
from analysis.framing.quotations import holding
from analysis.framing.words import Article, Sentence, Span, sentences_of

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
    return tables.from_rows(
        "mentions",
        (
            {**mention, **_voice(mention, attributions, sentences, texts)}
            for mention in mentions[columns].to_dict("records")
        ),
    )


def _voice(
    mention: Mapping[str, Any],
    attributions: Mapping[str, Attributions],
    sentences: Mapping[str, Article],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    doc_id, start, end = mention["doc_id"], mention["start"], mention["end"]
    article, said = sentences[doc_id], attributions[doc_id]
    sentence = article[article.number_at(start)]
    by = said.holding(start, end) if said.may_hold(sentence) else None
    return {
        "role": sentence.role,
        **_speaker(by),
        **_certainty(sentence, start, end, by, texts[doc_id]),
        "quoted": holding(said.quotations, start, end) is not None,
    }


def _speaker(by: Attribution | None) -> dict[str, Any]:
    if by is None:
        return {"voice": "outlet", "speaker": None, "speaker_type": None}
    return {"voice": "source", "speaker": by.speaker, "speaker_type": by.speaker_type}


def _certainty(sentence: Sentence, start: int, end: int, by: Attribution | None, text: str) -> dict[str, Any]:
    first, last = _places(sentence, start, end)
    hedge = hedge_of(sentence.words, first, last)
    booster = booster_of(sentence.words, first, last)
    negation = negation_of(sentence.words, first)
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


def _places(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Give the first and the last word of a mention in its sentence."""
    inside = [i for i, word in enumerate(sentence.words) if start <= word.start and word.end <= end]
    return inside[0], inside[-1]


def _form(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
