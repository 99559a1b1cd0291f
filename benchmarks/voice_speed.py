"""What voice costs beside the matching, and how its cost grows: with the corpus, and with one sentence.

    python benchmarks/voice_speed.py                                  (real news: 500 and 3,000 articles)
    python benchmarks/voice_speed.py --articles 12000 --codebook phrases
    python benchmarks/voice_speed.py --corpus CORPUS.parquet --phrases codebook.tsv --articles 10000
    python benchmarks/voice_speed.py --corpus CORPUS.parquet --phrases codebook.tsv --articles 10000 --all

Run from the project's folder (``--news FOLDER``). Corpus and phrases of the third line are those of the
generator beside the news. Every size runs in a process of its own, twice: cold, when no form has been met,
and warm. Times are processor time, so that the ratios hold on a busy machine. The last line goes through
the whole corpus, so many articles at a time, each time cold, and adds up.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from analysis import paths, tables  # noqa: E402
from analysis.framing import Codebook, Corpus, load_codebook  # noqa: E402
from analysis.framing.matching import find_mentions, with_forms  # noqa: E402
from analysis.framing.voice import add_voice, attribute, attribution_table, sentences_of  # noqa: E402
from analysis.language.lemmas import Engine, best_engine  # noqa: E402
from analysis.pipeline import prepare  # noqa: E402

NEWS = ROOT.parent / "shared" / "news"
#: Words that many sentences hold, so that voice has work to do.
FREQUENT = ["اتفاق", "أزمة", "هجوم", "دعم", "خطر", "نجاح", "مشكلة", "تعاون"]
BROKEN = {
    "no punctuation": "قال الوزير محمد إن الأمر قد يكون ضربة ",
    "marks never closed": "قال «نعم ",
    "straight marks": 'قال "نعم ',
    "participles": "مؤكدا أن ",
    "mixed scripts": "قال John Smith إن the وزير ",
}
HEAD = "| articles | codebook | forms | prepare | match | voice | mentions | voice/match | whole way |"


def main() -> None:
    arguments = _arguments()
    if arguments.all:
        through_all(arguments)
        return
    if arguments.one:
        beside_matching(texts(arguments, arguments.articles[0]), arguments)
        return
    print(HEAD, "|---" * HEAD.count(" |") + "|", sep="\n", flush=True)
    for size in arguments.articles:
        told = [*sys.argv[1:], "--one", "--articles", str(size)]
        subprocess.run([sys.executable, __file__, *told], check=True)
    if arguments.growth:
        growth(best_engine())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--news", type=Path, default=NEWS)
    parser.add_argument("--corpus", type=Path, help="a Parquet file with a column 'text'")
    parser.add_argument("--articles", type=int, nargs="+", default=[500, 3000])
    parser.add_argument("--codebook", nargs="+", choices=("seeds", "frequent", "phrases"), default=None)
    parser.add_argument("--phrases", type=Path, help="number, frame and phrase, parted by tabs")
    parser.add_argument("--all", action="store_true", help="the whole of --corpus, in one process")
    parser.add_argument("--growth", action="store_true", help="also with the length of one sentence")
    parser.add_argument("--table", action="store_true", help="also the table of all attributions")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def texts(arguments: argparse.Namespace, size: int) -> list[str]:
    if arguments.corpus:
        batch = next(pq.ParquetFile(arguments.corpus).iter_batches(size, columns=["text"]))
        return batch.column(0).to_pylist()
    news = [one["content"] for one in read(arguments.news)]
    return random.Random(0).sample(news, min(size, len(news)))


def read(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield from (one for one in json.loads(archive.read(name)) if one["content"])


def corpus_of(texts: list[str], engine: Engine) -> Corpus:
    rows = ({"doc_id": str(i), "outlet": "", "title": "", "text": text} for i, text in enumerate(texts))
    return prepare(tables.from_rows("articles", rows), engine)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.process_time()
    done = work()
    return done, time.process_time() - begin


def beside_matching(texts: list[str], arguments: argparse.Namespace) -> None:
    engine = best_engine()
    corpus, prepared = timed(lambda: corpus_of(texts, engine))
    by_id = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    for name in arguments.codebook or (["phrases"] if arguments.phrases else ["seeds", "frequent"]):
        book = codebooks(arguments)[name]()
        for forms in ("cold", "warm"):
            mentions, said, matching, voice = _matched_and_voiced(corpus, by_id, book, engine)
            whole = (prepared + matching + voice) / (prepared + matching)
            print(
                f"| {len(texts):,} | {name} | {forms} | {prepared:.1f} s | {matching:.2f} s | {voice:.2f} s "
                f"| {len(mentions):,} | {voice / matching:.2f} | {whole:.3f} |",
                flush=True,
            )
            if arguments.table:
                _, all_of_it = timed(lambda said=said: attribution_table(said))
                print(f"  the table of all attributions: {all_of_it:.2f} s")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  {len(corpus.tokens):,} tokens, {len(corpus.types):,} types, {used:.2f} GB", flush=True)


def through_all(arguments: argparse.Namespace) -> None:
    """Print after every batch what all so far have cost."""
    engine, book = best_engine(), phrases(arguments)
    costs, n_articles, n_mentions = [0.0, 0.0, 0.0], 0, 0
    for batch in pq.ParquetFile(arguments.corpus).iter_batches(arguments.articles[0], columns=["text"]):
        corpus, prepared = timed(lambda batch=batch: corpus_of(batch.column(0).to_pylist(), engine))
        by_id = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
        mentions, _, matching, voice = _matched_and_voiced(corpus, by_id, book, engine)
        costs = [so_far + cost for so_far, cost in zip(costs, (prepared, matching, voice), strict=True)]
        n_articles, n_mentions = n_articles + len(batch), n_mentions + len(mentions)
        print(
            "{:,} articles, {:,} mentions: prepare {:.0f} s, match {:.0f} s, voice {:.0f} s; "
            "voice/match {:.2f}, whole way {:.2f}".format(
                n_articles, n_mentions, *costs, costs[2] / costs[1], sum(costs) / sum(costs[:2])
            ),
            flush=True,
        )


def _matched_and_voiced(
    corpus: Corpus, by_id: dict[str, str], book: Codebook, engine: Engine
) -> tuple[Any, Any, float, float]:
    """Give mentions and attributions, and what finding the ones and reading the others cost."""
    found, matching = timed(lambda: find_mentions(corpus.tokens, corpus.types, book, engine))
    mentions = with_forms(found, by_id)
    said, voice = timed(lambda: _voice(corpus, mentions, by_id))
    return mentions, said, matching, voice


def _voice(corpus: Corpus, mentions: Any, by_id: dict[str, str]) -> Any:
    sentences = dict(sentences_of(*corpus))
    said = {doc_id: attribute(sentences[doc_id], text) for doc_id, text in by_id.items()}
    add_voice(mentions, said, sentences, by_id)
    return said


def codebooks(arguments: argparse.Namespace) -> dict[str, Callable[[], Codebook]]:
    return {"seeds": seeds, "frequent": lambda: of_cues(FREQUENT), "phrases": lambda: phrases(arguments)}


def seeds() -> Codebook:
    return load_codebook(paths.CODEBOOKS / "event_impact.yml")


def of_cues(cues: list[str]) -> Codebook:
    told = seeds().model_dump()
    frame = next(iter(told["frames"].values()))
    told["frames"] = {f"f{i}": {**frame, "cues": [cue], "not_when": []} for i, cue in enumerate(cues)}
    return Codebook.model_validate(told)


def phrases(arguments: argparse.Namespace) -> Codebook:
    """Read the generator's phrases, or draw as many from the news as the benchmarks of speed do."""
    if arguments.phrases:
        lines = arguments.phrases.read_text(encoding="utf-8").splitlines()
        return of_cues(sorted({line.split("\t")[2] for line in lines}))
    from news import phrases as drawn
    from news import texts as news

    return of_cues(drawn(news(arguments.news)))


def growth(engine: Engine) -> None:
    print("one sentence, four times as long (linear is 4)")
    for name, piece in BROKEN.items():
        short, long = (_cost(piece * times, engine) for times in (2000, 8000))
        print(f"  {name:38}{long / max(short, 1e-3):8.1f}")


def _cost(text: str, engine: Engine) -> float:
    corpus = corpus_of([text], engine)
    ((_, article),) = sentences_of(*corpus)
    assert all(sentence.words for sentence in article)
    return timed(lambda: len(attribute(article, text)))[1]


if __name__ == "__main__":
    main()
