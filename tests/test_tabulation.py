"""The tables behind charts and findings."""

import pandas as pd
import pytest

from analysis import tables
from analysis.framing.tabulation import by_voice, course, most_telling


def test_articles_without_a_mention_have_a_course_and_voices_too(seeds, event_impact):
    corpus, none = seeds.corpus, tables.from_rows("mentions", [])
    placed = course(none, corpus.segments, corpus.articles, event_impact)
    columns = "doc_id outlet title kind what name said_by hedged negated start end"
    assert list(placed.columns) == columns.split()
    assert set(placed["kind"]) == {"segment"}
    assert by_voice(none, corpus.articles, event_impact)["n"].eq(0).all()


def test_the_course_of_some_articles_leaves_the_others_out(seeds, event_impact):
    corpus = seeds.corpus
    placed = course(seeds.mentions, corpus.segments, corpus.articles.head(1), event_impact)
    assert set(placed["doc_id"]) == {corpus.articles["doc_id"][0]}


@pytest.mark.parametrize(
    ("outlets", "mentioned", "n", "chosen"),
    [
        ("aabb", [], 9, [0, 1, 2, 3]),  # a small corpus is shown whole
        ("aaaa", [2, 2, 3], 2, [2, 3]),  # those with most mentions, in their order
        ("aaab", [0, 1, 2], 2, [0, 3]),  # at most half of them of one outlet
        ("aaab", [0, 1, 2], 3, [0, 1, 3]),
        ("aabb", [1, 3], 2, [1, 3]),
    ],
)
def test_the_articles_that_are_shown_are_those_with_most_mentions(outlets, mentioned, n, chosen):
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(outlets))], "outlet": list(outlets)})
    mentions = pd.DataFrame({"doc_id": [str(i) for i in mentioned], "role": "body"})
    assert most_telling(articles, mentions, n)["doc_id"].tolist() == [str(i) for i in chosen]


def test_mentions_in_page_furniture_choose_no_article():
    articles = pd.DataFrame({"doc_id": ["0", "1"], "outlet": ["a", "a"]})
    mentions = pd.DataFrame({"doc_id": ["1", "1", "0"], "role": ["furniture", "furniture", "body"]})
    assert most_telling(articles, mentions, 1)["doc_id"].tolist() == ["0"]
