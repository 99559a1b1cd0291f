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
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.language.orthography import MARKS, TATWEEL, ZERO_WIDTH, normalise
from analysis.progress import progress

COMBINING = f"{MARKS}\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f"
_RUN = rf"(?:[^\W_]|[{COMBINING}{TATWEEL}])"
_MARKS = rf"[{COMBINING}{TATWEEL}]++"

_TOKEN = re.compile(
    rf"(?P<link>(?:https?://|www\.)\S+)"
    rf"|(?P<tag>[#@](?:\w|[{COMBINING}{TATWEEL}])+)"
    rf"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*(?!{_RUN}))"
    rf"|(?P<mark>{_MARKS}(?:[{ZERO_WIDTH}]++{_MARKS})*+(?![{ZERO_WIDTH}]*[^\W_]))"
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
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    sentence_rows: list[dict[str, object]] = []
    token_rows: list[dict[str, object]] = []
    types: dict[tuple[str, str], int] = {}
    by_article = segments.groupby("doc_id", sort=False)
    for doc_id, of_article in progress(by_article, "splitting words", total=len(by_article)):
        text, sentence_id, token_id = texts[doc_id], 0, 0
        for segment in of_article.itertuples():
            for sentence in split_sentences(text, segment.start, segment.end):
                place = {"doc_id": doc_id, "sentence_id": sentence_id}
                sentence_rows.append({**place, "segment_id": segment.segment_id, **sentence._asdict()})
                for start, end, kind in tokenise(text, *sentence):
                    type_id = types.setdefault((text[start:end], kind), len(types))
                    token_rows.append(
                        {**place, "token_id": token_id, "start": start, "end": end, "type_id": type_id}
                    )
                    token_id += 1
                sentence_id += 1
    return Tokenised(
        tables.from_rows("sentences", sentence_rows),
        tables.from_rows("tokens", token_rows),
        _type_table(types),
    )


def _type_table(types: dict[tuple[str, str], int]) -> pd.DataFrame:
    return tables.from_rows(
        "types",
        (
            {"type_id": type_id, "form": form, "normalised": normalise(form), "kind": kind}
            for (form, kind), type_id in types.items()
        ),
    )
