"""The two seeds, coded by the project and by hand (tests/fixtures/seeds_voice.yml)."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from analysis import paths
from analysis.comparison.naming import find_killings, find_namings, load_naming
from analysis.corpus import load_articles
from analysis.framing import code, load_codebook
from analysis.framing.attribution import attribute
from analysis.framing.certainty import boosters_in, hedges_in, negations_in
from analysis.framing.words import sentences_of
from analysis.pipeline import prepare
from spoken import engine

CODED = ("attributions", "hedges", "negations", "boosters", "namings", "killings")
BY_HAND = Path(__file__).parent / "fixtures" / "seeds_voice.yml"


def test_the_seeds_are_coded_as_by_hand_but_for_the_errors_that_are_listed():
    by_hand = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    coded = _coded(prepare(load_articles(paths.RAW / "articles.csv"), engine()))
    assert {doc_id: _found_of(sentences) for doc_id, sentences in by_hand.items()} == {
        doc_id: _found_of(sentences) for doc_id, sentences in coded.items()
    }


def test_what_is_listed_as_missed_and_wrong_is_told():
    by_hand = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    counts = Counter(
        (name, kind)
        for sentences in by_hand.values()
        for sentence in sentences.values()
        for kind, lists in (("right", sentence), *((k, sentence.get(k, {})) for k in ("missed", "wrong")))
        for name in CODED
        for _ in lists.get(name, ())
    )
    assert counts["namings", "missed"] == 1
    assert counts["namings", "wrong"] == 1
    assert {name for name, kind in counts if kind != "right"} == {"namings"}
    assert [counts[name, "right"] for name in CODED] == [16, 5, 4, 0, 84, 15]


def _found_of(sentences: dict[int, dict[str, Any]]) -> dict[int, dict[str, list[str]]]:
    """Give what the project finds in each sentence: what is right, and what is listed as wrong."""
    return {
        number: {
            name: sorted(map(str, [*sentence.get(name, ()), *sentence.get("wrong", {}).get(name, ())]))
            for name in CODED
        }
        for number, sentence in sentences.items()
        if set(sentence) & {*CODED, "wrong"}
    }


def _coded(corpus: Any) -> dict[str, dict[int, dict[str, Any]]]:
    """Write what the project finds as the fixture is written."""
    naming = load_naming()
    namings, killings = find_namings(corpus, naming, engine()), find_killings(corpus, naming, engine())
    texts = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    coded: dict[str, dict[int, dict[str, Any]]] = {}
    for doc_id, article in sentences_of(*corpus):
        said = attribute(article, texts[doc_id])
        for sentence in article:
            here = {"doc_id": doc_id, "sentence_id": sentence.sentence_id}
            found = {
                "attributions": [
                    _attribution(one, texts[doc_id]) for one in said if one.sentence_id == here["sentence_id"]
                ],
                **_marks(sentence, texts[doc_id]),
                "namings": [{row["entity"]: row["form"]} for row in _rows(namings, here) if not row["event"]],
                "killings": [
                    {"form": row["form"], "agency": row["agency"], "agent": _text(row["agent"])}
                    for row in _rows(killings, here)
                ],
            }
            kept = {name: items for name, items in found.items() if items}
            begins = " ".join(texts[doc_id][sentence.start : sentence.end].split()[:4])
            if kept:
                coded.setdefault(doc_id, {})[sentence.sentence_id] = {"begins": begins, **kept}
    return coded


def _rows(table: Any, here: dict[str, Any]) -> list[dict[str, Any]]:
    of_sentence = (table["doc_id"] == here["doc_id"]) & (table["sentence_id"] == here["sentence_id"])
    return table[of_sentence].to_dict("records")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _marks(sentence: Any, text: str) -> dict[str, list[str]]:
    finders = {"hedges": hedges_in, "negations": negations_in, "boosters": boosters_in}
    return {
        name: [text[slice(*mark.span)] for mark in find(sentence.words)] for name, find in finders.items()
    }


def _attribution(one: Any, text: str) -> dict[str, Any]:
    content = text[slice(*one.content)].split()
    return {
        "cue": text[slice(*one.cue)],
        "source": text[slice(*one.source)] if one.source else None,
        "source_type": one.source_type,
        "speaker": one.speaker,
        "speaker_type": one.speaker_type,
        "resolved": one.resolved,
        "stance": one.stance,
        "direct": one.direct,
        "content_begins": " ".join(content[:3]),
        "content_ends": " ".join(content[-3:]),
    }


def test_the_seeds_contrast_is_told_as_the_design_tells_it():
    articles = load_articles(paths.RAW / "articles.csv")
    codebook = load_codebook(paths.CODEBOOKS / "event_impact.yml")
    mentions = code(prepare(articles, engine()), codebook, engine()).mentions
    (blow,) = mentions[mentions["frame"] == "strong_blow"].to_dict("records")
    own, reported = mentions[mentions["frame"] == "temporary_setback"].to_dict("records")
    assert (blow["speaker"], blow["hedge"]) == ("وسيم نصر", "قد")
    assert (own["voice"], own["role"]) == ("outlet", "subheading")
    assert (reported["speaker"], reported["speaker_type"]) == ("محللون", "anonymous")
