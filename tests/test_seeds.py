"""The project's first case, end to end: what the report claims about the two seed articles."""

import pandas as pd
import pytest

from analysis import tables
from analysis.pipeline import code_corpus

HEADINGS = {"headline", "kicker", "deck", "subheading"}


@pytest.fixture(params=["seeds", "seeds_without_lexicon"])
def coded(request):
    """The seeds, coded by either engine: what the case rests on must not depend on a lexicon."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def texts(seed_articles):
    return dict(zip(seed_articles["doc_id"], seed_articles["text"], strict=True))


def mentions_of(coded, frame):
    return coded.mentions[coded.mentions["frame"] == frame]


# --- who says what, how surely, and where ---------------------------------------------------------


def test_the_strong_blow_is_said_once_in_the_body(coded):
    (blow,) = mentions_of(coded, "strong_blow").itertuples()
    assert (blow.doc_id, blow.form, blow.role) == ("masoud-1", "ضربة قوية", "body")
    assert not blow.negated
    assert not blow.quoted


def test_the_strong_blow_is_hedged_and_a_named_analysts(seeds):
    (blow,) = mentions_of(seeds, "strong_blow").itertuples()
    assert (blow.voice, blow.speaker, blow.speaker_type) == ("source", "وسيم نصر", "named")
    assert blow.hedged
    assert blow.hedge == "قد"


def test_the_temporary_setback_is_said_twice(coded):
    setbacks = mentions_of(coded, "temporary_setback")
    assert setbacks["doc_id"].tolist() == ["masoud-2", "masoud-2"]
    assert setbacks["form"].tolist() == ["انتكاسة مؤقتة", "انتكاسة مؤقتة"]
    assert setbacks["role"].tolist() == ["subheading", "body"]


def test_the_temporary_setback_is_the_outlets_in_a_heading_and_anonymous_analysts_in_the_body(seeds):
    heading, body = mentions_of(seeds, "temporary_setback").itertuples()
    assert heading.role in HEADINGS
    assert heading.voice == "outlet"
    assert pd.isna(heading.speaker)
    assert (body.voice, body.speaker, body.speaker_type) == ("source", "محللون", "anonymous")
    assert not heading.hedged
    assert not body.hedged


def test_both_articles_tell_of_the_coordination_failure(coded):
    assert set(mentions_of(coded, "coordination_failure")["doc_id"]) == {"masoud-1", "masoud-2"}


def test_the_opportunity_is_the_second_articles_alone(coded):
    assert set(mentions_of(coded, "opportunity")["doc_id"]) == {"masoud-2"}


# --- every number leads back to the words that made it --------------------------------------------


def test_the_form_of_every_mention_is_what_stands_in_the_text(coded, texts):
    assert len(coded.mentions) > 10
    for mention in coded.mentions.itertuples():
        assert texts[mention.doc_id][mention.start : mention.end] == mention.form


def test_the_form_of_every_token_is_what_stands_in_the_text(coded, texts):
    forms = dict(zip(coded.corpus.types["type_id"], coded.corpus.types["form"], strict=True))
    for token in coded.corpus.tokens.itertuples():
        assert texts[token.doc_id][token.start : token.end] == forms[token.type_id]


def test_the_speaker_and_the_hedge_stand_in_the_article(seeds, texts):
    for mention in seeds.mentions.itertuples():
        for said in (mention.speaker, mention.hedge, mention.negation):
            assert pd.isna(said) or said in texts[mention.doc_id]


def test_every_mention_lies_in_a_segment_of_its_role_and_in_its_sentence(coded):
    segments, sentences = coded.corpus.segments, coded.corpus.sentences
    for mention in coded.mentions.itertuples():
        (segment,) = _around(segments, mention)
        (sentence,) = _around(sentences, mention)
        assert segment.role == mention.role
        assert (sentence.sentence_id, sentence.segment_id) == (mention.sentence_id, segment.segment_id)


def _around(spans, mention):
    holds = (spans["doc_id"] == mention.doc_id) & (spans["start"] <= mention.start)
    return list(spans[holds & (spans["end"] >= mention.end)].itertuples())


def test_the_spans_of_every_attribution_lie_in_the_article(seeds, texts):
    assert len(seeds.attributions) > 5
    for row in seeds.attributions.itertuples():
        length = len(texts[row.doc_id])
        assert 0 <= row.cue_start <= row.cue_end <= length  # a pull quote has no word that reports
        for start, end in ((row.source_start, row.source_end), (row.content_start, row.content_end)):
            assert pd.isna(start) or 0 <= start < end <= length


# --- cleaning -------------------------------------------------------------------------------------


def segments_of(coded, texts, doc_id):
    rows = coded.corpus.segments
    return [
        (texts[doc_id][row.start : row.end], row.role, row.rule)
        for row in rows[rows["doc_id"] == doc_id].itertuples()
    ]


def test_every_character_that_is_not_blank_lies_in_exactly_one_segment(seeds, texts):
    for doc_id, text in texts.items():
        rows = seeds.corpus.segments[seeds.corpus.segments["doc_id"] == doc_id]
        lying_in = [0] * len(text)
        for row in rows.itertuples():
            for i in range(row.start, row.end):
                lying_in[i] += 1
        assert max(lying_in) == 1
        assert [i for i, c in enumerate(text) if not c.isspace() and not lying_in[i]] == []


def test_the_furniture_of_the_first_seed(seeds, texts):
    furniture = [(t, rule) for t, role, rule in segments_of(seeds, texts, "masoud-1") if role == "furniture"]
    assert furniture == [
        ("آخر الأخبار", "section label"),
        ("شارك", "share button"),
        ("القدس المصدر: القدس", "source line"),
        ("شارك", "share button"),
        ("حمل تطبيق آخر خبر", "app advertisement"),
        ("إقرأ أيضا", "read also"),
    ]


def test_the_second_seed_has_no_furniture(seeds, texts):
    assert "furniture" not in {role for _, role, _ in segments_of(seeds, texts, "masoud-2")}


def test_the_roles_of_the_first_seed(seeds, texts):
    roles = [role for _, role, _ in segments_of(seeds, texts, "masoud-1") if role != "furniture"]
    assert roles == ["headline", "lead", *["body"] * 4, "pull quote", *["body"] * 5]


def test_the_roles_of_the_second_seed(seeds, texts):
    roles = [role for _, role, _ in segments_of(seeds, texts, "masoud-2")]
    assert roles == ["headline", "deck", "subheading", "dateline", "lead", *["body"] * 9]


@pytest.mark.parametrize(
    ("doc_id", "role", "begins"),
    [
        ("masoud-1", "headline", "مقتل جاسوس لداعش"),
        ("masoud-1", "lead", "أفادت مصادر بأن غارة"),
        ("masoud-1", "pull quote", "الغارة التي استهدفت المسعود كانت نتاج انعدام التنسيق"),
        ("masoud-2", "headline", "مقتل عميل سوري"),
        ("masoud-2", "deck", "غارة أميركية تؤدي لمقتل"),
        ("masoud-2", "subheading", "مقتل المسعود انتكاسة مؤقتة"),
        ("masoud-2", "dateline", "دمشق -"),
        ("masoud-2", "lead", "في ظل المشهد الأمني"),
    ],
)
def test_each_role_is_given_to_its_words(seeds, texts, doc_id, role, begins):
    (stretch,) = [t for t, given, _ in segments_of(seeds, texts, doc_id) if given == role]
    assert stretch.startswith(begins)


def test_no_mention_stands_in_furniture(coded):
    assert "furniture" not in set(coded.mentions["role"])


# --- the tables and the engine --------------------------------------------------------------------


def test_every_table_has_the_designs_columns(coded):
    for name in ("articles", "segments", "sentences", "tokens", "types"):
        assert list(getattr(coded.corpus, name).columns) == tables.SCHEMAS[name].names
    assert list(coded.mentions.columns) == tables.SCHEMAS["mentions"].names
    assert list(coded.attributions.columns) == tables.SCHEMAS["attributions"].names


def test_the_engine_is_recorded_in_the_result_and_with_every_word(seeds, seeds_without_lexicon):
    assert seeds.engine == "test lexicon"
    assert set(seeds.corpus.types["analysed_by"]) == {"test lexicon", "clitic stripping", "none"}
    assert seeds_without_lexicon.engine == "clitic stripping"
    assert set(seeds_without_lexicon.corpus.types["analysed_by"]) == {"clitic stripping", "none"}


def test_the_lexicon_knows_most_words_of_the_seeds(seeds):
    words = seeds.corpus.types[seeds.corpus.types["kind"] == "word"]
    assert (words["analysed_by"] == "test lexicon").mean() > 0.95


def test_coding_twice_gives_the_same_tables(seeds, seed_articles, event_impact, engine):
    again = code_corpus(seed_articles, event_impact, engine)
    pd.testing.assert_frame_equal(again.mentions, seeds.mentions)
    pd.testing.assert_frame_equal(again.attributions, seeds.attributions)
    for one, other in zip(again.corpus, seeds.corpus, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_the_order_of_the_articles_changes_nothing_about_a_mention(
    seeds, seed_articles, event_impact, engine
):
    turned = code_corpus(seed_articles.iloc[::-1].reset_index(drop=True), event_impact, engine).mentions
    columns = ["doc_id", "start", "frame"]
    pd.testing.assert_frame_equal(
        turned.sort_values(columns, ignore_index=True), seeds.mentions.sort_values(columns, ignore_index=True)
    )


def test_the_tables_come_back_from_disk_as_they_are(seeds, tmp_path):
    tables.save("mentions", seeds.mentions, tmp_path)
    tables.save("types", seeds.corpus.types, tmp_path)
    pd.testing.assert_frame_equal(tables.load("mentions", tmp_path), seeds.mentions)
    pd.testing.assert_frame_equal(tables.load("types", tmp_path), seeds.corpus.types)
