"""The compiled search, and the one in numpy, against the specification in plain Python."""

import os
import subprocess
import sys
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_phrases
from analysis import paths
from analysis.framing import matching, phrases
from one_text import LEXICON, codebook, prepared


@st.composite
def searches(draw):
    """Few types and words, so that phrases are found, overlap and end at every edge."""
    n_types, n_words = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    type_ids = draw(st.lists(st.integers(0, n_types - 1), min_size=1, max_size=60))
    breaks = draw(st.lists(st.booleans(), min_size=len(type_ids), max_size=len(type_ids)))
    realised = st.sets(st.integers(0, n_types - 1)).map(sorted)
    realised_by = draw(st.lists(realised, min_size=n_words, max_size=n_words))
    wording = st.builds(
        phrases.Wording,
        st.lists(st.integers(0, n_words - 1), min_size=1, max_size=4).map(tuple),
        st.integers(0, 3),
    )
    return (
        np.array(type_ids),
        np.cumsum(np.array(breaks) & (np.random.default_rng(0).random(len(breaks)) < 0.3)),
        [np.array(types, dtype=np.int64) for types in realised_by],
        draw(st.lists(wording, min_size=1, max_size=5)),
        n_types,
    )


@pytest.mark.parametrize(("threads", "block"), [(1, phrases.BLOCK), (1, 5), (3, 5)])
@settings(max_examples=150, deadline=None)
@given(searches())
def test_compiled_and_plain_python_find_the_same(threads, block, search):
    *known, n_types = search
    with patch.object(phrases, "BLOCK", block):
        found = phrases.find(*known, n_types, threads)
    assert [rows.tolist() for rows in found] == reference_phrases.find(*known)


@settings(max_examples=150, deadline=None)
@given(searches())
def test_numpy_and_plain_python_find_the_same(search):
    type_ids, stretch, realised_by, wordings, n_types = search
    words = matching.Words(np.arange(len(type_ids)), type_ids, stretch)
    flags = [np.isin(np.arange(n_types), types) for types in realised_by]
    found = [matching._paths(words, [flags[w] for w in wording], within) for wording, within in wordings]
    assert [rows.tolist() for rows in found] == reference_phrases.find(*search[:4])


def test_every_word_may_be_a_match_of_every_phrase():
    type_ids = np.zeros(200_000, dtype=np.int64)
    every = [phrases.Wording((0,), 0)] * 2
    found = phrases.find(type_ids, type_ids, [np.array([0])], every, 1)
    assert [len(rows) for rows in found] == [200_000] * 2


def test_a_large_corpus_gives_the_same_mentions(monkeypatch):
    text = "الضربة كانت قوية. كانت ضربة قوية وضربة جوية قوية. فشل في التنسيق «ضربة» قوية، "
    cues = "[{words: ضربة قوية, within: 1}, {words: فشل التنسيق, variants: [فشل في التنسيق]}]"
    corpus, book = prepared(text * 3), codebook(cues, "[ضربة جوية]")
    small = matching.find_mentions(corpus.tokens, corpus.types, book, LEXICON)
    monkeypatch.setattr(matching, "LARGE", 0)
    large = matching.find_mentions(corpus.tokens, corpus.types, book, LEXICON)
    assert len(small) > 6
    assert small.equals(large)


def test_two_articles_do_not_wait_for_the_compiler():
    program = "import sys, analysis.framing, analysis.pipeline; print('numba' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(paths.ROOT / "src")},
    )
    assert run.stdout.strip() == "False"
