"""The gate to matplotlib: what it adds, what it leaves alone, what it refuses."""

import pytest
from arabic_reshaper import ArabicReshaper
from bidi import get_display

from analysis.display import rtl as gate
from analysis.display.rtl import ALM, LRI, PDI, ltr, rtl

pytestmark = pytest.mark.skipif(not gate.NATIVE, reason="this matplotlib shapes nothing itself")


@pytest.mark.parametrize(
    "typed, prepared",
    [
        ("ضربة قوية", f"{ALM}ضربة قوية"),
        ("BBC عربي", f"{ALM}BBC عربي"),
        ("50% نمو", f"{ALM}50% نمو"),
        ("٥٠٪", f"{ALM}٥٠٪"),
        ("سطر\nثان", f"{ALM}سطر\n{ALM}ثان"),
        ("سطر\n(50%).", f"{ALM}سطر\n{ALM}(50%)."),
        ("سطر\n\nBBC (1).", f"{ALM}سطر\n\nBBC (1)."),
        ("﴿نص﴾ ﷺ", f"{ALM}﴿نص﴾ ﷺ"),
    ],
)
def test_arabic_runs_right_to_left(typed, prepared):
    assert rtl(typed) == prepared


@pytest.mark.parametrize("text", ["", "\n", "Strong blow (2)", "50%", "−5", "2010–2015", "¬ ≈", "Москва"])
def test_text_without_arabic_is_returned_as_it_is(text):
    assert rtl(text) == text


@pytest.mark.parametrize("text", ["ضربة قوية", "سطر\n(50%).", "BBC عربي\nBBC", "٥٠٪", "مُحَمَّدٌ", "50%"])
def test_preparing_twice_changes_nothing(text):
    assert rtl(rtl(text)) == rtl(text)


def test_what_must_keep_its_order_is_isolated():
    assert rtl(f"الحرارة {ltr('−5')}") == f"{ALM}الحرارة {LRI}−5{PDI}"


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
        rtl(gate.reorder(text))


def test_the_refusal_names_the_text_the_glyph_and_what_to_do():
    with pytest.raises(ValueError) as caught:
        rtl("\ufef9")
    assert str(caught.value) == (
        "'ﻹ' holds the positional glyph 'ﻹ' (ARABIC LIGATURE LAM WITH ALEF WITH HAMZA BELOW ISOLATED FORM): "
        "it is already shaped. Pass the text as it was typed; rtl() prepares it once."
    )
