"""Which mentions a report or a mark may reach: told for all of them at once, before any sentence is read.

The answers may be too wide, as they ask nothing of a word but its type and its place, and are never too
narrow: what is ruled out here, no rule of voice could find.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.framing.certainty import LAST_WORDS, REACH, REACH_BACK
from analysis.framing.words import Frame, Numbers

Flags = npt.NDArray[np.bool_]


class Places(NamedTuple):
    """Where mentions stand in a frame: their sentences, and their first and last tokens; (n_mentions,)."""

    sentence: Numbers
    first: Numbers
    last: Numbers


def first_at(values: Numbers, begin: Numbers, end: Numbers, wanted: Numbers) -> Numbers:
    """Find in many sorted stretches of an array the first value that is not below a wanted one.

    Parameters
    ----------
    values : array of int
        The stretches one behind the other.
    begin, end, wanted : array of int, shape (n_stretches,)
        Where each stretch begins and ends, and what is looked for in it.

    Returns
    -------
    array of int, shape (n_stretches,)
        Places in ``values``; the end of the stretch where all of it is below.
    """
    begin, end = begin.copy(), end.copy()
    while (open_still := begin < end).any():
        middle = (begin + end) // 2
        below = open_still.copy()
        below[open_still] = values[middle[open_still]] < wanted[open_still]
        begin = np.where(below, middle + 1, begin)
        end = np.where(open_still & ~below, middle, end)
    return begin


def sentence_of(frame: Frame, first: Numbers, end: Numbers, place: Numbers) -> Numbers:
    """Give the sentence that holds each place, among those from ``first`` to ``end`` of its article."""
    return np.maximum(first_at(frame.starts, first, end, place + 1) - 1, first)


def places_of(frame: Frame, sentence: Numbers, start: Numbers, end: Numbers) -> Places:
    """Give the tokens of stretches of the text, each inside a sentence."""
    bounds = frame.token_bounds[sentence], frame.token_bounds[sentence + 1]
    first, behind = (first_at(frame.token_starts, *bounds, place) for place in (start, end))
    return Places(sentence, first, behind - 1)


def may_be_reported(frame: Frame, places: Places) -> Flags:
    """Tell which mentions the content of a report in their own sentence may hold.

    A content stands behind its cue; before it only with a preposition, or with a verb that takes up what
    stands right before it. A heading may have a colon for its cue.
    """
    begin, end = frame.token_bounds[places.sentence], frame.token_bounds[places.sentence + 1]
    behind_cue = _next(frame.cue_tokens, begin) < places.first
    before_cue = _next(frame.backward_cue_tokens, places.first) < end
    reached = behind_cue | before_cue | frame.headings_with_colon[places.sentence]
    return np.asarray(frame.may_report[places.sentence] & reached)


def may_be_marked(frame: Frame, places: Places) -> Flags:
    """Tell which mentions a mark of certainty or polarity may reach: see :mod:`.certainty`."""
    begin, end = frame.token_bounds[places.sentence], frame.token_bounds[places.sentence + 1]
    clause = np.maximum(np.maximum(begin, places.first - REACH), _before(frame.clause_ends, places.first) + 1)
    marked = _before(frame.mark_tokens, places.first) >= clause
    qualified = _next(frame.qualifier_tokens, places.last + 1) < np.minimum(end, places.last + 1 + REACH_BACK)
    asked = _next(frame.question_tokens, np.maximum(places.last, end - LAST_WORDS)) < end
    return np.asarray(marked | qualified | asked)


def _next(tokens: Numbers, place: Numbers) -> Numbers:
    """Give the first of some tokens, in order, that does not stand before a place; far off if none."""
    return np.append(tokens, np.iinfo(np.int64).max)[np.searchsorted(tokens, place)]


def _before(tokens: Numbers, place: Numbers) -> Numbers:
    """Give the last of some tokens, in order, that stands before a place; -1 if none."""
    return np.append(-1, tokens)[np.searchsorted(tokens, place)]
