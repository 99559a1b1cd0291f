"""The ALMOR format of morphological databases, read (Habash 2007, section 3).

A word is a prefix, a stem and a suffix whose categories may stand beside each other. Each part brings
features; of those that two parts bring, the prefix's counts before the suffix's, the suffix's before the
stem's.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

Features = Mapping[str, str]


class Part(NamedTuple):
    """All prefixes, stems or suffixes of a database: Arrow columns of strings, one row a line.

    ``forms`` are letters, spelling unified; ``told`` is what the line brings, unread.
    """

    forms: pa.StringArray
    categories: pa.StringArray
    told: pa.StringArray

    def features(self, row: int) -> dict[str, str]:
        """Give all that a line brings."""
        return dict(feature.split(":", 1) for feature in self.told[row].as_py().split(" ") if feature)

    def feature(self, name: str) -> pa.StringArray:
        """Give one thing that lines bring; empty where one does not."""
        found = pc.extract_regex(self.told, rf"(?:^| ){name}:(?P<value>\S*)")
        return pc.fill_null(pc.struct_field(found, "value"), "")


class Database(NamedTuple):
    """The parts of words, and the pairs of categories that may stand beside each other."""

    prefixes: Part
    suffixes: Part
    stems: Part
    prefix_stem: frozenset[tuple[str, str]]
    stem_suffix: frozenset[tuple[str, str]]
    prefix_suffix: frozenset[tuple[str, str]]


def read(path: Path) -> Database:
    """Read a database file."""
    sections = _sections(path.read_bytes())
    prefixes, suffixes, stems = (_part(sections[name]) for name in ("PREFIXES", "SUFFIXES", "STEMS"))
    pairs = (frozenset(_pairs(sections[f"TABLE {name}"])) for name in ("AB", "BC", "AC"))
    return Database(prefixes, suffixes, stems, *pairs)


def _sections(content: bytes) -> dict[str, bytes]:
    """Part a file at its titles, lines such as "###STEMS###"."""
    titled = (section.partition(b"\n") for section in (b"\n" + content).split(b"\n###"))
    return {title.decode().strip().strip("#"): lines for title, _, lines in titled}


def _part(lines: bytes) -> Part:
    """Read lines of form, category and what they bring, parted by tabs."""
    names = ["form", "category", "told"]
    table = csv.read_csv(
        io.BytesIO(lines),
        csv.ReadOptions(column_names=names, use_threads=False, block_size=len(lines) + 1),
        csv.ParseOptions(delimiter="\t", quote_char=False),
        csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )
    form, category, told = (table[name].combine_chunks() for name in names)
    return Part(pc.utf8_trim_whitespace(form), category, pc.utf8_trim_whitespace(told))


def _pairs(lines: bytes) -> Iterator[tuple[str, str]]:
    for line in lines.decode().splitlines():
        if line.strip():
            first, second = line.split()
            yield first, second


def tags(features: Features) -> str:
    """Give what Buckwalter's tags say of a part, without its letters: "wa/CONJ+Al/DET" is "CONJ+DET"."""
    return "+".join(tag.rpartition("/")[2] for tag in features.get("bw", "").split("+") if tag)


def merged(prefix: Features, stem: Features, suffix: Features) -> dict[str, str]:
    """Give the features of a word from those of its parts; ``bw`` names the tags of all three."""
    told = {name: _first_told(prefix, suffix, name) or value for name, value in stem.items()}
    return told | {"bw": "+".join(tag for tag in map(tags, (prefix, stem, suffix)) if tag)}


def _first_told(prefix: Features, suffix: Features, name: str) -> str:
    return next(_told(prefix, suffix, name), "")


def _told(prefix: Features, suffix: Features, name: str) -> Iterator[str]:
    for part in (prefix, suffix):
        if part.get(name, "-") not in ("-", ""):
            yield part[name]
