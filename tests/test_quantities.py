import pytest

from analysis.comparison.quantities import quantities


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("خمسة وعشرون شخصا", ["25"]),
        ("ثلاثة آلاف وخمسمئة جندي", ["3500"]),
        ("مليون ومئتا ألف نازح", ["1200000"]),
        ("ثلاثة عشر عنصرا", ["13"]),
        ("مئة وخمسون", ["150"]),
        ("3 قتلى و 1,500 جريح", ["3", "1500"]),
        ("٣٫٥ مليون دولار", ["3500000"]),
        ("نحو 300 ألف نازح", ["300000"]),
        ("العضو رقم 90 في التحالف", ["90"]),
        ("ثلاثة مدنيين وأربعة جنود", ["3", "4"]),
        ("لثلاث ساعات", ["3"]),
        ("قتل 5 في نوفمبر", ["5"]),
        ("لم يقتل أحد", []),
    ],
)
def test_numbers(text, numbers):
    assert list(quantities(text.split()).numbers) == numbers


@pytest.mark.parametrize(
    "text, dates",
    [
        ("في أكتوبر / تشرين الأول", {"month 10"}),
        ("تشرين الثاني", {"month 11"}),
        ("24 و27 نوفمبر", {"month 11", "24 month 11", "27 month 11"}),
        ("5 من شهر أيار", {"month 5", "5 month 5"}),
        ("قتل 5 في نوفمبر", {"month 11"}),
        ("يوم الاثنين", {"الاثنين"}),
        ("عام 2016", {"2016"}),
        ("آب 2014", {"month 8", "2014"}),
        ("قال أب لأربعة", set()),
        ("10 رمضان", {"Hijri month 9", "10 Hijri month 9"}),
    ],
)
def test_dates(text, dates):
    assert set(quantities(text.split()).dates) == dates


def test_a_value_keeps_the_words_that_named_it():
    assert quantities(["قتل", "خمسة", "وعشرون"]).numbers == {"25": "خمسة وعشرون"}


def test_two_names_of_a_month_meet():
    assert quantities(["أكتوبر"]).dates.keys() == quantities(["تشرين", "الأول"]).dates.keys()
