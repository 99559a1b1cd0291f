"""Every kind of speaker with every frame of a verb: cue, source, its type and content, all exactly right."""

from itertools import product

import pytest

from analysis.framing.attribution import attribute
from analysis.framing.words import sentences_of
from spoken import corpus_of

#: Noun phrase, type of source, and whether the verb before it is feminine.
SPEAKERS = [
    ("الوزير", "institution", False),
    ("وزير المالية", "institution", False),
    ("الرئيس السوري", "institution", False),
    ("الرئيس السوري سامر الحلبي", "named", False),
    ("وزير الخارجية الفرنسي لوران فابيوس", "named", False),
    ("رئيس مجلس الوزراء العراقي حيدر العبادي", "named", False),
    ("محافظ جدة الأمير سامر بن راشد", "named", False),
    ("الأمين العام للأمم المتحدة بان كي مون", "named", False),
    ("المتحدث الرسمي باسم الشرطة العقيد فهد الحربي", "named", False),
    ("المتحدث باسم الوزارة", "institution", False),
    ("نائب رئيس البلدية", "institution", False),
    ("سامر الحلبي", "named", False),
    ("الحلبي", "named", False),
    ("المهندس محمد العلي", "named", False),
    ("الدكتور عبدالله بن سعد الراشد", "named", False),
    ("الكاتبة ليلى العثمان", "named", True),
    ("مصدر أمني", "anonymous", False),
    ("مصادر أمنية", "anonymous", True),
    ("مسؤولون أمريكيون", "anonymous", False),
    ("مسؤول في وزارة الدفاع", "anonymous", False),
    ("محللون سياسيون", "anonymous", False),
    ("شهود عيان", "anonymous", False),
    ("عدد من الأهالي", "anonymous", False),
    ("بعض المراقبين", "anonymous", False),
    ("دراسة حديثة", "anonymous", True),
    ("تقرير للأمم المتحدة", "institution", False),
    ("الشركة", "institution", True),
    ("شركة المياه الوطنية", "institution", True),
    ("وزارة الداخلية", "institution", True),
    ("صحيفة نيويورك تايمز", "institution", True),
    ("وكالة الأنباء السعودية", "institution", True),
    ("المرصد السوري لحقوق الإنسان", "institution", False),
    ("واشنطن", "institution", True),
    ("البيت الأبيض", "institution", False),
]
#: What may follow the speaker, by the verb's frame, and the content in it.
FRAMES = {
    "أن": [
        ("أن الأزمة طويلة", "أن الأزمة طويلة"),
        ("خلال مؤتمر صحفي أمس أن الأزمة طويلة", "أن الأزمة طويلة"),
    ],
    "إن": [
        ("في تصريح صحفي أمس إن الأزمة طويلة", "إن الأزمة طويلة"),
        (': "الأزمة طويلة ولن تنتهي قريبا"', "الأزمة طويلة ولن تنتهي قريبا"),
        ("للصحفيين أمس: «الأزمة طويلة ولن تنتهي»", "الأزمة طويلة ولن تنتهي"),
    ],
    "object": [
        ("بدء العمل في المشروع", "بدء العمل في المشروع"),
        ("ارتفاع أسعار النفط", "ارتفاع أسعار النفط"),
        ("أمس رفضه القرار", "رفضه القرار"),
        ("توقيع اتفاق جديد مع تركيا", "توقيع اتفاق جديد مع تركيا"),
    ],
    "إلى": [
        ("إلى أن الأزمة طويلة", "أن الأزمة طويلة"),
        ("أمس إلى تراجع الأسعار", "تراجع الأسعار"),
    ],
    "على": [
        ("على أهمية المرحلة المقبلة", "أهمية المرحلة المقبلة"),
        ("خلال اللقاء على ضرورة العمل", "ضرورة العمل"),
    ],
    "عن": [("أمس عن ارتفاع الأسعار", "ارتفاع الأسعار"), ("عن أمله في الحوار", "أمله في الحوار")],
    "من": [("من أن الأزمة طويلة", "أن الأزمة طويلة"), ("من خطورة المرحلة", "خطورة المرحلة")],
    "ب": [("بأن الأزمة طويلة", "بأن الأزمة طويلة"), ("بتراجع الأسعار", "بتراجع الأسعار")],
}
VERBS = [
    ("قال", "قالت", "إن"),
    ("أكد", "أكدت", "أن object على"),
    ("أعلن", "أعلنت", "أن object عن"),
    ("ذكر", "ذكرت", "أن"),
    ("أشار", "أشارت", "إلى"),
    ("كشف", "كشفت", "عن أن object"),
    ("حذر", "حذرت", "من"),
    ("أفاد", "أفادت", "ب"),
    ("توقع", "توقعت", "أن object"),
    ("نفى", "نفت", "أن object"),
    ("أعرب", "أعربت", "عن"),
    ("دعا", "دعت", "إلى"),
    ("طالب", "طالبت", "ب"),
    ("زعم", "زعمت", "أن"),
    ("بين", "بينت", "أن"),
]


#: Participles of men and of women, by which the speaker of the sentence goes on, and their content.
PARTICIPLES = [
    ("مشيرا", "مشيرة", "إلى أن الحل قريب", "أن الحل قريب"),
    ("مؤكداً", "مؤكدة", "في الوقت نفسه أن الحل قريب", "أن الحل قريب"),
    ("مضيفا", "مضيفة", "في الوقت نفسه أن الحل قريب", "أن الحل قريب"),
    ("محذرا", "محذرة", "من خطورة المرحلة", "خطورة المرحلة"),
    ("مطالبا", "مطالبة", "بوقف إطلاق النار", "بوقف إطلاق النار"),
    ("معربا", "معربة", "عن أمله في نجاح الحوار", "أمله في نجاح الحوار"),
    ("مثمنا", "مثمنة", "جهود المملكة في هذا المجال", "جهود المملكة في هذا المجال"),
    ("نافيا", "نافية", "أن الحل قريب", "أن الحل قريب"),
    ("قائلا", "قائلة", ': "الحل قريب جدا"', "الحل قريب جدا"),
]


@pytest.mark.parametrize("masculine, feminine, behind, content", PARTICIPLES)
@pytest.mark.parametrize("joined", ["", "و"])
def test_every_speaker_goes_on_by_a_participle(masculine, feminine, behind, content, joined):
    asked = [
        ("قالت", speaker, kind, joined + feminine) if of_women else ("قال", speaker, kind, joined + masculine)
        for speaker, kind, of_women in SPEAKERS
    ]
    texts = [f"{verb} {speaker} إن الأزمة طويلة، {goes_on} {behind}." for verb, speaker, _, goes_on in asked]
    expected = [
        [(verb, speaker, kind, "إن الأزمة طويلة"), (goes_on, speaker, kind, content)]
        for verb, speaker, kind, goes_on in asked
    ]
    assert [of for of, told in zip(_told(texts), expected, strict=True) if of != told] == []


@pytest.mark.parametrize("masculine, feminine, frames", VERBS)
@pytest.mark.parametrize("joined", ["", "و"])
def test_every_speaker_says_it_in_every_frame(masculine, feminine, frames, joined):
    asked = [
        (joined + (feminine if of_women else masculine), speaker, kind, *behind)
        for (speaker, kind, of_women), frame in product(SPEAKERS, frames.split())
        for behind in FRAMES[frame]
    ]
    texts = [f"{verb} {speaker} {behind}." for verb, speaker, _, behind, _ in asked]
    expected = [(verb, speaker, kind, content) for verb, speaker, kind, _, content in asked]
    assert [of for of, one in zip(_told(texts), expected, strict=True) if of != [one]] == []


def _told(texts: list[str]) -> list[list[tuple[str | None, ...]]]:
    """Give cue, source, its type and content of every attribution of every text."""
    articles = dict(sentences_of(*corpus_of(*texts)))
    found = [attribute(articles[f"a{i}"], text) for i, text in enumerate(texts)]
    return [
        [
            (text[slice(*one.cue)], _at(text, one.source), one.source_type, _at(text, one.content))
            for one in of
        ]
        for text, of in zip(texts, found, strict=True)
    ]


def _at(text: str, span: tuple[int, int] | None) -> str | None:
    return text[slice(*span)] if span else None
