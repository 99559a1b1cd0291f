"""What holds of every chart of comparisons and outlets: labels whole at 2 and at 14, words and tables."""

import itertools

import pandas as pd
import pytest

import test_contrasts
import test_outlets
from analysis.display import words
from labels import OUTLETS, clipped, drawn_labels, on_each_other

CHARTS = {**test_contrasts.CHARTS, **test_outlets.CHARTS}


@pytest.mark.parametrize(
    ("name", "outlets", "language"), list(itertools.product(CHARTS, OUTLETS, ("en", "ar")))
)
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


@pytest.mark.parametrize("name", CHARTS)
def test_the_words_of_a_chart_stand_on_one_line(name):
    """A long name is broken where it is drawn; whoever listens to the chart hears it whole."""
    assert "\n" not in CHARTS[name](OUTLETS["2 long"]).alt
