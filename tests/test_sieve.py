"""The sieve lets through every form that holds a stem, and only forms whose letters can be parted so."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.clitics import affixes, stems_behind, strip_clitics
from analysis.language.many_forms import stored
from analysis.language.orthography import normalise
from analysis.language.sieve import Sieve

STEMS = ("ضربه", "زغبط", "علي", "تنسيق", "كوفيد", "11", "عي", "ضربت")
SHOWN = {part for stem in STEMS for part in stems_behind(stem)}
HEADS, ENDS = affixes()
#: Every form that can be put together from a head, a stem and an end.
PUT_TOGETHER = {"".join(parts) for parts in product({"", *HEADS}, SHOWN, {"", *ENDS})}
ODD = {"ﻻ", "ع" * 65}
WORDS = st.lists(st.text(st.sampled_from("وفبلكسالضربةتهامينزغطعلي1ـَ"), max_size=12), min_size=1, max_size=20)


def sifted(sieve, words):
    found = sieve.sift(*stored(words), np.arange(len(words)))
    return [[words[i] for i in rows] for rows in found]


@settings(max_examples=500, deadline=None)
@given(WORDS)
def test_what_can_be_put_together_passes_and_nothing_else(words):
    words = [*words, "وبضربتها", "لزغبطتهم", "عي", "ضربات", "وضربتان", "والتنسيق", "قمر", "a", *sorted(ODD)]
    hopeful, odd = sifted(Sieve(HEADS, SHOWN, ENDS), words)
    assert odd == sorted(ODD)
    assert hopeful == [word for word in words if normalise(word) in PUT_TOGETHER and word not in ODD]


@settings(max_examples=500, deadline=None)
@given(WORDS)
def test_no_form_is_lost_that_stripping_finds_a_stem_in(words):
    hopeful, _ = sifted(Sieve(HEADS, SHOWN, ENDS), words)
    assert set(hopeful) >= {word for word in words if strip_clitics(word) & {*STEMS}}


def test_stems_of_one_and_of_two_letters():
    words = ["ق", "وق", "قي", "يد", "بيد", "يدك", "يدفع", "يق", "د", ""]
    assert sifted(Sieve(["و", "ب"], ["ق", "يد"], ["ك"]), words) == [["ق", "وق", "يد", "بيد", "يدك"], []]


def test_more_letters_than_bits_in_a_number():
    letters = [chr(0x1200 + i) for i in range(100)]
    stems = ["".join(letters[i : i + 3]) for i in range(0, 99, 3)]
    words = [*stems, *(stem[::-1] for stem in stems), "".join(letters[:2]) + letters[66]]
    assert sifted(Sieve([], stems, []), words) == [stems, []]
