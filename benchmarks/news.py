"""The real news and the phrases that the benchmarks of speed search for."""

import argparse
import json
import random
import zipfile
from collections import Counter
from pathlib import Path

import pyarrow as pa

from analysis.language.orthography import has_arabic, normalise
from analysis.language.tokens import split_sentences, tokenise

NEWS = Path(__file__).resolve().parents[2] / "shared/news"


def asked(about: str, **numbers: int) -> tuple[argparse.Namespace, pa.Array, list[str]]:
    """Read a benchmark's options (the news, and numbers by name); give them, the news and the phrases."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--news", type=Path, default=NEWS)
    for name, usual in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    arguments = parser.parse_args()
    corpus = texts(arguments.news)
    return arguments, corpus, phrases(corpus)


def texts(folder: Path = NEWS) -> pa.Array:
    """Read the bodies of all articles of SaudiNewsNet."""
    found = []
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    found += [article["content"] or "" for article in json.loads(archive.read(name))]
    return pa.array([text for text in found if text.strip()], pa.large_string())


def phrases(corpus: pa.Array, n: int = 1000, seed: int = 7) -> list[str]:
    """Draw phrases of two to four words from the corpus: 55 % of two, 33 % of three, 12 % of four.

    Only phrases that occur at least three times in a sample of articles are drawn, none of whose words
    is shorter than three letters.
    """
    draw = random.Random(seed)
    counts: dict[int, Counter[str]] = {size: Counter() for size in (2, 3, 4)}
    for text in draw.sample(corpus.to_pylist(), min(1500, len(corpus))):
        for sentence in split_sentences(text):
            forms = [text[t.start : t.end] for t in tokenise(text, *sentence) if t.kind == "word"]
            for size, counter in counts.items():
                grams = (forms[i : i + size] for i in range(len(forms) - size + 1))
                counter.update(
                    " ".join(g)
                    for g in grams
                    if all(len(w) > 2 and has_arabic(w) and w == normalise(w) for w in g)
                )
    chosen: list[str] = []
    for size, share in ((2, 0.55), (3, 0.33), (4, 0.12)):
        frequent = sorted(gram for gram, count in counts[size].items() if count >= 3)
        chosen += draw.sample(frequent, min(len(frequent), round(n * share)))
    return chosen
