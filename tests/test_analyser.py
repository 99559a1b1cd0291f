"""The compiled analyser and the compiled stripping of clitics against what they stand in for."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.language import almor, lexicon
from analysis.language.analyser import Analyser
from analysis.language.analyses import read
from analysis.language.clitics import strip_clitics
from analysis.language.lemmas import Lexicon, engine_named
from analysis.language.many_forms import Reader, stored
from analysis.language.orthography import bare, has_arabic
from analysis.language.stripping import Stripper

LEXICON = engine_named("lexicon")
READER = Reader(LEXICON.compiled)
RAW = sorted((paths.ROOT / "data/raw").glob("*.txt"))
LETTERS = "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءأإآؤئ"


def by_camel_tools(form):
    return read(LEXICON._analyser.analyze(form)) if has_arabic(form) else read([])


def assembled(n):
    """Put forms together from prefixes, stems and suffixes that may or may not go together."""
    draw, database = random.Random(3), LEXICON.compiled.database
    parts = [part.forms.to_pylist() for part in (database.prefixes, database.stems, database.suffixes)]
    for _ in range(n):
        yield "".join(draw.choice(forms) for forms in parts)


def test_forms_put_together_from_the_lexicon_are_read_as_camel_tools_reads_them():
    forms = list(dict.fromkeys(assembled(3000)))
    found = dict(READER.analyses_of(forms))
    assert sum(bool(analysis.lemmas) for analysis in found.values()) > 300
    assert found == {form: by_camel_tools(form) for form in forms}


def test_the_words_of_the_seeds_are_read_as_camel_tools_reads_them():
    words = {bare(word) for path in RAW for word in path.read_text(encoding="utf-8").split()}
    forms = sorted(word for word in words if word)
    found = dict(READER.analyses_of(forms))
    assert len(found) > 500
    assert found == {form: by_camel_tools(form) for form in found}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from(LETTERS + "aZ٣5ـ"), max_size=9), min_size=1, max_size=20))
def test_letters_at_random_are_read_as_camel_tools_reads_them(forms):
    forms = [bare(form) for form in forms]
    assert dict(READER.analyses_of(forms)) == {form: by_camel_tools(form) for form in forms}


@pytest.mark.parametrize("form", ["ﷲ", "ﻻجئون", "ب" * 65])
def test_odd_forms_are_left_to_camel_tools(form):
    assert dict(READER.analyses_of([form, "ضربة"])).keys() == {"ضربة"}


FORMS = ["الضربة", "ضَرْبَة", "وبالقوية", "ﻻجئون", "xyz", "زغبطة"]


def test_more_forms_than_camel_tools_is_quick_with_give_the_same(monkeypatch, cache, tmp_path):
    few = Lexicon(lexicon.database(cache), "few", tmp_path / "few").analyse(FORMS)
    monkeypatch.setattr("analysis.language.lemmas.MANY", 0)
    assert Lexicon(lexicon.database(cache), "many", tmp_path / "many").analyse(FORMS) == few


def test_where_the_compiled_analyser_is_at_hand_no_memory_is_read_or_written(cache, tmp_path):
    engine = Lexicon(lexicon.database(cache), "at hand", tmp_path)
    few = engine.analyse(FORMS)
    (memory,) = tmp_path.rglob("*.parquet")
    memory.write_bytes(b"untouched")
    other = Lexicon(lexicon.database(cache), "at hand", tmp_path)
    assert len(other.stems_of(["ضَرْبَة"])[0]) > 1  # which needs the compiled one
    assert other.analyse(FORMS) == few
    assert memory.read_bytes() == b"untouched"


def test_an_analyser_of_some_stems_finds_only_these():
    whole = LEXICON.compiled
    stems = LEXICON.stems_of(["ضَرْبَة"])[0].tolist()
    content, begins = stored(["وبضربتها", "قوية"])
    assert stems
    found = whole.only(stems).readings(content, begins, np.arange(2))
    assert {*found.form.tolist()} == {0} and {*found.stem.tolist()} <= {*stems}
    assert len(found.form) < len(whole.readings(content, begins, np.arange(2)).form)


def test_no_more_readings_of_a_form_than_asked_for():
    content, begins = stored(["الضربة", "كتب", "زغبطة", "وبالقوية"])
    every = LEXICON.compiled.readings(content, begins, np.arange(4)).form
    assert {*every.tolist()} == {0, 1, 3} and np.bincount(every)[1] > 2
    for most in (1, 2):
        few = LEXICON.compiled.readings(content, begins, np.arange(4), at_most=most).form
        assert np.array_equal(np.bincount(few), np.minimum(np.bincount(every), most))


def test_more_readings_than_there_was_room_for():
    found = LEXICON.compiled.readings(*stored(["ضربة"] * 500), np.arange(500))
    assert np.array_equal(np.unique(found.form), np.arange(500))


def test_the_format_is_read_as_camel_tools_reads_it():
    database, theirs = almor.read(lexicon.database()), LEXICON._analyser._db
    for part, hashed in zip(
        database[:3], (theirs.prefix_hash, theirs.suffix_hash, theirs.stem_hash), strict=True
    ):
        rows = zip(part.forms.to_pylist(), part.categories.to_pylist(), strict=True)
        found = [(form, category, part.features(row)) for row, (form, category) in enumerate(rows)]
        assert len(found) == sum(map(len, hashed.values()))
        assert all((category, features) in hashed[form] for form, category, features in found[::50])
    assert isinstance(Analyser(database, stems=[0]), Analyser)


STEMS = ("ضربه", "زغبط", "علي", "تنسيق", "كوفيد", "11", "عي", "ضربت")


@settings(max_examples=500, deadline=None)
@given(st.lists(st.text(st.sampled_from("وفبلكسالضربةتهامينزغطعلي1ـَ"), max_size=12), min_size=1, max_size=20))
def test_clitics_are_stripped_as_the_rule_says(words):
    words = [*words, "وبضربتها", "لزغبطتهم", "بعلي", "عي", "وضربتان", "11", "والتنسيق", "a", "ﻻ"]
    rows, stems = Stripper(STEMS).stems_in(*stored(words), np.arange(len(words)))
    pairs = zip(rows.tolist(), stems.tolist(), strict=True)
    found = {(words[form], STEMS[stem]) for form, stem in pairs}
    assert found == {(word, stem) for word in words for stem in STEMS if stem in strip_clitics(word)} - {
        ("ﻻ", stem) for stem in STEMS
    }
