"""Text -> sentences and tokens with offsets, and the vocabulary of types.

The token rule
--------------
1. A link is one token, from ``http://``, ``https://`` or ``www.`` to the next space (kind ``link``).
2. ``#`` or ``@`` with the letters, digits and underscores behind it is one token (kind ``tag``).
3. A word is a run of letters, digits and the marks upon them; tatweel and characters of no width
   belong to it where letters follow. A run of digits with decimal signs is a ``number``; a run that
   holds a letter is a ``word``; marks that stand on nothing are a ``mark``.
4. Every other character that is neither space nor control is a token of its own (kind ``symbol``).

Offsets are code points of the text as read: ``text[start:end]`` is the token.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.language.orthography import MARKS, TATWEEL, ZERO_WIDTH, normalise
from analysis.progress import progress

#: Corpora of more characters are read by the compiled scanner, its start included quicker; in batches.
LARGE, BATCH = 2_000_000, 2000

COMBINING = f"{MARKS}\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f"
_RUN = rf"(?:[^\W_]|[{COMBINING}{TATWEEL}])"
_MARKS = rf"[{COMBINING}{TATWEEL}]++"

_TOKEN = re.compile(
    rf"(?P<link>(?:https?://|www\.)\S+)"
    rf"|(?P<tag>[#@](?:\w|[{COMBINING}{TATWEEL}])+)"
    rf"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*(?!{_RUN}))"
    rf"|(?P<mark>{_MARKS}(?>(?:[{ZERO_WIDTH}]+{_MARKS})*)(?![{ZERO_WIDTH}]*[^\W_]))"
    rf"|(?P<word>{_RUN}+(?:[{ZERO_WIDTH}]*{_RUN}+)*)"
    rf"|(?P<symbol>[^\s\x00-\x1f\x7f-\x9f{ZERO_WIDTH}])"
)

CLOSING = "\"'”’»›)\\]}"
#: Marks are no letters to ``re``: without them here the last alef of أيضًا would stand alone.
_ONE_LETTER = rf"(?<![\w{COMBINING}{ZERO_WIDTH}])[^\W\d_]"
#: A full stop ends a sentence unless it belongs to a number or to a one-letter title ("د. أحمد").
_SENTENCE_END = re.compile(rf"(?:(?<!{_ONE_LETTER})\.|[!?؟…۔])+[{CLOSING}]*(?=\s|$)")


class Token(NamedTuple):
    """A stretch of a text and its kind: word, number, symbol, link, tag or mark."""

    start: int
    end: int
    kind: str


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


def tokenise(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of ``text[start:end]`` in order; they never overlap."""
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(found.start(), found.end(), str(found.lastgroup))


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]``, without the white space around them."""
    end = len(text) if end is None else end
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    stretch = text[start:end]
    kept = stretch.strip()
    if kept:
        begin = start + stretch.index(kept[0])
        yield Span(begin, begin + len(kept))


class Tokenised(NamedTuple):
    """The three tables that a corpus's words fill."""

    sentences: pd.DataFrame
    tokens: pd.DataFrame
    types: pd.DataFrame


def tokenise_corpus(articles: pd.DataFrame, segments: pd.DataFrame) -> Tokenised:
    """Split every segment of a corpus into sentences and tokens.

    Parameters
    ----------
    articles, segments : DataFrame
        The tables of the design; segments in the order of the text.

    Returns
    -------
    Tokenised
        ``sentences`` and ``tokens``, numbered within each article from 0, and ``types``, numbered in
        the order of their first occurrence, still without lemmas.
    """
    by_article = dict(iter(segments.groupby("doc_id", sort=False)))
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    spoken = {doc_id: texts[doc_id] for doc_id in by_article}
    sentences = _sentence_table(spoken, by_article)
    if sum(map(len, spoken.values())) > LARGE:
        return Tokenised(sentences, *_scanned(spoken, sentences))
    return Tokenised(sentences, *_tokens_one_by_one(spoken, sentences))


def _sentence_table(texts: Mapping[str, str], segments: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = [
        (doc_id, number, *sentence)
        for doc_id, of_article in progress(segments.items(), "splitting sentences", total=len(segments))
        for number, sentence in enumerate(_sentences(texts[doc_id], of_article))
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(tables.SCHEMAS["sentences"])
    return tables.from_columns(
        "sentences", dict(zip(tables.SCHEMAS["sentences"].names, columns, strict=True))
    )


def _sentences(text: str, segments: pd.DataFrame) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences of an article: the segment, start and end."""
    for segment, start, end in zip(segments["segment_id"], segments["start"], segments["end"], strict=True):
        for sentence in split_sentences(text, start, end):
            yield segment, *sentence


def _tokens_one_by_one(
    texts: Mapping[str, str], sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the tables of tokens and types, token by token: at once where there are few."""
    types: dict[tuple[str, str], int] = {}
    columns: dict[str, list[object]] = {name: [] for name in tables.SCHEMAS["tokens"].names}
    token_ids: Counter[str] = Counter()
    for doc_id, sentence_id, begin, behind in zip(
        *(sentences[name] for name in ("doc_id", "sentence_id", "start", "end")), strict=True
    ):
        text = texts[doc_id]
        for start, end, kind in tokenise(text, begin, behind):
            type_id = types.setdefault((text[start:end], kind), len(types))
            row = doc_id, sentence_id, token_ids[doc_id], start, end, type_id
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
            token_ids[doc_id] += 1
    return tables.from_columns("tokens", columns), _type_table(*zip(*types, strict=True)) if types else (
        _type_table((), ())
    )


def _scanned(texts: Mapping[str, str], sentences: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the tables of tokens and types by the compiled scanner, which follows the same rule."""
    # Importing numba takes longer than two articles do.
    from analysis.language import scan  # noqa: PLC0415

    scanner, doc_ids = scan.Scanner(), pa.array(texts, pa.string())
    batches = [
        pa.array([*texts.values()][i : i + BATCH], pa.large_string()) for i in range(0, len(texts), BATCH)
    ]
    parts = [scanner.scan(batch) for batch in batches]
    start, end, type_id = (np.concatenate([part[i] for part in parts]).astype(np.int64) for i in range(3))
    article = np.repeat(np.arange(len(texts)), np.concatenate([np.diff(part.text_begin) for part in parts]))
    # Where a token stands, over all articles: each takes as much room as the longest.
    room = max(map(len, texts.values())) + 1
    of_article = pd.Index([*texts]).get_indexer(sentences["doc_id"])
    begins = of_article * room + sentences["start"].to_numpy(np.int64)
    ends = of_article * room + sentences["end"].to_numpy(np.int64)
    sentence = np.searchsorted(begins, article * room + start, side="right") - 1
    inside = (sentence >= 0) & (article * room + end <= ends[sentence])
    kept = np.flatnonzero(inside & (scanner.types.kinds[type_id] != scan.LINE))
    # Types are numbered as they first occur in a sentence.
    used, first, number = np.unique(type_id[kept], return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    article = article[kept]
    columns = {
        "doc_id": doc_ids.take(pa.array(article)),
        "sentence_id": sentences["sentence_id"].to_numpy(np.int64)[sentence[kept]],
        "token_id": np.arange(len(kept)) - np.searchsorted(article, article),
        "start": start[kept],
        "end": end[kept],
        "type_id": rank[number],
    }
    forms = scanner.types.forms(used[order]).to_pylist()
    kinds = np.array(scan.KINDS, dtype=object)[scanner.types.kinds_of(used[order])]
    return tables.from_columns("tokens", columns), _type_table(forms, kinds.tolist())


def _type_table(forms: Sequence[str], kinds: Sequence[str]) -> pd.DataFrame:
    columns = {
        "type_id": range(len(forms)),
        "form": forms,
        "normalised": [*map(normalise, forms)],
        "kind": kinds,
    }
    return tables.from_columns("types", columns)
