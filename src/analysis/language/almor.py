"""The ALMOR format of morphological databases, read (Habash 2007, section 3).

A word is a prefix, a stem and a suffix whose categories may stand beside each other. Each part brings
features; of those that two parts bring, the prefix's counts before the suffix's, the suffix's before the
stem's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

Features = Mapping[str, str]


class Entry(NamedTuple):
    """A line of a database: letters, spelling unified, the category, and what it brings, unread."""

    form: str
    category: str
    told: str

    @property
    def features(self) -> dict[str, str]:
        """All that it brings."""
        return dict(feature.split(":", 1) for feature in self.told.split(" ") if feature)

    def feature(self, name: str) -> str:
        """One thing that it brings; empty where it does not."""
        found = _feature(name).search(self.told)
        return found.group(1) if found else ""


@cache
def _feature(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^| ){name}:(\S*)")


class Database(NamedTuple):
    """The parts of words, and the pairs of categories that may stand beside each other."""

    prefixes: list[Entry]
    suffixes: list[Entry]
    stems: list[Entry]
    prefix_stem: frozenset[tuple[str, str]]
    stem_suffix: frozenset[tuple[str, str]]
    prefix_suffix: frozenset[tuple[str, str]]


def read(path: Path) -> Database:
    """Read a database file."""
    sections = _sections(path.read_text(encoding="utf-8").split("\n"))
    prefixes, suffixes, stems = (
        [_entry(line) for line in sections[name]] for name in ("PREFIXES", "SUFFIXES", "STEMS")
    )
    pairs = (frozenset(map(_pair, sections[f"TABLE {name}"])) for name in ("AB", "BC", "AC"))
    return Database(prefixes, suffixes, stems, *pairs)


def _sections(lines: Iterable[str]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in lines:
        if line.startswith("###"):
            here = sections.setdefault(line.strip().strip("#"), [])
        elif line.strip():
            here.append(line)
    return sections


def _entry(line: str) -> Entry:
    form, category, told = line.split("\t")
    return Entry(form.strip(), category, told.strip())


def _pair(line: str) -> tuple[str, str]:
    first, second = line.split()
    return first, second


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
