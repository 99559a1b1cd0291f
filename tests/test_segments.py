import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import segment_corpus
from analysis.cleaning.segments import furniture_rules, segment_article

RULES = furniture_rules()
LEAD = "قال مسؤول محلي إن الاجتماع الذي عقد أمس في العاصمة انتهى باتفاق على خطة جديدة للعمل في العام المقبل."
BODY = "وأضاف المسؤول أن الخطة تحتاج إلى تمويل من الدول التي شاركت في الاجتماع قبل نهاية العام."
QUOTED = 'وقال المسؤول: "الخطة تحتاج إلى تمويل جديد من الجميع"، ثم غادر القاعة مع الوفد الذي جاء معه.'


def segments(text, title=""):
    return [(text[s.start : s.end], s.role, s.rule) for s in segment_article(text, title, RULES)]


def roles(*lines, title=""):
    return [role for _, role, _ in segments("\n".join(lines), title)]


# --- furniture ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("آخر الأخبار", "section label"),
        ("أخر الاخبار", "section label"),
        ("شارك", "share button"),
        ("شارك على فيسبوك", "share button"),
        ("حمل تطبيق آخر خبر", "app advertisement"),
        ("حمّل التطبيق", "app advertisement"),
        ("إقرأ أيضا", "read also"),
        ("اقرأ أيضاً: خبر آخر عن الاجتماع", "read also"),
        ("القدس المصدر: القدس", "source line"),
        ("المصدر: رويترز", "source line"),
        ("المصدر : وكالة الأنباء", "source line"),
        ("أضف تعليق", "comment box"),
    ],
)
def test_furniture_names_its_rule(line, rule):
    found = segments("\n".join(["عنوان الخبر الأول", LEAD, line, BODY]))
    assert (line, "furniture", rule) in found
    assert [role for _, role, _ in found] == ["headline", "lead", "furniture", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "شارك في الاجتماع وفد من الدول المجاورة التي تعهدت بتقديم تمويل للخطة الجديدة.",
        "وقال المصدر: إن الخطة الجديدة تحتاج إلى تمويل من الدول المشاركة في الاجتماع قبل نهاية العام الجاري.",
        "سياسة جديدة أعلنها المسؤول في الاجتماع الذي عقد أمس في العاصمة بحضور الوفود.",
    ],
)
def test_a_sentence_that_begins_like_furniture_is_none(line):
    assert roles("عنوان الخبر الأول", LEAD, line)[-1] == "body"


def test_furniture_is_kept_and_can_be_disputed():
    text = "شارك\n" + LEAD
    assert segments(text)[0] == ("شارك", "furniture", "share button")


# --- roles --------------------------------------------------------------------------------------


def test_the_manifests_title_is_the_headline_wherever_it_stands():
    found = segments(f"ملف خاص\nعنوان الخبر الأول\n{LEAD}", title="عنوان الخبر الأوّل")
    assert [(role, rule) for _, role, rule in found] == [
        ("kicker", "above the headline"),
        ("headline", "equals the manifest's title"),
        ("lead", "first paragraph"),
    ]


def test_without_a_title_the_first_short_line_is_the_headline():
    found = segments(f"شارك\nعنوان الخبر الأول\n{LEAD}", title="عنوان آخر")
    assert found[1] == ("عنوان الخبر الأول", "headline", "first line, short and without a full stop")


def test_an_article_that_starts_with_a_paragraph_has_no_headline():
    assert roles(LEAD, BODY) == ["lead", "body"]


def test_deck_and_subheading_stand_between_headline_and_dateline():
    assert roles("عنوان الخبر", BODY, "عنوان فرعي قصير", "دمشق - " + LEAD, BODY) == [
        "headline",
        "deck",
        "subheading",
        "dateline",
        "lead",
        "body",
    ]


@pytest.mark.parametrize("place", ["دمشق -", "بيت لحم –", "دمشق (رويترز) -", "القاهرة، بيروت —"])
def test_a_dateline_is_a_segment_of_its_own(place):
    found = segments(f"عنوان الخبر\n{place} {LEAD}")
    assert found[1:] == [
        (place, "dateline", "place and dash before the first sentence"),
        (LEAD, "lead", "paragraph with the dateline"),
    ]


def test_a_dash_in_a_short_line_is_no_dateline():
    assert roles("عنوان الخبر", "دمشق - حلب", LEAD) == ["headline", "subheading", "lead"]


def test_a_subheading_in_the_body():
    assert roles("عنوان الخبر", LEAD, "تمويل الخطة", BODY) == ["headline", "lead", "subheading", "body"]


def test_a_pull_quote_repeats_quoted_words():
    found = segments(f"عنوان الخبر\n{LEAD}\nالخطة تحتاج إلى تمويل جديد.\n{QUOTED}")
    assert found[2] == (
        "الخطة تحتاج إلى تمويل جديد.",
        "pull quote",
        "repeats words quoted in another paragraph",
    )
    assert found[3][1] == "body"


def test_a_paragraph_with_quotation_marks_of_its_own_is_no_pull_quote():
    assert roles("عنوان الخبر", LEAD, '"الخطة تحتاج إلى تمويل جديد".', QUOTED)[2] == "body"


@pytest.mark.parametrize("text", ["", " \n\r\n\t"])
def test_nothing_has_no_segment(text):
    assert segments(text) == []


# --- what holds for every text ------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "شارك",
        "المصدر: القدس",
        "عنوان الخبر",
        "دمشق - " + LEAD,
        LEAD,
        QUOTED,
        "الخطة تحتاج إلى تمويل.",
        "***",
        "  ",
        "",
    ]
)
DOCUMENTS = st.lists(LINES | st.text(max_size=20), max_size=8).map("\n".join) | st.text()


@settings(max_examples=200)
@given(DOCUMENTS, st.sampled_from(["", "عنوان الخبر", "!"]))
def test_every_character_that_is_not_blank_lies_in_exactly_one_segment(text, title):
    reached = 0
    covered = set()
    for segment in segment_article(text, title, RULES):
        assert reached <= segment.start < segment.end <= len(text)
        assert segment.role
        assert segment.rule
        covered.update(range(segment.start, segment.end))
        reached = segment.end
    assert [i for i, c in enumerate(text) if not c.isspace() and i not in covered] == []


@given(DOCUMENTS)
def test_there_is_at_most_one_headline_and_one_lead(text):
    found = [segment.role for segment in segment_article(text, "", RULES)]
    assert found.count("headline") <= 1
    assert found.count("lead") <= 1
    assert found.count("dateline") <= found.count("lead")


@pytest.mark.parametrize(
    "line",
    [
        " " * 200_000,
        "المصدر: " + "ا" * 5_000 + " كلمة" * 20,
        "ا" * 200_000,
        "ا " * 20_000 + "-",
        "«" * 20_000,
    ],
)
def test_a_line_of_any_length_is_read_in_good_time(line):
    assert roles("عنوان الخبر", LEAD, line, BODY)[:2] == ["headline", "lead"]


# --- the table ----------------------------------------------------------------------------------


def test_segment_corpus_numbers_the_segments_of_each_article(articles_of):
    table = segment_corpus(articles_of(f"عنوان الخبر\n{LEAD}", LEAD))
    assert list(zip(table["doc_id"], table["segment_id"], table["role"], strict=True)) == [
        ("a0", 0, "headline"),
        ("a0", 1, "lead"),
        ("a1", 0, "lead"),
    ]


def test_segment_corpus_reads_the_title_of_the_manifest(articles_of):
    table = segment_corpus(articles_of(f"ملف خاص\nعنوان الخبر\n{LEAD}", title="عنوان الخبر"))
    assert table["rule"].tolist()[1] == "equals the manifest's title"
