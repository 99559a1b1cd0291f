"""How surely: hedges, boosters and negations, and what they reach."""

import pytest

from analysis.framing.certainty import Marks, boosters_in, hedges_in, negations_in
from spoken import tell


def found(find, text):
    told = tell(text)
    return [text[slice(*mark.span)] for sentence in told.sentences for mark in find(sentence.words)]


@pytest.mark.parametrize(
    "text, hedges",
    [
        ("الاتفاق قد يشكل تحولا كبيرا.", ["قد"]),
        ("وقد لا يكون الاتفاق كافيا.", ["وقد"]),
        ("وقد وصل الوفد أمس.", []),
        ("وقد تمكن الفريق من الفوز.", []),
        ("لقد وصل الوفد أمس.", []),
        ("ربما يصل الوفد غدا.", ["ربما"]),
        ("لعل الوفد يصل غدا.", ["لعل"]),
        ("بحثوا عن سيارة علها تصل قبل الليل.", ["علها"]),
        ("ويبدو أن الوفد تأخر.", ["ويبدو"]),
        ("ويُعتقد أن الوفد تأخر.", ["ويُعتقد"]),
        ("ويعتقد الخبراء أن الوفد تأخر.", []),
        ("ومن المرجح أن يصل الوفد.", ["ومن المرجح"]),
        ("من المحتمل أن يصل الوفد.", ["من المحتمل"]),
        ("يمكن أن يصل الوفد غدا.", ["يمكن أن"]),
        ("سيصل الوفد غدا على الأرجح.", ["على الأرجح"]),
        ("وكان الوفد قد وصل أمس.", []),
        ("كأن الوفد لن يصل.", ["كأن"]),
        ("وقد تكون هناك عودة قريبة.", ["وقد"]),
        ("وقد تشكل خطرا كبيرا.", ["وقد"]),
        ("وقد تشكل الوفد أمس.", []),
        ("إنها قد تبذل جهودا كبيرة.", ["قد"]),
        ("وينتظر أن يصل الوفد.", ["وينتظر أن"]),
        ("لن يصل الوفد في تقديري.", ["في تقديري"]),
        ("لا يمكن أن يصل الوفد.", []),
        ("سيصل الوفد في أقرب وقت ممكن.", []),
        ("وصل الوفد على غير المتوقع.", []),
    ],
)
def test_hedges(text, hedges):
    assert found(hedges_in, text) == hedges


@pytest.mark.parametrize(
    "text, negations",
    [
        ("لم يصل الوفد ولن يصل.", ["لم", "ولن"]),
        ("ليست هذه أول زيارة.", ["ليست"]),
        ("الزيارة غير رسمية.", ["غير"]),
        ("وصل الوفد دون تأخير.", ["دون"]),
        ("أكدوا عدم وجود خلاف.", ["عدم"]),
        ("ما هذا إلا خلاف صغير.", ["ما"]),
        ("والخلاف ما هو إلا حلقة صغيرة.", ["ما"]),
        ("وصفها بالغير لائقة.", ["بالغير"]),
        ("ما حدث أمس خلاف صغير.", []),
        ("طالب الوزير ألا يتأخر الوفد.", ["ألا"]),
        ("وصل الجميع إلا الوفد.", []),
        # fixed phrases that deny nothing
        ("وصل الجميع لا سيما الوفد.", []),
        ("لا بد من وصول الوفد.", []),
        ("لا شك أن الوفد وصل.", []),
        ("لا يزال الوفد في الطريق.", []),
        ("ما زال الوفد في الطريق.", []),
        ("تأخر الوفد غير أن الاجتماع عقد.", []),
    ],
)
def test_negations(text, negations):
    assert found(negations_in, text) == negations


@pytest.mark.parametrize(
    "text, boosters",
    [("لا شك أن الوفد وصل.", ["لا شك"]), ("وبالتأكيد وصل الوفد.", ["وبالتأكيد"]), ("وصل الوفد.", [])],
)
def test_boosters(text, boosters):
    assert found(boosters_in, text) == boosters


def reached(text, word):
    """Give the hedge, booster and negation that reach a word."""
    (sentence,) = tell(text).sentences
    place = [one.form for one in sentence.words].index(word)
    marks = Marks(sentence.words)
    spans = (marks.hedge_of(place, place), marks.booster_of(place), marks.negation_of(place))
    return tuple(text[slice(*span)] if span else None for span in spans)


@pytest.mark.parametrize(
    "text, word, marks",
    [
        ("لن تكون هذه نكسة، بل فرصة.", "نكسة", (None, None, "لن")),
        ("لن تكون هذه نكسة، بل فرصة.", "فرصة", (None, None, None)),
        ("لم يكن الحادث سوى نكسة.", "نكسة", (None, None, None)),
        ("ما الحادث إلا نكسة.", "نكسة", (None, None, None)),
        ("الحادث قد يشكل نكسة كبيرة.", "نكسة", ("قد", None, None)),
        ("قد يتأخر الوفد، والحادث نكسة.", "نكسة", (None, None, None)),
        ("وصف الحادث بأنه نكسة محتملة للجيش.", "نكسة", ("محتملة", None, None)),
        ("هل الحادث نكسة للجيش؟", "نكسة", ("؟", None, None)),
        ("لا شك أن الحادث نكسة للجيش.", "نكسة", (None, "لا شك", None)),
    ],
)
def test_what_a_mark_reaches(text, word, marks):
    assert reached(text, word) == marks
