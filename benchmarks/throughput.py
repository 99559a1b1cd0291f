"""How fast are 1,000 phrases found in real news, on one core, beside the peers? One table, one run.

    python benchmarks/throughput.py [--news FOLDER_OF_ZIPS] [--sample ARTICLES]

Ours: articles as Arrow strings in, every place of every phrase out, through inflection and clitics, with
offsets in code points. Every run begins with the codebook as it is written and meets every form anew.
On the sample its matches are counted against the reference, the way by tables in plain Python, and must be
the same. The peers match exactly: the camel-tools path tokenises
(simple_word_tokenize), unifies and dediacritises, and looks word sequences up in a dictionary; ripgrep
counts lines with the same phrases as fixed strings. Slow peers read a sample of the articles; the table
gives bytes a second of processor time, and how many times as long as ours each takes per byte.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import news
import pandas as pd
import pyarrow as pa

from analysis.framing.matching import CueWord, Phrase, Vocabulary, find_paths, words_of
from analysis.framing.stream import Stream
from analysis.language import lemmas
from analysis.language.tokens import tokenise_corpus

BATCH = 2000


def main() -> None:
    """Print the table."""
    arguments, corpus, phrases = news.asked(__doc__, sample=400)
    sample = corpus.slice(0, arguments.sample)
    print(f"{len(corpus):,} articles, {corpus.nbytes / 1e6:.1f} MB, {len(phrases):,} phrases\n")
    rows = [
        ("Itar", corpus, ours, 5),
        ("Itar, on the sample", sample, ours, 3),
        ("the reference, by tables", sample, reference, 1),
        ("ripgrep -F --count-matches", corpus, ripgrep, 3),
        ("camel-tools + dictionary", sample, camel_tools, 1),
        ("pyahocorasick", corpus, ahocorasick_peer, 1),
        ("spaCy PhraseMatcher", sample, spacy_peer, 1),
        ("NLTK MWETokenizer", sample, nltk_peer, 1),
        ("scikit-learn CountVectorizer", corpus, sklearn_peer, 1),
        ("polars str.extract_many", corpus, polars_peer, 1),
    ]
    ours(corpus, phrases)()
    base, counted = 0.0, {}
    print(f"{'system':<32}{'MB/s':>8}{'times ours':>12}{'matches':>10}")
    for name, texts, prepare, repeats in rows:
        try:
            run = prepare(texts, phrases)
        except ImportError as missing:
            print(f"{name:<32}  not installed ({missing.name})")
            continue
        seconds, matches = best(run, repeats)
        speed = texts.nbytes / 1e6 / seconds
        base = base or speed
        counted[name] = matches
        print(f"{name:<32}{speed:>8.2f}{base / speed:>12.1f}{matches:>10,}", flush=True)
    if counted["Itar, on the sample"] != counted["the reference, by tables"]:
        raise SystemExit("The matches are not those of the reference.")


def best(run: Callable[[], int], repeats: int) -> tuple[float, int]:
    """Give the least time of some runs, and what they count."""
    times, matches = [], 0
    for _ in range(repeats):
        begin = processor_time()
        matches = run()
        times.append(processor_time() - begin)
    return min(times), matches


def processor_time() -> float:
    """Give the seconds that this process and those it started have computed: fair on a busy machine."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def wanted(phrases: list[str]) -> list[Phrase]:
    return [Phrase("", phrase, tuple(map(CueWord, phrase.split())), 0, bars=False) for phrase in phrases]


def ours(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    engine = lemmas.engine_named("lexicon")
    Stream(wanted(phrases), engine)

    def run() -> int:
        stream = Stream(wanted(phrases), engine)
        return sum(len(stream.find(texts.slice(i, BATCH)).text) for i in range(0, len(texts), BATCH))

    return run


def reference(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    """Find the phrases by tables: every line a segment, every type with its lemmas, every word in turn."""
    engine = lemmas.engine_named("lexicon")
    articles = pd.DataFrame({"doc_id": map(str, range(len(texts))), "text": texts.to_pylist()})
    lines = [
        (doc_id, number, found.start(), found.end())
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for number, found in enumerate(re.finditer(r"[^\n]+", text))
    ]
    segments = pd.DataFrame(lines, columns=["doc_id", "segment_id", "start", "end"])

    def run() -> int:
        _, tokens, types = tokenise_corpus(articles, segments)
        types = lemmas.add_lemmas(types, engine)
        paths = find_paths(words_of(tokens, types), Vocabulary(types, engine), wanted(phrases))
        return sum(map(len, paths))

    return run


def ripgrep(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    folder = Path(tempfile.mkdtemp())
    (folder / "phrases").write_text("\n".join(phrases), encoding="utf-8")
    (folder / "texts").write_text("\n".join(texts.to_pylist()), encoding="utf-8")
    command = ["rg", "-F", "--count-matches", "-j1", "-f", str(folder / "phrases"), str(folder / "texts")]
    return lambda: int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def camel_tools(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    with lemmas._camel_tools_kept_at_home():
        from camel_tools.tokenizers.word import simple_word_tokenize
        from camel_tools.utils.dediac import dediac_ar
        from camel_tools.utils.normalize import (
            normalize_alef_ar,
            normalize_alef_maksura_ar,
            normalize_teh_marbuta_ar,
        )

    def words(text: str) -> list[str]:
        return [
            normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(word))))
            for word in simple_word_tokenize(text)
        ]

    known = {tuple(words(phrase)) for phrase in phrases}
    sizes = sorted({len(phrase) for phrase in known})

    def run() -> int:
        found = 0
        for text in texts.to_pylist():
            tokens = words(text)
            found += sum(tuple(tokens[i : i + n]) in known for n in sizes for i in range(len(tokens)))
        return found

    return run


def ahocorasick_peer(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, phrase in enumerate(phrases):
        automaton.add_word(phrase, number)
    automaton.make_automaton()
    return lambda: sum(1 for text in texts.to_pylist() for _ in automaton.iter(text))


def spacy_peer(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("ar")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("phrases", list(nlp.pipe(phrases)))
    return lambda: sum(len(matcher(doc)) for doc in nlp.pipe(texts.to_pylist()))


def nltk_peer(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    from nltk.tokenize import MWETokenizer, wordpunct_tokenize

    joiner = MWETokenizer([tuple(phrase.split()) for phrase in phrases], separator=" ")
    return lambda: sum(
        " " in token for text in texts.to_pylist() for token in joiner.tokenize(wordpunct_tokenize(text))
    )


def sklearn_peer(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(vocabulary=phrases, ngram_range=(2, 4))
    return lambda: int(counter.transform(texts.to_pylist()).sum())


def polars_peer(texts: pa.Array, phrases: list[str]) -> Callable[[], int]:
    import polars

    column = polars.Series("text", texts.to_pylist())
    frame = polars.DataFrame({"text": column})
    found = polars.col("text").str.extract_many(phrases).list.len().sum()
    return lambda: frame.select(found).item()


if __name__ == "__main__":
    main()
