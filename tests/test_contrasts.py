"""Charts of comparisons: every label whole at 2 and at 14 outlets, in both languages; words and tables."""

import itertools

import pandas as pd
import pytest

from analysis.comparison.alignment import Dossier
from analysis.comparison.findings import Finding
from analysis.display import contrasts, words
from analysis.display.charts import NoChart
from labels import OUTLETS, clipped, drawn_labels, on_each_other

FRAMES = {"blow": "Strong blow", "setback": "انتكاسة مؤقتة", "cause": "A cause with a long name"}
WORDINGS = ["داعش", "تنظيم الدولة الإسلامية", "ISIS", "تنظيم الدولة الإسلامية في العراق والشام"]


def shares_of(**columns):
    n = 40
    rows = [
        {**keys, "frame": frame, "articles": n, "carrying": k, "share": k / n, "low": k / n / 2, "high": 1.0}
        for keys in columns["groups"]
        for k, frame in zip(itertools.count(7, 9), FRAMES, strict=False)
    ]
    return pd.DataFrame(rows)


def dossier(outlets):
    sentences = [
        {
            "doc_id": f"a{i}",
            "outlet": outlet,
            "sentence_id": j,
            "status": "shared" if j < 2 else "found in one only",
        }
        for i, outlet in enumerate(outlets)
        for j in range(5)
    ]
    pairs = [
        {
            "doc_id": f"a{i}",
            "sentence_id": 0,
            "other_doc_id": f"a{i + 1}",
            "other_sentence_id": 1,
            "status": status,
        }
        for i, status in zip(range(len(outlets) - 1), itertools.cycle(("shared", "differing")), strict=False)
    ]
    return Dossier(pd.DataFrame(sentences), pd.DataFrame(pairs), pd.DataFrame(), pd.DataFrame(), "why")


def keywords():
    rows = [
        {
            "word": word,
            "z": z,
            "q": 0.01 if abs(z) > 2 else 0.5,
            "target_articles": 4,
            "reference_articles": 12,
        }
        for word, z in zip([*WORDINGS, "انتكاسة", "strong"], (4.5, 2.5, 0.4, -0.3, -2.2, -6.0), strict=True)
    ]
    return pd.DataFrame(rows)


def killings(outlets):
    index = pd.MultiIndex.from_product([outlets, contrasts.AGENCIES], names=["outlet", "agency"])
    counts = itertools.cycle((0, 3, 1))
    return pd.DataFrame(
        {name: [next(counts) for _ in index] for name in ("with_agent", "without_agent")}, index
    )


CHARTS = {
    "matrix": lambda outlets: contrasts.matrix(
        pd.DataFrame(3, index=WORDINGS, columns=outlets), "naming", "Islamic State"
    ),
    "agency": lambda outlets: contrasts.agency(killings(outlets)),
    "alignment": lambda outlets: contrasts.alignment(dossier(outlets)),
    "keyness": lambda outlets: contrasts.keyness_bars(keywords(), (outlets[0], outlets[1])),
    "shares": lambda outlets: contrasts.shares(
        Finding(shares_of(groups=[{"outlet": name} for name in outlets]), "why"), FRAMES
    ),
    "over_time": lambda outlets: contrasts.over_time(
        shares_of(groups=[{"period": f"2015-07-{day:02d}"} for day in range(1, 2 * len(outlets) + 1)]), FRAMES
    ),
    "dispersion": lambda outlets: contrasts.dispersion_strips(
        pd.DataFrame([{"outlet": o, "frame": f, "position": 0.5} for o in outlets for f in FRAMES]), FRAMES
    ),
}
CASES = pytest.mark.parametrize(
    ("name", "outlets", "language"), list(itertools.product(CHARTS, OUTLETS, ("en", "ar")))
)


@CASES
def test_labels_stand_whole_inside_the_chart_and_apart(name, outlets, language, monkeypatch):
    monkeypatch.setenv(words.VARIABLE, language)
    figure = CHARTS[name](OUTLETS[outlets]).figure
    shown = drawn_labels(figure)
    assert shown
    assert clipped(figure.bbox, shown) == []
    assert on_each_other(shown) == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_tells_its_table_in_words_and_saves_it(name, tmp_path):
    chart = CHARTS[name](OUTLETS["2 short"]).save(tmp_path, tmp_path)
    assert len(chart.alt.split()) > 8
    assert len(pd.read_csv(tmp_path / f"{chart.name}.csv")) == len(chart.table) > 0
    assert CHARTS[name](OUTLETS["2 short"]).svg == (tmp_path / f"{chart.name}.svg").read_text("utf-8")


def test_what_cannot_be_drawn_says_why():
    table = shares_of(groups=[{"outlet": "القدس"}]).assign(low=None, high=None)
    nothing = [
        contrasts.shares(Finding(table, "too few articles"), FRAMES),
        contrasts.alignment(dossier(["القدس"])._replace(pairs=pd.DataFrame(), sentence="of one outlet")),
        contrasts.agency(killings([])),
    ]
    assert all(isinstance(one, NoChart) for one in nothing)
    assert ["too few articles" in repr(nothing[0]), "Nothing to align" in repr(nothing[1])] == [True, True]
