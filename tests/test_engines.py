"""The engines side by side on the seeds."""

import pandas as pd
import pytest

from analysis import paths
from analysis.corpus import load_articles
from analysis.errors import InputError
from analysis.framing import load_codebook
from analysis.framing.matching import find_mentions, with_forms
from analysis.language import lexicon
from analysis.language.lemmas import add_lemmas, best_engine, citation_readings, engine_named
from analysis.language.tokens import tokenise_corpus


def found_by(engine):
    """Give the seeds' mentions as (article, start, form)."""
    articles = load_articles(paths.RAW / "articles.csv")
    whole = articles[["doc_id"]].assign(segment_id=0, start=0, end=articles["text"].str.len())
    _, tokens, types = tokenise_corpus(articles, whole)
    codebook = load_codebook(paths.CODEBOOKS / "event_impact.yml")
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    mentions = with_forms(find_mentions(tokens, add_lemmas(types, engine), codebook, engine), texts)
    return set(zip(mentions["doc_id"], mentions["start"], mentions["form"], strict=True))


@pytest.fixture(scope="module")
def by_lexicon():
    return found_by(engine_named("lexicon"))


def test_clitic_stripping_misses_what_only_a_lexicon_inflects(by_lexicon):
    stripped = found_by(engine_named("clitics"))
    assert {form for *_, form in stripped - by_lexicon} == set()
    assert {form for *_, form in by_lexicon - stripped} == {"يفتح قنوات", "فرص للاستفادة", "يفتح آفاقًا"}


def test_any_database_in_the_almor_format_serves(by_lexicon, tmp_path):
    copy = tmp_path / "own.db"
    copy.write_bytes(lexicon.database().read_bytes())
    engine = engine_named(str(copy))
    assert engine.name.endswith("own.db")
    assert found_by(engine) == by_lexicon


def test_the_best_engine_finds_the_contrast_of_the_seeds():
    forms = {form for *_, form in found_by(best_engine())}
    assert {"ضربة قوية", "انتكاسة مؤقتة"} <= forms


def test_the_neural_engine_says_what_to_download():
    try:
        engine = engine_named("neural")
    except InputError as missing:
        assert "Run: " in str(missing)
        assert any(
            command in str(missing)
            for command in (
                "pip install 'itar[neural]'",
                "camel_data -i morphology-db-msa-r13",
                "camel_data -i disambig-bert-unfactored-msa",
            )
        )
    else:
        assert {"ضربة قوية", "انتكاسة مؤقتة"} <= {form for *_, form in found_by(engine)}


@pytest.mark.parametrize("content, told", [(None, "no such file"), ("hello", "no line '###DEFINES###'")])
def test_what_is_no_database_is_refused(tmp_path, content, told):
    path = tmp_path / "database.db"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        engine_named(str(path))


@pytest.mark.parametrize(
    "form, lemmas",
    [("علي", {"عَلِيّ"}), ("كمن", {"كَمَن", "كَمِن"}), ("الضربة", {"ضَرْبَة"}), ("لتعزيز", {"تَعْزِيز"})],
)
def test_a_cited_word_is_read_as_itself(form, lemmas):
    engine = engine_named("lexicon")
    assert {lemma for lemma, _ in citation_readings(form, engine.analyse([form])[form])} == lemmas


def test_types_keep_one_class_sequence_list_a_lemma():
    types = pd.DataFrame({"type_id": [0], "form": ["وللضربة"], "normalised": ["وللضربه"], "kind": ["word"]})
    row = add_lemmas(types, engine_named("lexicon")).iloc[0]
    assert len(row["lemmas"]) == len(row["pos"]) == len(row["classes"]) > 0
