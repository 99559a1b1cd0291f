"""How do time and memory grow with the corpus? Two threads over Parquet, a process a size.

    python make_news_corpus.py 1000000 corpus.parquet      (the generator beside the news)
    python benchmarks/million.py corpus.parquet [more.parquet ...] --codebook codebook.tsv

Every thread has a stream of its own and takes the next row group. ``pre_buffer=False`` keeps memory flat.
The codebook is the generator's: number, frame and phrase, parted by tabs.
"""

import argparse
import os
import queue
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
from throughput import wanted

from analysis.framing.stream import Stream
from analysis.language import lemmas

BATCH = 1000
#: Types a thread remembers before it begins anew: enough that the frequent ones are soon met again.
MOST_TYPES = 1_000_000


def main() -> None:
    """Print a line for every corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if len(arguments.corpora) > 1:
        for corpus in arguments.corpora:
            command = [sys.executable, __file__, str(corpus), "--codebook", str(arguments.codebook)]
            subprocess.run([*command, "--threads", str(arguments.threads)], check=True, env=os.environ)
        return
    phrases = [line.split("\t")[2] for line in arguments.codebook.read_text(encoding="utf-8").splitlines()]
    run(arguments.corpora[0], phrases, arguments.threads)


def run(corpus: Path, phrases: list[str], threads: int) -> None:
    engine = lemmas.engine_named("lexicon")
    begin, totals, lock = time.perf_counter(), [0, 0, 0], threading.Lock()
    groups: queue.SimpleQueue[int] = queue.SimpleQueue()
    for group in range(pq.ParquetFile(corpus).num_row_groups):
        groups.put(group)

    def work() -> None:
        stream, file = (
            Stream(wanted(phrases), engine, most_types=MOST_TYPES),
            pq.ParquetFile(corpus, pre_buffer=False),
        )
        articles = words = matches = 0
        while True:
            try:
                group = groups.get_nowait()
            except queue.Empty:
                break
            for batch in file.iter_batches(BATCH, [group], columns=["text"], use_threads=False):
                found = stream.words(batch.column(0))
                articles, words = articles + len(batch), words + len(found.type_id)
                matches += len(stream.find_in(found).text)
        with lock:
            for i, count in enumerate((articles, words, matches)):
                totals[i] += count

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        "{:,} articles, {:,} words, {:,} matches: ".format(*totals)
        + f"{time.perf_counter() - begin:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of processor time, "
        f"{used.ru_maxrss / 1e6:.2f} GB, {threads} threads",
        flush=True,
    )


if __name__ == "__main__":
    main()
