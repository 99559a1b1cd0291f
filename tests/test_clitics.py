import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.clitics import citation_stem, strip_clitics
from analysis.language.orthography import normalise


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("ضربة", "ضربه"),
        ("الضربة", "ضربه"),
        ("والضربة", "ضربه"),
        ("بالضربة", "ضربه"),
        ("وبالضربة", "ضربه"),
        ("للضربة", "ضربه"),
        ("وللضربة", "ضربه"),
        ("ضربتها", "ضربه"),
        ("كضربة", "ضربه"),
        ("سيضرب", "يضرب"),
        ("فسيضرب", "يضرب"),
        ("مقاتلون", "مقاتل"),
        ("المقاتلين", "مقاتل"),
        ("تعاونهما", "تعاون"),
        ("ضَرْبةً", "ضربه"),
        ("انتكاســـة", "انتكاسه"),
    ],
)
def test_the_stem_is_among_those_that_may_remain(form, stem):
    assert stem in strip_clitics(form)


@pytest.mark.parametrize(
    ("form", "no_stem"),
    [
        ("ولد", "لد"),  # too short to be a word
        ("بات", "ات"),
        ("قوية", "قو"),
        ("التنسيق", "نسيق"),
    ],
)
def test_what_cannot_be_a_clitic_is_not_taken_off(form, no_stem):
    assert no_stem not in strip_clitics(form)


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء"), max_size=15))
def test_stems_are_of_three_letters_or_the_whole_form(form):
    stems = strip_clitics(form)
    assert normalise(form) in stems
    assert all(len(stem) >= 3 for stem in stems if stem != normalise(form))


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("ضربة", "ضربه"),
        ("الضربة", "ضربه"),
        ("التنسيق", "تنسيق"),
        ("ألم", "الم"),
        ("الم", "الم"),
        ("إلى", "الي"),
    ],
)
def test_citation_stem(form, stem):
    assert citation_stem(form) == stem
