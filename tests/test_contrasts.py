"""Charts of comparisons: every label whole at 2 and at 14 outlets, in both languages; words and tables."""

import itertools

import pandas as pd
import pytest

from analysis import tables
from analysis.comparison.alignment import Dossier
from analysis.comparison.naming import load_naming
from analysis.display import contrasts, words
from analysis.display.charts import NoChart
from labels import OUTLETS, clipped, drawn_labels, on_each_other

WORDINGS = ["داعش", "تنظيم الدولة الإسلامية", "ISIS", "تنظيم الدولة الإسلامية في العراق والشام"]


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
    nothing = [
        contrasts.alignment(dossier(["القدس"])._replace(pairs=pd.DataFrame(), sentence="of one outlet")),
        contrasts.agency(killings([])),
    ]
    assert all(isinstance(one, NoChart) for one in nothing)
    assert "Nothing to align" in repr(nothing[0])


def test_every_matrix_shows_all_outlets_in_the_order_of_the_articles():
    names = load_naming()
    rows = [
        {"doc_id": "a1", "outlet": "الغد", "entity": "islamic_state", "wording": "داعش", "event": False},
        {
            "doc_id": "a2",
            "outlet": "القدس",
            "entity": "islamic_state",
            "wording": "تنظيم الدولة",
            "event": False,
        },
    ]
    outlets = ["القدس", "الرأي", "الغد"]
    charts = contrasts.naming(
        tables.from_rows("namings", rows), names, pd.DataFrame({"outlet": [*outlets, "القدس"]})
    )
    assert list(charts[0].table.columns) == ["wording", *outlets]
    assert charts[0].table["الرأي"].tolist() == [0, 0]
