"""A word of an ordinary class answers every question as any other word does."""

import pytest

from analysis.framing.columns import Columns
from analysis.framing.cue_types import reporting_types
from analysis.framing.once import once
from analysis.framing.ordinary_words import classes_of
from analysis.framing.word_types import WordType
from spoken import corpus_of

TEXT = """قال الوزير محمد العمري إن الاتفاق قد يكون ضربة قوية للتنظيم، وأضاف أن المفاوضات ستستمر بين الطرفين.
ونقلت رويترز عن مصادر دبلوماسية قولها إن واشنطن وافقت على المقترح خلال الأسبوع الماضي: «لن نتراجع».
وبمهسخناتها قطغبون والسمخذضات مهندسطغ الدبلوماسييونن كالوزراءغ بالمصدرينض فالزعطمة سغضبي الظنشات صحيفتطغ 2016
أيضاً تأكيده لصحيفة وزراؤه مسؤوليها بن عبد الخبيرة رئاسة جهه دلطخ ردغ مصادرها مراقبون غمراقبون مراقبات؟"""

QUESTIONS = sorted(name for name, asked in vars(WordType).items() if isinstance(asked, once))


@pytest.fixture(scope="module")
def described():
    columns = Columns(corpus_of(TEXT).types)
    may_report = reporting_types(columns)
    classes = classes_of(columns, may_report)
    of_its_class = [kind(columns, i, bool(may_report[i])) for i, kind in enumerate(classes)]
    plainly = [WordType(columns, i, bool(may_report[i])) for i in range(len(classes))]
    return of_its_class, plainly


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_class_answers_as_the_word_itself_would(described, question):
    of_its_class, plainly = described
    assert [getattr(word, question) for word in of_its_class] == [getattr(word, question) for word in plainly]


def test_most_words_of_a_text_are_ordinary_and_the_listed_ones_are_not(described):
    told = {
        word.form: {name for name, answer in vars(type(word)).items() if answer is False}
        for word in described[0]
    }
    assert "joined" in told["ضربة"] and "known" not in told["ضربة"]
    assert {"joined", "known", "title"} <= told["قطغبون"]
    assert "title" not in told["الوزير"] and "title" not in told["غمراقبون"]
    assert all(
        "joined" not in told[form] for form in ("قال", "بين", "رويترز", "والسمخذضات", "كالوزراءغ", "2016")
    )
