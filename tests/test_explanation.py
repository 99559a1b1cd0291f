"""Why a mention was found, as the reading view tells it: lemma, rule, variant of the cue."""

import pandas as pd
import pytest

from analysis.framing.explanation import explain
from one_text import LEXICON, prepared


def explained(codebook_of, cue, text, words):
    corpus = prepared(text)
    start = text.index(words)
    row = {"doc_id": "a", "start": start, "end": start + len(words)}
    codebook = codebook_of(f"- {cue}")
    cue_words = codebook.frames["blow"].cues[0].words
    mentions = pd.DataFrame([{**row, "frame": "blow", "cue": cue_words}])
    return explain(mentions, corpus, codebook, LEXICON).iloc[0]


@pytest.mark.parametrize(
    ("cue", "words", "lemma", "met_by", "wording"),
    [
        ("ولد كبير", "الأولاد الكبار", "وَلَد كَبِير", "lemma", None),
        ("{words: ولد كبير, within: 1}", "الولد جدا كبير", "وَلَد كَبِير", "lemma", None),
        ("{words: كبير ولد, order: either}", "ولد كبير", "كَبِير وَلَد", "lemma", None),
        ("{words: بيت قديم, variants: [ولد كبير]}", "ولد كبير", "وَلَد كَبِير", "lemma", "ولد كبير"),
        ("قزحمط", "قزحمط", None, "form", None),
    ],
)
def test_a_mention_names_the_lemmas_that_it_shares_with_its_cue(
    codebook_of, cue, words, lemma, met_by, wording
):
    row = explained(codebook_of, cue, f"جاء {words} أمس.", words)
    found = row["lemma"].split() if row["lemma"] else None
    wanted = lemma.split() if lemma else None
    assert (found is None) == (wanted is None)
    if wanted:
        assert all(want in have.split("/") for want, have in zip(wanted, found, strict=True)), row["lemma"]
    assert (row["met_by"], row["wording"]) == (met_by, wording)


def test_a_pinned_word_names_its_pin_alone(codebook_of):
    cue = "{words: مقاتل, lemmas: {مقاتل: مُقاتِل}}"
    row = explained(codebook_of, cue, "جاء المقاتل أمس.", "المقاتل")
    assert row["lemma"] == "مُقاتِل"
    assert row["pinned"]


def test_mentions_of_articles_that_are_not_shown_are_left_out(codebook_of):
    corpus, codebook = prepared("جاء ولد."), codebook_of("- ولد")
    row = {"doc_id": "elsewhere", "start": 4, "end": 7, "frame": "blow", "cue": "ولد"}
    assert explain(pd.DataFrame([row]), corpus, codebook, LEXICON).empty
