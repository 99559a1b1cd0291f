import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import tables
from analysis.cleaning import segment_corpus
from analysis.language.orthography import MARKS, TATWEEL, ZERO_WIDTH
from analysis.language.tokens import split_sentences, tokenise, tokenise_corpus

#: Any text, and texts dense with what Arabic tokens are made of.
TEXTS = st.text() | st.text(
    st.sampled_from(
        "ضربةقوي لاءأ \n.،؟!:\"'«»()-–#@_٠١25%…" + MARKS[:6] + "\u064b\u0651" + TATWEEL + ZERO_WIDTH[:8]
    )
)
SPANS = st.tuples(TEXTS, st.integers(0, 40), st.integers(0, 40))


def forms(text):
    return [(text[start:end], kind) for start, end, kind in tokenise(text)]


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ضربة قوية", [("ضربة", "word"), ("قوية", "word")]),
        ("رسميًّا،", [("رسميًّا", "word"), ("،", "symbol")]),
        ("ضـــربة", [("ضـــربة", "word")]),
        ("ــ ضربة", [("ــ", "mark"), ("ضربة", "word")]),
        ("ــضربة", [("ــضربة", "word")]),
        ("ًّضربة", [("ًّضربة", "word")]),
        ("لا\u200cشيء", [("لا\u200cشيء", "word")]),
        ("الت\u00adنسيق", [("الت\u00adنسيق", "word")]),
        ("\u200fضربة\u200f.", [("ضربة", "word"), (".", "symbol")]),
        ("\ufeffضربة", [("ضربة", "word")]),
        ("ﺿﺮﺑﺔ ﻗﻮﻳﺔ", [("ﺿﺮﺑﺔ", "word"), ("ﻗﻮﻳﺔ", "word")]),
        ("٢٠١٦", [("٢٠١٦", "number")]),
        ("3,000.5%", [("3,000.5", "number"), ("%", "symbol")]),
        ("٣٫٥", [("٣٫٥", "number")]),
        ("في 2016.", [("في", "word"), ("2016", "number"), (".", "symbol")]),
        ("و27", [("و27", "word")]),
        ("أكتوبر/تشرين", [("أكتوبر", "word"), ("/", "symbol"), ("تشرين", "word")]),
        ("(داعش)", [("(", "symbol"), ("داعش", "word"), (")", "symbol")]),
        ("#ضربة_قوية", [("#ضربة_قوية", "tag")]),
        ("@user قال", [("@user", "tag"), ("قال", "word")]),
        ("https://example.org/a?b=ج نص", [("https://example.org/a?b=ج", "link"), ("نص", "word")]),
        ("www.example.org", [("www.example.org", "link")]),
        ("a_b", [("a", "word"), ("_", "symbol"), ("b", "word")]),
        ("", []),
        (" \n\t\u200f\x00", []),
    ],
)
def test_tokenise(text, tokens):
    assert forms(text) == tokens


def test_offsets_count_code_points_of_the_whole_text():
    text = "😀 ضربةٌ قوية"
    assert list(tokenise(text, 2, 8)) == [(2, 7, "word")]
    assert text[2:7] == "ضربةٌ"


@given(SPANS)
@example(("ـ\u200dـ\u200d", 0, 40))
def test_tokens_are_ordered_never_overlap_and_are_never_empty(span):
    text, start, end = span
    end = min(end, len(text))
    reached = start
    for token in tokenise(text, start, end):
        assert reached <= token.start < token.end <= end
        assert text[token.start : token.end].strip()
        reached = token.end


@given(TEXTS)
def test_every_letter_and_digit_lies_in_a_token(text):
    covered = {i for token in tokenise(text) for i in range(token.start, token.end)}
    assert [c for i, c in enumerate(text) if c.isalnum() and i not in covered] == []


@given(TEXTS)
def test_what_no_token_covers_is_blank(text):
    covered = {i for token in tokenise(text) for i in range(token.start, token.end)}
    left = [c for i, c in enumerate(text) if i not in covered]
    assert [c for c in left if c.isprintable() and not c.isspace() and c not in ZERO_WIDTH] == []


@given(TEXTS)
def test_a_word_holds_a_letter_or_digit_and_a_number_a_digit(text):
    for form, kind in forms(text):
        if kind == "word":
            assert any(c.isalnum() and c != TATWEEL for c in form)
        if kind == "number":
            assert any(c.isdigit() for c in form)
            assert not any(c.isalpha() for c in form)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("قال كلمة. ثم مضى.", ["قال كلمة.", "ثم مضى."]),
        ("هذا مهم أيضًا. فالتعاون قائم.", ["هذا مهم أيضًا.", "فالتعاون قائم."]),
        ("قُتِل. ثم دُفِن.", ["قُتِل.", "ثم دُفِن."]),
        ("قال د. أحمد كلمة. ثم مضى.", ["قال د. أحمد كلمة.", "ثم مضى."]),
        ("أ. ب. ناصر كاتب.", ["أ. ب. ناصر كاتب."]),
        ("بلغ 3.5 مليون. ثم زاد.", ["بلغ 3.5 مليون.", "ثم زاد."]),
        ("في عام 2016. ثم عاد.", ["في عام 2016.", "ثم عاد."]),
        ("هل عاد؟! نعم! عاد…", ["هل عاد؟!", "نعم!", "عاد…"]),
        ("«انتهى الأمر.» ثم مضى", ["«انتهى الأمر.»", "ثم مضى"]),
        ('قال "انتهى الأمر". ثم مضى', ['قال "انتهى الأمر".', "ثم مضى"]),
        ("موقع example.com معروف", ["موقع example.com معروف"]),
        ("  بلا نقطة  ", ["بلا نقطة"]),
        ("الخبر\u200f. ثم", ["الخبر\u200f.", "ثم"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_split_sentences(text, split):
    assert sentences(text) == split


@given(SPANS)
def test_sentences_cover_the_span_and_never_overlap(span):
    text, start, end = span
    end = min(end, len(text))
    reached, covered = start, set()
    for sentence in split_sentences(text, start, end):
        assert reached <= sentence.start < sentence.end <= end
        stretch = text[sentence.start : sentence.end]
        assert stretch == stretch.strip()
        covered.update(range(sentence.start, sentence.end))
        reached = sentence.end
    assert [i for i in range(start, end) if not text[i].isspace() and i not in covered] == []


@given(TEXTS)
def test_no_token_crosses_the_end_of_a_sentence(text):
    whole = list(tokenise(text))
    by_sentence = [token for sentence in split_sentences(text) for token in tokenise(text, *sentence)]
    assert by_sentence == whole


def test_a_long_run_of_anything_takes_no_long_time():
    for unit in ("ـ", "ـ\u200d", "\u064b", "1.", "1", "ا\u200c", "#", ". ", "."):
        text = unit * 20_000
        assert sum(token.end - token.start for token in tokenise(text)) <= len(text)
        assert len(list(split_sentences(text))) <= len(text)


def segments_of(*rows):
    return tables.from_rows(
        "segments",
        (
            {"doc_id": doc, "segment_id": number, "start": start, "end": end, "role": "body", "rule": "test"}
            for doc, number, start, end in rows
        ),
    )


def test_tokenise_corpus_numbers_within_articles_and_types_over_the_corpus(articles_of):
    first, second = "ضربة قوية. ضربة!", "ضربةً ضربة"
    articles = articles_of(first, second)
    tokenised = tokenise_corpus(articles, segments_of(("a0", 0, 0, len(first)), ("a1", 0, 0, len(second))))

    assert tokenised.sentences["doc_id"].tolist() == ["a0", "a0", "a1"]
    assert tokenised.sentences["sentence_id"].tolist() == [0, 1, 0]
    assert tokenised.tokens["token_id"].tolist() == [0, 1, 2, 3, 4, 0, 1]
    assert tokenised.types["form"].tolist() == ["ضربة", "قوية", ".", "!", "ضربةً"]
    assert tokenised.types["normalised"].tolist() == ["ضربه", "قويه", ".", "!", "ضربه"]
    assert tokenised.types["kind"].tolist() == ["word", "word", "symbol", "symbol", "word"]
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    forms_of_type = dict(zip(tokenised.types["type_id"], tokenised.types["form"], strict=True))
    for token in tokenised.tokens.itertuples():
        assert texts[token.doc_id][token.start : token.end] == forms_of_type[token.type_id]


def test_a_sentence_ends_where_its_segment_ends(articles_of):
    text = "عنوان بلا نقطة\nنص المقال."
    tokenised = tokenise_corpus(articles_of(text), segments_of(("a0", 0, 0, 14), ("a0", 1, 15, len(text))))
    assert tokenised.sentences["segment_id"].tolist() == [0, 1]
    assert [text[s.start : s.end] for s in tokenised.sentences.itertuples()] == text.split("\n")


def test_a_corpus_of_nothing_gives_empty_tables_with_their_columns(articles_of):
    tokenised = tokenise_corpus(articles_of(), segments_of())
    assert [len(table) for table in tokenised] == [0, 0, 0]
    assert list(tokenised.tokens.columns) == list(tables.SCHEMAS["tokens"].names)


def test_a_large_corpus_gives_the_same_tables(monkeypatch):
    texts = [
        "دمشق - قالت المصادر إن «الضربة» قوية. ثم أضافت: ضـربة\u200c قويّة!\nسطر ثان\n\nwww.a.b #وسم_1 5.5",
        "",
        "سطر. " * 40 + "ـً ًـ ﷲ 😀 ١٢٫٥",
    ]
    articles = pd.DataFrame({"doc_id": ["b", "c", "a"], "title": [""] * 3, "text": texts})
    segments = segment_corpus(articles)
    few = tokenise_corpus(articles, segments)
    monkeypatch.setattr("analysis.language.tokens.LARGE", 0)
    monkeypatch.setattr("analysis.language.tokens.BATCH", 1)
    many = tokenise_corpus(articles, segments)
    assert len(few.tokens) > 100
    for one, other in zip(few, many, strict=True):
        pd.testing.assert_frame_equal(one, other)
