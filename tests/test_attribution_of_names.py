"""Whose words they are: names spelt like other words, bodies by their name alone, offices and plurals."""

import pytest

from spoken import tell

#: What stands between a verb and its clause, and what kind of speaker it is.
SPEAKERS = [
    # names spelt like verbs, prepositions and common words
    ("سيمور", "named"),
    ("مصطفى تميرك", "named"),
    ("المحقق ويبر", "named"),
    ("مسعد عايد", "named"),
    ("الشيخ سامر قاضي", "named"),
    ("رئيس القادسية معدي الهاجري", "named"),
    ("رئيس بلدية وسط الدمام المهندس سامر الغامدي", "named"),
    ("مدير مهرجان أبها للتسوق سامر الشايع", "named"),
    # people of whom none is named
    ("المنظمون", "anonymous"),
    ("السفراء", "anonymous"),
    ("مديرو التعليم", "anonymous"),
    ("سكان حي أبو بكر", "anonymous"),
    ("المسن", "anonymous"),
    ("مغردون", "anonymous"),
    ("بعض الخبراء الاقتصاديين", "anonymous"),
    ("الآلاف من رواد الموقع", "anonymous"),
    ("المصدر نفسه", "anonymous"),
    ("وثائق سرية", "anonymous"),
    # bodies
    ("حماس", "institution"),
    ("أوبك", "institution"),
    ("وكالة الأنباء الرسمية سونا", "institution"),
    ("بيان إدارة الأغذية والعقاقير", "institution"),
    ("الاتحاد الدولي للصحفيين", "institution"),
    ("بيانات من وزارة العمل", "institution"),
    ("شركة الوسائد اليابانية «تاكاتا»", "institution"),
]


@pytest.mark.parametrize("speaker, kind", SPEAKERS)
def test_a_speaker_is_read_in_full(speaker, kind):
    assert tell(f"قال {speaker} إن الأزمة طويلة.").said() == [("قال", speaker, kind)]


@pytest.mark.parametrize(
    "text, said",
    [
        ("وفقا لواشنطن، تراجعت الأسعار.", [("وفقا", "واشنطن", "institution")]),
        ("وفقا للمتحدث باسم الوزارة، تراجعت الأسعار.", [("وفقا", "للمتحدث باسم الوزارة", "institution")]),
        ("تراجعت الأسعار أمس وفقا للألمانية.", [("وفقا", "للألمانية", "institution")]),
        ("وبحسب (وام) تراجعت الأسعار.", [("وبحسب", "وام", "institution")]),
        # objects that are no part of a name
        ("وصف الحلبي القرار بأنه خطوة مهمة.", [("وصف", "الحلبي", "named")]),
        ("وصف سامر حداد القرار بأنه خطوة مهمة.", [("وصف", "سامر حداد", "named")]),
        ("كشفت وزارة الداخلية معرفات تروج للشائعات.", [("كشفت", "وزارة الداخلية", "institution")]),
        ("أدان محللون سياسيون القرار.", [("أدان", "محللون سياسيون", "anonymous")]),
        ("وجدد معازي تأكيد موقف بلاده من السد.", [("وجدد", "معازي", "named")]),
        ("وتبنى تنظيم داعش الهجوم.", [("وتبنى", "تنظيم داعش", "institution")]),
        # subjects before their verb
        ("بعض المراقبين يعتقد أن الأزمة طويلة.", [("يعتقد", "بعض المراقبين", "anonymous")]),
        ("المدرب يشير إلى أن الأزمة طويلة.", [("يشير", "المدرب", "institution")]),
        ("دراسة حديثة ترى أن الأزمة طويلة.", [("ترى", "دراسة حديثة", "anonymous")]),
        ("وانتشر الخبر بعد تقارير غريبة أشارت إلى تراجع الأسعار.", [("أشارت", "تقارير غريبة", "anonymous")]),
        ("وألقى رئيس المركز كلمة أكد فيها أن الأزمة طويلة.", [("أكد", "رئيس المركز", "institution")]),
        # what a relative clause takes up
        ("وتأتي الغارات قبل هدنة أعلنتها الحكومة اليمنية.", [("أعلنتها", "الحكومة اليمنية", "institution")]),
        ("وزعت المنازل التي أعلنت الوزارة عن توفرها.", [("أعلنت", "الوزارة", "institution")]),
        # nobody is named
        ("وتم إبلاغ الأهالي بأن الطريق مغلق.", [("إبلاغ", None, "implicit")]),
        ("تم الإعلان عن موعد الحفل.", [("الإعلان", None, "implicit")]),
        ("وأضاف لم نلعب جيدا.", [("وأضاف", None, "implicit")]),
        ("ويخلص الكاتب إلى القول إن الأزمة طويلة.", [("ويخلص", "الكاتب", "anonymous")]),
        ("وعبر في بيان مشترك عن قلقه.", [("وعبر", None, "implicit")]),
        # a body in marks
        ('وأكدت "الصحة" عدم تسجيل إصابات.', [("وأكدت", "الصحة", "institution")]),
        ('وبين رئيس مركز "روام" أن الحفل قريب.', [("وبين", 'رئيس مركز "روام"', "institution")]),
        # a participle of a woman, and of a body
        (
            "قالت الكاتبة ليلى العثمان إن الأزمة طويلة، مضيفة في الوقت نفسه أن الحل قريب.",
            [("قالت", "الكاتبة ليلى العثمان", "named"), ("مضيفة", "الكاتبة ليلى العثمان", "named")],
        ),
        (
            "قال الوزير إن الأزمة طويلة، ومثمنا جهود الوزارة.",
            [("قال", "الوزير", "institution"), ("ومثمنا", "الوزير", "institution")],
        ),
    ],
)
def test_who_says_it(text, said):
    assert tell(text).said() == said


@pytest.mark.parametrize(
    "text",
    [
        "لفتت رسومات الفنانة أنظار الزوار.",
        "حيث تشترط اللائحة وضع بطاقة على المنتج.",
        "ووجه النادي الدعوة إلى مدرب أجنبي.",
        "بدورها، ستتابع بكين الانتخابات عن كثب.",
        "تم الإعلان عنه أمس في النادي.",
        "يوفر البرنامج مرجعا نظاميا للمدرسين.",
    ],
)
def test_nobody_reports(text):
    assert tell(text).said() == []


def test_an_unknown_word_that_a_body_stands_before_is_no_object():
    """وعدّت with its shadda is of عدّ, and no promise."""
    one = tell("وعدّت أمانة المنظمة هذه التصريحات غير مسؤولة.").only()
    assert one.source_type == "institution"
