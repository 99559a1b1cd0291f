"""Who says a mention, how surely, and in whose quotation marks."""

from typing import Any

from analysis.framing import code
from analysis.framing.attribution import attribute
from analysis.framing.codebook import Codebook
from analysis.framing.voice import attribution_table
from analysis.framing.words import sentences_of
from spoken import corpus_of, engine

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


def test_what_a_heading_denies_is_negated():
    heading = "نفي رسمي لوجود ضربة قوية\n"
    body = "شهدت المدينة أمس حادثا كبيرا أوقع أضرارا واسعة في السوق القديم وسط حضور أمني كثيف."
    (mention,) = mentions_in(heading + body)
    assert (mention["voice"], mention["negated"], mention["negation"]) == ("source", True, "نفي")


def test_what_is_said_of_the_source_does_not_reach_the_content():
    (mention,) = mentions_in("نقلت رويترز عن مصدر لم تسمه أن العملية ضربة قوية.")
    assert (mention["speaker"], mention["negated"]) == ("مصدر", False)


def test_a_denial_that_is_denied_is_no_negation():
    (mention,) = mentions_in("لم يستبعد الوزير سامر الحلبي أن تكون العملية ضربة قوية.")
    assert (mention["hedge"], mention["negated"]) == ("لم يستبعد", False)


def test_a_quotation_of_several_sentences_has_the_speaker_who_is_named_behind_it():
    (mention,) = mentions_in("«كانت ضربة قوية للجميع. ولن ننسى هذا اليوم»، قال الوزير سامر الحلبي.")
    assert mention["speaker"] == "الوزير سامر الحلبي"


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
