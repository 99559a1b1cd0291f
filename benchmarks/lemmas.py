"""How well are the tokens of a lemma found? Precision, recall and F1 on a treebank, beside the peers.

    python benchmarks/lemmas.py [TREEBANK.conllu[.gz]] [--half first|second]

The task. Every lemma that the treebank gives to a noun, verb, adjective or proper noun is a cue, as a
researcher would write it: its letters without vowel signs. Right are the words that hold a segment of a
lemma spelt so; found are the words that a system says are forms of the cue. Counts are summed over all
cues. Words that the treebank itself leaves without an analysis (part of speech X) count neither way.

Every system gets the same cues and the same words. Ours reads running text: words are joined again as
newspapers write them, and tokenised by the project's own rule.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import treebank

from analysis.framing.matching import (
    CueWord,
    Phrase,
    Vocabulary,
    find_paths,
    places,
    plausible_paths,
    words_of,
)
from analysis.language.disambiguation import Disambiguation
from analysis.language.lemmas import add_lemmas, best_engine
from analysis.language.orthography import bare, normalise
from analysis.language.tokens import tokenise_corpus

DEFAULT = Path(__file__).resolve().parents[2] / "shared/gold/lemmas/ar-ud-dev_v1.0_lemmas.conllu.gz"
CONTENT = {"NOUN", "VERB", "ADJ", "PROPN"}

Sentences = list[list[treebank.Written]]
Found = dict[str, set[int]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("treebank", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--half", choices=["first", "second"])
    arguments = parser.parse_args()
    sentences = treebank.read(arguments.treebank)
    middle = len(sentences) // 2
    sentences = {"first": sentences[:middle], "second": sentences[middle:], None: sentences}[arguments.half]
    gold, judged = gold_of(sentences)
    words = [word.form for sentence in sentences for word in sentence]
    print(f"{arguments.treebank.name}: {len(words):,} words, {len(gold):,} lemmas\n")
    print(f"{'system':<42}{'precision':>10}{'recall':>8}{'F1':>7}")
    for name, find in systems().items():
        try:
            found = find(sentences, words, gold)
        except ImportError as missing:
            print(f"{name:<42}  not installed ({missing.name})")
            continue
        precision, recall, f1 = score(found, gold, judged)
        print(f"{name:<42}{precision:>10.3f}{recall:>8.3f}{f1:>7.3f}", flush=True)


def gold_of(sentences: Sentences) -> tuple[Found, set[int]]:
    """Give the places of every content lemma, and the places that the treebank analyses."""
    gold: Found = defaultdict(set)
    cues: set[str] = set()
    judged: set[int] = set()
    for place, word in enumerate(word for sentence in sentences for word in sentence):
        if all(segment.pos != "X" for segment in word.segments):
            judged.add(place)
            for segment in word.segments:
                gold[cited(segment.lemma)].add(place)
                cues |= {cited(segment.lemma)} if segment.pos in CONTENT else set()
    return {cue: gold[cue] for cue in sorted(cues) if cue and " " not in cue}, judged


def cited(lemma: str) -> str:
    """Write a lemma as a researcher would: its letters, without vowel signs or a number."""
    return bare(lemma).rstrip("0123456789").rstrip("_-") or lemma


def score(found: Found, gold: Found, judged: set[int]) -> tuple[float, float, float]:
    """Give precision, recall and F1, summed over all cues."""
    right = sum(len(found[cue] & places) for cue, places in gold.items())
    claimed = sum(len(found[cue] & judged) for cue in gold)
    wanted = sum(len(places) for places in gold.values())
    return right / claimed, right / wanted, 2 * right / (claimed + wanted)


# --- the systems --------------------------------------------------------------------------------


def systems() -> dict[str, Callable[[Sentences, list[str], Iterable[str]], Found]]:
    """Name the systems; each gives the places of every cue."""
    return {
        "Itar": lambda sentences, words, cues: itar(sentences, cues, choose=True),
        "Itar, without choosing among readings": lambda s, w, cues: itar(s, cues, choose=False),
        "exact match": by_key(lambda: normalise),
        "substring search": lambda s, words, cues: substring(words, cues),
        "Snowball (Arabic)": by_key(snowball),
        "Tashaphyne, light stem": by_key(lambda: tashaphyne("get_stem")),
        "Tashaphyne, root": by_key(lambda: tashaphyne("get_root")),
        "ISRI": by_key(isri),
        "qalsadi": by_key(qalsadi),
    }


def itar(sentences: Sentences, cues: Iterable[str], choose: bool) -> Found:
    """Find cues of one word with the project's own matching."""
    texts, starts = [], {}
    for number, sentence in enumerate(sentences):
        at = 0
        for word in sentence:
            starts[str(number), at] = len(starts)
            at += len(word.form) + 1
        texts.append(" ".join(word.form for word in sentence))
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": texts})
    whole = articles.assign(segment_id=0, start=0, end=articles["text"].str.len())
    engine = best_engine()
    _, tokens, types = tokenise_corpus(articles, whole)
    types = add_lemmas(types, engine)
    phrases = [Phrase("", cue, (CueWord(cue),), 0, bars=False) for cue in cues]
    words, vocabulary = words_of(tokens, types), Vocabulary(types, engine)
    paths = find_paths(words, vocabulary, phrases)
    if choose:
        disambiguation = Disambiguation(*places(tokens), types)
        paths = plausible_paths(paths, phrases, words, vocabulary, disambiguation)
    word_at = np.maximum.accumulate(
        [starts.get(place, -1) for place in zip(tokens["doc_id"], tokens["start"], strict=True)]
    )
    return {
        phrase.cue: set(word_at[words.token[found[:, 0]]].tolist())
        for phrase, found in zip(phrases, paths, strict=True)
    }


def by_key(prepare: Callable[[], Callable[[str], str]]) -> Callable[..., Found]:
    """Make a system that finds the words which one function maps to the same key as the cue."""

    def find(_: Sentences, words: list[str], cues: Iterable[str]) -> Found:
        key = prepare()
        keys = {form: key(form) for form in {*words, *cues}}
        places: Found = defaultdict(set)
        for place, word in enumerate(words):
            places[keys[word]].add(place)
        return {cue: places[keys[cue]] for cue in cues}

    return find


def substring(words: list[str], cues: Iterable[str]) -> Found:
    """Find the words that hold the cue's letters."""
    types: Found = defaultdict(set)
    for place, word in enumerate(words):
        types[normalise(word)].add(place)
    return {
        cue: {place for form, of_type in types.items() if normalise(cue) in form for place in of_type}
        for cue in cues
    }


def snowball() -> Callable[[str], str]:
    import snowballstemmer

    return snowballstemmer.stemmer("arabic").stemWord


def tashaphyne(what: str) -> Callable[[str], str]:
    from tashaphyne.stemming import ArabicLightStemmer

    stemmer = ArabicLightStemmer()

    def stem(form: str) -> str:
        stemmer.light_stem(form)
        return getattr(stemmer, what)()

    return stem


def isri() -> Callable[[str], str]:
    from nltk.stem.isri import ISRIStemmer

    return ISRIStemmer().stem


def qalsadi() -> Callable[[str], str]:
    from qalsadi.lemmatizer import Lemmatizer

    lemmatizer = Lemmatizer()

    def lemma(form: str) -> str:
        found = lemmatizer.lemmatize(form)
        return bare(found if isinstance(found, str) else found[0]) or form

    return lemma


if __name__ == "__main__":
    main()
