from math import log2

import pytest

from analysis.comparison.collocation import (
    collocates,
    company,
    concordance,
    log_dice,
    mutual_information,
    occurrences_of,
    windows_around,
)
from analysis.errors import InputError
from analysis.language.lemmas import CliticStripping
from analysis.pipeline import prepare
from synthetic import articles_table


@pytest.fixture
def corpus():
    planted = "تحدث الوزير امس عن ضربة موجعة للتنظيم. عاد السكان الى بيوتهم بعد يومين من القتال. " * 4
    return prepare(articles_table({"d": ("A", planted)}), CliticStripping())


@pytest.mark.parametrize(
    "together, node, word, expected",
    [
        (10, 10, 10, 14),
        (1, 16_384, 16_384, 0),
        (5, 10, 10, 13),
        (2, 10, 10, 14 - log2(5)),
    ],
)
def test_log_dice_after_rychly(together, node, word, expected):
    assert log_dice([together], node, [word]).tolist() == [pytest.approx(expected)]


def test_mutual_information_counts_powers_of_two():
    assert mutual_information([8, 1], [1, 2]).tolist() == [3, -1]


def test_a_word_never_beside_the_node_has_no_score():
    with pytest.raises(ValueError, match="at least once"):
        log_dice([0], 1, [1])
    with pytest.raises(ValueError, match="at least once"):
        mutual_information([0], [1])


def test_the_planted_neighbour_comes_first(corpus):
    nodes = occurrences_of(corpus, "ضربه", of="form")
    table = collocates(windows_around(corpus, nodes, window=1, of="form")).table.set_index("word")
    assert len(nodes) == 4
    assert table.loc["موجعه", ["together", "left", "right", "frequency"]].tolist() == [4, 0, 4, 4]
    assert table.loc["عن", ["together", "left", "right"]].tolist() == [4, 4, 0]
    assert table["log_dice"].tolist() == [14, 14]
    assert not table.isna().any().any()


def test_windows_end_with_their_sentence(corpus):
    nodes = occurrences_of(corpus, "للتنظيم", of="form")
    table = collocates(windows_around(corpus, nodes, window=5, of="form")).table
    assert "عاد" not in set(table["word"])


def test_the_concordance_shows_the_lines(corpus):
    nodes = occurrences_of(corpus, "ضربه", of="form")
    lines = concordance(corpus, nodes, windows_around(corpus, nodes, of="form"), "موجعه")
    assert lines["keyword"].tolist() == ["ضربة"] * 4
    assert lines["right"].str.startswith("موجعة للتنظيم").all()


def test_nothing_often_enough_gives_an_empty_table_and_a_sentence(corpus):
    nodes = occurrences_of(corpus, "ضربه", of="form")
    found = collocates(windows_around(corpus, nodes, of="form"), minimum=50)
    assert found.table.empty
    assert "0 different words at least 50 times" in found.sentence


def test_a_word_in_no_article_is_refused(corpus):
    with pytest.raises(InputError, match="none of the nodes stands"):
        windows_around(corpus, occurrences_of(corpus, "سلام"))
    with pytest.raises(InputError, match="at least 1"):
        windows_around(corpus, occurrences_of(corpus, "ضربه", of="form"), window=0)


def test_the_company_of_a_name_is_what_is_told_beside_it(corpus):
    nodes = occurrences_of(corpus, "ضربه", of="form")
    found = company(corpus, nodes, of="form", most=2)
    words = set(found.collocates.table["word"])
    assert "موجعه" in words
    assert "السكان" not in words
    assert (found.collocates.table["mi"] > 0).all()
    assert found.lines["keyword"].tolist() == ["ضربة"] * 2


@pytest.mark.parametrize("kept", [0, 1])
def test_a_name_that_is_not_found_or_found_once_says_why(corpus, kept):
    nodes = occurrences_of(corpus, "ضربه", of="form").head(kept)
    found = company(corpus, nodes, of="form")
    assert found.collocates.table.empty
    assert list(found.collocates.table.columns)[:2] == ["word", "together"]
    assert found.collocates.why.key == ("no_collocates" if kept else "no_node")
    assert len(found.lines) == kept
