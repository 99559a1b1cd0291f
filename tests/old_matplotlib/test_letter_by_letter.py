"""Text for a matplotlib before 3.11: shaped, ordered and mirrored as FriBidi does it.

``reorder`` is tested under any matplotlib; what chooses it needs an old one, and is skipped elsewhere.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml
from matplotlib import _text_helpers
from matplotlib.font_manager import findfont, get_font

import fribidi

pytestmark = pytest.mark.oracle
needs_fribidi = pytest.mark.skipif(fribidi.LIBRARY is None, reason=fribidi.MISSING)

FIXTURES = Path(__file__).parents[1] / "fixtures"
STRINGS = yaml.safe_load((FIXTURES / "strings.yml").read_text(encoding="utf-8"))
MARKS = "\u064b-\u0655\u0670"
#: The arabic-reshaper knows no glyphs of this letter (U+06A8), and leaves its neighbours unjoined.
UNKNOWN_TO_THE_RESHAPER = "ڨ"


def arabic_lines(strings):
    """Give the lines that hold an Arabic letter; ⟦…⟧ marks what is isolated."""
    lines = (line for string in strings for line in string.split("\n"))
    return [line for line in lines if re.search("[\u0620-\u064a\u0671-\u06d3]", line)]


LINES = [
    line
    for strings in STRINGS.values()
    for line in arabic_lines(strings)
    if UNKNOWN_TO_THE_RESHAPER not in line
]


def typed(line):
    return re.sub("⟦(.*?)⟧", "\u2066\\1\u2069", line)


# --- the reference, but for what two shapers may write differently --------------------------------

HAMZA_ALONE, HAMZA = "\ufe80", "\u0621"
#: Final alefs, and the ligature of each with a lam, as it stands alone; one that is joined follows it.
LAM_ALEF = {"\ufe82": "\ufef5", "\ufe84": "\ufef7", "\ufe88": "\ufef9", "\ufe8e": "\ufefb"}
INITIAL_LAM, MEDIAL_LAM = "\ufedf", "\ufee0"


def expected(line):
    """Shape and order with FriBidi; it joins no lam and alef over a mark, which the reshaper does."""
    drawn = fribidi.presentation("\u061c" + typed(line), right_to_left=True)
    drawn = "".join(sign for sign in drawn if unicodedata.category(sign) != "Cf")
    return re.sub(f"([{''.join(LAM_ALEF)}])([{MARKS}]+)([{INITIAL_LAM}{MEDIAL_LAM}])", _ligature, drawn)


def _ligature(found):
    alef, marks, lam = found.groups()
    return marks + chr(ord(LAM_ALEF[alef]) + (lam == MEDIAL_LAM))


def written_alike(drawn):
    return drawn.replace(HAMZA_ALONE, HAMZA)


@needs_fribidi
@pytest.mark.parametrize("line", LINES)
def test_a_line_is_shaped_and_ordered_as_fribidi_does_it(line, gate):
    assert written_alike(gate.reorder(typed(line))) == expected(line)


@needs_fribidi
@pytest.mark.parametrize("kind", STRINGS)
def test_the_gate_prepares_each_line_so(kind, old_gate):
    strings = [string for string in STRINGS[kind] if UNKNOWN_TO_THE_RESHAPER not in string]
    for line in arabic_lines(strings):
        assert written_alike(old_gate.rtl(typed(line))) == expected(line)


# --- what a reader sees, written by hand from left to right ---------------------------------------


def letters(drawn):
    """Write positional glyphs as the letters they show; a ligature from left to right, too."""
    return "".join(unicodedata.normalize("NFKC", sign)[::-1] for sign in drawn)


@pytest.mark.parametrize(
    "logical, seen",
    [
        ("الاتحاد (المنحل)", "(لحنملا) داحتالا"),
        ("الاتحاد [المنحل]", "[لحنملا] داحتالا"),
        ("«خبر كاذب»", "«بذاك ربخ»"),
        ("أ < ب", "ب > أ"),
        ("منظمة (WHO)", "(WHO) ةمظنم"),
        ("أ (ب)(ج)", "(ج)(ب) أ"),
        ("أ f(x)(y)", "f(x)(y) أ"),
        ("أ (BBC (WHO)) ب", "ب (BBC (WHO)) أ"),
    ],
)
def test_brackets_are_mirrored(logical, seen, gate):
    assert letters(gate.reorder(logical)) == seen


@pytest.mark.parametrize(
    "logical, seen",
    [
        ("عام 2014", "2014 ماع"),
        ("عام ٢٠١٤", "٢٠١٤ ماع"),
        ("7 قتلى", "ىلتق 7"),
        ("بلغ 1,250.5 ليرة", "ةريل 1,250.5 غلب"),
        ("BBC عربي", "يبرع BBC"),
        ("الأعوام ⟦2010–2015⟧", "2010–2015 ماوعألا"),
        ("الحرارة ⟦−5⟧ درجات", "تاجرد −5 ةرارحلا"),
        ("صدر في ⟦2015-05-12⟧", "2015-05-12 يف ردص"),
    ],
)
def test_digits_and_what_is_isolated_run_left_to_right(logical, seen, gate):
    assert letters(gate.reorder(typed(logical))) == seen


@pytest.mark.parametrize("line", arabic_lines(STRINGS["harakat"] + STRINGS["lam alef"]))
def test_marks_and_stretching_strokes_are_kept(line, gate):
    def signs(text):
        return Counter(re.findall(f"[{MARKS}ـ]", text))

    assert signs(gate.reorder(line)) == signs(line)


# --- the gate where matplotlib is old -------------------------------------------------------------


def test_text_is_never_shaped_twice(old_gate):
    once = old_gate.rtl("محمود درويش")
    with pytest.raises(ValueError, match="already shaped"):
        old_gate.rtl(once)


def test_lines_keep_their_order(old_gate):
    first, second = old_gate.rtl("سطر أول\nسطر ثان").split("\n")
    assert (letters(first), letters(second)) == ("لوأ رطس", "ناث رطس")


@pytest.mark.parametrize("text", ["Strong blow (2)", "50%", "2010–2015", "", "\n"])
def test_text_without_arabic_is_returned_as_it_is(text, old_gate):
    assert old_gate.rtl(text) == text


def test_nothing_without_width_is_left_to_be_drawn_as_a_box(old_gate):
    assert old_gate.rtl(old_gate.ltr("−5")) == "−5"
    assert letters(old_gate.rtl(f"الحرارة {old_gate.ltr('−5')}\u200f.")) == ".−5 ةرارحلا"


@pytest.fixture
def font():
    opened = get_font(findfont("DejaVu Sans"))
    opened.set_size(12, 72)
    return opened


@pytest.mark.parametrize("kind", ["words", "harakat", "lam alef", "brackets", "quotations"])
def test_matplotlib_draws_it_from_left_to_right(kind, old_gate, font):
    for line in arabic_lines(STRINGS[kind]):
        prepared = old_gate.rtl(line)
        drawn = list(_text_helpers.layout(prepared, font))
        assert "".join(item.char for item in drawn) == prepared
        places = [item.x for item in drawn]
        assert places == sorted(places)


@pytest.mark.parametrize("kind", ["words", "names", "phrases", "allah and neighbours"])
def test_no_letter_is_drawn_as_a_box(kind, old_gate, font):
    known = (string for string in STRINGS[kind] if UNKNOWN_TO_THE_RESHAPER not in string)
    for line in arabic_lines(known):
        assert all(font.get_char_index(ord(sign)) for sign in old_gate.rtl(line)), line
