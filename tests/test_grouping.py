import pandas as pd
import pytest

from analysis.comparison.grouping import group_articles
from analysis.errors import InputError


def articles(*outlets):
    return pd.DataFrame({"doc_id": [f"d{i}" for i in range(len(outlets))], "outlet": list(outlets)})


def test_outlets_in_order_of_their_first_article():
    groups = group_articles(articles("الغد", "القدس", "الغد"))
    assert groups.names == ("الغد", "القدس")
    assert groups.of_article.tolist() == [0, 1, 0]
    assert groups.flags("الغد").tolist() == [True, False, True]


@pytest.mark.parametrize(
    "one, other",
    [
        ("القُدس", "القدس"),
        ("الانباء", "الأنباء"),
        ("القدس العربي", "القدس  العربي"),
        ("القدس العربي", "القدس العربى"),
        ("BBC", "bbc"),
        ("اليوم.", "اليوم"),
    ],
)
def test_one_outlet_in_two_spellings_is_refused(one, other):
    with pytest.raises(InputError, match=rf"written '{one}' \(1 article\) and '{other}' \(1 article\)"):
        group_articles(articles(one, other))


def test_no_article_and_no_name_are_refused():
    with pytest.raises(InputError, match="no article is left"):
        group_articles(articles())
    with pytest.raises(InputError, match="of article 'd1' is empty"):
        group_articles(articles("القدس", None))
    with pytest.raises(InputError, match="no column 'desk'"):
        group_articles(articles("القدس"), by="desk")


def test_a_group_that_is_not_there_names_those_that_are():
    with pytest.raises(InputError, match=r"no article of 'الرأي'. The groups are: القدس"):
        group_articles(articles("القدس")).flags("الرأي")
