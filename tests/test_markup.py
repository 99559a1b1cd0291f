import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis.display.markup import Html, direction, isolated, look_css, prose, style_element


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("ضربة قوية", "rtl"),
        ("BBC", "ltr"),
        ("", "ltr"),
        ("2016", "ltr"),
        ("2016 عام", "rtl"),
        ("BBC ترى", "rtl"),  # three of six letters
        ("قال: this is mostly English", "ltr"),
        ("BBC: وأفادت مصادر محلية بالخبر", "rtl"),  # though its first letter is Latin
    ],
)
def test_the_letters_decide_the_direction(text, way):
    assert direction(text) == way


def test_any_arabic_letter_decides_where_that_is_asked():
    assert direction("mostly English, one word: بيت", share=0.01) == "rtl"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("بيت", '<bdi lang="ar" dir="rtl">بيت</bdi>'),
        ("BBC عربي", '<bdi lang="ar" dir="rtl">BBC عربي</bdi>'),
        ("house", "<bdi>house</bdi>"),
        (14, "<bdi>14</bdi>"),
        (None, "<bdi>None</bdi>"),
    ],
)
def test_a_word_is_isolated_in_its_script(value, shown):
    assert isolated(value) == shown


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<b>بيت</b>", "a & b", '" onclick="x'])
def test_what_comes_from_a_table_is_escaped(evil):
    for shown in (isolated(evil), prose("{x}", x=evil).body):
        assert "<script" not in shown
        assert "<b>" not in shown
        assert '"' not in re.sub(r"<bdi[^>]*>", "", shown)
        assert evil in shown.unescape()


@given(st.text())
def test_isolating_loses_no_character(text):
    assert (
        Markup(re.sub(r"^<bdi[^>]*>|</bdi>$", "", isolated(text))).unescape()
        == Markup(str(Markup.escape(text))).unescape()
    )


def test_prose_fills_its_gaps_with_isolated_values():
    assert prose("{n} of {who}", n=2, who="القدس").body == (
        '<p><bdi>2</bdi> of <bdi lang="ar" dir="rtl">القدس</bdi></p>'
    )


def test_prose_with_a_gap_that_nothing_fills_is_refused():
    with pytest.raises(KeyError, match="missing"):
        prose("{missing}")


def test_a_piece_shows_itself_with_its_style_in_jupyterlab_and_without_in_the_report():
    piece = Html(Markup("<p>بيت</p>"))
    assert piece._repr_html_() == f'{style_element()}<div class="itar"><p>بيت</p></div>'
    assert piece.__html__() == "<p>بيت</p>"


def test_the_style_sheet_loads_nothing():
    assert look_css() in style_element()
    assert "url(" not in look_css()
    assert "@import" not in look_css()
