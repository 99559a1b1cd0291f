import numpy as np
import pytest

from analysis.comparison.keyness import (
    MANY_TESTS,
    Contrast,
    Settings,
    benjamini_hochberg,
    bic,
    informative_prior,
    keyness,
    log_likelihood,
    log_odds,
    log_ratio,
    p_values,
    percent_difference,
)
from analysis.comparison.occurrences import Occurrences
from analysis.errors import InputError
from statistics_fixture import EXAMPLES
from synthetic import planted_counts

DUNNING, RAYSON, QUANTEDA = EXAMPLES["log_likelihood_g2"]


@pytest.mark.parametrize("cells, expected", list(zip(DUNNING["cells"], DUNNING["expected"], strict=True)))
def test_four_term_log_likelihood_is_dunnings(cells, expected):
    k11, k12, k21, k22 = cells
    # The two columns of the table are the groups: the bigram's second word after the first, and after others.
    g2 = log_likelihood([k11], [k21], k11 + k12, k21 + k22, terms=4)
    assert round(float(g2[0]), 2) == expected


@pytest.mark.parametrize("terms, name", [(2, "g2_two_term"), (4, "g2_four_term")])
def test_log_likelihood_of_two_and_four_terms(terms, name):
    g2 = log_likelihood([RAYSON["a"]], [RAYSON["b"]], RAYSON["c"], RAYSON["d"], terms)
    assert round(float(g2[0]), RAYSON["decimals"]) == RAYSON["expected"][name]


def test_effect_sizes_are_those_of_the_wizard():
    a, b, c, d = ([RAYSON["a"]], [RAYSON["b"]], RAYSON["c"], RAYSON["d"])
    found = {
        "log_ratio": log_ratio(a, b, c, d),
        "percent_difference": percent_difference(a, b, c, d),
        "bic": bic(log_likelihood(a, b, c, d, terms=2), c + d),
    }
    assert {name: round(float(value[0]), 4) for name, value in found.items()} == {
        name: RAYSON["expected"][name] for name in found
    }


def test_signed_log_likelihood_orders_as_quanteda_does():
    target, reference = QUANTEDA["target"].split(), QUANTEDA["reference"].split()
    words = sorted({*target, *reference})
    a, b = ([group.count(word) for word in words] for group in (target, reference))
    sizes = len(target), len(reference)
    signed = log_likelihood(a, b, *sizes) * np.sign(np.divide(a, sizes[0]) - np.divide(b, sizes[1]))
    assert [words[i] for i in np.argsort(-signed, kind="stable")] == QUANTEDA["expected_order"]


@pytest.mark.parametrize("example", EXAMPLES["fightin_words_log_odds"])
def test_log_odds_are_monroes(example):
    words = sorted(example["i"])
    odds = log_odds(*([example[name][word] for word in words] for name in ("i", "j", "prior")))
    for place, word in enumerate(words):
        found = {name: round(float(values[place]), 6) for name, values in odds._asdict().items()}
        assert found == example["expected"][word]


def test_the_informative_prior_is_ten_times_the_pooled_share():
    example = EXAMPLES["fightin_words_log_odds"][1]
    words = sorted(example["i"])
    prior = informative_prior(*([example[name][word] for word in words] for name in ("i", "j")), strength=10)
    assert prior.round(6).tolist() == [example["prior"][word] for word in words]


def test_benjamini_and_hochberg_reject_four():
    (example,) = EXAMPLES["benjamini_hochberg"]
    q = benjamini_hochberg(example["p"])
    assert q.round(6).tolist() == example["expected"]["q_values"]
    assert int((q <= 0.05).sum()) == example["expected"]["rejected"]


def test_q_values_do_not_depend_on_the_order_of_the_tests():
    p = np.array([0.03, 0.01, 0.5, 0.04])
    shuffled = [2, 0, 3, 1]
    assert benjamini_hochberg(p[shuffled]).tolist() == benjamini_hochberg(p)[shuffled].tolist()


def test_many_q_values_are_those_of_few():
    """The faster way of sorting gives what the definition gives, ties, zeros and tiny values among them."""
    rng = np.random.default_rng(4)
    p = np.concatenate([rng.random(MANY_TESTS), 10.0 ** -rng.integers(0, 300, MANY_TESTS), [0, 1, 0]])
    order = np.argsort(p)
    defined = np.empty_like(p)
    adjusted = p[order] * len(p) / np.arange(1, len(p) + 1)
    defined[order] = np.minimum.accumulate(adjusted[::-1])[::-1]
    assert benjamini_hochberg(p) == pytest.approx(defined, rel=1e-9)


def test_no_difference_gives_no_evidence():
    assert log_likelihood([5, 0], [5, 0], 100, 100).tolist() == [0, 0]
    assert p_values([0.0]).tolist() == [1]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: log_likelihood([1], [1], 0, 10), "target group is empty"),
        (lambda: log_likelihood([11], [1], 10, 10), "exceeds its size"),
        (lambda: log_likelihood([1, 2], [1], 10, 10), "shapes differ"),
        (lambda: log_likelihood([1], [1], 10, 10, terms=3), "2 or 4"),
        (lambda: log_odds([1, 2], [1, 2], [1, 0]), "positive pseudo-count"),
        (lambda: log_odds([1], [1], [1]), "at least one other word"),
        (lambda: benjamini_hochberg([0.1, np.nan]), "outside 0 to 1"),
        (lambda: informative_prior([1], [1], 0), "must be positive"),
    ],
)
def test_what_cannot_be_computed_says_so(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --- the table ----------------------------------------------------------------------------------


def small(counts):
    """Counts of words (columns) in articles (rows)."""
    table = np.array(counts)
    article, word = np.nonzero(table)
    return Occurrences(article, word, table[article, word], *table.shape)


def flags(*places, n):
    found = np.zeros(n, dtype=bool)
    found[list(places)] = True
    return found


def test_planted_keywords_are_found():
    planted = planted_counts(np.random.default_rng(1), n_keywords=30, ratio=4, n_articles=600)
    table = keyness(planted.occurrences, planted.words, Contrast(planted.target, ~planted.target)).table
    passed = table[(table["q"] <= 0.05) & (table["more_in"] == "target")]
    found = set(passed["word"]) & set(planted.words[planted.keywords])
    assert len(found) >= 24
    # The false discoveries among those that pass stay near the rate asked for.
    assert len(passed) - len(found) <= 4


@pytest.mark.parametrize("seed", range(5))
def test_nothing_planted_at_most_five_percent_pass(seed):
    planted = planted_counts(np.random.default_rng(seed), n_keywords=0)
    table = keyness(planted.occurrences, planted.words, Contrast(planted.target, ~planted.target)).table
    assert len(table) > 500
    assert (table["q"] <= 0.05).mean() <= 0.05


def test_one_long_article_makes_no_keyword():
    counts = [[1, 1, 0]] * 20 + [[1, 1, 0]] * 20
    counts[0] = [1, 1, 500]
    counts[20:24] = [[1, 1, 1]] * 4
    occurrences, target = small(counts), flags(*range(20), n=40)
    contrast = Contrast(target, ~target)
    by_token = keyness(occurrences, ["a", "b", "burst"], contrast, Settings(unit="token")).table
    by_article = keyness(occurrences, ["a", "b", "burst"], contrast).table
    assert by_token.set_index("word")["q"]["burst"] < 0.001
    assert by_article.set_index("word")["q"]["burst"] > 0.05
    assert by_article.set_index("word")["more_in"]["burst"] == "reference"


def test_the_table_names_its_terms_and_has_no_gap():
    planted = planted_counts(np.random.default_rng(2), n_keywords=10, n_articles=60)
    for terms in (2, 4):
        found = keyness(
            planted.occurrences,
            planted.words,
            Contrast(planted.target, ~planted.target),
            Settings(terms=terms),
        )
        assert set(found.table["terms"]) == {terms}
        assert ("two terms" if terms == 2 else "four terms") in found.sentence
        assert not found.table.isna().any().any()
        assert np.isfinite(found.table.select_dtypes("number").to_numpy(float)).all()


def test_a_word_in_one_group_only_has_finite_effects():
    occurrences, target = small([[1, 1]] * 6 + [[0, 1]] * 6), flags(*range(6), n=12)
    row = (
        keyness(occurrences, ["only", "both"], Contrast(target, ~target)).table.set_index("word").loc["only"]
    )
    assert row["reference_count"] == 0
    assert np.isfinite(row["log_ratio"])
    assert np.isfinite(row["percent_difference"])


def test_one_article_each_says_why_nothing_is_tested():
    occurrences, target = small([[2, 1], [1, 1]]), flags(0, n=2)
    found = keyness(occurrences, ["a", "b"], Contrast(target, ~target, ("القدس", "الغد")))
    assert found.table.empty
    assert "No keyness between القدس (1 article) and الغد (1 article)" in found.sentence


def test_a_corpus_of_one_word_has_no_difference():
    occurrences, target = small([[1]] * 10), flags(*range(5), n=10)
    table = keyness(occurrences, ["a"], Contrast(target, ~target)).table
    assert not table.isna().any().any()
    assert table["q"].tolist() == [1]


@pytest.mark.parametrize(
    "target, reference, message",
    [
        ([], [0, 1], "'A' has no article"),
        ([0, 1], [1, 2], "1 article in both 'A' and 'B'"),
        ([3], [0, 1], "'A' holds none of the words"),
    ],
)
def test_groups_that_cannot_be_compared(target, reference, message):
    occurrences = small([[1, 1], [1, 2], [2, 1], [0, 0]])
    with pytest.raises(InputError, match=message):
        keyness(occurrences, ["a", "b"], Contrast(flags(*target, n=4), flags(*reference, n=4), ("A", "B")))
