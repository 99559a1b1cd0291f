import numpy as np
import pandas as pd
import pytest

from analysis import paths
from analysis.comparison.alignment import align, known_speakers, pair_sentences, weigh
from analysis.comparison.naming import find_namings, load_naming
from analysis.corpus import load_articles
from analysis.framing import load_codebook
from analysis.language.lemmas import CliticStripping
from analysis.pipeline import code_corpus, prepare
from synthetic import articles_table

CODEBOOK = load_codebook(paths.CODEBOOKS / "event_impact.yml")


def aligned(texts, names=None):
    coded = code_corpus(articles_table(texts), CODEBOOK, CliticStripping())
    return align(coded.corpus, coded.mentions, coded.attributions, names)


def sentences(rows):
    """Weigh sentences written as words."""
    words = sorted({word for row in rows for word in row.split()})
    row = np.array([number for number, text in enumerate(rows) for _ in text.split()])
    word = np.array([words.index(word) for text in rows for word in text.split()])
    return weigh(row, word, len(rows), len(words))


# --- pairs --------------------------------------------------------------------------------------


def test_rare_words_weigh_more_than_common_ones():
    weighed = sentences(["a b", "a c", "a d", "a b"])
    assert weighed.unit[0] @ weighed.unit[3] == pytest.approx(1)
    assert weighed.unit[0] @ weighed.unit[1] < 0.2


def test_equal_sentences_are_paired_and_different_ones_are_not():
    weighed = sentences(["a b c d", "e f g h", "x y z w", "a b c d"])
    assert [pair[:2] for pair in pair_sentences(weighed.rows([0, 1]), weighed.rows([2, 3]))] == [(0, 1)]


def test_no_pair_rests_on_two_words():
    weighed = sentences(["a b", "a b"])
    assert pair_sentences(weighed.rows([0]), weighed.rows([1])) == []


def test_a_short_sentence_inside_a_long_one_is_paired_beside_the_nearest():
    weighed = sentences(["a b c d e f g h i j", "a b c d e f g h i k", "a b c", "l m n o p"])
    assert [pair[:2] for pair in pair_sentences(weighed.rows([0]), weighed.rows([1, 2, 3]))] == [
        (0, 0),
        (0, 1),
    ]


def test_a_sentence_has_no_more_than_three_partners():
    weighed = sentences(["a b c d e", *["a b c d e"] * 5, "x y z"])
    assert len(pair_sentences(weighed.rows([0]), weighed.rows([1, 2, 3, 4, 5]))) == 3


def test_empty_sentences_and_articles_pair_with_nothing():
    weighed = weigh(np.array([0, 0, 0]), np.array([0, 1, 2]), 2, 3)
    assert pair_sentences(weighed.rows([0]), weighed.rows([1])) == []
    assert pair_sentences(weighed.rows([]), weighed.rows([0])) == []


# --- the dossier --------------------------------------------------------------------------------

SAME = "استهدفت الغارة مستودعا للسلاح قرب المطار القديم"
FURTHER = "ودعت البلدية السكان الى توفير المياه والكهرباء"
OTHER = "وافتتح الملعب الجديد بحضور جمهور كبير من المشجعين"


def test_shared_and_found_in_one_only():
    dossier = aligned({"a": ("القدس", f"{SAME}. {FURTHER}."), "b": ("الغد", f"{OTHER}. {SAME}.")})
    status = dossier.sentences.set_index(["doc_id", "sentence_id"])["status"].to_dict()
    assert status == {
        ("a", 0): "shared",
        ("a", 1): "found in one only",
        ("b", 0): "found in one only",
        ("b", 1): "shared",
    }
    missing = dossier.sentences["not_found_in"]
    assert missing.dropna().tolist() == ["not found in الغد", "not found in القدس"]
    assert dossier.pairs[["order", "other_order"]].to_numpy().tolist() == [[0, 1]]
    assert "omitted" not in dossier.sentence


@pytest.mark.parametrize(
    "here, there, what, how, said",
    [
        ("وقتل خمسة جنود", "وقتل سبعة جنود", "number", "differs", ("خمسة", "سبعة")),
        ("وقتل 5 جنود", "وقتل خمسة جنود", None, None, None),
        ("يوم الخميس", "يوم الجمعة", "date", "differs", ("الخميس", "الجمعة")),
        ("في أكتوبر", "في تشرين الأول", None, None, None),
        ("في أكتوبر", "ليلا", "date", "in one only", ("أكتوبر", None)),
        ("في ضربة قوية", "في انتكاسة مؤقتة", "frame", "differs", ("ضربة قوية", "انتكاسة مؤقتة")),
    ],
)
def test_what_differs_in_a_pair(here, there, what, how, said):
    dossier = aligned({"a": ("القدس", f"{SAME} {here}."), "b": ("الغد", f"{SAME} {there}.")})
    told = dossier.differences[["what", "here", "there", "how"]].astype(object)
    rows = told.where(told.notna(), None).to_numpy().tolist()
    assert rows == ([[what, *said, how]] if what else [])
    differs = how == "differs"
    assert dossier.pairs["status"].tolist() == ["differing" if differs else "shared"]


def test_two_names_of_one_person_differ():
    texts = {"a": ("القدس", f"{SAME} الجاسوس."), "b": ("الغد", f"{SAME} العميل.")}
    start = len(SAME) + 1
    names = pd.DataFrame(
        {
            "doc_id": ["a", "b"],
            "start": [start, start],
            "end": [start + 7, start + 6],
            "entity": ["المسعود"] * 2,
            "wording": ["جاسوس", "عميل"],
            "form": ["الجاسوس", "العميل"],
        }
    )
    told = aligned(texts, names).differences
    assert told[["what", "here", "there"]].to_numpy().tolist() == [["naming", "الجاسوس", "العميل"]]
    assert aligned(texts).differences.empty


def test_clitics_and_variants_of_one_wording_are_one_name():
    texts = {"a": ("القدس", f"{SAME} للتحالف."), "b": ("الغد", f"{SAME} والتحالف.")}
    corpus = prepare(articles_table(texts), CliticStripping())
    namings = find_namings(corpus, load_naming(), CliticStripping())
    assert namings["form"].tolist() == ["للتحالف", "والتحالف"]
    assert namings["wording"].nunique() == 1
    assert aligned(texts, namings).differences.empty


def test_articles_of_one_outlet_are_no_dossier_but_unknown_outlets_are_apart():
    alone = aligned({"a": ("القدس", f"{SAME}."), "b": ("القدس", f"{SAME}.")})
    assert alone.pairs.empty and alone.sentence.startswith("Nothing to align")
    dossier = aligned({"a": ("unknown", f"{SAME}."), "b": ("unknown", f"{SAME}. {OTHER}.")})
    assert len(dossier.pairs) == 1
    assert dossier.sentences["not_found_in"].dropna().tolist() == ["not found in unknown outlet (a)"]


def test_three_outlets_say_where_each_sentence_was_not_found():
    texts = {"a": ("القدس", f"{SAME}."), "b": ("الغد", f"{SAME}."), "c": ("الرأي", f"{OTHER}. {FURTHER}.")}
    missing = aligned(texts).sentences["not_found_in"].tolist()
    assert missing[:2] == ["not found in الرأي"] * 2
    assert missing[2] == "not found in القدس and الغد"


def test_nothing_in_common_gives_whole_tables():
    dossier = aligned({"a": ("القدس", f"{SAME}."), "b": ("الغد", f"{OTHER}.")})
    assert dossier.pairs.empty
    assert dossier.differences.empty
    assert dossier.sources.empty
    assert dossier.sentences["status"].unique().tolist() == ["found in one only"]


def test_a_short_name_is_the_long_one_unless_two_bear_it():
    spoken = pd.DataFrame(
        {
            "speaker": ["وسيم نصر", "نصر", "علي حسن", "عمر حسن", "حسن", None, "مصادر"],
            "source_type": ["named"] * 5 + ["implicit", "anonymous"],
        }
    )
    assert known_speakers(spoken).tolist() == [
        "وسيم نصر", "وسيم نصر", "علي حسن", "عمر حسن", "حسن", "", "مصادر",
    ]  # fmt: skip


# --- the two seeds ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds():
    articles = load_articles(paths.RAW / "articles.csv")
    coded = code_corpus(articles, CODEBOOK)
    dossier = align(coded.corpus, coded.mentions, coded.attributions)
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    pairs = {
        row.pair: (
            texts[row.doc_id][row.start : row.end],
            texts[row.other_doc_id][row.other_start : row.other_end],
        )
        for row in dossier.pairs.itertuples()
    }
    return dossier, pairs, texts


def pair_with(pairs, here, there):
    """Find the pair whose sentences begin so."""
    return next((n for n, (a, b) in pairs.items() if a.startswith(here) and b.startswith(there)), None)


@pytest.mark.parametrize(
    "here, there",
    [
        ("وأكد أفراد من عائلة القتيل", "أفراد عائلته ومسؤولون محليون أكدوا"),
        ("بعد أسابيع قليلة من الغارة", "وبعد عدة أسابيع من الغارة"),
        ("وتبين أن القتيل، ويدعى خالد المسعود", "وكان المسعود، الذي بدأ عمله مع فصائل"),
        ("وأوضح نصر أن المسعود كان يتغلغل", "وكان المسعود يقوم منذ سنوات"),
        ("وأشار نصر إلى أن الغارة", "وفي النهاية، يظهر أن الغارة"),
        ("أفادت مصادر بأن غارة نفذتها", "غارة أميركية تؤدي لمقتل خالد المسعود"),
    ],
)
def test_the_seeds_sentences_that_say_the_same_are_paired(seeds, here, there):
    assert pair_with(seeds[1], here, there) is not None


def test_strong_blow_stands_against_temporary_setback(seeds):
    dossier, pairs, _ = seeds
    pair = pair_with(pairs, "ويرى وسيم نصر", "مقتل المسعود انتكاسة مؤقتة")
    told = dossier.differences[
        (dossier.differences["pair"] == pair) & (dossier.differences["what"] == "frame")
    ]
    assert told[["here", "there", "how"]].to_numpy().tolist() == [["ضربة قوية", "انتكاسة مؤقتة", "differs"]]


def test_the_same_source_is_quoted_for_different_claims(seeds):
    sources = seeds[0].sources
    nasr = sources[sources["speaker"] == "وسيم نصر"]
    assert set(nasr["doc_id"]) == {"masoud-1", "masoud-2"}
    assert nasr["claim"].str.contains("ضربة قوية").any()
    assert nasr["claim"].str.contains("دليل واضح على الفجوة").any()
    blow = nasr[nasr["claim"].str.contains("ضربة قوية")].iloc[0]
    assert blow["found"] == "not found in unknown outlet (masoud-2)"


def test_a_claim_that_is_not_found_stands_beside_no_other_claim(seeds):
    sources = seeds[0].sources
    found = sources["found"].str.startswith("also in")
    assert found.any() and not found.all()
    assert (sources["other_claim"].notna() == found).all()
    assert (sources["other_sentence_id"].notna() == found).all()


def test_furniture_is_not_aligned(seeds):
    dossier, _, texts = seeds
    shown = {texts[row.doc_id][row.start : row.end] for row in dossier.sentences.itertuples()}
    assert "شارك" not in shown
    assert not {"furniture", "dateline", "pull quote"} & set(dossier.sentences["role"])


def test_every_table_leads_back_to_the_text(seeds):
    dossier, _, texts = seeds
    for row in dossier.sources.itertuples():
        assert texts[row.doc_id][row.start : row.end].strip() == row.claim
    assert dossier.pairs["score"].between(0.1, 1).all()
    assert (dossier.pairs["shared_lemmas"].str.count("·") >= 2).all()


@pytest.fixture(scope="module")
def coded_seeds():
    return code_corpus(load_articles(paths.RAW / "articles.csv"), CODEBOOK)


def test_what_was_found_in_other_articles_is_left_out(coded_seeds):
    corpus, mentions, attributions = coded_seeds.corpus, coded_seeds.mentions, coded_seeds.attributions
    more = [attributions.assign(doc_id="another"), attributions]
    dossier = align(corpus, mentions, pd.concat(more, ignore_index=True))
    assert len(dossier.pairs) == len(align(corpus, mentions, attributions).pairs)
    alone = align(corpus.of_articles(["masoud-1"]), mentions, attributions)
    assert set(alone.sentences["doc_id"]) == {"masoud-1"}


def test_who_denies_a_frame_does_not_say_the_same_as_who_asserts_it(coded_seeds):
    mentions = coded_seeds.mentions.copy()
    same = align(coded_seeds.corpus, mentions, coded_seeds.attributions).differences
    mentions["negated"] = mentions["doc_id"] == "masoud-1"
    denied = align(coded_seeds.corpus, mentions, coded_seeds.attributions).differences
    assert not same["here"].fillna("").str.startswith("¬").any()
    assert denied["here"].fillna("").str.startswith("¬").any()
