"""Keywords of each outlet: which are compared, what is planted and found, and why nothing is."""

import numpy as np
import pandas as pd
import pytest

from analysis.comparison.counting import Counted, beside_words, count_all, count_mentions, frequencies
from analysis.comparison.grouping import group_articles
from analysis.comparison.keywords import OTHERS, outlet_keyness
from analysis.comparison.occurrences import Occurrences
from analysis.display.words import say
from analysis.errors import InputError
from analysis.language.lemmas import CliticStripping
from analysis.pipeline import prepare
from synthetic import articles_table, mentions_table


def corpus(*sizes, planted=2, names="ABCDEFGH"):
    """Articles of outlets, forty words each; each outlet has words of its own in most of its articles."""
    rng = np.random.default_rng(3)
    outlets = [name for name, n in zip(names, sizes, strict=False) for _ in range(n)]
    rows = []
    for article, outlet in enumerate(outlets):
        own = 100 + 10 * names.index(outlet) + np.arange(planted)
        words = [*rng.integers(0, 100, 40), *own[rng.random(planted) < 0.8]]
        rows += [(article, int(word)) for word in words]
    article, word = np.array(rows).T
    occurrences = Occurrences.of_tokens(article, word, len(outlets), 200)
    articles = pd.DataFrame({"doc_id": [f"d{i}" for i in range(len(outlets))], "outlet": outlets})
    return Counted(occurrences, np.array([f"w{i}" for i in range(200)], dtype=object)), articles


def test_two_outlets_are_compared_with_each_other():
    words, articles = corpus(30, 40)
    found = outlet_keyness(words, articles, articles)
    assert set(found.table["outlet"]) == {"A"}
    assert set(found.table["against"]) == {"B"}
    passing = found.table[found.table["q"] <= 0.05]
    assert set(passing["word"]) == {"w100", "w101", "w110", "w111"}
    assert found.why is None


def test_of_several_each_has_its_own_keywords_against_all_others():
    words, articles = corpus(30, 30, 30)
    table = outlet_keyness(words, articles, articles).table
    assert set(table["against"]) == {OTHERS}
    planted = {"A": {"w100", "w101"}, "B": {"w110", "w111"}, "C": {"w120", "w121"}}
    found = table.groupby("outlet")["word"].apply(set)
    assert all(planted[outlet] <= found[outlet] for outlet in "ABC")
    assert len(table) <= 7  # one false discovery in seven, at a rate of one in twenty asked for
    assert (table["q"] <= 0.05).all()


def test_a_small_outlet_is_no_target_but_counts_among_the_others():
    words, articles = corpus(30, 30, 5)
    found = outlet_keyness(words, articles, articles)
    assert set(found.table["outlet"]) == {"A", "B"}
    assert "C: too few articles of their own" in found.sentence


@pytest.mark.parametrize(
    ("sizes", "names", "key", "sentence"),
    [
        ((30,), "A", "no_second_outlet", "No keyness: all articles are of 'A'."),
        ((1, 1), "AB", "too_few_articles", "it takes 20 articles of an outlet"),
        ((30, 19), "AB", "too_few_articles", "the largest outlet has 30"),
        ((19, 19, 19), "ABC", "too_few_articles", "the largest outlet has 19"),
    ],
)
def test_too_few_articles_or_outlets_say_why(sizes, names, key, sentence):
    words, articles = corpus(*sizes, names=names)
    found = outlet_keyness(words, articles, articles)
    assert found.table.empty
    assert found.why.key == key
    assert sentence in found.sentence
    assert say(found.why.key, **found.why.numbers)


def test_unknown_outlets_and_copies_are_left_out():
    words, articles = corpus(30, 30, 40)
    articles["outlet"] = articles["outlet"].replace({"C": "unknown"})
    found = outlet_keyness(words, articles, articles)
    assert (set(found.table["outlet"]), set(found.table["against"])) == ({"A"}, {"B"})
    fewer = outlet_keyness(words, articles, articles[articles["doc_id"] != "d0"])
    assert "A (29 articles)" in fewer.sentence
    nobody = outlet_keyness(words, articles, articles[articles["outlet"] == "unknown"])
    assert nobody.table.empty and "no article is of a known outlet" in nobody.sentence


def test_one_outlet_in_two_spellings_is_refused():
    words, articles = corpus(30, 30)
    articles["outlet"] = articles["outlet"].replace({"A": "القدس العربي", "B": "القدس العربى"})
    with pytest.raises(InputError, match="Write one name in one way"):
        outlet_keyness(words, articles, articles)


def test_cues_are_compared_with_the_whole_text_not_among_themselves():
    """An outlet that uses every cue more often has them all as keywords."""
    words, articles = corpus(30, 30, planted=0)
    rows = [
        {"doc_id": f"d{i}", "frame": "f", "cue": cue}
        for i in range(60)
        for cue in ("x", "y")
        if i < 24 or i >= 54
    ]
    cues = count_mentions(mentions_table(rows), articles)
    alone = outlet_keyness(cues, articles, articles).table
    beside = outlet_keyness(beside_words(cues, words), articles, articles).table
    assert (alone["q"] > 0.5).all()
    assert beside["word"].tolist() == ["x", "y"]
    assert (beside["q"] < 0.05).all()
    assert set(beside["more_in"]) == {"A"}


def test_an_outlet_without_a_cue_is_compared_all_the_same():
    words, articles = corpus(30, 30, planted=0)
    rows = [{"doc_id": f"d{i}", "frame": "f", "cue": "x"} for i in range(20)]
    cues = count_mentions(mentions_table(rows), articles)
    table = outlet_keyness(beside_words(cues, words), articles, articles).table
    assert table[["word", "target_articles", "reference_articles"]].to_numpy().tolist() == [["x", 20, 0]]
    assert not table.isna().any().any()


def test_a_corpus_without_words_or_cues_is_counted_as_nothing():
    articles = articles_table({"a": ("A", "شارك"), "b": ("B", "شارك")})
    counts = count_all(prepare(articles, CliticStripping()), mentions_table([]))
    assert list(counts) == ["types", "lemmas", "cues"]
    for counted in counts.values():
        assert outlet_keyness(counted, articles, articles).table.empty
        assert frequencies(counted, group_articles(articles)).empty
