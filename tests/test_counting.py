import numpy as np
import pandas as pd
import pytest

from analysis.comparison.counting import count_mentions, count_words, frequencies, type_labels
from analysis.comparison.grouping import group_articles
from analysis.language.lemmas import CliticStripping
from analysis.pipeline import prepare
from synthetic import articles_table, mentions_table


def types(*rows):
    forms, lemmas = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "normalised": list(forms),
            "kind": ["word"] * len(forms),
            "lemmas": [list(found) for found in lemmas],
        }
    )


def labels_of(table, frequency):
    codes, labels = type_labels(table, np.array(frequency), "lemma")
    return [labels[code] for code in codes]


def test_an_ambiguous_form_goes_to_the_lemma_that_carries_most_of_the_corpus():
    table = types(("مصادر", ["مُصادَر", "مَصْدَر"]), ("مصدر", ["مَصْدَر"]))
    assert labels_of(table, [3, 5]) == ["مَصْدَر", "مَصْدَر"]


def test_an_unknown_form_meets_its_stem():
    assert labels_of(types(("لداعش", []), ("داعش", [])), [1, 9]) == ["داعش", "داعش"]


def test_an_unknown_form_alone_stays_whole():
    assert labels_of(types(("لداعش", [])), [1]) == ["لداعش"]


def test_words_are_counted_without_furniture():
    articles = articles_table({"d": ("A", "مقتل قيادي في غارة\nقتل القيادي في غارة جوية ليلا.\nشارك")})
    counted = count_words(prepare(articles, CliticStripping()), of="form")
    everywhere = np.ones(1, dtype=bool)
    found = dict(zip(counted.words, counted.occurrences.frequencies(everywhere), strict=True))
    assert found["غاره"] == 2
    assert found.get("شارك", 0) == 0


def test_a_corpus_of_furniture_only_holds_no_word():
    articles = articles_table({"d": ("A", "شارك")})
    counted = count_words(prepare(articles, CliticStripping()))
    assert counted.occurrences.sizes().tolist() == [0]


def test_frequencies_with_their_dispersion():
    texts = {"a1": ("A", "سلام سلام حرب."), "a2": ("A", "سلام."), "b1": ("B", "حرب.")}
    articles = articles_table(texts)
    counted = count_words(prepare(articles, CliticStripping()), of="form")
    table = frequencies(counted, group_articles(articles)).set_index(["group", "word"])
    assert table.loc[("A", "سلام"), ["count", "articles", "of_articles"]].tolist() == [3, 2, 2]
    assert table.loc[("A", "سلام"), "per_million"] == 750_000
    assert table.loc[("A", "حرب"), "dp_norm"] == pytest.approx(1 / 3)
    assert pd.isna(table.loc[("B", "حرب"), "dp"])
    assert ("B", "سلام") not in table.index


def test_cues_are_counted_by_article():
    articles = articles_table({"a": ("A", "نص."), "b": ("B", "نص.")})
    rows = [{"doc_id": "a", "cue": "x"}, {"doc_id": "a", "cue": "x"}, {"doc_id": "b", "cue": "y"}]
    counted = count_mentions(mentions_table([{**row, "frame": "f"} for row in rows]), articles)
    assert counted.words.tolist() == ["x", "y"]
    assert counted.occurrences.sizes().tolist() == [2, 1]


def test_the_most_frequent_words_of_each_group():
    articles = articles_table({"a": ("A", "سلام سلام حرب."), "b": ("B", "حرب حرب سلام.")})
    counted = count_words(prepare(articles, CliticStripping()), of="form")
    table = frequencies(counted, group_articles(articles), most=1)
    assert table[["group", "word", "count"]].to_numpy().tolist() == [["A", "سلام", 2], ["B", "حرب", 2]]
