import pytest

from analysis.language.disambiguation import follows, word_classes
from one_text import LEXICON


@pytest.mark.parametrize(
    "form, lemma, classes",
    [
        ("وللضربة", "ضَرْبَة", "conjunction preposition the_noun_f"),
        ("القوية", "قَوِيّ", "the_adjective_f"),
        ("ضربتهم", "ضَرْبَة", "noun_of"),
        ("سيكتب", "كَتَب", "particle verb_imperfect"),
        ("فكتبوا", "كَتَب", "conjunction verb_perfect"),
    ],
)
def test_a_reading_tells_its_clitics_and_its_word(form, lemma, classes):
    analysis = LEXICON.analyse([form])[form]
    assert classes in analysis.classes[analysis.lemmas.index(lemma)].split("|")


def test_the_table_of_sequences_is_square_and_its_rows_are_shares():
    assert follows().shape == (len(word_classes()),) * 2
    assert follows().sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize(
    "before, likelier, rarer",
    [
        ("preposition", "noun_m", "verb_perfect"),
        ("the_noun_f", "the_adjective_f", "the_adjective_m"),
        ("noun_f", "adjective_f", "the_adjective_f"),
        ("negation", "verb_imperfect", "verb_perfect"),
        ("demonstrative", "the_noun_m", "noun_m"),
    ],
)
def test_the_table_knows_grammar(before, likelier, rarer):
    row = dict(zip(word_classes(), follows()[word_classes().index(before)], strict=True))
    assert row[likelier] > 2 * row[rarer]
