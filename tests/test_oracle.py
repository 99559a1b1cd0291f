"""What matplotlib draws is what FriBidi and HarfBuzz say: the same glyphs of the same fonts, in order.

The reference reads the text as it was typed. It is told that Arabic paragraphs run right to left, opens
them with an ARABIC LETTER MARK of its own, orders them with FriBidi (Unicode Standard Annex 9) and shapes
each stretch with HarfBuzz. matplotlib is given what ``rtl`` prepares. matplotlib's own libraries for this
(libraqm, SheenBidi, its copy of HarfBuzz) take no part in the reference.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import unescape

import pytest
import yaml
from arabic_reshaper import ArabicReshaper
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import _text_helpers, ft2font
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.text import Text

import fribidi
from analysis.display import figures, rtl, style, words
from analysis.display.charts import Chart
from analysis.framing import by_voice, course

hb = pytest.importorskip("uharfbuzz", reason="uharfbuzz is not installed: pip install uharfbuzz")
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(fribidi.LIBRARY is None, reason=fribidi.MISSING),
    pytest.mark.skipif(not rtl.NATIVE, reason="this matplotlib shapes nothing itself"),
]

STRINGS = yaml.safe_load((Path(__file__).parent / "fixtures" / "strings.yml").read_text(encoding="utf-8"))
ALL = [string for kind in STRINGS.values() for string in kind]
ALM = "\u061c"
AMIRI = (style.ARABIC, style.LATIN)


class Drawn(NamedTuple):
    """A glyph, as both sides name it."""

    face: str
    glyph: int


# --- the reference --------------------------------------------------------------------------------


class Face(NamedTuple):
    name: str
    characters: frozenset[int]
    font: "hb.Font"


@cache
def face(path: str) -> Face:
    """Read a font's file for HarfBuzz."""
    opened = hb.Face(hb.Blob.from_file_path(path))
    return Face(ft2font.FT2Font(path).postscript_name, frozenset(opened.unicodes), hb.Font(opened))


def invisible(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def faces_of(line: str, faces: list[Face]) -> list[Face]:
    """Give each character the first face that has it and the marks on it."""
    chosen: list[Face] = []
    for letter in re.finditer(r"(?s).[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]*", line):
        needed = {ord(sign) for sign in letter.group() if not invisible(sign)}
        first = next((one for one in faces if needed <= one.characters), faces[-1])
        chosen += [first] * len(letter.group())
    return chosen


def scripts_of(line: str) -> list[str]:
    """Give each character its script (Unicode Standard Annex 24, section 5).

    Signs and digits belong with what stands before them, a closing bracket with its opening one.
    """
    last = next(filter(None, map(script_of, line)), "Zyyy")
    scripts, opened = [], []
    for sign in line:
        last = script_of(sign) or last
        if sign in PAIRS:
            opened.append((PAIRS[sign], last))
        elif any(sign == closing for closing, _ in opened):
            closing = ""
            while closing != sign:
                closing, last = opened.pop()
        scripts.append(last)
    return scripts


PAIRS = dict(zip("([{<«‹“‘⟨⟪", ")]}>»›”’⟩⟫", strict=True))


@cache
def script_of(sign: str) -> str:
    """Give a character's script, as HarfBuzz knows it; none for what several scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(sign)
    buffer.guess_segment_properties()
    return buffer.script or ""


def written_in_arabic(text: str) -> bool:
    """Tell whether letters or digits of Arabic script stand in a text."""
    return any(
        unicodedata.category(sign) in ("Lo", "Nd") and "ARABIC" in unicodedata.name(sign) for sign in text
    )


def runs_right_to_left(line: str, label: str) -> bool:
    """Tell a line's direction: its own script's, or its label's where it holds no letter.

    Where neither is Arabic, the first strong sign decides (Unicode Standard Annex 9, rule P2).
    """
    if written_in_arabic(line if any(map(str.isalpha, line)) else label):
        return True
    classes = map(unicodedata.bidirectional, re.sub("\u2066.*?\u2069", "", line))
    return next((found for found in classes if found in ("L", "R", "AL")), "L") != "L"


def reference(line: str, paths: list[str], right_to_left: bool) -> list[tuple[Drawn, str]]:
    """Lay a line out, from left to right: each glyph with the first character that it stands for."""
    line = ALM + line if right_to_left else line
    faces, scripts = faces_of(line, [face(path) for path in paths]), scripts_of(line)

    def stretch(place):
        return place.level, faces[place.index].name, scripts[place.index]

    laid_out = []
    for (level, _, script), places in groupby(fribidi.visual_order(line, right_to_left), stretch):
        indices = [place.index for place in places]
        first, length = min(indices), len(indices)
        assert sorted(indices) == list(range(first, first + length))
        buffer = hb.Buffer()
        buffer.add_codepoints([ord(sign) for sign in line], first, length)
        buffer.direction, buffer.script = ("rtl" if level % 2 else "ltr"), script
        hb.shape(faces[first].font, buffer)
        laid_out += [
            (Drawn(faces[first].name, item.codepoint), line[item.cluster]) for item in buffer.glyph_infos
        ]
    return laid_out


# --- what matplotlib lays out ---------------------------------------------------------------------


def paths_of(properties: FontProperties) -> list[str]:
    return [str(found.path) for found in fontManager._find_fonts_by_props(properties)]


def laid_out_by_matplotlib(line: str, properties: FontProperties) -> list[tuple[Drawn, str]]:
    font = get_font(fontManager._find_fonts_by_props(properties))
    return [
        (Drawn(item.ft_object.postscript_name, item.glyph_index), item.char[:1])
        for item in _text_helpers.layout(line, font)
    ]


def visible(laid_out: list[tuple[Drawn, str]]) -> list[Drawn]:
    return [drawn for drawn, sign in laid_out if not invisible(sign)]


def typed(string: str) -> str:
    """Write what ⟦…⟧ encloses as ltr() isolates it."""
    return re.sub("⟦(.*?)⟧", lambda kept: rtl.ltr(kept.group(1)), string)


@pytest.fixture(scope="module", autouse=True)
def fonts():
    with style.look():
        yield


def agrees(string: str, prepare: Callable[[str], str]) -> bool:
    """Tell whether matplotlib draws each line of a prepared string as the reference draws it."""
    properties = FontProperties(family=list(AMIRI))
    label, paths = typed(string), paths_of(properties)
    drawn = [visible(laid_out_by_matplotlib(line, properties)) for line in prepare(label).split("\n")]
    return drawn == [
        visible(reference(line, paths, runs_right_to_left(line, label))) for line in label.split("\n")
    ]


# --- strings --------------------------------------------------------------------------------------


def test_there_are_strings_enough():
    assert len(set(ALL)) == len(ALL) >= 300


#: libraqm 0.10 takes the script of the inner bracket for the outer one: its place is right, its shape Latin.
NESTED = "منظمة (World Health Organization (WHO)) الدولية"


@pytest.mark.parametrize("string", [string for string in ALL if string != NESTED])
def test_a_string_is_drawn_as_the_reference_draws_it(string):
    assert agrees(string, rtl.rtl)


@pytest.mark.xfail(strict=True, reason="libraqm 0.10 shapes the outer of two closing brackets as Latin")
def test_nested_brackets_are_drawn_as_the_reference_draws_them():
    assert agrees(NESTED, rtl.rtl)


def characters(laid_out: list[tuple[Drawn, str]]) -> str:
    return "".join(sign for _, sign in laid_out if not invisible(sign))


def test_nested_brackets_stand_where_the_reference_puts_them():
    properties = FontProperties(family=list(AMIRI))
    expected = characters(reference(NESTED, paths_of(properties), right_to_left=True))
    assert characters(laid_out_by_matplotlib(rtl.rtl(NESTED), properties)) == expected


@pytest.mark.parametrize(
    "logical, seen",
    [
        ("BBC عربي", "يبرع BBC"),
        ("قناة BBC", "BBC ةانق"),
        ("عام 2014.", ".2014 ماع"),
        ("الأعوام 2010-2015", "2015-2010 ماوعألا"),
        ("الأعوام ⟦2010-2015⟧", "2010-2015 ماوعألا"),
        ("الحرارة ⟦−5⟧", "−5 ةرارحلا"),
        ("50% نمو", "ومن %50"),
        ("نمو 50%", "%50 ومن"),
        ("٥٠٪", "٪٥٠"),
        ("نمو\n50%.", "ومن\n.%50"),
        ("Growth (1).\nنمو (1).", "Growth (1).\n.)1( ومن"),
    ],
)
def test_the_order_that_a_reader_sees(logical, seen):
    """Written by hand, from left to right: neither library is asked. Brackets are named as typed."""
    properties = FontProperties(family=list(AMIRI))
    lines = rtl.rtl(typed(logical)).split("\n")
    drawn = "\n".join(characters(laid_out_by_matplotlib(line, properties)) for line in lines)
    assert drawn == seen


#: Brackets come closed: libraqm loses count of others (see above).
PIECES = [
    "لا", "خبر", "ة", "ضَ", "ـ", "12", "٣٤", "%", "٪", "-", "–", ".", ",", "،", ":", "BBC", "x", "/", "#",
    "_", "؟", "!", "$", "+", "Москва", "⟦-5⟧", "⟦x٣⟧", "(BBC)", "[12]", "«خبر»", "“x”", "‹٣›",
    " ", "\u200e", "\u200f",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join).filter(written_in_arabic))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_any_mixture_is_drawn_as_the_reference_draws_it(string):
    assert agrees(string, rtl.rtl)


# --- the oracle itself: it must see what used to go wrong -----------------------------------------


RESHAPER = ArabicReshaper({"delete_harakat": False})


def without_letter_mark(label: str) -> str:
    return rtl.rtl(label).replace(ALM, "")


def shaped_first(label: str) -> str:
    return "\n".join(ALM + RESHAPER.reshape(line) for line in label.split("\n"))


def reversed_first(label: str) -> str:
    return "\n".join(ALM + line[::-1] for line in label.split("\n"))


def shaped_and_ordered_first(label: str) -> str:
    return "\n".join(rtl.reorder(line) for line in label.split("\n"))


@pytest.mark.parametrize(
    "mistake, string",
    [
        (without_letter_mark, "BBC عربي"),
        (without_letter_mark, "50% نمو"),
        (without_letter_mark, "«BBC» و«رويترز»"),
        (shaped_first, "محمود درويش"),
        (shaped_first, "خبـــــر"),
        (reversed_first, "محمود درويش"),
        (reversed_first, "لا"),
        (shaped_and_ordered_first, "محمود درويش"),
        (shaped_and_ordered_first, "قتل 7 وجرح 12"),
    ],
)
def test_a_mistake_is_seen(mistake, string):
    assert agrees(string, rtl.rtl)
    assert not agrees(string, mistake)


@pytest.mark.parametrize(
    "mistake", [without_letter_mark, shaped_first, reversed_first, shaped_and_ordered_first]
)
def test_a_mistake_is_seen_in_many_strings(mistake):
    arabic = [string for string in ALL if any(map(str.isalpha, string)) and written_in_arabic(string)]
    assert sum(not agrees(string, mistake) for string in arabic) >= 25


# --- every figure on the seeds --------------------------------------------------------------------


def frame_by_voice_chart(coded, codebook):
    return figures.frame_by_voice(by_voice(coded.mentions, coded.corpus.articles, codebook))


def course_chart(coded, codebook):
    table = course(coded.mentions, coded.corpus.segments, coded.corpus.articles, codebook)
    code = words.language()
    return figures.course(table, {name: getattr(frame.name, code) for name, frame in codebook.frames.items()})


#: How each function of display.figures is called on the seeds, as its notebook calls it.
CHARTS = {"frame_by_voice": frame_by_voice_chart, "course": course_chart}
LANGUAGES = sorted(found.stem for found in Path(words.__file__).parent.glob("*.yml"))


def test_no_figure_is_forgotten():
    drawing = {name for name, function in vars(figures).items() if returns_chart(function)}
    assert drawing == set(CHARTS)


def returns_chart(function: object) -> bool:
    own = getattr(function, "__module__", "") == figures.__name__
    return own and getattr(function, "__annotations__", {}).get("return") is Chart


def glyphs_drawn(svg: str) -> list[tuple[str, list[Drawn]]]:
    """Read from a drawing what stands in it: each line of text, with its glyphs in their order."""
    groups = re.findall(r"(?s)<!-- (.*?) -->\s*<g[^>]*>(.*?)</g>", svg)
    return [
        (
            unescape(line),
            [
                Drawn(name, int(glyph, 16))
                for name, glyph in re.findall(r'<use xlink:href="#([\w-]+)-([0-9a-f]+)"', drawn)
            ],
        )
        for line, drawn in groups
    ]


def lines_of(figure: Figure) -> dict[str, list[list[str]]]:
    """Give each line of a figure's texts the fonts that are asked for, one list a text."""
    asked: dict[str, list[list[str]]] = {}
    for text in figure.findobj(Text):
        for line in text.get_text().split("\n"):
            asked.setdefault(line, []).append(paths_of(text.get_fontproperties()))
    return asked


def arabic_lines_of(chart: Chart) -> list[str]:
    """Compare each Arabic line that a chart's drawing holds with the reference, and give them all."""
    fonts_asked = lines_of(chart.figure)
    arabic = [(line, glyphs) for line, glyphs in glyphs_drawn(chart.svg) if written_in_arabic(line)]
    for line, glyphs in arabic:
        logical = line.removeprefix(ALM)
        assert glyphs in [
            [drawn for drawn, _ in reference(logical, paths, right_to_left=True)]
            for paths in fonts_asked[line]
        ], logical
        assert all(drawn.glyph for drawn in glyphs), f"{logical}: a sign that no face has is drawn as a box"
    return [line.removeprefix(ALM) for line, _ in arabic]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_is_drawn_as_the_reference_draws_it(name, code, seeds, event_impact, monkeypatch):
    monkeypatch.setenv(words.VARIABLE, code)
    lines = arabic_lines_of(CHARTS[name](seeds, event_impact))
    assert set(filter(written_in_arabic, seeds.corpus.articles["outlet"])) <= set(lines)


@pytest.mark.parametrize("name", CHARTS)
def test_names_in_any_script_are_drawn_as_the_reference_draws_them(name, seeds, event_impact):
    outlets = ["BBC عربي (≈ 50%)", "«الأيام» – Москва"]
    articles = seeds.corpus.articles.assign(outlet=outlets)
    renamed = seeds._replace(corpus=seeds.corpus._replace(articles=articles))
    assert set(outlets) <= set(arabic_lines_of(CHARTS[name](renamed, event_impact)))
