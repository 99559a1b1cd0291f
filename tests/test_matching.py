import unicodedata

import pytest

from analysis.cleaning import segment_corpus
from analysis.framing.matching import find_mentions, with_forms
from analysis.language.lemmas import CliticStripping, add_lemmas
from analysis.language.tokens import tokenise_corpus

BLOW = "- {words: ضربة قوية, lemmas: {ضربة: ضَرْبَة}}"


@pytest.fixture
def found(articles_of, codebook_of, engine):
    """Find the cues of a codebook in texts: the words of each mention, as they stand."""

    def find(cues, *texts, engine=engine, not_when=""):
        articles = articles_of(*texts)
        tokenised = tokenise_corpus(articles, segment_corpus(articles))
        types = add_lemmas(tokenised.types, engine)
        mentions = find_mentions(tokenised.tokens, types, codebook_of(cues, not_when), engine)
        return with_forms(mentions, dict(zip(articles["doc_id"], articles["text"], strict=True)))

    return find


@pytest.fixture
def forms(found):
    return lambda *arguments, **named: found(*arguments, **named)["form"].tolist()


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "ضربة قوية",
        "ضربةً قويةً",
        "بالضربة القوية",
        "والضربة القوية",
        "ضربات قوية",
        "ضربتين قويتين",
        "ضـــربة قويّة",
        "ﺿﺮﺑﺔ ﻗﻮﻳﺔ",
        "الضر\u200dبة القوية",
        "ضربة\u00a0قوية",
    ],
)
def test_a_cue_is_found_through_clitics_inflection_and_spelling(forms, form):
    assert forms(BLOW, f"تلقى التنظيم {form} أمس.") == [form]


@pytest.mark.parametrize(
    "form", ["ضربة قوية", "بالضربة القوية", "ضربتها القوية", "ضربات قوية", "للضربة القوية"]
)
def test_without_a_lexicon_a_cue_is_found_through_clitics(forms, form):
    assert forms(BLOW, f"تلقى التنظيم {form} أمس.", engine=CliticStripping()) == [form]


@pytest.mark.parametrize("engine_name", ["lexicon", "clitics"])
@pytest.mark.parametrize("text", ["ضرب قوي", "ضربة قويت", "قوية ضربة", "ضربة", "إضراب قوي", "مضروبة قوية"])
def test_other_words_are_not_found(forms, engine, engine_name, text):
    chosen = engine if engine_name == "lexicon" else CliticStripping()
    assert forms(BLOW, f"كانت {text} أمس.", engine=chosen) == []


def test_a_pinned_lemma_keeps_other_words_of_the_same_letters_out(forms):
    text = "عاد مقاتل إلى بيته."
    assert forms("- {words: مقاتل, lemmas: {مقاتل: مُقاتِل}}", text) == ["مقاتل"]
    assert forms("- {words: مقاتل, lemmas: {مقاتل: مَقْتَل}}", text) == ["مقاتل"]
    assert forms("- {words: مقتل, lemmas: {مقتل: مَقْتَل}}", "عاد المقاتلون إلى بيوتهم.") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_pinned_lemma_may_be_typed_with_its_marks_in_any_order(forms, engine, form):
    (lemma,) = {lemma for lemma in engine.analyse(["مؤقتة"])["مؤقتة"].lemmas if lemma.startswith("مُؤَق")}
    typed = unicodedata.normalize(form, lemma)
    assert forms(f"- {{words: مؤقتة, lemmas: {{مؤقتة: {typed}}}}}", "كانت انتكاسة مؤقتة.") == ["مؤقتة"]


def test_a_word_that_no_lexicon_knows_is_found_by_its_stem(forms):
    assert forms("- داعشستان", "عاد من داعشستان ومن وداعشستان.") == ["داعشستان", "وداعشستان"]


def test_a_word_that_may_belong_to_another_lemma_is_marked(found):
    mentions = found("- {words: ضربة}", "كانت ضربة. ثم فرصة.")
    assert mentions["ambiguous"].tolist() == [False]
    several = found("- {words: كتب, lemmas: {كتب: كِتاب}}", "قرأ كتب العلم.")
    assert several["form"].tolist() == ["كتب"]
    assert several["ambiguous"].tolist() == [True]


def test_numbers_and_tags_can_be_words_of_a_cue(forms):
    assert forms("- عام 2016\n- '#ضربة'", "في عام ٢٠١٦ كتب #ضربة.", engine=CliticStripping()) == [
        "عام ٢٠١٦",
        "#ضربة",
    ]


# --- phrases --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "text", "expected"),
    [
        (0, "كانت ضربة جدا قوية.", []),
        (1, "كانت ضربة جدا قوية.", ["ضربة جدا قوية"]),
        (1, "كانت ضربة جدا جدا قوية.", []),
        (2, "كانت ضربة جدا جدا قوية.", ["ضربة جدا جدا قوية"]),
        (2, "كانت ضربة قوية قوية قوية.", ["ضربة قوية"]),  # the nearest
        (1, "ضربة. قوية أمس.", []),
        (1, "كانت ضربة", []),
    ],
)
def test_within_lets_so_many_words_stand_between(forms, within, text, expected):
    assert forms(f"- {{words: ضربة قوية, within: {within}}}", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصفها بأنها ضربة «قوية» أمس.", ["ضربة «قوية"]),
        ('كانت "ضربة" قوية.', ['ضربة" قوية']),
        ("كانت ضربة (قوية) أمس.", ["ضربة (قوية"]),
        ("كانت ضربة، قوية أمس.", []),
        ("كانت ضربة - قوية أمس.", []),
        ("كانت ضربة: قوية أمس.", []),
        ("كانت ضربة! قوية أمس.", []),
        ("كانت ضربة\nقوية أمس.", []),
    ],
)
def test_quotation_marks_and_brackets_may_stand_inside_other_punctuation_not(forms, text, expected):
    assert forms(BLOW, text) == expected


def test_a_phrase_does_not_cross_from_one_article_into_the_next(forms):
    assert forms(BLOW, "كانت ضربة", "قوية أمس.") == []


@pytest.mark.parametrize(("order", "expected"), [("fixed", []), ("either", ["القوية والضربة"])])
def test_order(forms, order, expected):
    assert forms(f"- {{words: ضربة قوية, order: {order}}}", "هذه القوية والضربة.") == expected


def test_variants_count_as_their_cue(found):
    mentions = found("- {words: ضربة قوية, variants: [صفعة]}", "كانت صفعة ثم ضربة قوية.")
    assert mentions["form"].tolist() == ["صفعة", "ضربة قوية"]
    assert set(mentions["cue"]) == {"ضربة قوية"}


@pytest.mark.parametrize(
    "cues",
    ["- ضربة\n- ضربة قوية\n- قوية جدا", "- قوية جدا\n- ضربة قوية\n- ضربة"],
)
def test_of_matches_that_overlap_the_longest_counts_and_then_the_first(forms, cues):
    assert forms(cues, "كانت ضربة قوية جدا.") == ["ضربة قوية"]


def test_not_when_bars_only_what_overlaps_it(forms):
    text = "كانت ضربة جوية ثم ضربات جوية ثم ضربة."
    assert forms("- ضربة", text) == ["ضربة", "ضربات", "ضربة"]
    assert forms("- ضربة", text, not_when="- ضربة جوية") == ["ضربة"]


def test_every_occurrence_is_found_in_the_order_of_the_text(found):
    mentions = found("- صفعة\n- ضربة", "كانت ضربة ثم صفعة ثم ضربة.", "وكانت صفعة.")
    assert list(zip(mentions["doc_id"], mentions["form"], strict=True)) == [
        ("a0", "ضربة"),
        ("a0", "صفعة"),
        ("a0", "ضربة"),
        ("a1", "صفعة"),
    ]


def test_a_mention_names_its_tokens_and_sentence(found):
    (mention,) = found(BLOW, "بدأ اليوم. كانت 😀 ضربة قوية.").itertuples()
    assert (mention.sentence_id, mention.frame, mention.cue) == (1, "blow", "ضربة قوية")
    assert (mention.first_token, mention.last_token) == (5, 6)


@pytest.mark.parametrize("texts", [(), ("لا شيء هنا.",), ("!",)])
def test_nothing_is_found_where_nothing_stands(found, texts):
    assert found(BLOW, *texts).empty
