"""The compiled scanner against the token rule as tokens.py states it."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.language import scan
from analysis.language.numbering import Types
from analysis.language.tokens import tokenise

TRICKY = "ضرب ةًٌّ ـ \u200c\u200f \u0301 12.3,4٫٥٠ abc _ # @ . « » \n\t http://www. https://x 😀 ﷲ ﻻ \u00a0 \x07"


def by_the_rule(text):
    return [(t.start, t.end, t.kind, text[t.start : t.end]) for t in tokenise(text)]


def scanned(texts, scanner=None):
    scanner = scanner or scan.Scanner()
    found = scanner.scan(pa.array(texts, pa.string()))
    forms = scanner.types.forms().to_pylist()
    rows = [
        (int(start), int(end), scan.KINDS[scanner.types.kinds[type_id]], forms[type_id])
        for start, end, type_id in zip(found.start, found.end, found.type_id, strict=True)
    ]
    pairs = zip(found.text_begin, found.text_begin[1:], strict=False)
    return [[row for row in rows[i:j] if row[2] != "line"] for i, j in pairs]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.text(st.sampled_from(TRICKY), max_size=40), st.text(max_size=30)), max_size=4))
@example(
    [
        "1.5a 12.5.7x 1.2.3 5ً ًa ــa ـً ًـ",
        "#وسم_1 @ # www. www.x http:// https://a.b،ج",
        "كلمة\u200cأخرى\u200f .",
    ]
)
@example(["\u0301\u200c:"])  # a joiner after a mark, and no mark after it
@example(["ـ\u200cـ"])  # tatweel on both sides of a joiner
def test_the_scanner_follows_the_token_rule(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert scanned(texts) == [by_the_rule(text) for text in texts]


def test_types_keep_their_numbers_from_call_to_call_while_the_tables_grow():
    scanner = scan.Scanner()
    words = [f"كلمة{i}" for i in range(20_000)]
    first = scanner.scan(pa.array([" ".join(words)]))
    again = scanner.scan(pa.array(words[::-1]).slice(5, 100))
    assert np.array_equal(again.type_id, first.type_id[::-1][5:105])
    assert scanner.types.forms().to_pylist() == words
    assert scanner.types.forms(np.array([19_999, 3])).to_pylist() == [words[-1], words[3]]


@pytest.mark.parametrize("hash_bits", [0, 3, 40])
def test_types_of_one_hash_stay_apart_while_the_tables_grow(hash_bits):
    long = "طويلة" * 5
    words = [f"{long[: i % 20]}{i}{long[: i % 30]}" for i in range(2500)]
    scanner = scan.Scanner()
    scanner.types = Types(hash_bits)
    found = scanner.scan(pa.array([" ".join(words), " ".join(words[::-1])]))
    assert np.array_equal(found.type_id[:2500], found.type_id[2500:][::-1])
    assert scanner.types.forms(found.type_id[:2500].astype(np.int64)).to_pylist() == words
    assert scanner.types.n == 2500


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ابتـًٌءئىa1 ،\u065f\u066e\u067e\u0620\n😀"), max_size=150), min_size=1),
    st.integers(0, 3),
)
def test_long_texts_follow_the_token_rule_wherever_blocks_of_64_bytes_end(texts, skipped):
    expected = [by_the_rule(text) for text in texts]
    scanner, array = scan.Scanner(), pa.array(["x" * skipped, *texts], pa.string())
    found = scanner.scan(array.slice(1))
    assert scanned(texts) == expected
    assert found.start.tolist() == scan.Scanner().scan(pa.array(texts)).start.tolist()


@pytest.mark.parametrize("before", range(66))
def test_words_of_any_length_end_where_they_end(before):
    words = ["ب" * n for n in (1, 31, 32, 33, 64, 70)]
    (rows,) = scanned(["x" * before + " " + " ".join(words) + "،"])
    assert [form for *_, form in rows] == ["x" * before] * (before > 0) + [*words, "،"]


@pytest.mark.parametrize("at_a_time", [1, 7, 40])
def test_texts_taken_a_few_at_a_time_give_the_same_tokens(at_a_time, monkeypatch):
    texts = pa.array(["", "ضربة قوية، 2.5", None, "قوية\nx", "", "انتكاسة مؤقتة " * 9, ""])
    at_once = scan.Scanner().scan(texts)
    monkeypatch.setattr(scan, "AT_A_TIME", at_a_time)
    in_parts = scan.Scanner().scan(texts)
    assert len(at_once.start) > 20
    assert all(map(np.array_equal, in_parts, at_once))


LONG = "طويلة" * 7


def test_frequent_types_are_kept_under_new_numbers_and_others_met_again():
    scanner = scan.Scanner()
    often = ["ضربة", "قوية", f"{LONG}1", "2.5"]
    rare = " ".join(f"{LONG}{i}" for i in range(2, 5000))
    scanner.types.count(scanner.scan(pa.array([" ".join(often), rare, *often])).type_id)
    forms = scanner.types.forms().to_pylist()
    kept = scanner.types.keep_frequent(4)
    assert [forms[number] for number in kept] == scanner.types.forms().to_pylist() == often
    assert [scan.KINDS[kind] for kind in scanner.types.kinds] == ["word", "word", "word", "number"]
    again = scanner.scan(pa.array([f"{LONG}3 قوية {LONG}1 {LONG}3 2.5 ضربة"]))
    assert again.type_id.tolist() == [4, 1, 2, 4, 3, 0]


def test_what_was_frequent_once_makes_room_for_what_is_frequent_now():
    scanner = scan.Scanner()
    for text, left in (("قديم " * 9, "قديم"), ("جديد " * 8, "جديد"), ("", "جديد")):
        scanner.types.count(scanner.scan(pa.array([text])).type_id)
        scanner.types.keep_frequent(1)
        assert scanner.types.forms().to_pylist() == [left]


def test_no_type_is_forgotten_where_there_is_room():
    scanner = scan.Scanner()
    scanner.scan(pa.array(["ضربة قوية"]))
    assert scanner.types.keep_frequent(5).tolist() == [0, 1]
    assert scanner.scan(pa.array(["قوية"])).type_id.tolist() == [1]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("اب1# ـً،"), max_size=40), min_size=1, max_size=30))
def test_like_forms_and_only_they_share_a_number(texts):
    scanner = scan.Scanner()
    rows = [
        (row[2], row[3], number)
        for text, found in zip(texts, scanned(texts, scanner), strict=True)
        for row, number in zip(found, scanner.scan(pa.array([text])).type_id, strict=True)
    ]
    assert len({row[:2] for row in rows}) == len({row[2] for row in rows}) == len(set(rows))


@pytest.mark.parametrize("array", [pa.array([], pa.string()), pa.array([None, ""], pa.large_string())])
def test_what_holds_no_text_holds_no_token(array):
    found = scan.Scanner().scan(array)
    assert len(found.start) == 0 and len(found.text_begin) == len(array) + 1
