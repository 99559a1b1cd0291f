import numpy as np
import pytest

from analysis.comparison.prevalence import (
    carries,
    outlet_differences,
    outlet_shares,
    prevalence_over_time,
    salience,
    strips,
)
from analysis.comparison.resampling import Resampling
from analysis.errors import InputError
from synthetic import articles_table, mentions_table

FEWER = Resampling(n_resamples=500)


def corpus(carrying):
    """Articles of outlets: outlet -> (number of articles, how many of them carry the frame f)."""
    texts = {
        f"{outlet}-{i}": (outlet, "ن" * 100)
        for outlet, (n_articles, _) in carrying.items()
        for i in range(n_articles)
    }
    rows = [
        {"doc_id": f"{outlet}-{i}", "frame": "f"}
        for outlet, (_, n_with) in carrying.items()
        for i in range(n_with)
    ]
    return articles_table(texts, published="2025-12-24"), mentions_table(rows)


def assert_whole(table):
    """Nothing is missing but the ends of intervals (and tests), and then the row says why."""
    optional = {"low", "high", "p", "q"} & set(table.columns)
    assert not table.drop(columns=list(optional)).isna().any().any()
    for name in optional:
        assert (table[name].isna() == (table["why_no_interval"] != "")).all()
        assert np.isfinite(table[name].dropna().to_numpy(float)).all()


def test_shares_with_their_intervals():
    articles, mentions = corpus({"A": (40, 10), "B": (40, 30)})
    found = outlet_shares(carries(mentions, articles), resampling=FEWER)
    assert found.table["share"].tolist() == [0.25, 0.75]
    assert found.table["carrying"].tolist() == [10, 30]
    assert (found.table["low"] < found.table["share"]).all()
    assert (found.table["share"] < found.table["high"]).all()
    assert_whole(found.table)
    assert "500 resamples" in found.sentence


def test_one_article_an_outlet_has_shares_and_a_sentence():
    articles, mentions = corpus({"A": (1, 1), "B": (1, 0)})
    found = outlet_shares(carries(mentions, articles), resampling=FEWER)
    assert found.table["share"].tolist() == [1, 0]
    assert set(found.table["why_no_interval"]) == {"Only 1 article; an interval needs 20."}
    assert "described without intervals" in found.sentence
    assert_whole(found.table)


def test_a_planted_difference_is_found_and_none_is_not():
    articles, mentions = corpus({"A": (60, 40), "B": (60, 20), "C": (60, 20)})
    table = outlet_differences(carries(mentions, articles), resampling=FEWER).table.set_index("outlet")
    assert table["difference"]["A"] == pytest.approx(1 / 3)
    assert table["low"]["A"] > 0
    assert table["q"]["A"] < 0.01
    articles, mentions = corpus({"A": (60, 20), "B": (60, 20), "C": (60, 20)})
    table = outlet_differences(carries(mentions, articles), resampling=FEWER).table
    assert (table["q"] > 0.5).all()
    assert_whole(table)


def test_the_others_count_by_their_articles():
    articles, mentions = corpus({"A": (40, 20), "B": (60, 20), "C": (30, 25)})
    row = outlet_differences(carries(mentions, articles), resampling=FEWER).table.iloc[0]
    assert row["share_of_others"] == pytest.approx(45 / 90)
    assert row["low"] < row["difference"] < row["high"]
    assert row["low"] == pytest.approx(-row["high"], abs=0.05)


def test_no_difference_is_tested_on_two_articles():
    articles, mentions = corpus({"A": (1, 1), "B": (1, 0)})
    found = outlet_differences(carries(mentions, articles), resampling=FEWER)
    assert found.table["difference"].tolist() == [1]
    assert "No difference is tested" in found.sentence
    assert_whole(found.table)


def test_one_outlet_cannot_differ():
    articles, mentions = corpus({"A": (30, 10)})
    found = outlet_differences(carries(mentions, articles), resampling=FEWER)
    assert found.table.empty
    assert "all are of 'A'" in found.sentence
    assert found.why.key == "no_second_outlet"


def test_of_two_outlets_a_difference_is_told_once():
    articles, mentions = corpus({"A": (30, 20), "B": (30, 10)})
    table = outlet_differences(carries(mentions, articles), resampling=FEWER).table
    assert table["outlet"].tolist() == ["A"]
    assert table["share_of_others"].tolist() == [pytest.approx(1 / 3)]


def test_articles_of_unknown_outlets_are_no_outlet():
    articles, mentions = corpus({"A": (30, 10), "B": (30, 20), "unknown": (40, 40)})
    carried = carries(mentions, articles)
    for found in (
        outlet_shares(carried, resampling=FEWER),
        outlet_differences(carried, resampling=FEWER),
        prevalence_over_time(carried, by="outlet", resampling=FEWER),
    ):
        assert "unknown" not in set(found.table["outlet"])
    assert "40 articles of unknown outlets left out." in outlet_shares(carried, resampling=FEWER).sentence
    others = outlet_differences(carried, resampling=FEWER).table["articles_of_others"]
    assert others.tolist() == [30]


def test_by_another_column_no_article_is_left_out_as_unknown():
    articles, mentions = corpus({"A": (30, 10), "unknown": (40, 40)})
    carried = carries(mentions, articles.assign(desk=["home"] * 35 + ["world"] * 35))
    for found in (outlet_shares, outlet_differences):
        told = found(carried, by="desk", resampling=FEWER)
        assert told.table["articles"].iloc[0] == 35
        assert "unknown" not in told.sentence


def test_unknown_outlets_alone_are_described_nowhere():
    articles, mentions = corpus({"unknown": (40, 10)})
    carried = carries(mentions, articles)
    assert outlet_shares(carried, resampling=FEWER).table.empty
    assert outlet_differences(carried, resampling=FEWER).why.key == "no_second_outlet"
    together = prevalence_over_time(carried, resampling=FEWER).table
    assert together["articles"].tolist() == [40]


def test_an_outlet_in_two_spellings_is_refused():
    articles, mentions = corpus({"القدس": (2, 1), "القُدس": (2, 1)})
    with pytest.raises(InputError, match="Write one name in one way"):
        outlet_shares(carries(mentions, articles), resampling=FEWER)


def test_no_frame_is_refused_unless_zeros_are_asked_for():
    articles, mentions = corpus({"A": (2, 0)})
    with pytest.raises(InputError, match="no frame is mentioned"):
        carries(mentions, articles)
    assert outlet_shares(carries(mentions, articles, ["f"]), resampling=FEWER).table["share"].tolist() == [0]


def test_mentions_in_furniture_and_in_other_articles_do_not_count():
    articles, _ = corpus({"A": (2, 0)})
    mentions = mentions_table(
        [{"doc_id": "A-0", "frame": "f", "role": "furniture"}, {"doc_id": "Z-0", "frame": "f"}]
    )
    assert carries(mentions, articles, ["f"]).values.sum() == 0


def test_days_and_weeks():
    articles, mentions = corpus({"A": (4, 3)})
    articles["published"] = ["2025-12-22", "2025-12-23", "2025-12-28", None]
    daily = prevalence_over_time(carries(mentions, articles), resampling=FEWER)
    assert daily.table["period"].tolist() == ["2025-12-22", "2025-12-23", "2025-12-28"]
    assert "1 article without a date left out" in daily.sentence
    weekly = prevalence_over_time(carries(mentions, articles), every="week", by="outlet", resampling=FEWER)
    assert weekly.table[["period", "outlet", "articles"]].to_numpy().tolist() == [["2025-12-22", "A", 3]]
    assert_whole(weekly.table)


def test_without_dates_there_is_no_time_line_but_a_sentence():
    articles, mentions = corpus({"A": (2, 1)})
    articles["published"] = None
    found = prevalence_over_time(carries(mentions, articles), resampling=FEWER)
    assert found.table.empty
    assert "none of 2 articles carries a date" in found.sentence
    assert found.why.key == "no_dates"


def test_articles_of_one_day_make_no_time_line():
    articles, mentions = corpus({"A": (3, 1)})
    found = prevalence_over_time(carries(mentions, articles), resampling=FEWER)
    assert (found.why.key, found.why.numbers) == ("one_period", {"n": 3})


def test_headline_lead_and_body_are_apart():
    articles, _ = corpus({"A": (2, 0)})
    roles = {
        "headline": "headline",
        "kicker": "headline",
        "deck": "lead",
        "lead": "lead",
        "subheading": "body",
    }
    mentions = mentions_table([{"doc_id": "A-0", "frame": "f", "role": role} for role in roles])
    table = salience(mentions, articles).set_index("place")
    assert table["mentions"].to_dict() == {"headline": 2, "lead": 2, "body": 1}
    assert table["articles"].to_dict() == {"headline": 1, "lead": 1, "body": 1}
    assert table["share"].to_dict() == {"headline": 0.5, "lead": 0.5, "body": 0.5}


def test_strips_place_mentions_in_their_article():
    articles, _ = corpus({"A": (1, 0)})
    mentions = mentions_table([{"doc_id": "A-0", "frame": "f", "start": 25, "end": 30}])
    assert strips(mentions, articles)["position"].tolist() == [0.25]


def test_strips_stand_in_the_order_of_the_outlets():
    articles, _ = corpus({"A": (2, 0), "B": (1, 0)})
    articles = articles.iloc[[2, 0, 1]].reset_index(drop=True)
    rows = [{"doc_id": doc_id, "frame": "f", "start": 1} for doc_id in ("A-0", "B-0", "A-1")]
    assert strips(mentions_table(rows), articles)["outlet"].tolist() == ["B", "A", "A"]
