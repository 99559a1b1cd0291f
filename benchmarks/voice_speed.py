"""What voice costs beside the matching, on real news, and how its cost grows with one sentence's length.

Run ``python benchmarks/voice_speed.py`` from the project's folder (``--news FOLDER``, ``--articles N``).
Times are processor time of one run, so that the ratios hold on a busy machine.
"""

import argparse
import json
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from analysis import paths, tables  # noqa: E402
from analysis.framing import Codebook, Corpus, load_codebook  # noqa: E402
from analysis.framing.matching import find_mentions, with_forms  # noqa: E402
from analysis.framing.voice import add_voice, attribute, attribution_table, sentences_of  # noqa: E402
from analysis.language.lemmas import Engine, best_engine  # noqa: E402
from analysis.pipeline import prepare  # noqa: E402

NEWS = ROOT.parent / "shared" / "news"
#: A cue that many sentences hold, so that voice has work to do.
FREQUENT = ["اتفاق", "أزمة", "هجوم", "دعم", "خطر", "نجاح", "مشكلة", "تعاون"]
BROKEN = {
    "no punctuation": "قال الوزير محمد إن الأمر قد يكون ضربة ",
    "marks never closed": "قال «نعم ",
    "straight marks": 'قال "نعم ',
    "participles": "مؤكدا أن ",
    "mixed scripts": "قال John Smith إن the وزير ",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=600)
    arguments = parser.parse_args()
    engine = best_engine()
    if arguments.news.exists():
        beside_matching(list(read(arguments.news)), arguments.articles, engine)
    else:
        print(f"{arguments.news} is missing; only the growth is measured.")
    growth(engine)


def read(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield from (one for one in json.loads(archive.read(name)) if one["content"])


def corpus_of(texts: list[str], engine: Engine) -> Corpus:
    rows = ({"doc_id": str(i), "outlet": "", "title": "", "text": text} for i, text in enumerate(texts))
    return prepare(tables.from_rows("articles", rows), engine)


def timed(name: str, work: Callable[[], Any]) -> Any:
    begin = time.process_time()
    done = work()
    print(f"  {name:38}{time.process_time() - begin:8.2f} s")
    return done


def beside_matching(news: list[dict[str, Any]], size: int, engine: Engine) -> None:
    chosen = random.Random(0).sample(news, min(size, len(news)))
    texts = [one["content"] for one in chosen]
    corpus = timed(f"tokens and lemmas of {len(texts)} articles", lambda: corpus_of(texts, engine))
    by_id = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    print(f"  {len(corpus.tokens)} tokens, {len(corpus.sentences)} sentences")
    for name, codebook in (("codebook of the seeds", seeds()), ("frequent words", frequent())):
        print(name)
        found = timed(
            "matching", lambda book=codebook: find_mentions(corpus.tokens, corpus.types, book, engine)
        )
        mentions = with_forms(found, by_id)
        sentences = timed("sentences, not yet read", lambda: dict(sentences_of(*corpus)))
        said = {doc_id: attribute(sentences[doc_id], text) for doc_id, text in by_id.items()}
        timed(
            f"voice of {len(mentions)} mentions",
            lambda m=mentions, a=said, s=sentences: add_voice(m, a, s, by_id),
        )
        timed("the table of all attributions", lambda a=said: attribution_table(a))


def seeds() -> Codebook:
    return load_codebook(paths.CODEBOOKS / "event_impact.yml")


def frequent() -> Codebook:
    told = seeds().model_dump()
    frame = next(iter(told["frames"].values()))
    told["frames"] = {word: {**frame, "cues": [word], "not_when": []} for word in FREQUENT}
    return Codebook.model_validate(told)


def growth(engine: Engine) -> None:
    print("one sentence, four times as long (linear is 4)")
    for name, piece in BROKEN.items():
        short, long = (_cost(piece * times, engine) for times in (2000, 8000))
        print(f"  {name:38}{long / max(short, 1e-3):8.1f}")


def _cost(text: str, engine: Engine) -> float:
    corpus = corpus_of([text], engine)
    ((_, article),) = sentences_of(*corpus)
    assert all(sentence.words for sentence in article)
    begin = time.process_time()
    len(attribute(article, text))
    return time.process_time() - begin


if __name__ == "__main__":
    main()
