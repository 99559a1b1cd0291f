"""Who says it: attributions in sentences of our own, and the two seeds against their coding by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.comparison.naming import find_killings, find_namings, load_naming
from analysis.corpus import load_articles
from analysis.framing import code, load_codebook
from analysis.framing.attribution import attribute
from analysis.framing.certainty import boosters_in, hedges_in, negations_in
from analysis.framing.codebook import Codebook
from analysis.framing.quotations import quotations
from analysis.framing.voice import attribution_table
from analysis.framing.words import sentences_of
from analysis.pipeline import prepare
from spoken import corpus_of, engine, tell


@pytest.mark.parametrize(
    "text, said",
    [
        # the source behind the verb, with titles and the full name
        (
            "قال وزير الزراعة سامر الحلبي إن الموسم جيد هذا العام.",
            [("قال", "وزير الزراعة سامر الحلبي", "named")],
        ),
        (
            "أكدت وزارة التربية والتعليم أن المدارس تفتح غدا.",
            [("أكدت", "وزارة التربية والتعليم", "institution")],
        ),
        ("أفادت مصادر أمنية بأن الطريق مغلق.", [("أفادت", "مصادر أمنية", "anonymous")]),
        ("وأوضح مصدر في الشرطة أن الطريق مغلق.", [("وأوضح", "مصدر في الشرطة", "anonymous")]),
        # without the appositive job description
        (
            "ورأى كريم الصباغ، الباحث في مركز الدراسات، أن الاتفاق هش.",
            [("ورأى", "كريم الصباغ", "named")],
        ),
        ("وقال محمد الراوي مدير الشركة إن الأسعار ترتفع.", [("وقال", "محمد الراوي", "named")]),
        # a name behind a comma belongs to its office
        (
            "أعلن رئيس الهيئة العامة للطيران، سليم النجار، أن الرحلات مستمرة.",
            [("أعلن", "رئيس الهيئة العامة للطيران، سليم النجار", "named")],
        ),
        # past a time, an occasion and those who are spoken to
        (
            "وقالت الحكومة أمس الأحد في بيان لها إن القرار نهائي.",
            [("وقالت", "الحكومة", "institution")],
        ),
        ('وأوضح لـ"الصباح" مصدر طبي أن المريض تعافى.', [("وأوضح", "مصدر طبي", "anonymous")]),
        # before the verb
        ("مسؤولون محليون أكدوا أن الجسر آمن.", [("أكدوا", "مسؤولون محليون", "anonymous")]),
        (
            "وكان رئيس البلدية خالد العمري قد صرح أن الجسر آمن.",
            [("صرح", "رئيس البلدية خالد العمري", "named")],
        ),
        # a plain object, a preposition
        ("أعلن الوزير سامر الحلبي استقالته من منصبه.", [("أعلن", "الوزير سامر الحلبي", "named")]),
        ("ودعت المنظمة إلى وقف القتال فورا.", [("ودعت", "المنظمة", "institution")]),
        ("وأعرب الأمين العام عن قلقه من الأحداث.", [("وأعرب", "الأمين العام", "institution")]),
        # participles speak with the sentence's speaker
        (
            "قال الوزير سامر الحلبي إن الموسم جيد، مشيرا إلى أن الأمطار غزيرة.",
            [("قال", "الوزير سامر الحلبي", "named"), ("مشيرا", "الوزير سامر الحلبي", "named")],
        ),
        # nobody in the sentence
        ("وأضاف أن الجسر آمن.", [("وأضاف", None, "implicit")]),
        ("ويُعتقد أن السائق هرب.", [("ويُعتقد", None, "implicit")]),
        # prepositions
        ("وبحسب وكالة الأنباء فإن الجسر أغلق.", [("وبحسب", "وكالة الأنباء", "institution")]),
        ("أغلق الجسر، وفقا لمصادر محلية.", [("وفقا", "مصادر محلية", "anonymous")]),
        ("أغلق الجسر، على حد قوله.", [("على حد قوله", None, "implicit")]),
        # two speakers in one sentence
        (
            "ونقلت الصحيفة عن الوزير سامر الحلبي قوله إن الموسم جيد.",
            [("ونقلت", "الصحيفة", "institution"), ("قوله", "الوزير سامر الحلبي", "named")],
        ),
        # spelt without hamza
        ("واكد الوزير سامر الحلبي ان الموسم جيد.", [("واكد", "الوزير سامر الحلبي", "named")]),
    ],
)
def test_who_says_it(text, said):
    assert tell(text).said() == said


@pytest.mark.parametrize(
    "text",
    [
        "التقى الوزير السفير في مكتبه وبحثا التعاون بين البلدين.",
        "ولم تكشف الشركة عن أسعار الطراز الجديد.",
        "كما يجب أن تصل المساعدات قبل الشتاء.",
        "ارتفعت الأسعار، مما يؤكد أن السوق نشطة.",
        "يذكر أن الجسر افتتح قبل عامين.",
        "تجدر الإشارة إلى أن الجسر افتتح قبل عامين.",
        "يعد الجسر من أهم معالم المدينة.",
        "وتنظم الدورات وفق خطة زمنية محددة.",
        "يضاف الملح حسب الرغبة.",
    ],
)
def test_no_attribution_where_nobody_reports(text):
    assert tell(text).said() == []


@pytest.mark.parametrize(
    "text, content, direct",
    [
        ("قال الوزير إن الموسم جيد.", "إن الموسم جيد", False),
        ('قال الوزير: "الموسم جيد هذا العام".', "الموسم جيد هذا العام", True),
        ("قال الوزير: الموسم جيد.", "الموسم جيد", True),
        ("قال الوزير إن «الموسم جيد هذا العام».", "الموسم جيد هذا العام", True),
        ("أغلق الجسر، وفقا لمصادر محلية.", "أغلق الجسر", False),
        ('"لن نغادر هذه الأرض أبدا"، قال المزارع.', "لن نغادر هذه الأرض أبدا", True),
    ],
)
def test_what_is_said(text, content, direct):
    told = tell(text)
    assert (told.at(told.only().content), told.only().direct) == (content, direct)


def test_a_report_ends_where_the_next_begins():
    told = tell("قال الوزير إن الموسم جيد، وأضافت الوزارة أن الأمطار غزيرة.")
    assert [told.at(one.content) for one in told.attributions] == ["إن الموسم جيد", "أن الأمطار غزيرة"]


def test_a_quotation_runs_across_sentences_until_it_closes():
    told = tell("قال العمري: «نحن هنا منذ أعوام. ولن نرحل أبدا. هذه أرضنا». ثم غادر.")
    assert told.at(told.only().content) == "نحن هنا منذ أعوام. ولن نرحل أبدا. هذه أرضنا"


@pytest.mark.parametrize(
    "text, inside",
    [
        ("استهدفت الغارات «جبهة النصر» أمس.", ["جبهة النصر"]),
        ("“كلام” و«كلام»", ["كلام", "كلام"]),
        ('قال "نعم هنا\nولم يغلق القوس', ["نعم هنا"]),
        ('قال "سطر أول\nسطر ثان" وانتهى', ["سطر أول\nسطر ثان"]),
    ],
)
def test_quotations(text, inside):
    assert [text[slice(*span)] for span in quotations(text)] == inside


def test_names_in_quotation_marks_are_no_quotations():
    told = tell('قال الوزير سامر الحلبي إن "النصر" فاز بالمباراة.')
    assert not told.only().direct


ARTICLE = (
    "قال وزير الزراعة سامر الحلبي إن الموسم جيد.\n"
    "وأضاف الحلبي أن الأمطار غزيرة.\n"
    "وأشار إلى أن الأسعار مستقرة.\n"
    "وأكد الوزير أن الدعم مستمر."
)


def test_short_names_and_silent_subjects_are_resolved_to_the_first_full_name():
    told = tell(ARTICLE)
    assert [one.speaker for one in told.attributions] == ["وزير الزراعة سامر الحلبي"] * 4
    assert [one.resolved for one in told.attributions] == [False, True, True, True]
    assert [one.source_type for one in told.attributions] == ["named", "named", "implicit", "institution"]
    assert {one.first_named for one in told.attributions} == {told.attributions[0].source}


def test_a_silent_subject_agrees_in_gender():
    told = tell(
        "قالت مديرة المدرسة هند الراوي إن الدوام مستمر.\nوقال الوزير سامر الحلبي إن الموسم جيد.\n"
        "وأضافت أن الصفوف مكتملة."
    )
    assert told.attributions[2].speaker == told.attributions[0].speaker


def test_a_passive_verb_is_not_given_the_last_speaker():
    told = tell("قال وزير الزراعة سامر الحلبي إن الموسم جيد.\nويُعتقد أن الأسعار مستقرة.")
    assert told.attributions[1].speaker is None


@pytest.mark.parametrize(
    "verb, stance",
    [("قال", "neutral"), ("أكد", "endorsing"), ("زعم", "distancing"), ("نفى", "denying")],
)
def test_stance(verb, stance):
    assert tell(f"{verb} الوزير سامر الحلبي أن الموسم جيد.").only().stance == stance


def test_a_reporting_verb_is_told_from_the_preposition_of_its_spelling():
    assert tell("وبيّن الوزير سامر الحلبي أن الموسم جيد.").said()
    assert not tell("وقع الحادث بين المدينة والمطار.").said()


# --- on mentions ------------------------------------------------------------------------------------

BOOK = {
    "codebook": "book",
    "version": "1",
    "title": {"en": "b", "ar": "ب"},
    "source": "tests",
    "frames": {
        "blow": {
            "name": {"en": "b", "ar": "ب"},
            "function": "evaluation",
            "definition": "d",
            "source": "s",
            "cues": ["ضربة قوية", "انتكاسة مؤقتة"],
        }
    },
}


def mentions_in(text: str) -> list[dict[str, Any]]:
    coded = code(corpus_of(text), Codebook.model_validate(BOOK), engine())
    return coded.mentions.to_dict("records")


def test_negation_reaches_up_to_a_contrast():
    first, second = mentions_in("لن تكون هذه ضربة قوية، بل انتكاسة مؤقتة في الحرب.")
    assert (first["negated"], first["negation"], second["negated"]) == (True, "لن", False)


def test_what_a_speaker_denies_is_negated():
    (mention,) = mentions_in("نفى الوزير سامر الحلبي أن تكون العملية ضربة قوية للجيش.")
    assert (mention["voice"], mention["negated"], mention["negation"]) == ("source", True, "نفى")


def test_a_heading_has_the_outlets_voice_unless_it_reports():
    heading = "الحادث انتكاسة مؤقتة\n"
    body = "شهدت المدينة أمس حادثا كبيرا أوقع أضرارا واسعة في السوق القديم وسط حضور أمني كثيف."
    (mention,) = mentions_in(heading + body)
    assert (mention["role"], mention["voice"]) == ("headline", "outlet")


def test_a_heading_may_name_its_speaker_before_a_colon():
    heading = "وزير الزراعة: الحادث انتكاسة مؤقتة\n"
    body = "شهدت المدينة أمس حادثا كبيرا أوقع أضرارا واسعة في السوق القديم وسط حضور أمني كثيف."
    (mention,) = mentions_in(heading + body)
    assert (mention["voice"], mention["speaker"]) == ("source", "وزير الزراعة")


def test_scare_quotes_are_the_outlets_own():
    (mention,) = mentions_in('كان الحادث "ضربة قوية" للجيش.')
    assert (mention["voice"], mention["quoted"]) == ("outlet", True)


def test_an_article_without_a_cue_is_not_coded_for_its_mentions():
    corpus = corpus_of("كان الحادث ضربة قوية للجيش. ثم سافر الوفد. ثم عاد الوفد.")
    ((_, article),) = sentences_of(*corpus)
    said = attribute(article, corpus.articles["text"][0])
    assert said.holding(10, 18) is None
    assert article._last is None


def test_the_table_of_attributions_keeps_its_columns_when_empty():
    assert list(attribution_table({}).columns)[-3:] == ["resolved", "first_named_start", "first_named_end"]


# --- the seeds, coded by hand -------------------------------------------------------------------------

BY_HAND = Path(__file__).parent / "fixtures" / "seeds_voice.yml"


def test_the_seeds_are_coded_as_by_hand():
    by_hand = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    articles = load_articles(paths.RAW / "articles.csv")
    assert _coded(prepare(articles, engine())) == by_hand


def _coded(corpus: Any) -> dict[str, dict[int, dict[str, Any]]]:
    """Write what the project finds as the fixture is written."""
    naming = load_naming()
    namings, killings = find_namings(corpus, naming, engine()), find_killings(corpus, naming, engine())
    texts = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    coded: dict[str, dict[int, dict[str, Any]]] = {}
    for doc_id, article in sentences_of(*corpus):
        said = attribute(article, texts[doc_id])
        for sentence in article:
            here = {"doc_id": doc_id, "sentence_id": sentence.sentence_id}
            found = {
                "attributions": [
                    _attribution(one, texts[doc_id]) for one in said if one.sentence_id == here["sentence_id"]
                ],
                **_marks(sentence, texts[doc_id]),
                "namings": [{row["entity"]: row["form"]} for row in _rows(namings, here) if not row["event"]],
                "killings": [
                    {"form": row["form"], "agency": row["agency"], "agent": _text(row["agent"])}
                    for row in _rows(killings, here)
                ],
            }
            kept = {name: items for name, items in found.items() if items}
            begins = " ".join(texts[doc_id][sentence.start : sentence.end].split()[:4])
            if kept:
                coded.setdefault(doc_id, {})[sentence.sentence_id] = {"begins": begins, **kept}
    return coded


def _rows(table: Any, here: dict[str, Any]) -> list[dict[str, Any]]:
    of_sentence = (table["doc_id"] == here["doc_id"]) & (table["sentence_id"] == here["sentence_id"])
    return table[of_sentence].to_dict("records")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _marks(sentence: Any, text: str) -> dict[str, list[str]]:
    finders = {"hedges": hedges_in, "negations": negations_in, "boosters": boosters_in}
    return {
        name: [text[slice(*mark.span)] for mark in find(sentence.words)] for name, find in finders.items()
    }


def _attribution(one: Any, text: str) -> dict[str, Any]:
    content = text[slice(*one.content)].split()
    return {
        "cue": text[slice(*one.cue)],
        "source": text[slice(*one.source)] if one.source else None,
        "source_type": one.source_type,
        "speaker": one.speaker,
        "speaker_type": one.speaker_type,
        "resolved": one.resolved,
        "stance": one.stance,
        "direct": one.direct,
        "content_begins": " ".join(content[:3]),
        "content_ends": " ".join(content[-3:]),
    }


def test_the_seeds_contrast_is_told_as_the_design_tells_it():
    articles = load_articles(paths.RAW / "articles.csv")
    codebook = load_codebook(paths.CODEBOOKS / "event_impact.yml")
    mentions = code(prepare(articles, engine()), codebook, engine()).mentions
    (blow,) = mentions[mentions["frame"] == "strong_blow"].to_dict("records")
    own, reported = mentions[mentions["frame"] == "temporary_setback"].to_dict("records")
    assert (blow["speaker"], blow["hedge"]) == ("وسيم نصر", "قد")
    assert (own["voice"], own["role"]) == ("outlet", "subheading")
    assert (reported["speaker"], reported["speaker_type"]) == ("محللون", "anonymous")


# --- text that breaks rules -----------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "قال",
        "إن",
        "الوزير",
        "محمد",
        "العمري",
        "مؤكدا",
        "أن",
        "وفقا",
        "لمصادر",
        "بحسب",
        "نقلت",
        "عن",
        "قوله",
        "ما",
        "إلا",
        "سوى",
        "لن",
        "قد",
        "يكون",
        "ربما",
        "الذي",
        "التي",
        "وأضاف",
        "على",
        "حد",
        '"',
        "«",
        "»",
        "“",
        "”",
        ":",
        "،",
        ".",
        "؟",
        "(",
        ")",
        "/",
        "-",
        "John",
        "2015",
        "\n",
        "مقتل",
        "قتل",
        "كما",
        "حسبما",
        "جاء",
        "في",
        "البيان",
        "،",
        "ليس",
        "غير",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_nothing_fails_and_every_place_lies_in_the_text(words):
    told = tell(" ".join(words))
    for one in told.attributions:
        for span in (one.cue, one.source, one.content):
            assert span is None or 0 <= span.start <= span.end <= len(told.text)
    for sentence in told.sentences:
        marks = [*hedges_in(sentence.words), *negations_in(sentence.words), *boosters_in(sentence.words)]
        assert all(sentence.start <= mark.span.start < mark.span.end <= sentence.end for mark in marks)


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير محمد العمري إن الأمر قد يكون ضربة " * 2200,  # one sentence of 20,000 words
        "قال «نعم " * 3000,
        'قال "نعم\n' * 3000,
        "قال John Smith إن the وزير said " * 1500,
        "\u200f\u0640\u064b " * 500,
    ],
)
def test_long_and_broken_texts(text):
    told = tell(text)
    assert all(0 <= one.cue.start <= one.cue.end <= len(text) for one in told.attributions)
