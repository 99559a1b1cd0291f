import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.framing.kwic import kwic

TEXT = "عنوان الخبر\nكانت تلك ضربة قوية للجهود المبذولة. ثم مضى\nسطر آخر"
START = TEXT.index("ضربة")
END = START + len("ضربة قوية")


def mention(start=START, end=END):
    return pd.DataFrame({"doc_id": ["a"], "start": [start], "end": [end], "frame": ["blow"]})


def line(width, text=TEXT, start=START, end=END):
    row = kwic(mention(start, end), {"a": text}, width).iloc[0]
    return row["left"], row["keyword"], row["right"]


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (40, "كانت تلك", "للجهود المبذولة. ثم مضى"),
        (16, "كانت تلك", "للجهود المبذولة."),
        (15, "كانت تلك", "للجهود"),
        (8, "كانت تلك", "للجهود"),
        (7, "تلك", "للجهود"),
        (0, "", ""),
    ],
)
def test_context_is_cut_at_word_boundaries_and_line_ends(width, left, right):
    assert line(width) == (left, "ضربة قوية", right)


def test_the_rows_are_kept_with_their_columns():
    concordance = kwic(mention(), {"a": TEXT})
    assert concordance.columns.tolist() == ["doc_id", "start", "end", "frame", "left", "keyword", "right"]
    assert concordance["frame"].tolist() == ["blow"]


def test_a_mention_at_the_edge_of_a_text_has_no_context_there():
    assert line(40, "ضربة", 0, 4) == ("", "ضربة", "")


def test_a_table_without_rows_stays_empty():
    assert kwic(mention().iloc[:0], {}).empty


def test_a_negative_width_is_refused():
    with pytest.raises(ValueError, match="width is -1; it counts characters"):
        kwic(mention(), {"a": TEXT}, -1)


@given(st.text(st.sampled_from("ضرب قوي.\n\r "), min_size=1), st.data(), st.integers(0, 20))
def test_context_is_what_stands_beside_the_mention_and_no_longer_than_asked(text, data, width):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, keyword, right = line(width, text, start, end)
    assert keyword == text[start:end]
    assert text[:start].rstrip().endswith(left)
    assert text[end:].lstrip().startswith(right)
    assert len(left) <= width
    assert len(right) <= width
    assert "\n" not in left + right


@given(st.lists(st.text(st.sampled_from("ضربقوي"), min_size=1), min_size=1, max_size=6), st.integers(0, 20))
def test_context_holds_as_many_whole_words_as_fit(words, width):
    context = " ".join(words)
    fitting = [n for n in range(len(words) + 1) if len(" ".join(words[:n])) <= width]
    assert line(width, f"نواة {context}", 0, 4)[2] == " ".join(words[: max(fitting)])
    fitting = [n for n in range(len(words) + 1) if len(" ".join(words[n:])) <= width]
    assert line(width, f"{context} نواة", len(context) + 1, len(context) + 5)[0] == " ".join(
        words[min(fitting) :]
    )
