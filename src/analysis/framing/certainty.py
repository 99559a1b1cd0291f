"""Marks of certainty and polarity in a sentence, and which of them reach a word.

A mark reaches forward to the next comma, contrast or end, at most :data:`REACH` words
(``certainty.yml``); an adjective such as محتملة reaches the noun before it. An exceptive between a
negation and a word restores the word: لم يكن سوى ضربة.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.framing.lists import Mark, certainty
from analysis.framing.once import once
from analysis.framing.signs import QUESTION_MARKS, TRANSPARENT
from analysis.framing.word_types import WordType
from analysis.framing.words import Span, Words

REACH = 14
#: How far behind a word an adjective or an adverb may still qualify it.
REACH_BACK = 3
#: A question mark is among so many last words of its sentence: a quotation mark or a bracket may follow it.
LAST_WORDS = 3


class Marked(NamedTuple):
    """A mark found: the first of its words and the end of its last, and its stretch of the text."""

    first: int
    end: int
    span: Span


def hedges_in(words: Words) -> list[Marked]:
    """Find what marks the sentence's propositions as uncertain."""
    return list(_found(words, certainty().hedges, _candidates(words)))


def boosters_in(words: Words) -> list[Marked]:
    """Find what marks the sentence's propositions as certain."""
    return list(_found(words, certainty().boosters, _candidates(words)))


def negations_in(words: Words) -> list[Marked]:
    """Find the words that negate; fixed phrases such as لا سيما and لا يزال are none."""
    return _without_fixed_phrases(words, _found(words, certainty().negations, _candidates(words)))


@dataclass(frozen=True)
class Marks:
    """The marks of one sentence, found once for all its mentions."""

    words: Words
    #: The words at which a mark may begin; those whose type may begin one, where nothing more is known.
    places: Sequence[int] | None = None

    @once
    def hedges(self) -> list[Marked]:
        """What hedges."""
        return list(_found(self.words, certainty().hedges, self._places))

    @once
    def boosters(self) -> list[Marked]:
        """What boosts."""
        return list(_found(self.words, certainty().boosters, self._places))

    @once
    def negations(self) -> list[Marked]:
        """What negates."""
        return _without_fixed_phrases(self.words, _found(self.words, certainty().negations, self._places))

    @once
    def _places(self) -> Sequence[int]:
        return _candidates(self.words) if self.places is None else self.places

    def hedge_of(self, first: int, last: int) -> Span | None:
        """Find the hedge that reaches the words from ``first`` to ``last``.

        Parameters
        ----------
        first, last : int
            The first and the last word of a mention, counted in the sentence.

        Returns
        -------
        Span or None
            Where the nearest hedge stands; the question mark of a question counts as one.
        """
        before = _nearest(self.words, first, self.hedges)
        if before:
            return before.span
        return _hedge_behind(self.words, last) or _question(self.words, last)

    def booster_of(self, first: int) -> Span | None:
        """Find the booster that reaches the word at ``first``."""
        booster = _nearest(self.words, first, self.boosters)
        return booster.span if booster else None

    def negation_of(self, first: int) -> Span | None:
        """Find the negation that reaches the word at ``first``.

        None if an exceptive restores the word, or if the negation is part of a hedge: لم يستبعد.
        """
        negation = _nearest(self.words, first, self.negations)
        if negation is None or any(hedge.first <= negation.first < hedge.end for hedge in self.hedges):
            return None
        between = self.words[negation.end : first]
        return None if any(word.plain in certainty().exceptives for word in between) else negation.span


def _candidates(words: Words) -> list[int]:
    """Give the words at which a mark may begin."""
    return [i for i, word in enumerate(words) if word.may_mark]


def _without_fixed_phrases(words: Words, negations: Iterable[Marked]) -> list[Marked]:
    return [mark for mark in negations if not _in_fixed_phrase(words, mark)]


def _found(words: Words, marks: Mapping[str, Sequence[Mark]], places: Iterable[int]) -> Iterator[Marked]:
    end = 0
    for i in places:
        word = words[i]
        phrases = marks.get(word.plain) or marks.get(word.spelt) or ()
        fitting = next((mark for mark in phrases if i >= end and _fits(words, i, mark)), None)
        if fitting:
            end = i + len(fitting.words) + bool(fitting.followed_by)
            yield Marked(i, end, words.span(i, end))


def _fits(words: Words, i: int, mark: Mark) -> bool:
    end = i + len(mark.words)
    if end > len(words) or not _stands(words, i, mark):
        return False
    after = words[end] if end < len(words) else None
    if mark.not_behind and i and {words[i - 1].spelt, words[i - 1].plain} & mark.not_behind:
        return False
    if mark.followed_by and (after is None or after.plain not in mark.followed_by):
        return False
    if mark.passive and not _without_subject(words, i, after):
        return False
    match mark.before:
        case "imperfect":
            return after is not None and _before_imperfect(words, end)
        case "exceptive":
            return _has_exceptive(words, end)
        case "negated_perfect":
            return _negated_perfect(words, i)
    return True


def _stands(words: Words, i: int, mark: Mark) -> bool:
    for offset, spellings in enumerate(mark.words):
        word = words[i + offset]
        if mark.as_written and "أ" not in word.form:
            return False
        if word.spelt not in spellings and not (offset == 0 and word.plain in spellings):
            return False
    return True


def _without_subject(words: Words, i: int, after: WordType | None) -> bool:
    """Tell whether a verb such as يعتقد stands with no speaker: its clause follows it directly."""
    return after is not None and (after.complementiser or after.preposition)


def _before_imperfect(words: Words, i: int) -> bool:
    """Tell whether an imperfect follows: قد يشكل، قد لا يكون; قد تمكن is a perfect verb."""
    if words[i].plain in ("لا", "لن"):
        return i + 1 < len(words) and words[i + 1].imperfect
    verb = words[i]
    if not verb.imperfect:
        return False
    if not verb.perfect or verb.plain.startswith("ي") or verb.plain in certainty().imperfects:
        return True
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or not verb.plain.startswith("ت") or verb.plain.endswith(("ت", "ا")):
        return False
    if verb.plain not in certainty().perfects:
        return True
    return after.feminine or after.accusative  # قد تعود الأزمة، قد تشكل خطرا


def _has_exceptive(words: Words, i: int) -> bool:
    """Tell whether إلا or سوى restores what a negating ما denies, in the same clause."""
    if (
        i + 1 < len(words)
        and words[i].plain in ("هو", "هي", "هم")
        and words[i + 1].plain in certainty().exceptives
    ):
        return True  # ما هو إلا
    if i > 1 and words[i - 2].is_word and words[i - 2].plain not in ("و", "ان", "انه"):
        return False
    for word in words[i : i + REACH]:
        if not word.is_word and word.form not in TRANSPARENT:
            return False
        if word.plain == "ما":
            return False
        if word.plain in certainty().exceptives:
            return True
    return False


def _negated_perfect(words: Words, i: int) -> bool:
    """Tell a negating ما (وما كان له أن) from a relative one, which needs a noun or preposition before it."""
    starts = i == 0 or not words[i - 1].is_word
    if not starts or i + 2 >= len(words):
        return False
    verb, after = words[i + 1], words[i + 2]
    return verb.spelt in ("كان", "كانت", "كنا", "كانوا") and (
        after.leaning or after.plain in ("له", "لها", "لهم", "لنا")
    )


def _in_fixed_phrase(words: Words, mark: Marked) -> bool:
    for start in (mark.first, mark.first - 1):
        if start < 0:
            continue
        for phrase in certainty().no_negation.get(words[start].plain, ()):
            if (
                start + len(phrase.words) > mark.first
                and start + len(phrase.words) <= len(words)
                and _stands(words, start, phrase)
            ):
                return True
    return False


def _nearest(words: Words, first: int, marks: Sequence[Marked]) -> Marked | None:
    """Give the nearest mark before a word whose reach takes it in."""
    nearest = bisect_left(marks, first, key=lambda mark: mark.first) - 1
    return marks[nearest] if nearest >= 0 and marks[nearest].first >= _reach(words, first) else None


def _reach(words: Words, first: int) -> int:
    """Give the first word from which a mark reaches a word: behind the last comma or contrast before it."""
    for i in range(first - 1, max(first - 1 - REACH, -1), -1):
        sign = not words[i].is_word and words[i].kind == "symbol"
        if (sign and words[i].form not in TRANSPARENT) or words[i].plain in certainty().contrast:
            return i + 1
    return max(first - REACH, 0)


def _hedge_behind(words: Words, last: int) -> Span | None:
    for i in range(last + 1, min(last + 1 + REACH_BACK, len(words))):
        if not words[i].is_word:
            return None
        if words[i].spelt in certainty().hedges_behind:
            return words.span(i, i + 1)
    return None


def _question(words: Words, last: int) -> Span | None:
    """Give the question mark of a question, which asserts nothing."""
    for i in range(len(words) - 1, max(last, len(words) - LAST_WORDS) - 1, -1):
        if words[i].form in QUESTION_MARKS:
            return words.span(i, i + 1)
    return None
