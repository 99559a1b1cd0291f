import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.framing.matching import places
from analysis.language.disambiguation import Disambiguation
from one_text import forms, prepared


def likeliest(text, form):
    """Give the lemma that is likeliest for a form in a text."""
    corpus = prepared(text)
    type_ids, sentences = places(corpus.tokens)
    disambiguation = Disambiguation(type_ids, sentences, corpus.types)
    token = next(i for i, t in enumerate(type_ids) if corpus.types["form"][t] == form)
    spread = disambiguation.at(np.array([token]))
    lexeme = disambiguation.readings.lexeme[spread.reading[spread.probability.argmax()]]
    return next(name for name, i in disambiguation.readings.lexemes.items() if i == lexeme)


@pytest.mark.parametrize(
    "text, form, lemma, pos",
    [
        ("قرأ الطالب في كتب قديمة", "كتب", "كِتاب", "noun"),
        ("الطالب الذي كتب الرسالة", "كتب", "كَتَب", "verb"),
        ("من علم الاقتصاد", "علم", "عِلْم", "noun"),
        ("لم يعلم أحد", "يعلم", "عَلِم", "verb"),
    ],
)
def test_the_words_beside_it_choose_a_reading(text, form, lemma, pos):
    assert likeliest(text, form)[1] == pos
    if pos == "noun":
        assert likeliest(text, form)[0] in (lemma, "عَلَم")


def test_the_corpus_itself_tells_which_lemma_is_meant():
    alone = "وصل المقاتل إلى المدينة"
    other_forms = "قاتل المقاتلون. عاد المقاتلون. رأينا مقاتلين. تحدث مقاتلان. "
    assert likeliest(other_forms + "حضر مقاتل", "مقاتل").lemma == "مُقاتِل"
    assert likeliest(alone, "المقاتل")[1] in ("noun", "adj")


def test_a_reading_that_no_neighbour_supports_is_no_mention():
    assert forms("قرأ في كتب قديمة", "[{words: كتب, pos: {كتب: verb}}]") == []
    assert forms("الرجل الذي كتب الرسالة", "[{words: كتب, pos: {كتب: verb}}]") == ["كتب"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["كتب", "الولد", "رسالة", "في", "البيت", ".", "،", "قوية", "ضربة", "12", "abc", "علم", "وعد"]
        ),
        max_size=30,
    )
)
def test_the_readings_of_a_token_share_one_probability(words):
    corpus = prepared(" ".join(words))
    type_ids, sentences = places(corpus.tokens)
    spread = Disambiguation(type_ids, sentences, corpus.types).at(np.arange(len(type_ids)))
    assert np.bincount(spread.token, spread.probability, minlength=len(type_ids)) == pytest.approx(1)
