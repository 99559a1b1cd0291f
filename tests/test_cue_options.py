"""Every option of a cue, as codebooks/README.md tells it."""

import pytest
from pydantic import ValidationError

from analysis.errors import InputError
from one_text import codebook, forms, mentions


@pytest.mark.parametrize(
    "text, found",
    [
        ("كانت ضربة قوية للاقتصاد", ["ضربة قوية"]),
        ("إن الضربة القوية أربكتهم", ["الضربة القوية"]),
        ("تلقى الفريق ضربات قوية", ["ضربات قوية"]),
        ("وصف ذلك بضربة قوية", ["بضربة قوية"]),
        ("كانت ضربة. قوية هي الريح", []),
        ("كانت ضربة، قوية وموجعة", []),
        ("كانت ضربة «قوية» للسوق", ["ضربة «قوية"]),
        ("كانت ضربة موجعة", []),
    ],
)
def test_a_phrase_is_found_in_every_inflection(text, found):
    assert forms(text, "[ضربة قوية]") == found


@pytest.mark.parametrize(
    "within, text, found",
    [
        (0, "الضربة كانت قوية", []),
        (1, "الضربة كانت قوية", ["الضربة كانت قوية"]),
        (1, "الضربة أمس كانت قوية", []),
        (2, "الضربة أمس كانت قوية", ["الضربة أمس كانت قوية"]),
    ],
)
def test_within_counts_the_words_between(within, text, found):
    assert forms(text, f"[{{words: ضربة قوية, within: {within}}}]") == found


@pytest.mark.parametrize("order, found", [("fixed", []), ("either", ["خطير هذا التصعيد"])])
def test_order(order, found):
    assert forms("خطير هذا التصعيد", f"[{{words: تصعيد خطير, within: 1, order: {order}}}]") == found


def test_variants_count_under_the_cue():
    found = mentions(
        "سببه فشل في التنسيق. وسببه فشل للتنسيق. وسببه فشل التنسيق.",
        "[{words: فشل التنسيق, variants: [فشل في التنسيق, فشل للتنسيق]}]",
    )
    assert found["cue"].tolist() == ["فشل التنسيق"] * 3
    assert found["form"].tolist() == ["فشل في التنسيق", "فشل للتنسيق", "فشل التنسيق"]


@pytest.mark.parametrize(
    "text, found",
    [
        ("نفذوا ضربات جوية قوية", []),
        ("كانت ضربة قوية", ["ضربة قوية"]),
        ("كانت ضربة قوية بعد ضربة جوية", ["ضربة قوية"]),
    ],
)
def test_an_exclusion_bars_what_it_overlaps(text, found):
    assert forms(text, "[{words: ضربة قوية, within: 1}]", "[ضربة جوية]") == found


def test_a_pinned_lemma_leaves_its_homograph_out():
    text = "سقط المقاتلون بعد مقتل قائدهم. عاد مقاتلان."
    assert forms(text, "[{words: مقاتل, lemmas: {مقاتل: مُقاتِل}}]") == ["المقاتلون", "مقاتلان"]
    assert forms(text, "[{words: مقاتل, lemmas: {مقاتل: مَقْتَل}}]") == ["مقتل"]


@pytest.mark.parametrize("pin", ["ضَرْبَة", "ضَربة", "ضربة"])
def test_a_pin_needs_only_the_marks_that_tell_it_apart(pin):
    assert forms("كانت ضربة قوية", f"[{{words: ضربة قوية, lemmas: {{ضربة: {pin}}}}}]") == ["ضربة قوية"]


def test_a_pin_that_the_lexicon_does_not_know_says_what_it_knows():
    with pytest.raises(InputError, match=r"pins 'ضربة' to ضُرْبَة.*knows it as: ضَرْبَة \(noun\)"):
        forms("كانت ضربة قوية", "[{words: ضربة قوية, lemmas: {ضربة: ضُرْبَة}}]")


@pytest.mark.parametrize(
    "pos, found",
    [("noun", ["فتح آفاق"]), ("verb", ["يفتح آفاقا"])],
)
def test_a_part_of_speech_parts_noun_and_verb(pos, found):
    text = "قال إنه يريد فتح آفاق جديدة. وهذا العمل الكبير سوف يفتح آفاقا جديدة."
    assert forms(text, f"[{{words: فتح آفاق, pos: {{فتح: {pos}}}}}]") == found


def test_a_pin_of_a_word_that_is_not_in_the_cue_is_refused():
    with pytest.raises(ValidationError, match="'ضربات' is pinned, but is no word of the cue 'ضربة قوية'"):
        codebook("[{words: ضربة قوية, pos: {ضربات: noun}}]")


@pytest.mark.parametrize(
    "cues, found",
    [
        ("[خسارة, خسارة كبيرة]", ["خسارة كبيرة"]),
        ("[خسارة كبيرة, كبيرة جدا]", ["خسارة كبيرة"]),
        ("[كبيرة جدا, خسارة كبيرة]", ["خسارة كبيرة"]),
    ],
)
def test_of_overlapping_matches_the_longest_then_the_first_counts(cues, found):
    assert forms("كانت خسارة كبيرة جدا", cues) == found


@pytest.mark.parametrize(
    "text, ambiguous",
    [("كانت ضربة قوية", False), ("إن فتح آفاق جديدة مهم", True)],
)
def test_a_word_that_may_be_another_is_marked(text, ambiguous):
    found = mentions(text, "[ضربة قوية, {words: فتح آفاق, pos: {فتح: noun}}]")
    assert found["ambiguous"].tolist() == [ambiguous]
