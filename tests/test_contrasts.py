"""Charts of comparisons: what they show of which outlets, and what is said where there is nothing to draw."""

import itertools

import pandas as pd

from analysis import tables
from analysis.comparison.alignment import Dossier
from analysis.comparison.naming import load_naming
from analysis.display import contrasts
from analysis.display.charts import NoChart

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


#: One of each chart, drawn for the outlets given: what holds of all of them is tested in test_charts.
CHARTS = {
    "matrix": lambda outlets: contrasts.matrix(
        pd.DataFrame(3, index=WORDINGS, columns=outlets), "naming", "Islamic State"
    ),
    "agency": lambda outlets: contrasts.agency(killings(outlets)),
    "alignment": lambda outlets: contrasts.alignment(dossier(outlets)),
}


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
