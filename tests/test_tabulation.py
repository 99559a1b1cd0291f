"""The tables behind charts and findings."""

from analysis import tables
from analysis.framing.tabulation import by_voice, course

COLUMNS = [
    "doc_id",
    "outlet",
    "title",
    "kind",
    "what",
    "name",
    "said_by",
    "hedged",
    "negated",
    "start",
    "end",
]


def test_articles_without_a_mention_have_a_course_and_voices_too(seeds, event_impact):
    corpus, none = seeds.corpus, tables.from_rows("mentions", [])
    placed = course(none, corpus.segments, corpus.articles, event_impact)
    assert list(placed.columns) == COLUMNS
    assert set(placed["kind"]) == {"segment"}
    assert by_voice(none, corpus.articles, event_impact)["n"].eq(0).all()


def test_the_course_of_some_articles_leaves_the_others_out(seeds, event_impact):
    corpus = seeds.corpus
    placed = course(seeds.mentions, corpus.segments, corpus.articles.head(1), event_impact)
    assert set(placed["doc_id"]) == {corpus.articles["doc_id"][0]}
