import pandas as pd
import pytest

from analysis.display import concordance
from analysis.framing.kwic import kwic, occurrences, save_concordance, sort_by_context
from one_text import LEXICON, prepared

TEXT = "جاء الولد الكبير. ثم ذهب الولد الصغير. وقال الأولاد نعم."


@pytest.fixture
def corpus():
    return prepared(TEXT)


def test_a_lemma_brings_every_form_and_a_word_only_itself(corpus):
    of_lemma = occurrences("ولد", corpus.tokens, corpus.types, corpus.texts, LEXICON)
    assert of_lemma["form"].tolist() == ["الولد", "الولد", "الأولاد"]
    of_word = occurrences("الاولاد", corpus.tokens, corpus.types, corpus.texts)
    assert of_word["form"].tolist() == ["الأولاد"]


def test_more_than_one_word_is_refused(corpus):
    with pytest.raises(ValueError, match="is not one word"):
        occurrences("ولد كبير", corpus.tokens, corpus.types, corpus.texts)


@pytest.mark.parametrize(
    "side, order",
    [("left", ["الأولاد", "الولد 1", "الولد 2"]), ("right", ["الولد 2", "الولد 1", "الأولاد"])],
)
def test_the_nearest_word_sorts_first(side, order):
    table = pd.DataFrame(
        {
            "left": ["ما جاء", "أول ذهب", "ثم اتى"],
            "keyword": ["الولد 1", "الولد 2", "الأولاد"],
            "right": ["بعد", "أمس", "نعم"],
        }
    )
    assert sort_by_context(table, side)["keyword"].tolist() == order


def test_a_concordance_is_drawn_from_right_to_left_and_marks_ambiguity():
    row = {"doc_id": "a", "frame": "", "start": 0, "left": "قبل", "keyword": "<كلمة>", "right": "بعد"}
    page = concordance(pd.DataFrame([row | {"ambiguous": True}, row | {"ambiguous": False}])).body
    assert 'dir="rtl"' in page and page.index("قبل") < page.index("كلمة") < page.index("بعد")
    assert "&lt;كلمة&gt;" in page and page.count('<sup title="may be another word">') == 1


def test_the_csv_holds_what_the_concordance_shows(corpus, tmp_path):
    found = occurrences("ولد", corpus.tokens, corpus.types, corpus.texts, LEXICON)
    shown = kwic(found, corpus.texts, width=12)
    read = pd.read_csv(save_concordance(shown, tmp_path / "kwic.csv"), encoding="utf-8-sig")
    assert (
        read[["left", "keyword", "right"]].fillna("").values.tolist()
        == shown[["left", "keyword", "right"]].to_numpy(str).tolist()
    )
