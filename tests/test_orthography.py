import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.orthography import (
    bare,
    has_arabic,
    normalise,
    pipeline,
    remove_marks,
    remove_tatweel,
    remove_zero_width,
    unfold_presentation_forms,
    unify_alef,
    unify_alef_maqsura,
    unify_digits,
    unify_teh_marbuta,
)

ARABIC_TEXT = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF))
WRITTEN_IN_THE_BMP = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) != "Cs"]


@pytest.mark.parametrize(
    ("written", "without"),
    [
        ("رسميًّا", "رسميا"),
        ("مُقاتِلٌ", "مقاتل"),
        ("هٰذا", "هذا"),
        ("قُرآن", "قرآن"),
        ("café", "café"),
        ("", ""),
    ],
)
def test_remove_marks(written, without):
    assert remove_marks(written) == without


def test_every_arabic_mark_is_removed():
    marks = [c for c in WRITTEN_IN_THE_BMP if _is_arabic(c) and unicodedata.category(c) == "Mn"]
    assert len(marks) > 60
    assert remove_marks("".join(marks)) == ""


def test_no_letter_is_removed_as_a_mark():
    letters = "".join(c for c in WRITTEN_IN_THE_BMP if unicodedata.category(c) in ("Lo", "Lu", "Ll", "Nd"))
    assert remove_marks(letters) == letters


@pytest.mark.parametrize(("written", "without"), [("ضـــربة", "ضربة"), ("هـ", "ه"), ("ضربة", "ضربة")])
def test_remove_tatweel(written, without):
    assert remove_tatweel(written) == without


@pytest.mark.parametrize(
    ("written", "without"),
    [("لا\u200cشيء", "لاشيء"), ("\ufeffخبر\u200f", "خبر"), ("الت\u00adنسيق", "التنسيق"), ("أ ب", "أ ب")],
)
def test_remove_zero_width(written, without):
    assert remove_zero_width(written) == without


@pytest.mark.parametrize(
    ("glyphs", "letters"), [("ﺿﺮﺑﺔ", "ضربة"), ("ﻻ", "لا"), ("ﭘﻴﻢ", "پيم"), ("½ ﬁ", "½ ﬁ"), ("ضربة", "ضربة")]
)
def test_unfold_presentation_forms(glyphs, letters):
    assert unfold_presentation_forms(glyphs) == letters


@pytest.mark.parametrize(
    ("written", "unified"),
    [
        ("أمريكية", "امريكية"),
        ("إدلب", "ادلب"),
        ("الآن", "الان"),
        ("ٱلله", "الله"),
        ("ماء", "ماء"),
        ("سؤال", "سؤال"),
    ],
)
def test_unify_alef(written, unified):
    assert unify_alef(written) == unified


@pytest.mark.parametrize(("written", "unified"), [("لدى", "لدي"), ("علي", "علي")])
def test_unify_alef_maqsura(written, unified):
    assert unify_alef_maqsura(written) == unified


@pytest.mark.parametrize(("written", "unified"), [("مؤقتة", "مؤقته"), ("وجه", "وجه")])
def test_unify_teh_marbuta(written, unified):
    assert unify_teh_marbuta(written) == unified


@pytest.mark.parametrize(("written", "unified"), [("٢٠١٦", "2016"), ("۱۴۰۲", "1402"), ("2016", "2016")])
def test_unify_digits(written, unified):
    assert unify_digits(written) == unified


def test_pipeline_applies_its_rules_from_left_to_right():
    assert pipeline(lambda text: text + "1", lambda text: text + "2")("0") == "012"
    assert pipeline()("كما هو") == "كما هو"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("رسميًّا", "رسميا"),
        ("الأميركيّـة", "الاميركيه"),
        ("لدى", "لدي"),
        ("ﺿﺮﺑﺔ", "ضربه"),
        ("الت\u00adنسيق\u200f", "التنسيق"),
        ("BBC", "bbc"),
        ("عام ٢٠١٦", "عام 2016"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ضربة", "ضرب"), ("سؤال", "سوال"), ("قوية", "قويت"), ("شيء", "شي")]
)
def test_different_words_do_not_meet(one, other):
    assert normalise(one) != normalise(other)


def test_bare_merges_no_letters():
    assert bare("إلى أُمّةٍ") == "إلى أمة"


@given(ARABIC_TEXT)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_latin_text_only_loses_its_case(text):
    latin = "".join(character for character in text if character.isascii())
    assert normalise(latin) == latin.casefold()


def _is_arabic(character):
    return unicodedata.name(character, "").startswith("ARABIC")


def test_every_arabic_letter_of_the_basic_plane_counts_as_arabic():
    letters = [c for c in WRITTEN_IN_THE_BMP if unicodedata.name(c, "").startswith("ARABIC LETTER")]
    letters = [c for c in letters if unicodedata.category(c) == "Lo"]
    assert len(letters) > 300
    assert [hex(ord(c)) for c in letters if not has_arabic(c)] == []


def test_nothing_else_counts_as_arabic():
    others = (chr(code) for code in range(sys.maxunicode + 1) if not _is_arabic(chr(code)))
    assert [hex(ord(c)) for c in others if has_arabic(c) and unicodedata.name(c, "")] == []


@pytest.mark.parametrize("sign", ["،", "؟", "٪", "٥", "ـ", "\u064b", "﴾", "\u061c", "❤\ufe0f"])
def test_a_sign_is_no_arabic_letter(sign):
    assert not has_arabic(sign)
