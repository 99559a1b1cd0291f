"""How long does a codebook edit take on cached tokens? 40 million words, 1,000 phrases, one core.

    python benchmarks/edit_codebook.py [--news FOLDER_OF_ZIPS] [--words 40000000]

The news is repeated until it holds so many words. What is cached is what a stream keeps of them: the
number of each word's type and of its stretch (8 bytes a word), and the types with their lemmas.
"""

import time

import news
import numpy as np
from throughput import wanted

from analysis.framing.stream import Stream, Words
from analysis.language import lemmas


def main() -> None:
    """Print the times."""
    arguments, corpus, phrases = news.asked(__doc__, words=40_000_000)
    engine = lemmas.engine_named("lexicon")
    stream = Stream(wanted(phrases), engine)
    once = stream.words(corpus)
    times = -(-arguments.words // len(once.type_id))
    stretches = int(once.stretch[-1]) + 1
    words = Words(
        np.tile(once.type_id, times)[: arguments.words],
        np.concatenate([once.stretch + i * stretches for i in range(times)])[: arguments.words],
        np.tile(once.token, times)[: arguments.words],
        once.tokens,
    )
    for threads in (1, 2):
        begin = time.perf_counter(), time.process_time()
        edited = Stream(wanted([*phrases[:-1], "ضربة قوية"]), engine, before=stream)
        prepared = time.process_time()
        found = edited.find_in(words, threads)
        wall, cpu = time.perf_counter() - begin[0], time.process_time()
        print(
            f"{len(words.type_id):,} words, {threads} thread(s): one cue replaced and found again in "
            f"{wall:.2f} s ({prepared - begin[1]:.2f} s types + {cpu - prepared:.2f} s search, processor "
            f"time); {len(found.text):,} matches",
            flush=True,
        )


if __name__ == "__main__":
    main()
