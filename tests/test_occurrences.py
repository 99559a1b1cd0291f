import numpy as np
import pytest

from analysis.comparison.occurrences import Occurrences


@pytest.fixture
def occurrences():
    #: Article 0: a a b; article 1: b; article 2: nothing; article 3: a.
    return Occurrences.of_tokens(np.array([0, 0, 0, 1, 3]), np.array([0, 0, 1, 1, 0]), 4, 2)


def test_tokens_are_counted(occurrences):
    everywhere = np.ones(4, dtype=bool)
    assert occurrences.sizes().tolist() == [3, 1, 0, 1]
    assert occurrences.frequencies(everywhere).tolist() == [3, 2]
    assert occurrences.ranges(everywhere).tolist() == [2, 2]


def test_articles_left_out_do_not_count(occurrences):
    first = np.array([True, False, False, True])
    assert occurrences.frequencies(first).tolist() == [3, 1]
    assert occurrences.within(first).sizes().tolist() == [3, 1]


@pytest.mark.parametrize("article, word", [([4], [0]), ([0], [2]), ([-1], [0])])
def test_a_token_outside_the_table_is_refused(article, word):
    with pytest.raises(ValueError, match="a token names"):
        Occurrences.of_tokens(np.array(article), np.array(word), 4, 2)


def test_a_token_without_a_word_is_refused():
    with pytest.raises(ValueError, match="each token needs both"):
        Occurrences.of_tokens(np.array([0, 1]), np.array([0]), 2, 1)
