"""Who speaks and what is said: attributions in sentences of our own."""

import pytest

from analysis.framing.quotations import quotations
from spoken import tell


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
        # --- harder sentences ---
        # in somebody's name, which is also a name
        (
            "نفى المتحدث باسم البلدية علي كاظم وجود خلافات في المجلس.",
            [("نفى", "المتحدث باسم البلدية علي كاظم", "named")],
        ),
        (
            "قال الناطق باسم وزارة الزراعة العميد سامر الحلبي إن الموسم جيد.",
            [("قال", "الناطق باسم وزارة الزراعة العميد سامر الحلبي", "named")],
        ),
        # a name spelt like a preposition but for its dots
        ("قال علي الحلبي إن الاعتماد على المطر كبير.", [("قال", "علي الحلبي", "named")]),
        ("أكد الوزير على أهمية المطر.", [("أكد", "الوزير", "institution")]),
        # an object behind a full name, a title, a body
        (
            "نفى الوزير سامر الحلبي الاتهامات قائلا إن التحقيق لم يبدأ.",
            [("نفى", "الوزير سامر الحلبي", "named"), ("قائلا", "الوزير سامر الحلبي", "named")],
        ),
        (
            "رفضت المديرة هند الراوي الانتقادات قائلة: «نحن نعمل كل يوم».",
            [("قائلة", "المديرة هند الراوي", "named")],
        ),
        (
            "وصفت منظمة المزارعين الدولية القرار بأنه خطوة إلى الوراء.",
            [("وصفت", "منظمة المزارعين الدولية", "institution")],
        ),
        ("أدان الرئيس الهجوم بشدة.", [("أدان", "الرئيس", "institution")]),
        ("واتهم رئيس الحزب خصومه بالسعي إلى الفوضى.", [("واتهم", "رئيس الحزب", "institution")]),
        # adjectives of office, posts abroad, provinces, colours
        (
            "قال رئيس الوزراء السابق سامر الحلبي إن الموسم جيد.",
            [("قال", "رئيس الوزراء السابق سامر الحلبي", "named")],
        ),
        (
            "كشف السفير الأردني لدى لبنان، سامر الحلبي، أن السفارة مغلقة.",
            [("كشف", "السفير الأردني لدى لبنان، سامر الحلبي", "named")],
        ),
        (
            "وأوضح مدير الدفاع المدني في محافظة حلب العميد ماهر الأسود أن الطريق مغلق.",
            [("وأوضح", "مدير الدفاع المدني في محافظة حلب العميد ماهر الأسود", "named")],
        ),
        ("وقال البيت الأبيض إن الزيارة مؤجلة.", [("وقال", "البيت الأبيض", "institution")]),
        # a body named after a person, a person in quotation marks, a surname in them
        (
            "وأكد المتحدث الرسمي لمركز الملك سلمان للإغاثة أن القافلة وصلت.",
            [("وأكد", "المتحدث الرسمي لمركز الملك سلمان للإغاثة", "institution")],
        ),
        ('قال الفنان "سامر الحلبي" إن العرض ناجح.', [("قال", 'الفنان "سامر الحلبي"', "named")]),
        # a verb cannot follow a verb: it is a name
        ("وأوضح رأفت الصباغ أن القافلة وصلت.", [("وأوضح", "رأفت الصباغ", "named")]),
        # those who are spoken to are not those who speak
        ("قال شهود عيان لوكالة فرانس برس إن الجسر انهار.", [("قال", "شهود عيان", "anonymous")]),
        (
            "أكد مصدر مسؤول في وزارة النفط لوكالة الأنباء، اليوم الثلاثاء، أن الصادرات زادت.",
            [("أكد", "مصدر مسؤول في وزارة النفط", "anonymous")],
        ),
        # unnamed sources, media by name, and masdars of those who are passed on
        (
            "نقلت رويترز عن مصدر لم تسمه أن المفاوضات توقفت.",
            [("نقلت", "رويترز", "institution"), ("عن", "مصدر", "anonymous")],
        ),
        (
            "نقلت الصحيفة عن دبلوماسي طلب عدم نشر اسمه أن الاتفاق قريب.",
            [("نقلت", "الصحيفة", "institution"), ("عن", "دبلوماسي", "anonymous")],
        ),
        (
            "ونقل التلفزيون عن وزير الخارجية تأكيده أن بلاده ملتزمة.",
            [("ونقل", "التلفزيون", "institution"), ("تأكيده", "وزير الخارجية", "institution")],
        ),
        (
            "ونسبت الصحيفة إلى مصدر مطلع قوله إن الصفقة ألغيت.",
            [("ونسبت", "الصحيفة", "institution"), ("قوله", "مصدر مطلع", "anonymous")],
        ),
        ("وبحسب دراسة أجرتها الجامعة فإن النوم مفيد.", [("وبحسب", "دراسة", "anonymous")]),
        # a text that speaks in a text that is published
        ("ونشرت الصحيفة تقريرا قالت فيه إن الأرباح مخفية.", [("قالت", "الصحيفة", "institution")]),
        # subject and verb
        ("وطالب المحتجون بإقالة المحافظ.", [("وطالب", "المحتجون", "anonymous")]),
        ("ودعا الاتحاد الأوروبي جميع الأطراف إلى الحوار.", [("ودعا", "الاتحاد الأوروبي", "institution")]),
        ("وكتب الوزير على حسابه في تويتر: «سنعمل حتى النهاية».", [("وكتب", "الوزير", "institution")]),
        ("أفيد بأن الحدود أغلقت.", [("أفيد", None, "implicit")]),
        # an aside does not take over the speaker
        (
            "قال الوزير سامر الحلبي، وفقا لصحيفة الصباح، إن الموسم جيد، مضيفا أن المطر غزير.",
            [
                ("قال", "الوزير سامر الحلبي", "named"),
                ("وفقا", "صحيفة الصباح", "institution"),
                ("مضيفا", "الوزير سامر الحلبي", "named"),
            ],
        ),
        # evidence does not take over the speaker either
        (
            "قال سامر الحلبي إن الفحص أثبت أن الماء ملوث، مضيفا أن النهر قديم.",
            [
                ("قال", "سامر الحلبي", "named"),
                ("أثبت", "الفحص", "anonymous"),
                ("مضيفا", "سامر الحلبي", "named"),
            ],
        ),
        # an office between a name and its verb; a name behind a comma and قائلا
        ("سامر الحلبي وزير الزراعة قال إن الموسم جيد.", [("قال", "سامر الحلبي", "named")]),
        (
            "علق مدير المصرف، الدكتور سامر الحلبي قائلا: «هذه خطوة كبيرة جدا».",
            [("علق", "مدير المصرف، الدكتور سامر الحلبي", "named")],
        ),
        (
            "إلى ذلك كشف الناطق باسم الحكومة رامي بادي عن زيارة قريبة.",
            [("كشف", "الناطق باسم الحكومة رامي بادي", "named")],
        ),
        ("ودعا عبدالمنعم لتعزيز قيم التعايش.", [("ودعا", "عبدالمنعم", "named")]),
        ("أثنى أمين البلدية على جهود العمال.", [("أثنى", "أمين البلدية", "institution")]),
        ("وذكرت مصادر محلية ل«الصباح» أن الطريق مغلق.", [("وذكرت", "مصادر محلية", "anonymous")]),
        ("وقالت صحيفة اليوم إن الجسر أغلق.", [("وقالت", "صحيفة اليوم", "institution")]),
        # what something is said during does not say it
        ("ولكن سامر الحلبي أقر خلال المحادثات بأن الأمر صعب.", [("أقر", "سامر الحلبي", "named")]),
        # a relative clause far from its noun: its verb has a subject of its own, or the speaker before
        (
            "الحملة الأخيرة في الجنوب التي وصفها المهندس سامر الحلبي بأنها ناجحة انتهت أمس.",
            [("وصفها", "المهندس سامر الحلبي", "named")],
        ),
        ("المرحلة المقبلة التي وصفها بأنها صعبة تبدأ غدا.", [("وصفها", None, "implicit")]),
        ("الحريق الذي قال سكان إنه اندلع ليلا أخمد.", [("قال", "سكان", "anonymous")]),
        ("الدورة التي قالت وزارة الزراعة إنها نظمتها نجحت.", [("قالت", "وزارة الزراعة", "institution")]),
        ("الموظف الذي قال إنه رأى الحريق غادر.", [("قال", "الموظف", "anonymous")]),
        ("الرجل الذي أبلغ الشرطة أنه رأى الحريق غادر.", [("أبلغ", "الرجل", "anonymous")]),
        # a subject that a relative clause parts from its verb
        (
            "الوزيرة هند الراوي التي زارت المصنع أمس أكدت أن العمل مستمر.",
            [("أكدت", "الوزيرة هند الراوي", "named")],
        ),
        (
            "المنظمة التي تتخذ من جنيف مقرا لها أعلنت أن الوضع صعب.",
            [("أعلنت", "المنظمة", "institution")],
        ),
        ("النجاح الذي حققه الفريق أمس يؤكد أنه مستعد.", [("يؤكد", None, "implicit")]),
        # adjectives go on with the one before them, a nisba names nobody, a title may be part of a name
        ("وبحسب تقارير محلية ودولية، فإن الأسعار سترتفع.", [("وبحسب", "تقارير محلية ودولية", "anonymous")]),
        ("وقال مسؤول كازاخستاني إن الجسر مغلق.", [("وقال", "مسؤول كازاخستاني", "anonymous")]),
        ("وقال باحث كردي أمس إن الجسر مغلق.", [("وقال", "باحث كردي", "anonymous")]),
        ("وقال الباحث كردي إن الجسر مغلق.", [("وقال", "الباحث كردي", "named")]),
        ("وقال النائب سامر شيخ ناصر إن الجسر مغلق.", [("وقال", "النائب سامر شيخ ناصر", "named")]),
        # no subject: an oblique plural, and a pronoun's noun
        ("وأكدت أمام المراسلين أن بلادها مستعدة.", [("وأكدت", None, "implicit")]),
        # a denial by a noun
        ("نفي رسمي لوجود خلافات", [("نفي", None, "implicit")]),
        ("نفي الوزارة لشائعات الغلاء", [("نفي", "الوزارة", "institution")]),
    ],
)
def test_who_says_it(text, said):
    assert tell(text).said() == said


@pytest.mark.parametrize(
    "name",
    ["سامر <b>الحلبي</b>", "سامر_الحلبي", "سامر * الحلبي", "سامر&nbsp;الحلبي", "سامر الحلبي#"],
)
def test_markup_and_stray_signs_are_no_part_of_a_name(name):
    told = tell(f"قال الوزير {name} إن الموسم جيد.").only()
    assert (told.speaker, told.source_type) == ("الوزير سامر الحلبي", "named")


@pytest.mark.parametrize(
    "text, content",
    [
        # neither a time nor an address has a colon that reports
        ("وأعلن الوزير أن الحفل يبدأ الساعة 8:30 مساء.", "أن الحفل يبدأ الساعة 8:30 مساء"),
        ("أوضح سامر الحلبي الناطق باسم الشركة، أن المصنع مغلق.", "أن المصنع مغلق"),
        ("حذر باحثون من جامعة كبيرة من أن الماء ملوث.", "أن الماء ملوث"),
        ("أغلق الجسر صباح الأحد، كما ذكرت السلطات المحلية.", "أغلق الجسر صباح الأحد"),
        ("حذر خبراء من أن الينابيع مهددة بالجفاف.", "أن الينابيع مهددة بالجفاف"),
        ("أعلن المعهد (قسم الزراعة) أن الموسم جيد.", "أن الموسم جيد"),
        ('وبيّن "الدوسري" أن الموسم جيد.', "أن الموسم جيد"),
        ("يتهم «الاتحاد» المدرب سامر بأنه متهاون.", "بأنه متهاون"),
        ("يتهم الاتحاد المدرب سامر الحلبي بأنه متهاون.", "بأنه متهاون"),
        ("وأبان الحلبي عن افتتاح خمسة فروع.", "افتتاح خمسة فروع"),
    ],
)
def test_where_a_content_opens_and_ends(text, content):
    told = tell(text)
    assert told.at(told.only().content) == content


def test_what_is_not_excluded_is_not_denied():
    assert tell("لم يستبعد الوزير أن تتأخر الرحلة.").only().stance == "neutral"
    assert tell("استبعد الوزير أن تتأخر الرحلة.").only().stance == "denying"


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
        "مبدأ التعاون أساس العمل.",
        "وهو أمر أقر به المدير؛ ولكن العمل بالنيات لا يكفي.",
        "شكر الفريق الطلاب على ما يجده المدربون من تعاون.",
        "وفي وصفها الدقيق للحديقة ألوان كثيرة.",
        "أوقفت الشرطة 40 متهما بالسرقة أمس.",
        "زار القرية في عصر النبي محمد «صلى الله عليه وسلم».",
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


def test_a_full_name_begins_before_what_leans_on_its_next_word():
    told = tell("فاز سالم عبد الله الحلبي بالجائزة.\nوقال الحلبي إن الموسم جيد.").only()
    assert (told.speaker, told.resolved) == ("سالم عبد الله الحلبي", True)


def test_what_is_told_by_that_has_no_content_behind_it():
    told = tell("يفتتح المعرض غدا. ذكر ذلك المتحدث باسم البلدية بمدينة جدة.").only()
    assert (told.source_type, told.content) == ("institution", None)


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
