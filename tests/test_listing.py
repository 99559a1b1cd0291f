import re

import numpy as np
import pandas as pd
import pytest

from analysis.display.listing import Row, grid, table


def cells(html):
    return re.findall(r"<td[^>]*>(.*?)</td>", html.body)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("بيت", '<bdi lang="ar" dir="rtl">بيت</bdi>'),
        ("house", "<bdi>house</bdi>"),
        (-5, '<span dir="ltr">-5</span>'),
        (0.123456, '<span dir="ltr">0.1235</span>'),
        (True, "✓"),
        (False, '<span class="soft">·</span>'),
        (None, '<span class="soft">–</span>'),
        (float("nan"), '<span class="soft">–</span>'),
        (["a", "b"], "<bdi>a</bdi>, <bdi>b</bdi>"),
        (["بيت"], '<bdi lang="ar" dir="rtl">بيت</bdi>'),
        ([], ""),
        ("<script>", "<bdi>&lt;script&gt;</bdi>"),
    ],
)
def test_each_cell_is_shown_in_its_own_direction(value, shown):
    assert cells(table(pd.DataFrame({"x": pd.Series([value], dtype=object)}))) == [shown]


def test_arabic_words_of_a_list_stand_behind_arabic_commas():
    (shown,) = cells(table(pd.DataFrame({"x": [["بيت", "دار"]]})))
    assert re.sub("<[^>]*>", "", shown) == "بيت، دار"


@pytest.mark.parametrize("values", [pd.array([3, None], dtype="int64[pyarrow]"), np.array([3.0, np.nan])])
def test_missing_values_of_every_kind_of_column_are_a_dash(values):
    shown = cells(table(pd.DataFrame({"x": values})))
    assert shown == ['<span dir="ltr">3</span>', '<span class="soft">–</span>']


def test_arrow_booleans_are_signs_not_numbers():
    shown = cells(table(pd.DataFrame({"x": pd.array([True, False], dtype="bool[pyarrow]")})))
    assert shown == ["✓", '<span class="soft">·</span>']


def test_columns_keep_their_order_and_take_other_headings():
    rows = pd.DataFrame({"b": [1], "a": [2]})
    body = table(rows, {"a": "A <&>"}).body
    assert re.findall(r"<th scope[^>]*>(.*?)</th>", body) == ["b", "A &lt;&amp;&gt;"]
    assert cells(table(rows)) == ['<span dir="ltr">1</span>', '<span dir="ltr">2</span>']


def test_on_a_narrow_page_each_cell_knows_its_heading():
    assert re.findall(r'data-heading="([^"]*)"', grid(["one", 'a "b"'], [Row(["x", "y"])])) == [
        "one",
        "a &#34;b&#34;",
    ]


def test_a_table_without_rows_says_so():
    assert table(pd.DataFrame({"x": []})).body == '<p class="note">nothing to show</p>'


def test_a_row_of_another_length_than_the_headings_is_refused():
    with pytest.raises(ValueError, match="zip"):
        grid(["one", "two"], [Row(["x"])])
