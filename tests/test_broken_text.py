"""Text that breaks rules: nothing fails, every place lies in the text, and work grows with its length."""

import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.framing.certainty import Marks, boosters_in, hedges_in, negations_in
from analysis.framing.reported_speech import Reading
from analysis.framing.voice import add_voice
from spoken import tell


class EveryWord:
    """A sentence each of whose words is tried as a cue."""

    def __init__(self, sentence):
        self.words, self.role, self.sentence_id = sentence.words, sentence.role, sentence.sentence_id
        self.cues = list(range(len(sentence.words)))


WORDS = st.sampled_from(
    [
        "قال",
        "إن",
        "الوزير",
        "محمد",
        "العمري",
        "مؤكدا",
        "أن",
        "وفقا",
        "لمصادر",
        "بحسب",
        "نقلت",
        "عن",
        "قوله",
        "ما",
        "إلا",
        "سوى",
        "لن",
        "قد",
        "يكون",
        "ربما",
        "الذي",
        "التي",
        "وأضاف",
        "على",
        "حد",
        '"',
        "«",
        "»",
        "“",
        "”",
        ":",
        "،",
        ".",
        "؟",
        "(",
        ")",
        "/",
        "-",
        "John",
        "2015",
        "\n",
        "مقتل",
        "قتل",
        "كما",
        "حسبما",
        "جاء",
        "في",
        "البيان",
        "،",
        "ليس",
        "بين",
        "وبيّن",
        "عقب",
        "كتب",
        "تابع",
        "كتبه",
        "ذلك",
        "من",
        "جانبه",
        "قائلا",
        "بقوله",
        "غير",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_nothing_fails_and_every_place_lies_in_the_text(words):
    told = tell(" ".join(words))
    for one in told.attributions:
        for span in (one.cue, one.source, one.content):
            assert span is None or 0 <= span.start <= span.end <= len(told.text)
    for sentence in told.sentences:
        marks = [*hedges_in(sentence.words), *negations_in(sentence.words), *boosters_in(sentence.words)]
        assert all(sentence.start <= mark.span.start < mark.span.end <= sentence.end for mark in marks)


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير محمد العمري إن الأمر قد يكون ضربة " * 2200,  # one sentence of 20,000 words
        "قال «نعم " * 3000,
        'قال "نعم\n' * 3000,
        "قال John Smith إن the وزير said " * 1500,
        "\u200f\u0640\u064b " * 500,
    ],
)
def test_long_and_broken_texts(text):
    told = tell(text)
    assert all(0 <= one.cue.start <= one.cue.end <= len(text) for one in told.attributions)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_reading_what_a_place_needs_gives_what_reading_all_gives(words):
    """``holding`` reads a few sentences of an article; its answer is that of the whole table."""
    text = " ".join(words)
    told, again = tell(text), tell(text)
    for place in range(0, len(text), 5):
        lazy = again.attributions.holding(place, place + 1)
        holds = [one for one in told.attributions if one.content and one.content.holds(place, place + 1)]
        whole = max(holds, key=lambda one: (one.content, one.cue), default=None)
        assert (lazy and (lazy.cue, lazy.speaker, lazy.speaker_type, lazy.content)) == (
            whole and (whole.cue, whole.speaker, whole.speaker_type, whole.content)
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_a_sentence_that_is_not_read_holds_nothing(words):
    """Skipping sentences by their types loses no attribution and no mark."""
    told = tell(" ".join(words))
    for number, sentence in enumerate(told.sentences):
        marks = Marks(sentence.words, sentence.marks)
        assert marks.hedges == hedges_in(sentence.words)
        assert marks.boosters == boosters_in(sentence.words)
        assert marks.negations == negations_in(sentence.words)
        if not told.article.may_report(number) and sentence.role != "furniture":
            assert not list(
                Reading(EveryWord(sentence), told.text, told.attributions.quotations).attributions()
            )


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_a_word_that_is_left_out_as_a_cue_reports_nothing(words):
    """Cues are told by types and by the tokens beside them: trying every word finds no more."""
    told = tell(" ".join(words))
    for sentence in told.sentences:
        of_cues, of_words = (
            list(Reading(one, told.text, told.attributions.quotations).attributions())
            for one in (sentence, EveryWord(sentence))
        )
        assert of_cues == of_words


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_what_is_told_of_all_mentions_at_once_is_what_reading_each_tells(words):
    """Every word is a mention: those that are not read have no speaker and no mark."""
    text = " ".join(words)
    told, again = tell(text), tell(text)
    places = [(word.start, word.end) for sentence in told.sentences for word in sentence.tokens]
    mentions = pd.DataFrame({"start": place[0], "end": place[1]} for place in places).assign(doc_id="a")
    if not places:
        return
    voiced = add_voice(mentions, {"a": again.attributions}, {"a": again.article}, {"a": text})
    for (start, end), row in zip(places, voiced.to_dict("records"), strict=True):
        by = told.attributions.holding(start, end)
        sentence = told.article[told.article.number_at(start)]
        place, marks = sentence.words.starts.index(start), Marks(sentence.words)
        assert (row["role"], row["voice"]) == (sentence.role, "source" if by else "outlet")
        assert row["quoted"] == any(span.holds(start, end) for span in told.attributions.quotations)
        if by:
            assert (row["speaker"] or None, row["speaker_type"]) == (by.speaker, by.speaker_type)
        else:
            found = marks.hedge_of(place, place), marks.booster_of(place), marks.negation_of(place)
            assert [row["hedge"], row["booster"], row["negation"]] == [told.at(span) for span in found]


@pytest.mark.parametrize(
    "piece",
    [
        "قال الوزير محمد العمري إن الأمر قد يكون ضربة ",
        "قال «نعم ",
        'قال "نعم ',
        'قال "نعم\n',
        "مؤكدا أن ",
        "وفقا لمصادر بحسب ",
        "نقلت الصحيفة عن مصدر ",
        "لن إلا ما سوى قد ",
        "قال John Smith إن the وزير ",
        "العمري ",
    ],
)
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece):
    """Counted in calls of functions, not in seconds: four times the text, about four times the calls."""
    tell(piece * 3).attributions.found  # noqa: B018  its words have been met
    few, many = (_calls(piece * times) for times in (250, 1000))
    assert many < 4.5 * few


def _calls(text):
    """Count the function calls that coding a text takes."""
    told, calls = tell(text), 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        len(told.attributions)
        for sentence in told.sentences:
            marks = Marks(sentence.words)
            for place in range(0, len(sentence.words), 7):
                marks.hedge_of(place, place)
                marks.negation_of(place)
    finally:
        sys.setprofile(None)
    return calls
