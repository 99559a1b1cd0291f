"""A Universal Dependencies treebank as written words with the lemmas of their segments."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.language.orthography import bare

#: Segments of one letter that Arabic writes together with the word behind them.
PROCLITICS = {"CCONJ", "CONJ", "SCONJ", "ADP", "PART", "AUX", "ADV", "DET"}
PROCLITIC_LETTERS = frozenset("وفبلكسأ")
ENCLITICS = frozenset(["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "ني", "نا"])
#: Words whose final ى turns to ي before a pronoun; in all others it turns to ا.
KEEPS_YA = frozenset({"على", "إلى", "لدى"})


class Segment(NamedTuple):
    """A syntactic word of the treebank."""

    form: str
    lemma: str
    pos: str
    morphology: str


class Written(NamedTuple):
    """A word as a newspaper writes it, with its segments."""

    form: str
    segments: tuple[Segment, ...]


def read(path: Path) -> list[list[Written]]:
    """Read a CoNLL-U file, plain or gzipped, sentence by sentence.

    Words that the treebank gives as ranges ("3-4") are taken as they stand. A treebank of segments
    without ranges (UD 1.0) is joined again by the rules of Arabic spelling.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        blocks = _blocks(lines)
        sentences = [_sentence(block) for block in blocks]
    if any(len(word.segments) > 1 for sentence in sentences for word in sentence):
        return sentences
    return [_joined(sentence) for sentence in sentences]


def _blocks(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for line in lines:
        if not line.strip():
            if block:
                yield block
            block = []
        elif not line.startswith("#"):
            block.append(line.rstrip("\n").split("\t"))
    if block:
        yield block


def _sentence(rows: list[list[str]]) -> list[Written]:
    words: list[Written] = []
    pending: tuple[str, int] | None = None
    segments: list[Segment] = []
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            pending = (bare(row[1]), int(row[0].split("-")[1]))
            continue
        segment = Segment(bare(row[1]), row[2], row[3], row[4])
        if pending is None:
            words.append(Written(segment.form, (segment,)))
            continue
        segments.append(segment)
        if int(row[0]) == pending[1]:
            words.append(Written(pending[0], tuple(segments)))
            pending, segments = None, []
    return words


def _joined(sentence: list[Written]) -> list[Written]:
    words: list[Written] = []
    waiting: list[Segment] = []
    for written in sentence:
        segment = written.segments[0]
        if segment.form in PROCLITIC_LETTERS and segment.pos in PROCLITICS:
            waiting.append(segment)
        elif words and not waiting and _is_enclitic(segment):
            words[-1] = Written(_with_pronoun(words[-1].form, segment.form), (*words[-1].segments, segment))
        else:
            words.append(Written(_with_proclitics(waiting, segment.form), (*waiting, segment)))
            waiting = []
    words.extend(Written(segment.form, (segment,)) for segment in waiting)
    return words


def _is_enclitic(segment: Segment) -> bool:
    """Tell an attached pronoun from one that stands alone, which is nominative (PADT: case 1)."""
    return segment.pos == "PRON" and segment.form in ENCLITICS and not segment.morphology.endswith("1-")


def _with_proclitics(proclitics: list[Segment], form: str) -> str:
    letters = "".join(segment.form for segment in proclitics)
    if letters.endswith("ل") and form.startswith("ال"):
        form = form.removeprefix("ا")
        return letters[:-1] + form if form.startswith("لل") else letters + form
    return letters + form


def _with_pronoun(form: str, pronoun: str) -> str:
    if form.endswith("ة"):
        form = form[:-1] + "ت"
    elif form.endswith("ى"):
        form = form[:-1] + ("ي" if form.lstrip("و") in KEEPS_YA else "ا")
    elif form.endswith("وا"):
        form = form[:-1]
    return form + pronoun
