"""Charts: what is drawn stands in the table, nothing is clipped, and the same table gives the same bytes."""

import functools
import hashlib
import itertools
import json
import os
import subprocess
import sys
import textwrap

import pandas as pd
import pytest

from analysis import paths
from analysis.display import figures, style
from analysis.display.figures import MOST_DOTS
from analysis.display.rtl import ALM
from analysis.framing.tabulation import VOICES, by_voice
from analysis.framing.tabulation import course as course_table
from labels import LONG, OUTLETS, SHORT, clipped, drawn_labels, on_each_other

NAMES = {
    "short": ("Blow", "ضربة"),
    "long": (
        "A frame whose name says in a dozen words what its definition should say instead",
        "إطار يقول اسمه في اثنتي عشرة كلمة ما كان ينبغي أن يقوله تعريفه بدلا منه",
    ),
}
FRAMES = 4


def voices(outlets, names, n=1):
    """Make a table of every frame in every outlet, in every voice in turn, some hedged or negated."""
    kinds = itertools.cycle([*VOICES, None])
    rows = []
    for i, outlet in itertools.product(range(FRAMES), outlets):
        said_by = next(kinds)
        row = {"frame": f"f{i}", "name": names[0], "name_ar": names[1], "outlet": outlet, "said_by": said_by}
        row |= {"hedged": said_by == "named", "negated": said_by == "outlet", "n": n if said_by else 0}
        rows.append(row)
    return pd.DataFrame(rows)


def places(outlets, names):
    rows = []
    for i, outlet in enumerate(outlets):
        about = {"doc_id": f"a{i}", "outlet": outlet, "title": outlet}
        roles = ("headline", "lead", "body", "furniture")
        rows += [
            {**about, "kind": "segment", "what": role, "start": j / 4, "end": (j + 1) / 4 - 0.01}
            for j, role in enumerate(roles)
        ]
        rows += [
            {**about, "kind": "mention", "what": f"f{j}", "name": names[0], "said_by": voice, "hedged": False,
             "negated": False, "start": start, "end": start + 0.01}
            for j, voice, start in zip(range(FRAMES), VOICES, (0.0, 0.4, 0.8, 0.99), strict=False)
        ]  # fmt: skip
    return pd.DataFrame(rows)


def chart_of(kind, outlets, names, language=0):
    if kind == "frame_by_voice":
        return figures.frame_by_voice(voices(outlets, names))
    return figures.course(places(outlets, names), {f"f{i}": names[language] for i in range(FRAMES)})


@functools.cache
def drawn(kind, outlets, names, language):
    """Draw a case once; give its size and its labels."""
    figure = chart_of(kind, OUTLETS[outlets], NAMES[names], language).figure
    return figure.bbox, drawn_labels(figure)


CASES = pytest.mark.parametrize(
    ("kind", "outlets", "names", "language"),
    [
        (kind, outlets, names, language)
        for kind, outlets, names in itertools.product(("frame_by_voice", "course"), OUTLETS, NAMES)
        for language in ((0, 1) if (kind, outlets) == ("course", "14 long") else (0,))
    ],
)


@CASES
def test_no_label_is_clipped(kind, outlets, names, language):
    edge, shown = drawn(kind, outlets, names, language)
    assert clipped(edge, shown) == []


@CASES
def test_no_label_stands_on_another(kind, outlets, names, language):
    _, shown = drawn(kind, outlets, names, language)
    assert len(shown) > 8
    assert on_each_other(shown) == []


@pytest.mark.parametrize("kind", ["frame_by_voice", "course"])
def test_short_names_are_written_whole(kind):
    shown = [text for text, _ in drawn_labels(chart_of(kind, SHORT, NAMES["short"]).figure)]
    assert set(SHORT) <= set(shown)
    assert NAMES["short"][0] in shown


@pytest.mark.parametrize("kind", ["frame_by_voice", "course"])
def test_a_name_that_is_too_long_is_cut_visibly_and_told_whole_beside_the_chart(kind):
    chart = chart_of(kind, LONG, NAMES["long"])
    shown = [text for text, _ in drawn_labels(chart.figure)]
    for name in (*LONG, NAMES["long"][0]):
        parts = [
            word.rstrip("…")
            for text in shown
            for word in [text.replace("\n" + ALM, " ").replace("\n", " ")]
            if word == name or ("…" in word and name.startswith(word.split("…")[0]))
        ]
        assert parts, shown
        assert name in chart.alt.replace("\n", " ")
        assert chart.table.isin([name]).any().any()


def test_many_mentions_are_bars_with_their_number_inside_the_chart():
    chart = figures.frame_by_voice(voices(SHORT, NAMES["short"], n=1234))
    shown = drawn_labels(chart.figure)
    assert [text for text, _ in shown].count("1234") == int((chart.table["n"] > 0).sum())
    assert all(box.x1 <= chart.figure.bbox.x1 for _, box in shown)


@pytest.mark.parametrize("n", [1, 3])
def test_a_dot_a_mention_filled_in_the_outlets_own_voice(n):
    chart = figures.frame_by_voice(voices(SHORT, NAMES["short"], n=n))
    dots = chart.figure.axes[0].collections
    assert len(dots) == chart.table["n"].sum()
    filled = sum(len(dot.get_facecolor()) > 0 for dot in dots)
    assert filled == chart.table.loc[chart.table["said_by"] == "outlet", "n"].sum()


def test_above_so_many_mentions_there_are_bars_for_dots():
    enough, too_many = (voices(["a"], NAMES["short"], n=n) for n in (MOST_DOTS, MOST_DOTS + 1))
    assert figures.frame_by_voice(enough).figure.axes[0].collections
    assert not figures.frame_by_voice(too_many).figure.axes[0].collections


def test_each_mention_stands_at_its_place_in_the_table():
    table = places(SHORT, NAMES["short"])
    axes = figures.course(table, {f"f{i}": "x" for i in range(FRAMES)}).figure.axes[0]
    drawn = sorted(float(dot.get_offsets()[0][0]) for dot in axes.collections)
    assert drawn == sorted(table.loc[table["kind"] == "mention", "start"])
    assert axes.get_xlim() == (1, 0)  # an article begins at the right
    strips = [(p.get_x(), p.get_width()) for p in axes.patches]
    segments = table[table["kind"] == "segment"]
    assert strips == [(r.start, r.end - r.start) for r in segments.itertuples()]


@pytest.mark.parametrize("kind", ["frame_by_voice", "course"])
def test_a_chart_changes_nothing_of_its_table_and_saves_it_beside_itself(kind, tmp_path):
    chart = chart_of(kind, SHORT, NAMES["short"])
    table = voices(SHORT, NAMES["short"]) if kind == "frame_by_voice" else places(SHORT, NAMES["short"])
    pd.testing.assert_frame_equal(chart.table, table)
    assert chart.save(tmp_path / "figures", tmp_path / "tables") is chart
    written = pd.read_csv(tmp_path / "tables" / f"{kind}.csv", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(written, table, check_dtype=False)
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {f"{kind}.svg", f"{kind}.png"}


def test_the_seeds_charts_draw_the_tabulated_mentions(seeds, event_impact):
    corpus = seeds.corpus
    voice = figures.frame_by_voice(by_voice(seeds.mentions, corpus.articles, event_impact))
    assert len(voice.figure.axes[0].collections) == len(seeds.mentions)
    assert "Strong blow, القدس: 1 a named source (hedged)" in voice.alt
    assert "Strong blow, unknown: not found" in voice.alt
    table = course_table(seeds.mentions, corpus.segments, corpus.articles, event_impact)
    frames = {name: frame.name.en for name, frame in event_impact.frames.items()}
    assert len(figures.course(table, frames).figure.axes[0].collections) == len(seeds.mentions)


def test_html_in_a_name_is_text_in_the_page():
    evil = '<script>alert("1")</script>'
    for kind in ("frame_by_voice", "course"):
        shown = chart_of(kind, [evil, "x"], (evil, evil)).__html__()
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown


def test_a_chart_in_the_page_has_no_fixed_size_and_takes_the_pages_colours():
    shown = str(chart_of("course", SHORT, NAMES["short"]).__html__())
    opening = shown[shown.index("<svg") : shown.index(">", shown.index("<svg"))]
    assert "viewBox" in opening
    assert not any(f' {name}="' in opening for name in ("width", "height"))
    assert 'role="img"' in opening
    assert f"var(--soft, {style.SOFT})" in shown
    assert "<metadata>" not in shown


DRAW = """\
import hashlib, json, pathlib, sys, tempfile
sys.path.insert(0, sys.argv[1])
import test_figures as t
digests = {}
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for kind in ("frame_by_voice", "course"):
        t.chart_of(kind, t.OUTLETS["2 long"] + t.SHORT, t.NAMES["short"]).save(folder, folder)
    for path in sorted(folder.iterdir()):
        digests[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
print(json.dumps(digests))
"""


def test_the_same_table_gives_the_same_bytes_in_any_process_locale_and_time_zone():
    def digests(**settings):
        run = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(DRAW), str(paths.ROOT / "tests")],
            env={**os.environ, "PYTHONPATH": str(paths.ROOT / "src"), **settings},
            capture_output=True,
            check=True,
            text=True,
        )
        return json.loads(run.stdout)

    one = digests(PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", PYTHONUTF8="0")
    other = digests(PYTHONHASHSEED="2", LC_ALL="ar_SY.UTF-8", TZ="Asia/Damascus", PYTHONUTF8="1")
    assert len(one) == 6
    assert one == other
    assert hashlib.sha256(b"").hexdigest() not in one.values()
