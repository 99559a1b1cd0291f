import numpy as np
import pytest

from analysis.comparison.dispersion import deviation_of_proportions
from analysis.comparison.occurrences import Occurrences
from statistics_fixture import EXAMPLES

(GRIES,) = EXAMPLES["gries_dispersion"]


def occurrences_of(parts):
    words = sorted({word for part in parts for word in part})
    article = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    word = np.array([words.index(word) for part in parts for word in part])
    return Occurrences.of_tokens(article, word, len(parts), len(words)), words


@pytest.mark.parametrize("word", sorted(GRIES["expected"]))
def test_dispersion_is_griess(word):
    occurrences, words = occurrences_of([part.split() for part in GRIES["parts"]])
    spread, expected = deviation_of_proportions(occurrences), GRIES["expected"][word]
    place = words.index(word)
    assert round(float(spread.dp[place]), 3) == expected["dp"]
    # Gries prints two decimals of some values.
    assert float(spread.dp_norm[place]) == pytest.approx(expected["dp_norm"], abs=0.0005)


def test_a_word_in_the_shortest_part_only_is_as_uneven_as_can_be():
    occurrences, words = occurrences_of([["a", "b", "b"], ["x"], ["a", "b", "b"]])
    assert deviation_of_proportions(occurrences).dp_norm[words.index("x")] == pytest.approx(1)


def test_lengths_may_count_more_than_the_words_listed():
    occurrences, _ = occurrences_of([["a"], ["a", "a", "a"]])
    assert deviation_of_proportions(occurrences, sizes=[100, 300]).dp.tolist() == [0]
    assert deviation_of_proportions(occurrences, sizes=[300, 100]).dp.tolist() == [0.5]


def test_one_part_has_no_dispersion():
    occurrences, _ = occurrences_of([["a", "b"]])
    with pytest.raises(ValueError, match="at least two"):
        deviation_of_proportions(occurrences)


def test_a_word_in_no_part_has_no_dispersion():
    occurrences = Occurrences.of_tokens(np.array([0, 1]), np.array([0, 0]), 2, 2)
    with pytest.raises(ValueError, match="word 1 occurs in no part"):
        deviation_of_proportions(occurrences)
