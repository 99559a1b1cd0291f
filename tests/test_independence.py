import numpy as np
import pytest

from analysis.comparison import independence
from analysis.comparison.independence import (
    RUN,
    hash_runs,
    near_duplicates,
    once_each,
    shared_passages,
)
from analysis.errors import InputError
from analysis.language.lemmas import CliticStripping
from analysis.pipeline import prepare
from synthetic import articles_table, story, vocabulary


def prepared(texts):
    return prepare(articles_table(texts, published="2025-12-24"), CliticStripping())


@pytest.fixture
def wire():
    """Twelve stories of their own, and a wire story that three outlets print, one shortened, one extended."""
    rng = np.random.default_rng(5)
    words = vocabulary(rng)
    copy = story(rng, words, 120)
    texts = {f"own-{i}": (f"outlet {i % 4}", story(rng, words, 100)) for i in range(12)}
    texts |= {
        "wire-1": ("outlet 0", copy),
        "wire-2": ("outlet 1", copy[: len(copy) // 2]),
        "wire-3": ("outlet 2", f"{story(rng, words, 60)} {copy}"),
    }
    return prepared(texts)


def test_a_planted_wire_story_is_grouped_and_nothing_else(wire):
    found = near_duplicates(wire)
    assert set(found.table["doc_id"]) == {"wire-1", "wire-2", "wire-3"}
    assert set(found.table["group"]) == {1}
    assert found.table["articles"].tolist() == [3, 3, 3]
    assert not found.table["same_outlet"].any()
    assert "3 of 15 articles belong to 1 group" in found.sentence
    assert not found.table.isna().any().any()


def test_statistics_take_a_group_once(wire):
    groups = near_duplicates(wire).table
    once = once_each(wire.articles, groups)
    assert once.table["doc_id"].tolist() == [f"own-{i}" for i in range(12)] + ["wire-1"]
    assert once.sentence == "13 articles: each group of near-duplicates counts once, 2 left out."


def test_the_first_published_stands_for_its_group(wire):
    articles = wire.articles.assign(
        published=["2025-12-22" if doc_id == "wire-3" else "2025-12-24" for doc_id in wire.articles["doc_id"]]
    )
    assert once_each(articles, near_duplicates(wire).table).table["doc_id"].iloc[-1] == "wire-3"


def test_no_copies_no_groups():
    rng = np.random.default_rng(6)
    words = vocabulary(rng)
    corpus = prepared({f"d{i}": ("A", story(rng, words, 80)) for i in range(10)})
    found = near_duplicates(corpus)
    assert found.table.empty
    assert "None of 10 articles" in found.sentence
    assert (
        once_each(corpus.articles, found.table).table["doc_id"].tolist() == corpus.articles["doc_id"].tolist()
    )


def test_one_article_and_very_short_ones_are_no_error():
    assert near_duplicates(prepared({"d": ("A", "كلمة.")})).table.empty
    assert near_duplicates(prepared({"a": ("A", "خبر عاجل."), "b": ("B", "خبر عاجل.")})).table.empty


def test_a_formula_of_a_dozen_words_is_no_copy():
    formula = "أعلنت الوزارة في بيان لها اليوم أن باب التسجيل مفتوح حتى الأحد"
    assert near_duplicates(prepared({"a": ("A", f"{formula}."), "b": ("B", f"{formula}.")})).table.empty


def test_shared_is_a_part(wire):
    with pytest.raises(InputError, match="it is a part"):
        near_duplicates(wire, shared=50)


def test_runs_end_with_their_article():
    word, article = np.arange(8), np.array([0] * 6 + [1] * 2)
    assert (hash_runs(word, article) > 0).tolist() == [True, True] + [False] * 6
    assert not hash_runs(word[: RUN - 1], article[: RUN - 1]).any()


def test_equal_runs_and_only_they_meet():
    word = np.array([1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1])
    hashes = hash_runs(word, np.zeros(len(word), dtype=np.int64))
    assert hashes[0] == hashes[6]
    assert len(np.unique(hashes[hashes > 0])) == len(word) - RUN + 1 - 1


def test_shared_passages_lead_back_to_the_text():
    passage = "أعلن المتحدث باسم الوزارة أن العملية انتهت صباح اليوم دون خسائر تذكر"
    texts = {
        "a": ("A", f"في بيان قصير جدا، {passage}. ولم يضف شيئا آخر."),
        "b": ("B", f"وقالت الوكالة: {passage} في صفوف القوات."),
    }
    corpus = prepared(texts)
    found = shared_passages(corpus)
    assert found[["doc_id", "other"]].to_numpy().tolist() == [["a", "b"], ["b", "a"]]
    assert set(found["passage"]) == {passage}
    assert set(found["words"]) == {12}
    for row in found.itertuples():
        assert texts[row.doc_id][1][row.start : row.end] == passage
    assert shared_passages(corpus, shortest=13).empty


def test_passages_are_no_shorter_than_a_run(wire):
    with pytest.raises(InputError, match="5 words or more"):
        shared_passages(wire, shortest=3)


def test_a_large_corpus_is_looked_up_in_parts(wire, monkeypatch):
    whole = near_duplicates(wire).table
    monkeypatch.setattr(independence, "AT_ONCE", 300)
    assert near_duplicates(wire).table.equals(whole)


def test_more_than_memory_serves_is_refused_with_what_to_do(wire, monkeypatch):
    monkeypatch.setattr(independence, "MOST_TOKENS", 100)
    with pytest.raises(InputError, match=r"among 100 tokens at most, .* Compare them by week or by event"):
        near_duplicates(wire)


def test_a_newsrooms_formula_is_no_copy(monkeypatch):
    monkeypatch.setattr(independence, "FORMULA", 5)
    rng = np.random.default_rng(7)
    words = vocabulary(rng)
    formula = story(rng, words, 30)
    corpus = prepared({f"d{i}": ("A", f"{story(rng, words, 20)} {formula}") for i in range(6)})
    assert near_duplicates(corpus).table.empty
