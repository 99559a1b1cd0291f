from itertools import combinations

import numpy as np
import pytest

from analysis.comparison.resampling import (
    MINIMUM_ARTICLES,
    Resampling,
    bootstrap_means,
    intervals,
    percentile_interval,
    permutation_test,
    why_no_interval,
)

FEWER = Resampling(n_resamples=1_000)


@pytest.mark.parametrize("n_articles", [MINIMUM_ARTICLES, 60])
def test_intervals_cover_the_truth_in_95_percent_of_corpora(n_articles):
    rng, shares = np.random.default_rng(7), np.array([0.2, 0.35, 0.5, 0.8])
    covered = np.zeros(len(shares))
    for _ in range(1_000):
        values = rng.random((n_articles, len(shares))) < shares
        found = intervals(
            values, np.zeros(n_articles, dtype=int), 1, Resampling(1_000, int(rng.integers(2**32)))
        )
        covered += (found.low[0] <= shares) & (shares <= found.high[0])
    assert 0.93 <= covered.mean() / 1_000 <= 0.97


def test_intervals_of_counts_cover_their_mean():
    rng, covered = np.random.default_rng(8), 0
    for _ in range(1_000):
        values = rng.negative_binomial(2, 0.5, (40, 1))
        found = intervals(values, np.zeros(40, dtype=int), 1, FEWER)
        covered += bool(found.low[0, 0] <= 2 <= found.high[0, 0])
    assert 0.93 <= covered / 1_000 <= 0.97


def test_intervals_of_a_difference_cover_the_truth():
    rng, covered = np.random.default_rng(9), 0
    group = np.repeat([0, 1], [30, 80])
    for seed in range(1_000):
        values = rng.random((110, 1)) < np.where(group == 0, 0.5, 0.3)[:, np.newaxis]
        means = bootstrap_means(values, group, 2, Resampling(1_000, seed))
        low, high = percentile_interval(means[:, 0] - means[:, 1], 30)
        covered += bool(low[0] <= 0.2 <= high[0])
    assert 0.93 <= covered / 1_000 <= 0.97


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("n_distinct", [2, 200])
def test_resampled_means_spread_as_the_theory_says(n_distinct, together):
    rng = np.random.default_rng(1)
    values = rng.integers(0, n_distinct, (400, 1)).astype(float)
    means = bootstrap_means(values, np.zeros(400, dtype=int), 1, together=together)[:, 0, 0]
    assert means.mean() == pytest.approx(values.mean(), rel=0.01)
    assert means.std() == pytest.approx(values.std() / 20, rel=0.05)


def test_columns_resampled_together_keep_what_they_share():
    values = np.repeat(np.random.default_rng(1).random((200, 1)) < 0.5, 2, axis=1)
    means = bootstrap_means(values, np.zeros(200, dtype=int), 1, FEWER)[:, 0]
    apart = bootstrap_means(values, np.zeros(200, dtype=int), 1, FEWER, together=False)[:, 0]
    assert (means[:, 0] == means[:, 1]).all()
    assert abs(np.corrcoef(apart.T)[0, 1]) < 0.2


def test_the_same_seed_gives_the_same_result_and_another_another():
    values, group = np.random.default_rng(2).random((50, 3)), np.repeat([0, 1], 25)
    first, again, other = (bootstrap_means(values, group, 2, Resampling(100, seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_a_groups_resamples_do_not_depend_on_the_other_groups():
    values, group = np.random.default_rng(2).random((60, 1)), np.repeat([0, 1], 30)
    changed = np.where(group[:, np.newaxis] == 1, values * 2, values)
    assert (
        bootstrap_means(values, group, 2, FEWER)[:, 0] == bootstrap_means(changed, group, 2, FEWER)[:, 0]
    ).all()


def test_too_few_or_equal_articles_get_a_reason_instead_of_an_interval():
    values = np.concatenate([np.zeros((1, 1)), np.zeros((30, 1)), np.arange(30)[:, np.newaxis] % 2])
    found = intervals(values, np.repeat([0, 1, 3], [1, 30, 30]), 4, FEWER)
    assert found.why[:, 0].tolist() == [
        "Only 1 article; an interval needs 20.",
        "All 30 articles are alike; resampling them cannot show how sure that is.",
        "No article.",
        "",
    ]
    assert np.isnan(found.low[:, 0]).tolist() == [True, True, True, False]


def test_the_minimum_is_that_of_the_constant():
    assert why_no_interval(MINIMUM_ARTICLES, constant=False) == ""
    assert why_no_interval(MINIMUM_ARTICLES - 1, constant=False).startswith("Only 19 articles")


def test_permutation_gives_the_exact_probability():
    values, target = np.array([5, 4, 1, 2, 0, 3]), np.array([1, 1, 0, 0, 0, 0], dtype=bool)
    distances = [abs(values[list(pair)].sum() - 2 * values.mean()) for pair in combinations(range(6), 2)]
    exact = np.mean([distance >= distances[0] - 1e-9 for distance in distances])
    (p,) = permutation_test(values[:, np.newaxis], target)
    assert p == pytest.approx(exact, abs=0.01)


def test_the_observed_dealing_counts_among_the_others():
    values, target = np.repeat([[1], [0]], 20, axis=0), np.repeat([True, False], 20)
    assert permutation_test(values, target, FEWER).tolist() == [1 / 1_001]


def test_permutation_p_values_are_even_where_nothing_differs():
    rng = np.random.default_rng(3)
    target = np.arange(100) < 40
    p = np.array([permutation_test(rng.random((100, 1)) < 0.4, target, FEWER)[0] for _ in range(400)])
    assert 0.02 <= (p <= 0.05).mean() <= 0.08
    assert p.min() > 0


@pytest.mark.parametrize(
    "values, group, message",
    [
        ([[1.0], [np.nan]], [0, 1], "missing or infinite"),
        ([[1.0], [2.0]], [0, 0], "group 1 has no article"),
        ([[1.0], [2.0]], [0, 2], "there are 2"),
        ([1.0, 2.0], [0, 1], "one row and one group an article"),
    ],
)
def test_what_cannot_be_resampled_says_so(values, group, message):
    with pytest.raises(ValueError, match=message):
        bootstrap_means(values, group, 2, FEWER)


def test_permutation_needs_both_groups():
    with pytest.raises(ValueError, match="group 1 has no article"):
        permutation_test([[1], [0]], [False, False], FEWER)
