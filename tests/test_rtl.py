"""The gate to matplotlib: what it adds, what it leaves alone, what it refuses; and the older branch."""

import re
import unicodedata

import pytest
from arabic_reshaper import ArabicReshaper
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from analysis.display import rtl as module
from analysis.display.rtl import ALM, LRI, PDI, ltr, reorder, rtl

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

native = pytest.mark.skipif(not module.NATIVE, reason="this matplotlib does not shape text itself")


@native
@pytest.mark.parametrize(
    ("typed", "prepared"),
    [
        ("ضربة قوية", f"{ALM}ضربة قوية"),
        ("BBC عربي", f"{ALM}BBC عربي"),  # else the first letter would make the line run left to right
        ("2016 عام", f"{ALM}2016 عام"),
        ("50% نمو", f"{ALM}50% نمو"),
        ("٥٠٪", f"{ALM}٥٠٪"),
        ("القدس\nBBC\nعربي", f"{ALM}القدس\nBBC\n{ALM}عربي"),
        ("سطر\n(50%).", f"{ALM}سطر\n{ALM}(50%)."),
        ("سطر\n\nBBC (1).", f"{ALM}سطر\n\nBBC (1)."),
        ("﴿نص﴾ ﷺ", f"{ALM}﴿نص﴾ ﷺ"),
        ("", ""),
        ("\n", "\n"),
    ],
)
def test_each_line_with_an_arabic_letter_runs_right_to_left(typed, prepared):
    assert rtl(typed) == prepared


@pytest.mark.parametrize(
    "text", ["BBC", "14 outlets", "(a) – 5 %", "naïve Ωμέγα 中文", "$5 and $6", " ", "−5", "¬ ≈", "Москва"]
)
def test_text_without_arabic_is_untouched(text):
    assert rtl(text) == text


@native
@given(st.text(st.sampled_from(LETTERS + "abc 123()\n\u064b" + ALM)))
def test_preparing_twice_changes_nothing_and_no_sign_is_lost(text):
    once = rtl(text)
    assert rtl(once) == once
    assert once.replace(ALM, "") == text.replace(ALM, "")


@pytest.mark.parametrize("written_so", ["قال ﷺ هذا", "﴾نص﴿", "ﷲ"])
def test_ligatures_that_are_written_as_such_are_not_taken_for_shaped_text(written_so):
    assert rtl(written_so).endswith(written_so) or not module.NATIVE


@native
def test_what_must_keep_its_order_is_isolated():
    assert ltr("2014-2016") == f"{LRI}2014-2016{PDI}"
    assert rtl(f"الحرارة {ltr('−5')}") == f"{ALM}الحرارة {LRI}−5{PDI}"


def test_an_older_matplotlib_gets_the_line_in_drawing_order(monkeypatch):
    monkeypatch.setattr(module, "NATIVE", False)
    assert rtl("abc\nبيت") == "abc\n" + reorder("بيت")
    assert rtl(ltr("-5")) == "-5"


# --- never twice ----------------------------------------------------------------------------------

RESHAPER = ArabicReshaper({"delete_harakat": False})
WORDS = ["محمود درويش", "لا", "خبر (عاجل) 2015", "BBC عربي", "رَسْمِيًّا", "پاکستان", "سطر\nثان", "أ"]


@pytest.mark.parametrize("text", WORDS)
def test_reshaped_text_is_refused(text):
    with pytest.raises(ValueError, match="already shaped"):
        rtl(RESHAPER.reshape(text))


@pytest.mark.parametrize("text", WORDS)
def test_reshaped_and_reordered_text_is_refused(text):
    with pytest.raises(ValueError, match="already shaped"):
        rtl(get_display(RESHAPER.reshape(text)))


@pytest.mark.parametrize("text", [line for text in WORDS for line in text.split("\n")])
def test_what_older_matplotlibs_are_given_is_refused(text):
    with pytest.raises(ValueError, match="already shaped"):
        rtl(reorder(text))


def test_the_refusal_names_the_text_the_glyph_and_what_to_do():
    with pytest.raises(ValueError) as caught:
        rtl("\ufef9")
    assert str(caught.value) == (
        "'ﻹ' holds the positional glyph 'ﻹ' (ARABIC LIGATURE LAM WITH ALEF WITH HAMZA BELOW ISOLATED FORM): "
        "it is already shaped. Pass the text as it was typed; rtl() prepares it once."
    )


# --- the older branch: every line is given in the order in which it is drawn, from left to right ------


def base(text):
    """Undo the shaping, keep the drawing order: positional glyphs back to letters."""
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("بيت", "تيب"),
        ("بيت كبير", "ريبك تيب"),
        ("عام 2016", "2016 ماع"),  # digits run left to right inside the line
        ("BBC عربي", "يبرع BBC"),
        ("عربي BBC News هنا", "انه BBC News يبرع"),
        ("بيت (كبير)", "(ريبك) تيب"),  # each bracket still opens towards its word
        ("بيت [كبير]", "[ريبك] تيب"),
        ("بيت «كبير»", "«ريبك» تيب"),
        ("بيت (BBC) هنا", "انه (BBC) تيب"),
        ("5 (كبير", "ريبك) 5"),
    ],
)
def test_reorder_gives_the_drawing_order(typed, drawn):
    assert base(reorder(typed)) == drawn


def test_reorder_shapes_the_letters():
    assert reorder("بيت") == "ﺖﻴﺑ"  # final, medial, initial, drawn from left to right


@pytest.mark.parametrize("vowelled", ["ضَرْبَة", "مُقاتِل", "رسميًا", "شدّة"])
def test_reorder_keeps_the_harakat(vowelled):
    marks = sorted(sign for sign in vowelled if unicodedata.combining(sign))
    drawn = unicodedata.normalize("NFKD", reorder(vowelled))
    assert marks
    assert sorted(sign for sign in drawn if unicodedata.combining(sign)) == marks


@given(st.text(st.sampled_from(LETTERS + "abc 123()[]«»"), max_size=20))
def test_reorder_loses_no_letter_and_leaves_no_sign_of_its_own(text):
    drawn = reorder(text)
    kept = re.sub(r"[()\[\]«»]", "", drawn)
    assert sorted(base(kept)) == sorted(re.sub(r"[()\[\]«»]", "", text))
    assert len(re.findall(r"[()]", drawn)) == len(re.findall(r"[()]", text))


def test_reorder_drops_marks_of_direction_that_an_old_renderer_would_draw_as_boxes():
    assert base(reorder(f"{ALM}بيت {LRI}2{PDI}")) == "2 تيب"
