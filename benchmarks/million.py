"""How do time and memory grow with the corpus? Some threads over Parquet, each size in a process of its own.

    python make_news_corpus.py 1000000 corpus.parquet      (the generator beside the news)
    python benchmarks/million.py corpus.parquet --codebook codebook.tsv [--threads 2]
    python benchmarks/million.py corpus.parquet --codebook codebook.tsv --articles 10000 100000 1000000 \\
        --figure benchmarks/growth.svg

Every thread has a stream of its own and takes the next row group. ``pre_buffer=False`` keeps memory flat.
The codebook is the generator's: number, frame and phrase, parted by tabs.
"""

import argparse
import json
import queue
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from throughput import wanted

from analysis.framing.stream import Stream
from analysis.language import lemmas

BATCH = 1000
#: Types a thread remembers before it begins anew: enough that the frequent ones are soon met again, and
#: just below where its tables would double. A million types take a sixth less time and 0.2 GB more.
MOST_TYPES = 500_000


def main() -> None:
    """Print a line for every size, and draw them where a figure is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--articles", type=int, nargs="+", help="by default all; whole row groups are read")
    parser.add_argument("--figure", type=Path)
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.row:
        print(json.dumps(measured(told.corpus, told.codebook, told.threads, told.articles[0])))
        return
    sizes = told.articles or [pq.ParquetFile(told.corpus).metadata.num_rows]
    rows = []
    for size in sizes:
        given = [told.corpus, "--codebook", told.codebook, "--threads", told.threads, "--articles", size]
        run = subprocess.run(
            [sys.executable, __file__, *map(str, given), "--row"], capture_output=True, text=True, check=True
        )
        rows.append(json.loads(run.stdout))
        print(
            "{articles:,} articles, {words:,} words, {matches:,} matches: {wall:.1f} s, {cpu:.1f} s of "
            "processor time, {memory:.2f} GB, {threads} thread(s)".format(**rows[-1]),
            flush=True,
        )
    if told.figure:
        draw(rows, told.figure)


def measured(corpus: Path, codebook: Path, threads: int, most: int) -> dict[str, Any]:
    """Search the first articles of a corpus; say what was found, and what it took from the start on."""
    phrases = [line.split("\t")[2] for line in codebook.read_text(encoding="utf-8").splitlines()]
    begin = time.perf_counter()
    engine = lemmas.engine_named("lexicon")
    groups: queue.SimpleQueue[int] = queue.SimpleQueue()
    for group in row_groups(corpus, most):
        groups.put(group)
    counts: list[tuple[int, int, int]] = []

    def work() -> None:
        stream = Stream(wanted(phrases), engine, most_types=MOST_TYPES)
        file = pq.ParquetFile(corpus, pre_buffer=False)
        while True:
            try:
                group = groups.get_nowait()
            except queue.Empty:
                return
            for batch in file.iter_batches(BATCH, [group], columns=["text"], use_threads=False):
                words = stream.words(batch.column(0))
                counts.append((len(batch), len(words.type_id), len(stream.find_in(words).text)))

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        **dict(zip(("articles", "words", "matches"), map(sum, zip(*counts, strict=True)), strict=True)),
        "wall": time.perf_counter() - begin,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1e6,
        "threads": threads,
    }


def row_groups(corpus: Path, articles: int) -> list[int]:
    """Name the first row groups of a corpus that hold so many articles."""
    metadata, groups, held = pq.ParquetFile(corpus).metadata, [], 0
    for group in range(metadata.num_row_groups):
        if held < articles:
            groups.append(group)
            held += metadata.row_group(group).num_rows
    return groups


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw seconds and gigabytes over the number of articles; a dashed line grows in step with them."""
    # Here, so that the searching process holds nothing that only drawing needs.
    from matplotlib.figure import Figure
    from matplotlib.ticker import StrMethodFormatter

    from analysis.display import style

    articles = [row["articles"] for row in rows]
    with style.look():
        figure = Figure(figsize=(style.WIDTH, 2.4))
        time_axes, memory_axes = (
            figure.add_axes((0.11, 0.2, 0.33, 0.75)),
            figure.add_axes((0.62, 0.2, 0.31, 0.75)),
        )
        for colour, (key, name) in zip(
            style.FRAME_COLOURS, (("cpu", "processor"), ("wall", "clock")), strict=False
        ):
            seconds = [row[key] for row in rows]
            time_axes.plot(articles, seconds, "o-", color=colour.light, label=name, markersize=4)
        step = [rows[-1]["cpu"] * count / articles[-1] for count in articles]
        time_axes.plot(
            articles, step, "--", color=style.SOFT, linewidth=0.8, label="in step with the articles"
        )
        time_axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="seconds")
        time_axes.legend(frameon=False, fontsize=8)
        memory_axes.plot(
            articles, [row["memory"] for row in rows], "o-", color=style.FRAME_COLOURS[1].light, markersize=4
        )
        memory_axes.set(xscale="log", xlabel="articles", ylabel="gigabytes at most", ylim=(0, None))
        # The charts' look reads no mathematics: a power of ten would stand there as it is written.
        for axis in (time_axes.xaxis, time_axes.yaxis, memory_axes.xaxis):
            axis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)


if __name__ == "__main__":
    main()
